#include "cell/supervisor.hpp"

#include "cell/cage.hpp"

#include "base/error.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <new>

namespace legajo::cell {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int answer_pipe = 3, first_given = 4; // numbers in the child: 0-2 are /dev/null, then the answer, then what it was given
constexpr std::size_t request_limit = std::size_t{256} << 20;

run::CellAnswer run_caught(const Job& job, const run::CellRequest& request, std::span<const int> descriptors) {
    try {
        return job.run(request.payload, descriptors);
    } catch (const base::Error& error) {
        return refusal(error.code() == "wire.malformed" ? "cell.malformed_request" : "cell.failed", request.job, {{"detalle", error.detail()}});
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception& error) {
        return refusal("cell.failed", request.job, {{"detalle", error.what()}});
    }
}

bool write_answer(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(answer_pipe, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

// The job's descriptors get the numbers first_given.. and everything else is closed.
std::vector<int> keep_only(int answer_end, std::vector<base::Descriptor>& given) {
    std::vector<int> high; // out of the way first
    for (base::Descriptor& descriptor : given) high.push_back(::fcntl(descriptor.get(), F_DUPFD, 512));
    const int answer_high = ::fcntl(answer_end, F_DUPFD, 512);
    const int null = ::open("/dev/null", O_RDWR);
    for (const int standard : {0, 1, 2}) ::dup2(null, standard);
    ::dup2(answer_high, answer_pipe);
    std::vector<int> kept;
    for (std::size_t i = 0; i < high.size(); ++i) kept.push_back(::dup2(high[i], first_given + static_cast<int>(i)));
    for (base::Descriptor& descriptor : given) (void)descriptor.release();
    ::close_range(static_cast<unsigned>(first_given) + static_cast<unsigned>(kept.size()), ~0U, 0);
    return kept;
}

[[noreturn]] void be_child(const Job& job, const run::CellRequest& request, int answer_end, std::vector<base::Descriptor>& given) {
    try {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
        const std::vector<int> descriptors = keep_only(answer_end, given);
        std::optional<run::CellAnswer> answer;
        try {
            if (job.prepare) job.prepare(request.payload);
        } catch (const base::Error& error) {
            answer = refusal(error.code(), request.job, {{"detalle", error.detail()}, {"fichero", ""}});
        }
        if (!answer) {
            limit_resources(request.limits);
            if (job.profile == Profile::strict) {
                drop_privileges();
                close_strict_cage();
            }
            answer = run_caught(job, request, descriptors);
        }
        ::_exit(write_answer(base::to_wire(*answer)) ? 0 : cage_failed);
    } catch (const std::bad_alloc&) {
        ::_exit(memory_spent);
    } catch (...) {
        ::_exit(1);
    }
}

// How a child ended, in the parent's words.
run::CellAnswer verdict(int status, bool was_late, const run::CellRequest& request) {
    if (was_late) return refusal("cell.out_of_time", request.job, {{"segundos", std::to_string(request.limits.wall_seconds)}});
    if (WIFSIGNALED(status)) {
        switch (WTERMSIG(status)) {
        case SIGXCPU: return refusal("cell.out_of_time", request.job, {{"segundos", std::to_string(request.limits.cpu_seconds)}});
        case SIGXFSZ: return refusal("cell.output_too_large", request.job);
        case SIGSYS: return refusal("cell.forbidden", request.job);
        case SIGKILL: return refusal("cell.out_of_memory", request.job); // the kernel's, for want of memory
        default: return refusal("cell.crashed", request.job, {{"senal", ::strsignal(WTERMSIG(status))}});
        }
    }
    if (WEXITSTATUS(status) == memory_spent) return refusal("cell.out_of_memory", request.job);
    return refusal("cell.crashed", request.job, {{"senal", "exit " + std::to_string(WEXITSTATUS(status))}});
}

int milliseconds_until(Clock::time_point deadline) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, 3'600'000));
}

// Ends with the child gone, whatever happened.
class Child {
public:
    Child(pid_t process, base::Descriptor answers) : process_(process), handle_(static_cast<int>(::syscall(SYS_pidfd_open, process, 0))), answers_(std::move(answers)) {}

    // nullopt: the parent is gone. Otherwise the child's answer or why there is none.
    std::optional<run::CellAnswer> watch(const run::CellRequest& request, int parent) {
        const Clock::time_point deadline = Clock::now() + std::chrono::seconds(request.limits.wall_seconds);
        std::string bytes;
        bool was_late = false, was_long = false, parent_left = false;
        while (true) {
            std::array<pollfd, 2> waiting{pollfd{answers_.get(), POLLIN, 0}, pollfd{parent, POLLRDHUP, 0}};
            const int ready = ::poll(waiting.data(), waiting.size(), milliseconds_until(deadline));
            if (ready < 0 && errno == EINTR) continue;
            if (ready <= 0) { was_late = true; break; }
            if (waiting[1].revents != 0) { parent_left = true; break; }
            const std::size_t have = bytes.size();
            bytes.resize(have + (1 << 16));
            const ssize_t count = ::read(answers_.get(), bytes.data() + have, 1 << 16);
            bytes.resize(have + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
            if (count < 0 && errno == EINTR) continue;
            if (count <= 0) break;
            if (bytes.size() > request.limits.answer_bytes) { was_long = true; break; }
        }
        if (!was_late && !was_long && !parent_left) was_late = !ends_by(deadline);
        const int status = end();
        if (parent_left) return std::nullopt;
        if (was_long) return refusal("cell.answer_too_large", request.job);
        if (was_late || !WIFEXITED(status) || WEXITSTATUS(status) != 0) return verdict(status, was_late, request);
        try {
            return base::from_wire<run::CellAnswer>(bytes);
        } catch (const base::Error&) {
            return refusal("cell.malformed_answer", request.job);
        }
    }

private:
    bool ends_by(Clock::time_point deadline) {
        pollfd waiting{handle_.get(), POLLIN, 0};
        return ::poll(&waiting, 1, milliseconds_until(deadline)) != 0;
    }
    int end() {
        ::kill(-process_, SIGKILL); // its whole group: an outside program has helpers
        siginfo_t ended{};
        if (::waitid(P_PID, static_cast<id_t>(process_), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 && ended.si_pid == 0) ::kill(process_, SIGKILL);
        int status = 0;
        while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {}
        return status;
    }

    pid_t process_;
    base::Descriptor handle_, answers_;
};

// Lives as long as one job of an outside program.
class Scratch {
public:
    explicit Scratch(bool is_needed) {
        std::string pattern = "/tmp/legajo-cell-XXXXXX";
        if (is_needed && ::mkdtemp(pattern.data())) scratch_folder() = pattern;
    }
    ~Scratch() {
        std::error_code ignored;
        if (!scratch_folder().empty()) std::filesystem::remove_all(scratch_folder(), ignored);
        scratch_folder().clear();
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
};

std::optional<run::CellAnswer> run_job(const Job& job, const run::CellRequest& request, std::vector<base::Descriptor>& given, int parent) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return refusal("cell.failed", request.job, {{"detalle", std::strerror(errno)}});
    base::Descriptor ours(ends[0]), theirs(ends[1]);
    const Scratch scratch(job.profile == Profile::program);
    const pid_t process = ::fork();
    if (process < 0) return refusal("cell.failed", request.job, {{"detalle", std::strerror(errno)}});
    if (process == 0) {
        ::setpgid(0, 0);
        be_child(job, request, theirs.get(), given);
    }
    theirs = base::Descriptor();
    return Child(process, std::move(ours)).watch(request, parent);
}

} // namespace

run::CellAnswer refusal(std::string code, std::string_view job, std::vector<std::pair<std::string, std::string>> arguments) {
    base::Problem problem{.severity = base::Severity::error, .code = std::move(code), .stage = "cell", .place = {}, .arguments = {}};
    problem.with("trabajo", std::string(job));
    for (auto& argument : arguments) problem.arguments.push_back(std::move(argument));
    return {false, {}, {std::move(problem)}};
}

std::string& scratch_folder() {
    static std::string folder;
    return folder;
}

int serve(int socket) {
    const Bars bars = build_cage();
    // A signal to the whole group must not end the one who clears up: it ends with its parent, whose socket closes.
    for (const int ending : {SIGINT, SIGTERM, SIGHUP}) ::signal(ending, SIG_IGN);
    run::CellGreeting greeting{run::cell_wire_version, bars.has_filter, bars.has_own_network, bars.has_landlock, {}};
    for (const auto& [name, job] : jobs()) greeting.jobs.push_back(name);
    if (!base::send_frame(socket, base::to_wire(greeting))) return 1;
    while (auto frame = base::receive_frame(socket, request_limit)) {
        run::CellRequest request;
        try {
            request = base::from_wire<run::CellRequest>(frame->payload);
        } catch (const base::Error&) {
            return 1; // not our parent
        }
        const auto job = jobs().find(request.job);
        std::optional<run::CellAnswer> answer = refusal("cell.unknown_job", request.job);
        if (job != jobs().end()) answer = run_job(job->second, request, frame->descriptors, socket);
        if (!answer || !base::send_frame(socket, base::to_wire(*answer))) return 0;
    }
    return 0;
}

} // namespace legajo::cell
