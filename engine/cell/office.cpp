#include "cell/office.hpp"

#include "cell/cage.hpp"

#include "base/mapped_file.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>

namespace legajo::cell {
namespace {

namespace fs = std::filesystem;

std::string office_program() {
    const char* named = std::getenv("LEGAJO_SOFFICE");
    return named && *named ? named : "/usr/bin/soffice";
}

run::CellAnswer failure(std::string_view name, std::string detail) {
    base::Problem problem{.severity = base::Severity::error, .code = "evidence.office_failed", .stage = "evidence", .place = {}, .arguments = {}};
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

[[noreturn]] void become_office(const std::string& program, const std::string& folder) {
    const std::string profile = "-env:UserInstallation=file://" + folder + "/perfil", input = folder + "/documento";
    const char* const arguments[] = {program.c_str(), "--headless", "--norestore", "--nolockcheck", "--nodefault", profile.c_str(), "--convert-to", "pdf", "--outdir", folder.c_str(), input.c_str(), nullptr};
    const std::string home = "HOME=" + folder, temporary = "TMPDIR=" + folder;
    const char* const environment[] = {home.c_str(), temporary.c_str(), "LC_ALL=C.UTF-8", "PATH=/usr/bin:/bin", "SAL_USE_VCLPLUGIN=svp", nullptr};
    ::execve(program.c_str(), const_cast<char* const*>(arguments), const_cast<char* const*>(environment));
    ::_exit(127);
}

} // namespace

void prepare_office(std::string_view) {
    if (::access(office_program().c_str(), X_OK) != 0) throw base::Error("evidence.needs_office", "evidence", office_program());
    if (scratch_folder().empty()) throw base::Error("cell.failed", "cell", "scratch folder");
    if (::geteuid() == 0 && ::chown(scratch_folder().c_str(), 65534, 65534) != 0) throw base::Error("cell.failed", "cell", "chown"); // whom the cage becomes
}

run::CellAnswer convert_office(std::string_view payload, std::span<const int> descriptors) {
    const std::string& folder = scratch_folder();
    drop_privileges();
    close_program_cage(folder, fs::path(office_program()).parent_path().string());
    const fs::path input = folder + "/documento", output = folder + "/documento.pdf";
    const base::Descriptor copy(::open(input.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    const base::MappedFile source(descriptors[0]);
    if (!copy.is_open() || !copy_bytes(source.view(), copy.get())) return failure(payload, "copia");
    const pid_t office = ::fork();
    if (office == 0) become_office(office_program(), folder);
    int status = 0;
    while (office > 0 && ::waitpid(office, &status, 0) < 0 && errno == EINTR) {}
    const base::Descriptor made(::open(output.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    const bool is_made = office > 0 && made.is_open() && copy_bytes(base::MappedFile(made.get()).view(), descriptors[1]);
    if (is_made) return {true, {}, {}};
    return failure(payload, "soffice " + std::to_string(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status)));
}

} // namespace legajo::cell
