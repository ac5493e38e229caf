// Facturae invoices through the program: the case they start, what is refused, and that nothing of anybody's is overwritten.

#include "base/text.hpp"
#include "support/command.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <fstream>

using namespace legajo;
using namespace legajo::test;
namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

struct Sketch { // of one invoice
    std::string version = "3.2.2", number = "A-1", total = "1210.00", base = "1000.00", tax = "210.00", withheld = "0.00", currency = "EUR", buyer = "B53771200", kind = "J", header, issue_more, totals_more, signature;
    std::string due = "2026-06-14", tax_code = "01", rate = "21.00", entity = "<LegalEntity><CorporateName>Congresos &amp; Ferias, S.L.</CorporateName>", entity_end = "</LegalEntity>";
};

std::string facturae(const Sketch& s) {
    const std::string name = base::replaced(s.version, ".", "_");
    const std::string address = "<AddressInSpain><Address>Calle Colón, 70</Address><PostCode>46004</PostCode><Town>Valencia</Town><Province>Valencia</Province><CountryCode>ESP</CountryCode></AddressInSpain>";
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<fe:Facturae xmlns:fe=\"http://www.facturae.es/Facturae/2014/v" + s.version + "/Facturae\" xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><FileHeader><SchemaVersion>" + s.version +
           "</SchemaVersion></FileHeader><Parties><SellerParty><TaxIdentification><PersonTypeCode>J</PersonTypeCode><TaxIdentificationNumber>ESB46778890</TaxIdentificationNumber></TaxIdentification><LegalEntity><CorporateName>Gráficas del Turia, S.L."
           "</CorporateName>" + address + "</LegalEntity></SellerParty><BuyerParty><TaxIdentification><PersonTypeCode>" + s.kind + "</PersonTypeCode><TaxIdentificationNumber>" + s.buyer + "</TaxIdentificationNumber></TaxIdentification>" + s.entity + address +
           s.entity_end + "</BuyerParty></Parties><Invoices><Invoice><InvoiceHeader><InvoiceNumber>" + s.number + "</InvoiceNumber>" + s.header + "</InvoiceHeader><InvoiceIssueData><IssueDate>2026-05-15</IssueDate><InvoiceCurrencyCode>" + s.currency +
           "</InvoiceCurrencyCode>" + s.issue_more + "</InvoiceIssueData><TaxesOutputs><Tax><TaxTypeCode>" + s.tax_code + "</TaxTypeCode><TaxRate>" + s.rate + "</TaxRate><TaxableBase><TotalAmount>" + s.base +
           "</TotalAmount></TaxableBase><TaxAmount><TotalAmount>" + s.tax + "</TotalAmount></TaxAmount></Tax></TaxesOutputs><InvoiceTotals><TotalGrossAmountBeforeTaxes>" + s.base + "</TotalGrossAmountBeforeTaxes><TotalTaxOutputs>" + s.tax +
           "</TotalTaxOutputs><TotalTaxesWithheld>" + s.withheld + "</TotalTaxesWithheld><InvoiceTotal>" + s.total + "</InvoiceTotal>" + s.totals_more + "</InvoiceTotals><Items><InvoiceLine><ItemDescription>Catálogos &lt;A&gt;</ItemDescription></InvoiceLine></Items>" +
           (s.due.empty() ? "" : "<PaymentDetails><Installment><InstallmentDueDate>" + s.due + "</InstallmentDueDate><InstallmentAmount>1</InstallmentAmount></Installment></PaymentDetails>") + "</Invoice></Invoices>" + s.signature + "</fe:Facturae>\n";
}

class Desk {
public:
    std::string put(const std::string& name, const std::string& bytes) {
        std::ofstream(folder_ / name) << bytes;
        return quoted(folder_ / name) + " ";
    }
    CommandEnd import(const std::string& files, const std::string& more = "") { return run_command(legajo_program() + " import " + files + "-o " + quoted(file()) + " --as-of 2026-11-20 --lang es " + more); }
    [[nodiscard]] fs::path file() const { return folder_ / "caso/expediente.xml"; }
    [[nodiscard]] std::string xml() const { return fs::exists(file()) ? base::read_file(file()) : std::string(); }
    [[nodiscard]] bool is_fit() const { return run_command(legajo_program() + " check " + quoted(file()) + " --as-of 2026-11-20").status == 0; }

private:
    TemporaryFolder folder_;
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

} // namespace

TEST_CASE("Facturae 3.2, 3.2.1 and 3.2.2, signed or not, start a case that is fit for use, with the invoice as its evidence") {
    for (const char* version : {"3.2", "3.2.1", "3.2.2"})
        for (const char* signature : {"", "<ds:Signature><ds:SignedInfo/><ds:SignatureValue>AAAA</ds:SignatureValue></ds:Signature>"}) {
            INFO(version << signature);
            Desk desk;
            Sketch sketch;
            sketch.version = version;
            sketch.signature = signature;
            const CommandEnd end = desk.import(desk.put("Factura Nº 1.XML", facturae(sketch)));
            INFO(end.err << end.out << desk.xml());
            REQUIRE(end.status == 0);
            CHECK(desk.is_fit());
            for (const char* part : {"numero=\"A-1\"", "vencimiento=\"2026-06-14\"", "base=\"1000.00\" iva=\"210.00\" importe=\"1210.00\"", "<nif>B46778890</nif>", "Congresos &amp; Ferias, S.L.", "Catálogos &lt;A&gt;", "fichero=\"pruebas/factura-no-1.xml\""})
                CHECK(has(desk.xml(), part));
            CHECK(base::read_file(desk.file().parent_path() / "pruebas/factura-no-1.xml") == facturae(sketch));
            for (const char* asked : {"import.add_account", "import.add_contact", "import.add_story"}) CHECK(has(end.err, asked));
        }
}

TEST_CASE("Withholding, other taxes, public bodies, several due days, payments on account") {
    Desk desk;
    Sketch fee;
    fee.withheld = "150.00";
    fee.total = "1060.00";
    SECTION("income tax withheld") {
        REQUIRE(desk.import(desk.put("a.xml", facturae(fee))).status == 0);
        CHECK(has(desk.xml(), "retencion=\"150.00\" importe=\"1060.00\""));
        CHECK(desk.is_fit());
    }
    SECTION("IGIC") {
        Sketch igic;
        igic.tax_code = "03";
        igic.rate = "7.00";
        igic.tax = "70.00";
        igic.total = "1070.00";
        REQUIRE(desk.import(desk.put("a.xml", facturae(igic))).status == 0);
        CHECK(has(desk.xml(), "<impuesto tipo=\"IGIC\""));
        CHECK(!has(desk.xml(), "iva="));
        CHECK(desk.is_fit());
    }
    SECTION("a town hall, paid in part, no due day") {
        Sketch hall;
        hall.buyer = "P4625000J";
        hall.due = "";
        hall.totals_more = "<TotalPaymentsOnAccount>100.00</TotalPaymentsOnAccount>";
        const CommandEnd end = desk.import(desk.put("a.xml", facturae(hall)));
        CHECK(has(desk.xml(), "<deudor tipo=\"administracion\">"));
        CHECK(has(end.err, "import.paid_on_account"));
        CHECK(has(end.err, "import.add_due"));
    }
    SECTION("a natural person: only a person knows whether it was a private purchase") {
        Sketch person;
        person.kind = "F";
        person.buyer = "12345678Z";
        person.entity = "<Individual><Name>Ana</Name><FirstSurname>Núñez</FirstSurname>";
        person.entity_end = "</Individual>";
        const CommandEnd end = desk.import(desk.put("a.xml", facturae(person)), "--json");
        CHECK(end.status == 1);
        const Json json = Json::parse(end.out);
        CHECK(json["se-puede-usar"] == false);
        CHECK(has(json["por-corregir"].dump(), "case.missing_attribute"));
        CHECK(has(json["avisos"].dump(), "import.add_debtor_kind"));
    }
}

TEST_CASE("Corrective invoices: a credit note of the invoice they correct, or its replacement; else refused") {
    Desk desk;
    Sketch minus;
    minus.number = "R-1";
    minus.total = "-121.00";
    minus.base = "-100.00";
    minus.tax = "-21.00";
    minus.header = "<InvoiceClass>OR</InvoiceClass><Corrective><InvoiceNumber>A-1</InvoiceNumber><CorrectionMethod>02</CorrectionMethod></Corrective>";
    const std::string original = desk.put("a.xml", facturae({})), credit = desk.put("r.xml", facturae(minus));
    SECTION("with its invoice") {
        REQUIRE(desk.import(original + credit).status == 0);
        CHECK(has(desk.xml(), "<abono id=\"a1\" numero=\"R-1\" factura=\"f1\" fecha=\"2026-05-15\" importe=\"121.00\">"));
        CHECK(desk.is_fit());
    }
    SECTION("alone") {
        const CommandEnd end = desk.import(credit);
        CHECK(end.status == 4);
        CHECK(has(end.err, "import.corrective_unplaced"));
        CHECK(!fs::exists(desk.file()));
    }
    SECTION("in full") {
        Sketch whole;
        whole.number = "R-2";
        whole.header = base::replaced(minus.header, "02", "01");
        const CommandEnd end = desk.import(original + desk.put("w.xml", facturae(whole)));
        REQUIRE(end.status == 0);
        CHECK(has(end.err, "import.replaced"));
        CHECK(!has(desk.xml(), "numero=\"A-1\""));
    }
}

TEST_CASE("What is refused: all reasons at once, and no file is written") {
    Desk desk;
    Sketch dollars, other;
    dollars.currency = "USD";
    dollars.number = "A-2";
    other.buyer = "A28015865";
    other.number = "A-3";
    const std::string fine = desk.put("a.xml", facturae({}));
    const CommandEnd mixed = desk.import(fine + desk.put("b.xml", facturae(dollars)) + desk.put("c.xml", facturae(other)) + desk.put("d.xml", facturae({})));
    CHECK(mixed.status == 4);
    for (const char* code : {"import.currency", "import.mixed", "import.repeated"}) CHECK(has(mixed.err, code));
    const std::string hostile[] = {
        "<!DOCTYPE f [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><fe:Facturae xmlns:fe=\"x\"><Invoices><Invoice><InvoiceHeader><InvoiceNumber>&a;</InvoiceNumber></InvoiceHeader></Invoice></Invoices></fe:Facturae>",
        "<fe:Facturae>" + base::replaced(std::string(100'000, 'x'), "x", "<a>"), "%PDF-1.7", "", "<otro/>", std::string(1000, '\0')};
    int number = 0;
    for (const std::string& bytes : hostile) {
        INFO(number);
        const CommandEnd end = desk.import(desk.put("h" + std::to_string(++number) + ".xml", bytes));
        CHECK((end.status == 3 || end.status == 4));
        CHECK(!has(end.err, "root:"));
        CHECK(!fs::exists(desk.file()));
    }
    CHECK(desk.import("/dev/zero nada.xml ").status >= 3);
    CHECK(!fs::exists(desk.file()));
}

TEST_CASE("Nobody's work is overwritten") {
    Desk desk;
    const std::string file = desk.put("a.xml", facturae({}));
    REQUIRE(desk.import(file).status == 0);
    std::ofstream(desk.file()) << "completado";
    const CommandEnd again = desk.import(file);
    CHECK(again.status == 4);
    CHECK(has(again.err, "import.exists"));
    CHECK(desk.xml() == "completado");
    fs::remove(desk.file());
    std::ofstream(desk.file().parent_path() / "pruebas/a.xml") << "otra";
    CHECK(has(desk.import(file).err, "import.exists"));
}
