#!/usr/bin/env python3
"""Writes one case with much evidence into a folder, for the bench of dossiers.

    big_case.py FOLDER --pages P [--megabytes M]    scans: one page in four a JPEG of its own, the others in PDFs of fifteen pages
    big_case.py FOLDER --exhibits N                 N small exhibits: PDFs, letters as text, JPEGs, mails

The same arguments and the same ImageMagick give the same files. Needs `convert` for the scans.
"""
import argparse
import pathlib
import random
import subprocess
import zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples/09-encargo-abogado"
SCANS = 16
WORDS = "factura albarán entrega conforme pago transferencia vencimiento importe recibo mercancía pedido contrato firma sello fecha Valencia".split()


def pdf_file(objects, root):
    """objects: number -> (dictionary, stream or None)"""
    out, places = bytearray(b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n"), {}
    for number in sorted(objects):
        dictionary, stream = objects[number]
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode()
        if stream is None:
            out += f"<< {dictionary} >>\nendobj\n".encode()
        else:
            out += f"<< {dictionary} /Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream\nendobj\n"
    start, size = len(out), max(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n".encode()
    for number in range(1, size):
        out += f"{places[number]:010d} 00000 n \n".encode()
    return bytes(out + f"trailer\n<< /Size {size} /Root {root} 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())


def scan(target, number, kilobytes):
    """A4 at 150 dpi: paper with grain, lines as of writing; the quality meets the size."""
    lines = " ".join(f"line 100,{y} {500 + (y * 37 + number * 91) % 640},{y}" for y in range(150, 1600, 36))
    command = ["convert", "-seed", str(number), "-size", "1240x1754", "xc:#f4f1e8", "+noise", "Gaussian", "-fill", "none", "-stroke", "#223", "-strokewidth", "5", "-draw", lines,
               "-strip", "-define", f"jpeg:extent={kilobytes}kb", "-density", "150", "-units", "PixelsPerInch", str(target)]
    subprocess.run(command, check=True)
    return target.read_bytes()


def pdf_of_scans(scans):
    kids = " ".join(f"{3 * i + 3} 0 R" for i in range(len(scans)))
    objects = {1: ("/Type /Catalog /Pages 2 0 R", None), 2: (f"/Type /Pages /Count {len(scans)} /Kids [{kids}]", None)}
    for i, data in enumerate(scans):
        page = 3 * i + 3
        objects[page] = (f"/Type /Page /Parent 2 0 R /MediaBox [0 0 595.2 841.92] /Contents {page + 1} 0 R /Resources << /XObject << /Im0 {page + 2} 0 R >> >>", None)
        objects[page + 1] = ("/Filter /FlateDecode", zlib.compress(b"q 595.2 0 0 841.92 0 0 cm /Im0 Do Q"))
        objects[page + 2] = ("/Type /XObject /Subtype /Image /Width 1240 /Height 1754 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode", data)
    return pdf_file(objects, 1)


def pdf_of_text(rng):
    text = "BT /F1 11 Tf 60 780 Td 14 TL " + " ".join(f"({' '.join(rng.choices(['factura', 'albaran', 'entrega', 'pago', 'pedido', 'recibo'], k=9))}) '" for _ in range(30)) + " ET"
    objects = {1: ("/Type /Catalog /Pages 2 0 R", None), 2: ("/Type /Pages /Count 1 /Kids [3 0 R]", None),
               3: ("/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >>", None),
               4: ("/Filter /FlateDecode", zlib.compress(text.encode())),
               5: ("/Type /Font /Subtype /Type1 /BaseFont /Helvetica", None)}
    return pdf_file(objects, 1)


def mail_of(rng, number):
    body = "\r\n".join(" ".join(rng.choices(WORDS, k=10)) for _ in range(12))
    return (f"From: compras{number}@ejemplo.es\r\nTo: cobros@ejemplo.es\r\nDate: Tue, 12 May 2026 10:{number % 60:02d}:00 +0200\r\nSubject: Pedido {number}\r\n"
            f"Content-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n").encode()


def text_of(rng, number):
    return (f"Nota {number}\n\n" + "\n".join(" ".join(rng.choices(WORDS, k=12)) for _ in range(20)) + "\n").encode()


def scanned(given, folder):
    kilobytes = max(20, given.megabytes * 1000 // given.pages)
    scans = [scan(folder / "scan.jpg", number, kilobytes) for number in range(SCANS)]
    (folder / "scan.jpg").unlink()
    files, left, turn = [], given.pages, 0
    while left > 0:
        count = min(left, 15 if turn % 6 == 0 else 1)
        chosen = [scans[(turn * 5 + i) % SCANS] for i in range(count)]
        files.append((f"p{turn}.pdf", pdf_of_scans(chosen)) if turn % 6 == 0 else (f"p{turn}.jpg", chosen[0]))
        left -= count
        turn += 1
    return files


def small(given, folder):
    picture = scan(folder / "scan.jpg", 1, 20)
    (folder / "scan.jpg").unlink()
    for i in range(given.exhibits):
        rng = random.Random(i)
        yield [(f"p{i}.pdf", pdf_of_text(rng)), (f"p{i}.txt", text_of(rng, i)), (f"p{i}.eml", mail_of(rng, i)), (f"p{i}.jpg", picture)][i % 4]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--pages", type=int, default=0)
    parser.add_argument("--megabytes", type=int, default=200)
    parser.add_argument("--exhibits", type=int, default=0)
    given = parser.parse_args()
    evidence = given.folder / "pruebas"
    evidence.mkdir(parents=True)
    lines = []
    for name, data in (scanned if given.pages else small)(given, evidence):
        (evidence / name).write_bytes(data)
        lines.append(f'  <prueba id="{name.replace(".", "-")}" tipo="otro" fecha="2026-05-12" fichero="pruebas/{name}">Documento {len(lines) + 1} del cliente</prueba>')
    case = (SAMPLE / "expediente.xml").read_text(encoding="utf-8")
    for file in (SAMPLE / "pruebas").iterdir():
        (evidence / file.name).write_bytes(file.read_bytes())
    (given.folder / "expediente.xml").write_text(case.replace("</expediente>", "\n".join(lines) + "\n</expediente>"), encoding="utf-8")


main()
