#include "record/database.hpp"

#include "base/error.hpp"
#include "model/names.hpp"
#include "record/schema.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

namespace legajo::record {
namespace {

bool is_memory(const std::filesystem::path& path) { return path == ":memory:"; }

// SQLite gives its side files the mode of the main one: so that is made first, for its owner alone.
void create_private(const std::filesystem::path& path) {
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) throw base::Error("record.unavailable", "record", path.string());
    ::close(file);
}

std::string connection_text(const std::filesystem::path& path, int busy_seconds) {
    const auto name = path.string();
    if (name.find('"') != std::string::npos) throw base::Error("record.unavailable", "record", name);
    return "db=\"" + name + "\" timeout=" + std::to_string(busy_seconds);
}

} // namespace

Register::Database::Database(const std::filesystem::path& path, OpenOptions given) : options(std::move(given)) {
    if (!is_memory(path)) create_private(path);
    translated([&] {
        session.open(soci::sqlite3, connection_text(path, options.busy_seconds));
        session << "PRAGMA foreign_keys = ON";
        session << "PRAGMA secure_delete = ON"; // erased means erased
        session << "PRAGMA synchronous = FULL";
        if (!is_memory(path)) {
            std::string mode;
            session << "PRAGMA journal_mode = WAL", soci::into(mode);
        }
        migrate();
        prepare_all();
    });
}

// The library's sentence goes on with the statement and its values: names and tax ids that no message shows.
void Register::Database::fail(const std::string& whole) {
    const std::string detail = whole.substr(0, std::min({whole.find(" while "), whole.find(" with :")}));
    const auto has = [&](const char* part) { return detail.find(part) != std::string::npos; };
    if (has("locked") || has("busy")) throw base::Error("record.busy", "record", detail);
    if (has("not a database") || has("malformed") || has("corrupt")) throw base::Error("record.corrupt", "record", detail);
    throw base::Error("record.unavailable", "record", detail);
}

Register::Database::Transaction::~Transaction() {
    if (is_done_) return;
    try {
        database_.session << "ROLLBACK";
    } catch (const soci::soci_error&) { // the failure that brought us here is the one to tell
    }
}

void Register::Database::Transaction::commit() {
    database_.step();
    database_.session << "COMMIT";
    is_done_ = true;
}

void Register::Database::migrate() {
    const auto scripts = migrations();
    int version = 0;
    session << "PRAGMA user_version", soci::into(version);
    if (version > static_cast<int>(scripts.size())) throw base::Error("record.newer_schema", "record", std::to_string(version));
    if (version == static_cast<int>(scripts.size())) return;
    Transaction transaction(*this);
    session << "PRAGMA user_version", soci::into(version); // another process may have been quicker
    for (auto at = static_cast<std::size_t>(version); at < scripts.size(); ++at)
        for (const auto& statement : scripts[at]) {
            step();
            session << statement;
        }
    session << "PRAGMA user_version = " + std::to_string(scripts.size());
    transaction.commit();
}

void Register::Database::prepare_all() {
    const auto select = "SELECT number, " + columns() + " FROM letter ";
    const auto fresh = [&] { return std::make_unique<Prepared>(session); };
    const auto bind_out = [&](Prepared& statement) {
        statement.out(row.number);
        each_column(row, [&](const char*, auto& value) { statement.out(value); });
    };
    const auto bind_in = [&](Prepared& statement) { each_column(row, [&](const char*, auto& value) { statement.in(value); }); };

    select_letters = fresh();
    bind_out(*select_letters);
    select_letters->in(reference);
    select_letters->prepare(select + "WHERE reference = :reference ORDER BY number");

    select_number = fresh();
    bind_out(*select_number);
    select_number->in(number);
    select_number->prepare(select + "WHERE number = :number");

    select_clock = fresh();
    select_clock->out(clock_date).in(reference);
    select_clock->prepare("SELECT last_control_date FROM case_clock WHERE reference = :reference");

    upsert_clock = fresh();
    upsert_clock->in(reference).in(clock_date);
    upsert_clock->prepare("INSERT INTO case_clock VALUES (:reference, :date) ON CONFLICT (reference) DO UPDATE SET "
                          "last_control_date = max(last_control_date, excluded.last_control_date)");

    insert_letter = fresh();
    bind_in(*insert_letter);
    insert_letter->prepare("INSERT INTO letter (" + columns() + ") VALUES (" + placeholders() + ")");

    insert_intent = fresh();
    insert_intent->in(may_repeat);
    bind_in(*insert_intent);
    insert_intent->prepare("INSERT INTO intent (may_repeat, " + columns() + ") VALUES (:may_repeat, " + placeholders() + ")");

    insert_change = fresh();
    insert_change->in(change.number).in(change.state).in(change.on_date).in(change.proof).in(change.note).in(change.by);
    insert_change->prepare("INSERT INTO change (number, state, on_date, proof, note, by_whom) VALUES (:number, :state, :on_date, :proof, :note, :by)");

    // Intents of other groups count: two processes must not issue the same letter at once.
    select_identity = fresh();
    select_identity->out(found.letter_number).out(found.letter_state).out(found.repetition);
    select_identity->in(row.reference).in(row.letter).in(row.addressee).in(row.occasion).in(row.invoices);
    select_identity->in(row.reference).in(row.letter).in(row.addressee).in(row.occasion).in(row.invoices);
    select_identity->prepare("SELECT number, state, repetition FROM letter WHERE reference = :r AND letter = :l AND addressee = :a AND occasion = :o "
                             "AND invoices = :i AND state <> 'anulada' "
                             "UNION ALL SELECT 0, 'intent', repetition FROM intent WHERE reference = :r2 AND letter = :l2 AND addressee = :a2 "
                             "AND occasion = :o2 AND invoices = :i2 ORDER BY 3");
}

long long Register::Database::last_id() {
    long long id = 0;
    if (!session.get_last_insert_id("letter", id)) session << "SELECT last_insert_rowid()", soci::into(id);
    return id;
}

void Register::Database::note_change(long long letter_number, model::LetterState state, const std::string& date, const std::string& proof,
                                     const std::string& text, const std::string& by) {
    change = {letter_number, std::string(model::name_of(state)), date, proof, text, by};
    step();
    insert_change->run();
}

void Register::Database::set_clock(const std::string& case_reference, const std::string& date) {
    reference = case_reference;
    clock_date = date;
    step();
    upsert_clock->run();
}

std::vector<LetterRow> Register::Database::letters_of(const std::string& case_reference) {
    std::vector<LetterRow> rows;
    reference = case_reference;
    select_letters->start();
    while (select_letters->next()) rows.push_back(row);
    return rows;
}

std::optional<LetterRow> Register::Database::letter(long long letter_number) {
    number = letter_number;
    if (!select_number->run()) return std::nullopt;
    return row;
}

} // namespace legajo::record
