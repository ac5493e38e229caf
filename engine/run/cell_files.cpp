// Files for jobs of the cell: opened without following a link, made without a name.
#include "run/cell_pipe.hpp"

#include "base/error.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace legajo::run {
namespace {

namespace fs = std::filesystem;

base::Problem file_problem(std::string code, const std::string& file) {
    base::Problem problem{.severity = base::Severity::error, .code = std::move(code), .stage = "evidence", .place = {}, .arguments = {}};
    problem.with("fichero", file);
    return problem;
}

base::Problem open_failure(const std::string& file) {
    switch (errno) {
    case ENOENT:
    case ENOTDIR: return file_problem("evidence.missing", file);
    case ELOOP:
    case EMLINK: return file_problem("evidence.link", file);
    case ENXIO: return file_problem("evidence.not_a_file", file);
    default: return file_problem("evidence.unreadable", file).with("detalle", std::strerror(errno));
    }
}

bool is_plain_path(const fs::path& path) {
    if (path.empty() || path.is_absolute()) return false;
    for (const fs::path& part : path)
        if (part == "..") return false;
    return true;
}

[[noreturn]] void write_failure() { throw base::Error("file.unwritable", "run", std::string("(temporal) ") + std::strerror(errno)); }

// A disk that fills up takes a part first, and says why at the next try.
void write_whole(int to, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(to, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) write_failure();
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

} // namespace

base::Descriptor unnamed_file(const fs::path& folder) {
    base::Descriptor file(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
    if (file.is_open()) return file;
    std::string pattern = (folder / ".legajo-XXXXXX").string(); // file systems without O_TMPFILE
    file = base::Descriptor(::mkostemp(pattern.data(), O_CLOEXEC));
    if (!file.is_open()) throw base::Error("file.unwritable", "run", folder.string() + ": " + std::strerror(errno));
    ::unlink(pattern.c_str());
    return file;
}

base::Result<base::Descriptor> open_inside(const fs::path& folder, const std::string& relative, std::uint64_t size_limit) {
    const fs::path path = fs::path(relative).lexically_normal();
    if (relative.find('\0') != std::string::npos || !is_plain_path(path)) return file_problem("evidence.outside_folder", relative);
    base::Descriptor at(::open(folder.empty() ? "." : folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!at.is_open()) return open_failure(relative);
    for (auto part = path.begin(); part != path.end(); ++part) {
        const bool is_last = std::next(part) == path.end();
        // A link in a folder step answers ENOTDIR for O_DIRECTORY | O_NOFOLLOW: told apart by looking at it.
        struct stat facts{};
        if (::fstatat(at.get(), part->c_str(), &facts, AT_SYMLINK_NOFOLLOW) != 0) return open_failure(relative);
        if (S_ISLNK(facts.st_mode)) return file_problem("evidence.link", relative);
        const int flags = is_last ? O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC : O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
        if (is_last && !S_ISREG(facts.st_mode)) return file_problem("evidence.not_a_file", relative); // before opening: a tape rewinds
        base::Descriptor next(::openat(at.get(), part->c_str(), flags));
        if (!next.is_open()) return open_failure(relative);
        at = std::move(next);
    }
    struct stat facts{};
    if (::fstat(at.get(), &facts) != 0) return open_failure(relative);
    if (!S_ISREG(facts.st_mode)) return file_problem("evidence.not_a_file", relative);
    if (facts.st_size == 0) return file_problem("evidence.empty", relative);
    if (static_cast<std::uint64_t>(facts.st_size) > size_limit)
        return file_problem("evidence.too_large", relative).with("limite", std::to_string(size_limit >> 20) + " MB");
    return at;
}

std::uint64_t append_file(int from, int to) {
    struct stat facts{};
    if (::fstat(from, &facts) != 0) write_failure();
    return append_range(from, 0, static_cast<std::uint64_t>(facts.st_size), to);
}

std::uint64_t append_range(int from, std::uint64_t offset, std::uint64_t size, int to) {
    const off_t begin = ::lseek(to, 0, SEEK_END);
    if (begin < 0) write_failure();
    auto at = static_cast<off_t>(offset);
    const auto end = static_cast<off_t>(offset + size);
    while (at < end) { // the kernel copies, or shares, the blocks
        const ssize_t count = ::copy_file_range(from, &at, to, nullptr, static_cast<std::size_t>(end - at), 0);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) break;
    }
    std::string buffer(at < end ? std::size_t{1} << 20 : 0, '\0');
    while (at < end) { // between file systems that cannot
        const ssize_t got = ::pread(from, buffer.data(), std::min(buffer.size(), static_cast<std::size_t>(end - at)), at);
        if (got < 0 && errno == EINTR) continue;
        if (got == 0) errno = EIO; // shorter than it was
        if (got <= 0) write_failure();
        write_whole(to, std::string_view(buffer.data(), static_cast<std::size_t>(got)));
        at += got;
    }
    return static_cast<std::uint64_t>(begin);
}

} // namespace legajo::run
