#include "evidence/content_scan.hpp"

#include <algorithm>

namespace legajo::evidence {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0'; }
bool is_delimiter(char c) { return c == '(' || c == ')' || c == '<' || c == '>' || c == '[' || c == ']' || c == '{' || c == '}' || c == '/' || c == '%'; }

// ISO 32000-1 7.8.2, only as far as to tell operators from data.
class Scanner {
public:
    explicit Scanner(std::string_view bytes) : bytes_(bytes) {}

    ContentScan scan() {
        while (at_ < bytes_.size()) {
            const char c = bytes_[at_];
            if (is_blank(c)) ++at_;
            else if (c == '(') skip_string();
            else if (c == '<' && at_ + 1 < bytes_.size() && bytes_[at_ + 1] != '<') skip_past('>');
            else if (c == '%') skip_line();
            else if (c == '/') skip_name();
            else if (is_delimiter(c)) ++at_;
            else take_word();
        }
        found_.missing_Q = depth_;
        return found_;
    }

private:
    void skip_string() {
        int open = 0;
        for (; at_ < bytes_.size(); ++at_) {
            if (bytes_[at_] == '\\') ++at_;
            else if (bytes_[at_] == '(') ++open;
            else if (bytes_[at_] == ')' && --open == 0) { ++at_; return; }
        }
    }
    void skip_past(char end) {
        const std::size_t found = bytes_.find(end, at_);
        at_ = found == std::string_view::npos ? bytes_.size() : found + 1;
    }
    void skip_line() {
        while (at_ < bytes_.size() && bytes_[at_] != '\n' && bytes_[at_] != '\r') ++at_;
    }
    void skip_name() {
        ++at_;
        while (at_ < bytes_.size() && !is_blank(bytes_[at_]) && !is_delimiter(bytes_[at_])) ++at_;
    }
    void take_word() {
        const std::size_t begin = at_;
        while (at_ < bytes_.size() && !is_blank(bytes_[at_]) && !is_delimiter(bytes_[at_])) ++at_;
        const std::string_view word = bytes_.substr(begin, at_ - begin);
        if (word == "q") ++depth_;
        else if (word == "Q") close();
        else if (word == "Tj" || word == "TJ" || word == "'" || word == "\"") found_.shows_text = found_.shows_anything = true;
        else if (word == "Do" || word == "f" || word == "f*" || word == "S" || word == "s" || word == "B" || word == "sh") found_.shows_anything = true;
        else if (word == "ID") skip_inline_image();
    }
    void close() {
        if (depth_ > 0) --depth_;
        else ++found_.missing_q;
    }
    // Binary data end with EI between white space; in doubt the first such place.
    void skip_inline_image() {
        found_.shows_anything = true;
        for (std::size_t next = bytes_.find("EI", at_); next != std::string_view::npos; next = bytes_.find("EI", next + 1)) {
            const bool ends = next + 2 >= bytes_.size() || is_blank(bytes_[next + 2]);
            if (next > at_ && is_blank(bytes_[next - 1]) && ends) {
                at_ = next + 2;
                return;
            }
        }
        at_ = bytes_.size();
    }

    std::string_view bytes_;
    std::size_t at_ = 0;
    int depth_ = 0;
    ContentScan found_;
};

} // namespace

ContentScan scan_content(std::string_view bytes) { return Scanner(bytes).scan(); }

} // namespace legajo::evidence
