#include "read/checks.hpp"

#include "model/names.hpp"
#include "read/tax_id_spain.hpp"

#include <algorithm>
#include <unordered_map>
#include <vector>

namespace legajo::read {
namespace {

using model::Party;
using model::PartyKind;

bool is_natural(TaxIdHolder holder) { return holder == TaxIdHolder::natural; }

// The tax id tells who somebody is; a kind that contradicts it would choose the wrong law.
void check_kind(const Party& party, Findings& findings) {
    const TaxIdVerdict verdict = check_spanish_tax_id(party.tax_id);
    if (!verdict.is_valid) return;
    const auto contradicts = [&](base::Severity severity, std::string_view expected) {
        findings.add(severity, "case.kind_contradicts_tax_id", findings.attribute(party.place, "tipo"),
                     {{"tipo", model::name_of(party.kind)}, {"nif", party.tax_id}, {"esperado", expected}});
    };
    const bool is_person = is_natural(verdict.holder);
    switch (party.kind) {
    case PartyKind::consumer:
    case PartyKind::self_employed:
        if (!is_person) contradicts(base::Severity::error, party.tax_id[0] == 'H' ? "comunidad-propietarios" : "empresa");
        break;
    case PartyKind::company:
        if (is_person) contradicts(base::Severity::error, "autonomo, consumidor");
        else if (party.tax_id[0] == 'H') contradicts(base::Severity::error, "comunidad-propietarios");
        else if (party.tax_id[0] == 'P' || party.tax_id[0] == 'S') contradicts(base::Severity::error, "administracion");
        break;
    case PartyKind::owners_community:
        if (party.tax_id[0] != 'H') contradicts(base::Severity::error, is_person ? "consumidor" : "empresa");
        break;
    case PartyKind::public_admin:
    case PartyKind::public_entity:
        if (is_person) contradicts(base::Severity::error, "autonomo, consumidor");
        else if (party.kind == PartyKind::public_admin && verdict.holder != TaxIdHolder::public_body) contradicts(base::Severity::warning, "entidad-publica");
        break;
    case PartyKind::unknown: break;
    }
}

bool has_mailbox(const Party& party) {
    return std::any_of(party.contacts.begin(), party.contacts.end(), [](const auto& contact) { return !contact.email.empty(); });
}

void check_addresses(const Party& party, Findings& findings) {
    for (const auto& address : party.addresses) {
        if (address.country != "ES") continue;
        const std::string& code = address.postal_code;
        const bool is_code = code.size() == 5 && std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; }) && code >= "01000" && code < "53000";
        if (is_code) continue;
        findings.warning("case.postal_code", findings.attribute(address.place, "codigo-postal"), {{"valor", code}});
    }
}

void check_creditor(const ReadTree& tree, Findings& findings) {
    const Party& creditor = tree.data.creditor;
    if (creditor.place.line == 0) return; // no such element: told already
    if (creditor.tax_id.empty() && tree.jurisdiction != Jurisdiction::other) findings.error("case.creditor_without_tax_id", creditor.place);
    if (creditor.addresses.empty()) findings.error("case.creditor_without_address", creditor.place);
    if (creditor.accounts.empty() && creditor.payment_means.empty()) findings.warning("case.no_way_to_pay", creditor.place);
    if (creditor.contacts.empty()) findings.warning("case.creditor_without_contact", creditor.place);
    for (const auto& account : creditor.accounts)
        if (account.iban.empty() && findings.attribute(account.place, "iban") == account.place && findings.attribute(account.place, "clabe") == account.place)
            findings.error("case.account_without_number", account.place);
}

void check_debtor(const ReadTree& tree, Findings& findings) {
    const Party& debtor = tree.data.debtor;
    if (debtor.place.line == 0) return;
    if (debtor.tax_id.empty() && debtor.identifications.empty() && tree.jurisdiction != Jurisdiction::other)
        findings.warning("case.debtor_without_tax_id", debtor.place);
    if (debtor.addresses.empty() && !has_mailbox(debtor)) findings.error("case.debtor_unreachable", debtor.place);
    else if (debtor.addresses.empty()) findings.warning("case.debtor_without_address", debtor.place);
    if (!debtor.tax_id.empty() && debtor.tax_id == tree.data.creditor.tax_id) findings.error("case.debtor_is_creditor", debtor.place, {{"nif", debtor.tax_id}});
}

std::vector<const Party*> all_parties(const model::Case& data) {
    std::vector<const Party*> parties{&data.creditor, &data.debtor};
    for (const auto& obligor : data.obligors) parties.push_back(&obligor.party);
    return parties;
}

void check_communications(const model::Case& data, Findings& findings) {
    if (data.communications.empty()) return;
    std::unordered_map<std::string_view, const Party*> by_id, by_address;
    for (const Party* party : all_parties(data)) {
        by_id.emplace(party->id, party);
        for (const auto& address : party->addresses) by_address.emplace(address.id, party);
    }
    by_id[""] = &data.debtor; // no addressee named
    for (const auto& communication : data.communications) {
        const auto addressee = by_id.find(communication.addressee);
        const auto resident = by_address.find(communication.address);
        const bool is_sent = communication.direction == model::Direction::sent;
        const bool knows_both = !communication.address.empty() && addressee != by_id.end() && resident != by_address.end();
        if (is_sent && knows_both && addressee->second != resident->second)
            findings.error("case.address_of_another", findings.attribute(communication.place, "domicilio"), {{"valor", communication.address}});
        if (is_sent && communication.result == model::DispatchResult::delivered && !communication.delivered)
            findings.warning("case.delivery_date_missing", communication.place, {{"comunicacion", communication.id}});
        if (!is_sent && !communication.letter.empty())
            findings.error("case.letter_received", findings.attribute(communication.place, "carta"), {{"carta", communication.letter}});
    }
}

void check_insolvencies(const model::Case& data, Findings& findings) {
    for (const auto& hold : data.holds)
        if (hold.kind == model::HoldKind::insolvency && (hold.insolvency == model::InsolvencyKind::unknown || !hold.boe_publication))
            findings.warning("case.insolvency_incomplete", hold.place, {{"incidencia", hold.id}});
}

} // namespace

void check_parties(const ReadTree& tree, Findings& findings) {
    const model::Case& data = tree.data;
    if (tree.jurisdiction == Jurisdiction::spain)
        for (const Party* party : all_parties(data)) {
            check_kind(*party, findings);
            check_addresses(*party, findings);
        }
    check_creditor(tree, findings);
    check_debtor(tree, findings);
    check_communications(data, findings);
    check_insolvencies(data, findings);
}

} // namespace legajo::read
