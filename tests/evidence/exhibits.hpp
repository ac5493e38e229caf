#pragma once
// Reads exhibits through the real cell, and makes awkward ones.

#include "run/cell_jobs.hpp"
#include "support/temporary_folder.hpp"

#include "base/files.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <string>
#include <unistd.h>
#include <vector>

namespace legajo::test {

namespace fs = std::filesystem;

inline std::string all_bytes(int descriptor) {
    std::string bytes(static_cast<std::size_t>(::lseek(descriptor, 0, SEEK_END)), '\0');
    REQUIRE(::pread(descriptor, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()));
    return bytes;
}

// Standard output of a shell command; its exit code must be 0 unless `code` is given.
inline std::string output_of(const std::string& command, int* code = nullptr) {
    std::string output;
    std::FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
    REQUIRE(pipe);
    std::array<char, 4096> buffer{};
    while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe)) output.append(buffer.data(), count);
    const int status = ::pclose(pipe);
    INFO(command << "\n" << output.substr(0, 2000));
    if (code) *code = WEXITSTATUS(status);
    else REQUIRE(status == 0);
    return output;
}

struct Reading {
    bool ok = false;
    model::Exhibit exhibit;
    std::string pdf;
    std::vector<std::string> codes; // of all problems
    run::ReadFile file;
    [[nodiscard]] bool has(const std::string& code) const {
        for (const std::string& known : codes)
            if (known == code) return true;
        return false;
    }
    [[nodiscard]] std::string text() const { // of a Document, run by run
        std::string all;
        for (const model::Block& block : exhibit.document.blocks) {
            if (const auto* paragraph = std::get_if<model::Paragraph>(&block.content))
                for (const model::Run& part : paragraph->text) all += part.text + "\n";
            if (const auto* heading = std::get_if<model::Heading>(&block.content))
                for (const model::Run& part : heading->text) all += part.text + "\n";
            if (const auto* table = std::get_if<model::Table>(&block.content))
                for (const auto* rows : {&table->head, &table->body, &table->foot})
                    for (const model::Row& row : *rows) {
                        for (const model::Cell& cell : row.cells)
                            for (const model::Run& part : cell.text) all += part.text + " | ";
                        all += "\n";
                    }
        }
        return all;
    }
};

class Exhibits {
public:
    Exhibits() : pipe_(fs::path(LEGAJO_BIN_DIR) / "legajo-cell") {}

    Reading read_bytes(const std::string& name, const std::string& bytes, model::ExhibitRequest request = {}) {
        const base::Descriptor file = run::unnamed_file(folder_.path());
        REQUIRE(::write(file.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
        return read_open(name, file.get(), std::move(request));
    }
    Reading read_file(const fs::path& path, model::ExhibitRequest request = {}) {
        const base::Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        REQUIRE(file.is_open());
        return read_open(path.filename().string(), file.get(), std::move(request));
    }
    Reading read_open(const std::string& name, int file, model::ExhibitRequest request = {}) {
        request.name = name;
        auto result = run::read_exhibit(pipe_, request, file, folder_.path(), limits);
        Reading reading;
        for (const base::Problem& problem : result.problems()) reading.codes.push_back(problem.code);
        if (!result) {
            REQUIRE(base::has_errors(result.problems()));
            return reading;
        }
        reading.ok = true;
        reading.file = std::move(*result);
        reading.exhibit = reading.file.exhibit;
        reading.pdf = all_bytes(reading.file.pages.get());
        return reading;
    }
    // Keeps the safe PDF under a name so that tools can look at it.
    std::string save(const Reading& reading, const std::string& name = "seguro.pdf") {
        base::write_file_durably(folder_ / name, reading.pdf);
        return (folder_ / name).string();
    }
    void require_sound(const Reading& reading) {
        const std::string path = save(reading);
        output_of("qpdf --check '" + path + "'");
        const std::string info = output_of("pdfinfo '" + path + "'");
        CHECK(info.find("Pages:           " + std::to_string(reading.exhibit.pages) + "\n") != std::string::npos);
        CHECK(info.find("JavaScript:      no") != std::string::npos);
        CHECK(info.find("Encrypted:       no") != std::string::npos);
    }
    std::string text_of(const Reading& reading) { return output_of("pdftotext -layout '" + save(reading) + "' -"); }
    [[nodiscard]] std::string path(const std::string& name) const { return (folder_ / name).string(); }
    run::CellPipe& pipe() { return pipe_; }

    run::CellLimits limits;

private:
    TemporaryFolder folder_;
    run::CellPipe pipe_;
};

// A PDF from the bodies of its objects (1, 2, 3 ...); object 1 is the catalog. With `whole` false the cross-reference table is left out.
inline std::string pdf_of(const std::vector<std::string>& objects, const std::string& trailer_extra = "", bool whole = true) {
    std::string pdf = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
    std::vector<std::size_t> offsets;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        offsets.push_back(pdf.size());
        pdf += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    if (!whole) return pdf;
    const std::size_t start = pdf.size();
    pdf += "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
    for (const std::size_t offset : offsets) {
        const std::string digits = std::to_string(offset);
        pdf += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
    }
    return pdf + "trailer\n<< /Root 1 0 R /Size " + std::to_string(objects.size() + 1) + trailer_extra + " >>\nstartxref\n" + std::to_string(start) + "\n%%EOF\n";
}

inline std::string stream_of(const std::string& data, const std::string& extra = "") {
    return "<< /Length " + std::to_string(data.size()) + " " + extra + " >>\nstream\n" + data + "\nendstream";
}

inline const std::string helvetica = "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>";

// One page that says `text`; `page` goes into its dictionary, `catalog` into the catalog, `more` are objects 5, 6 ...
inline std::vector<std::string> one_page(const std::string& text, const std::string& page = "", const std::string& catalog = "", const std::vector<std::string>& more = {}) {
    std::vector<std::string> objects{
        "<< /Type /Catalog /Pages 2 0 R " + catalog + " >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] /Resources " + helvetica + " >>",
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R " + page + " >>",
        stream_of("BT /F1 24 Tf 72 700 Td (" + text + ") Tj ET"),
    };
    objects.insert(objects.end(), more.begin(), more.end());
    return objects;
}

} // namespace legajo::test
