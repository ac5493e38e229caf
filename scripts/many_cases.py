#!/usr/bin/env python3
"""Writes N invented case files into a folder, for the bench and for trials: many_cases.py FOLDER N [--invoices K] [--seed S]

Every case is complete and valid (check digits included); names, amounts and dates differ. The same arguments give the same files.
"""
import argparse
import datetime
import pathlib
import random

SURNAMES = "García Núñez Ibáñez Peña Cañizares López Muñoz Ruiz Sáez Ortega Vidal Castaño Ferrer Rey Alonso Prieto".split()
TRADES = "Suministros Talleres Instalaciones Logística Imprenta Carpintería Electricidad Consultoría Alimentación Climatización".split()
TOWNS = [("28009", "Madrid", "Madrid"), ("46002", "València", "Valencia"), ("41001", "Sevilla", "Sevilla"), ("15003", "A Coruña", "A Coruña"),
         ("48005", "Bilbao", "Bizkaia"), ("29015", "Málaga", "Málaga")]
DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"


def cif(rng):
    digits = [rng.randrange(10) for _ in range(7)]
    odd = sum(sum(divmod(2 * d, 10)) for d in digits[0::2])
    return "B" + "".join(map(str, digits)) + str((10 - (odd + sum(digits[1::2])) % 10) % 10)


def dni(rng):
    number = rng.randrange(10_000_000, 99_999_999)
    return f"{number}{DNI_LETTERS[number % 23]}"


def iban(rng):
    bank, account = "21000418", "".join(str(rng.randrange(10)) for _ in range(10))

    def control(text):
        weights = [1, 2, 4, 8, 5, 10, 9, 7, 3, 6]
        value = 11 - sum(int(c) * w for c, w in zip(text.rjust(10, "0"), weights)) % 11
        return {10: 1, 11: 0}.get(value, value)

    basic = bank + str(control(bank)) + str(control(account)) + account
    return f"ES{98 - int(basic + '142800') % 97:02d}{basic}"


def money(cents):
    return f"{cents // 100}.{cents % 100:02d}"


def case(number, rng, invoices):
    is_consumer = rng.random() < 0.4
    code, town, province = rng.choice(TOWNS)
    creditor_town = rng.choice(TOWNS)
    surname = rng.sample(SURNAMES, 4)
    creditor = f"{rng.choice(TRADES)} {surname[0]} y {surname[1]}, S.L."
    debtor = f"{rng.choice(['Ana', 'Luis', 'Marta', 'Íñigo', 'Begoña'])} {surname[2]} {surname[3]}" if is_consumer else f"{rng.choice(TRADES)} {surname[2]}, S.L."
    lines = []
    for i in range(invoices):
        due = datetime.date(2026, 11, 20) - datetime.timedelta(days=rng.randrange(20, 60))
        issued = due - datetime.timedelta(days=30)
        base = rng.randrange(5_000, 400_000)
        vat = (base * 21 + 50) // 100
        lines.append(f'  <factura id="f{i + 1}" numero="2026/{number:06d}-{i + 1}" fecha="{issued}" entrega="{issued}" vencimiento="{due}" '
                     f'base="{money(base)}" iva="{money(vat)}" importe="{money(base + vat)}" contrato="c1">Suministro de material</factura>')
    kind = "consumidor" if is_consumer else "empresa"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<expediente xmlns="urn:legajo:expediente:1" referencia="LOTE-{number:06d}" datos-a="2026-11-19" idioma="es-ES" moneda="EUR">
  <acreedor tipo="empresa" persona="juridica">
    <nombre>{creditor}</nombre><nif>{cif(rng)}</nif>
    <domicilio via="Calle Mayor, {rng.randrange(1, 200)}" codigo-postal="{creditor_town[0]}" municipio="{creditor_town[1]}" provincia="{creditor_town[2]}" pais="ES"/>
    <contacto nombre="Ana {surname[0]}" correo="cobros@ejemplo.es" telefono="+34 910 000 000"/>
    <cuenta iban="{iban(rng)}" titular="{creditor}"/>
    <firmante nombre="Ana {surname[0]} {surname[1]}" cargo="Administradora"/>
  </acreedor>
  <deudor tipo="{kind}" persona="{'fisica' if is_consumer else 'juridica'}">
    <nombre>{debtor}</nombre><nif>{dni(rng) if is_consumer else cif(rng)}</nif>
    <domicilio via="Avenida del Puerto, {rng.randrange(1, 200)}" codigo-postal="{code}" municipio="{town}" provincia="{province}" pais="ES"/>
    <contacto correo="deudor{number}@ejemplo.es"/>
  </deudor>
  <contrato id="c1" referencia="C-{number:06d}" fecha="2025-03-01" plazo-pago="30" objeto="suministro" destino="{'particular' if is_consumer else 'uso-propio'}">Suministro periódico</contrato>
{chr(10).join(lines)}
</expediente>
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--invoices", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    for number in range(1, given.count + 1):
        rng = random.Random(given.seed * 1_000_003 + number)
        shard = given.folder / f"{number // 1000:03d}"
        shard.mkdir(parents=True, exist_ok=True)
        (shard / f"lote-{number:06d}.xml").write_text(case(number, rng, given.invoices), encoding="utf-8")


main()
