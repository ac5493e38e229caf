// Narrows case and assessment to what one letter speaks of.

#include "fill/facts.hpp"

#include "model/totals.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

namespace legajo::fill {
namespace {

using base::Problem;
using base::Problems;
using model::ClaimMode;
using model::PartyKind;
using model::Regime;

Problem problem(const char* code) { return Problem{base::Severity::error, code, "fill", {}, {}}; }

// The letter's invoices: those the decision names; when it names none, all that are overdue.
void choose_invoices(Facts& facts, Problems& problems) {
    const std::vector<std::string>& wanted = facts.decision.invoices;
    const std::set<std::string_view> listed(wanted.begin(), wanted.end());
    std::map<std::string_view, const model::Invoice*> by_id;
    for (const model::Invoice& invoice : facts.debt.invoices) by_id.emplace(invoice.id, &invoice);
    for (const model::InvoiceAccount& account : facts.assessment.account.invoices) {
        if (wanted.empty() ? !account.is_due : !listed.contains(account.invoice) && !listed.contains(account.number)) continue;
        const auto invoice = by_id.find(account.invoice);
        if (invoice == by_id.end()) continue;
        facts.invoices.push_back({invoice->second, &account});
    }
    if (!wanted.empty() && facts.invoices.size() != wanted.size())
        problems.push_back(problem("fill.invoice_unknown").with("pedidas", std::to_string(wanted.size())).with("encontradas", std::to_string(facts.invoices.size())));
}

LetterLaw law_of(Regime regime) {
    switch (regime) {
    case Regime::business_3_2004: return LetterLaw::business;
    case Regime::public_3_2004: return LetterLaw::administration;
    case Regime::legal_interest: return LetterLaw::civil;
    case Regime::consumer: return LetterLaw::consumer;
    case Regime::no_rule_set:
    case Regime::unknown: break;
    }
    return LetterLaw::none;
}

void choose_law(Facts& facts, bool speaks_of_law, Problems& problems) {
    facts.kind = facts.decision.treated_as != PartyKind::unknown ? facts.decision.treated_as : facts.debt.debtor.kind;
    for (std::size_t at = 0; at < facts.invoices.size(); ++at) {
        const Regime regime = facts.invoices[at].account->regime;
        if (regime == Regime::unknown) {
            if (speaks_of_law) problems.push_back(problem("fill.regime_unknown").with("factura", facts.invoices[at].account->number));
            return;
        }
        const LetterLaw law = law_of(regime);
        if (at == 0) facts.law = law;
        if (law != facts.law) {
            facts.law = LetterLaw::none;
            if (speaks_of_law) problems.push_back(problem("fill.regimes_mixed").with("factura", facts.invoices[at].account->number));
            return;
        }
    }
    const bool is_consumer_kind = facts.kind == PartyKind::consumer || facts.kind == PartyKind::owners_community;
    if (facts.law == LetterLaw::consumer && !is_consumer_kind) facts.kind = PartyKind::consumer;
    if ((facts.law == LetterLaw::business || facts.law == LetterLaw::administration) && is_consumer_kind) facts.kind = PartyKind::self_employed;
}

void add_totals(Facts& facts, Problems& problems) {
    const model::StatementOfAccount& account = facts.assessment.account;
    std::vector<std::string> ids;
    for (const ChargedInvoice& charged : facts.invoices) ids.push_back(charged.account->invoice);
    const model::Totals totals = model::totals_for(facts.assessment, ids);
    // A letter about all that is overdue says what the account says.
    const auto taken = [&](const model::InvoiceAccount& invoice) { return std::find(ids.begin(), ids.end(), invoice.invoice) != ids.end(); };
    const bool takes_what_is_overdue = std::all_of(account.invoices.begin(), account.invoices.end(), [&](const model::InvoiceAccount& invoice) {
        return taken(invoice) == (invoice.is_due || invoice.owes_only_accessories);
    });
    if (takes_what_is_overdue && !ids.empty() && (totals.principal != account.totals.principal || totals.interest != account.totals.interest))
        problems.push_back(problem("fill.totals_differ").with("carta", totals.principal.text()).with("cuenta", account.totals.principal.text()));

    const model::Claim claim = model::claim_for(facts.assessment, ids);
    facts.totals = claim.totals;
    facts.totals.not_yet_due = account.totals.not_yet_due;
    facts.has_disputed_part = claim.has_disputed_part;
    facts.claims_interest = claim.claims_interest;
    facts.claims_compensation = claim.claims_compensation;
    facts.claimed = claim.claimed;
}

// Letters that do not go to an obligor; their templates carry a frame of their own.
bool is_outsider(const std::string& addressee) {
    return addressee == "administracion-concursal" || addressee == "aseguradora" || addressee == "abogado" || addressee == "agencia";
}

void choose_addressee(Facts& facts, Problems& problems) {
    const std::string& wanted = facts.decision.addressee;
    if (wanted.empty() || wanted == facts.debt.debtor.id || is_outsider(wanted)) {
        facts.addressee = &facts.debt.debtor;
    } else {
        for (const model::Obligor& obligor : facts.debt.obligors)
            if (obligor.party.id == wanted) {
                facts.obligor = &obligor;
                facts.addressee = &obligor.party;
            }
    }
    if (facts.addressee == nullptr) {
        problems.push_back(problem("fill.addressee_unknown").with("destinatario", wanted));
        return;
    }
    if (facts.obligor != nullptr && facts.obligor->role == model::Obligor::Role::co_debtor && facts.obligor->regime != model::LiabilityRegime::solidary)
        problems.push_back(problem("fill.joint_debtor").with("destinatario", wanted));
    if (facts.obligor != nullptr && facts.obligor->party.kind == PartyKind::consumer && facts.claims_compensation) { // L-134
        facts.claims_compensation = false;
        facts.claimed -= facts.totals.compensation;
        facts.totals.total = facts.claimed;
    }
    facts.payable = facts.claimed;
    if (facts.obligor != nullptr && facts.obligor->limit) facts.payable = std::min(facts.payable, *facts.obligor->limit);
    for (const model::Address& address : facts.addressee->addresses)
        if (facts.address == nullptr || (!facts.decision.address.empty() && address.id == facts.decision.address)) facts.address = &address;
}

bool is_among(const ChargedInvoice& charged, const std::vector<std::string>& ids) {
    return std::any_of(ids.begin(), ids.end(), [&](const std::string& id) { return id == charged.account->invoice || id == charged.account->number; });
}

void recall(Facts& facts, const std::string& letter, base::Date date, bool is_to_this_addressee, const std::vector<std::string>& ids) {
    if (letter == "guion-llamada" || date > facts.options.issued_at.local_date()) return;
    const auto is_covered = [&](const ChargedInvoice& charged) { return ids.empty() || is_among(charged, ids); };
    facts.earlier.push_back({letter, date, is_to_this_addressee, std::all_of(facts.invoices.begin(), facts.invoices.end(), is_covered),
                             std::any_of(facts.invoices.begin(), facts.invoices.end(), is_covered)});
}

void recall_letters(Facts& facts) {
    const std::string addressee = facts.obligor == nullptr ? "" : facts.obligor->party.id;
    const auto is_same = [&](const std::string& id) { return id == addressee || (addressee.empty() && id == facts.debt.debtor.id); };
    if (facts.options.history != nullptr) {
        for (const model::LetterRecord& letter : facts.options.history->letters) {
            const bool went_out = letter.state != model::LetterState::proposed && letter.state != model::LetterState::approved &&
                                  letter.state != model::LetterState::annulled;
            const std::optional<base::Date> date = letter.sent_on ? letter.sent_on : letter.issued_on;
            if (went_out && date) recall(facts, letter.letter, *date, is_same(letter.addressee), letter.invoices);
        }
    } else {
        for (const model::Communication& told : facts.debt.communications)
            if (told.direction == model::Direction::sent && !told.letter.empty()) recall(facts, told.letter, told.date, is_same(told.addressee), told.invoices);
    }
    std::stable_sort(facts.earlier.begin(), facts.earlier.end(), [](const EarlierLetter& a, const EarlierLetter& b) { return a.date < b.date; });
}

} // namespace

base::Result<Facts> make_facts(const model::Case& debt, const model::Assessment& assessment, const model::Decision& decision, const FillOptions& options,
                               const Formatter& say, const PackWords& words, bool speaks_of_law) {
    Facts facts{.debt = debt, .assessment = assessment, .decision = decision, .options = options, .say = say, .words = words};
    Problems problems;
    choose_invoices(facts, problems);
    choose_law(facts, speaks_of_law, problems);
    add_totals(facts, problems);
    choose_addressee(facts, problems);
    recall_letters(facts);
    if (!problems.empty()) return problems;
    return facts;
}

bool goes_to_outsider(const Facts& facts) { return is_outsider(facts.decision.addressee); }

bool concerns(const Facts& facts, const std::vector<std::string>& invoice_ids) {
    return invoice_ids.empty() || std::any_of(facts.invoices.begin(), facts.invoices.end(), [&](const ChargedInvoice& charged) { return is_among(charged, invoice_ids); });
}

std::vector<std::string> variants_for(const Facts& facts) {
    const bool is_corporate = facts.addressee->person == model::PersonKind::legal;
    std::vector<std::string> keys;
    switch (facts.kind) {
    case PartyKind::public_admin: return {"administracion"};
    case PartyKind::public_entity: keys = {"entidad-publica", "empresa"}; break;
    case PartyKind::owners_community: return {"comunidad-propietarios", "consumidor"};
    case PartyKind::consumer: return {"consumidor"};
    case PartyKind::self_employed: keys = {"autonomo", "empresa"}; break;
    case PartyKind::company: keys = {"empresa"}; break;
    case PartyKind::unknown: return {};
    }
    if (is_corporate) keys.insert(keys.begin(), "corporativo");
    return keys;
}

} // namespace legajo::fill
