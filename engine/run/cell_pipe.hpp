#pragma once
// The parent's side of the pipe to legajo-cell, where everything that touches foreign bytes runs (engine/cell/README.md has the drawing).
// One CellPipe per worker: it starts the program at the first call, sends one job at a time, and starts it again when it had to be killed.
// A job that crashes, hangs or eats memory is one problem; the next job works. Not thread-safe: one per thread.
//
// Problems, stage "cell", always with argument `trabajo`: cell.crashed (senal), cell.out_of_memory, cell.out_of_time, cell.forbidden,
// cell.output_too_large, cell.answer_too_large, cell.malformed_answer, cell.unknown_job, cell.stopped.
// Throws Error cell.not_found (places tried), cell.not_started and cell.cage_missing (this system allows no seccomp filter).

#include "base/frame.hpp"
#include "base/problem.hpp"
#include "base/wire.hpp"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace legajo::run {

struct CellLimits {
    std::uint64_t memory_bytes = std::uint64_t{1536} << 20; // address space of the job, above what the program itself needs
    std::uint64_t file_bytes = std::uint64_t{2} << 30;      // size of any file it writes
    std::uint32_t cpu_seconds = 60;
    std::uint32_t wall_seconds = 120;
    std::uint64_t answer_bytes = std::uint64_t{64} << 20;
};
template <class A> void fields(A& a, CellLimits& l) { a(l.memory_bytes, l.file_bytes, l.cpu_seconds, l.wall_seconds, l.answer_bytes); }

// First message of the program: which bars of the cage hold here. Strict jobs always have rlimits, no_new_privs and the filter.
struct CellGreeting {
    std::uint32_t version = 0;
    bool has_filter = false, has_own_network = false, has_landlock = false;
    std::vector<std::string> jobs;
};
template <class A> void fields(A& a, CellGreeting& g) { a(g.version, g.has_filter, g.has_own_network, g.has_landlock, g.jobs); }

struct CellRequest { // one job
    std::string job;
    CellLimits limits;
    std::string payload;
};
template <class A> void fields(A& a, CellRequest& r) { a(r.job, r.limits, r.payload); }

struct CellAnswer { // its payload, or the problems that prevented it; remarks in both cases
    bool has_payload = false;
    std::string payload;
    base::Problems problems;
};
template <class A> void fields(A& a, CellAnswer& r) { a(r.has_payload, r.payload, r.problems); }

inline constexpr std::uint32_t cell_wire_version = 3;

// LEGAJO_CELL, else legajo-cell beside this program, else ../libexec/legajo/legajo-cell. Throws Error cell.not_found.
[[nodiscard]] std::filesystem::path find_cell_program();

class CellPipe {
public:
    CellPipe() = default; // finds the program at the first call
    explicit CellPipe(std::filesystem::path program) : program_(std::move(program)) {}
    ~CellPipe();
    CellPipe(CellPipe&&) = delete;

    // Runs one job. The descriptors stay open here and arrive there as 0, 1, 2 ... of the job's own list; it has nothing else open.
    base::Result<std::string> call(std::string_view job, std::string_view payload, std::span<const int> descriptors = {}, const CellLimits& limits = {});

    // The same for typed requests and answers (types with fields(), see base/wire.hpp).
    template <class Answer, class Request>
    base::Result<Answer> ask(std::string_view job, const Request& request, std::span<const int> descriptors = {}, const CellLimits& limits = {}) {
        base::Result<std::string> raw = call(job, base::to_wire(request), descriptors, limits);
        if (!raw) return std::move(raw.problems());
        try {
            return {base::from_wire<Answer>(*raw), std::move(raw.problems())};
        } catch (const base::Error&) {
            return malformed(job);
        }
    }

    const CellGreeting& greeting(); // starts the program if need be
    void stop();                    // ends the program; the next call starts it again

private:
    static base::Problem malformed(std::string_view job);
    void start();

    std::filesystem::path program_;
    base::Descriptor socket_;
    int process_ = -1;
    CellGreeting greeting_;
};

// Unnamed file in `folder` (or beside it by mkstemp and unlink) for a job's output, mode 0600, close-on-exec. Throws Error file.unwritable.
[[nodiscard]] base::Descriptor unnamed_file(const std::filesystem::path& folder);
// Opens a regular file inside `folder` for reading: every step with O_NOFOLLOW, never a link, device, fifo or socket.
// Problems (stage "evidence", argument fichero): evidence.outside_folder, evidence.missing, evidence.link, evidence.not_a_file, evidence.empty,
// evidence.too_large (limite), evidence.unreadable (detalle).
base::Result<base::Descriptor> open_inside(const std::filesystem::path& folder, const std::string& relative, std::uint64_t size_limit = std::uint64_t{1} << 30);
// Appends the whole of `from` to `to`; gives the offset where it starts. Throws Error file.unwritable.
[[nodiscard]] std::uint64_t append_file(int from, int to);
std::uint64_t append_range(int from, std::uint64_t offset, std::uint64_t size, int to);

} // namespace legajo::run
