#include "run/cell_pipe.hpp"

#include "base/error.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <vector>

namespace legajo::run {
namespace {

namespace fs = std::filesystem;

constexpr int cell_socket = 3;         // where the program finds its end
constexpr int start_wait_ms = 20'000;  // for the greeting
constexpr int grace_seconds = 10;      // the program enforces the job's time itself; after this we stop believing it

base::Problem cell_problem(std::string code, std::string_view job) {
    base::Problem problem{.severity = base::Severity::error, .code = std::move(code), .stage = "cell", .place = {}, .arguments = {}};
    problem.with("trabajo", std::string(job));
    return problem;
}

fs::path own_program() {
    std::error_code error;
    return fs::read_symlink("/proc/self/exe", error);
}

// Between fork and exec only calls that are safe after fork in a program with threads: everything is prepared before.
[[noreturn]] void become_cell(const char* program, int socket, char* const* environment) {
    if (socket == cell_socket) ::fcntl(socket, F_SETFD, 0);
    else ::dup2(socket, cell_socket);
    const int null = ::open("/dev/null", O_RDWR);
    if (null >= 0) {
        ::dup2(null, 0);
        ::dup2(null, 1); // standard error stays: the program's own complaints reach the log
    }
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    char* const arguments[] = {const_cast<char*>("legajo-cell"), nullptr};
    ::execve(program, arguments, environment);
    ::_exit(127);
}

// Nothing of our environment reaches the cell but where its data lie.
std::vector<std::string> clean_environment() {
    std::vector<std::string> variables{"LD_BIND_NOW=1", "LC_ALL=C.UTF-8", "TZ=UTC", "OMP_THREAD_LIMIT=1", "OMP_NUM_THREADS=1", "PATH=/usr/bin:/bin"};
    for (const char* name : {"LEGAJO_DATA", "TESSDATA_PREFIX", "LEGAJO_SOFFICE", "LEGAJO_MUTOOL", "LEGAJO_POPPLER", "ASAN_OPTIONS", "UBSAN_OPTIONS"})
        if (const char* value = std::getenv(name)) variables.push_back(std::string(name) + "=" + value);
    return variables;
}

} // namespace

fs::path find_cell_program() {
    if (const char* named = std::getenv("LEGAJO_CELL"); named && *named) {
        if (::access(named, X_OK) == 0) return named;
        throw base::Error("cell.not_found", "cell", std::string("LEGAJO_CELL=") + named);
    }
    const fs::path folder = own_program().parent_path();
    std::string tried;
    for (const fs::path& place : {folder / "legajo-cell", folder / ".." / "libexec" / "legajo" / "legajo-cell"}) {
        if (::access(place.c_str(), X_OK) == 0) return place;
        tried += (tried.empty() ? "" : ", ") + place.string();
    }
    throw base::Error("cell.not_found", "cell", tried);
}

CellPipe::~CellPipe() { stop(); }

void CellPipe::stop() {
    socket_ = base::Descriptor();
    if (process_ <= 0) return;
    ::kill(process_, SIGKILL);
    while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {}
    process_ = -1;
}

void CellPipe::start() {
    if (process_ > 0) return;
    if (program_.empty()) program_ = find_cell_program();
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) throw base::Error("cell.not_started", "cell", std::strerror(errno));
    base::Descriptor ours(ends[0]), theirs(ends[1]);
    std::vector<std::string> variables = clean_environment();
    std::vector<char*> environment;
    for (std::string& variable : variables) environment.push_back(variable.data());
    environment.push_back(nullptr);
    const std::string program = program_.string();
    const pid_t child = ::fork();
    if (child < 0) throw base::Error("cell.not_started", "cell", std::strerror(errno));
    if (child == 0) become_cell(program.c_str(), theirs.get(), environment.data());
    process_ = child;
    socket_ = std::move(ours);
    theirs = base::Descriptor();
    const auto frame = base::receive_frame(socket_.get(), 1 << 16, start_wait_ms);
    if (!frame) {
        stop();
        throw base::Error("cell.not_started", "cell", program);
    }
    greeting_ = base::from_wire<CellGreeting>(frame->payload);
    if (greeting_.version != cell_wire_version || !greeting_.has_filter) {
        const bool no_filter = greeting_.version == cell_wire_version;
        stop();
        throw base::Error(no_filter ? "cell.cage_missing" : "cell.not_started", "cell", program);
    }
}

const CellGreeting& CellPipe::greeting() {
    start();
    return greeting_;
}

base::Problem CellPipe::malformed(std::string_view job) { return cell_problem("cell.malformed_answer", job); }

base::Result<std::string> CellPipe::call(std::string_view job, std::string_view payload, std::span<const int> descriptors, const CellLimits& limits) {
    start();
    const CellRequest request{std::string(job), limits, std::string(payload)};
    if (!base::send_frame(socket_.get(), base::to_wire(request), descriptors)) {
        stop(); // it died between two jobs: start afresh, once
        start();
        if (!base::send_frame(socket_.get(), base::to_wire(request), descriptors)) {
            stop();
            return cell_problem("cell.stopped", job);
        }
    }
    const int wait_ms = static_cast<int>(limits.wall_seconds + grace_seconds) * 1000;
    const auto frame = base::receive_frame(socket_.get(), limits.answer_bytes + (1 << 20), wait_ms);
    if (!frame) {
        stop();
        return cell_problem("cell.stopped", job);
    }
    try {
        auto answer = base::from_wire<CellAnswer>(frame->payload);
        if (answer.has_payload) return {std::move(answer.payload), std::move(answer.problems)};
        if (!base::has_errors(answer.problems)) return malformed(job);
        return std::move(answer.problems);
    } catch (const base::Error&) {
        return malformed(job);
    }
}

} // namespace legajo::run
