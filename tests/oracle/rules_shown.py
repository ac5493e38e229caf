#!/usr/bin/env python3
"""rules_shown.py PROGRAM DATA: in every sample each rule that explain prints resolves to norm, confidence and sentence, and each rule that nobody has
confirmed (S, I, K) and that decided something is told as to be checked by the lawyer."""
import csv, glob, json, os, subprocess, sys

program, data = sys.argv[1:3]
with open(os.path.join(data, "templates/es-ES/law/reglas.csv"), encoding="utf-8") as f:
    known = {row["id"]: row for row in csv.DictReader(f)}
faults = []


def walk(value, visit):
    if isinstance(value, dict):
        visit(value)
        for one in value.values():
            walk(one, visit)
    elif isinstance(value, list):
        for one in value:
            walk(one, visit)


cases = sorted(glob.glob(os.path.join(data, "samples/*/expediente.xml"))) + sorted(glob.glob(os.path.join(data, "templates/es-ES/letters/*/example.xml")))
for case in cases:
    run = subprocess.run([program, "explain", case, "--as-of", "2026-11-20", "--json", "--lang", "es"], capture_output=True, text=True)
    if run.returncode != 0:
        faults.append(f"{case}: {run.stderr[:200]}")
        continue
    told = json.loads(run.stdout)
    is_spain = told["paquete"]["id"] != "es-MX"

    def visit(node):
        rule = node.get("regla")
        if not rule:
            return
        if rule.startswith("policy."):
            if "texto" in node and not node["texto"]:
                faults.append(f"{case}: {rule} without a sentence")
        elif rule not in known:
            faults.append(f"{case}: {rule} is not in reglas.csv")

    if is_spain:
        walk(told, visit)
    doubts = {d["regla"] for d in told["dudas"]}
    for rule in told["normas"]:
        if not rule["norma"] or not rule["texto"]:
            faults.append(f"{case}: {rule['regla']} shows no norm or sentence")
        if rule["confianza"] != "confirmada" and rule["regla"] not in doubts:
            faults.append(f"{case}: {rule['regla']} is not confirmed and not told as a doubt")
print(f"{len(cases)} cases, {len(faults)} faults")
for fault in faults:
    print(fault, file=sys.stderr)
sys.exit(1 if faults else 0)
