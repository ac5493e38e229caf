#pragma once
// What became of one case, and of a whole batch. Plain data that run/ fills; here it becomes JSON lines, CSV and a summary that reconciles.

#include "model/assessment.hpp"
#include "model/decision.hpp"
#include "report/catalogue.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace legajo::report {

enum class CaseState { letter, awaiting_approval, nothing_due, held, handed_over, failed };

// Data word: "carta", "pendiente-aprobacion", "nada-que-enviar", "retenido", "encargo", "fallo".
[[nodiscard]] std::string_view name_of(CaseState state);
[[nodiscard]] CaseState state_of(model::Outcome outcome);

struct Amounts { // of what is overdue at the controlling date
    model::Money principal, compensation, total;
    std::optional<model::Money> interest, per_day; // absent: abstained
};
[[nodiscard]] Amounts amounts_of(const model::Totals& totals);

struct CaseResult {
    std::string reference;             // empty when the file could not be read that far
    std::string file;                  // as found, "-" for standard input
    CaseState state = CaseState::failed;
    std::string letter;                // letter id; empty when none
    int level = 0;
    std::string channel;               // data word
    std::optional<model::Date> control_date, deadline, next_date;
    std::optional<Amounts> amounts;
    std::string debtor_kind;           // data word, for the counts
    std::string pdf, sha256;           // path as written (relative to the output folder) and hash; empty when none
    std::string eml, message;          // .eml and short message, when written
    std::string creditor_copy;         // PDF with the figures attached, when asked for
    std::string dossier, dossier_sha256; // its PDF, relative to the output folder; empty when none
    int dossier_pages = 0;
    std::vector<std::string> dossier_unread; // exhibits in whose place a sheet stands
    int pages = 0;
    bool is_signed = false;
    std::string signature_level;       // "B-B", ... when signed
    std::int64_t register_number = 0;
    std::string reason;                // first reason: code of the rejection or rule that decided; for the CSV and the counts
    std::vector<std::string> copies;   // further PDFs: guarantors, co-debtors
    std::vector<std::string> copies_mail; // the .eml or short message of each further letter that has one
    bool is_from_earlier_run = false;  // --resume found it done
    base::Problems problems;
};

// One line of JSON, with line feed (templates/schema/result.schema.json).
[[nodiscard]] std::string result_json(const CaseResult& result, const Catalogue& catalogue);
// The same, told to a person: one line, then the problems.
[[nodiscard]] std::string result_text(const CaseResult& result, const Catalogue& catalogue, bool colour = false);

// RFC 4180 with CRLF; a cell that a spreadsheet would run as a formula gets a leading apostrophe. Amounts as in JSON: decimal point.
[[nodiscard]] std::string results_csv_header(const Catalogue& catalogue, bool with_byte_order_mark = true);
[[nodiscard]] std::string results_csv_row(const CaseResult& result, const Catalogue& catalogue);

// Grows with the failures, not with the cases.
class BatchSummary {
public:
    struct Failure {
        std::string reference, file;
        std::vector<std::string> codes; // errors only, in order
        std::string first_sentence;     // filled by add()
    };

    std::string folder;                 // where the cases were looked for
    std::optional<model::Date> control_date;
    std::optional<base::Instant> issued_at;
    std::string pack;                   // "es-ES 1.0.0"
    std::int64_t cases_found = 0;       // set by run/ from the search, not from the results: so that the sum proves something
    bool is_interrupted = false, is_dry_run = false;

    void add(const CaseResult& result, const Catalogue& catalogue);

    [[nodiscard]] std::int64_t count(CaseState state) const;
    [[nodiscard]] std::int64_t counted() const; // sum over all states
    // cases found = letters + nothing due + held + awaiting approval + handed over + failed. An interrupted run has `not_reached` left.
    [[nodiscard]] bool reconciles() const { return not_reached() == 0; }
    [[nodiscard]] std::int64_t not_reached() const { return cases_found - counted(); }
    [[nodiscard]] const std::vector<Failure>& failures() const { return failures_; }
    // The exit code of vocabulary.md: 0, 1, 3, 4, 5 or 130. A dossier with an exhibit that could not be read counts as 1.
    [[nodiscard]] int exit_code() const;

    [[nodiscard]] std::string text(const Catalogue& catalogue, int width = 96) const;
    [[nodiscard]] std::string json(const Catalogue& catalogue) const; // resumen.json (templates/schema/summary.schema.json)

private:
    struct LetterCount {
        std::int64_t letters = 0;
        std::map<std::string, std::int64_t> claimed_cents; // by currency
    };
    std::map<CaseState, std::int64_t> by_state_;
    std::map<std::string, LetterCount> by_letter_;
    std::map<std::string, std::int64_t> by_hold_reason_, by_code_, by_debtor_kind_;
    std::map<std::string, std::int64_t> outstanding_cents_; // by currency, every case that was assessed
    std::vector<Failure> failures_;
    std::int64_t signed_letters_ = 0, from_earlier_run_ = 0, pages_ = 0;
    std::int64_t dossiers_ = 0, dossier_pages_ = 0, dossiers_with_unread_ = 0;
    std::int64_t unfit_failures_ = 0, service_failures_ = 0;
};

} // namespace legajo::report
