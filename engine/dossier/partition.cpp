#include "dossier/partition.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

namespace legajo::dossier {
namespace {

// Words somebody wrote: these can carry what was said in a negotiation. Invoices, extracts and receipts cannot.
bool is_correspondence(const model::Evidence& evidence) {
    static constexpr std::array<std::string_view, 6> kinds{"", "correo", "mensaje", "reconocimiento-deuda", "presupuesto", "otro"};
    return std::ranges::find(kinds, evidence.kind) != kinds.end();
}

// From the request (or the first sign of it) to the end; an open negotiation has none.
bool is_during(const model::Negotiation& negotiation, base::Date date) {
    const std::optional<base::Date> from = negotiation.request ? negotiation.request : negotiation.attempt ? negotiation.attempt : negotiation.receipt;
    if (!from) return true; // undated negotiation: every date may be inside
    return date >= *from && (!negotiation.end || date <= *negotiation.end);
}

const model::Communication* communication_of(const model::Case& data, const std::string& evidence) {
    for (const model::Communication& communication : data.communications)
        if (communication.evidence == evidence) return &communication;
    return nullptr;
}

std::optional<model::Withheld> reason_against(const model::Case& data, const model::Evidence& evidence, bool is_cleared) {
    const auto withheld = [&](const char* reason, const char* rule) { return model::Withheld{evidence.id, reason, rule}; };
    if (evidence.kind == "oferta-confidencial") return withheld("oferta-vinculante", "LO 1/2025 art. 17");
    if (evidence.reserve == model::Reserve::negotiation) return withheld("reserva-negociacion", "LO 1/2025 art. 9");
    if (evidence.reserve == model::Reserve::lawyer) return withheld("reserva-letrado", "EGA art. 23");
    const model::Communication* communication = communication_of(data, evidence.id);
    if (communication && communication->confidential.value_or(false)) return withheld("comunicacion-confidencial", "LO 1/2025 art. 9");
    if (communication && communication->letter == "oferta-vinculante") return withheld("oferta-vinculante", "LO 1/2025 art. 17");
    if (is_cleared) return std::nullopt;
    if (evidence.reserve == model::Reserve::review) return withheld("reserva-revisar", "");
    const bool is_request = evidence.kind == "solicitud-negociacion" || std::ranges::any_of(data.negotiations, [&](const auto& n) { return n.evidence == evidence.id; });
    if (is_request) return std::nullopt;
    if (communication && communication->negotiation.value_or(false)) return withheld("comunicacion-de-negociacion", "LO 1/2025 art. 9");
    if (!is_correspondence(evidence)) return std::nullopt;
    for (const model::Negotiation& negotiation : data.negotiations)
        if (!evidence.date || is_during(negotiation, *evidence.date)) return withheld("durante-negociacion", "LO 1/2025 art. 9");
    return std::nullopt;
}

} // namespace

Partition partition_evidence(const model::Case& data, const std::set<std::string, std::less<>>& cleared) {
    Partition partition;
    for (const model::Evidence& evidence : data.evidence) {
        if (auto reason = reason_against(data, evidence, cleared.contains(evidence.id))) partition.withheld.push_back(std::move(*reason));
        else partition.admitted.push_back(evidence.id);
    }
    return partition;
}

model::LeakRequest leaks_to_look_for(const model::Case& data, const Partition& partition, const std::vector<KnownExhibit>& exhibits) {
    std::set<std::string> withheld, shared;
    for (const model::Withheld& entry : partition.withheld) withheld.insert(entry.exhibit_id);
    // "p5/2", an attachment of p5, shares its fate.
    const auto is_withheld = [&](const std::string& id) { return withheld.contains(id.substr(0, id.find('/'))); };
    std::set<std::string> admitted_hashes, admitted_words;
    for (const KnownExhibit& exhibit : exhibits)
        if (!is_withheld(exhibit.id)) {
            shared.insert(exhibit.fingerprints.begin(), exhibit.fingerprints.end());
            admitted_hashes.insert(exhibit.sha256);
        }
    for (const model::Evidence& evidence : data.evidence)
        if (!is_withheld(evidence.id)) {
            admitted_words.insert(evidence.description);
            admitted_words.insert(std::filesystem::path(evidence.file).filename().string());
        }
    std::set<std::string> phrases, hashes, prints;
    for (const model::Evidence& evidence : data.evidence)
        if (is_withheld(evidence.id))
            for (const std::string& phrase : {evidence.description, std::filesystem::path(evidence.file).filename().string(), evidence.proves})
                if (!phrase.empty() && !admitted_words.contains(phrase)) phrases.insert(phrase);
    for (const model::Communication& communication : data.communications)
        if ((communication.confidential.value_or(false) || is_withheld(communication.evidence)) && !communication.summary.empty()) phrases.insert(communication.summary);
    for (const KnownExhibit& exhibit : exhibits) {
        if (!is_withheld(exhibit.id)) continue;
        if (!exhibit.sha256.empty() && !admitted_hashes.contains(exhibit.sha256)) hashes.insert(exhibit.sha256);
        for (const std::string& print : exhibit.fingerprints)
            if (!shared.contains(print)) prints.insert(print);
    }
    return {{phrases.begin(), phrases.end()}, {hashes.begin(), hashes.end()}, {prints.begin(), prints.end()}};
}

} // namespace legajo::dossier
