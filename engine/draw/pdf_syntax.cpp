#include "draw/pdf_syntax.hpp"

#include "base/text.hpp"

#include <charconv>
#include <cstdio>

namespace legajo::draw {

void append_integer(std::string& out, std::int64_t value) {
    char text[24];
    out.append(text, std::to_chars(text, text + sizeof text, value).ptr);
}

void append_thousandths(std::string& out, std::int64_t value) {
    char text[32];
    char* at = text;
    if (value < 0) {
        *at++ = '-';
        value = -value;
    }
    at = std::to_chars(at, text + sizeof text, value / 1000).ptr;
    if (const int rest = static_cast<int>(value % 1000); rest != 0) {
        *at++ = '.';
        *at++ = static_cast<char>('0' + rest / 100);
        *at++ = static_cast<char>('0' + rest / 10 % 10);
        *at++ = static_cast<char>('0' + rest % 10);
        while (at[-1] == '0') --at;
    }
    out.append(text, at);
}

std::string thousandths(std::int64_t value) {
    std::string out;
    append_thousandths(out, value);
    return out;
}

std::string reference(std::uint32_t object) { return std::to_string(object) + " 0 R"; }

std::string literal(std::string_view bytes) {
    std::string out = "(";
    for (const char c : bytes) {
        if (c == '(' || c == ')' || c == '\\') out += '\\';
        if (c == '\r') out += "\\r";
        else if (c == '\n') out += "\\n";
        else out += c;
    }
    return out + ")";
}

std::string utf16_hex(std::string_view utf8) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out = "<FEFF";
    const auto unit = [&](unsigned value) {
        for (int shift = 12; shift >= 0; shift -= 4) out += digits[value >> shift & 0xF];
    };
    for (const char32_t code_point : base::code_points(utf8)) {
        if (code_point < 0x10000) {
            unit(code_point);
        } else {
            unit(0xD800 + ((code_point - 0x10000) >> 10));
            unit(0xDC00 + ((code_point - 0x10000) & 0x3FF));
        }
    }
    return out + ">";
}

std::string text_string(std::string_view utf8) {
    for (const char c : utf8)
        if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7E) return utf16_hex(utf8);
    return literal(utf8);
}

std::string name(std::string_view text) {
    std::string out = "/";
    for (const char c : text) {
        const bool regular = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '_' || c == '.';
        if (regular) {
            out += c;
        } else {
            char escaped[4];
            std::snprintf(escaped, sizeof escaped, "#%02X", static_cast<unsigned>(static_cast<unsigned char>(c)));
            out += escaped;
        }
    }
    return out;
}

namespace {

struct Clock { int year, month, day, hour, minute, second, offset_hour, offset_minute; char sign; };

Clock clock_of(const base::Instant& instant) {
    const std::int64_t local = instant.unix_seconds + std::int64_t{60} * instant.offset_minutes;
    const std::int64_t day_number = local >= 0 ? local / 86400 : -((-local + 86399) / 86400);
    const auto in_day = static_cast<int>(local - day_number * 86400);
    const base::Date date{std::chrono::sys_days{std::chrono::days{day_number}}};
    const int offset = std::abs(instant.offset_minutes);
    return {date.year(), static_cast<int>(date.month()), static_cast<int>(date.day()), in_day / 3600, in_day / 60 % 60, in_day % 60, offset / 60, offset % 60,
            instant.offset_minutes < 0 ? '-' : '+'};
}

} // namespace

std::string pdf_date(const base::Instant& instant) {
    const Clock c = clock_of(instant);
    char text[40];
    std::snprintf(text, sizeof text, "D:%04d%02d%02d%02d%02d%02d%c%02d'%02d'", c.year, c.month, c.day, c.hour, c.minute, c.second, c.sign, c.offset_hour % 100, c.offset_minute);
    return text;
}

std::string xmp_date(const base::Instant& instant) {
    const Clock c = clock_of(instant);
    char text[40];
    std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", c.year, c.month, c.day, c.hour, c.minute, c.second, c.sign, c.offset_hour % 100, c.offset_minute);
    return text;
}

std::string colour_operands(model::Colour colour) {
    std::string out;
    for (const int part : {colour.red, colour.green, colour.blue}) {
        append_thousandths(out, (part * 1000 + 127) / 255);
        out += ' ';
    }
    return out;
}

} // namespace legajo::draw
