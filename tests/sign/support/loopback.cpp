#include "sign/support/loopback.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

namespace {

int listen_on_any_port(int& port) {
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    if (fd < 0 || bind(fd, reinterpret_cast<sockaddr*>(&address), length) != 0 || listen(fd, 16) != 0 ||
        getsockname(fd, reinterpret_cast<sockaddr*>(&address), &length) != 0)
        throw std::runtime_error("loopback server");
    port = ntohs(address.sin_port);
    return fd;
}

std::size_t content_length(const std::string& head) {
    for (const char* name : {"Content-Length:", "content-length:"})
        if (const std::size_t at = head.find(name); at != std::string::npos) return static_cast<std::size_t>(std::stoul(head.substr(at + 15)));
    return 0;
}

} // namespace

Loopback::Loopback(std::function<Answer(const Request&)> answer) : answer_(std::move(answer)) {
    setenv("no_proxy", "127.0.0.1", 1); // whatever this machine uses to reach the outside
    listener_ = listen_on_any_port(port_);
    thread_ = std::thread([this] { serve(); });
}

Loopback::~Loopback() {
    shutdown(listener_, SHUT_RDWR); // wakes accept
    thread_.join();
    close(listener_);
}

void Loopback::serve() {
    for (;;) {
        const int connection = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection < 0) return;
        handle(connection);
        close(connection);
    }
}

void Loopback::handle(int connection) {
    std::string bytes;
    char buffer[8192];
    std::size_t head_end = std::string::npos;
    while (head_end == std::string::npos || bytes.size() < head_end + 4 + content_length(bytes.substr(0, head_end))) {
        const ssize_t got = read(connection, buffer, sizeof buffer);
        if (got <= 0) return;
        bytes.append(buffer, static_cast<std::size_t>(got));
        head_end = bytes.find("\r\n\r\n");
    }
    ++requests_;
    const std::size_t space = bytes.find(' '), second = bytes.find(' ', space + 1);
    const Answer answer = answer_({bytes.substr(0, space), bytes.substr(space + 1, second - space - 1), bytes.substr(head_end + 4)});
    std::string out = "HTTP/1.1 " + std::to_string(answer.status) + " X\r\nContent-Type: " + answer.content_type +
                      "\r\nContent-Length: " + std::to_string(answer.body.size()) + "\r\nConnection: close\r\n\r\n" + answer.body;
    for (std::size_t sent = 0; sent < out.size();) {
        const ssize_t count = send(connection, out.data() + sent, out.size() - sent, MSG_NOSIGNAL);
        if (count <= 0) return;
        sent += static_cast<std::size_t>(count);
    }
}

std::string deaf_url() {
    int port = 0;
    close(listen_on_any_port(port));
    return "http://127.0.0.1:" + std::to_string(port) + "/";
}
