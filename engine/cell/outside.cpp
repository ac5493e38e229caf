#include "cell/outside.hpp"

#include "cell/program.hpp"

#include "base/mapped_file.hpp"

#include <fcntl.h>

#include <filesystem>
#include <vector>

namespace legajo::cell {
namespace {

namespace fs = std::filesystem;

struct Outside {
    const char *variable, *usual_place, *missing, *failed;
    std::vector<std::string> (*arguments)(const std::string& folder); // reads folder/documento, writes folder/documento.pdf
    [[nodiscard]] std::string program() const { return program_at(variable, usual_place); }
};

const Outside office{"LEGAJO_SOFFICE", "/usr/bin/soffice", "evidence.needs_office", "evidence.office_failed", [](const std::string& folder) {
                         return std::vector<std::string>{"--headless", "--norestore", "--nolockcheck", "--nodefault", "-env:UserInstallation=file://" + folder + "/perfil",
                                                         "--convert-to", "pdf", "--outdir", folder, folder + "/documento"};
                     }};
// -gg: what no page needs is left out, and the numbers of objects are made anew.
const Outside mutool{"LEGAJO_MUTOOL", "/usr/bin/mutool", "evidence.needs_mutool", "evidence.repair_failed", [](const std::string& folder) {
                         return std::vector<std::string>{"clean", "-gg", folder + "/documento", folder + "/documento.pdf"};
                     }};

run::CellAnswer convert(const Outside& outside, std::string_view name, std::span<const int> descriptors) {
    if (descriptors.size() != 2) throw base::Error("wire.malformed", "cell", "descriptors");
    const std::string& folder = work_folder();
    const std::string program = outside.program();
    enter_program_cage(program);
    place_input(base::MappedFile(descriptors[0]).view(), folder + "/documento");
    const int code = run_program(program, outside.arguments(folder));
    const base::Descriptor made(::open((folder + "/documento.pdf").c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    if (made.is_open() && copy_bytes(base::MappedFile(made.get()).view(), descriptors[1])) return {true, {}, {}};
    base::Problem problem{.severity = base::Severity::error, .code = outside.failed, .stage = "evidence", .place = {}, .arguments = {}};
    problem.with("fichero", std::string(name)).with("detalle", fs::path(program).filename().string() + " " + std::to_string(code));
    return {false, {}, {std::move(problem)}};
}

} // namespace

void prepare_office(std::string_view) { prepare_programs({office.program()}, office.missing); }
void prepare_repair(std::string_view) { prepare_programs({mutool.program()}, mutool.missing); }
run::CellAnswer convert_office(std::string_view payload, std::span<const int> descriptors) { return convert(office, payload, descriptors); }
run::CellAnswer repair_pdf(std::string_view payload, std::span<const int> descriptors) { return convert(mutool, payload, descriptors); }

} // namespace legajo::cell
