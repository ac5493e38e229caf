#!/usr/bin/env python3
"""Random cases computed a second time, by other means, and compared with `legajo explain --json`.

oracle.py PROGRAM PACK_FOLDER [count] [seed]: fractions only, day by day where the engine works by segments. Written from the rules (L-numbers), not
from the engine: due dates cut to 60 days (L-112), interest by half-year (L-122, L-304), 40 EUR per invoice (L-130), payments both ways (L-306),
parts of joint debtors (L-411), limitation with COVID days (L-401 to L-410), instalments and deadlines on working days.
"""
import csv, datetime, json, os, random, subprocess, sys, tempfile
from decimal import Decimal, ROUND_HALF_UP
from fractions import Fraction

D, DAY = datetime.date, datetime.timedelta(1)
program, pack = sys.argv[1], sys.argv[2]
count = int(sys.argv[3]) if len(sys.argv) > 3 else 200
rnd = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)


def cents(x):  # half up
    return int((Decimal(x.numerator) / Decimal(x.denominator)).quantize(Decimal(1), ROUND_HALF_UP)) if not isinstance(x, int) else x


def euros(c):
    return f"{'-' if c < 0 else ''}{abs(c) // 100}.{abs(c) % 100:02d}"


def rows(name):
    with open(os.path.join(pack, "law", name), encoding="utf-8") as f:
        return list(csv.DictReader(f))


RATES = [(D.fromisoformat(r["from"]), D.fromisoformat(r["to"]), Fraction(r["value"])) for r in rows("intereses.csv") if r["key"] == "late_payment"]
HOLIDAYS = {}
for r in rows("festivos.csv"):
    HOLIDAYS.setdefault(r["key"], set()).add(D.fromisoformat(r["from"]))


def rate(day):
    for start, end, value in RATES:
        if start <= day <= end:
            return start, value
    return None, None


def works(day, region):
    return day.weekday() < 5 and day not in HOLIDAYS["holiday.ES"] and day not in HOLIDAYS.get(region, set())


def years(day, n):
    try:
        return day.replace(year=day.year + n)
    except ValueError:
        return D(day.year + n, 2, 28)


class Invoice:
    def __init__(self, i, today):
        self.id, self.number = f"f{i}", f"R-{i:03d}"
        self.issued = today - DAY * rnd.randint(5, rnd.choice([100, 700, 3000]))
        self.delivered = self.issued - DAY * rnd.randint(0, 10)
        self.agreed = self.issued + DAY * rnd.randint(0, 120)
        self.due = min(self.agreed, self.delivered + 60 * DAY)  # L-112
        self.amount = rnd.randint(1, rnd.choice([10 ** 3, 10 ** 5, 10 ** 7]))
        self.credits, self.payments = [], []  # (day, cents), (day, cents, interest first)

    def run(self, today, fixed):
        """Principal, interest, compensation owed today, walking day by day."""
        principal, lines, interest_paid, fixed_paid, late = self.amount, [], 0, 0, False
        open_line = None  # [rate key, base, days, rate]
        credited = sum(c for d, c in self.credits if d <= today)
        whole = credited >= self.amount

        def owed():
            total = sum(cents(Fraction(b * n) * r / 36500) for _, b, n, r in lines)
            if open_line:
                total += cents(Fraction(open_line[1] * open_line[2]) * open_line[3] / 36500)
            return total - interest_paid

        events = sorted([(d, 0, c, None) for d, c in self.credits] + [(d, 1, c, first) for d, c, first in self.payments], key=lambda e: e[:2])
        day = min([self.due] + [e[0] for e in events])
        while day <= today:
            if day > self.due and principal > 0:
                late = True
                key, value = rate(day)
                if not whole and value is not None:
                    if open_line and (open_line[0] != key or open_line[1] != principal):
                        lines.append(open_line)
                        open_line = None
                    if not open_line:
                        open_line = [key, principal, 0, value]
                    open_line[2] += 1
            for d, kind, amount, first in events:
                if d != day:
                    continue
                if open_line:  # a movement closes the line
                    lines.append(open_line)
                    open_line = None
                if kind == 0:
                    principal -= min(amount, principal)
                    continue
                steps = ["i", "p"] if first else ["p", "i"]
                for step in steps:
                    part = min(amount, max(owed(), 0)) if step == "i" else min(amount, principal)
                    if step == "i":
                        interest_paid += part
                    else:
                        principal -= part
                    amount -= part
                fixed_paid += min(amount, max((fixed if late and not whole else 0) - fixed_paid, 0))
            day += DAY
        # Neighbouring lines of one rate and base (a movement of nothing) stay apart, as printed.
        return principal, owed(), (fixed if late and not whole else 0) - fixed_paid, late


def limitation(invoice, interrupts, years_long):
    """Last safe day of a debt: restarts at each interruption in time; 82 COVID days less one (L-403, L-910)."""
    starts, interrupts = invoice.due, sorted(interrupts)

    def end(start):
        last = min(years(start, 15), D(2020, 10, 7)) if start < D(2015, 10, 7) and years_long == 5 else years(start, years_long)
        covid = start < D(2020, 6, 3) and last >= D(2020, 3, 14)
        if covid:
            last += DAY * ((D(2020, 6, 3) - max(start, D(2020, 3, 13))).days)
        return last, covid

    last, covid = end(starts)
    for day in interrupts:
        if starts < day <= last:
            starts = day
            last, covid = years(starts, years_long), False
            if starts < D(2020, 6, 3) and last >= D(2020, 3, 14):
                last, covid = last + DAY * ((D(2020, 6, 3) - max(starts, D(2020, 3, 13))).days), True
    return last - DAY if covid else last


PLACES = [("28009", "Madrid", "holiday.ES-MD"), ("08011", "Barcelona", "holiday.ES-CT"), ("41001", "Sevilla", "holiday.ES-AN"), ("48001", "Bilbao", "holiday.ES-PV")]


def make(today):
    place = rnd.choice(PLACES)
    invoices = [Invoice(i + 1, today) for i in range(rnd.randint(1, 5))]
    shares = None
    if rnd.random() < 0.3:
        others = rnd.randint(1, 3)
        shares = [rnd.choice([None, rnd.randint(1, 30)]) for _ in range(others)]
    xml, payments = [], []
    for inv in invoices:
        if rnd.random() < 0.2:
            day = inv.issued + DAY * rnd.randint(0, 60)
            amount = rnd.choice([inv.amount, rnd.randint(1, inv.amount)])
            if day <= today:
                inv.credits.append((day, amount))
        for _ in range(0 if shares else rnd.choice([0, 0, 1, 1, 2])):
            day = inv.issued + DAY * rnd.randint(0, 200)
            if day > today:
                continue
            stated = rnd.choice(["intereses", "principal", None])
            left = inv.amount - sum(p[1] for p in inv.payments)
            if left <= 0:
                continue
            amount = rnd.choice([left, rnd.randint(1, left)])
            inv.payments.append((day, amount, stated == "intereses"))  # unstated: nobody has claimed interest, so the principal first
            payments.append((inv, day, amount, stated))
    xml.append(f'<expediente xmlns="urn:legajo:expediente:1" referencia="O-1" datos-a="{today}">'
               '<acreedor tipo="empresa"><nombre>Acreedora de Prueba, S.L.</nombre><nif>B87654323</nif>'
               '<domicilio via="Calle Mayor, 1" codigo-postal="28013" municipio="Madrid" provincia="Madrid"/><contacto correo="a@example.com"/></acreedor>'
               '<deudor id="d1" tipo="empresa"><nombre>Deudora de Prueba, S.A.</nombre><nif>A48112239</nif>'
               f'<domicilio via="Calle Menor, 2" codigo-postal="{place[0]}" municipio="{place[1]}" provincia="{place[1]}"/><contacto correo="d@example.com"/></deudor>')
    nifs = ["B20991121", "B96123450", "A48112239"]
    for k, percent in enumerate(shares or []):
        cuota = f' cuota="{percent}"' if percent else ""
        xml.append(f'<codeudor id="co{k}" tipo="empresa" regimen="mancomunado"{cuota}><nombre>Codeudora {k}, S.L.</nombre><nif>{nifs[k]}</nif>'
                   f'<domicilio via="Calle Menor, 3" codigo-postal="{place[0]}" municipio="{place[1]}" provincia="{place[1]}"/><contacto correo="c@example.com"/></codeudor>')
    law = rnd.choice(["comun", "cataluna"])
    xml.append(f'<contrato id="c1" referencia="C-1" fecha="2015-01-02" objeto="servicios" destino="uso-propio" ley="{law}">Servicios</contrato>')
    for inv in invoices:
        xml.append(f'<factura id="{inv.id}" numero="{inv.number}" fecha="{inv.issued}" entrega="{inv.delivered}" vencimiento="{inv.agreed}" importe="{euros(inv.amount)}" contrato="c1">Servicio</factura>')
    for inv in invoices:
        for day, amount in inv.credits:
            xml.append(f'<abono id="a{inv.id}" factura="{inv.id}" fecha="{day}" importe="{euros(amount)}">Abono</abono>')
    for k, (inv, day, amount, stated) in enumerate(sorted(payments, key=lambda p: p[1])):
        word = f' imputacion="{stated}"' if stated else ""
        xml.append(f'<pago id="pg{k:02d}" fecha="{day}" importe="{euros(amount)}" factura="{inv.id}"{word}/>')
    offer = None
    if not shares and rnd.random() < 0.4:
        offer = (rnd.randint(2, 12), today + DAY * rnd.randint(3, 40))
        xml.append(f'<oferta><plan cuotas="{offer[0]}" primera="{offer[1]}" periodicidad="mensual"/></oferta>')
    xml.append("</expediente>")
    return "".join(xml), invoices, shares, law, offer, place


def weights(shares):
    rest = 100 - sum(s or 0 for s in shares)
    unstated = 1 + sum(1 for s in shares if s is None)
    return [Fraction(rest, unstated)] + [Fraction(s) if s else Fraction(rest, unstated) for s in shares]


def parts(amount, w):  # largest remainder, the earlier one first
    whole = [amount * x / 100 for x in w]
    floor = [x.numerator // x.denominator for x in whole]
    order = sorted(range(len(w)), key=lambda k: (-(whole[k] - floor[k]), k))
    for k in order[:amount - sum(floor)]:
        floor[k] += 1
    return floor


def explain(xml, today):
    with tempfile.NamedTemporaryFile("w", suffix=".xml", encoding="utf-8", delete=False) as f:
        f.write(xml)
    run = subprocess.run([program, "explain", f.name, "--as-of", str(today), "--json"], capture_output=True, text=True)
    os.unlink(f.name)
    if run.returncode != 0:
        raise SystemExit(f"{run.stderr}\n{xml}")
    return json.loads(run.stdout)


def totals(invoices, today, fixed):
    sums, per = [0, 0, 0], []
    for inv, one in zip(invoices, fixed):
        principal, interest, compensation, late = inv.run(today, one)
        is_due = inv.due < today and principal > 0
        if is_due or (late and (interest > 0 or compensation > 0)):
            sums[0] += principal if is_due else 0
            sums[1] += interest
            sums[2] += compensation
        per.append((principal, is_due))
    return sums, per


def main():
    wrong = 0

    def check(what, got, want, xml, today):
        nonlocal wrong
        if got != want:
            wrong += 1
            print(f"{what}: legajo {got}, oracle {want}  ({today})\n{xml}\n", file=sys.stderr)

    for _ in range(count):
        today = D(2026, 1, 1) + DAY * rnd.randint(0, 364)
        xml, invoices, shares, law, offer, place = make(today)
        told = explain(xml, today)
        if shares and 100 - sum(s or 0 for s in shares) > 0:
            w = weights(shares)
            check("number of parts", len(told["partes"]), len(w), xml, today)
            sums = [0, 0, 0]
            for k, part in enumerate(told["partes"]):
                own = []
                for inv in invoices:
                    copy = Invoice.__new__(Invoice)
                    copy.__dict__.update(inv.__dict__)
                    copy.amount = parts(inv.amount, w)[k]
                    copy.credits = [(d, parts(c, w)[k]) for d, c in inv.credits]
                    own.append(copy)
                want, _ = totals(own, today, [parts(4000, w)[k]] * len(own))
                got = part["importes"]
                check(f"part {k}", [got["principal"], got["intereses"], got["compensacion"]], [euros(x) for x in want], xml, today)
            continue
        want, per = totals(invoices, today, [4000] * len(invoices))
        got = told["importes"]
        check("totals", [got["principal"], got["intereses"], got["compensacion"]], [euros(x) for x in want], xml, today)
        by_id = {f["id"]: f for f in told["facturas"]}
        for inv, (principal, is_due) in zip(invoices, per):
            check("due date", by_id[inv.id]["vencimiento"], str(inv.due), xml, today)
            check("outstanding", by_id[inv.id]["pendiente"], euros(principal), xml, today)
            if not is_due:
                continue
            interrupts = [d for d, c, _ in inv.payments]
            days = [c["ultimo-dia-seguro"] for c in told["prescripcion"]["candidatos"] if c["factura"] == inv.id and c["decide"]]
            term = 3 if law == "cataluna" else 5
            check(f"limitation of {inv.id}", sorted(days), [str(limitation(inv, interrupts, term))], xml, today)
        if told["plazo"]:
            check("deadline on a working day", works(D.fromisoformat(told["plazo"]), place[2]), True, xml, today)
        plan = told["plan-de-pagos"]
        if offer and plan and plan["cuotas"]:
            amounts = [round(Fraction(c["importe"]) * 100) for c in plan["cuotas"]]
            check("instalments", (len(amounts), euros(sum(amounts)), max(amounts) - min(amounts) <= 2 * offer[0]), (offer[0], plan["total"], True), xml, today)
            check("instalments on working days", all(works(D.fromisoformat(c["vencimiento"]), place[2]) for c in plan["cuotas"]), True, xml, today)
    print(f"{count} cases, {wrong} differences")
    sys.exit(1 if wrong else 0)


main()
