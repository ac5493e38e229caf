#include "record/recall_history.hpp"

#include "model/names.hpp"
#include "record/problems.hpp"

#include <algorithm>
#include <cstdlib>

namespace legajo::record {
namespace {

using model::DispatchResult;
using model::LetterRecord;
using model::LetterState;

constexpr std::int64_t days_apart = 10; // between the register's issue and the date the case gives to the same letter

LetterRecord record_of(const model::Case& debt, const model::Communication& said) {
    LetterRecord letter;
    letter.case_reference = debt.reference;
    letter.letter = said.letter;
    letter.addressee = said.addressee == debt.debtor.id ? "" : said.addressee;
    letter.channel = said.channel;
    letter.address = said.address;
    letter.control_date = said.date;
    letter.issued_on = letter.sent_on = said.date;
    letter.delivered_on = said.delivered;
    letter.invoices = said.invoices;
    letter.claimed = said.claimed;
    letter.proof = said.evidence;
    const auto day_of_result = said.attempt ? said.attempt : said.delivered ? said.delivered : std::optional(said.date);
    switch (said.result) {
    case DispatchResult::delivered:
        letter.state = LetterState::delivered;
        if (!letter.delivered_on) letter.delivered_on = said.date;
        break;
    case DispatchResult::refused: letter.state = LetterState::refused; break;
    case DispatchResult::not_collected: letter.state = LetterState::not_collected; break;
    case DispatchResult::returned: letter.state = LetterState::returned; break;
    case DispatchResult::answered: letter.state = LetterState::answered; break;
    case DispatchResult::no_answer:
    case DispatchResult::unknown: letter.state = said.delivered ? LetterState::delivered : LetterState::sent; break;
    }
    const bool has_failed = letter.state == LetterState::refused || letter.state == LetterState::not_collected || letter.state == LetterState::returned;
    if (has_failed) {
        letter.result_on = day_of_result;
        letter.delivered_on.reset();
    }
    return letter;
}

base::Date issue_of(const LetterRecord& letter) { return letter.issued_on.value_or(letter.control_date); }

bool share_invoices(const LetterRecord& a, const LetterRecord& b) {
    if (a.invoices.empty() || b.invoices.empty()) return true;
    return std::any_of(a.invoices.begin(), a.invoices.end(), [&](const auto& id) { return std::find(b.invoices.begin(), b.invoices.end(), id) != b.invoices.end(); });
}

bool is_result(LetterState state) {
    return state == LetterState::delivered || state == LetterState::refused || state == LetterState::not_collected || state == LetterState::returned;
}

// The nearest in time among those that could be the same letter.
LetterRecord* same_letter(std::vector<LetterRecord>& letters, const std::vector<bool>& taken, const LetterRecord& said) {
    LetterRecord* best = nullptr;
    for (std::size_t i = 0; i < letters.size() && i < taken.size(); ++i) {
        auto& letter = letters[i];
        if (taken[i] || letter.letter != said.letter || letter.addressee != said.addressee || !share_invoices(letter, said)) continue;
        const auto apart = std::llabs(base::days_between(issue_of(letter), issue_of(said)));
        if (apart > days_apart) continue;
        if (best == nullptr || apart < std::llabs(base::days_between(issue_of(*best), issue_of(said)))) best = &letter;
    }
    return best;
}

base::Problem conflict(const LetterRecord& letter, const model::Communication& said, std::string in_register, std::string in_case) {
    auto found = problem("record.conflict");
    found.place = said.place;
    return found.with("carta", letter.letter)
        .with("numero", std::to_string(letter.number))
        .with("comunicacion", said.id)
        .with("registro", std::move(in_register))
        .with("expediente", std::move(in_case));
}

std::string told(const LetterRecord& letter) {
    auto text = std::string(model::name_of(letter.state));
    if (const auto day = letter.delivered_on ? letter.delivered_on : letter.result_on) text += " " + day->iso();
    return text;
}

// What one side knows and the other does not is added; what they tell differently is a refusal.
void join(LetterRecord& letter, const LetterRecord& said, const model::Communication& source, base::Problems& problems) {
    if (letter.state == LetterState::annulled) return problems.push_back(conflict(letter, source, told(letter), told(said)));
    const bool both_know = is_result(letter.state) && is_result(said.state);
    if (both_know && letter.state != said.state) return problems.push_back(conflict(letter, source, told(letter), told(said)));
    if (letter.delivered_on && said.delivered_on && *letter.delivered_on != *said.delivered_on)
        return problems.push_back(conflict(letter, source, told(letter), told(said)));
    const auto known_state = letter.state;
    if (said.state == LetterState::answered || known_state == LetterState::answered) letter.state = LetterState::answered;
    else if (!is_result(known_state)) letter.state = said.state;
    if (!letter.delivered_on) letter.delivered_on = said.delivered_on;
    if (!letter.result_on) letter.result_on = said.result_on;
    if (!letter.sent_on) letter.sent_on = said.sent_on;
    if (!letter.issued_on) letter.issued_on = said.issued_on;
    if (letter.proof.empty()) letter.proof = said.proof;
}

} // namespace

base::Result<model::History> recall_history(const model::Case& debt, Register* store, std::optional<base::Date> control_date) {
    return join_history(debt, store != nullptr ? store->recall(debt.reference) : model::History{}, control_date);
}

base::Result<model::History> join_history(const model::Case& debt, model::History history, std::optional<base::Date> control_date) {
    base::Problems problems;
    if (control_date && history.last_control_date && *control_date < *history.last_control_date)
        problems.push_back(problem("record.control_date_before_last")
                               .with("expediente", debt.reference)
                               .with("fecha", control_date->iso())
                               .with("ultima", history.last_control_date->iso()));

    std::vector<bool> taken(history.letters.size(), false);
    const std::size_t from_register = history.letters.size();
    for (const auto& said : debt.communications) {
        if (said.direction != model::Direction::sent || said.letter.empty()) continue;
        if (control_date && said.date > *control_date) continue; // not yet known on that day
        auto record = record_of(debt, said);
        if (control_date && record.delivered_on && *record.delivered_on > *control_date) {
            record.delivered_on.reset();
            record.state = LetterState::sent;
        }
        if (auto* same = same_letter(history.letters, taken, record)) {
            taken[static_cast<std::size_t>(same - history.letters.data())] = true;
            join(*same, record, said, problems);
        } else {
            history.letters.push_back(std::move(record));
        }
    }
    if (history.letters.size() > from_register || from_register > 1)
        std::stable_sort(history.letters.begin(), history.letters.end(), [](const auto& a, const auto& b) { return issue_of(a) < issue_of(b); });
    if (base::has_errors(problems)) return problems;
    return {std::move(history), std::move(problems)};
}

} // namespace legajo::record
