#include "dossier/page_tools.hpp"

#include "model/names.hpp"

#include <algorithm>

namespace legajo::dossier {

model::Document blank(const Material& material, const std::string& title) {
    model::Document document;
    document.title = title;
    document.language = "es-ES";
    document.author = material.file.creditor.name;
    document.reference = material.file.reference;
    document.is_draft = material.is_draft;
    document.page_label_format = material.texts(material.is_court_safe ? "pie.juzgado" : "pie", {{"referencia", material.file.reference}, {"fecha", date(material.assessment.control_date)}});
    return document;
}

Citation citation_of(const Material& material, const std::string& exhibit_id) {
    if (exhibit_id.empty()) return {};
    for (const model::IndexEntry& entry : material.index)
        if (entry.exhibit_id == exhibit_id) return {entry.number, entry.first_folio, false};
    for (const model::IndexEntry& entry : material.sealed)
        if (entry.exhibit_id == exhibit_id) return {entry.number, entry.first_folio, true};
    return {};
}

model::RichText cited(const Material& material, const std::string& exhibit_id) {
    const Citation citation = citation_of(material, exhibit_id);
    if (citation.number == 0) return rich("");
    return to_folio(material.texts(citation.is_sealed ? "cita.reservada" : "cita", {{"n", std::to_string(citation.number)}}), citation.folio);
}

std::span<const model::IndexEntry> in_this_file(const Material& material, const std::vector<model::IndexEntry>& list) {
    if (!material.supplement) return list;
    return std::span(list).first(&list == &material.sealed ? material.supplement->sealed : material.supplement->documents);
}

std::string invoice_number(const Material& material, const std::string& id) {
    for (const model::Invoice& invoice : material.file.invoices)
        if (invoice.id == id) return invoice.number;
    return id;
}

std::string invoice_numbers(const Material& material, const std::vector<std::string>& ids) {
    std::vector<std::string> numbers;
    for (const std::string& id : ids) numbers.push_back(invoice_number(material, id));
    return joined(numbers, ", ");
}

RuleNote rule_note(const Material& material, const std::string& rule) {
    const auto found = material.pack.rules.find(rule);
    if (found == material.pack.rules.end()) return {};
    return {found->second.norm, found->second.sentence, found->second.confidence != model::Confidence::confirmed};
}

std::string letter_name(const Material& material, const std::string& letter) { return material.texts.named("carta", "letter", letter); }

std::string one_line(const model::Address& address) { return joined({address.street, joined({address.postal_code, address.town}, " "), address.province == address.town ? "" : address.province}, ", "); }

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
    std::string text;
    for (const std::string& part : parts) {
        if (part.empty()) continue;
        if (!text.empty()) text += separator;
        text += part;
    }
    return text;
}

std::string facts_text(const Material& material, const model::Facts& facts) {
    std::vector<std::string> parts;
    for (const auto& [name, value] : facts) {
        const bool is_letter = (name == "antes" || name.starts_with("carta")) && material.pack.letters.contains(value);
        parts.push_back(material.texts.named("dato", "fact", name) + ": " + (is_letter ? letter_name(material, value) : fact(value)));
    }
    return joined(parts, "; ");
}

Colour colour_of(const Material& material) {
    const model::Assessment& now = material.assessment;
    Colour colour = Colour::green;
    switch (now.limitation.urgency) {
    case model::Urgency::ok: break;
    case model::Urgency::within_180_days: colour = Colour::amber; break;
    case model::Urgency::within_60_days:
    case model::Urgency::expired: colour = Colour::red; break;
    }
    if (now.negotiation.suit_until) {
        const auto left = base::days_between(now.control_date, *now.negotiation.suit_until);
        if (left < 60) colour = Colour::red;
        else if (left < 180) colour = std::max(colour, Colour::amber);
    }
    if (now.insolvency && now.insolvency->communicate_until) colour = Colour::red;
    return colour;
}

std::string style_of(Colour colour) { return colour == Colour::red ? "dosier.rojo" : colour == Colour::amber ? "dosier.ambar" : "dosier.verde"; }

std::string urgency_text(const Material& material) {
    const model::Assessment& now = material.assessment;
    const auto days_to = [&](model::Date day) { return std::to_string(base::days_between(now.control_date, day)); };
    std::vector<std::string> parts;
    if (now.limitation.expired_in_every_reading) parts.push_back(material.texts("urgencia.prescrita"));
    else if (now.limitation.last_safe_day && *now.limitation.last_safe_day < now.control_date)
        parts.push_back(material.texts("urgencia.pasada", {{"fecha", date(*now.limitation.last_safe_day)}}));
    else if (now.limitation.last_safe_day)
        parts.push_back(material.texts("urgencia.prescripcion", {{"fecha", date(*now.limitation.last_safe_day)}, {"dias", days_to(*now.limitation.last_safe_day)}}));
    if (now.negotiation.suit_until && *now.negotiation.suit_until >= now.control_date)
        parts.push_back(material.texts("urgencia.negociacion", {{"fecha", date(*now.negotiation.suit_until)}, {"dias", days_to(*now.negotiation.suit_until)}}));
    if (now.insolvency && now.insolvency->communicate_until) parts.push_back(material.texts("urgencia.concurso", {{"fecha", date(*now.insolvency->communicate_until)}}));
    return parts.empty() ? material.texts("urgencia.ninguna") : joined(parts, " ");
}

} // namespace legajo::dossier
