#!/usr/bin/env python3
"""Makes the evidence files of the samples from their case files, with the standard library only.

    samples/make_evidence.py            writes samples/*/pruebas/*
    samples/make_evidence.py --check    says which files differ from what would be written

Same cases, same bytes. The files are committed; run this after adding a <prueba> to a sample.
"""
import hashlib, struct, sys, textwrap, zlib
import xml.etree.ElementTree as ET
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).resolve().parent
NS = {"e": "urn:legajo:expediente:1"}


# --- what a case says ------------------------------------------------------------------------------------------------

class Case:
    def __init__(self, path):
        self.root = ET.parse(path).getroot()
        self.creditor, self.debtor = self.party("acreedor"), self.party("deudor")
        self.reference = self.root.get("referencia")
        self.invoices = self.root.findall("e:factura", NS)
        self.payments = self.root.findall("e:pago", NS)
        self.contract = self.root.find("e:contrato", NS)

    def party(self, name):
        node = self.root.find("e:" + name, NS)
        address = node.find("e:domicilio", NS)
        contact = node.find("e:contacto", NS)
        return {
            "name": node.findtext("e:nombre", "", NS).strip(),
            "nif": node.findtext("e:nif", "", NS).strip(),
            "address": "" if address is None else "{}, {} {}".format(address.get("via"), address.get("codigo-postal", ""), address.get("municipio")),
            "town": "" if address is None else address.get("municipio"),
            "mail": "" if contact is None else contact.get("correo", ""),
            "contact": "" if contact is None else contact.get("nombre", ""),
        }

    def invoices_of(self, proof):
        ids = (proof.get("facturas") or "").split()
        return [i for i in self.invoices if not ids or i.get("id") in ids]


MONTHS = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()


def spoken(date):
    year, month, day = date.split("-")
    return f"{int(day)} de {MONTHS[int(month) - 1]} de {year}"


def euros(amount):
    whole, cents = f"{Decimal(amount):.2f}".split(".")
    groups = []
    while len(whole) > 3:
        groups.insert(0, whole[-3:])
        whole = whole[:-3]
    return ".".join([whole] + groups) + "," + cents + " €"


# --- PDF: one font, plain text, pages of A4 ---------------------------------------------------------------------------

def pdf(title, lines):
    """lines: strings; '# ' makes a heading, '-- ' a rule."""
    pages, page = [], []
    for line in lines:
        for part in textwrap.wrap(line, 88) or [""]:
            page.append(part)
            if len(page) == 50:
                pages.append(page)
                page = []
    if page:
        pages.append(page)
    objects = ["<< /Type /Catalog /Pages 2 0 R /Lang (es-ES) >>", None,
               "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
               "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
               "<< /Title (" + pdf_text(title) + ") /Producer (make_evidence) >>"]
    kids = []
    for lines_of_page in pages:
        content = ["BT 11 TL 1 0 0 1 60 780 Tm /F1 10 Tf"]
        rules = []
        for number, line in enumerate(lines_of_page):
            if line.startswith("# "):
                content.append("/F2 13 Tf (" + pdf_text(line[2:]) + ") Tj /F1 10 Tf 0 -14 Td")
            elif line.startswith("-- "):
                rules.append(777 - 14 * number)
                content.append("(" + pdf_text(line[3:]) + ") Tj 0 -14 Td")
            else:
                content.append("(" + pdf_text(line) + ") Tj 0 -14 Td")
        content.append("ET")
        content += [f"0.5 w 60 {y} m 535 {y} l S" for y in rules]
        stream = zlib.compress("\n".join(content).encode("cp1252"), 9)
        objects.append((f"<< /Length {len(stream)} /Filter /FlateDecode >>", stream))
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
                       "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>")
        kids.append(len(objects))
    objects[1] = "<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), " ".join(f"{k} 0 R" for k in kids))
    out, offsets = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode()
        if isinstance(body, tuple):
            out += body[0].encode() + b"\nstream\n" + body[1] + b"\nendstream"
        else:
            out += body.encode("cp1252")
        out += b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def pdf_text(text):
    text = text.encode("cp1252", "replace").decode("cp1252")
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


# --- PNG: a photograph of a signed paper ------------------------------------------------------------------------------

# 5 x 7 letters, one string of 35 cells each.
GLYPHS = {}
for line in """
A 01110 10001 10001 11111 10001 10001 10001
B 11110 10001 10001 11110 10001 10001 11110
C 01110 10001 10000 10000 10000 10001 01110
D 11110 10001 10001 10001 10001 10001 11110
E 11111 10000 10000 11110 10000 10000 11111
F 11111 10000 10000 11110 10000 10000 10000
G 01110 10001 10000 10111 10001 10001 01110
H 10001 10001 10001 11111 10001 10001 10001
I 01110 00100 00100 00100 00100 00100 01110
J 00111 00010 00010 00010 00010 10010 01100
K 10001 10010 10100 11000 10100 10010 10001
L 10000 10000 10000 10000 10000 10000 11111
M 10001 11011 10101 10101 10001 10001 10001
N 10001 11001 10101 10011 10001 10001 10001
O 01110 10001 10001 10001 10001 10001 01110
P 11110 10001 10001 11110 10000 10000 10000
Q 01110 10001 10001 10001 10101 10010 01101
R 11110 10001 10001 11110 10100 10010 10001
S 01111 10000 10000 01110 00001 00001 11110
T 11111 00100 00100 00100 00100 00100 00100
U 10001 10001 10001 10001 10001 10001 01110
V 10001 10001 10001 10001 10001 01010 00100
W 10001 10001 10001 10101 10101 11011 10001
X 10001 10001 01010 00100 01010 10001 10001
Y 10001 10001 01010 00100 00100 00100 00100
Z 11111 00001 00010 00100 01000 10000 11111
0 01110 10001 10011 10101 11001 10001 01110
1 00100 01100 00100 00100 00100 00100 01110
2 01110 10001 00001 00010 00100 01000 11111
3 11111 00010 00100 00010 00001 10001 01110
4 00010 00110 01010 10010 11111 00010 00010
5 11111 10000 11110 00001 00001 10001 01110
6 00110 01000 10000 11110 10001 10001 01110
7 11111 00001 00010 00100 01000 01000 01000
8 01110 10001 10001 01110 10001 10001 01110
9 01110 10001 10001 01111 00001 00010 01100
- 00000 00000 00000 11111 00000 00000 00000
. 00000 00000 00000 00000 00000 01100 01100
, 00000 00000 00000 00000 01100 00100 01000
/ 00001 00001 00010 00100 01000 10000 10000
: 00000 01100 01100 00000 01100 01100 00000
""".strip().splitlines():
    name, *rows = line.split()
    GLYPHS[name] = rows
PLAIN = str.maketrans("ÁÉÍÓÚÜÑÇÀÈÒáéíóúüñçàèò", "AEIOUUNCAEOAEIOUUNCAEO")


def png(lines):
    width, height = 620, 820
    rows = [bytearray(width) for _ in range(height)]
    for y in range(height):  # paper under uneven light, edges of a dark table
        for x in range(width):
            inside = 18 < x + y // 40 < width - 22 and 16 < y + x // 50 < height - 24
            rows[y][x] = (232 - (x + 2 * y) // 64) if inside else 74

    def ink(x, y, shade):
        if 0 <= x < width and 0 <= y < height:
            rows[y][x] = shade

    def write(text, left, top, scale):
        for index, letter in enumerate(text.upper().translate(PLAIN)):
            for row, bits in enumerate(GLYPHS.get(letter, [])):
                for column, bit in enumerate(bits):
                    if bit == "1":
                        for dy in range(scale):
                            for dx in range(scale):
                                ink(left + (index * 6 + column) * scale + dx, top + row * scale + dy + (left + index * 6) // 180, 52)

    for number, line in enumerate(lines):
        write(line[:46], 50, 60 + number * 30, 3 if number == 0 else 2)
    x, y, step = 330.0, 690.0, 0
    while step < 900:  # a signature: a fixed sum of two circles that drifts to the right
        angle = step / 23.0
        px = int(x + step * 0.22 + 34 * tri(angle))
        py = int(y + 30 * tri(angle * 1.31 + 1) - step * 0.03)
        for d in (0, 1):
            ink(px + d, py, 40)
            ink(px, py + d, 40)
        step += 1
    raw = b"".join(b"\0" + bytes(row) for row in rows)

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) +
            chunk(b"pHYs", struct.pack(">IIB", 2953, 2953, 1)) + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b""))


def tri(t):
    """A wave of period 4 between -1 and 1, smooth enough for ink; exact on every machine."""
    t %= 4.0
    t = t if t < 2.0 else t - 4.0
    return t * (2.0 - abs(t))


# --- the kinds of document --------------------------------------------------------------------------------------------

def header(case):
    c = case.creditor
    return ["# " + c["name"], f"NIF {c['nif']} · {c['address']}", ""]


def invoice_lines(invoices):
    for i in invoices:
        yield f"   {i.get('numero')}   {spoken(i.get('fecha'))}   {euros(i.get('importe'))}   {(i.text or '').strip()}"


def contract(case, proof):
    c, d, k = case.creditor, case.debtor, case.contract
    term = None if k is None else k.get("plazo-pago")
    lines = ["# CONTRATO" + ("" if k is None or not k.get("referencia") else " " + k.get("referencia")), "",
             f"En {c['town']}, a {spoken(proof.get('fecha'))}.", "",
             "-- REUNIDOS", f"De una parte, {c['name']}, con NIF {c['nif']} y domicilio en {c['address']} (el proveedor).",
             f"De otra, {d['name']}, con NIF {d['nif']} y domicilio en {d['address']} (el cliente).", "",
             "-- ACUERDAN", "Primero. Objeto. " + ("" if k is None else (k.text or "").strip()) + ".",
             "Segundo. Precio. El de la tarifa aceptada por el cliente en cada pedido, más los impuestos que correspondan.",
             f"Tercero. Pago. Las facturas se pagan a los {term or 30} días de la entrega, por transferencia a la cuenta del proveedor.",
             "Cuarto. Reclamaciones. El cliente revisa lo recibido y comunica cualquier defecto dentro de los quince días siguientes.",
             "Quinto. Notificaciones. Valen los domicilios y correos de este contrato mientras no se comunique otro."]
    guarantor = case.root.find("e:fiador", NS)
    if guarantor is not None:
        lines += [f"Sexto. Fianza. {guarantor.findtext('e:nombre', '', NS)} responde solidariamente con el cliente hasta "
                  f"{euros(guarantor.get('limite', '0'))}, con renuncia a los beneficios de orden, división y excusión."]
    return lines + ["", "Leído y conforme, lo firman por duplicado.", "", f"El proveedor: {c['name']}", "", f"El cliente: {d['name']}"]


def delivery(case, proof):
    lines = header(case) + ["# ALBARÁN DE ENTREGA", f"Fecha: {spoken(proof.get('fecha'))}", f"Destinatario: {case.debtor['name']}",
                            f"Lugar de entrega: {case.debtor['address']}", "", "-- Conceptos"]
    lines += [f"   {(i.text or '').strip()}   (factura {i.get('numero')})" for i in case.invoices_of(proof)]
    return lines + ["", "Bultos: 6 · Estado: conforme, sin daños aparentes", "", "Recibí conforme (nombre, firma y sello):",
                    case.debtor["contact"] or case.debtor["name"]]


def invoice(case, proof):
    i = case.invoices_of(proof)[0]
    lines = header(case) + [f"# FACTURA {i.get('numero')}", f"Fecha: {spoken(i.get('fecha'))}",
                            f"Cliente: {case.debtor['name']} · NIF {case.debtor['nif']}", case.debtor["address"], "",
                            "-- Concepto", f"   {(i.text or '').strip()}", ""]
    if i.get("base"):
        lines += [f"   Base imponible   {euros(i.get('base'))}", f"   IVA              {euros(i.get('iva', '0'))}"]
    lines += [f"   TOTAL            {euros(i.get('importe'))}", ""]
    if i.get("vencimiento"):
        lines += [f"Vencimiento: {spoken(i.get('vencimiento'))}. Pago por transferencia indicando el número de factura."]
    return lines


def burofax(case, proof):
    return header(case) + [f"BUROFAX con certificación de texto y acuse de recibo · {spoken(proof.get('fecha'))}",
                           f"Destinatario: {case.debtor['name']}, {case.debtor['address']}", "", "# " + (proof.text or "").strip(), "",
                           "Les escribimos por las facturas siguientes, vencidas y pendientes de pago:", ""] + \
        list(invoice_lines(case.invoices_of(proof))) + \
        ["", "Si existe algún desacuerdo, les rogamos que nos lo indiquen por escrito y con sus motivos.",
         "Esta comunicación interrumpe la prescripción (artículo 1973 del Código Civil).", "", f"Nuestra referencia: {case.reference}"]


def acknowledgement(case, proof):
    return ["# ACUSE DE RECIBO", "", f"Envío de {case.creditor['name']}", f"Destinatario: {case.debtor['name']}, {case.debtor['address']}", "",
            f"Entregado el {spoken(proof.get('fecha'))} a las 10:42 a persona que se identifica como empleado del destinatario.",
            "Identificador del envío: NB00" + hashlib.sha256(case.reference.encode()).hexdigest()[:9].upper(), "",
            (proof.text or "").strip() + "."]


def quotation(case, proof):
    return header(case) + ["# PRESUPUESTO", f"Fecha: {spoken(proof.get('fecha'))} · Válido 30 días", f"Para: {case.debtor['name']}", "", "-- Partidas"] + \
        list(invoice_lines(case.invoices_of(proof))) + ["", "Precios con impuestos incluidos. Aceptado el presupuesto, firma el cliente:", "",
                                                        case.debtor["name"]]


def transfer(case, proof):
    payment = next((p for p in case.payments if p.get("prueba") == proof.get("id")), case.payments[0])
    return ["# JUSTIFICANTE DE TRANSFERENCIA", "", f"Ordenante: {case.debtor['name']}", f"Beneficiario: {case.creditor['name']}",
            f"Fecha: {spoken(payment.get('fecha'))}", f"Importe: {euros(payment.get('importe'))}", "Concepto: a cuenta de facturas"]


def statement(case):
    lines = [f"Extracto de la cuenta de cliente: {case.debtor['name']} (NIF {case.debtor['nif']})", f"Emitido por {case.creditor['name']}", "",
             f"{'Fecha':<12}{'Concepto':<40}{'Cargo':>14}{'Abono':>14}{'Saldo':>14}"]
    entries = [(i.get("fecha"), "Factura " + i.get("numero"), Decimal(i.get("importe")), Decimal(0)) for i in case.invoices]
    entries += [(p.get("fecha"), "Pago", Decimal(0), Decimal(p.get("importe"))) for p in case.payments]
    entries += [(a.get("fecha"), "Abono " + a.get("numero", ""), Decimal(0), Decimal(a.get("importe"))) for a in case.root.findall("e:abono", NS)]
    balance = Decimal(0)
    for date, text, debit, credit in sorted(entries, key=lambda e: e[:2]):
        balance += debit - credit
        lines.append(f"{date:<12}{text:<40}{debit:>14.2f}{credit:>14.2f}{balance:>14.2f}")
    return "\n".join(lines + ["", f"Saldo pendiente: {balance:.2f} EUR", ""]).encode("utf-8")


def mail(case, proof):
    c, d = case.creditor, case.debtor
    ours = "aviso" in proof.get("fichero")
    sender, receiver = (c, d) if ours else (d, c)
    body = [f"{'Buenos días' if ours else 'Buenas tardes'}:", ""]
    if ours:
        body += ["Adjuntamos de nuevo la factura, por si no la recibió. Si ya la ha pagado, disculpe este mensaje."]
    elif "queja" in proof.get("fichero"):
        body += ["Los folletos han llegado con un azul más oscuro que el de la prueba que firmamos.", "Pedimos una rebaja o que los repitan."]
    else:
        body += ["Reconocemos las facturas pendientes. Ahora mismo no podemos pagarlas de una vez.", "¿Podríamos pagar en varios plazos?"]
    body += ["", "Un saludo,", sender["contact"] or sender["name"], ""]
    day = proof.get("fecha")
    year, month, number = day.split("-")
    english = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()[int(month) - 1]
    text = "\r\n".join([f"From: {sender['mail']}", f"To: {receiver['mail']}", "Subject: Facturas de este periodo",
                        f"Date: {int(number)} {english} {year} 16:20:00 +0100",
                        f"Message-ID: <{hashlib.sha256((case.reference + proof.get('id')).encode()).hexdigest()[:16]}@ejemplo.example>",
                        "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit", ""] + body)
    return text.encode("utf-8")


def facturae(case, proof):
    i = case.invoices_of(proof)[0]
    base, tax, total = Decimal(i.get("base")), Decimal(i.get("iva", "0")), Decimal(i.get("importe"))
    rate = (tax * 100 / base).quantize(Decimal("1.00")) if base else Decimal(0)

    def party(role, p, node):
        address = node.find("e:domicilio", NS)
        return f"""    <{role}>
      <TaxIdentification><PersonTypeCode>J</PersonTypeCode><ResidenceTypeCode>R</ResidenceTypeCode><TaxIdentificationNumber>{p['nif']}</TaxIdentificationNumber></TaxIdentification>
      <LegalEntity><CorporateName>{escape(p['name'])}</CorporateName>
        <AddressInSpain><Address>{escape(address.get('via'))}</Address><PostCode>{address.get('codigo-postal')}</PostCode><Town>{escape(address.get('municipio'))}</Town><Province>{escape(address.get('provincia', ''))}</Province><CountryCode>ESP</CountryCode></AddressInSpain>
      </LegalEntity>
    </{role}>"""

    node = case.root
    due = i.get("vencimiento")
    payment = "" if not due else f"""
      <PaymentDetails><Installment><InstallmentDueDate>{due}</InstallmentDueDate><InstallmentAmount>{total:.2f}</InstallmentAmount><PaymentMeans>04</PaymentMeans></Installment></PaymentDetails>"""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<fe:Facturae xmlns:fe="http://www.facturae.gob.es/formato/Versiones/Facturaev3_2_2.xml" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
  <FileHeader>
    <SchemaVersion>3.2.2</SchemaVersion><Modality>I</Modality><InvoiceIssuerType>EM</InvoiceIssuerType>
    <Batch><BatchIdentifier>{escape(case.creditor['nif'] + i.get('numero'))}</BatchIdentifier><InvoicesCount>1</InvoicesCount>
      <TotalInvoicesAmount><TotalAmount>{total:.2f}</TotalAmount></TotalInvoicesAmount>
      <TotalOutstandingAmount><TotalAmount>{total:.2f}</TotalAmount></TotalOutstandingAmount>
      <TotalExecutableAmount><TotalAmount>{total:.2f}</TotalAmount></TotalExecutableAmount>
      <InvoiceCurrencyCode>EUR</InvoiceCurrencyCode></Batch>
  </FileHeader>
  <Parties>
{party('SellerParty', case.creditor, node.find('e:acreedor', NS))}
{party('BuyerParty', case.debtor, node.find('e:deudor', NS))}
  </Parties>
  <Invoices>
    <Invoice>
      <InvoiceHeader><InvoiceNumber>{escape(i.get('numero'))}</InvoiceNumber><InvoiceDocumentType>FC</InvoiceDocumentType><InvoiceClass>OO</InvoiceClass></InvoiceHeader>
      <InvoiceIssueData><IssueDate>{i.get('fecha')}</IssueDate><InvoiceCurrencyCode>EUR</InvoiceCurrencyCode><TaxCurrencyCode>EUR</TaxCurrencyCode><LanguageName>es</LanguageName></InvoiceIssueData>
      <TaxesOutputs><Tax><TaxTypeCode>01</TaxTypeCode><TaxRate>{rate}</TaxRate><TaxableBase><TotalAmount>{base:.2f}</TotalAmount></TaxableBase><TaxAmount><TotalAmount>{tax:.2f}</TotalAmount></TaxAmount></Tax></TaxesOutputs>
      <InvoiceTotals><TotalGrossAmount>{base:.2f}</TotalGrossAmount><TotalGrossAmountBeforeTaxes>{base:.2f}</TotalGrossAmountBeforeTaxes><TotalTaxOutputs>{tax:.2f}</TotalTaxOutputs><TotalTaxesWithheld>0.00</TotalTaxesWithheld><InvoiceTotal>{total:.2f}</InvoiceTotal><TotalOutstandingAmount>{total:.2f}</TotalOutstandingAmount><TotalExecutableAmount>{total:.2f}</TotalExecutableAmount></InvoiceTotals>
      <Items><InvoiceLine><ItemDescription>{escape((i.text or '').strip())}</ItemDescription><Quantity>1.0</Quantity><UnitOfMeasure>01</UnitOfMeasure><UnitPriceWithoutTax>{base:.6f}</UnitPriceWithoutTax><TotalCost>{base:.6f}</TotalCost><GrossAmount>{base:.6f}</GrossAmount><TaxesOutputs><Tax><TaxTypeCode>01</TaxTypeCode><TaxRate>{rate}</TaxRate><TaxableBase><TotalAmount>{base:.2f}</TotalAmount></TaxableBase><TaxAmount><TotalAmount>{tax:.2f}</TotalAmount></TaxAmount></Tax></TaxesOutputs></InvoiceLine></Items>{payment}
    </Invoice>
  </Invoices>
</fe:Facturae>
""".encode("utf-8")


def agreement(case, proof):
    plan = case.root.find("e:acuerdo", NS)
    lines = ["# RECONOCIMIENTO DE DEUDA Y PLAN DE PAGOS", "", f"En {case.creditor['town']}, a {spoken(proof.get('fecha'))}.", "",
             f"{case.debtor['name']} reconoce adeudar a {case.creditor['name']} las facturas siguientes:"] + \
        list(invoice_lines(case.invoices_of(proof))) + ["", "-- Calendario"]
    if plan is not None:
        lines += [f"   {spoken(c.get('vencimiento'))}   {euros(c.get('importe'))}" for c in plan.findall("e:cuota", NS)]
    return lines + ["", "El pago de una cuota no supone renuncia a los intereses. No hay novación.", "", "Firmado por las dos partes."]


def other(case, proof):
    text = (proof.text or "").strip()
    lines = header(case) + ["# " + text, f"Fecha: {spoken(proof.get('fecha'))}", f"Asunto: {case.debtor['name']}", ""]
    kind = proof.get("tipo")
    if kind == "solicitud-negociacion":
        lines += ["Les invitamos a negociar una solución sobre las facturas siguientes:", ""] + list(invoice_lines(case.invoices_of(proof))) + \
            ["", "Pueden responder por correo electrónico o teléfono en el plazo de treinta días."]
    elif kind == "oferta-confidencial":
        lines += ["CONFIDENCIAL. Este documento no se aporta al juzgado.", "Propuesta: pago en cuatro plazos iguales sin intereses."]
    elif kind == "pedido":
        lines += ["Encargamos los trabajos siguientes en las condiciones acordadas:", ""] + list(invoice_lines(case.invoices_of(proof)))
    elif kind == "poder":
        lines += ["Escritura de poder otorgada ante notario a favor de quien firma las comunicaciones del acreedor."]
    else:
        hold = case.root.find("e:incidencia", NS)
        lines += [proof.get("acredita") or "", "" if hold is None else f"{hold.get('juzgado') or ''} · {hold.get('autos') or ''}"]
    return lines


WRITERS = {"contrato": contract, "albaran": delivery, "factura": invoice, "burofax": burofax, "acuse": acknowledgement, "certificado-texto": acknowledgement,
           "presupuesto": quotation, "justificante-pago": transfer, "reconocimiento-deuda": agreement}


def make(case, proof):
    suffix = Path(proof.get("fichero")).suffix
    if suffix == ".pdf":
        lines = WRITERS.get(proof.get("tipo"), other)(case, proof)
        return pdf((proof.text or "").strip(), lines)
    if suffix == ".png":
        lines = [case.creditor["name"], "", "ALBARAN DE ENTREGA" if proof.get("tipo") == "albaran" else "PRUEBA DE COLOR", "FECHA: " + proof.get("fecha"),
                 "PARA: " + case.debtor["name"], ""]
        lines += [(i.text or "").strip() for i in case.invoices_of(proof)] + ["", "RECIBIDO CONFORME", "", "", "", "FIRMA:"]
        return png(lines)
    return {".txt": lambda: statement(case), ".eml": lambda: mail(case, proof), ".xml": lambda: facturae(case, proof)}[suffix]()


def main():
    check = "--check" in sys.argv[1:]
    different = 0
    for path in sorted(HERE.glob("*/expediente.xml")):
        case = Case(path)
        for proof in case.root.findall("e:prueba", NS):
            target = path.parent / proof.get("fichero")
            made = make(case, proof)
            if target.exists() and target.read_bytes() == made:
                continue
            different += 1
            if check:
                print("differs:", target.relative_to(HERE))
            else:
                target.parent.mkdir(exist_ok=True)
                target.write_bytes(made)
    print(f"{different} file(s) {'differ' if check else 'written'}")
    return 1 if check and different else 0


if __name__ == "__main__":
    sys.exit(main())
