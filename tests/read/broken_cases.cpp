#include "read/broken_cases.hpp"

#include <stdexcept>

namespace legajo::read_test {

std::string good_case() {
    return R"(<?xml version="1.0" encoding="UTF-8"?>
<expediente xmlns="urn:legajo:expediente:1" referencia="E-1" datos-a="2026-11-19" idioma="es-ES" moneda="EUR">
  <acreedor id="ac" tipo="empresa">
    <nombre>Suministros Ibáñez, S.L.</nombre>
    <nif>B87654323</nif>
    <domicilio via="Calle de Alcalá, 100" codigo-postal="28009" municipio="Madrid" pais="ES"/>
    <contacto correo="cobros@ibanez.example"/>
    <cuenta iban="ES91 2100 0418 4502 0005 1332"/>
  </acreedor>
  <deudor id="de" tipo="empresa">
    <nombre>Bar La Rosaleda, S.L.</nombre>
    <nif>B88112206</nif>
    <domicilio id="d1" via="Paseo de la Florida, 12" codigo-postal="28008" municipio="Madrid"/>
  </deudor>
  <fiador id="fi" regimen="solidario" cuota="100"><nombre>Emilio Robles</nombre><domicilio id="d2" via="Calle Sol, 1" codigo-postal="28010" municipio="Madrid"/></fiador>
  <contrato id="c1" fecha="2026-03-02" plazo-pago="30" objeto="suministro">Suministro</contrato>
  <factura id="f1" numero="2026/1" fecha="2026-08-14" entrega="2026-08-12" vencimiento="2026-09-13" base="1000.00" iva="210.00" importe="1210.00" contrato="c1">Vajilla</factura>
  <factura id="f2" numero="2026/2" fecha="2026-08-28" vencimiento="2026-09-27" importe="484.00" contrato="c1">Copas</factura>
  <abono id="a1" factura="f1" fecha="2026-09-02" importe="60.50"/>
  <pago id="pg1" fecha="2026-10-01" importe="300.00" recibo="con-reserva"><aplicacion factura="f1" importe="200.00"/><aplicacion factura="f2" importe="100.00"/></pago>
  <promesa id="pr1" fecha="2026-10-02" hasta="2026-10-20" facturas="f1 f2" reconoce="si"/>
  <acuerdo id="ag1" tipo="plan-de-pagos" fecha="2026-09-28"><cuota vencimiento="2026-10-01" importe="300.00" pagada-fecha="2026-10-01"/><cuota vencimiento="2026-11-30" importe="900.00"/></acuerdo>
  <comunicacion id="k1" fecha="2026-09-30" sentido="enviada" canal="burofax" carta="requerimiento" domicilio="d1" resultado="entregada" entrega="2026-10-01" prueba="p1"/>
  <negociacion id="n1" tipo="negociacion-directa" solicitud="2026-10-20" intento="2026-10-21" recepcion="2026-10-22"/>
  <incidencia id="i1" tipo="pago-en-transito" desde="2026-11-18" hasta="2026-11-25"/>
  <oferta hasta="2026-12-15"><plan cuotas="2" primera="2026-11-30"/><reunion fecha="2026-11-24" hora="10:30" enlace="https://reunion.example/1"/></oferta>
  <prueba id="p1" tipo="burofax" fecha="2026-09-30" fichero="pruebas/burofax.pdf">Requerimiento</prueba>
</expediente>
)";
}

const std::vector<Breakage>& breakages() {
    static const std::vector<Breakage> all = {
        // Names
        {"a misspelt attribute", "vencimiento=\"2026-09-13\"", "vencimento=\"2026-09-13\"", "case.unknown_attribute", 17, "expediente/factura[1]/@vencimento"},
        {"a misspelt element", "<abono id=\"a1\" factura=\"f1\" fecha=\"2026-09-02\" importe=\"60.50\"/>", "<abonno/>", "case.unknown_element", 19, "expediente/abonno"},
        {"an element in the wrong place", "<nif>B88112206</nif>", "<nif>B88112206</nif><factura/>", "case.unknown_element", 12, nullptr},
        {"no invoice number", "numero=\"2026/2\" ", "", "case.missing_attribute", 18, "expediente/factura[2]"},
        {"no name", "<nombre>Bar La Rosaleda, S.L.</nombre>", "", "case.missing_element", 10, "expediente/deudor"},
        {"an empty name", "<nombre>Bar La Rosaleda, S.L.</nombre>", "<nombre> </nombre>", "case.empty_value", 11, "expediente/deudor/nombre"},
        {"an empty due date", "vencimiento=\"2026-09-13\"", "vencimiento=\"\"", "case.empty_value", 17, "expediente/factura[1]/@vencimiento"},
        {"two debtors", "<fiador id=\"fi\" regimen=\"solidario\" cuota=\"100\">", "<deudor tipo=\"empresa\"><nombre>Otro</nombre></deudor><fiador id=\"fi\">", "case.duplicate_element", 15, nullptr},
        {"text where none belongs", "<oferta hasta=\"2026-12-15\">", "<oferta hasta=\"2026-12-15\">hola", "case.unexpected_text", 26, "expediente/oferta"},
        {"the same attribute twice", "numero=\"2026/2\"", "numero=\"2026/2\" numero=\"2026/3\"", "case.duplicate_attribute", 18, nullptr},
        {"no namespace", " xmlns=\"urn:legajo:expediente:1\"", "", "case.namespace_missing", 2, nullptr},
        {"another version", "urn:legajo:expediente:1", "urn:legajo:expediente:2", "case.namespace_unknown", 2, nullptr},
        {"a foreign element", "<oferta hasta=\"2026-12-15\">", "<x xmlns=\"urn:otro\"/><oferta hasta=\"2026-12-15\">", "case.foreign_element", 26, nullptr},
        {"an undeclared prefix", "<oferta hasta=\"2026-12-15\">", "<z:x/><oferta hasta=\"2026-12-15\">", "case.prefix_undeclared", 26, nullptr},
        // Words
        {"an unknown kind of debtor", "<deudor id=\"de\" tipo=\"empresa\">", "<deudor id=\"de\" tipo=\"empres\">", "case.unknown_word", 10, "expediente/deudor/@tipo"},
        {"an unknown letter", "carta=\"requerimiento\"", "carta=\"requerimeinto\"", "case.unknown_word", 23, nullptr},
        {"an unknown hold stops but does not refuse", "tipo=\"pago-en-transito\"", "tipo=\"vacaciones\"", "case.unknown_hold", 25, "expediente/incidencia[1]/@tipo", false},
        {"sí with accent", "reconoce=\"si\"", "reconoce=\"sí\"", "case.bad_yes_no", 21, nullptr},
        // Dates
        {"a date day first", "fecha=\"2026-08-14\"", "fecha=\"14/08/2026\"", "case.date_format", 17, "expediente/factura[1]/@fecha"},
        {"30 February", "fecha=\"2026-08-14\"", "fecha=\"2026-02-30\"", "case.date_not_in_calendar", 17, nullptr},
        {"the year 1026", "fecha=\"2026-08-14\"", "fecha=\"1026-08-14\"", "case.date_out_of_range", 17, nullptr},
        {"no date at all", "fecha=\"2026-08-14\"", "fecha=\"ayer\"", "case.bad_date", 17, nullptr},
        {"due before issue", "vencimiento=\"2026-09-13\"", "vencimiento=\"2026-08-13\"", "case.dates_out_of_order", 17, "expediente/factura[1]/@vencimiento"},
        {"delivered before it was sent", "entrega=\"2026-10-01\"", "entrega=\"2026-09-29\"", "case.dates_out_of_order", 23, nullptr},
        {"negotiation received before it was asked for", "recepcion=\"2026-10-22\"", "recepcion=\"2026-10-19\"", "case.dates_out_of_order", 24, nullptr},
        {"a payment of next year", "<pago id=\"pg1\" fecha=\"2026-10-01\"", "<pago id=\"pg1\" fecha=\"2027-10-01\"", "case.date_after_data", 20, "expediente/pago[1]/@fecha"},
        {"a letter after the data is a warning", "fecha=\"2026-09-30\" sentido=\"enviada\" canal=\"burofax\" carta=\"requerimiento\" domicilio=\"d1\" resultado=\"entregada\" entrega=\"2026-10-01\"",
         "fecha=\"2026-11-20\" sentido=\"enviada\" canal=\"burofax\" carta=\"requerimiento\" domicilio=\"d1\"", "case.date_after_data", 23, nullptr, false},
        // Amounts
        {"decimal comma", "importe=\"484.00\"", "importe=\"484,00\"", "case.amount_comma", 18, "expediente/factura[2]/@importe"},
        {"grouping", "importe=\"484.00\"", "importe=\"1.484,00\"", "case.amount_grouping", 18, nullptr},
        {"grouping without decimals", "importe=\"484.00\"", "importe=\"1.484\"", "case.amount_grouping", 18, nullptr},
        {"currency sign", "importe=\"484.00\"", "importe=\"484.00 €\"", "case.amount_currency", 18, nullptr},
        {"three decimals", "importe=\"484.00\"", "importe=\"484.0012\"", "case.amount_decimals", 18, nullptr},
        {"a negative invoice", "importe=\"484.00\"", "importe=\"-484.00\"", "case.amount_negative", 18, nullptr},
        {"an invoice of nothing", "importe=\"484.00\"", "importe=\"0.00\"", "case.amount_zero", 18, nullptr},
        {"too much", "importe=\"484.00\"", "importe=\"99999999999999.00\"", "case.amount_too_large", 18, nullptr},
        {"words for an amount", "importe=\"484.00\"", "importe=\"mil\"", "case.bad_amount", 18, nullptr},
        {"a percentage with comma", "cuota=\"100\"", "cuota=\"33,3\"", "case.percent_comma", 15, nullptr},
        {"a percentage beyond all", "cuota=\"100\"", "cuota=\"101\"", "case.percent_out_of_range", 15, nullptr},
        {"no percentage", "cuota=\"100\"", "cuota=\"todo\"", "case.bad_percent", 15, nullptr},
        {"a term in words", "plazo-pago=\"30\"", "plazo-pago=\"treinta\"", "case.bad_integer", 16, nullptr},
        {"a plan of one instalment", "<plan cuotas=\"2\"", "<plan cuotas=\"1\"", "case.bad_integer", 26, nullptr},
        {"parts that do not make up the invoice", "iva=\"210.00\"", "iva=\"201.00\"", "case.invoice_sum", 17, "expediente/factura[1]/@importe"},
        {"a cent of rounding is a warning", "iva=\"210.00\"", "iva=\"210.01\"", "case.invoice_sum_rounding", 17, nullptr, false},
        {"applications that do not add up", "<aplicacion factura=\"f2\" importe=\"100.00\"/>", "<aplicacion factura=\"f2\" importe=\"90.00\"/>", "case.applications_sum", 20, "expediente/pago[1]/@importe"},
        {"a payment that goes twice", "recibo=\"con-reserva\"", "factura=\"f1\"", "case.payment_goes_twice", 20, nullptr},
        {"a credit note above its invoice", "importe=\"60.50\"", "importe=\"1210.01\"", "case.credit_exceeds_invoice", 17, nullptr},
        {"a payment somewhat above the invoice is a warning", "<fiador", "<pago fecha=\"2026-10-05\" importe=\"400.00\" factura=\"f2\"/><fiador", "case.payments_exceed_invoice", 18, nullptr, false},
        {"ten times the invoice", "<fiador", "<pago fecha=\"2026-10-05\" importe=\"4840.00\" factura=\"f2\"/><fiador", "case.payments_far_beyond_invoice", 18, nullptr},
        {"a plan without instalments", "tipo=\"plan-de-pagos\" fecha=\"2026-09-28\">", "tipo=\"plan-de-pagos\" fecha=\"2026-09-28\"/><acuerdo tipo=\"otro\" fecha=\"2026-09-28\">", "case.plan_without_instalments", 22, nullptr},
        {"an instalment paid without a payment", "pagada-fecha=\"2026-10-01\"/>", "pagada-fecha=\"2026-10-01\" pagada-importe=\"301.00\"/>", "case.instalment_without_payment", 22, nullptr},
        // Identity
        {"a wrong check digit", "<nif>B88112206</nif>", "<nif>B88112207</nif>", "case.tax_id_control", 12, "expediente/deudor/nif"},
        {"no tax id at all in it", "<nif>B88112206</nif>", "<nif>FR123</nif>", "case.bad_tax_id", 12, nullptr},
        {"a company that is a person", "<nif>B88112206</nif>", "<nif>12345678Z</nif>", "case.kind_contradicts_tax_id", 10, "expediente/deudor/@tipo"},
        {"a debtor without tax id is a warning", "<nif>B88112206</nif>", "", "case.debtor_without_tax_id", 10, nullptr, false},
        {"a creditor without tax id", "<nif>B87654323</nif>", "", "case.creditor_without_tax_id", 3, nullptr},
        {"creditor and debtor the same", "<nif>B88112206</nif>", "<nif>B87654323</nif>", "case.debtor_is_creditor", 10, nullptr},
        {"an IBAN with a digit changed", "1332\"", "1333\"", "case.iban_control", 8, "expediente/acreedor/cuenta[1]/@iban"},
        {"an IBAN too short", " 1332\"", "\"", "case.iban_length", 8, nullptr},
        {"an IBAN of nowhere", "ES91 2100", "XX91 2100", "case.iban_country", 8, nullptr},
        {"no IBAN", "ES91 2100 0418 4502 0005 1332", "2100 0418", "case.bad_iban", 8, nullptr},
        {"an account without number", "<cuenta iban=\"ES91 2100 0418 4502 0005 1332\"/>", "<cuenta titular=\"Ibáñez\"/>", "case.account_without_number", 8, nullptr},
        {"no way to pay is a warning", "<cuenta iban=\"ES91 2100 0418 4502 0005 1332\"/>", "", "case.no_way_to_pay", 3, nullptr, false},
        {"nobody to talk to is a warning", "<contacto correo=\"cobros@ibanez.example\"/>", "", "case.creditor_without_contact", 3, nullptr, false},
        {"a creditor without address", "<domicilio via=\"Calle de Alcalá, 100\" codigo-postal=\"28009\" municipio=\"Madrid\" pais=\"ES\"/>", "", "case.creditor_without_address", 3, nullptr},
        {"a debtor nobody can reach", "<domicilio id=\"d1\" via=\"Paseo de la Florida, 12\" codigo-postal=\"28008\" municipio=\"Madrid\"/>", "", "case.debtor_unreachable", 10, nullptr},
        {"a debtor with a mailbox only is a warning", "<domicilio id=\"d1\" via=\"Paseo de la Florida, 12\" codigo-postal=\"28008\" municipio=\"Madrid\"/>\n  </deudor>",
         "<contacto correo=\"a@b.example\"/>\n  </deudor><fiador><nombre>X</nombre><domicilio id=\"d1\" via=\"V\" municipio=\"M\" codigo-postal=\"28001\"/></fiador>", "case.debtor_without_address", 10, nullptr, false},
        {"a postal code of four digits is a warning", "codigo-postal=\"28008\"", "codigo-postal=\"2808\"", "case.postal_code", 13, nullptr, false},
        {"a country by name", "pais=\"ES\"", "pais=\"España\"", "case.bad_country", 6, nullptr},
        {"an e-mail without domain", "cobros@ibanez.example", "cobros", "case.bad_email", 7, nullptr},
        {"two e-mails in one", "cobros@ibanez.example", "a@b.example, c@d.example", "case.bad_email", 7, nullptr},
        {"a language by name", "idioma=\"es-ES\"", "idioma=\"español\"", "case.bad_language", 2, nullptr},
        {"a currency by sign", "moneda=\"EUR\"", "moneda=\"€\"", "case.bad_currency", 2, nullptr},
        {"a link that is not safe", "https://reunion.example/1", "http://reunion.example/1", "case.bad_link", 26, nullptr},
        {"a time beyond the day", "hora=\"10:30\"", "hora=\"25:00\"", "case.bad_time", 26, nullptr},
        {"a wrong DIR3", "<nif>B88112206</nif>", "<nif>B88112206</nif><dir3 oficina=\"X\" organo=\"L01280796\" unidad=\"L01280796\"/>", "case.bad_dir3", 12, nullptr},
        // References
        {"a reference to nothing", "factura=\"f1\" fecha", "factura=\"f9\" fecha", "case.unknown_reference", 19, "expediente/abono[1]/@factura"},
        {"one of several references to nothing", "facturas=\"f1 f2\"", "facturas=\"f1 f9\"", "case.unknown_reference", 21, nullptr},
        {"a reference by number", "<abono id=\"a1\" factura=\"f1\"", "<factura id=\"f3\" numero=\"77\" fecha=\"2026-08-28\" importe=\"5\"/><abono id=\"a1\" factura=\"77\"", "case.reference_by_number", 19, nullptr},
        {"a reference to another kind", "contrato=\"c1\">Vajilla", "contrato=\"f2\">Vajilla", "case.reference_kind", 17, nullptr},
        {"commas between references", "facturas=\"f1 f2\"", "facturas=\"f1,f2\"", "case.bad_id", 21, nullptr},
        {"the same reference twice is a warning", "facturas=\"f1 f2\"", "facturas=\"f1 f1\"", "case.repeated_reference", 21, nullptr, false},
        {"the same id twice", "<abono id=\"a1\"", "<abono id=\"f1\"", "case.duplicate_id", 19, "expediente/abono[1]/@id"},
        {"the same invoice twice", "numero=\"2026/2\"", "numero=\"2026/1\"", "case.duplicate_number", 18, "expediente/factura[2]/@numero"},
        {"the address of somebody else", "domicilio=\"d1\"", "domicilio=\"d2\"", "case.address_of_another", 23, nullptr},
        {"a received letter of the ladder", "sentido=\"enviada\"", "sentido=\"recibida\"", "case.letter_received", 23, nullptr},
        {"delivered, but when?", " entrega=\"2026-10-01\"", "", "case.delivery_date_missing", 23, nullptr, false},
        {"an insolvency without its kind", "tipo=\"pago-en-transito\"", "tipo=\"concurso\"", "case.insolvency_incomplete", 25, nullptr, false},
        // Evidence
        {"evidence with backslashes", "pruebas/burofax.pdf", "pruebas\\burofax.pdf", "case.file_backslash", 27, nullptr},
        {"evidence outside the folder", "pruebas/burofax.pdf", "../otro/burofax.pdf", "case.evidence_outside", 27, "expediente/prueba[1]/@fichero"},
        {"evidence at an absolute place", "pruebas/burofax.pdf", "/etc/passwd", "case.evidence_outside", 27, nullptr},
        {"evidence on a Windows drive", "pruebas/burofax.pdf", "C:/burofax.pdf", "case.evidence_outside", 27, nullptr},
        {"evidence without file is a warning", " fichero=\"pruebas/burofax.pdf\"", "", "case.evidence_without_file", 27, nullptr, false},
        {"the same file twice is a warning", "</expediente>", "<prueba tipo=\"otro\" fichero=\"pruebas/burofax.pdf\"/></expediente>", "case.evidence_same_file", 28, nullptr, false},
        {"a hash that is none", "fichero=\"pruebas/burofax.pdf\"", "sha256=\"abc\"", "case.bad_sha256", 27, nullptr},
        // XML itself
        {"an entity of HTML", "Vajilla<", "Vajilla&nbsp;<", "case.entity_unknown", 17, nullptr},
        {"a stray ampersand", "Vajilla<", "Vajilla & copas<", "case.xml_stray_ampersand", 17, nullptr},
        {"a stray less-than", "Vajilla<", "Vajilla < copas<", "case.xml_stray_less_than", 17, nullptr},
        {"a control character", "Vajilla<", "Vajilla\x01<", "case.control_character", 17, nullptr},
        {"a control character by number", "Vajilla<", "Vajilla&#1;<", "case.control_character", 17, nullptr},
        {"an element left open", "Vajilla</factura>", "Vajilla", "case.xml_other_end", 28, nullptr},
        {"the end of the file is missing", "</expediente>", "", "case.xml_unclosed_element", 2, nullptr},
        {"two roots", "</expediente>", "</expediente><expediente/>", "case.xml_two_roots", 28, nullptr},
        {"text after the end", "</expediente>", "</expediente>fin", "case.xml_text_outside", 28, nullptr},
        {"an unquoted value", "plazo-pago=\"30\"", "plazo-pago=30", "case.xml_bad_attribute", 16, nullptr},
        {"a value left open", "hora=\"10:30\"", "hora=\"10:30", "case.xml_bad_attribute", 0, nullptr},
        {"an end of CDATA", "Vajilla<", "Vajilla]]><", "case.xml_stray_cdata_end", 17, nullptr},
        {"a comment with two hyphens", "Vajilla<", "Vajilla<!-- a -- b --><", "case.xml_comment", 17, nullptr},
        {"a late declaration", "<expediente ", "<!-- x --><?xml version=\"1.0\"?><expediente ", "case.xml_instruction", 2, nullptr},
        {"a DOCTYPE", "<expediente ", "<!DOCTYPE expediente><expediente ", "case.dtd_refused", 2, nullptr},
        {"an invisible character is a warning", "Vajilla<", "Va\u200Bjilla<", "case.invisible_character", 17, nullptr, false},
        {"a lost letter is a warning", "Vajilla<", "Caf\uFFFD<", "case.replacement_character", 17, nullptr, false},
        {"garbled accents are a warning", "Vajilla<", "JardÃ­n<", "case.garbled_text", 17, nullptr, false},
    };
    return all;
}

std::string broken(const Breakage& breakage) {
    std::string text = good_case();
    const std::size_t at = text.find(breakage.from);
    if (at == std::string::npos) throw std::logic_error(breakage.story);
    return text.replace(at, std::string(breakage.from).size(), breakage.to);
}

} // namespace legajo::read_test
