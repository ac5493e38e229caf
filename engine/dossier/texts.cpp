#include "dossier/texts.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace legajo::dossier {
namespace {

base::Problem line_problem(const char* code, const std::string& file, std::size_t line, std::string_view key) {
    base::Problem problem{.severity = base::Severity::error, .code = code, .stage = "dossier", .place = {file, line, 1, ""}, .arguments = {}};
    return problem.with("clave", std::string(key));
}

std::string filled(std::string sentence, const Arguments& arguments) {
    for (const auto& [name, value] : arguments) sentence = base::replaced(sentence, "{" + name + "}", value);
    return sentence;
}

bool is_plain_amount(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    const auto point = text.find('.');
    return point != std::string_view::npos && point > 0 && text.size() - point == 3 && text.rfind('.') == point &&
           std::ranges::all_of(text, [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
}

} // namespace

base::Result<Texts> Texts::parse(std::string_view bytes, const std::string& file) {
    Texts texts;
    base::Problems problems;
    std::string* last = nullptr;
    std::size_t number = 0;
    for (const std::string_view raw : base::split(bytes, '\n')) {
        ++number;
        const std::string_view line = base::trimmed(raw);
        if (line.empty() || line.front() == '#') continue;
        if (raw.front() == ' ' || raw.front() == '\t') {
            if (last) *last += " " + std::string(line);
            else problems.push_back(line_problem("dossier.texts_line", file, number, line));
            continue;
        }
        const auto sign = line.find('=');
        if (sign == std::string_view::npos || sign == 0) {
            problems.push_back(line_problem("dossier.texts_line", file, number, line));
            continue;
        }
        const std::string key(base::trimmed(line.substr(0, sign)));
        const auto [place, is_new] = texts.sentences_.emplace(key, std::string(base::trimmed(line.substr(sign + 1))));
        if (!is_new) problems.push_back(line_problem("dossier.texts_twice", file, number, key));
        last = &place->second;
    }
    if (!problems.empty()) return problems;
    return texts;
}

std::string Texts::operator()(std::string_view key, const Arguments& arguments) const {
    if (const auto found = sentences_.find(key); found != sentences_.end()) return filled(found->second, arguments);
    return "[" + std::string(key) + "]";
}

std::string Texts::named(std::string_view group, std::string_view shared_group, std::string_view name) const {
    if (name.empty()) return {};
    const std::string own = std::string(group) + "." + std::string(name), shared = std::string(shared_group) + "." + std::string(name);
    if (knows(own)) return (*this)(own);
    if (shared_word && !shared_group.empty())
        if (const std::string word = shared_word(shared); word != shared) return word;
    return base::replaced(name, "-", " ");
}

std::string amount(model::Money value) {
    const std::string text = value.text();
    const bool is_negative = text.starts_with('-');
    const auto point = text.find('.');
    std::string whole = text.substr(is_negative ? 1 : 0, point - (is_negative ? 1 : 0));
    for (int at = static_cast<int>(whole.size()) - 3; at > 0; at -= 3) whole.insert(static_cast<std::size_t>(at), 1, '.');
    return (is_negative ? "−" : "") + whole + "," + text.substr(point + 1);
}

std::string money(model::Money value) {
    const std::string currency = value.currency().text();
    return amount(value) + "\u00A0" + (currency == "EUR" ? "€" : currency);
}

std::string date(model::Date day) {
    const std::string iso = day.iso();
    return iso.substr(8, 2) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4);
}

std::string date(const std::optional<model::Date>& day) { return day ? date(*day) : std::string(); }

std::string percent(const model::Decimal& rate) {
    std::string text = rate.scale < 2 ? rate.rescaled(2).text() : rate.text();
    if (const auto point = text.find('.'); point == std::string::npos) text += ".00";
    else if (text.size() - point == 2) text += "0";
    std::ranges::replace(text, '.', ',');
    return text + "\u00A0%";
}

std::string fact(std::string_view value) {
    if (value.size() == 10)
        if (const auto day = model::Date::parse(value)) return date(*day);
    if (is_plain_amount(value))
        if (const auto sum = model::Money::parse(value)) return amount(*sum);
    return std::string(value);
}

} // namespace legajo::dossier
