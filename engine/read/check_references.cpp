#include "read/checks.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace legajo::read {
namespace {

std::string_view word_for(IdTarget target) {
    switch (target) {
    case IdTarget::party: return "parte";
    case IdTarget::address: return "domicilio";
    case IdTarget::contract: return "contrato";
    case IdTarget::invoice: return "factura";
    case IdTarget::credit_note: return "abono";
    case IdTarget::payment: return "pago";
    case IdTarget::promise: return "promesa";
    case IdTarget::agreement: return "acuerdo";
    case IdTarget::communication: return "comunicacion";
    case IdTarget::negotiation: return "negociacion";
    case IdTarget::hold: return "incidencia";
    case IdTarget::evidence: return "prueba";
    case IdTarget::none: break;
    }
    return "";
}

std::string options_for(const ReadTree& tree, std::string_view id, IdTarget target) {
    std::vector<std::string> candidates;
    for (const GivenId& given : tree.ids)
        if (given.target == target && candidates.size() < 300) candidates.emplace_back(given.id);
    return candidates.empty() ? "-" : listed_nearest_first(id, candidates);
}

void report_unknown(const ReadTree& tree, const Reference& reference, Findings& findings) {
    base::Place where = findings.place(reference.offset, reference.path);
    if (reference.target == IdTarget::invoice)
        for (const auto& invoice : tree.data.invoices)
            if (invoice.number == reference.id) {
                findings.error("case.reference_by_number", std::move(where), {{"valor", reference.id}, {"sugerencia", invoice.id}});
                return;
            }
    findings.error("case.unknown_reference", std::move(where),
                   {{"valor", reference.id}, {"clase", word_for(reference.target)}, {"opciones", options_for(tree, reference.id, reference.target)}});
}

} // namespace

void check_references(const ReadTree& tree, Findings& findings) {
    std::unordered_map<std::string_view, const GivenId*> by_id;
    by_id.reserve(tree.ids.size());
    for (const GivenId& given : tree.ids) {
        const auto [first, is_new] = by_id.emplace(given.id, &given);
        if (is_new) continue;
        findings.error("case.duplicate_id", findings.place(given.offset, given.path),
                       {{"valor", given.id}, {"linea", std::to_string(findings.place(first->second->offset, "").line)}});
    }
    for (const Reference& reference : tree.references) {
        if (findings.is_full()) return;
        const auto found = by_id.find(reference.id);
        if (found == by_id.end()) report_unknown(tree, reference, findings);
        else if (found->second->target != reference.target)
            findings.error("case.reference_kind", findings.place(reference.offset, reference.path),
                           {{"valor", reference.id}, {"clase", word_for(reference.target)}, {"real", word_for(found->second->target)}});
    }

    std::unordered_map<std::string_view, const model::Invoice*> by_number;
    by_number.reserve(tree.data.invoices.size());
    for (const auto& invoice : tree.data.invoices) {
        if (invoice.number.empty()) continue;
        const auto [first, is_new] = by_number.emplace(invoice.number, &invoice);
        if (!is_new)
            findings.error("case.duplicate_number", findings.attribute(invoice.place, "numero"),
                           {{"valor", invoice.number}, {"linea", std::to_string(first->second->place.line)}});
    }
}

} // namespace legajo::read
