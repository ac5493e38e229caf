// Facturae 3.2.x (www.facturae.gob.es): read into FoundInvoice, and set as an invoice a person can read.

#include "evidence/qpdf_tools.hpp"
#include "evidence/texts.hpp"

#include "base/date.hpp"
#include "base/text.hpp"

#include <pugixml.hpp>

#include <map>

namespace legajo::evidence {
namespace {

std::string_view local_name(const pugi::xml_node& node) {
    const std::string_view name = node.name();
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

// Child by path of local names: "TaxIdentification/TaxIdentificationNumber".
pugi::xml_node at(pugi::xml_node node, std::string_view path) {
    for (const std::string_view step : base::split(path, '/')) {
        pugi::xml_node found;
        for (const pugi::xml_node& child : node.children())
            if (local_name(child) == step) {
                found = child;
                break;
            }
        node = found;
    }
    return node;
}

std::string text(pugi::xml_node node, std::string_view path, std::size_t limit = 300) {
    return std::string(base::trimmed(clean_text(at(node, path).child_value(), limit)));
}

template <class Visit>
void each(pugi::xml_node parent, std::string_view name, Visit visit) {
    for (const pugi::xml_node& child : parent.children())
        if (local_name(child) == name) visit(child);
}

model::FoundParty party_of(pugi::xml_node node) {
    model::FoundParty party;
    party.tax_id = text(node, "TaxIdentification/TaxIdentificationNumber", 30);
    party.is_natural_person = text(node, "TaxIdentification/PersonTypeCode") == "F";
    pugi::xml_node body = at(node, "LegalEntity");
    party.name = text(body, "CorporateName");
    if (!body) {
        body = at(node, "Individual");
        party.name = text(body, "Name") + " " + text(body, "FirstSurname");
        if (const std::string second = text(body, "SecondSurname"); !second.empty()) party.name += " " + second;
    }
    pugi::xml_node address = at(body, "AddressInSpain");
    if (!address) address = at(body, "OverseasAddress");
    party.street = text(address, "Address");
    party.postal_code = text(address, "PostCode", 20);
    party.town = text(address, "Town");
    if (party.town.empty()) party.town = text(address, "PostCodeAndTown");
    party.province = text(address, "Province");
    party.country = text(address, "CountryCode", 3);
    each(at(node, "AdministrativeCentres"), "AdministrativeCentre", [&](pugi::xml_node centre) { // roles: 01 accounting, 02 managing body, 03 processing unit
        const std::string role = text(centre, "RoleTypeCode", 3), code = text(centre, "CentreCode", 20);
        if (role == "01") party.dir3_office = code;
        if (role == "02") party.dir3_body = code;
        if (role == "03") party.dir3_unit = code;
    });
    return party;
}

std::string tax_name(const std::string& code) { // Facturae 3.2, TaxTypeCode
    static const std::map<std::string, std::string, std::less<>> names{{"01", "IVA"}, {"02", "IPSI"}, {"03", "IGIC"}, {"04", "IRPF"}, {"05", "Otro"}};
    const auto found = names.find(code);
    return found == names.end() ? "Impuesto " + code : found->second;
}

void take_taxes(pugi::xml_node taxes, model::FoundInvoice& invoice) {
    each(taxes, "Tax", [&](pugi::xml_node tax) {
        if (invoice.taxes.size() < 200)
            invoice.taxes.push_back({tax_name(text(tax, "TaxTypeCode", 5)), text(tax, "TaxRate", 20), text(tax, "TaxableBase/TotalAmount", 30), text(tax, "TaxAmount/TotalAmount", 30)});
    });
}

std::string number_of(pugi::xml_node node) {
    const std::string series = text(node, "InvoiceSeriesCode", 40), number = text(node, "InvoiceNumber", 40);
    return series.empty() ? number : series + "/" + number;
}

model::FoundInvoice invoice_of(pugi::xml_node node, const std::string& version) {
    model::FoundInvoice invoice;
    invoice.format = "Facturae " + version;
    invoice.number = number_of(at(node, "InvoiceHeader"));
    const pugi::xml_node corrective = at(node, "InvoiceHeader/Corrective");
    invoice.corrects = number_of(corrective);
    invoice.correction_method = text(corrective, "CorrectionMethod", 3);
    invoice.operation_date = text(node, "InvoiceIssueData/OperationDate", 10);
    invoice.period_from = text(node, "InvoiceIssueData/InvoicingPeriod/StartDate", 10);
    invoice.period_to = text(node, "InvoiceIssueData/InvoicingPeriod/EndDate", 10);
    invoice.paid_on_account = text(node, "InvoiceTotals/TotalPaymentsOnAccount", 30);
    invoice.class_code = text(node, "InvoiceHeader/InvoiceClass", 5);
    invoice.issued = text(node, "InvoiceIssueData/IssueDate", 10);
    invoice.currency = text(node, "InvoiceIssueData/InvoiceCurrencyCode", 3);
    invoice.base = text(node, "InvoiceTotals/TotalGrossAmountBeforeTaxes", 30);
    invoice.taxes_total = text(node, "InvoiceTotals/TotalTaxOutputs", 30);
    invoice.withheld_total = text(node, "InvoiceTotals/TotalTaxesWithheld", 30);
    invoice.total = text(node, "InvoiceTotals/InvoiceTotal", 30);
    take_taxes(at(node, "TaxesOutputs"), invoice);
    each(at(node, "PaymentDetails"), "Installment", [&](pugi::xml_node instalment) {
        const std::string due = text(instalment, "InstallmentDueDate", 10);
        if (due > invoice.due) invoice.due = due; // the last one
        if (!due.empty()) ++invoice.instalments;
        if (invoice.iban.empty()) invoice.iban = text(instalment, "AccountToBeCredited/IBAN", 40);
    });
    each(at(node, "Items"), "InvoiceLine", [&](pugi::xml_node line) {
        std::string amount = text(line, "GrossAmount", 30);
        if (amount.empty()) amount = text(line, "TotalCost", 30);
        if (invoice.lines.size() < 20'000)
            invoice.lines.push_back({text(line, "ItemDescription", 2500), text(line, "Quantity", 30), text(line, "UnitPriceWithoutTax", 30), amount});
    });
    return invoice;
}

void note_signature(pugi::xml_node root, model::Exhibit& exhibit) {
    each(root, "Signature", [&](pugi::xml_node node) {
        model::ExhibitSignature signature;
        signature.format = "XAdES";
        signature.signer = text(node, "KeyInfo/X509Data/X509SubjectName", 300);
        signature.time_iso = text(node, "Object/QualifyingProperties/SignedProperties/SignedSignatureProperties/SigningTime", 40);
        if (exhibit.signatures.size() < 20) exhibit.signatures.push_back(signature);
    });
}

std::string address_line(const model::FoundParty& party) {
    std::string line = party.street;
    for (const std::string& part : {party.postal_code + (party.town.empty() ? "" : " " + party.town), party.province})
        if (!part.empty() && part != " ") line += (line.empty() ? "" : ", ") + part;
    return line;
}

// "-1234.5" → "-1.234,50": as Spain writes it. What is no decimal number stays as it is.
std::string spanish_number(const std::string& value, std::size_t decimals_least) {
    const bool is_negative = value.starts_with('-');
    const std::string digits = is_negative ? value.substr(1) : value;
    if (digits.empty() || digits.find_first_not_of("0123456789.") != std::string::npos || digits.find('.') != digits.rfind('.')) return value;
    const std::size_t point = std::min(digits.find('.'), digits.size());
    std::string whole = digits.substr(0, point), decimals = point < digits.size() ? digits.substr(point + 1) : "";
    while (decimals.size() > decimals_least && decimals.ends_with('0')) decimals.pop_back();
    decimals.resize(std::max(decimals.size(), decimals_least), '0');
    for (std::size_t i = whole.size(); i > 3; i -= 3) whole.insert(i - 3, ".");
    return (is_negative ? "-" : "") + whole + (decimals.empty() ? "" : "," + decimals);
}

std::string spanish_date(const std::string& iso) {
    const auto date = base::Date::parse(iso);
    if (!date) return iso;
    return std::to_string(date->day()) + "/" + std::to_string(date->month()) + "/" + std::to_string(date->year());
}

model::Table table_of(std::vector<std::pair<std::string, model::CellAlign>> columns, std::string caption, std::vector<double> widths) {
    model::Table table;
    table.caption = std::move(caption);
    table.widths = std::move(widths);
    model::Row head;
    for (auto& [name, align] : columns) head.cells.push_back(cell(std::move(name), align, true));
    table.head.push_back(std::move(head));
    return table;
}

void set_invoice(const model::FoundInvoice& invoice, std::vector<model::Block>& blocks) {
    using enum model::CellAlign;
    const std::string unit = invoice.currency == "EUR" ? " €" : " " + invoice.currency;
    blocks.push_back(heading(1, "Factura electrónica n.º " + invoice.number));
    blocks.push_back(paragraph(invoice.format + " · expedida el " + spanish_date(invoice.issued) + (invoice.due.empty() ? "" : " · vence el " + spanish_date(invoice.due))));
    model::Table parties = table_of({{"", start}, {"Emisor", start}, {"Destinatario", start}}, "Partes", {1, 2.5, 2.5});
    const auto row = [&](const char* label, const std::string& seller, const std::string& buyer) {
        parties.body.push_back({{cell(label, start, true), cell(seller), cell(buyer)}, false});
    };
    row("Nombre", invoice.seller.name, invoice.buyer.name);
    row("NIF", invoice.seller.tax_id, invoice.buyer.tax_id);
    row("Domicilio", address_line(invoice.seller), address_line(invoice.buyer));
    blocks.push_back({parties, false});
    model::Table lines = table_of({{"Concepto", start}, {"Cantidad", end}, {"Precio", decimal}, {"Importe", decimal}}, "Líneas", {4, 1, 1.2, 1.2});
    for (const model::InvoiceLine& line : invoice.lines)
        lines.body.push_back({{cell(line.description), cell(spanish_number(line.quantity, 0), end), cell(spanish_number(line.unit_price, 2), decimal), cell(spanish_number(line.amount, 2), decimal)}, false});
    const auto total = [&](const std::string& label, const std::string& amount, bool is_last) {
        if (amount.empty()) return;
        model::Cell name = cell(label, end, true);
        name.column_span = 3;
        lines.foot.push_back({{name, cell(spanish_number(amount, 2) + unit, decimal)}, is_last});
    };
    total("Base", invoice.base, false);
    for (const model::FoundTax& tax : invoice.taxes) total(tax.kind + " " + spanish_number(tax.rate, 0) + " % sobre " + spanish_number(tax.base, 2), tax.quota, false);
    if (!invoice.withheld_total.empty() && invoice.withheld_total.find_first_not_of("0.") != std::string::npos) total("Retenciones", "-" + invoice.withheld_total, false);
    total("Total factura", invoice.total, true);
    blocks.push_back({lines, false});
    if (!invoice.iban.empty()) blocks.push_back(paragraph("Cuenta de abono: " + invoice.iban));
}

std::string declared_encoding(std::string_view bytes) {
    const std::string_view head = bytes.substr(0, std::min<std::size_t>(bytes.size(), 200));
    const std::size_t mark = head.find("encoding=");
    if (mark == std::string_view::npos || mark + 11 > head.size()) return {};
    const std::size_t end = head.find(head[mark + 9], mark + 10);
    return end == std::string_view::npos ? std::string() : std::string(head.substr(mark + 10, end - mark - 10));
}

} // namespace

bool read_facturae(std::string_view bytes, model::Exhibit& exhibit, Notes& notes) {
    require_printable_length(bytes.substr(0, bytes.size() / 4), notes); // tags weigh
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    const std::string text_bytes = decoded_text(bytes, declared_encoding(bytes), notes);
    pugi::xml_document xml;
    const pugi::xml_parse_result parsed = xml.load_buffer(text_bytes.data(), text_bytes.size(), pugi::parse_default, pugi::encoding_utf8);
    pugi::xml_node root = xml.document_element();
    if (!parsed || local_name(root) != "Facturae") return false;
    const std::string version = text(root, "FileHeader/SchemaVersion", 10);
    const model::FoundParty seller = party_of(at(root, "Parties/SellerParty")), buyer = party_of(at(root, "Parties/BuyerParty"));
    each(at(root, "Invoices"), "Invoice", [&](pugi::xml_node node) {
        if (exhibit.invoices.size() >= 500) return;
        model::FoundInvoice invoice = invoice_of(node, version);
        invoice.seller = seller;
        invoice.buyer = buyer;
        set_invoice(invoice, exhibit.document.blocks);
        exhibit.invoices.push_back(std::move(invoice));
    });
    if (exhibit.invoices.empty()) return false;
    note_signature(root, exhibit);
    exhibit.kind = model::ExhibitKind::facturae;
    exhibit.document.title = "Factura electrónica " + exhibit.invoices[0].number;
    exhibit.form = model::ExhibitForm::document;
    return true;
}

} // namespace legajo::evidence
