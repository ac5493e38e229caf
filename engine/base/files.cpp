#include "base/files.hpp"

#include "base/error.hpp"
#include "base/private_folders.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <set>
#include <utility>

namespace legajo::base {
namespace {

namespace fs = std::filesystem;

class Descriptor {
public:
    explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
    ~Descriptor() { if (descriptor_ >= 0) ::close(descriptor_); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return descriptor_; }
    [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }

private:
    int descriptor_;
};

[[noreturn]] void fail(const char* code, const fs::path& path) {
    throw Error(code, "base", path.string() + ": " + std::strerror(errno));
}

void write_all(int descriptor, std::string_view bytes, const fs::path& path) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) fail("file.unwritable", path);
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

// Unique within the process by a counter and between processes by the process id; stale ones are overwritten.
fs::path temporary_beside(const fs::path& path) {
    static std::atomic<unsigned> counter{0};
    return path.parent_path() / (".legajo-" + std::to_string(::getpid()) + "-" + std::to_string(counter++) + ".tmp");
}

fs::path folder_of(const fs::path& path) { return path.has_parent_path() ? path.parent_path() : fs::path("."); }

void write_temporary(const fs::path& temporary, std::span<const std::string_view> pieces, bool sync) {
    const Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file.is_open()) fail("file.unwritable", temporary);
    for (const std::string_view piece : pieces) write_all(file.get(), piece, temporary);
    if (sync && ::fsync(file.get()) != 0) fail("file.unwritable", temporary);
}

void sync_folder(const fs::path& folder) {
    const Descriptor handle(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!handle.is_open() || ::fsync(handle.get()) != 0) fail("file.unwritable", folder);
}

} // namespace

void make_private_folders(const fs::path& folder) {
    std::error_code error;
    if (folder.empty() || fs::is_directory(folder, error)) return;
    make_private_folders(folder.parent_path());
    if (::mkdir(folder.c_str(), 0700) != 0 && !(errno == EEXIST && fs::is_directory(folder, error))) fail("file.unwritable", folder); // somebody else's, just now
}

std::string read_file(const fs::path& path, std::size_t limit) {
    // O_NONBLOCK so that a fifo without writer does not hang us; regular files ignore it.
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file.is_open()) fail(errno == ENOENT ? "file.missing" : "file.unreadable", path);
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) fail("file.unreadable", path);
    if (!S_ISREG(status.st_mode)) throw Error("file.not_regular", "base", path.string());
    if (static_cast<std::size_t>(status.st_size) > limit) throw Error("file.too_large", "base", path.string());
    std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
    std::size_t filled = 0;
    while (filled < bytes.size()) {
        const ssize_t count = ::read(file.get(), bytes.data() + filled, bytes.size() - filled);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail("file.unreadable", path);
        if (count == 0) break;
        filled += static_cast<std::size_t>(count);
    }
    bytes.resize(filled);
    return bytes;
}

void write_file_durably(const fs::path& path, std::string_view bytes) {
    make_private_folders(folder_of(path));
    const fs::path temporary = temporary_beside(path);
    try {
        write_temporary(temporary, {&bytes, 1}, true);
        if (::rename(temporary.c_str(), path.c_str()) != 0) fail("file.unwritable", path);
    } catch (...) {
        ::unlink(temporary.c_str());
        throw;
    }
    sync_folder(folder_of(path));
}

fs::path path_inside(const fs::path& folder, const std::string& relative) {
    if (relative.empty() || relative.find('\0') != std::string::npos || fs::path(relative).is_absolute()) return {};
    std::error_code error;
    const fs::path root = fs::weakly_canonical(folder, error);
    if (error) return {};
    const fs::path target = fs::weakly_canonical(root / relative, error);
    if (error) return {};
    const auto [root_end, rest] = std::mismatch(root.begin(), root.end(), target.begin(), target.end());
    if (root_end != root.end() || rest == target.end()) return {};
    return target;
}

StagedFile::StagedFile(StagedFile&& other) noexcept : temporary_(std::exchange(other.temporary_, {})), target_(std::exchange(other.target_, {})) {}

StagedFile& StagedFile::operator=(StagedFile&& other) noexcept {
    std::swap(temporary_, other.temporary_);
    std::swap(target_, other.target_);
    return *this;
}

StagedFile::~StagedFile() {
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void StagedFile::appear() {
    if (::rename(temporary_.c_str(), target_.c_str()) != 0) fail("file.unwritable", target_);
    temporary_.clear();
}

StagedFile FileGroup::stage(const fs::path& path, std::span<const std::string_view> pieces) const {
    make_private_folders(folder_of(path));
    StagedFile file(temporary_beside(path), path); // goes again when the writing fails
    write_temporary(file.temporary(), pieces, false);
    return file;
}

void FileGroup::drop_after(std::size_t count) {
    while (pending_.size() > count) pending_.pop_back();
}

void FileGroup::commit() {
    if (pending_.empty()) return;
    // One syncfs for the whole group costs a fifth of one fsync per file.
    const Descriptor any(::open(pending_.front().temporary().c_str(), O_RDONLY | O_CLOEXEC));
    if (!any.is_open() || ::syncfs(any.get()) != 0) fail("file.unwritable", pending_.front().temporary());
    std::set<fs::path> folders;
    for (; !pending_.empty(); pending_.pop_back()) {
        pending_.back().appear();
        folders.insert(folder_of(pending_.back().target()));
    }
    // The new names last as well. Letters stand in hundreds of folders, and a sync of each waits for the disk as long as one of everything.
    constexpr std::size_t few = 4;
    if (folders.size() <= few) {
        for (const fs::path& folder : folders) sync_folder(folder);
    } else if (::syncfs(any.get()) != 0) {
        fail("file.unwritable", *folders.begin());
    }
}

fs::path find_data_folder() {
    std::vector<fs::path> tried;
    const auto is_data = [&](const fs::path& folder) {
        tried.push_back(folder);
        std::error_code error;
        return fs::is_directory(folder / "templates", error) && fs::is_directory(folder / "fonts", error);
    };
    if (const char* given = std::getenv("LEGAJO_DATA"); given && *given) {
        if (is_data(given)) return given;
        throw Error("data.not_found", "base", "LEGAJO_DATA=" + std::string(given));
    }
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error).parent_path();
    if (is_data(program / "../share/legajo")) return fs::weakly_canonical(program / "../share/legajo");
    for (fs::path folder = program; folder.has_relative_path(); folder = folder.parent_path())
        if (fs::exists(folder / "CMakePresets.json", error) && is_data(folder)) return folder;
    std::string places;
    for (const fs::path& place : tried) places += (places.empty() ? "" : ", ") + place.string();
    throw Error("data.not_found", "base", places);
}

} // namespace legajo::base
