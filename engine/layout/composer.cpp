#include "layout/composer.hpp"

#include "base/text.hpp"
#include "layout/memory.hpp"

#include <algorithm>
#include <cstdio>

namespace legajo::layout {

Composer::Composer(const model::Document& source, const model::Style& page_style, text::Shaper& word_shaper, const Images& pictures, Memory* earlier)
    : document(source), style(page_style), shaper(word_shaper), images(pictures), memory(earlier),
      types(style, shaper, problems, earlier == nullptr ? nullptr : &earlier->styles) {
    pages.title = source.title;
    pages.language = source.language.empty() ? "es" : source.language;
    pages.author = source.author;
    shaper.trim();
    shaper.set_language(pages.language);
    pages.structure.reserve(64);
    add_node(model::Role::document, -1);
}

int Composer::add_node(model::Role role, int parent) {
    model::StructureNode node;
    node.role = role;
    node.parent = parent;
    pages.structure.push_back(std::move(node));
    return static_cast<int>(pages.structure.size()) - 1;
}

std::string Composer::option(std::string_view name, std::string_view otherwise) const {
    const auto found = style.options.find(name);
    return found == style.options.end() ? std::string(otherwise) : found->second;
}

Millipoints Composer::body_width() const {
    return std::max(millipoints(style.page_width_pt - style.margin_left_pt - style.margin_right_pt), Millipoints{1000});
}

base::Problem& Composer::tell(base::Severity severity, std::string code) {
    problems.push_back({severity, std::move(code), "layout", {}, {}});
    return problems.back();
}

void Composer::tell_missing(char32_t letter, std::string_view word) {
    if (!missing_.insert(letter).second || missing_.size() > 50) return;
    char number[16];
    std::snprintf(number, sizeof number, "U+%04X", static_cast<unsigned>(letter));
    tell(base::Severity::error, "layout.glyph_missing").with("letra", base::utf8(letter)).with("codigo", number).with("palabra", std::string(word.substr(0, 80)));
}

void Composer::tell_overfull(std::string_view what) {
    if (told_overfull_) return;
    told_overfull_ = true;
    std::string sample(what.substr(0, 60));
    while (!sample.empty() && !base::is_valid_utf8(sample)) sample.pop_back();
    tell(base::Severity::warning, "layout.overfull").with("texto", sample);
}

} // namespace legajo::layout
