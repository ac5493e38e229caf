#pragma once
// What all parts of one lay_out call share: styles, shaper, the growing structure tree, problems. Lives for one letter.

#include "layout/lay_out.hpp"
#include "layout/line_breaker.hpp"
#include "layout/strips.hpp"
#include "layout/type_style.hpp"

#include <set>
#include <string>
#include <string_view>

namespace legajo::layout {

struct Memory; // memory.hpp

class Composer {
public:
    Composer(const model::Document& source, const model::Style& page_style, text::Shaper& word_shaper, const Images& pictures, Memory* earlier = nullptr);

    const model::Document& document;
    const model::Style& style;
    text::Shaper& shaper;
    const Images& images;
    Memory* memory; // of earlier letters; may be null
    base::Problems problems;
    TypeStyles types;
    LineBreaker breaker;
    model::Pages pages;
    Galley galley;

    // Node of the structure tree; parents first (node 0 is the document).
    int add_node(model::Role role, int parent);
    model::StructureNode& node(int index) { return pages.structure[static_cast<std::size_t>(index)]; }

    [[nodiscard]] std::string option(std::string_view name, std::string_view otherwise) const;
    [[nodiscard]] Millipoints body_left() const { return millipoints(style.margin_left_pt); }
    [[nodiscard]] Millipoints body_width() const;

    // Each letter, font or place is told once.
    void tell_missing(char32_t letter, std::string_view word);
    void tell_overfull(std::string_view what);
    base::Problem& tell(base::Severity severity, std::string code);

private:
    std::set<char32_t> missing_;
    bool told_overfull_ = false;
};

} // namespace legajo::layout
