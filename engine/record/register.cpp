#include "record/register.hpp"

#include "base/error.hpp"
#include "model/names.hpp"
#include "record/database.hpp"
#include "record/letter_life.hpp"
#include "record/problems.hpp"

namespace legajo::record {

Register::Register(std::unique_ptr<Database> database) : database_(std::move(database)) {}
Register::~Register() = default;

std::unique_ptr<Register> Register::open(const std::filesystem::path& path, OpenOptions options) {
    return std::unique_ptr<Register>(new Register(std::make_unique<Database>(path, std::move(options))));
}

model::History Register::recall(std::string_view reference) {
    auto& store = *database_;
    return store.read([&] {
        model::History history;
        for (const auto& row : store.letters_of(std::string(reference))) history.letters.push_back(entry_of(row).letter);
        store.reference = reference;
        if (store.select_clock->run()) history.last_control_date = base::Date::parse(store.clock_date);
        return history;
    });
}

std::int64_t Register::begin_run(const RunInfo& run) {
    auto& store = *database_;
    return store.write([&] {
        const auto started = run.started_at.iso8601(), control = run.control_date.iso();
        store.step();
        store.session << "INSERT INTO run (command, started_at, control_date, pack_version, pack_hash, program_version) VALUES (:c, :s, :d, :v, :h, :p)",
            soci::use(run.command), soci::use(started), soci::use(control), soci::use(run.pack_version), soci::use(run.pack_hash), soci::use(run.program_version);
        return static_cast<std::int64_t>(store.last_id());
    });
}

void Register::end_run(std::int64_t run, const RunTotals& totals) {
    auto& store = *database_;
    store.write([&] {
        const long long id = run, cases = totals.cases, letters = totals.letters, nothing = totals.nothing_due, held = totals.held,
                        awaiting = totals.awaiting_approval, failed = totals.failed;
        store.step();
        store.session << "UPDATE run SET is_finished = 1, cases = :c, letters = :l, nothing_due = :n, held = :h, awaiting_approval = :a, failed = :f WHERE id = :id",
            soci::use(cases), soci::use(letters), soci::use(nothing), soci::use(held), soci::use(awaiting), soci::use(failed), soci::use(id);
    });
}

base::Result<model::LetterRecord> Register::approve(std::int64_t number, base::Date on, std::string_view by) {
    auto& store = *database_;
    return store.write([&]() -> base::Result<model::LetterRecord> {
        auto row = store.letter(number);
        if (!row) return unknown_letter(number);
        const auto state = entry_of(*row).letter.state;
        if (!may_become(state, model::LetterState::approved)) return not_allowed(*row, model::LetterState::approved);
        const long long key = number;
        store.step();
        store.session << "UPDATE letter SET state = 'aprobada' WHERE number = :n", soci::use(key);
        store.note_change(number, model::LetterState::approved, on.iso(), "", "", std::string(by));
        return entry_of(*store.letter(number)).letter;
    });
}

base::Result<model::LetterRecord> Register::annul(std::int64_t number, base::Date on, std::string_view reason) {
    auto& store = *database_;
    return store.write([&]() -> base::Result<model::LetterRecord> {
        auto row = store.letter(number);
        if (!row) return unknown_letter(number);
        if (!may_become(entry_of(*row).letter.state, model::LetterState::annulled)) return not_allowed(*row, model::LetterState::annulled);
        const long long key = number;
        store.step();
        store.session << "UPDATE letter SET state = 'anulada' WHERE number = :n", soci::use(key);
        store.note_change(number, model::LetterState::annulled, on.iso(), "", std::string(reason));
        return entry_of(*store.letter(number)).letter;
    });
}

std::vector<model::LetterRecord> Register::list(const ListFilter& filter) {
    auto& store = *database_;
    return store.read([&] {
        // Empty filters match everything; the planner uses the primary key, pages go by number.
        const std::string state = filter.state ? std::string(model::name_of(*filter.state)) : std::string{};
        const long long after = filter.after_number, limit = filter.limit == 0 ? -1 : static_cast<long long>(filter.limit);
        LetterRow row;
        Prepared statement(store.session);
        statement.out(row.number);
        each_column(row, [&](const char*, auto& value) { statement.out(value); });
        auto reference = filter.reference, letter = filter.letter, wanted = state;
        auto reference_again = reference, letter_again = letter, wanted_again = wanted;
        auto from = after, most = limit;
        statement.in(from).in(reference).in(reference_again).in(letter).in(letter_again).in(wanted).in(wanted_again).in(most);
        statement.prepare("SELECT number, " + columns() + " FROM letter WHERE number > :after AND (:r = '' OR reference = :r2) AND (:l = '' OR letter = :l2) "
                          "AND (:s = '' OR state = :s2) ORDER BY number LIMIT :limit");
        std::vector<model::LetterRecord> letters;
        statement.start();
        while (statement.next()) letters.push_back(entry_of(row).letter);
        return letters;
    });
}

std::vector<StateChange> Register::changes(std::int64_t number) {
    auto& store = *database_;
    return store.read([&] {
        std::vector<StateChange> result;
        long long key = number;
        std::string state, date, proof, note, by;
        Prepared statement(store.session);
        statement.out(state).out(date).out(proof).out(note).out(by).in(key);
        statement.prepare("SELECT state, on_date, proof, note, by_whom FROM change WHERE number = :n ORDER BY id");
        statement.start();
        while (statement.next())
            result.push_back({number, model::from_name<model::LetterState>(state).value_or(model::LetterState::proposed), base::Date::parse(date).value_or(base::Date{}),
                              proof, note, by});
        return result;
    });
}

} // namespace legajo::record
