#pragma once
// The register: what was proposed, approved, issued, sent, delivered and answered, for which case, when, by which rule.
// One SQLite file beside the output (WAL: one writer, many readers). Each member function is one transaction, or none.
// Threads: one Register may be shared, calls are serialised inside; several processes may open the same file.
// Throws base::Error record.unavailable | record.busy | record.newer_schema | record.corrupt when the file or the disk fails;
// then nothing of the call was kept.

#include "base/date.hpp"
#include "base/problem.hpp"
#include "model/decision.hpp"
#include "model/delivery.hpp"
#include "model/history.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace legajo::record {

struct RunInfo {
    std::string command;        // "batch", "letter"
    base::Instant started_at;   // time of issue
    base::Date control_date;    // --as-of
    std::string pack_version, pack_hash, program_version;
};

struct RunTotals {
    std::int64_t cases = 0, letters = 0, nothing_due = 0, held = 0, awaiting_approval = 0, failed = 0;
};

// A letter about to be issued (state issued) or put forward for approval (state proposed).
struct LetterEntry {
    model::LetterRecord letter;  // number is ignored; repetition is computed
    std::string debtor_tax_id, addressee_tax_id, addressee_name; // for export and erasure of a person
    std::optional<base::Instant> issued_at; // moment of issue with its offset, as printed and signed; absent: not issued
    std::string signature_level; // B-B, B-T, B-LT, B-LTA; empty: an unsigned draft, or a row older than this column
    bool again = false;          // may repeat one already issued (--again, or a repeat by a better channel)
};

// A dossier made by a run: what it is and where it lies.
struct DossierEntry {
    std::string case_sha256, pdf_file, pdf_sha256; // pdf_file: relative to the output folder
    std::int32_t pages = 0, documents = 0, sealed = 0;
    std::vector<std::string> unread; // evidence files in whose place a sheet stands
    std::string signature_level;     // empty: an unsigned draft
    std::string debtor_tax_id;       // for export and erasure of a person
};

// What a run found for one case, letter or not: refusals are results too.
struct CaseOutcome {
    std::string reference;
    base::Date control_date;
    std::string outcome;         // name_of(Outcome), or "fallo"
    std::string letter, rule;    // chosen letter and the rule that decided
    std::vector<std::string> problem_codes;
    std::optional<DossierEntry> dossier; // made in this run
};

struct Intent { // written, files perhaps on disk, not confirmed
    std::int64_t id = 0;
    std::int64_t run = 0;
    LetterEntry entry;
};

struct Mark { // result of a dispatch, by hand or by CSV
    model::LetterState state = model::LetterState::sent;
    base::Date date;
    std::string proof;           // evidence id, tracking number or file
    std::string note;
};

struct ListFilter {
    std::string reference, letter;              // empty = all
    std::optional<model::LetterState> state;
    std::int64_t after_number = 0;              // for pages
    std::size_t limit = 0;                      // 0 = all
};

struct ImportReport {
    std::size_t rows = 0, applied = 0, unchanged = 0;
};

struct StateChange { // one step in the life of a letter
    std::int64_t number = 0;
    model::LetterState state = model::LetterState::proposed;
    base::Date date;
    std::string proof, note, by;
};

struct PersonData { // everything the register holds about a tax id
    std::vector<LetterEntry> letters;
    std::vector<StateChange> changes;
    std::vector<CaseOutcome> outcomes;
    std::vector<model::DeliveredDossier> dossiers; // of the cases in which the person is the debtor
    std::vector<std::pair<std::string, DossierEntry>> made_dossiers; // by reference, likewise
};

struct OpenOptions {
    int busy_seconds = 10;             // how long to wait for another writer
    std::function<void()> before_step; // tests: called before each statement that writes; may throw base::Error
};

class Register {
public:
    // Creates (mode 0600) or migrates the file. ":memory:" for tests and dry runs.
    static std::unique_ptr<Register> open(const std::filesystem::path& path, OpenOptions options = {});
    ~Register();
    Register(const Register&) = delete;
    Register& operator=(const Register&) = delete;

    // Letters of a case, oldest first, and the last control date recorded for it. Unconfirmed intents are not part of it.
    [[nodiscard]] model::History recall(std::string_view reference);

    // What was known when that letter was issued: its siblings of the same run are not in it, later results are taken back. For making it again.
    [[nodiscard]] model::History recall_before(std::int64_t number);
    [[nodiscard]] std::optional<LetterEntry> entry(std::int64_t number);

    std::int64_t begin_run(const RunInfo& run);
    void end_run(std::int64_t run, const RunTotals& totals);

    // A group of letters: 1. write_intents; 2. the caller commits its files; 3. confirm. Between 1 and 3 a crash leaves intents that recover() lists.
    // One result per entry: the intent's id, or record.already_issued | record.control_date_before_last.
    [[nodiscard]] std::vector<base::Result<std::int64_t>> write_intents(std::int64_t run, std::span<const LetterEntry> entries);
    // Intents become letters, outcomes are noted. Returns the letters' numbers, in order.
    std::vector<std::int64_t> confirm(std::int64_t run, std::span<const std::int64_t> intents, std::span<const CaseOutcome> outcomes = {});
    void abandon(std::span<const std::int64_t> intents); // their files never became visible
    [[nodiscard]] std::vector<Intent> recover();
    // Intents whose files are whole (the predicate says so, by path and hash) are confirmed, the others abandoned. Returns how many of each.
    std::pair<std::size_t, std::size_t> settle(const std::function<bool(const Intent&)>& files_are_whole);

    // One step in the life of a letter. record.unknown_letter, record.not_allowed (argument "permitidos").
    [[nodiscard]] base::Result<model::LetterRecord> approve(std::int64_t number, base::Date on, std::string_view by);
    [[nodiscard]] base::Result<model::LetterRecord> mark(std::int64_t number, const Mark& mark);
    [[nodiscard]] base::Result<model::LetterRecord> annul(std::int64_t number, base::Date on, std::string_view reason);

    [[nodiscard]] std::vector<model::LetterRecord> list(const ListFilter& filter = {});
    [[nodiscard]] std::vector<StateChange> changes(std::int64_t number);

    // CSV with header: numero | expediente+carta | pdf-sha256, then resultado, fecha, prueba, nota (see README). All or nothing.
    [[nodiscard]] base::Result<ImportReport> import_results(std::string_view csv, const std::string& file_name, std::optional<base::Date> today = std::nullopt); // a result dated after `today` is refused

    // A dossier that was handed over. Numbers never move: after the first one of a case and version comes the same numbering again (another receiver, a
    // new signature) or a supplement to the last. Problems record.dossier_delivered (the same file to the same receiver), record.dossier_moves
    // (documento), record.supplement_astray.
    [[nodiscard]] base::Result<std::int64_t> deliver(const model::DeliveredDossier& dossier);
    // Those of a case and version, oldest first.
    [[nodiscard]] std::vector<model::DeliveredDossier> deliveries(std::string_view reference, std::string_view version);

    // The last dossier that a run made of this case file at this control date.
    [[nodiscard]] std::optional<DossierEntry> made_dossier(std::string_view reference, base::Date control_date, std::string_view case_sha256);

    // Data of a person by tax id, as debtor or addressee. Erasing keeps the row's letter id, dates and states, and nothing that points to the person.
    [[nodiscard]] PersonData export_person(std::string_view tax_id);
    std::size_t erase_person(std::string_view tax_id);

private:
    struct Database;
    explicit Register(std::unique_ptr<Database> database);
    std::unique_ptr<Database> database_;
};

} // namespace legajo::record
