#include "pack/fields.hpp"

#include "base/decimal.hpp"

#include <charconv>

namespace legajo::pack {
namespace {

std::string listed(std::span<const std::string> words) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

std::string suggestion(std::string_view word, std::span<const std::string> known) {
    const auto near = base::nearest(word, known);
    return near ? *near : listed(known);
}

// Lengths and style numbers are read as exact decimals first, so that no locale and no exponent can slip in.
std::optional<double> plain_number(std::string_view text) {
    const auto value = base::Decimal::parse(text);
    if (!value || value->digits > 10'000'000'000 || value->digits < -10'000'000'000) return std::nullopt;
    double result = static_cast<double>(value->digits);
    for (int i = 0; i < value->scale; ++i) result /= 10;
    return result;
}

} // namespace

Fields::~Fields() {
    const std::vector<std::string> known(asked_.begin(), asked_.end());
    for (const auto& attribute : element_.attributes)
        if (!asked_.contains(attribute.name))
            problems_.push_back(problem("pack.attribute_unknown", attribute.place)
                                    .with("atributo", attribute.name)
                                    .with("elemento", element_.name)
                                    .with("sugerencia", suggestion(attribute.name, known)));
}

const Attribute* Fields::take(std::string_view name) {
    asked_.emplace(name);
    for (const auto& attribute : element_.attributes)
        if (attribute.name == name) return &attribute;
    return nullptr;
}

bool Fields::has(std::string_view name) const {
    for (const auto& attribute : element_.attributes)
        if (attribute.name == name) return true;
    return false;
}

void Fields::refuse(const Attribute& attribute, std::string expected) {
    problems_.push_back(problem("pack.attribute_value", attribute.place)
                            .with("atributo", attribute.name)
                            .with("valor", attribute.value)
                            .with("esperado", std::move(expected)));
}

void Fields::unknown_word(const Attribute& attribute, std::string_view word, std::span<const std::string> known) {
    problems_.push_back(problem("pack.word_unknown", attribute.place)
                            .with("atributo", attribute.name)
                            .with("valor", std::string(word))
                            .with("sugerencia", suggestion(word, known)));
}

std::string Fields::text(std::string_view name) {
    const Attribute* attribute = take(name);
    return attribute == nullptr ? std::string{} : attribute->value;
}

std::string Fields::required_text(std::string_view name) {
    auto value = text(name);
    if (base::trimmed(value).empty())
        problems_.push_back(problem("pack.attribute_missing", element_.place).with("atributo", std::string(name)).with("elemento", element_.name));
    return value;
}

std::vector<std::string> Fields::words(std::string_view name) {
    std::vector<std::string> result;
    const auto value = text(name);
    for (const auto part : base::split(value, ' '))
        if (!part.empty()) result.emplace_back(part);
    return result;
}

std::optional<int> Fields::whole(std::string_view name, int least, int most) {
    const Attribute* attribute = take(name);
    if (attribute == nullptr) return std::nullopt;
    int value = 0;
    const char* end = attribute->value.data() + attribute->value.size();
    const auto parsed = std::from_chars(attribute->value.data(), end, value);
    if (parsed.ec != std::errc{} || parsed.ptr != end || value < least || value > most) {
        refuse(*attribute, "un número entero de " + std::to_string(least) + " a " + std::to_string(most));
        return std::nullopt;
    }
    return value;
}

bool Fields::yes(std::string_view name, bool otherwise) {
    const Attribute* attribute = take(name);
    if (attribute == nullptr) return otherwise;
    if (attribute->value == "si") return true;
    if (attribute->value == "no") return false;
    refuse(*attribute, "si | no");
    return otherwise;
}

std::optional<base::Money> Fields::money(std::string_view name) {
    const Attribute* attribute = take(name);
    if (attribute == nullptr) return std::nullopt;
    const auto value = base::Money::parse(attribute->value);
    if (!value || value->is_negative()) {
        refuse(*attribute, "un importe como 40.00");
        return std::nullopt;
    }
    return value;
}

std::optional<base::Date> Fields::date(std::string_view name) {
    const Attribute* attribute = take(name);
    if (attribute == nullptr) return std::nullopt;
    const auto value = base::Date::parse(attribute->value);
    if (!value) refuse(*attribute, "una fecha como 2026-03-21");
    return value;
}

std::optional<double> Fields::number(std::string_view name) {
    const Attribute* attribute = take(name);
    if (attribute == nullptr) return std::nullopt;
    const auto value = plain_number(attribute->value);
    if (!value) refuse(*attribute, "un número como 12.5");
    return value;
}

std::optional<double> Fields::length_pt(std::string_view name) {
    const Attribute* attribute = take(name);
    if (attribute == nullptr) return std::nullopt;
    const std::string_view text = attribute->value;
    if (text == "0") return 0.0;
    std::optional<double> value;
    if (text.size() > 2) {
        const auto amount = plain_number(text.substr(0, text.size() - 2));
        const auto unit = text.substr(text.size() - 2);
        if (amount && unit == "pt") value = *amount;
        if (amount && unit == "mm") value = *amount * 72.0 / 25.4;
        if (amount && unit == "cm") value = *amount * 72.0 / 2.54;
    }
    if (!value) refuse(*attribute, "una longitud con unidad, como 25mm, 2.5cm o 10.5pt");
    return value;
}

std::optional<model::Colour> Fields::colour(std::string_view name) {
    const Attribute* attribute = take(name);
    if (attribute == nullptr) return std::nullopt;
    const std::string& text = attribute->value;
    unsigned value = 0;
    const bool framed = text.size() == 7 && text[0] == '#';
    const char* end = text.data() + text.size();
    if (!framed || std::from_chars(text.data() + 1, end, value, 16).ptr != end) {
        refuse(*attribute, "un color como #1F3A5F");
        return std::nullopt;
    }
    return model::Colour{static_cast<std::uint8_t>(value >> 16), static_cast<std::uint8_t>(value >> 8 & 0xFF), static_cast<std::uint8_t>(value & 0xFF)};
}

std::optional<std::size_t> Fields::choice(std::string_view name, std::span<const std::string> words) {
    const Attribute* attribute = take(name);
    if (attribute == nullptr) return std::nullopt;
    for (std::size_t i = 0; i < words.size(); ++i)
        if (words[i] == attribute->value) return i;
    unknown_word(*attribute, attribute->value, words);
    return std::nullopt;
}

void refuse_element(const Element& child, std::span<const std::string> known, base::Problems& problems) {
    problems.push_back(problem("pack.element_unknown", child.place).with("elemento", child.name).with("sugerencia", suggestion(child.name, known)));
}

} // namespace legajo::pack
