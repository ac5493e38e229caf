#include "cell/program.hpp"

#include "cell/cage.hpp"

#include "base/error.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>

namespace legajo::cell {
namespace {

std::string seen_folder;

[[noreturn]] void become(const std::string& program, std::vector<std::string>& words, const std::string& messages) {
    const std::string& folder = work_folder();
    words.insert(words.begin(), program);
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    if (!messages.empty()) {
        const int file = ::open(messages.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0600);
        if (file < 0 || ::dup2(file, STDERR_FILENO) < 0) ::_exit(127);
    }
    const std::string home = "HOME=" + folder, temporary = "TMPDIR=" + folder;
    const char* const environment[] = {home.c_str(), temporary.c_str(), "LC_ALL=C.UTF-8", "PATH=/usr/bin:/bin", "SAL_USE_VCLPLUGIN=svp", nullptr};
    if (::chdir(folder.c_str()) != 0) ::_exit(127);
    ::execve(program.c_str(), arguments.data(), const_cast<char* const*>(environment));
    ::_exit(127);
}

} // namespace

std::string program_at(const char* variable, const char* usual_place) {
    const char* named = std::getenv(variable);
    return named && *named ? named : usual_place;
}

void prepare_programs(const std::vector<std::string>& programs, const char* missing_code) {
    bool is_below = false;
    for (const std::string& program : programs) {
        if (::access(program.c_str(), X_OK) != 0) throw base::Error(missing_code, "evidence", program);
        is_below = is_below || program.starts_with("/tmp/");
    }
    if (scratch_folder().empty()) throw base::Error("cell.failed", "cell", "scratch folder");
    if (::geteuid() == 0 && ::chown(scratch_folder().c_str(), 65534, 65534) != 0) throw base::Error("cell.failed", "cell", "chown"); // whom the cage becomes
    seen_folder = !is_below && show_as_temporary_folder(scratch_folder()) ? "/tmp" : scratch_folder();
}

const std::string& work_folder() { return seen_folder; }

void enter_program_cage(const std::string& program) {
    drop_privileges();
    close_program_cage(work_folder(), std::filesystem::path(program).parent_path().string());
}

int run_program(const std::string& program, std::vector<std::string> arguments, const std::string& messages) {
    const pid_t child = ::fork();
    if (child == 0) become(program, arguments, messages);
    if (child < 0) return 127;
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
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

void place_input(std::string_view bytes, const std::string& path) {
    const base::Descriptor copy(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!copy.is_open() || !copy_bytes(bytes, copy.get())) throw base::Error("cell.failed", "cell", "copy");
}

} // namespace legajo::cell
