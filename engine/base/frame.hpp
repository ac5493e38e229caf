#pragma once
// Whole messages, with open descriptors beside them, over a Unix stream socket. One frame:
//     bytes 0-3 "LGJ1" · 4-7 count of descriptors (little-endian) · 8-15 length of the payload · payload
// The descriptors travel with the first byte (SCM_RIGHTS) and arrive close-on-exec.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace legajo::base {

// Owns one open descriptor.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor();
    Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
    Descriptor& operator=(Descriptor&& other) noexcept;
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return number_; }
    [[nodiscard]] bool is_open() const { return number_ >= 0; }
    int release() { const int number = number_; number_ = -1; return number; }

private:
    int number_ = -1;
};

struct Frame {
    std::string payload;
    std::vector<Descriptor> descriptors;
};

inline constexpr std::size_t frame_descriptors_at_most = 64;

// false when the other end is gone. At most frame_descriptors_at_most descriptors; they stay open here.
[[nodiscard]] bool send_frame(int socket, std::string_view payload, std::span<const int> descriptors = {});

// The next frame; nullopt at the end of the stream, when wait_ms pass (-1: for ever) between two arrivals, or when what comes is not a frame
// or longer than payload_limit.
[[nodiscard]] std::optional<Frame> receive_frame(int socket, std::size_t payload_limit, int wait_ms = -1);

} // namespace legajo::base
