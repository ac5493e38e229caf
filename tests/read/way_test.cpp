#include "read/read_case.hpp"

#include <catch2/catch.hpp>

using namespace legajo;

TEST_CASE("the vocabulary's example becomes a case") {
    const auto result = read::read_case(R"(<?xml version="1.0" encoding="UTF-8"?>
<expediente xmlns="urn:legajo:expediente:1" referencia="EXP-2026-0417" datos-a="2026-03-25" idioma="es-ES" moneda="EUR">
  <acreedor tipo="empresa">
    <nombre>Suministros Ibáñez y Muñoz, S.L.</nombre> <nif>B87654323</nif>
    <domicilio via="Calle de Alcalá, 100, 3.º B" codigo-postal="28009" municipio="Madrid" provincia="Madrid" pais="ES"/>
    <contacto correo="cobros@ejemplo.es" telefono="+34 910 000 000"/>
    <cuenta iban="ES91 2100 0418 4502 0005 1332" titular="Suministros Ibáñez y Muñoz, S.L."/>
    <firmante nombre="Ana Núñez Ibáñez" cargo="Administradora"/>
  </acreedor>
  <deudor tipo="empresa"><nombre>Bar Sol, S.L.</nombre><domicilio via="Calle Mayor, 1" codigo-postal="28013" municipio="Madrid"/></deudor>
  <contrato id="c1" referencia="CS-2025-12" fecha="2025-03-01" plazo-pago="30">Suministro de …</contrato>
  <factura id="f1" numero="2026/113" fecha="2026-01-15" entrega="2026-01-14" vencimiento="2026-02-14" base="1000.00" iva="210.00" importe="1210.00" contrato="c1">Concepto</factura>
  <pago id="pg1" fecha="2026-03-01" importe="200.00" factura="f1" medio="transferencia"/>
  <comunicacion id="k1" fecha="2026-03-21" sentido="enviada" canal="burofax" carta="requerimiento" resultado="entregada" entrega="2026-03-23" prueba="p1"/>
  <prueba id="p1" tipo="contrato" fecha="2025-03-01" fichero="pruebas/contrato.pdf">Contrato de suministro firmado</prueba>
</expediente>
)");
    for (const auto& problem : result.problems()) UNSCOPED_INFO(problem.code << " " << problem.place.line << ":" << problem.place.column << " " << problem.place.path);
    REQUIRE(result.ok());
    CHECK(result->creditor.name == "Suministros Ibáñez y Muñoz, S.L.");
    CHECK(result->invoices[0].amount.cents() == 121000);
    CHECK(result->invoices[0].place.path == "expediente/factura[1]");
    CHECK(result->invoices[0].place.line == 12);
    CHECK(result->invoices[0].place.column == 3);
    CHECK(result->communications[0].letter == "requerimiento");
    CHECK(result->creditor.accounts[0].iban == "ES9121000418450200051332");
}
