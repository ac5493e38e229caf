// Groups of letters: intents in one transaction, files by the caller, confirmation in one transaction; and what a crash in between leaves.

#include "base/error.hpp"
#include "model/names.hpp"
#include "record/database.hpp"
#include "record/made_dossiers.hpp"
#include "record/problems.hpp"

#include <algorithm>

namespace legajo::record {
namespace {

bool is_waiting(const std::string& state) { return state == "propuesta" || state == "aprobada"; }

base::Problem too_early(const std::string& reference, const std::string& asked, const std::string& last) {
    return problem("record.control_date_before_last").with("expediente", reference).with("fecha", asked).with("ultima", last);
}

} // namespace

// An issued letter of the same identity refuses another, unless it may be repeated. A proposal waits for its own issue and refuses nothing.
std::vector<base::Result<std::int64_t>> Register::write_intents(std::int64_t run, std::span<const LetterEntry> entries) {
    auto& store = *database_;
    return store.write([&] {
        std::vector<base::Result<std::int64_t>> results;
        for (const auto& entry : entries) {
            store.row = row_of(entry, run);
            store.reference = store.row.reference;
            if (store.select_clock->run() && store.row.control_date < store.clock_date) {
                results.push_back(too_early(store.row.reference, store.row.control_date, store.clock_date));
                continue;
            }
            int repetition = 0;
            bool is_issued = false;
            store.select_identity->start();
            while (store.select_identity->next()) {
                if (is_waiting(store.found.letter_state)) continue;
                is_issued = true;
                repetition = std::max(repetition, store.found.repetition + 1);
            }
            if (is_issued && !entry.again) {
                results.push_back(problem("record.already_issued")
                                      .with("expediente", store.row.reference)
                                      .with("carta", store.row.letter)
                                      .with("destinatario", store.row.addressee.empty() ? "deudor" : store.row.addressee));
                continue;
            }
            store.row.repetition = repetition;
            store.may_repeat = entry.again ? 1 : 0;
            store.step();
            store.insert_intent->run();
            results.emplace_back(static_cast<std::int64_t>(store.last_id()));
        }
        return results;
    });
}

namespace {

struct StoredIntent {
    long long id = 0;
    int may_repeat = 0;
    LetterRow row;
};

template <typename Database>
std::vector<StoredIntent> read_intents(Database& store, long long only_id) {
    StoredIntent one;
    long long key = only_id, key_again = only_id;
    Prepared statement(store.session);
    statement.out(one.id).out(one.may_repeat);
    each_column(one.row, [&](const char*, auto& value) { statement.out(value); });
    statement.in(key).in(key_again);
    statement.prepare("SELECT id, may_repeat, " + columns() + " FROM intent WHERE (:id = 0 OR id = :id2) ORDER BY id");
    std::vector<StoredIntent> all;
    statement.start();
    while (statement.next()) all.push_back(one);
    return all;
}

} // namespace

std::vector<std::int64_t> Register::confirm(std::int64_t run, std::span<const std::int64_t> intents, std::span<const CaseOutcome> outcomes) {
    auto& store = *database_;
    return store.write([&] {
        std::vector<std::int64_t> numbers;

        // Prepared once for the group.
        long long id = 0;
        int may_repeat = 0;
        Prepared select_intent(store.session);
        select_intent.out(may_repeat);
        each_column(store.row, [&](const char*, auto& value) { select_intent.out(value); });
        select_intent.in(id);
        select_intent.prepare("SELECT may_repeat, " + columns() + " FROM intent WHERE id = :id");
        Prepared delete_intent(store.session);
        delete_intent.in(id);
        delete_intent.prepare("DELETE FROM intent WHERE id = :id");
        long long waiting = 0;
        Prepared fill_waiting(store.session);
        each_column(store.row, [&](const char*, auto& value) { fill_waiting.in(value); });
        fill_waiting.in(waiting);
        fill_waiting.prepare("UPDATE letter SET (" + columns() + ") = (" + placeholders() + ") WHERE number = :waiting");
        Prepared note_retired(store.session);
        note_retired.in(store.row.control_date).in(store.row.reference).in(store.row.letter).in(store.row.addressee).in(store.row.occasion).in(store.row.invoices);
        note_retired.prepare("INSERT INTO change (number, state, on_date, proof, note, by_whom) SELECT number, 'anulada', :d, '', 'sustituida', '' FROM letter "
                             "WHERE reference = :r AND letter = :l AND addressee = :a AND occasion = :o AND state = 'propuesta' AND invoices <> :i");
        Prepared retire(store.session);
        retire.in(store.row.reference).in(store.row.letter).in(store.row.addressee).in(store.row.occasion).in(store.row.invoices);
        retire.prepare("UPDATE letter SET state = 'anulada' WHERE reference = :r AND letter = :l AND addressee = :a AND occasion = :o AND state = 'propuesta' "
                       "AND invoices <> :i");

        for (const auto intent : intents) {
            id = intent;
            if (!select_intent.run()) throw base::Error("record.unknown_intent", "record", std::to_string(intent));
            store.step();
            delete_intent.run();
            waiting = 0;
            std::string waiting_state;
            store.select_identity->start();
            while (store.select_identity->next())
                if (is_waiting(store.found.letter_state)) {
                    waiting = store.found.letter_number;
                    waiting_state = store.found.letter_state;
                }
            store.step();
            note_retired.run();
            store.step();
            retire.run(); // a proposal over other invoices has been overtaken
            const bool is_proposal = store.row.state == "propuesta";
            if (waiting != 0 && is_proposal && waiting_state == "aprobada") store.row.state = waiting_state; // the yes stands
            store.step();
            if (waiting != 0) fill_waiting.run();
            else store.insert_letter->run();
            const auto number = waiting != 0 ? waiting : store.last_id();
            const auto state = *model::from_name<model::LetterState>(store.row.state);
            if (waiting_state != store.row.state)
                store.note_change(number, state, store.row.issued_on.empty() ? store.row.control_date : store.row.issued_on, "", "", store.row.rule);
            store.set_clock(store.row.reference, store.row.control_date);
            numbers.push_back(number);
        }

        std::string reference, control_date, outcome, letter, rule, codes;
        long long run_id = run;
        Prepared insert_outcome(store.session);
        insert_outcome.in(run_id).in(reference).in(control_date).in(outcome).in(letter).in(rule).in(codes);
        insert_outcome.prepare("INSERT INTO outcome (run, reference, control_date, outcome, letter, rule, codes) VALUES (:run, :r, :d, :o, :l, :u, :c)");
        for (const auto& one : outcomes) {
            reference = one.reference;
            control_date = one.control_date.iso();
            outcome = one.outcome;
            letter = one.letter;
            rule = one.rule;
            codes.clear();
            for (const auto& code : one.problem_codes) codes += (codes.empty() ? "" : " ") + code;
            store.step();
            insert_outcome.run();
            if (one.dossier) {
                store.step();
                insert_dossier(store.session, run, one);
            }
            store.set_clock(one.reference, control_date);
        }
        return numbers;
    });
}

void Register::abandon(std::span<const std::int64_t> intents) {
    auto& store = *database_;
    store.write([&] {
        for (const long long id : intents) {
            store.step();
            store.session << "DELETE FROM intent WHERE id = :id", soci::use(id);
        }
    });
}

std::vector<Intent> Register::recover() {
    auto& store = *database_;
    return store.read([&] {
        std::vector<Intent> intents;
        for (const auto& stored : read_intents(store, 0)) {
            Intent intent{stored.id, stored.row.run, entry_of(stored.row)};
            intent.entry.again = stored.may_repeat != 0;
            intents.push_back(std::move(intent));
        }
        return intents;
    });
}

std::pair<std::size_t, std::size_t> Register::settle(const std::function<bool(const Intent&)>& files_are_whole) {
    std::vector<std::int64_t> whole, broken;
    for (const auto& intent : recover()) (files_are_whole(intent) ? whole : broken).push_back(intent.id);
    for (const auto id : whole) confirm(0, std::span(&id, 1));
    abandon(broken);
    return {whole.size(), broken.size()};
}

} // namespace legajo::record
