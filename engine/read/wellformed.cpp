#include "read/wellformed.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

namespace legajo::read {
namespace {

enum ByteClass : unsigned char { name_start = 1, name_part = 2, space = 4, plain_text = 8, plain_value = 16 };

// Bytes above 0x7F count as name characters: XML 1.0 (5th edition) allows nearly all of them, and the vocabulary rejects the rest by name.
constexpr std::array<unsigned char, 256> make_byte_classes() {
    std::array<unsigned char, 256> classes{};
    for (unsigned c = 0; c < 256; ++c) {
        unsigned char set = 0;
        const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || c >= 0x80;
        if (is_letter) set |= name_start | name_part;
        if ((c >= '0' && c <= '9') || c == '-' || c == '.') set |= name_part;
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') set |= space;
        const bool is_plain = (c >= 0x20 && c < 0x7F) || c == '\t' || c == '\n' || c == '\r';
        if (is_plain && c != '<' && c != '&' && c != ']') set |= plain_text;
        if (is_plain && c != '<' && c != '&' && c != '"' && c != '\'') set |= plain_value;
        classes[c] = set;
    }
    return classes;
}
constexpr auto byte_classes = make_byte_classes();

bool is(char byte, unsigned char set) { return (byte_classes[static_cast<unsigned char>(byte)] & set) != 0; }

struct Open { // an element whose end has not come yet
    std::string_view name;
    std::size_t offset, text_bytes = 0;
};

// One pass from the start. A method returns false when the structure is broken; the problem is then already in the list.
class Scanner {
public:
    Scanner(std::string_view text, const Limits& limits, Findings& findings) : text_(text), limits_(limits), findings_(findings) {}

    bool scan();

private:
    bool scan_declaration();
    bool scan_markup();
    bool scan_start_tag();
    bool scan_attribute(std::size_t tag);
    bool scan_value(char quote);
    bool scan_end_tag();
    bool scan_text();
    bool scan_comment();
    bool scan_instruction();
    bool scan_cdata();
    bool scan_reference();
    bool scan_special_character();
    std::string_view scan_name();
    void skip_space() {
        while (at_ < text_.size() && is(text_[at_], space)) ++at_;
    }
    bool looking_at(std::string_view what) const { return text_.substr(at_, what.size()) == what; }
    bool check_text_size(std::size_t bytes);
    bool broken(std::size_t offset, std::string_view code, std::string_view detail = "");
    bool limit(std::string_view code, std::size_t offset, std::size_t value);
    void remark_once(bool& was_said, std::string_view code, std::string_view character);

    std::string_view text_;
    const Limits& limits_;
    Findings& findings_;
    std::size_t at_ = 0, elements_ = 0;
    bool has_root_ = false;
    bool said_invisible_ = false, said_replacement_ = false, said_garbled_ = false;
    std::vector<Open> open_;
    std::vector<std::string_view> attributes_; // names of the tag at hand
};

bool Scanner::broken(std::size_t offset, std::string_view code, std::string_view detail) {
    findings_.error(code, findings_.place(offset, ""), {{"detalle", detail}});
    return false;
}

bool Scanner::limit(std::string_view code, std::size_t offset, std::size_t value) {
    findings_.error(code, findings_.place(offset, ""), {{"limite", std::to_string(value)}});
    return false;
}

void Scanner::remark_once(bool& was_said, std::string_view code, std::string_view character) {
    if (was_said) return;
    was_said = true;
    findings_.warning(code, findings_.place(at_, ""), {{"caracter", character}});
}

std::string_view Scanner::scan_name() {
    const std::size_t start = at_;
    if (at_ >= text_.size() || !is(text_[at_], name_start)) return {};
    while (at_ < text_.size() && is(text_[at_], name_part)) ++at_;
    return text_.substr(start, at_ - start);
}

bool Scanner::scan() {
    if (looking_at("<?xml") && at_ + 5 < text_.size() && is(text_[5], space) && !scan_declaration()) return false;
    while (at_ < text_.size()) {
        if (text_[at_] == '<') {
            if (!scan_markup()) return false;
        } else if (!open_.empty()) {
            if (!scan_text()) return false;
        } else {
            skip_space();
            if (at_ < text_.size() && text_[at_] != '<') return broken(at_, "case.xml_text_outside");
        }
    }
    if (!open_.empty()) return broken(open_.back().offset, "case.xml_unclosed_element", open_.back().name);
    if (!has_root_) return broken(at_, "case.xml_no_element");
    return true;
}

// version, then perhaps encoding, then perhaps standalone.
bool Scanner::scan_declaration() {
    at_ = 5;
    std::size_t known = 0;
    constexpr std::array<std::string_view, 3> order{"version", "encoding", "standalone"};
    while (true) {
        const std::size_t before = at_;
        skip_space();
        if (looking_at("?>")) break;
        const std::string_view name = scan_name();
        while (known < order.size() && order[known] != name && known > 0) ++known;
        if (before == at_ || known == order.size() || order[known] != name) return broken(0, "case.xml_declaration");
        ++known;
        skip_space();
        if (at_ >= text_.size() || text_[at_++] != '=') return broken(0, "case.xml_declaration");
        skip_space();
        const char quote = at_ < text_.size() ? text_[at_++] : ' ';
        const std::size_t end = quote == '"' || quote == '\'' ? text_.find(quote, at_) : std::string_view::npos;
        if (end == std::string_view::npos) return broken(0, "case.xml_declaration");
        const std::string_view value = text_.substr(at_, end - at_);
        const bool is_good = name == "version" ? value == "1.0" : name == "standalone" ? value == "yes" || value == "no" : !value.empty();
        if (!is_good) return broken(0, "case.xml_declaration");
        at_ = end + 1;
    }
    at_ += 2;
    return known > 0 || broken(0, "case.xml_declaration");
}

bool Scanner::scan_markup() {
    if (at_ + 1 >= text_.size()) return broken(at_, "case.xml_truncated");
    const char next = text_[at_ + 1];
    if (next == '/') return scan_end_tag();
    if (next == '?') return scan_instruction();
    if (next != '!') return scan_start_tag();
    if (looking_at("<!--")) return scan_comment();
    if (looking_at("<![CDATA[")) return scan_cdata();
    if (looking_at("<!DOCTYPE") || looking_at("<!ENTITY")) {
        findings_.error("case.dtd_refused", findings_.place(at_, ""));
        return false;
    }
    return broken(at_, "case.xml_bad_markup");
}

bool Scanner::scan_start_tag() {
    const std::size_t start = at_++;
    const std::string_view name = scan_name();
    if (name.empty()) return broken(start, "case.xml_stray_less_than");
    if (open_.empty() && has_root_) return broken(start, "case.xml_two_roots", name);
    has_root_ = true;
    if (++elements_ > limits_.elements) return limit("case.limit_elements", start, limits_.elements);
    attributes_.clear();
    while (true) {
        const std::size_t before = at_;
        skip_space();
        if (at_ >= text_.size()) return broken(start, "case.xml_unclosed_tag", name);
        if (text_[at_] == '>') {
            ++at_;
            if (open_.size() >= limits_.depth) return limit("case.limit_depth", start, limits_.depth);
            open_.push_back({name, start});
            return true;
        }
        if (looking_at("/>")) {
            at_ += 2;
            if (open_.size() >= limits_.depth) return limit("case.limit_depth", start, limits_.depth);
            return true;
        }
        if (before == at_) return broken(at_, "case.xml_bad_attribute", name);
        if (!scan_attribute(start)) return false;
    }
}

bool Scanner::scan_attribute(std::size_t tag) {
    const std::size_t start = at_;
    const std::string_view name = scan_name();
    if (name.empty()) return broken(start, "case.xml_bad_attribute");
    if (std::find(attributes_.begin(), attributes_.end(), name) != attributes_.end())
        findings_.error("case.duplicate_attribute", findings_.place(start, ""), {{"atributo", name}});
    else if (attributes_.size() >= limits_.attributes_of_element)
        return limit("case.limit_attributes", tag, limits_.attributes_of_element);
    else
        attributes_.push_back(name);
    skip_space();
    if (at_ >= text_.size() || text_[at_] != '=') return broken(start, "case.xml_bad_attribute", name);
    ++at_;
    skip_space();
    if (at_ >= text_.size() || (text_[at_] != '"' && text_[at_] != '\'')) return broken(start, "case.xml_bad_attribute", name);
    const char quote = text_[at_++];
    const std::size_t value = at_;
    if (!scan_value(quote)) return false;
    if (at_ - value > limits_.value_bytes) return limit("case.limit_value", start, limits_.value_bytes);
    ++at_;
    return true;
}

bool Scanner::scan_value(char quote) {
    const std::size_t start = at_;
    while (true) {
        while (at_ < text_.size() && is(text_[at_], plain_value)) ++at_;
        if (at_ >= text_.size()) return broken(start - 1, "case.xml_unclosed_value");
        const char byte = text_[at_];
        if (byte == quote) return true;
        if (byte == '<') return broken(at_, "case.xml_stray_less_than");
        if (byte == '&') {
            if (!scan_reference()) return false;
        } else if (byte == '"' || byte == '\'') {
            ++at_;
        } else if (!scan_special_character()) {
            return false;
        }
    }
}

bool Scanner::scan_end_tag() {
    const std::size_t start = at_;
    at_ += 2;
    const std::string_view name = scan_name();
    skip_space();
    if (name.empty() || at_ >= text_.size() || text_[at_] != '>') return broken(start, "case.xml_unclosed_tag", name);
    ++at_;
    if (open_.empty()) return broken(start, "case.xml_wrong_end", name);
    if (open_.back().name != name) {
        const std::size_t line = findings_.place(open_.back().offset, "").line;
        findings_.error("case.xml_other_end", findings_.place(start, ""), {{"detalle", name}, {"abierto", open_.back().name}, {"linea", std::to_string(line)}});
        return false;
    }
    open_.pop_back();
    return true;
}

bool Scanner::check_text_size(std::size_t bytes) {
    open_.back().text_bytes += bytes;
    // White space between elements is text too; a long file of them is not the attack this limit is for.
    if (open_.back().text_bytes <= limits_.value_bytes) return true;
    return limit("case.limit_value", open_.back().offset, limits_.value_bytes);
}

bool Scanner::scan_text() {
    skip_space();
    const std::size_t start = at_;
    while (at_ < text_.size() && text_[at_] != '<') {
        if (is(text_[at_], plain_text)) {
            ++at_;
        } else if (text_[at_] == '&') {
            if (!scan_reference()) return false;
        } else if (text_[at_] == ']') {
            if (looking_at("]]>")) return broken(at_, "case.xml_stray_cdata_end");
            ++at_;
        } else if (!scan_special_character()) {
            return false;
        }
    }
    return check_text_size(at_ - start);
}

bool Scanner::scan_comment() {
    const std::size_t start = at_;
    at_ += 4;
    const std::size_t end = text_.find("--", at_);
    if (end == std::string_view::npos) return broken(start, "case.xml_comment");
    if (text_.substr(end, 3) != "-->") return broken(end, "case.xml_comment");
    while (at_ < end)
        if (is(text_[at_], plain_text) || text_[at_] == '<' || text_[at_] == '&' || text_[at_] == ']') ++at_;
        else if (!scan_special_character()) return false;
    at_ = end + 3;
    return true;
}

bool Scanner::scan_instruction() {
    const std::size_t start = at_;
    at_ += 2;
    const std::string_view target = scan_name();
    if (target.empty() || base::ascii_lower(target) == "xml") return broken(start, "case.xml_instruction");
    const std::size_t end = text_.find("?>", at_);
    if (end == std::string_view::npos) return broken(start, "case.xml_instruction");
    if (end != at_ && !is(text_[at_], space)) return broken(start, "case.xml_instruction");
    while (at_ < end)
        if (is(text_[at_], plain_text) || text_[at_] == '<' || text_[at_] == '&' || text_[at_] == ']') ++at_;
        else if (!scan_special_character()) return false;
    at_ = end + 2;
    return true;
}

bool Scanner::scan_cdata() {
    const std::size_t start = at_;
    if (open_.empty()) return broken(start, "case.xml_text_outside");
    at_ += 9;
    const std::size_t end = text_.find("]]>", at_);
    if (end == std::string_view::npos) return broken(start, "case.xml_cdata");
    const std::size_t bytes = end - at_;
    while (at_ < end)
        if (is(text_[at_], plain_text) || text_[at_] == '<' || text_[at_] == '&' || text_[at_] == ']') ++at_;
        else if (!scan_special_character()) return false;
    at_ = end + 3;
    return check_text_size(bytes);
}

bool is_xml_character(std::uint32_t c) {
    if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
    if (c >= 0x7F && c < 0xA0) return false; // allowed by XML 1.0, but never meant: Windows-1252 declared as ISO-8859-1
    return c < 0xD800 || (c > 0xDFFF && c < 0xFFFE) || (c > 0xFFFF && c <= 0x10FFFF);
}

// At '&': one of the five entities of XML or a character reference.
bool Scanner::scan_reference() {
    const std::size_t start = at_;
    const std::size_t end = text_.find(';', at_);
    if (end == std::string_view::npos || end - start > 32) return broken(start, "case.xml_stray_ampersand");
    const std::string_view name = text_.substr(start + 1, end - start - 1);
    at_ = end + 1;
    if (name.starts_with('#')) {
        const bool is_hex = name.starts_with("#x");
        const std::string_view digits = name.substr(is_hex ? 2 : 1);
        std::uint32_t value = 0;
        const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value, is_hex ? 16 : 10);
        const bool is_number = !digits.empty() && digits.size() <= 10 && result.ec == std::errc() && result.ptr == digits.data() + digits.size();
        if (!is_number) return broken(start, "case.xml_stray_ampersand");
        if (!is_xml_character(value)) {
            findings_.error("case.control_character", findings_.place(start, ""), {{"caracter", "&" + std::string(name) + ";"}});
            return value != 0;
        }
        return true;
    }
    if (name == "amp" || name == "lt" || name == "gt" || name == "quot" || name == "apos") return true;
    const bool is_name = !name.empty() && is(name[0], name_start) && std::all_of(name.begin(), name.end(), [](char c) { return is(c, name_part); });
    if (!is_name) return broken(start, "case.xml_stray_ampersand");
    findings_.error("case.entity_unknown", findings_.place(start, ""), {{"entidad", name}});
    return true;
}

// A byte that is neither markup nor plain ASCII: a control character, or the start of a longer character.
bool Scanner::scan_special_character() {
    const auto byte = static_cast<unsigned char>(text_[at_]);
    const auto follow = [&](std::size_t n) { return at_ + n < text_.size() ? static_cast<unsigned char>(text_[at_ + n]) & 0x3Fu : 0u; };
    std::uint32_t c = byte;
    std::size_t length = 1;
    if (byte >= 0xF0) c = (byte & 7u) << 18 | follow(1) << 12 | follow(2) << 6 | follow(3), length = 4;
    else if (byte >= 0xE0) c = (byte & 15u) << 12 | follow(1) << 6 | follow(2), length = 3;
    else if (byte >= 0xC0) c = (byte & 31u) << 6 | follow(1), length = 2;

    if (!is_xml_character(c)) {
        std::array<char, 8> hex{};
        const auto end = std::to_chars(hex.data(), hex.data() + hex.size(), c, 16).ptr;
        const std::string shown = "U+" + std::string(hex.data(), end);
        findings_.error("case.control_character", findings_.place(at_, ""), {{"caracter", shown}});
        if (c == 0) return false; // the parser would stop here
    } else if (c == 0xFFFD) {
        remark_once(said_replacement_, "case.replacement_character", "U+FFFD");
    } else if (c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF) {
        std::array<char, 8> hex{};
        const auto end = std::to_chars(hex.data(), hex.data() + hex.size(), c, 16).ptr;
        remark_once(said_invisible_, "case.invisible_character", "U+" + std::string(hex.data(), end));
    } else if (c == 0xC3 || c == 0xC2) { // UTF-8 read as Latin and encoded again shows as Ã or Â before a symbol
        const std::uint32_t next = (static_cast<unsigned>(at_ + 2 < text_.size() ? static_cast<unsigned char>(text_[at_ + 2]) : 0u) == 0xC2) ? follow(3) | 0x80u : 0u;
        if (next >= 0xA1 && next <= 0xBF) remark_once(said_garbled_, "case.garbled_text", text_.substr(at_, 4));
    }
    at_ += length;
    return true;
}

} // namespace

bool check_well_formed(std::string_view text, const Limits& limits, Findings& findings) {
    return Scanner(text, limits, findings).scan();
}

} // namespace legajo::read
