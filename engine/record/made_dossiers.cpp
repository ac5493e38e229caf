#include "record/made_dossiers.hpp"

#include "base/text.hpp"

namespace legajo::record {
namespace {

// Names of files hold no line feed where they could be read; of one that could not, a blank stands for it.
std::string joined_lines(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += (text.empty() ? "" : "\n") + base::replaced(line, "\n", " ");
    return text;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    if (!text.empty())
        for (const std::string_view line : base::split(text, '\n')) lines.emplace_back(line);
    return lines;
}

struct Row { // bound to a statement: stays where it is
    DossierEntry entry;
    std::string reference, control_date, unread;
    long long run = 0;

    template <typename Bind>
    void each(Bind bind) {
        bind(run), bind(reference), bind(control_date), bind(entry.case_sha256), bind(entry.pdf_file), bind(entry.pdf_sha256), bind(entry.pages);
        bind(entry.documents), bind(entry.sealed), bind(unread), bind(entry.signature_level), bind(entry.debtor_tax_id);
    }
};

const char* const columns_of_dossier = "run, reference, control_date, case_sha256, pdf_file, pdf_sha256, pages, documents, sealed, unread, signature_level, debtor_tax_id";

DossierEntry entry_of(const Row& row) {
    DossierEntry entry = row.entry;
    entry.unread = lines_of(row.unread);
    return entry;
}

} // namespace

void insert_dossier(soci::session& session, long long run, const CaseOutcome& outcome) {
    Row row;
    row.entry = *outcome.dossier;
    row.reference = outcome.reference;
    row.control_date = outcome.control_date.iso();
    row.unread = joined_lines(row.entry.unread);
    row.run = run;
    Prepared statement(session);
    row.each([&](auto& value) { statement.in(value); });
    statement.prepare(std::string("INSERT INTO dossier (") + columns_of_dossier + ") VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i, :j, :k, :l)");
    statement.run();
}

std::vector<std::pair<std::string, DossierEntry>> dossiers_about(soci::session& session, const std::string& tax_id) {
    std::vector<std::pair<std::string, DossierEntry>> all;
    Row row;
    std::string key = tax_id;
    Prepared statement(session);
    row.each([&](auto& value) { statement.out(value); });
    statement.in(key);
    statement.prepare(std::string("SELECT ") + columns_of_dossier + " FROM dossier WHERE debtor_tax_id = :a ORDER BY id");
    statement.start();
    while (statement.next()) all.emplace_back(row.reference, entry_of(row));
    return all;
}

std::optional<DossierEntry> Register::made_dossier(std::string_view reference, base::Date control_date, std::string_view case_sha256) {
    auto& store = *database_;
    return store.read([&]() -> std::optional<DossierEntry> {
        Row row;
        std::string key(reference), day = control_date.iso(), hash(case_sha256);
        Prepared statement(store.session);
        row.each([&](auto& value) { statement.out(value); });
        statement.in(key).in(day).in(hash);
        statement.prepare(std::string("SELECT ") + columns_of_dossier + " FROM dossier WHERE reference = :r AND control_date = :d AND case_sha256 = :h ORDER BY id DESC LIMIT 1");
        if (!statement.run()) return std::nullopt;
        return entry_of(row);
    });
}

} // namespace legajo::record
