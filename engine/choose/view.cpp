#include "choose/view.hpp"

#include "choose/invoice_obstacles.hpp"

#include <algorithm>

namespace legajo::choose {
namespace {

model::PartyKind kind_for(const model::Case& debt, const model::InvoiceAccount& account) {
    using model::PartyKind;
    if (debt.debtor.kind == PartyKind::owners_community) return PartyKind::owners_community;
    if (account.regime == model::Regime::consumer) return PartyKind::consumer;
    if (debt.debtor.kind == PartyKind::consumer && account.regime == model::Regime::business_3_2004) return PartyKind::self_employed;
    return debt.debtor.kind;
}

void read_past(const View& view, InvoiceView& invoice) {
    for (const auto& letter : view.history.letters) {
        if (!is_live(letter) || !letter.addressee.empty() || !covers(letter, *invoice.account)) continue;
        const auto* step = ladder_step(invoice.ladder, letter.letter);
        const int level = step != nullptr ? step->level : 0;
        if (level == 0 || level < invoice.reached) continue;
        invoice.reached = level;
        invoice.last = &letter;
    }
}

} // namespace

const model::PolicyLadder* ladder_for(const model::Policy& policy, model::PartyKind kind) {
    const model::PolicyLadder* general = nullptr;
    for (const auto& ladder : policy.ladders) {
        if (ladder.kinds.empty()) general = &ladder;
        if (std::find(ladder.kinds.begin(), ladder.kinds.end(), kind) != ladder.kinds.end()) return &ladder;
    }
    return general;
}

const model::PolicyStep* ladder_step(const model::PolicyLadder* ladder, std::string_view letter) {
    if (ladder == nullptr) return nullptr;
    for (const auto& step : ladder->steps)
        if (step.letter == letter) return &step;
    return nullptr;
}

const model::PolicyStep* step_of(const model::PolicyLadder* ladder, std::string_view letter) {
    if (const auto* step = ladder_step(ladder, letter)) return step;
    if (ladder != nullptr)
        for (const auto& step : ladder->beside)
            if (step.letter == letter) return &step;
    return nullptr;
}

bool is_consumer_like(model::PartyKind kind) { return kind == model::PartyKind::consumer || kind == model::PartyKind::owners_community; }

bool is_natural(const model::Party& party, model::PartyKind kind) {
    if (party.person != model::PersonKind::unknown) return party.person == model::PersonKind::natural;
    return kind == model::PartyKind::consumer || kind == model::PartyKind::self_employed;
}

bool has_own_route(std::string_view addressee) {
    return addressee == "administracion-concursal" || addressee == "aseguradora" || addressee == "abogado" || addressee == "agencia";
}

const model::Party& party_of(const model::Case& debt, std::string_view id) {
    if (id == "abogado" && debt.lawyer) return *debt.lawyer;
    if (id == "agencia" && debt.agency) return *debt.agency;
    for (const auto& obligor : debt.obligors)
        if (obligor.party.id == id) return obligor.party;
    return debt.debtor;
}

bool is_live(const model::LetterRecord& letter) {
    using model::LetterState;
    return letter.state != LetterState::proposed && letter.state != LetterState::approved && letter.state != LetterState::annulled;
}

Date issue_of(const model::LetterRecord& letter) {
    if (letter.issued_on) return *letter.issued_on;
    if (letter.sent_on) return *letter.sent_on;
    return letter.control_date;
}

Date base_day(const model::LetterRecord& letter) {
    if (letter.delivered_on) return *letter.delivered_on;
    if (letter.result_on) return *letter.result_on;
    if (letter.sent_on) return *letter.sent_on;
    return issue_of(letter);
}

// A communication of the case file may name no invoices: then it spoke of those that existed on its day.
bool covers(const model::LetterRecord& letter, const model::InvoiceAccount& account) {
    if (letter.invoices.empty()) return account.issued <= issue_of(letter);
    return std::any_of(letter.invoices.begin(), letter.invoices.end(),
                       [&](const std::string& name) { return name == account.invoice || name == account.number; });
}

const model::LetterRecord* last_live(const View& view, std::string_view letter, std::string_view occasion, bool any_occasion) {
    const model::LetterRecord* found = nullptr;
    for (const auto& record : view.history.letters)
        if (record.letter == letter && is_live(record) && (any_occasion || record.occasion.empty() || record.occasion == occasion)) found = &record;
    return found;
}

bool has_ladder_letter(const View& view) {
    return std::any_of(view.history.letters.begin(), view.history.letters.end(), [&](const auto& record) {
        return is_live(record) && record.addressee.empty() && ladder_step(view.ladder, record.letter) != nullptr;
    });
}

bool is_active(const model::Hold& hold, Date today) { return hold.from <= today && (!hold.to || today <= *hold.to); }

std::string listed(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

std::string days(std::int64_t count) { return std::to_string(count); }

View look_at(const model::Case& debt, const model::History& history, const model::Assessment& assessment, const model::Pack& pack,
             const ChooseOptions& options) {
    View view{debt, history, assessment, pack, options, assessment.control_date, assessment.control_date, debt.debtor.kind, nullptr, {}, {}, 0, {}, 7, {}};
    if (options.issue_date && *options.issue_date > view.today) view.issue_day = *options.issue_date;
    for (const auto& account : assessment.account.invoices) {
        if (account.is_due) {
            InvoiceView invoice;
            invoice.account = &account;
            invoice.kind = kind_for(debt, account);
            invoice.ladder = ladder_for(pack.policy, invoice.kind);
            invoice.claimable = account.disputed.is_zero() ? account.outstanding : account.outstanding - account.disputed;
            view.due.push_back(std::move(invoice));
        } else if (account.outstanding.is_positive() && account.due >= view.today) {
            view.not_due.push_back(&account);
        }
    }
    const auto by_due = [](const auto& a, const auto& b) { return std::tie(a.account->due, a.account->number) < std::tie(b.account->due, b.account->number); };
    std::sort(view.due.begin(), view.due.end(), by_due);
    if (!view.due.empty()) view.kind = view.due.front().kind;
    view.ladder = ladder_for(pack.policy, view.kind);

    // The most specific wins: case over debtor kind over policy.
    const auto& own = debt.policy;
    const auto& policy = pack.policy;
    view.grace_days = own && own->grace_days ? *own->grace_days : view.ladder && view.ladder->grace_days ? *view.ladder->grace_days : policy.grace_days;
    view.minimum_amount = own && own->minimum_amount ? *own->minimum_amount
                          : view.ladder && view.ladder->minimum_amount ? *view.ladder->minimum_amount : policy.minimum_amount;
    view.maximum_level = own && own->maximum_level ? *own->maximum_level : view.ladder && view.ladder->maximum_level ? *view.ladder->maximum_level : 7;

    view.claimable = Money(0, debt.currency);
    if (view.minimum_amount.currency() != debt.currency) view.minimum_amount = Money(view.minimum_amount.cents(), debt.currency);
    for (auto& invoice : view.due) {
        read_past(view, invoice);
        if (invoice.account->limitation_safe_day && !invoice.account->is_time_barred)
            invoice.is_limitation_near = base::days_between(view.today, *invoice.account->limitation_safe_day) < policy.limitation_short_circuit_days;
        invoice.obstacle = obstacle_of(view, invoice);
        if (!invoice.obstacle) view.claimable += invoice.claimable;
    }
    return view;
}

} // namespace legajo::choose
