#include "record/schema.hpp"

namespace legajo::record {
namespace {

// A version, once released, never changes: these names are spelled out, not taken from each_column.
const char* const letter_columns_1 =
    "reference TEXT NOT NULL, letter TEXT NOT NULL, rule TEXT NOT NULL, level INTEGER NOT NULL, addressee TEXT NOT NULL, occasion TEXT NOT NULL, "
    "invoices TEXT NOT NULL, repetition INTEGER NOT NULL, state TEXT NOT NULL, channel TEXT NOT NULL, address TEXT NOT NULL, control_date TEXT NOT NULL, "
    "issued_on TEXT NOT NULL, sent_on TEXT NOT NULL, delivered_on TEXT NOT NULL, result_on TEXT NOT NULL, deadline TEXT NOT NULL, answered_on TEXT NOT NULL, "
    "claimed TEXT NOT NULL, currency TEXT NOT NULL, pack_version TEXT NOT NULL, case_sha256 TEXT NOT NULL, pdf_sha256 TEXT NOT NULL, pdf_file TEXT NOT NULL, "
    "proof TEXT NOT NULL, debtor_tax_id TEXT NOT NULL, addressee_tax_id TEXT NOT NULL, addressee_name TEXT NOT NULL, run INTEGER NOT NULL";

std::vector<std::string> version_1() {
    return {
        "CREATE TABLE run (id INTEGER PRIMARY KEY, command TEXT NOT NULL, started_at TEXT NOT NULL, control_date TEXT NOT NULL, pack_version TEXT NOT NULL, "
        "pack_hash TEXT NOT NULL, program_version TEXT NOT NULL, is_finished INTEGER NOT NULL DEFAULT 0, cases INTEGER NOT NULL DEFAULT 0, "
        "letters INTEGER NOT NULL DEFAULT 0, nothing_due INTEGER NOT NULL DEFAULT 0, held INTEGER NOT NULL DEFAULT 0, "
        "awaiting_approval INTEGER NOT NULL DEFAULT 0, failed INTEGER NOT NULL DEFAULT 0)",
        std::string("CREATE TABLE letter (number INTEGER PRIMARY KEY AUTOINCREMENT, ") + letter_columns_1 + ")",
        "CREATE INDEX letter_reference ON letter (reference)",
        "CREATE INDEX letter_pdf ON letter (pdf_sha256)",
        "CREATE UNIQUE INDEX letter_identity ON letter (reference, letter, addressee, occasion, invoices, repetition) WHERE state <> 'anulada'",
        std::string("CREATE TABLE intent (id INTEGER PRIMARY KEY AUTOINCREMENT, may_repeat INTEGER NOT NULL, ") + letter_columns_1 + ")",
        "CREATE TABLE change (id INTEGER PRIMARY KEY, number INTEGER NOT NULL REFERENCES letter, state TEXT NOT NULL, on_date TEXT NOT NULL, "
        "proof TEXT NOT NULL, note TEXT NOT NULL, by_whom TEXT NOT NULL)",
        "CREATE INDEX change_number ON change (number)",
    };
}

// Refusals are results too, and the last control date of a case no longer hangs on its letters alone.
std::vector<std::string> version_2() {
    return {
        "CREATE TABLE outcome (id INTEGER PRIMARY KEY, run INTEGER NOT NULL, reference TEXT NOT NULL, control_date TEXT NOT NULL, outcome TEXT NOT NULL, "
        "letter TEXT NOT NULL, rule TEXT NOT NULL, codes TEXT NOT NULL)",
        "CREATE INDEX outcome_reference ON outcome (reference)",
        "CREATE TABLE case_clock (reference TEXT PRIMARY KEY, last_control_date TEXT NOT NULL) WITHOUT ROWID",
        "INSERT INTO case_clock SELECT reference, max(control_date) FROM letter GROUP BY reference",
        "CREATE INDEX letter_debtor ON letter (debtor_tax_id)",
        "CREATE INDEX letter_addressee ON letter (addressee_tax_id)",
    };
}

// A letter can be made again: the moment of issue to the second, and how it was signed. Older letters were issued at their run's time.
std::vector<std::string> version_3() {
    std::vector<std::string> steps;
    for (const std::string table : {"letter", "intent"})
        for (const std::string column : {"issued_at", "signature_level"}) steps.push_back("ALTER TABLE " + table + " ADD COLUMN " + column + " TEXT NOT NULL DEFAULT ''");
    steps.emplace_back("UPDATE letter SET issued_at = coalesce((SELECT started_at FROM run WHERE run.id = letter.run), '') WHERE issued_on <> ''");
    return steps;
}

// Dossiers that somebody has received, with the numbers and folios that never move again.
std::vector<std::string> version_4() {
    return {
        "CREATE TABLE delivery (id INTEGER PRIMARY KEY, reference TEXT NOT NULL, version TEXT NOT NULL, receiver TEXT NOT NULL, delivered_on TEXT NOT NULL, "
        "pdf_sha256 TEXT NOT NULL, manifest_sha256 TEXT NOT NULL, supplements TEXT NOT NULL, first_folio INTEGER NOT NULL, pages INTEGER NOT NULL)",
        "CREATE INDEX delivery_reference ON delivery (reference, version)",
        "CREATE UNIQUE INDEX delivery_once ON delivery (pdf_sha256, receiver)",
        "CREATE TABLE delivered_document (id INTEGER PRIMARY KEY, delivery INTEGER NOT NULL REFERENCES delivery ON DELETE CASCADE, number INTEGER NOT NULL, "
        "is_sealed INTEGER NOT NULL, exhibit TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL, first_folio INTEGER NOT NULL, pages INTEGER NOT NULL)",
        "CREATE INDEX delivered_document_delivery ON delivered_document (delivery)",
    };
}

// Dossiers that a run made: an interrupted run finds them again, and a person's data can be told and erased.
std::vector<std::string> version_5() {
    return {
        "CREATE TABLE dossier (id INTEGER PRIMARY KEY, run INTEGER NOT NULL, reference TEXT NOT NULL, control_date TEXT NOT NULL, case_sha256 TEXT NOT NULL, "
        "pdf_file TEXT NOT NULL, pdf_sha256 TEXT NOT NULL, pages INTEGER NOT NULL, documents INTEGER NOT NULL, sealed INTEGER NOT NULL, unread TEXT NOT NULL, "
        "signature_level TEXT NOT NULL, debtor_tax_id TEXT NOT NULL)",
        "CREATE INDEX dossier_reference ON dossier (reference)",
        "CREATE INDEX dossier_debtor ON dossier (debtor_tax_id)",
    };
}

} // namespace

std::span<const std::vector<std::string>> migrations() {
    static const std::vector<std::vector<std::string>> all{version_1(), version_2(), version_3(), version_4(), version_5()};
    return all;
}

} // namespace legajo::record
