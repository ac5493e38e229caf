#include "assess/context.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace legajo::assess {
namespace {

using model::Channel;
using model::DispatchResult;
using model::LetterState;

// Letters that put the debtor in default (CC 1100): formal ones only, the friendly steps do not count (L-201, the safe choice).
constexpr std::array<std::string_view, 6> formal_demands{"requerimiento",  "ultimo-plazo", "negociacion-previa", "reclamacion-administracion",
                                                         "aviso-ficheros", "interrupcion-prescripcion"};

bool contains(const auto& range, std::string_view word) { return std::find(range.begin(), range.end(), word) != range.end(); }

bool leaves_proof(Channel channel) {
    return channel == Channel::certified_letter || channel == Channel::burofax || channel == Channel::certified_email || channel == Channel::notarial;
}

Notice from_communication(const model::Communication& communication) {
    Notice notice;
    notice.is_sent = communication.direction == model::Direction::sent;
    notice.date = communication.date;
    notice.letter = communication.letter;
    notice.addressee = communication.addressee;
    notice.source_id = communication.id;
    notice.invoices = communication.invoices;
    notice.acknowledges = communication.acknowledges.value_or(false);
    notice.is_answered = communication.result == DispatchResult::answered;
    notice.is_not_collected = communication.result == DispatchResult::not_collected;
    const bool was_refused = communication.result == DispatchResult::refused;
    const bool arrived = communication.result == DispatchResult::delivered || notice.is_answered ||
                         communication.result == DispatchResult::no_answer || communication.delivered.has_value();
    if (arrived || was_refused || notice.is_not_collected)
        notice.reached = communication.delivered ? communication.delivered : communication.attempt.value_or(communication.date);
    notice.has_proof = notice.reached && (leaves_proof(communication.channel) || notice.is_answered);
    notice.is_demand = notice.is_sent && (contains(formal_demands, communication.letter) ||
                                          (communication.letter.empty() && (leaves_proof(communication.channel) || communication.claimed)));
    return notice;
}

Notice from_letter(const model::LetterRecord& letter) {
    Notice notice;
    notice.date = letter.sent_on ? *letter.sent_on : letter.issued_on.value_or(letter.control_date);
    notice.letter = letter.letter;
    notice.addressee = letter.addressee;
    notice.invoices = letter.invoices;
    notice.deadline = letter.deadline;
    if (!letter.proof.empty()) notice.source_id = letter.proof;
    notice.is_answered = letter.state == LetterState::answered;
    notice.is_not_collected = letter.state == LetterState::not_collected;
    const bool was_refused = letter.state == LetterState::refused;
    const bool arrived = letter.state == LetterState::delivered || notice.is_answered;
    const auto result = letter.delivered_on ? letter.delivered_on : letter.result_on;
    if (arrived || was_refused || notice.is_not_collected) notice.reached = result.value_or(notice.date);
    notice.has_proof = notice.reached && (leaves_proof(letter.channel) || notice.is_answered);
    notice.is_demand = contains(formal_demands, letter.letter);
    return notice;
}

bool was_sent(LetterState state) {
    return state != LetterState::proposed && state != LetterState::approved && state != LetterState::issued && state != LetterState::annulled;
}

law::DebtFacts debt_facts(const model::Case& debt, const model::Invoice& invoice, const model::Contract* contract) {
    return {.creditor = debt.creditor.kind,
            .debtor = debt.debtor.kind,
            .creditor_person = debt.creditor.person,
            .debtor_person = debt.debtor.person,
            .purpose = contract ? contract->purpose : model::Purpose::unknown,
            .object = contract ? contract->object : model::ContractObject::unknown,
            .has_title = invoice.title.has_value()};
}

// `importe` is the total of the invoice; some systems print it net of the withholding already.
Money net_payable(const model::Invoice& invoice, Money zero) {
    if (!invoice.withholding) return invoice.amount;
    const Money gross = invoice.base.value_or(zero) + invoice.vat.value_or(zero);
    if (invoice.base && gross - *invoice.withholding == invoice.amount) return invoice.amount;
    return invoice.amount - *invoice.withholding;
}

} // namespace

bool Notice::covers(const model::Invoice& invoice) const {
    if (invoices.empty()) return invoice.issued <= date;
    return contains(invoices, invoice.id) || contains(invoices, invoice.number);
}

Context::Context(const model::Case& a_case, const model::History& history, const model::Pack& a_pack, const law::RuleSet& rule_set,
                 const AssessOptions& the_options)
    : debt(a_case), pack(a_pack), rules(rule_set), options(the_options), control(the_options.control_date), zero(0, a_case.currency) {
    out.control_date = control;
    out.has_rule_set = rules.states_law();
    gather_notices(history);
    gather_invoices();
}

void Context::gather_notices(const model::History& history) {
    for (const model::Communication& communication : debt.communications)
        if (communication.date <= control) notices.push_back(from_communication(communication));
    for (const model::LetterRecord& letter : history.letters)
        if (letter.number != 0 && was_sent(letter.state)) notices.push_back(from_letter(letter));
    std::erase_if(notices, [&](const Notice& notice) { return notice.date > control; });
    for (Notice& notice : notices)
        if (notice.reached && *notice.reached > control) { // not known to have arrived on that day
            notice.reached.reset();
            notice.has_proof = false;
        }
    std::stable_sort(notices.begin(), notices.end(), [](const Notice& a, const Notice& b) {
        return std::tie(a.date, a.source_id, a.letter, a.addressee) < std::tie(b.date, b.source_id, b.letter, b.addressee);
    });
}

void Context::gather_invoices() {
    for (const model::Invoice& invoice : debt.invoices) {
        if (invoice.issued > control) {
            remark(base::Severity::remark, "assess.invoice_after_control", {{"factura", invoice.number}, {"fecha", invoice.issued.iso()}}, invoice.place);
            continue;
        }
        InvoiceView view;
        view.invoice = &invoice;
        for (const model::Contract& contract : debt.contracts)
            if (contract.id == invoice.contract) view.contract = &contract;
        if (!view.contract && invoice.contract.empty() && debt.contracts.size() == 1) view.contract = &debt.contracts.front();
        view.debt = debt_facts(debt, invoice, view.contract);
        view.net = net_payable(invoice, zero);
        invoices.push_back(std::move(view));
    }
}

// A demand that came before the debt was due puts nobody in default.
std::optional<Date> Context::first_demand(const model::Invoice& invoice, Date due) const {
    std::optional<Date> first;
    for (const Notice& notice : notices) {
        if (!notice.is_demand || !notice.reached || !notice.addressee.empty() || !notice.covers(invoice)) continue;
        if (notice.is_not_collected) continue; // enough to interrupt limitation, not to start interest: the safe choice
        if (*notice.reached >= due && (!first || *notice.reached < *first)) first = notice.reached;
    }
    return first;
}

const InvoiceView* Context::view_of(std::string_view invoice_id) const {
    for (const InvoiceView& view : invoices)
        if (view.invoice->id == invoice_id) return &view;
    return nullptr;
}

const model::InvoiceAccount* Context::account_of(std::string_view invoice_id) const {
    for (const model::InvoiceAccount& account : out.account.invoices)
        if (account.invoice == invoice_id) return &account;
    return nullptr;
}

bool Context::is_active(const model::Hold& hold) const { return hold.from <= control && (!hold.to || control <= *hold.to); }

const model::Hold* Context::active_hold(model::HoldKind kind) const {
    for (const model::Hold& hold : debt.holds)
        if (hold.kind == kind && is_active(hold)) return &hold;
    return nullptr;
}

void Context::remark(base::Severity severity, std::string code, Facts arguments, base::Place place) {
    problems.push_back({severity, std::move(code), "assess", std::move(place), std::move(arguments)});
}

void Context::doubt(std::string code, std::string rule, Facts facts) { out.doubts.push_back({std::move(code), std::move(rule), std::move(facts)}); }
void Context::obstacle(std::string code, std::string rule, Facts facts) {
    out.obstacles.push_back({std::move(code), std::move(rule), std::move(facts)});
}

} // namespace legajo::assess
