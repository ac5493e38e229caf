#include "report/page_writer.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace legajo::report {
namespace {

std::string line_of(std::string_view mark, int width) {
    std::string line;
    for (int i = 0; i < width; ++i) line += mark;
    return line;
}

} // namespace

PageWriter::PageWriter(const Catalogue& sentences, const PageStyle& style)
    : catalogue(sentences), human(sentences.language()), style_{std::clamp(style.width, 80, 140), style.colour} {}

std::string PageWriter::strong(const std::string& text) const { return style_.colour ? "\x1b[1m" + text + "\x1b[0m" : text; }

void PageWriter::blank() {
    if (!page_.empty() && !page_.ends_with("\n\n")) page_ += "\n";
}

void PageWriter::title(const std::string& left, const std::string& right) {
    const int room = std::max(style_.width - display_width(right) - 2, 20);
    page_ += strong(padded(shortened(printable(left), room), style_.width - display_width(right))) + right + "\n";
    page_ += line_of("━", style_.width) + "\n";
}

void PageWriter::section(std::string_view word_key) {
    blank();
    const auto heading = word(word_key);
    page_ += strong(heading) + " " + line_of("─", style_.width - display_width(heading) - 1) + "\n";
}

void PageWriter::labelled(std::vector<std::pair<std::string, std::string>> lines) {
    int label = 0;
    for (const auto& [name, value] : lines)
        if (!value.empty()) label = std::max(label, display_width(name));
    for (const auto& [name, value] : lines)
        if (!value.empty()) page_ += paragraph("  " + padded(name, label + 2), printable(value), style_.width);
}

void PageWriter::item(const std::string& bullet, const std::string& text, int indent) {
    page_ += paragraph(std::string(static_cast<std::size_t>(indent), ' ') + bullet + " ", printable(text), style_.width);
}

void PageWriter::text(const std::string& text, int indent) {
    page_ += paragraph(std::string(static_cast<std::size_t>(indent), ' '), printable(text), style_.width);
}

void PageWriter::table(const TextTable& table, int indent) { page_ += table.text(style_.width, indent); }

std::string PageWriter::fact_name(const std::string& name) const {
    const auto key = "fact." + name;
    return catalogue.knows("word." + key) ? word(key) : base::replaced(base::replaced(name, "_", " "), "-", " ");
}

std::string PageWriter::fact_value(const std::string& name, const std::string& value) const {
    const auto key = "letter." + value;
    const bool is_letter = name == "antes" || name.starts_with("carta");
    return is_letter && catalogue.knows("word." + key) ? word(key) : human.fact(value);
}

std::string PageWriter::facts(const Arguments& facts) const {
    std::string text;
    for (const auto& [name, value] : facts)
        if (!value.empty()) text += (text.empty() ? "" : "; ") + fact_name(name) + ": " + fact_value(name, value);
    return text;
}

Arguments PageWriter::unmentioned(const std::string& sentence, const Arguments& all) const {
    Arguments some;
    for (const auto& [name, value] : all)
        if (!value.empty() && sentence.find(human.fact(value)) == std::string::npos) some.emplace_back(name, value);
    return some;
}

std::string PageWriter::with_facts(const std::string& sentence, const Arguments& all) const {
    const auto some = facts(unmentioned(sentence, all));
    return some.empty() ? sentence : sentence + " (" + some + ")";
}

std::string Notes::mark(const std::string& text) {
    if (text.empty()) return "";
    auto found = std::find(texts_.begin(), texts_.end(), text);
    if (found == texts_.end()) found = texts_.insert(texts_.end(), text);
    return "[" + std::to_string(found - texts_.begin() + 1) + "]";
}

void Notes::write(PageWriter& page) const {
    for (std::size_t i = 0; i < texts_.size(); ++i) page.item("[" + std::to_string(i + 1) + "]", texts_[i]);
}

} // namespace legajo::report
