#include "dossier/invoices.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace legajo::dossier {
namespace {

// "2026/113", "2026-113" and "2026 113" are one number.
std::string folded(std::string_view text) { return base::replaced(base::file_name_safe(text, 200), "-", ""); }

std::string tax_id(std::string_view text) {
    std::string id = folded(text);
    if (id.starts_with("es") && id.size() == 11) id.erase(0, 2); // VAT form
    return id;
}

const model::Invoice* invoice_for(const model::FoundInvoice& found, const model::Case& data, const model::Evidence& evidence) {
    for (const model::Invoice& invoice : data.invoices)
        if (folded(invoice.number) == folded(found.number)) return &invoice;
    if (evidence.invoices.size() != 1) return nullptr;
    const auto named = std::ranges::find(data.invoices, evidence.invoices[0], &model::Invoice::id);
    return named == data.invoices.end() ? nullptr : &*named;
}

base::Problem problem(base::Severity severity, std::string code) { return {.severity = severity, .code = std::move(code), .stage = "evidence", .place = {}, .arguments = {}}; }

// Two decimals, as the case file writes money; empty when it is no amount.
std::string amount(const std::string& text) {
    const std::size_t point = text.find('.');
    std::string kept = text;
    if (point != std::string::npos)
        while (kept.size() > point + 3 && kept.ends_with('0')) kept.pop_back(); // Facturae writes up to eight decimals
    const auto money = base::Money::parse(kept);
    return money ? money->text() : std::string();
}

} // namespace

base::Problems compare_invoice(const model::FoundInvoice& found, const model::Case& data, const model::Evidence& evidence) {
    base::Problems problems;
    const auto compare = [&](const char* what, const std::string& in_file, const std::string& in_case, bool is_same) {
        if (is_same) return;
        problems.push_back(problem(base::Severity::warning, "evidence.invoice_differs").with("fichero", evidence.file).with("dato", what).with("hallado", in_file).with("esperado", in_case));
    };
    const model::Invoice* invoice = invoice_for(found, data, evidence);
    compare("número", found.number, invoice ? invoice->number : "", invoice && folded(invoice->number) == folded(found.number));
    if (invoice) {
        compare("fecha", found.issued, invoice->issued.iso(), found.issued == invoice->issued.iso());
        compare("importe", amount(found.total), invoice->amount.text(), amount(found.total) == invoice->amount.text());
    }
    compare("NIF del emisor", found.seller.tax_id, data.creditor.tax_id, tax_id(found.seller.tax_id) == tax_id(data.creditor.tax_id));
    compare("NIF del destinatario", found.buyer.tax_id, data.debtor.tax_id, tax_id(found.buyer.tax_id) == tax_id(data.debtor.tax_id));
    return problems;
}

} // namespace legajo::dossier
