#include "run/finished_file.hpp"

#include "base/error.hpp"
#include "run/cell_pipe.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace legajo::run {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const char* code, const fs::path& path = {}) { throw base::Error(code, "run", path.string() + ": " + std::strerror(errno)); }

} // namespace

FinishedFile::FinishedFile(base::Descriptor file) : file_(std::move(file)) { map(); }

FinishedFile::FinishedFile(FinishedFile&& other) noexcept
    : file_(std::move(other.file_)), bytes_(std::exchange(other.bytes_, nullptr)), size_(std::exchange(other.size_, 0)) {}

FinishedFile::~FinishedFile() { unmap(); }

void FinishedFile::map() {
    struct stat facts{};
    if (::fstat(file_.get(), &facts) != 0) fail("file.unreadable");
    size_ = static_cast<std::size_t>(facts.st_size);
    if (size_ == 0) return;
    void* place = ::mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_SHARED, file_.get(), 0);
    if (place == MAP_FAILED) throw std::bad_alloc();
    bytes_ = static_cast<char*>(place);
}

void FinishedFile::unmap() {
    if (bytes_) ::munmap(bytes_, size_);
    bytes_ = nullptr;
    size_ = 0;
}

void FinishedFile::append(std::string_view tail) {
    auto at = static_cast<off_t>(size_);
    while (!tail.empty()) {
        const ssize_t count = ::pwrite(file_.get(), tail.data(), tail.size(), at);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) fail("file.unwritable");
        tail.remove_prefix(static_cast<std::size_t>(count));
        at += count;
    }
    unmap();
    map();
}

void FinishedFile::stand_at(const fs::path& path) {
    const std::string own = "/proc/self/fd/" + std::to_string(file_.get());
    if (::linkat(AT_FDCWD, own.c_str(), AT_FDCWD, path.c_str(), AT_SYMLINK_FOLLOW) == 0) return;
    const base::Descriptor copy(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600)); // file systems that cannot
    if (!copy.is_open()) fail("file.unwritable", path);
    append_range(file_.get(), 0, size_, copy.get());
}

} // namespace legajo::run
