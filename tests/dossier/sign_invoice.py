#!/usr/bin/env python3
"""Signs an electronic invoice as XAdES-BES, with Python's own canonical XML and openssl: sign_invoice.py INVOICE KEY_PEM CERT_PEM OUT [inclusive|exclusive] [rsa|ec] [time]"""
import base64
import hashlib
import re
import subprocess
import sys
import tempfile
from xml.etree.ElementTree import canonicalize

DS, XADES = "http://www.w3.org/2000/09/xmldsig#", "http://uri.etsi.org/01903/v1.3.2#"
INCLUSIVE, EXCLUSIVE = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315", "http://www.w3.org/2001/10/xml-exc-c14n#"


def digest(text):
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def main():
    invoice, key, certificate, out = sys.argv[1:5]
    way = sys.argv[5] if len(sys.argv) > 5 else "inclusive"
    kind = sys.argv[6] if len(sys.argv) > 6 else "rsa"
    time = sys.argv[7] if len(sys.argv) > 7 else "2026-05-15T10:00:00+02:00"
    method = INCLUSIVE if way == "inclusive" else EXCLUSIVE
    whole = canonicalize(xml_data=re.sub(r"<ds:Signature.*</ds:Signature>", "", open(invoice, encoding="utf-8").read(), flags=re.S))  # what stood there is not ours
    prefix, space = re.match(r'<(\w+):Facturae xmlns:\w+="([^"]+)"', whole).groups()
    declared = " ".join(f'xmlns:{p}="{u}"' for p, u in sorted([("ds", DS), (prefix, space), ("xades", XADES)]))
    bare = re.sub(r'^(<\w+:Facturae) xmlns:\w+="[^"]+"', lambda m: f"{m[1]} {declared}", whole)  # what stands in the file
    seen = declared if way == "inclusive" else None

    def as_signed(element, name, prefixes):
        """`element` as it stands in the file → its canonical form alone"""
        spaces = seen or " ".join(f'xmlns:{p}="{u}"' for p, u in sorted(prefixes))
        return element.replace(f"<{name}", f"<{name} {spaces}", 1)

    der = subprocess.run(["openssl", "x509", "-in", certificate, "-outform", "DER"], capture_output=True, check=True).stdout
    certificate_digest = base64.b64encode(hashlib.sha256(der).digest()).decode()
    properties = (f'<xades:SignedProperties Id="P1"><xades:SignedSignatureProperties><xades:SigningTime>{time}</xades:SigningTime><xades:SigningCertificate><xades:Cert><xades:CertDigest>'
                  f'<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod><ds:DigestValue>{certificate_digest}</ds:DigestValue></xades:CertDigest>'
                  f'</xades:Cert></xades:SigningCertificate></xades:SignedSignatureProperties></xades:SignedProperties>')
    properties_signed = as_signed(properties, "xades:SignedProperties", [("xades", XADES)])
    if way == "exclusive":  # each ds element below renders its own namespace
        properties_signed = re.sub(r"<(ds:DigestMethod|ds:DigestValue)", lambda m: f'<{m[1]} xmlns:ds="{DS}"', properties_signed)
    document_signed = bare if way == "inclusive" else whole
    method_uri = {"rsa": "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "ec": "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"}[kind]
    sha = '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod>'
    transform = f'<ds:Transform Algorithm="{method}"></ds:Transform>'
    info = (f'<ds:SignedInfo><ds:CanonicalizationMethod Algorithm="{method}"></ds:CanonicalizationMethod><ds:SignatureMethod Algorithm="{method_uri}"></ds:SignatureMethod>'
            f'<ds:Reference URI=""><ds:Transforms><ds:Transform Algorithm="{DS}enveloped-signature"></ds:Transform>{transform}</ds:Transforms>{sha}<ds:DigestValue>{digest(document_signed)}</ds:DigestValue></ds:Reference>'
            f'<ds:Reference Type="http://uri.etsi.org/01903#SignedProperties" URI="#P1"><ds:Transforms>{transform}</ds:Transforms>{sha}<ds:DigestValue>{digest(properties_signed)}</ds:DigestValue></ds:Reference>'
            f'</ds:SignedInfo>')
    with tempfile.NamedTemporaryFile() as file:
        file.write(as_signed(info, "ds:SignedInfo", [("ds", DS)]).encode())
        file.flush()
        value = subprocess.run(["openssl", "dgst", "-sha256", "-sign", key, file.name], capture_output=True, check=True).stdout
    if kind == "ec":  # DER to r and s of 32 bytes
        first = value[3]
        r, s = value[4:4 + first], value[6 + first:]
        value = r[-32:].rjust(32, b"\0") + s[-32:].rjust(32, b"\0")
    signature = (f'<ds:Signature Id="S1">{info}<ds:SignatureValue>{base64.b64encode(value).decode()}</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>'
                 f'{base64.b64encode(der).decode()}</ds:X509Certificate></ds:X509Data></ds:KeyInfo><ds:Object><xades:QualifyingProperties Target="#S1">{properties}</xades:QualifyingProperties></ds:Object></ds:Signature>')
    end = f"</{prefix}:Facturae>"
    open(out, "w", encoding="utf-8").write('<?xml version="1.0" encoding="UTF-8"?>\n' + bare[:-len(end)] + signature + end + "\n")


main()
