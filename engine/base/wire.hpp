#pragma once
// Plain data as bytes and back, for messages between our own programs of one build (not a file format).
// A struct joins by one function that names its fields, found by argument lookup:
//     template <class Archive> void fields(Archive& archive, Facts& facts) { archive(facts.pages, facts.title); }
// and an enumeration by naming its last value: constexpr Kind wire_last(Kind) { return Kind::other; }
// Numbers are 8 bytes little-endian, texts and lists a count first. The reader trusts nothing: whatever is cut, too deep or out of range throws
// Error wire.malformed.

#include "base/date.hpp"
#include "base/error.hpp"
#include "base/problem.hpp"

#include <concepts>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace legajo::base {

class WireWriter {
public:
    template <class... T>
    void operator()(const T&... values) {
        (put(values), ...);
    }
    [[nodiscard]] std::string take() { return std::move(bytes_); }

private:
    void number(std::uint64_t value) {
        for (int i = 0; i < 8; ++i) bytes_.push_back(static_cast<char>(value >> (8 * i)));
    }
    void put(const std::string& text) {
        number(text.size());
        bytes_ += text;
    }
    void put(const Date& date) { number(static_cast<std::uint64_t>(date.sys_days().time_since_epoch().count())); }
    template <class T>
        requires std::integral<T> || std::is_enum_v<T>
    void put(T value) { number(static_cast<std::uint64_t>(value)); }
    void put(double value) {
        std::uint64_t bits = 0;
        std::memcpy(&bits, &value, sizeof bits);
        number(bits);
    }
    template <class T>
    void put(const std::vector<T>& list) {
        number(list.size());
        for (const T& item : list) put(item);
    }
    template <class T>
    void put(const std::optional<T>& value) {
        number(value.has_value());
        if (value) put(*value);
    }
    template <class A, class B>
    void put(const std::pair<A, B>& value) {
        put(value.first);
        put(value.second);
    }
    template <class... T>
    void put(const std::variant<T...>& value) {
        number(value.index());
        std::visit([this](const auto& alternative) { put(alternative); }, value);
    }
    template <class T>
        requires std::is_class_v<T>
    void put(const T& value) { fields(*this, const_cast<T&>(value)); } // fields() only reads through a writer

    std::string bytes_;
};

class WireReader {
public:
    explicit WireReader(std::string_view bytes) : rest_(bytes) {}
    template <class... T>
    void operator()(T&... values) {
        (get(values), ...);
    }
    void finish() const { require(rest_.empty(), "bytes left over"); }

private:
    static constexpr int deepest = 64;

    static void require(bool holds, const char* what) {
        if (!holds) throw Error("wire.malformed", "base", what);
    }
    std::uint64_t number() {
        require(rest_.size() >= 8, "cut short");
        std::uint64_t value = 0;
        for (int i = 0; i < 8; ++i) value |= static_cast<std::uint64_t>(static_cast<std::uint8_t>(rest_[static_cast<std::size_t>(i)])) << (8 * i);
        rest_.remove_prefix(8);
        return value;
    }
    void get(std::string& text) {
        const std::uint64_t size = number();
        require(size <= rest_.size(), "text longer than the message");
        text.assign(rest_.substr(0, size));
        rest_.remove_prefix(size);
    }
    void get(Date& date) {
        const auto days = static_cast<std::int64_t>(number());
        require(days > -100'000 && days < 200'000, "date out of range");
        date = Date(std::chrono::sys_days(std::chrono::days(days)));
    }
    template <class T>
        requires std::integral<T>
    void get(T& value) {
        const std::uint64_t raw = number();
        value = static_cast<T>(raw);
        require(static_cast<std::uint64_t>(value) == raw, "number out of range"); // negative numbers travel sign-extended
    }
    template <class T>
        requires std::is_enum_v<T>
    void get(T& value) {
        const std::uint64_t raw = number();
        require(raw <= static_cast<std::uint64_t>(wire_last(T{})), "unknown value of an enumeration");
        value = static_cast<T>(raw);
    }
    void get(double& value) {
        const std::uint64_t bits = number();
        std::memcpy(&value, &bits, sizeof bits);
        require(value == value && value < 1e12 && value > -1e12, "number out of range");
    }
    template <class T>
    void get(std::vector<T>& list) {
        const std::uint64_t count = number();
        require(count <= rest_.size(), "list longer than the message"); // every element takes a byte or more
        list.clear();
        for (std::uint64_t i = 0; i < count; ++i) get(list.emplace_back());
    }
    template <class T>
    void get(std::optional<T>& value) {
        value.reset();
        if (flag()) get(value.emplace());
    }
    bool flag() {
        bool value = false;
        get(value);
        return value;
    }
    template <class A, class B>
    void get(std::pair<A, B>& value) {
        get(value.first);
        get(value.second);
    }
    template <class... T>
    void get(std::variant<T...>& value) {
        const std::uint64_t index = number();
        require(index < sizeof...(T), "unknown alternative");
        std::uint64_t at = 0;
        ((at++ == index ? get(value.template emplace<T>()) : void()), ...);
    }
    template <class T>
        requires std::is_class_v<T>
    void get(T& value) {
        require(++depth_ <= deepest, "nested too deeply");
        fields(*this, value);
        --depth_;
    }

    std::string_view rest_;
    int depth_ = 0;
};

template <class Archive>
void fields(Archive& archive, Instant& instant) {
    archive(instant.unix_seconds, instant.offset_minutes);
}
constexpr Severity wire_last(Severity) { return Severity::remark; }
template <class Archive>
void fields(Archive& archive, Place& place) {
    archive(place.file, place.line, place.column, place.path);
}
template <class Archive>
void fields(Archive& archive, Problem& problem) {
    archive(problem.severity, problem.code, problem.stage, problem.place, problem.arguments);
}

template <class T>
[[nodiscard]] std::string to_wire(const T& value) {
    WireWriter writer;
    writer(value);
    return writer.take();
}
// Throws Error wire.malformed.
template <class T>
[[nodiscard]] T from_wire(std::string_view bytes) {
    WireReader reader(bytes);
    T value{};
    reader(value);
    reader.finish();
    return value;
}

} // namespace legajo::base
