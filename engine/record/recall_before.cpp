// The history of a case as it stood when one of its letters was issued, from the steps that the register kept. Entry: Register::recall_before.

#include "model/names.hpp"
#include "record/database.hpp"

#include <algorithm>
#include <map>

namespace legajo::record {
namespace {

using model::LetterState;

struct Step {
    long long id = 0, number = 0;
    LetterState state = LetterState::proposed;
    std::optional<base::Date> date;
    std::string proof, note;
};

template <typename Database>
std::vector<Step> steps_of(Database& store, const std::string& case_reference) {
    Step step;
    std::string state, date, reference = case_reference;
    Prepared statement(store.session);
    statement.out(step.id).out(step.number).out(state).out(date).out(step.proof).out(step.note).in(reference);
    statement.prepare("SELECT change.id, change.number, change.state, change.on_date, change.proof, change.note FROM change JOIN letter ON letter.number = change.number "
                      "WHERE letter.reference = :r ORDER BY change.id");
    std::vector<Step> steps;
    statement.start();
    while (statement.next()) {
        step.state = model::from_name<LetterState>(state).value_or(LetterState::proposed);
        step.date = base::Date::parse(date);
        steps.push_back(step);
    }
    return steps;
}

void forget_results(model::LetterRecord& letter) {
    letter.sent_on = letter.delivered_on = letter.result_on = letter.answered_on = std::nullopt;
    letter.proof.clear();
}

void apply(const Step& step, model::LetterRecord& letter) {
    letter.state = step.state;
    if (!step.proof.empty()) letter.proof = step.proof;
    switch (step.state) {
    case LetterState::sent: // a result that implies the dispatch tells no day of it (marks.cpp)
        if (step.note != "por su resultado") letter.sent_on = step.date;
        break;
    case LetterState::delivered: letter.delivered_on = step.date; break;
    case LetterState::refused:
    case LetterState::not_collected:
    case LetterState::returned: letter.result_on = step.date; break;
    case LetterState::answered: letter.answered_on = step.date; break;
    default: break;
    }
}

} // namespace

std::optional<LetterEntry> Register::entry(std::int64_t number) {
    auto& store = *database_;
    return store.read([&]() -> std::optional<LetterEntry> {
        const auto row = store.letter(number);
        if (!row) return std::nullopt;
        return entry_of(*row);
    });
}

model::History Register::recall_before(std::int64_t number) {
    auto& store = *database_;
    return store.read([&] {
        model::History history;
        const auto wanted = store.letter(number);
        if (!wanted) return history;
        const auto rows = store.letters_of(wanted->reference);
        const auto steps = steps_of(store, wanted->reference);
        // Letters of one run are confirmed together; the first issue among them is the moment.
        long long moment = 0;
        for (const Step& step : steps) {
            const auto row = std::ranges::find(rows, step.number, &LetterRow::number);
            const bool is_issue = step.state == LetterState::issued && row != rows.end() && row->run == wanted->run;
            if (is_issue && (moment == 0 || step.id < moment)) moment = step.id;
        }
        for (const LetterRow& row : rows) {
            model::LetterRecord letter = entry_of(row).letter;
            forget_results(letter);
            bool was_there = false;
            for (const Step& step : steps) {
                if (step.number != row.number || (moment != 0 && step.id >= moment)) continue;
                was_there = true;
                apply(step, letter);
            }
            if (!was_there) continue;
            if (letter.state == LetterState::proposed || letter.state == LetterState::approved) {
                letter.issued_on.reset();
                letter.pdf_file.clear();
            }
            history.last_control_date = std::max(history.last_control_date.value_or(letter.control_date), letter.control_date);
            history.letters.push_back(std::move(letter));
        }
        return history;
    });
}

} // namespace legajo::record
