#include "read/describe.hpp"

#include "base/text.hpp"
#include "read/rule_walk.hpp"

namespace legajo::read {
namespace {

std::string hundredths(std::int64_t value) { return base::Decimal{value, 2}.text(); }

std::string joined(const std::vector<std::string>& words) {
    std::string list;
    for (const std::string& word : words) list += (list.empty() ? "`" : ", `") + word + "`";
    return list;
}

std::string_view singular_of(IdTarget target) {
    switch (target) {
    case IdTarget::party: return "party";
    case IdTarget::address: return "domicilio";
    case IdTarget::contract: return "contrato";
    case IdTarget::invoice: return "factura";
    case IdTarget::evidence: return "prueba";
    default: return "element";
    }
}

std::string value_of(const AttributeRule& rule) {
    switch (rule.kind) {
    case ValueKind::text: return "text";
    case ValueKind::identifier: return "id";
    case ValueKind::reference: return "id of a " + std::string(singular_of(rule.target));
    case ValueKind::references: return "ids of each " + std::string(singular_of(rule.target)) + ", parted by blanks";
    case ValueKind::date: return "date";
    case ValueKind::money: return rule.minimum > 0 ? "amount above 0" : "amount";
    case ValueKind::percent: return "percent, " + hundredths(rule.minimum) + " to " + hundredths(rule.maximum);
    case ValueKind::integer: return "whole number, " + std::to_string(rule.minimum) + " to " + std::to_string(rule.maximum);
    case ValueKind::yes_no: return "`si`, `no`";
    case ValueKind::word: return joined(rule.words());
    case ValueKind::open_word: return joined(rule.words()) + ", or another word";
    case ValueKind::language: return "language, as `es-ES`";
    case ValueKind::currency: return "currency, as `EUR`";
    case ValueKind::country: return "country, as `ES`";
    case ValueKind::tax_id: return "tax id";
    case ValueKind::iban: return "IBAN";
    case ValueKind::clabe: return "CLABE";
    case ValueKind::email: return "e-mail address";
    case ValueKind::link: return "https address";
    case ValueKind::file: return "relative path with `/`";
    case ValueKind::sha256: return "64 hexadecimal digits";
    case ValueKind::clock_time: return "time, as `10:30`";
    case ValueKind::dir3: return "DIR3 code";
    }
    return "";
}

std::string places_of(const ElementRule& rule) {
    static const std::vector<Placed> places = all_places();
    std::string text;
    const ChildRule* child = nullptr;
    for (const Placed& place : places) {
        if (place.rule != &rule || place.parent == nullptr) continue;
        const std::string parent = "`" + std::string(place.parent->name) + "`";
        if (text.find(parent) != std::string::npos) continue;
        text += (text.empty() ? "In " : ", ") + parent;
        if (child == nullptr) child = place.child;
    }
    if (text.empty()) return "The root element.";
    const std::string_view how_often = child->is_repeatable ? (child->is_required ? "at least once" : "any number")
                                                            : (child->is_required ? "exactly once" : "at most once");
    return text + ", " + std::string(how_often) + ".";
}

} // namespace

std::string make_reference() {
    std::string out;
    for (const ElementRule* rule : all_rules()) {
        out += "\n### `" + std::string(rule->name) + "`\n\n" + std::string(rule->meaning) + " " + places_of(*rule) + "\n";
        if (rule->text != nullptr)
            out += "Text (" + value_of(*rule->text) + (rule->text->is_required ? ", **required**" : "") + "): " + std::string(rule->text->meaning) + "\n";
        if (rule->attributes.empty()) continue;
        out += "\n| attribute | value | meaning |\n| --- | --- | --- |\n";
        for (const AttributeRule& attribute : rule->attributes)
            out += "| `" + std::string(attribute.name) + "`" + (attribute.is_required ? " **required**" : "") + " | " + value_of(attribute) + " | " +
                   std::string(attribute.meaning) + " |\n";
    }
    return out;
}

} // namespace legajo::read
