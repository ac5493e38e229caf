#pragma once
// A tiny HTTP server on 127.0.0.1 for one test: answers each request by a function. No other machine is involved.

#include <atomic>
#include <functional>
#include <string>
#include <thread>

class Loopback {
public:
    struct Request { std::string method, path, body; };
    struct Answer { int status = 200; std::string content_type, body; };
    explicit Loopback(std::function<Answer(const Request&)> answer);
    ~Loopback();
    Loopback(const Loopback&) = delete;
    Loopback& operator=(const Loopback&) = delete;
    [[nodiscard]] std::string url(const std::string& path = "/") const { return "http://127.0.0.1:" + std::to_string(port_) + path; }
    [[nodiscard]] int requests() const { return requests_; }

private:
    void serve();
    void handle(int connection);
    std::function<Answer(const Request&)> answer_;
    int listener_ = -1;
    int port_ = 0;
    std::atomic<int> requests_{0};
    std::thread thread_;
};

// An address of this machine where nobody listens.
std::string deaf_url();
