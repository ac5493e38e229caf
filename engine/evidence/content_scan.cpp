#include "evidence/content_scan.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

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
            else if (is_pair('<')) open(">>", 2);
            else if (is_pair('>')) shut(">>", 2);
            else if (c == '<') skip_hex();
            else if (c == '[') open("]", 1);
            else if (c == ']') shut("]", 1);
            else if (c == '%') skip_line();
            else if (c == '/') skip_name();
            else if (is_delimiter(c)) ++at_;
            else take_word();
        }
        for (auto open = brackets_.rbegin(); open != brackets_.rend(); ++open) close_by(*open);
        found_.missing_Q = depth_;
        found_.missing_EMC = marks_;
        return found_;
    }

private:
    [[nodiscard]] bool is_pair(char c) const { return bytes_[at_] == c && at_ + 1 < bytes_.size() && bytes_[at_ + 1] == c; }
    void open(const char* closer, std::size_t length) {
        constexpr std::size_t most = 1000;
        if (brackets_.size() < most) brackets_.emplace_back(closer);
        at_ += length;
    }
    void shut(std::string_view closer, std::size_t length) {
        if (!brackets_.empty() && brackets_.back() == closer) brackets_.pop_back();
        at_ += length;
    }
    void close_by(std::string_view closer) { (found_.closers += '\n') += closer; }
    void skip_string() {
        int open = 0;
        for (; at_ < bytes_.size(); ++at_) {
            if (bytes_[at_] == '\\') ++at_;
            else if (bytes_[at_] == '(') ++open;
            else if (bytes_[at_] == ')' && --open == 0) { ++at_; return; }
        }
        close_by(std::string(static_cast<std::size_t>(std::clamp(open, 1, 1000)), ')'));
    }
    void skip_hex() {
        std::size_t digits = 0;
        for (std::size_t i = at_ + 1; i < bytes_.size() && bytes_[i] != '>'; ++i) {
            if (is_blank(bytes_[i])) continue;
            ++digits;
            if (!std::isxdigit(static_cast<unsigned char>(bytes_[i]))) found_.are_hex_strings_whole = false;
        }
        if (digits % 2 != 0) found_.are_hex_strings_whole = false;
        skip_past('>');
    }
    void skip_past(char end) {
        const std::size_t found = bytes_.find(end, at_);
        if (found == std::string_view::npos) close_by(std::string_view(&end, 1));
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
        else if (word == "BMC" || word == "BDC") ++marks_;
        else if (word == "EMC") marks_ = std::max(0, marks_ - 1);
        else if (word == "BT") found_.is_text_open = true;
        else if (word == "ET") found_.is_text_open = false;
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
        close_by("EI");
        at_ = bytes_.size();
    }

    std::string_view bytes_;
    std::size_t at_ = 0;
    std::vector<std::string> brackets_; // what would close each
    int depth_ = 0, marks_ = 0;
    ContentScan found_;
};

} // namespace

ContentScan scan_content(std::string_view bytes) { return Scanner(bytes).scan(); }

} // namespace legajo::evidence
