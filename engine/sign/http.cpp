#include "sign/http.hpp"

#include "base/error.hpp"

#include <curl/curl.h>

#include <mutex>

namespace legajo::sign {

namespace {

struct Receiver {
    std::string* body;
    std::size_t limit;
};

std::size_t receive(char* data, std::size_t size, std::size_t count, void* user) {
    auto* receiver = static_cast<Receiver*>(user);
    const std::size_t length = size * count;
    if (receiver->body->size() + length > receiver->limit) return 0; // curl stops with a write error
    receiver->body->append(data, length);
    return length;
}

void start_library() {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

} // namespace

struct HttpClient::State {
    CURL* handle = nullptr;
    std::chrono::milliseconds timeout{};
    std::size_t largest_answer = 0;
};

HttpClient::HttpClient(std::chrono::milliseconds timeout, std::size_t largest_answer) : state_(std::make_unique<State>()) {
    start_library();
    state_->handle = curl_easy_init();
    if (!state_->handle) throw base::Error("sign.http_unavailable", "sign", "curl_easy_init");
    state_->timeout = timeout;
    state_->largest_answer = largest_answer;
}

HttpClient::~HttpClient() { curl_easy_cleanup(state_->handle); }

HttpAnswer HttpClient::perform(const std::string& url) {
    CURL* handle = state_->handle;
    HttpAnswer answer;
    Receiver receiver{&answer.body, state_->largest_answer};
    curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(handle, CURLOPT_MAXREDIRS, 3L);
    curl_easy_setopt(handle, CURLOPT_POSTREDIR, static_cast<long>(CURL_REDIR_POST_ALL));
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(state_->timeout.count()));
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L); // threads
    curl_easy_setopt(handle, CURLOPT_USERAGENT, "legajo");
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, receive);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &receiver);
    const CURLcode code = curl_easy_perform(handle);
    if (code != CURLE_OK) {
        answer.failure = curl_easy_strerror(code);
        return answer;
    }
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    answer.status = static_cast<int>(status);
    const char* type = nullptr;
    curl_easy_getinfo(handle, CURLINFO_CONTENT_TYPE, &type);
    if (type) answer.content_type = type;
    if (status != 200) answer.failure = "HTTP " + std::to_string(status);
    return answer;
}

HttpAnswer HttpClient::get(const std::string& url) {
    curl_easy_reset(state_->handle);
    curl_easy_setopt(state_->handle, CURLOPT_HTTPGET, 1L);
    return perform(url);
}

HttpAnswer HttpClient::post(const std::string& url, const std::string& content_type, std::string_view body) {
    curl_easy_reset(state_->handle);
    curl_slist* headers = curl_slist_append(nullptr, ("Content-Type: " + content_type).c_str());
    headers = curl_slist_append(headers, "Expect:"); // no round trip before the body
    curl_easy_setopt(state_->handle, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(state_->handle, CURLOPT_POST, 1L);
    curl_easy_setopt(state_->handle, CURLOPT_POSTFIELDS, body.data());
    curl_easy_setopt(state_->handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    HttpAnswer answer = perform(url);
    curl_slist_free_all(headers);
    return answer;
}

std::string address_for_messages(std::string_view url) {
    const std::size_t scheme = url.find("://");
    const std::size_t host = scheme == std::string_view::npos ? 0 : scheme + 3;
    const std::size_t path = url.find_first_of("/?#", host);
    const std::string_view authority = url.substr(host, path == std::string_view::npos ? path : path - host);
    const std::size_t at = authority.rfind('@');
    std::string out(url.substr(0, host));
    out += at == std::string_view::npos ? authority : authority.substr(at + 1);
    if (path != std::string_view::npos) out += url.substr(path, url.find_first_of("?#", path) - path);
    return out;
}

} // namespace legajo::sign
