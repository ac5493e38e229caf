#pragma once
// Writing to a descriptor of the parent's.

#include "base/error.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string_view>

namespace legajo::evidence {

inline void write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) throw base::Error("evidence.output", "evidence", std::strerror(errno));
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

} // namespace legajo::evidence
