#pragma once
// One HTTP exchange, small and bounded; libcurl stays in http.cpp.

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace legajo::sign {

struct HttpAnswer {
    int status = 0;              // 0: no answer, `failure` says why
    std::string content_type, body, failure;
};

// Not thread-safe; keeps its connections. http and https only; no redirect to another scheme, at most 3 redirects.
class HttpClient {
public:
    explicit HttpClient(std::chrono::milliseconds timeout, std::size_t largest_answer = std::size_t{8} << 20);
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;
    [[nodiscard]] HttpAnswer get(const std::string& url);
    [[nodiscard]] HttpAnswer post(const std::string& url, const std::string& content_type, std::string_view body);

private:
    struct State;
    [[nodiscard]] HttpAnswer perform(const std::string& url);
    std::unique_ptr<State> state_;
};

// The address without user, password, query and fragment: for messages.
[[nodiscard]] std::string address_for_messages(std::string_view url);

} // namespace legajo::sign
