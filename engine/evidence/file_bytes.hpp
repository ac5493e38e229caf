#pragma once
// The bytes of an open file, and writing to one. The descriptors are the parent's.

#include "base/error.hpp"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <string_view>

namespace legajo::evidence {

class MappedFile {
public:
    explicit MappedFile(int descriptor) {
        struct stat facts{};
        if (::fstat(descriptor, &facts) != 0) throw base::Error("evidence.input", "evidence", std::strerror(errno));
        size_ = static_cast<std::size_t>(facts.st_size);
        if (size_ == 0) return;
        bytes_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor, 0);
        if (bytes_ == MAP_FAILED) throw std::bad_alloc();
    }
    ~MappedFile() {
        if (size_ > 0) ::munmap(bytes_, size_);
    }
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    [[nodiscard]] std::string_view view() const { return {static_cast<const char*>(bytes_), size_}; }

private:
    void* bytes_ = nullptr;
    std::size_t size_ = 0;
};

inline void write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) throw base::Error("evidence.output", "evidence", std::strerror(errno));
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

} // namespace legajo::evidence
