#pragma once

#include "base/error.hpp"

#include <sys/mman.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <new>
#include <string_view>

namespace legajo::base {

// A whole open file as bytes. Throws Error file.unreadable; std::bad_alloc when there is no room.
class MappedFile {
public:
    explicit MappedFile(int descriptor) {
        struct stat facts{};
        if (::fstat(descriptor, &facts) != 0) throw Error("file.unreadable", "base", std::strerror(errno));
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
    // Gives the memory of a part back; it is read from the file again if it is needed again.
    void release(std::size_t offset, std::size_t size) const {
        constexpr std::size_t page = 4096;
        const std::size_t begin = (offset + page - 1) / page * page, end = (offset + size) / page * page;
        if (size_ > 0 && begin < end && end <= size_) ::madvise(static_cast<char*>(bytes_) + begin, end - begin, MADV_DONTNEED);
    }
    [[nodiscard]] std::string_view view() const { return {static_cast<const char*>(bytes_), size_}; }

private:
    void* bytes_ = nullptr;
    std::size_t size_ = 0;
};

} // namespace legajo::base
