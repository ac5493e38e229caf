#pragma once
// The list of problems of one case while it grows, and the places they stand at.

#include "base/problem.hpp"
#include "read/source_text.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace legajo::read {

using Argument = std::pair<std::string_view, std::string_view>;
using Arguments = std::vector<Argument>; // named, for one problem

class Findings {
public:
    Findings(const SourceText& source, std::string file, std::size_t limit) : source_(source), file_(std::move(file)), limit_(limit) {}

    void add(base::Severity severity, std::string_view code, base::Place place, const Arguments& arguments = {});
    void error(std::string_view code, base::Place place, const Arguments& arguments = {}) {
        add(base::Severity::error, code, std::move(place), arguments);
    }
    void warning(std::string_view code, base::Place place, const Arguments& arguments = {}) {
        add(base::Severity::warning, code, std::move(place), arguments);
    }

    [[nodiscard]] base::Place place(std::size_t offset, std::string path) const;
    // The place of an attribute of the element that stands at `element`; the element's own place when it has no such attribute.
    [[nodiscard]] base::Place attribute(const base::Place& element, std::string_view name) const;

    [[nodiscard]] base::Place root_attribute(std::string_view name) const;

    // Called by the tree reader for each attribute, in the order of the file.
    void note_attribute(std::size_t element_offset, std::string_view name, std::size_t offset) {
        attributes_.push_back({static_cast<std::uint32_t>(element_offset), static_cast<std::uint32_t>(offset), name});
    }

    [[nodiscard]] const std::string& file() const { return file_; }
    [[nodiscard]] bool is_full() const { return is_full_; }
    [[nodiscard]] base::Problems take(); // by line and column

private:
    struct NotedAttribute {
        std::uint32_t element, offset;
        std::string_view name; // of the vocabulary, which outlives everything
    };
    const SourceText& source_;
    std::string file_;
    std::size_t limit_;
    bool is_full_ = false;
    base::Problems problems_;
    std::vector<NotedAttribute> attributes_;
};

} // namespace legajo::read
