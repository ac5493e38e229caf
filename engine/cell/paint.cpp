#ifdef LEGAJO_CELL_HAS_EVIDENCE
#include "cell/paint.hpp"

#include "cell/program.hpp"

#include "base/error.hpp"
#include "base/mapped_file.hpp"
#include "evidence/painted_page.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <vector>

namespace legajo::cell {
namespace {

struct Unpainted { // ends the job
    std::string detail;
};

std::string poppler(const char* program) { return program_at("LEGAJO_POPPLER", "/usr/bin") + "/" + program; }

class Painter {
public:
    // Reads the file `document` of the private folder.
    [[nodiscard]] evidence::PageImage page(int number, const evidence::Sheet& sheet) const {
        evidence::PageImage image = picture(number, sheet);
        constexpr double largest = 14'400, least = 3; // points, ISO 19005-2 6.1.13
        const double scale = std::min(1.0, largest / std::max(sheet.width, sheet.height));
        image.sheet_width = std::max(sheet.width * scale, least);
        image.sheet_height = std::max(sheet.height * scale, least);
        image.words = words(number, sheet);
        return image;
    }
    [[nodiscard]] const std::string& document() const { return document_; }

private:
    evidence::PageImage picture(int number, const evidence::Sheet& sheet) const {
        if (auto image = evidence::hard_page(painted(number, evidence::dots_for(sheet, evidence::fine_dots), {"-aa", "no", "-aaVector", "no"}))) return std::move(*image);
        return evidence::soft_page(painted(number, evidence::dots_for(sheet, evidence::soft_dots), {}));
    }

    evidence::Raster painted(int number, double dots, std::vector<std::string> arguments) const {
        const std::string stem = folder_ + "/pagina", file = stem + ".ppm", page = std::to_string(number);
        char resolution[32];
        std::snprintf(resolution, sizeof resolution, "%.0f", dots);
        for (const std::string& word : {std::string("-cropbox"), std::string("-singlefile"), std::string("-f"), page, std::string("-l"), page, std::string("-r"), std::string(resolution), document_, stem}) arguments.push_back(word);
        ::unlink(file.c_str());
        run("pdftoppm", std::move(arguments));
        const base::Descriptor made(::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
        std::optional<evidence::Raster> raster;
        if (made.is_open()) raster = evidence::read_painting(base::MappedFile(made.get()).view());
        if (!raster) throw Unpainted{"pdftoppm"};
        return std::move(*raster);
    }

    std::vector<evidence::RecognisedWord> words(int number, const evidence::Sheet& sheet) const {
        const std::string file = folder_ + "/palabras.html", page = std::to_string(number);
        ::unlink(file.c_str());
        run("pdftotext", {"-cropbox", "-bbox", "-enc", "UTF-8", "-f", page, "-l", page, document_, file});
        const base::Descriptor made(::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
        if (!made.is_open()) throw Unpainted{"pdftotext"};
        return evidence::words_of(base::MappedFile(made.get()).view(), sheet);
    }

    void run(const char* program, std::vector<std::string> arguments) const {
        const std::string messages = folder_ + "/mensajes";
        if (const int code = run_program(poppler(program), std::move(arguments), messages); code != 0) throw Unpainted{program + (" " + std::to_string(code))};
        const base::Descriptor said(::open(messages.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
        if (!said.is_open()) return;
        const base::MappedFile file(said.get());
        for (const std::string_view lost : {"Couldn't find a font", "Couldn't create a font"}) // its letters would be left out
            if (const std::size_t from = file.view().find(lost); from != std::string_view::npos) throw Unpainted{std::string(file.view().substr(from, std::min<std::size_t>(file.view().find('\n', from) - from, 200)))};
    }

    const std::string& folder_ = work_folder();
    const std::string document_ = folder_ + "/documento";
};

} // namespace

void prepare_paint(std::string_view) {
    prepare_programs({poppler("pdftoppm"), poppler("pdftotext")}, "evidence.needs_poppler");
}

run::CellAnswer paint_pages(std::string_view payload, std::span<const int> descriptors) {
    if (descriptors.size() != 2) throw base::Error("wire.malformed", "cell", "descriptors");
    enter_program_cage(poppler("pdftoppm"));
    const Painter painter;
    place_input(base::MappedFile(descriptors[0]).view(), painter.document());
    std::vector<evidence::PageImage> images;
    try {
        for (const evidence::Sheet& sheet : evidence::sheets_of(descriptors[0])) images.push_back(painter.page(static_cast<int>(images.size()) + 1, sheet));
    } catch (const Unpainted& end) {
        base::Problem problem{.severity = base::Severity::error, .code = "evidence.paint_failed", .stage = "evidence", .place = {}, .arguments = {}};
        problem.with("fichero", std::string(payload)).with("detalle", "p. " + std::to_string(images.size() + 1) + ": " + end.detail);
        return {false, {}, {std::move(problem)}};
    }
    evidence::write_image_pages(images, descriptors[1]);
    return {true, {}, {}};
}

} // namespace legajo::cell
#endif
