#pragma once
// The Mustache engine (kainjow) behind one class: one parsed template, rendered with values found by tag number. One instance per thread.

#include "fill/template_scan.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace legajo::fill {

enum class Escaping { xml, none };

// What a substituted value is wrapped in when escaping for blocks, so that the template's own words stay apart: noncharacters, refused in data.
inline constexpr const char* kValueBegin = "\uFDD0";
inline constexpr const char* kValueEnd = "\uFDD1";

// Answers of the values to a tag. rows.size() is asked once per section; row 0, 1, ... are announced before their tags are asked.
class TagValues {
public:
    virtual ~TagValues() = default;
    virtual std::string text(int tag) = 0;
    virtual bool truth(int tag) = 0;            // condition, or "is there text" of an optional text
    virtual bool is_list(int tag) = 0;
    virtual std::size_t row_count(int tag) = 0;
    virtual void enter_row(int tag, std::size_t row) = 0;
    virtual void leave_row(int tag) = 0;
};

class ParsedTemplate {
public:
    ParsedTemplate(const ScannedTemplate& scanned, Escaping escaping);
    ~ParsedTemplate();
    ParsedTemplate(ParsedTemplate&&) noexcept;
    [[nodiscard]] std::string render(TagValues& values);

private:
    struct Engine;
    std::unique_ptr<Engine> engine_;
};

} // namespace legajo::fill
