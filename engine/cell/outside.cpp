#include "cell/outside.hpp"

#include "cell/cage.hpp"

#include "base/mapped_file.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <vector>

namespace legajo::cell {
namespace {

namespace fs = std::filesystem;

struct Outside {
    const char *variable, *usual_place, *missing, *failed;
    std::vector<std::string> (*arguments)(const std::string& folder); // reads folder/documento, writes folder/documento.pdf
};

const Outside office{"LEGAJO_SOFFICE", "/usr/bin/soffice", "evidence.needs_office", "evidence.office_failed", [](const std::string& folder) {
                         return std::vector<std::string>{"--headless", "--norestore", "--nolockcheck", "--nodefault", "-env:UserInstallation=file://" + folder + "/perfil",
                                                         "--convert-to", "pdf", "--outdir", folder, folder + "/documento"};
                     }};
// -gg: what no page needs is left out, and the numbers of objects are made anew.
const Outside mutool{"LEGAJO_MUTOOL", "/usr/bin/mutool", "evidence.needs_mutool", "evidence.repair_failed", [](const std::string& folder) {
                         return std::vector<std::string>{"clean", "-gg", folder + "/documento", folder + "/documento.pdf"};
                     }};

std::string program_of(const Outside& outside) {
    const char* named = std::getenv(outside.variable);
    return named && *named ? named : outside.usual_place;
}

run::CellAnswer failure(const Outside& outside, std::string_view name, std::string detail) {
    base::Problem problem{.severity = base::Severity::error, .code = outside.failed, .stage = "evidence", .place = {}, .arguments = {}};
    problem.with("fichero", std::string(name)).with("detalle", std::move(detail));
    return {false, {}, {std::move(problem)}};
}

bool copy_bytes(std::string_view bytes, int to) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(to, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

[[noreturn]] void become(const Outside& outside, const std::string& program, const std::string& folder) {
    std::vector<std::string> words = outside.arguments(folder);
    words.insert(words.begin(), program);
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const std::string home = "HOME=" + folder, temporary = "TMPDIR=" + folder;
    const char* const environment[] = {home.c_str(), temporary.c_str(), "LC_ALL=C.UTF-8", "PATH=/usr/bin:/bin", "SAL_USE_VCLPLUGIN=svp", nullptr};
    if (::chdir(folder.c_str()) != 0) ::_exit(127);
    ::execve(program.c_str(), arguments.data(), const_cast<char* const*>(environment));
    ::_exit(127);
}

// Where the job's own folder stands for the program: at /tmp, where LibreOffice insists on its pipe between instances; or, when the program itself lives below it
// or the system gives no own view of its files, where it is.
std::string& seen_folder() {
    static std::string folder;
    return folder;
}

void prepare(const Outside& outside) {
    if (::access(program_of(outside).c_str(), X_OK) != 0) throw base::Error(outside.missing, "evidence", program_of(outside));
    if (scratch_folder().empty()) throw base::Error("cell.failed", "cell", "scratch folder");
    if (::geteuid() == 0 && ::chown(scratch_folder().c_str(), 65534, 65534) != 0) throw base::Error("cell.failed", "cell", "chown"); // whom the cage becomes
    const bool is_hidden = !program_of(outside).starts_with("/tmp/") && show_as_temporary_folder(scratch_folder());
    seen_folder() = is_hidden ? "/tmp" : scratch_folder();
}

run::CellAnswer convert(const Outside& outside, std::string_view name, std::span<const int> descriptors) {
    if (descriptors.size() != 2) throw base::Error("wire.malformed", "cell", "descriptors");
    const std::string& folder = seen_folder();
    const std::string program = program_of(outside);
    drop_privileges();
    close_program_cage(folder, fs::path(program).parent_path().string());
    const fs::path input = folder + "/documento", output = folder + "/documento.pdf";
    const base::Descriptor copy(::open(input.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    const base::MappedFile source(descriptors[0]);
    if (!copy.is_open() || !copy_bytes(source.view(), copy.get())) return failure(outside, name, "copia");
    const pid_t child = ::fork();
    if (child == 0) become(outside, program, folder);
    int status = 0;
    while (child > 0 && ::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    const base::Descriptor made(::open(output.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    const bool is_made = child > 0 && made.is_open() && copy_bytes(base::MappedFile(made.get()).view(), descriptors[1]);
    if (is_made) return {true, {}, {}};
    return failure(outside, name, fs::path(program).filename().string() + " " + std::to_string(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status)));
}

} // namespace

void prepare_office(std::string_view) { prepare(office); }
void prepare_repair(std::string_view) { prepare(mutool); }
run::CellAnswer convert_office(std::string_view payload, std::span<const int> descriptors) { return convert(office, payload, descriptors); }
run::CellAnswer repair_pdf(std::string_view payload, std::span<const int> descriptors) { return convert(mutool, payload, descriptors); }

} // namespace legajo::cell
