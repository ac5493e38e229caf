#pragma once
// What the rules look at: the inputs, and what follows from them before any rule is asked. Internal to choose/.

#include "choose/choose_letter.hpp"
#include "model/names.hpp"

#include <functional>

namespace legajo::choose {

using base::Date;
using base::Money;
using model::Facts;

// Why something does not go now. `until`: the last day of the obstacle is the day before.
struct Obstacle {
    std::string rule, reason; // "L-640", "disputed"
    Facts facts;
    std::optional<Date> until;
    std::vector<std::string> allows; // letters that may go all the same
};

struct InvoiceView {
    const model::InvoiceAccount* account = nullptr;
    model::PartyKind kind = model::PartyKind::unknown; // purpose over `tipo` (L-101, L-104)
    const model::PolicyLadder* ladder = nullptr;
    int reached = 0;                                   // highest ladder level that was issued to the debtor for it
    const model::LetterRecord* last = nullptr;         // the ladder letter of that level, the latest one
    std::optional<Obstacle> obstacle;                  // dispute, promise, plan, negotiation, suspension
    bool is_limitation_near = false;
    Money claimable;                                   // outstanding without the disputed part
};

struct View {
    const model::Case& debt;
    const model::History& history;
    const model::Assessment& assessment;
    const model::Pack& pack;
    const ChooseOptions& options;

    Date today;                       // control date
    Date issue_day;                   // never before `today`
    model::PartyKind kind = model::PartyKind::unknown; // of the debtor, when no invoice says otherwise
    const model::PolicyLadder* ladder = nullptr;
    std::vector<InvoiceView> due;     // overdue with something outstanding, by due date
    std::vector<const model::InvoiceAccount*> not_due;
    int grace_days = 0;
    Money minimum_amount;
    int maximum_level = 7;
    Money claimable;                  // of all that is due and free
};

[[nodiscard]] View look_at(const model::Case&, const model::History&, const model::Assessment&, const model::Pack&, const ChooseOptions&);

[[nodiscard]] const model::PolicyLadder* ladder_for(const model::Policy& policy, model::PartyKind kind);
[[nodiscard]] const model::PolicyStep* step_of(const model::PolicyLadder* ladder, std::string_view letter); // on the ladder or beside it
[[nodiscard]] const model::PolicyStep* ladder_step(const model::PolicyLadder* ladder, std::string_view letter);

[[nodiscard]] bool is_consumer_like(model::PartyKind kind);
[[nodiscard]] bool is_natural(const model::Party& party, model::PartyKind kind);
[[nodiscard]] bool has_own_route(std::string_view addressee); // reserved words: not a party of the debt
[[nodiscard]] const model::Party& party_of(const model::Case& debt, std::string_view id); // the debtor for "" and for reserved words

// History: live = issued or later, not annulled.
[[nodiscard]] bool is_live(const model::LetterRecord& letter);
[[nodiscard]] Date base_day(const model::LetterRecord& letter);   // delivery or its attempt, else sending, else issue
[[nodiscard]] Date issue_of(const model::LetterRecord& letter);
[[nodiscard]] bool covers(const model::LetterRecord& letter, const model::InvoiceAccount& account);
[[nodiscard]] const model::LetterRecord* last_live(const View& view, std::string_view letter, std::string_view occasion = {}, bool any_occasion = true);
[[nodiscard]] bool has_ladder_letter(const View& view);

[[nodiscard]] bool is_active(const model::Hold& hold, Date today);
[[nodiscard]] std::string listed(const std::vector<std::string>& words);
[[nodiscard]] std::string days(std::int64_t count);

} // namespace legajo::choose
