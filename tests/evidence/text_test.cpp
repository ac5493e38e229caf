// Mails, texts and electronic invoices become Documents for our own pages.

#include "exhibits.hpp"

using namespace legajo;
using namespace legajo::test;

namespace {

const std::string facturae = R"(<?xml version="1.0" encoding="UTF-8"?>
<fe:Facturae xmlns:fe="http://www.facturae.gob.es/formato/Versiones/Facturaev3_2_2.xml" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
<FileHeader><SchemaVersion>3.2.2</SchemaVersion><Modality>I</Modality></FileHeader>
<Parties>
 <SellerParty><TaxIdentification><PersonTypeCode>J</PersonTypeCode><ResidenceTypeCode>R</ResidenceTypeCode><TaxIdentificationNumber>B87654323</TaxIdentificationNumber></TaxIdentification>
  <LegalEntity><CorporateName>Suministros Ibáñez y Muñoz, S.L.</CorporateName><AddressInSpain><Address>Calle de Alcalá, 100</Address><PostCode>28009</PostCode><Town>Madrid</Town><Province>Madrid</Province><CountryCode>ESP</CountryCode></AddressInSpain></LegalEntity></SellerParty>
 <BuyerParty><TaxIdentification><PersonTypeCode>F</PersonTypeCode><ResidenceTypeCode>R</ResidenceTypeCode><TaxIdentificationNumber>12345678Z</TaxIdentificationNumber></TaxIdentification>
  <Individual><Name>José</Name><FirstSurname>Peña</FirstSurname><SecondSurname>Güell</SecondSurname></Individual></BuyerParty>
</Parties>
<Invoices><Invoice>
 <InvoiceHeader><InvoiceNumber>113</InvoiceNumber><InvoiceSeriesCode>2026</InvoiceSeriesCode><InvoiceDocumentType>FC</InvoiceDocumentType><InvoiceClass>OO</InvoiceClass></InvoiceHeader>
 <InvoiceIssueData><IssueDate>2026-01-15</IssueDate><InvoiceCurrencyCode>EUR</InvoiceCurrencyCode></InvoiceIssueData>
 <TaxesOutputs><Tax><TaxTypeCode>01</TaxTypeCode><TaxRate>21.00</TaxRate><TaxableBase><TotalAmount>1000.00</TotalAmount></TaxableBase><TaxAmount><TotalAmount>210.00</TotalAmount></TaxAmount></Tax></TaxesOutputs>
 <InvoiceTotals><TotalGrossAmount>1000.00</TotalGrossAmount><TotalGrossAmountBeforeTaxes>1000.00</TotalGrossAmountBeforeTaxes><TotalTaxOutputs>210.00</TotalTaxOutputs><TotalTaxesWithheld>0.00</TotalTaxesWithheld><InvoiceTotal>1210.00</InvoiceTotal></InvoiceTotals>
 <Items><InvoiceLine><ItemDescription>Tornillos &amp; tuercas</ItemDescription><Quantity>100</Quantity><UnitPriceWithoutTax>10.000000</UnitPriceWithoutTax><TotalCost>1000.00</TotalCost><GrossAmount>1000.00</GrossAmount></InvoiceLine></Items>
 <PaymentDetails><Installment><InstallmentDueDate>2026-02-14</InstallmentDueDate><InstallmentAmount>1210.00</InstallmentAmount><PaymentMeans>04</PaymentMeans><AccountToBeCredited><IBAN>ES9121000418450200051332</IBAN></AccountToBeCredited></Installment></PaymentDetails>
</Invoice></Invoices>
<ds:Signature><ds:KeyInfo><ds:X509Data><ds:X509SubjectName>CN=Ana Núñez</ds:X509SubjectName></ds:X509Data></ds:KeyInfo></ds:Signature>
</fe:Facturae>)";

} // namespace

TEST_CASE("A mail prints its headers and its text; attachments are exhibits of their own") {
    Exhibits cell;
    const std::string mail = "From: =?iso-8859-1?Q?Jos=E9_Pe=F1a?= <jose@ejemplo.es>\r\nTo: cobros@ejemplo.es\r\nCc: Otra <otra@ejemplo.es>\r\nDate: Sat, 21 Mar 2026 10:15:00 +0100\r\n"
                             "Subject: =?UTF-8?B?UmVjb25vemNvIGxhIGRldWRh?=\r\nMessage-ID: <abc@ejemplo.es>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=XX\r\n\r\n"
                             "--XX\r\nContent-Type: multipart/alternative; boundary=YY\r\n\r\n"
                             "--YY\r\nContent-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nPagar=E9 1.210 =80 ma=F1ana.\r\nUn saludo\r\n"
                             "--YY\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>otra version</p>\r\n--YY--\r\n"
                             "--XX\r\nContent-Type: application/pdf; name=\"=?UTF-8?Q?factura_n=C2=BA_1.pdf?=\"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n\r\nJVBERi0xLjQK\r\n"
                             "--XX\r\nContent-Type: message/rfc822\r\n\r\nFrom: a@b.es\r\nTo: c@d.es\r\nSubject: anterior\r\n\r\nHola\r\n--XX--\r\n";
    const Reading reading = cell.read_bytes("correo.eml", mail);
    REQUIRE(reading.ok);
    CHECK(reading.exhibit.kind == model::ExhibitKind::email);
    CHECK(reading.exhibit.form == model::ExhibitForm::document);
    REQUIRE(reading.exhibit.mail);
    CHECK(reading.exhibit.mail->from == "José Peña <jose@ejemplo.es>");
    CHECK(reading.exhibit.mail->subject == "Reconozco la deuda");
    CHECK(reading.exhibit.mail->date_iso == "2026-03-21T10:15:00+01:00");
    const std::string text = reading.text();
    CHECK(text.find("Pagaré 1.210 € mañana.\nUn saludo") != std::string::npos);
    CHECK(text.find("otra version") == std::string::npos);
    REQUIRE(reading.exhibit.attachments.size() == 2);
    CHECK(reading.exhibit.attachments[0].name == "factura nº 1.pdf");
    run::ScratchFiles scratch(fs::temp_directory_path());
    CHECK(all_bytes(run::attachment_file(reading.file, reading.exhibit.attachments[0], scratch).get()) == "%PDF-1.4\n");
    CHECK(reading.exhibit.attachments[1].name == "anterior.eml");
    const Reading inner = cell.read_bytes("anterior.eml", all_bytes(run::attachment_file(reading.file, reading.exhibit.attachments[1], scratch).get()));
    REQUIRE(inner.ok);
    CHECK(inner.text().find("Hola") != std::string::npos);
}

TEST_CASE("An HTML mail reads as its text") {
    Exhibits cell;
    const Reading reading = cell.read_bytes("correo.eml", "From: a@b.es\nTo: c@d.es\nSubject: x\nContent-Type: text/html; charset=utf-8\n\n"
                                                    "<html><head><title>no</title><style>p{}</style><script>alert(1)</script></head><body><p>Le debo <b>1.210&nbsp;&euro;</b></p>"
                                                    "<ul><li>uno<li>dos</ul><table><tr><td>a</td><td>b</td></tr></table>5 &lt; 6 &amp; n&#250;mero</body></html>");
    REQUIRE(reading.ok);
    const std::string text = reading.text();
    CHECK(text.find("Le debo 1.210 €") != std::string::npos);
    CHECK(text.find("• uno\n• dos") != std::string::npos);
    CHECK(text.find("5 < 6 & número") != std::string::npos);
    CHECK(text.find("alert") == std::string::npos);
    CHECK(reading.has("evidence.html_as_text"));
}

TEST_CASE("Plain text in any of the usual encodings") {
    Exhibits cell;
    const auto [bytes, remark] = GENERATE(table<std::string, bool>({
        {"Acuerdo del 5 de mañana: 40 €", false},
        {"\xEF\xBB\xBF" "Acuerdo del 5 de mañana: 40 €", false},
        {"Acuerdo del 5 de ma\xF1" "ana: 40 \x80", true},
        {std::string("\xFF\xFE", 2) + std::string("A\0c\0u\0e\0r\0d\0o\0 \0d\0e\0l\0 \0" "5\0 \0d\0e\0 \0m\0a\0\xF1\0a\0n\0a\0:\0 \0" "4\0" "0\0 \0\xAC\x20", 58), false},
    }));
    const Reading reading = cell.read_bytes("nota.txt", bytes);
    REQUIRE(reading.ok);
    CHECK(reading.text() == "Acuerdo del 5 de mañana: 40 €\n");
    CHECK(reading.has("evidence.encoding_guessed") == remark);
}

TEST_CASE("Text cannot smuggle control characters or turn the line around") {
    Exhibits cell;
    const Reading reading = cell.read_bytes("nota.txt", "uno\x1B[31m dos \xE2\x80\xAE" "tres\ncuatro");
    REQUIRE(reading.ok);
    CHECK(reading.text() == "uno[31m dos tres\ncuatro\n");
}

TEST_CASE("A Facturae is read, set as an invoice, and its signature is seen") {
    Exhibits cell;
    const Reading reading = cell.read_bytes("factura.xml", facturae);
    REQUIRE(reading.ok);
    CHECK(reading.exhibit.kind == model::ExhibitKind::facturae);
    REQUIRE(reading.exhibit.invoices.size() == 1);
    const model::FoundInvoice& invoice = reading.exhibit.invoices[0];
    CHECK(invoice.format == "Facturae 3.2.2");
    CHECK(invoice.number == "2026/113");
    CHECK(invoice.issued == "2026-01-15");
    CHECK(invoice.due == "2026-02-14");
    CHECK(invoice.total == "1210.00");
    CHECK(invoice.iban == "ES9121000418450200051332");
    CHECK(invoice.seller.name == "Suministros Ibáñez y Muñoz, S.L.");
    CHECK(invoice.buyer.name == "José Peña Güell");
    CHECK(invoice.buyer.is_natural_person);
    REQUIRE(invoice.taxes.size() == 1);
    CHECK(invoice.taxes[0].kind == "IVA");
    const std::string text = reading.text();
    CHECK(text.find("Tornillos & tuercas | 100 | 10,00 | 1.000,00 |") != std::string::npos);
    CHECK(text.find("IVA 21 % sobre 1.000,00 | 210,00 € |") != std::string::npos);
    CHECK(text.find("Total factura | 1.210,00 € |") != std::string::npos);
    REQUIRE(reading.exhibit.signatures.size() == 1);
    CHECK(reading.exhibit.signatures[0].format == "XAdES");
    CHECK(reading.exhibit.signatures[0].signer == "CN=Ana Núñez");
}

TEST_CASE("A Facturae that is not one is printed as text and says so; entities do not open files") {
    Exhibits cell;
    const Reading broken = cell.read_bytes("factura.xml", facturae.substr(0, 900));
    REQUIRE(broken.ok);
    CHECK(broken.exhibit.kind == model::ExhibitKind::xml);
    CHECK(broken.has("evidence.not_facturae"));
    std::string hostile = facturae;
    hostile.insert(hostile.find("<fe:Facturae"), "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>");
    hostile = hostile.replace(hostile.find("Tornillos"), 9, "&x;");
    const Reading reading = cell.read_bytes("factura.xml", hostile);
    CHECK(reading.text().find("root:") == std::string::npos);
}

TEST_CASE("What cannot be printed is named") {
    Exhibits cell;
    const auto [bytes, code] = GENERATE(table<std::string, std::string>({
        {std::string("PK\x03\x04\x14\0\0\0word/document.xml", 25), "evidence.needs_office"},
        {std::string("PK\x03\x04\x14\0\0\0notas.bin", 17), "evidence.unknown_kind"},
        {std::string("\x78\x9F\x3E\x22 ... %PDF-1.4", 17), "evidence.unknown_kind"}, // Outlook's winmail.dat, whatever it carries
        {std::string("\0\0\0\x18" "ftypheic\0\0\0\0", 16), "evidence.damaged"},
        {std::string(5000, '\x01'), "evidence.unknown_kind"},
        {"   \n \n", "evidence.blank"},
        {std::string(std::size_t{5} << 20, 'a'), "evidence.text_too_long"},
    }));
    const Reading reading = cell.read_bytes("prueba.bin", bytes);
    CHECK(!reading.ok);
    CHECK(reading.has(code));
}
