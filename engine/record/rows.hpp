#pragma once
// Letters as rows of the register: texts and whole numbers, none of them null; an absent date or amount is ''. Internal to record/.

#include "record/register.hpp"

namespace legajo::record {

struct LetterRow {
    long long number = 0;
    std::string reference, letter, rule;
    int level = 0;
    std::string addressee, occasion, invoices;
    int repetition = 0;
    std::string state, channel, address, control_date, issued_on, sent_on, delivered_on, result_on, deadline, answered_on, claimed, currency;
    std::string pack_version, case_sha256, pdf_sha256, pdf_file, proof, debtor_tax_id, addressee_tax_id, addressee_name;
    std::string issued_at, signature_level;
    long long run = 0;
};

// The one list of columns (without the key): statements, bindings and schema agree because all come from here.
template <typename Row, typename Visit>
void each_column(Row& row, Visit visit) {
    visit("reference", row.reference);
    visit("letter", row.letter);
    visit("rule", row.rule);
    visit("level", row.level);
    visit("addressee", row.addressee);
    visit("occasion", row.occasion);
    visit("invoices", row.invoices);
    visit("repetition", row.repetition);
    visit("state", row.state);
    visit("channel", row.channel);
    visit("address", row.address);
    visit("control_date", row.control_date);
    visit("issued_on", row.issued_on);
    visit("sent_on", row.sent_on);
    visit("delivered_on", row.delivered_on);
    visit("result_on", row.result_on);
    visit("deadline", row.deadline);
    visit("answered_on", row.answered_on);
    visit("claimed", row.claimed);
    visit("currency", row.currency);
    visit("pack_version", row.pack_version);
    visit("case_sha256", row.case_sha256);
    visit("pdf_sha256", row.pdf_sha256);
    visit("pdf_file", row.pdf_file);
    visit("proof", row.proof);
    visit("debtor_tax_id", row.debtor_tax_id);
    visit("addressee_tax_id", row.addressee_tax_id);
    visit("addressee_name", row.addressee_name);
    visit("run", row.run);
    visit("issued_at", row.issued_at);
    visit("signature_level", row.signature_level);
}

[[nodiscard]] std::string columns();      // "reference, letter, ..."
[[nodiscard]] std::string placeholders(); // ":reference, :letter, ..."

// Invoices are sorted: the identity of a letter does not depend on their order.
[[nodiscard]] LetterRow row_of(const LetterEntry& entry, long long run);
[[nodiscard]] LetterEntry entry_of(const LetterRow& row);
[[nodiscard]] std::string text_of(const std::optional<base::Date>& date);

} // namespace legajo::record
