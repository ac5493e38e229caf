#include "record/rows.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "model/names.hpp"

#include <algorithm>

namespace legajo::record {
namespace {

constexpr char between_invoices = '\n';

std::optional<base::Date> date_of(const std::string& text) { return text.empty() ? std::nullopt : base::Date::parse(text); }

template <typename E>
E word(const std::string& text, const char* column) {
    if (text.empty()) return E{};
    const auto value = model::from_name<E>(text);
    if (!value) throw base::Error("record.corrupt", "record", std::string(column) + " = " + text);
    return *value;
}

std::string joined(std::vector<std::string> words) {
    std::sort(words.begin(), words.end());
    std::string text;
    for (const auto& one : words) text += (text.empty() ? "" : std::string(1, between_invoices)) + one;
    return text;
}

std::vector<std::string> parted(const std::string& text) {
    std::vector<std::string> words;
    if (!text.empty())
        for (const auto part : base::split(text, between_invoices)) words.emplace_back(part);
    return words;
}

} // namespace

std::string text_of(const std::optional<base::Date>& date) { return date ? date->iso() : std::string{}; }

std::string columns() {
    LetterRow row;
    std::string text;
    each_column(row, [&](const char* name, auto&) { text += (text.empty() ? "" : ", ") + std::string(name); });
    return text;
}

std::string placeholders() {
    LetterRow row;
    std::string text;
    each_column(row, [&](const char* name, auto&) { text += (text.empty() ? ":" : ", :") + std::string(name); });
    return text;
}

LetterRow row_of(const LetterEntry& entry, long long run) {
    const auto& letter = entry.letter;
    LetterRow row;
    row.number = letter.number;
    row.reference = letter.case_reference;
    row.letter = letter.letter;
    row.rule = letter.rule;
    row.level = letter.level;
    row.addressee = letter.addressee;
    row.occasion = letter.occasion;
    row.invoices = joined(letter.invoices);
    row.repetition = letter.repetition;
    row.state = model::name_of(letter.state);
    row.channel = model::name_of(letter.channel);
    row.address = letter.address;
    row.control_date = letter.control_date.iso();
    row.issued_on = text_of(letter.issued_on);
    row.sent_on = text_of(letter.sent_on);
    row.delivered_on = text_of(letter.delivered_on);
    row.result_on = text_of(letter.result_on);
    row.deadline = text_of(letter.deadline);
    row.answered_on = text_of(letter.answered_on);
    if (letter.claimed) {
        row.claimed = letter.claimed->text();
        row.currency = letter.claimed->currency().text();
    }
    row.pack_version = letter.pack_version;
    row.case_sha256 = letter.case_sha256;
    row.pdf_sha256 = letter.pdf_sha256;
    row.pdf_file = letter.pdf_file;
    row.proof = letter.proof;
    row.debtor_tax_id = entry.debtor_tax_id;
    row.addressee_tax_id = entry.addressee_tax_id;
    row.addressee_name = entry.addressee_name;
    row.run = run;
    if (entry.issued_at) row.issued_at = entry.issued_at->iso8601();
    row.signature_level = entry.signature_level;
    return row;
}

LetterEntry entry_of(const LetterRow& row) {
    LetterEntry entry;
    auto& letter = entry.letter;
    letter.number = row.number;
    letter.case_reference = row.reference;
    letter.letter = row.letter;
    letter.rule = row.rule;
    letter.level = row.level;
    letter.addressee = row.addressee;
    letter.occasion = row.occasion;
    letter.invoices = parted(row.invoices);
    letter.repetition = row.repetition;
    letter.state = word<model::LetterState>(row.state, "state");
    letter.channel = word<model::Channel>(row.channel, "channel");
    letter.address = row.address;
    const auto control = date_of(row.control_date);
    if (!control) throw base::Error("record.corrupt", "record", "control_date = " + row.control_date);
    letter.control_date = *control;
    letter.issued_on = date_of(row.issued_on);
    letter.sent_on = date_of(row.sent_on);
    letter.delivered_on = date_of(row.delivered_on);
    letter.result_on = date_of(row.result_on);
    letter.deadline = date_of(row.deadline);
    letter.answered_on = date_of(row.answered_on);
    if (!row.claimed.empty()) letter.claimed = base::Money::parse(row.claimed, base::Currency::parse(row.currency).value_or(base::Currency{}));
    letter.pack_version = row.pack_version;
    letter.case_sha256 = row.case_sha256;
    letter.pdf_sha256 = row.pdf_sha256;
    letter.pdf_file = row.pdf_file;
    letter.proof = row.proof;
    if (!row.issued_at.empty()) entry.issued_at = base::Instant::parse(row.issued_at);
    entry.signature_level = row.signature_level;
    entry.debtor_tax_id = row.debtor_tax_id;
    entry.addressee_tax_id = row.addressee_tax_id;
    entry.addressee_name = row.addressee_name;
    return entry;
}

} // namespace legajo::record
