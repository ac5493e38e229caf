// Results of dispatch, by hand and by CSV.

#include "base/csv.hpp"
#include "base/text.hpp"
#include "model/names.hpp"
#include "record/database.hpp"
#include "record/letter_life.hpp"
#include "record/problems.hpp"

#include <algorithm>
#include <charconv>

namespace legajo::record {
namespace {

using model::LetterState;

// A result implies what comes before it: a letter that was delivered has been sent.
bool passes_through_sent(LetterState from, LetterState to) {
    return from == LetterState::issued && to != LetterState::sent && may_become(LetterState::sent, to) && may_become(LetterState::issued, LetterState::sent);
}

std::string* date_column(LetterRow& row, LetterState state) {
    switch (state) {
    case LetterState::sent: return &row.sent_on;
    case LetterState::delivered: return &row.delivered_on;
    case LetterState::refused:
    case LetterState::not_collected:
    case LetterState::returned: return &row.result_on;
    case LetterState::answered: return &row.answered_on;
    default: return nullptr;
    }
}

base::Problem csv_problem(const char* code, const std::string& file, std::size_t line) {
    auto found = problem(code);
    found.place = {file, line, 1, ""};
    return found;
}

struct Target { // a row of the CSV with the letter it speaks of
    long long number = 0;
    Mark mark;
};

class Columns {
public:
    explicit Columns(const base::CsvRow& header) {
        for (const auto& cell : header.cells) names_.emplace_back(base::ascii_lower(base::trimmed(cell)));
    }
    [[nodiscard]] bool has(std::string_view name) const { return std::find(names_.begin(), names_.end(), name) != names_.end(); }
    [[nodiscard]] std::string cell(const base::CsvRow& row, std::string_view name) const {
        const auto at = static_cast<std::size_t>(std::find(names_.begin(), names_.end(), name) - names_.begin());
        return at < row.cells.size() ? std::string(base::trimmed(row.cells[at])) : std::string{};
    }
    [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
    // Spreadsheets pad rows with empty cells; a filled one too many has moved the others.
    [[nodiscard]] bool is_exceeded_by(const base::CsvRow& row) const {
        return row.cells.size() > names_.size() &&
               std::any_of(row.cells.begin() + static_cast<std::ptrdiff_t>(names_.size()), row.cells.end(), [](const auto& cell) { return !base::trimmed(cell).empty(); });
    }

private:
    std::vector<std::string> names_;
};

const std::vector<std::string> known_columns{"numero", "expediente", "carta", "pdf-sha256", "resultado", "fecha", "prueba", "nota"};
const std::vector<std::string> known_results{"enviada", "entregada", "rehusada", "no-recogida", "devuelta", "respondida"};

char separator_of(std::string_view csv) {
    const auto first = csv.substr(0, csv.find('\n'));
    return std::count(first.begin(), first.end(), ';') > std::count(first.begin(), first.end(), ',') ? ';' : ',';
}

} // namespace

namespace {

// All within the caller's transaction. Unchanged: the letter stands there already, with that date.
template <typename Database>
base::Result<bool> apply_mark(Database& store, long long number, const Mark& mark) {
    const auto row = store.letter(number);
    if (!row) return unknown_letter(number);
    auto changed = *row;
    const auto state = entry_of(*row).letter.state;
    const auto date = mark.date.iso();
    auto* column = date_column(changed, mark.state);
    if (column == nullptr) return not_allowed(*row, mark.state);
    if (state == mark.state && *column == date) return false;
    const bool through = passes_through_sent(state, mark.state);
    if (!through && !may_become(state, mark.state)) return not_allowed(*row, mark.state);
    if (!row->issued_on.empty() && date < row->issued_on)
        return problem("record.result_before_issue").with("numero", std::to_string(number)).with("fecha", date).with("emitida", row->issued_on);
    if (through) store.note_change(number, LetterState::sent, date, "", "por su resultado");
    *column = date;
    changed.state = model::name_of(mark.state);
    if (!mark.proof.empty()) changed.proof = mark.proof;
    store.step();
    store.session << "UPDATE letter SET state = :s, sent_on = :a, delivered_on = :b, result_on = :c, answered_on = :d, proof = :p WHERE number = :n",
        soci::use(changed.state), soci::use(changed.sent_on), soci::use(changed.delivered_on), soci::use(changed.result_on), soci::use(changed.answered_on),
        soci::use(changed.proof), soci::use(number);
    store.note_change(number, mark.state, date, mark.proof, mark.note);
    return true;
}

// By number; by the hash of the PDF; or by case (and letter), when one letter alone fits.
template <typename Database>
base::Result<long long> target_of(Database& store, const Columns& columns, const base::CsvRow& row, const std::string& file) {
    const auto written = columns.cell(row, "numero");
    if (!written.empty()) {
        long long number = 0;
        const char* end = written.data() + written.size();
        if (std::from_chars(written.data(), end, number).ptr != end) return csv_problem("record.csv_number", file, row.line).with("valor", written);
        if (!store.letter(number)) return csv_problem("record.csv_no_match", file, row.line).with("clave", "numero " + written);
        return number;
    }
    const auto hash = base::ascii_lower(columns.cell(row, "pdf-sha256"));
    const auto reference = columns.cell(row, "expediente"), letter = columns.cell(row, "carta");
    std::string hash_key = hash, reference_key = reference, letter_key = letter, letter_again = letter;
    long long found = 0;
    std::vector<long long> all;
    Prepared statement(store.session);
    statement.out(found);
    if (!hash.empty()) {
        statement.in(hash_key);
        statement.prepare("SELECT number FROM letter WHERE pdf_sha256 = :h AND state <> 'anulada'");
    } else {
        statement.in(reference_key).in(letter_key).in(letter_again);
        statement.prepare("SELECT number FROM letter WHERE reference = :r AND (:l = '' OR letter = :l2) AND state NOT IN ('propuesta', 'aprobada', 'anulada')");
    }
    statement.start();
    while (statement.next()) all.push_back(found);
    const auto key = !hash.empty() ? hash : reference + (letter.empty() ? "" : " " + letter);
    if (all.empty()) return csv_problem("record.csv_no_match", file, row.line).with("clave", key);
    if (all.size() > 1) return csv_problem("record.csv_ambiguous", file, row.line).with("clave", key).with("cartas", std::to_string(all.size()));
    return all.front();
}

base::Result<Mark> mark_of(const Columns& columns, const base::CsvRow& row, const std::string& file) {
    const auto result = columns.cell(row, "resultado"), date_text = columns.cell(row, "fecha");
    const auto date = base::Date::parse(date_text);
    const auto state = model::from_name<LetterState>(result);
    base::Problems problems;
    if (std::find(known_results.begin(), known_results.end(), result) == known_results.end())
        problems.push_back(csv_problem("record.csv_result", file, row.line).with("valor", result).with("sugerencia", base::nearest(result, known_results).value_or("entregada")));
    if (!date) problems.push_back(csv_problem("record.csv_date", file, row.line).with("valor", date_text));
    if (!problems.empty()) return problems;
    return Mark{*state, *date, columns.cell(row, "prueba"), columns.cell(row, "nota")};
}

struct Refused { // leaves the transaction without keeping anything
    base::Problems problems;
};

} // namespace

base::Result<model::LetterRecord> Register::mark(std::int64_t number, const Mark& mark) {
    auto& store = *database_;
    return store.write([&]() -> base::Result<model::LetterRecord> {
        const auto applied = apply_mark(store, number, mark);
        if (!applied) return applied.problems();
        return entry_of(*store.letter(number)).letter;
    });
}

base::Result<ImportReport> Register::import_results(std::string_view csv, const std::string& file_name, std::optional<base::Date> today) {
    if (!base::is_valid_utf8(csv)) return csv_problem("record.csv_encoding", file_name, 0);
    const auto rows = base::parse_csv(csv, separator_of(csv));
    if (rows.empty()) return csv_problem("record.csv_header", file_name, 1);
    const Columns columns(rows.front());
    base::Problems problems;
    for (const auto& name : columns.names())
        if (std::find(known_columns.begin(), known_columns.end(), name) == known_columns.end())
            problems.push_back(csv_problem("record.csv_column", file_name, 1).with("columna", name).with("sugerencia", base::nearest(name, known_columns).value_or("numero")));
    const bool has_key = columns.has("numero") || columns.has("expediente") || columns.has("pdf-sha256");
    if (!has_key || !columns.has("resultado") || !columns.has("fecha")) problems.push_back(csv_problem("record.csv_header", file_name, 1));
    if (!problems.empty()) return problems;

    auto& store = *database_;
    ImportReport report;
    try {
        store.write([&] {
            for (std::size_t i = 1; i < rows.size(); ++i) {
                const auto& row = rows[i];
                if (row.is_ill_quoted) problems.push_back(csv_problem("record.csv_quote", file_name, row.line));
                if (columns.is_exceeded_by(row)) {
                    problems.push_back(csv_problem("record.csv_width", file_name, row.line)
                                           .with("celdas", std::to_string(row.cells.size()))
                                           .with("columnas", std::to_string(columns.names().size())));
                    continue;
                }
                auto mark = mark_of(columns, row, file_name);
                auto target = target_of(store, columns, row, file_name);
                problems.insert(problems.end(), mark.problems().begin(), mark.problems().end());
                problems.insert(problems.end(), target.problems().begin(), target.problems().end());
                if (mark && today && mark->date > *today) {
                    problems.push_back(csv_problem("record.csv_future", file_name, row.line).with("valor", mark->date.iso()).with("hoy", today->iso()));
                    continue;
                }
                if (!mark || !target) continue;
                auto applied = apply_mark(store, *target, *mark);
                for (auto& found : applied.problems()) {
                    found.place = {file_name, row.line, 1, ""};
                    problems.push_back(found);
                }
                ++report.rows;
                if (applied && *applied) ++report.applied;
                if (applied && !*applied) ++report.unchanged;
            }
            if (!problems.empty()) throw Refused{};
        });
    } catch (const Refused&) {
        return problems;
    }
    return report;
}

} // namespace legajo::record
