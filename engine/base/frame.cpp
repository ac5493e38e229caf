#include "base/frame.hpp"

#include "base/error.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>

namespace legajo::base {
namespace {

constexpr std::size_t header_size = 16;
using Header = std::array<unsigned char, header_size>;

Header header_of(std::uint64_t descriptor_count, std::uint64_t length) {
    Header header{'L', 'G', 'J', '1'};
    for (std::size_t i = 0; i < 4; ++i) header[4 + i] = static_cast<unsigned char>(descriptor_count >> (8 * i));
    for (std::size_t i = 0; i < 8; ++i) header[8 + i] = static_cast<unsigned char>(length >> (8 * i));
    return header;
}

std::uint64_t number_at(const Header& header, std::size_t begin, std::size_t count) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < count; ++i) value |= static_cast<std::uint64_t>(header[begin + i]) << (8 * i);
    return value;
}

bool send_all(int socket, const char* bytes, std::size_t size) {
    while (size > 0) {
        const ssize_t count = ::send(socket, bytes, size, MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        bytes += count;
        size -= static_cast<std::size_t>(count);
    }
    return true;
}

// Appends what arrives to `into` until it holds `size` bytes; descriptors that come along are kept.
bool receive_all(int socket, char* into, std::size_t size, int wait_ms, std::vector<Descriptor>* descriptors) {
    std::size_t have = 0;
    while (have < size) {
        pollfd waiting{socket, POLLIN, 0};
        const int ready = ::poll(&waiting, 1, wait_ms);
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0) return false;
        iovec part{into + have, size - have};
        alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int) * frame_descriptors_at_most)> control{};
        msghdr message{};
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        message.msg_control = control.data();
        message.msg_controllen = control.size();
        const ssize_t count = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        for (cmsghdr* entry = CMSG_FIRSTHDR(&message); entry; entry = CMSG_NXTHDR(&message, entry)) {
            if (entry->cmsg_level != SOL_SOCKET || entry->cmsg_type != SCM_RIGHTS) continue;
            const std::size_t arrived = (entry->cmsg_len - CMSG_LEN(0)) / sizeof(int);
            for (std::size_t i = 0; i < arrived; ++i) {
                int number = -1;
                std::memcpy(&number, CMSG_DATA(entry) + i * sizeof(int), sizeof number);
                Descriptor owned(number);
                if (descriptors) descriptors->push_back(std::move(owned));
            }
        }
        have += static_cast<std::size_t>(count);
    }
    return true;
}

} // namespace

Descriptor::~Descriptor() {
    if (number_ >= 0) ::close(number_);
}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    if (this != &other) {
        if (number_ >= 0) ::close(number_);
        number_ = other.release();
    }
    return *this;
}

bool send_frame(int socket, std::string_view payload, std::span<const int> descriptors) {
    check(descriptors.size() <= frame_descriptors_at_most, "too many descriptors for one frame");
    Header header = header_of(descriptors.size(), payload.size());
    iovec part{header.data(), header.size()};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int) * frame_descriptors_at_most)> control{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    if (!descriptors.empty()) {
        message.msg_control = control.data();
        message.msg_controllen = CMSG_SPACE(descriptors.size_bytes());
        cmsghdr* entry = CMSG_FIRSTHDR(&message);
        entry->cmsg_level = SOL_SOCKET;
        entry->cmsg_type = SCM_RIGHTS;
        entry->cmsg_len = CMSG_LEN(descriptors.size_bytes());
        std::memcpy(CMSG_DATA(entry), descriptors.data(), descriptors.size_bytes());
    }
    ssize_t count = -1;
    do count = ::sendmsg(socket, &message, MSG_NOSIGNAL);
    while (count < 0 && errno == EINTR);
    if (count <= 0) return false;
    const auto sent = static_cast<std::size_t>(count);
    return send_all(socket, reinterpret_cast<const char*>(header.data()) + sent, header.size() - sent) &&
           send_all(socket, payload.data(), payload.size());
}

std::optional<Frame> receive_frame(int socket, std::size_t payload_limit, int wait_ms) {
    Header header{};
    Frame frame;
    if (!receive_all(socket, reinterpret_cast<char*>(header.data()), header.size(), wait_ms, &frame.descriptors)) return std::nullopt;
    if (!std::equal(header.begin(), header.begin() + 4, "LGJ1")) return std::nullopt;
    const std::uint64_t length = number_at(header, 8, 8);
    if (length > payload_limit || number_at(header, 4, 4) != frame.descriptors.size()) return std::nullopt;
    // Grows with what really arrives, so that a lie about the length costs nothing.
    for (std::size_t have = 0; have < length;) {
        const std::size_t step = std::min<std::size_t>(length - have, std::size_t{1} << 20);
        frame.payload.resize(have + step);
        if (!receive_all(socket, frame.payload.data() + have, step, wait_ms, nullptr)) return std::nullopt;
        have += step;
    }
    return frame;
}

} // namespace legajo::base
