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

std::string xml(std::string_view text) {
    return base::replaced(base::replaced(base::replaced(base::replaced(text, "&", "&amp;"), "<", "&lt;"), ">", "&gt;"), "\"", "&quot;");
}

std::string attribute(const char* name, std::string_view value) { return value.empty() ? std::string() : " " + std::string(name) + "=\"" + xml(value) + "\""; }

// Two decimals, as the case file writes money; empty when it is no amount.
std::string amount(const std::string& text) {
    const std::size_t point = text.find('.');
    std::string kept = text;
    if (point != std::string::npos)
        while (kept.size() > point + 3 && kept.ends_with('0')) kept.pop_back(); // Facturae writes up to eight decimals
    const auto money = base::Money::parse(kept);
    return money ? money->text() : std::string();
}

std::string party(const char* element, const model::FoundParty& found, const std::string& iban) {
    std::string out = "  <" + std::string(element) + attribute("tipo", found.is_natural_person ? "autonomo" : "empresa") + ">\n    <nombre>" + xml(found.name) + "</nombre>\n    <nif>" +
                      xml(found.tax_id) + "</nif>\n";
    if (!found.street.empty() || !found.town.empty())
        out += "    <domicilio" + attribute("via", found.street) + attribute("codigo-postal", found.postal_code) + attribute("municipio", found.town) +
               attribute("provincia", found.province) + attribute("pais", found.country == "ESP" || found.country.empty() ? "ES" : found.country) + "/>\n";
    if (!iban.empty()) out += "    <cuenta" + attribute("iban", iban) + attribute("titular", found.name) + "/>\n";
    return out + "  </" + element + ">\n";
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

base::Result<std::string> case_from_invoices(const std::vector<model::FoundInvoice>& invoices, base::Date data_as_of) {
    if (invoices.empty()) return problem(base::Severity::error, "evidence.import_nothing");
    const model::FoundInvoice& first = invoices.front();
    for (const model::FoundInvoice& invoice : invoices)
        if (tax_id(invoice.seller.tax_id) != tax_id(first.seller.tax_id) || tax_id(invoice.buyer.tax_id) != tax_id(first.buyer.tax_id) || invoice.currency != first.currency)
            return problem(base::Severity::error, "evidence.import_mixed").with("factura", invoice.number);
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- Creado a partir de facturas electrónicas. Complete lo que falta: pagos, contrato, destino de la compra, pruebas. -->\n"
                      "<expediente xmlns=\"urn:legajo:expediente:1\"" +
                      attribute("referencia", "IMPORTADO-" + tax_id(first.buyer.tax_id)) + attribute("datos-a", data_as_of.iso()) + attribute("idioma", "es-ES") +
                      attribute("moneda", first.currency.empty() ? "EUR" : first.currency) + ">\n" + party("acreedor", first.seller, first.iban) + party("deudor", first.buyer, "");
    int serial = 0;
    for (const model::FoundInvoice& invoice : invoices)
        out += "  <factura id=\"f" + std::to_string(++serial) + "\"" + attribute("numero", invoice.number) + attribute("fecha", invoice.issued) + attribute("vencimiento", invoice.due) +
               attribute("base", amount(invoice.base)) + attribute("iva", amount(invoice.taxes_total)) + attribute("importe", amount(invoice.total)) + " electronica=\"si\">" +
               xml(invoice.lines.empty() ? "" : invoice.lines.front().description) + "</factura>\n";
    return out + "</expediente>\n";
}

} // namespace legajo::dossier
