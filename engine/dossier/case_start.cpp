#include "dossier/case_start.hpp"

#include "base/money.hpp"
#include "base/text.hpp"
#include "base/xml_text.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace legajo::dossier {
namespace {

using model::FoundInvoice;
using model::FoundParty;

base::Problem problem(base::Severity severity, const char* code) { return {.severity = severity, .code = code, .stage = "import", .place = {}, .arguments = {}}; }
base::Problem error(const char* code, const FoundInvoice& invoice) { return problem(base::Severity::error, code).with("factura", invoice.number); }
base::Problem remark(const char* code) { return problem(base::Severity::warning, code); }

// A line end in an attribute would be read as a blank anyway (XML 1.0, 3.3.3).
std::string xml(std::string_view text) { return base::replaced(base::replaced(base::xml_attribute(text), "\n", " "), "\t", " "); }

std::string attribute(const char* name, std::string_view value) { return value.empty() ? std::string() : " " + std::string(name) + "=\"" + xml(value) + "\""; }

// "2026/113", "2026-113" and "2026 113" are one number.
std::string folded(std::string_view text) { return base::replaced(base::file_name_safe(text, 200), "-", ""); }

std::string upper(std::string text) {
    for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return text;
}

// Without the country of a VAT number, blanks and hyphens.
std::string tax_id(std::string_view text) {
    std::string id = upper(folded(text));
    if (id.starts_with("ES") && id.size() == 11) id.erase(0, 2);
    return id;
}

// Facturae writes up to eight decimals; those beyond two must be noughts.
std::optional<base::Money> money(std::string text) {
    const std::size_t point = text.find('.');
    while (point != std::string::npos && text.size() > point + 3 && text.ends_with('0')) text.pop_back();
    return base::Money::parse(text);
}

std::string amount(const std::string& text) {
    const auto value = money(text);
    return value ? value->text() : std::string();
}

bool is_spanish(const FoundParty& party) { return party.country.empty() || party.country == "ESP"; }

// ISO 3166 of the neighbours and the usual partners; another stays as it is, and the reader of case files asks a person.
std::string country(const std::string& code) {
    static const std::map<std::string, std::string, std::less<>> known{{"ESP", "ES"}, {"PRT", "PT"}, {"FRA", "FR"}, {"AND", "AD"}, {"DEU", "DE"}, {"ITA", "IT"}, {"GBR", "GB"}, {"IRL", "IE"}, {"NLD", "NL"},
                                                                      {"BEL", "BE"}, {"CHE", "CH"}, {"AUT", "AT"}, {"POL", "PL"}, {"USA", "US"}, {"MEX", "MX"}, {"ARG", "AR"}, {"MAR", "MA"}};
    const auto found = known.find(code);
    return code.empty() ? "ES" : found == known.end() ? code : found->second;
}

// By the first letter of the NIF (Orden EHA/451/2008, art. 3). Empty: only a person knows.
std::string kind_of(const FoundParty& party, bool is_creditor) {
    if (party.is_natural_person) return is_creditor ? "autonomo" : "";
    if (!party.dir3_office.empty()) return "administracion";
    const std::string id = tax_id(party.tax_id);
    const char first = id.empty() || !is_spanish(party) ? '?' : id.front();
    if (first == 'P' || first == 'S') return "administracion";
    if (first == 'H') return "comunidad-propietarios";
    if (first == 'Q') return "";
    return "empresa";
}

std::string party_xml(const char* element, const FoundParty& party, bool is_creditor, const std::string& iban) {
    const std::string id = tax_id(party.tax_id);
    std::string out = "  <" + std::string(element) + attribute("tipo", kind_of(party, is_creditor)) + (party.is_natural_person ? attribute("persona", "fisica") : "") + ">\n    <nombre>" + xml(party.name) + "</nombre>\n";
    if (is_spanish(party) && !id.empty()) out += "    <nif>" + xml(id) + "</nif>\n";
    if (!party.street.empty() || !party.town.empty())
        out += "    <domicilio" + attribute("via", party.street) + attribute("codigo-postal", party.postal_code) + attribute("municipio", party.town) + attribute("provincia", party.province) +
               attribute("pais", country(party.country)) + " fuente=\"factura electr\xC3\xB3nica\"/>\n";
    if (!is_spanish(party) && !id.empty()) out += "    <identificacion tipo=\"NIF-IVA\">" + xml(id) + "</identificacion>\n";
    if (!party.dir3_office.empty() && !party.dir3_body.empty() && !party.dir3_unit.empty())
        out += "    <dir3" + attribute("oficina", party.dir3_office) + attribute("organo", party.dir3_body) + attribute("unidad", party.dir3_unit) + "/>\n";
    if (!iban.empty()) out += "    <cuenta" + attribute("iban", iban) + attribute("titular", party.name) + "/>\n";
    return out + "  </" + element + ">\n";
}

// Enough to know what was sold; never half a letter.
std::string shortened(const std::string& text) {
    constexpr std::size_t most = 400;
    std::string kept;
    for (const char32_t point : base::code_points(text)) {
        const std::string letter = base::utf8(point);
        if (kept.size() + letter.size() > most) break;
        kept += letter;
    }
    return kept;
}

bool is_nought(const std::string& text) { return text.find_first_not_of("0.") == std::string::npos; }

class Start {
public:
    explicit Start(const std::vector<ImportedInvoice>& given, base::Date as_of) : as_of_(as_of) {
        for (const ImportedInvoice& item : given) items_.push_back(&item);
    }

    base::Result<CaseStart> make() {
        if (items_.empty()) return problem(base::Severity::error, "import.nothing");
        check_each();
        place_corrections();
        if (base::has_errors(problems_)) return problems_;
        ask_for_more();
        return {written(), std::move(problems_)};
    }

private:
    struct Credit { const ImportedInvoice* note; const ImportedInvoice* of; };

    [[nodiscard]] const FoundInvoice& first() const { return items_.front()->invoice; }

    void check_each() {
        std::map<std::string, const ImportedInvoice*> seen;
        for (const ImportedInvoice* item : items_) {
            const FoundInvoice& invoice = item->invoice;
            if (tax_id(invoice.seller.tax_id) != tax_id(first().seller.tax_id) || tax_id(invoice.buyer.tax_id) != tax_id(first().buyer.tax_id)) problems_.push_back(error("import.mixed", invoice));
            if (!invoice.currency.empty() && invoice.currency != "EUR") problems_.push_back(error("import.currency", invoice).with("moneda", invoice.currency));
            if (!money(invoice.total) || money(invoice.total)->is_zero()) problems_.push_back(error("import.amount", invoice).with("importe", invoice.total));
            if (!base::Date::parse(invoice.issued)) problems_.push_back(error("import.date", invoice).with("fecha", invoice.issued));
            if (!seen.emplace(folded(invoice.number), item).second) problems_.push_back(error("import.repeated", invoice));
        }
    }

    [[nodiscard]] const ImportedInvoice* corrected_by(const FoundInvoice& correction) const {
        const auto found = std::ranges::find_if(items_, [&](const ImportedInvoice* item) { return !correction.corrects.empty() && folded(item->invoice.number) == folded(correction.corrects); });
        return found == items_.end() ? nullptr : *found;
    }

    void place_corrections() {
        std::vector<const ImportedInvoice*> replaced;
        for (const ImportedInvoice* item : items_) {
            const FoundInvoice& invoice = item->invoice;
            const auto total = money(invoice.total);
            if (!total) continue;
            const ImportedInvoice* original = corrected_by(invoice);
            if (total->is_negative()) {
                if (original && original != item) credits_.push_back({item, original});
                else problems_.push_back(error("import.corrective_unplaced", invoice).with("corrige", invoice.corrects));
            } else if (invoice.correction_method == "01" && original && original != item) { // in full: it says all anew
                replaced.push_back(original);
                problems_.push_back(remark("import.replaced").with("factura", original->invoice.number).with("corrige", invoice.number));
            }
        }
        std::erase_if(items_, [&](const ImportedInvoice* item) {
            return std::ranges::find(replaced, item) != replaced.end() || std::ranges::any_of(credits_, [&](const Credit& credit) { return credit.note == item; });
        });
        for (const Credit& credit : credits_)
            if (std::ranges::find(replaced, credit.of) != replaced.end()) problems_.push_back(error("import.corrective_unplaced", credit.note->invoice).with("corrige", credit.note->invoice.corrects));
    }

    // What no invoice tells; in the order in which a clerk would fill it in.
    void ask_for_more() {
        if (items_.empty()) {
            problems_.push_back(problem(base::Severity::error, "import.nothing"));
            return;
        }
        if (kind_of(first().buyer, false).empty()) problems_.push_back(remark("import.add_debtor_kind").with("nombre", first().buyer.name));
        std::string without_due;
        for (const ImportedInvoice* item : items_) {
            const FoundInvoice& invoice = item->invoice;
            if (invoice.due.empty()) without_due += (without_due.empty() ? "" : ", ") + invoice.number;
            if (invoice.instalments > 1) problems_.push_back(remark("import.several_due").with("factura", invoice.number).with("fecha", invoice.due));
            if (!is_nought(invoice.paid_on_account)) problems_.push_back(remark("import.paid_on_account").with("factura", invoice.number).with("importe", amount(invoice.paid_on_account)));
        }
        if (!without_due.empty()) problems_.push_back(remark("import.add_due").with("facturas", without_due));
        if (iban().empty()) problems_.push_back(remark("import.add_account"));
        problems_.push_back(remark("import.add_contact"));
        problems_.push_back(remark("import.add_story"));
    }

    [[nodiscard]] std::string iban() const {
        for (const ImportedInvoice* item : items_)
            if (!item->invoice.iban.empty()) return item->invoice.iban;
        return {};
    }

    static std::string taxes_of(const FoundInvoice& invoice) {
        std::string out;
        for (const model::FoundTax& tax : invoice.taxes)
            out += "\n    <impuesto" + attribute("tipo", tax.kind) + attribute("porcentaje", tax.rate) + attribute("base", amount(tax.base)) + attribute("cuota", amount(tax.quota)) + "/>";
        return out;
    }

    std::string invoice_xml(const ImportedInvoice& item, int serial) {
        const FoundInvoice& invoice = item.invoice;
        const bool is_vat_only = std::ranges::all_of(invoice.taxes, [](const model::FoundTax& tax) { return tax.kind == "IVA"; });
        return "  <factura" + attribute("id", "f" + std::to_string(serial)) + attribute("numero", invoice.number) + attribute("fecha", invoice.issued) + attribute("vencimiento", invoice.due) +
               attribute("devengo", invoice.operation_date) + attribute("periodo-desde", invoice.period_from) + attribute("periodo-hasta", invoice.period_to) + attribute("base", amount(invoice.base)) +
               (is_vat_only ? attribute("iva", amount(invoice.taxes_total)) : "") + (is_nought(invoice.withheld_total) ? "" : attribute("retencion", amount(invoice.withheld_total))) +
               attribute("importe", amount(invoice.total)) + " electronica=\"si\">" + xml(invoice.lines.empty() ? "" : shortened(invoice.lines.front().description)) + (is_vat_only ? "" : taxes_of(invoice) + "\n  ") + "</factura>\n";
    }

    std::string evidence_xml(const ImportedInvoice& item, int serial, const std::string& invoice, const char* what) {
        return "  <prueba" + attribute("id", "p" + std::to_string(serial)) + " tipo=\"factura-electronica\"" + attribute("fecha", item.invoice.issued) + attribute("fichero", item.file) + attribute("sha256", item.sha256) +
               attribute("facturas", invoice) + ">" + what + " electr\xC3\xB3nica " + xml(item.invoice.number) + "</prueba>\n";
    }

    CaseStart written() {
        CaseStart start;
        const FoundInvoice& one = first();
        start.reference = "IMPORTADO-" + tax_id(one.buyer.tax_id) + "-" + upper(base::file_name_safe(one.number, 30));
        std::string& out = start.xml;
        out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- Creado a partir de facturas electr\xC3\xB3nicas. Complete lo que no dicen: pagos, contrato y destino de la compra, entregas, comunicaciones, pruebas. -->\n"
              "<expediente xmlns=\"urn:legajo:expediente:1\"" + attribute("referencia", start.reference) + attribute("datos-a", as_of_.iso()) + " idioma=\"es-ES\" moneda=\"EUR\">\n" +
              party_xml("acreedor", one.seller, true, iban()) + party_xml("deudor", one.buyer, false, "");
        std::map<const ImportedInvoice*, std::string> ids;
        for (const ImportedInvoice* item : items_) {
            ids[item] = "f" + std::to_string(++start.invoices);
            out += invoice_xml(*item, start.invoices);
        }
        for (const Credit& credit : credits_)
            out += "  <abono" + attribute("id", "a" + std::to_string(++start.credit_notes)) + attribute("numero", credit.note->invoice.number) + attribute("factura", ids[credit.of]) + attribute("fecha", credit.note->invoice.issued) +
                   attribute("importe", (-*money(credit.note->invoice.total)).text()) + ">" + xml(credit.note->invoice.lines.empty() ? "" : shortened(credit.note->invoice.lines.front().description)) + "</abono>\n";
        int serial = 0;
        for (const ImportedInvoice* item : items_) out += evidence_xml(*item, ++serial, ids[item], "Factura");
        for (const Credit& credit : credits_) out += evidence_xml(*credit.note, ++serial, ids[credit.of], "Factura rectificativa");
        out += "</expediente>\n";
        return start;
    }

    base::Date as_of_;
    std::vector<const ImportedInvoice*> items_;
    std::vector<Credit> credits_;
    base::Problems problems_;
};

} // namespace

base::Result<CaseStart> start_case(const std::vector<ImportedInvoice>& invoices, base::Date data_as_of) { return Start(invoices, data_as_of).make(); }

} // namespace legajo::dossier
