#include "read/describe.hpp"

#include "base/text.hpp"
#include "base/xml_text.hpp"
#include "read/rule_walk.hpp"
#include "read/tree_reader.hpp"

#include <algorithm>
#include <map>

namespace legajo::read {
namespace {

constexpr std::string_view simple_types = R"(
  <!-- Kinds of value -->
  <xs:simpleType name="valor-texto"><xs:restriction base="xs:token"><xs:minLength value="1"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="valor-identificador"><xs:restriction base="xs:token"><xs:pattern value="[A-Za-z0-9][A-Za-z0-9._\-]{0,63}"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="valor-identificadores">
    <xs:restriction><xs:simpleType><xs:list itemType="e:valor-identificador"/></xs:simpleType><xs:minLength value="1"/></xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="valor-fecha">
    <xs:restriction base="xs:date"><xs:pattern value="(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}"/></xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="valor-importe">
    <xs:restriction base="xs:decimal"><xs:pattern value="[0-9]+(\.[0-9]{1,2})?"/><xs:maxInclusive value="10000000000"/></xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="valor-importe-positivo"><xs:restriction base="e:valor-importe"><xs:minInclusive value="0.01"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="valor-porcentaje"><xs:restriction base="xs:decimal"><xs:pattern value="[0-9]+(\.[0-9]{1,9})?"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="valor-entero"><xs:restriction base="xs:integer"><xs:pattern value="[0-9]+"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="valor-si-no"><xs:restriction base="xs:token"><xs:enumeration value="si"/><xs:enumeration value="no"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="valor-idioma"><xs:restriction base="xs:token"><xs:pattern value="[a-z]{2,3}(-[A-Z]{2})?"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="valor-moneda"><xs:restriction base="xs:token"><xs:pattern value="[A-Z]{3}"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="valor-pais"><xs:restriction base="xs:token"><xs:pattern value="[A-Z]{2}"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="valor-correo"><xs:restriction base="xs:token"><xs:pattern value="[^@\s,;&lt;&gt;&quot;]+@[^@\s,;&lt;&gt;&quot;]+"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="valor-enlace"><xs:restriction base="xs:token"><xs:pattern value="https://\S+"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="valor-fichero"><xs:restriction base="xs:token"><xs:pattern value="[^\\]+"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="valor-sha256"><xs:restriction base="xs:token"><xs:pattern value="[0-9A-Fa-f]{64}"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="valor-hora"><xs:restriction base="xs:token"><xs:pattern value="([01][0-9]|2[0-3]):[0-5][0-9]"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="valor-dir3"><xs:restriction base="xs:token"><xs:pattern value="[A-Z][A-Z0-9]{8}"/></xs:restriction></xs:simpleType>
)";

std::string documentation(std::string_view meaning) {
    return "<xs:annotation><xs:documentation>" + base::xml_text(meaning) + "</xs:documentation></xs:annotation>";
}

std::string hundredths(std::int64_t value) { return base::Decimal{value, 2}.text(); }

// The inline restriction of a rule with words or limits of its own; empty when a named type says it all.
std::string own_restriction(const AttributeRule& rule) {
    std::string facets, base;
    if (rule.kind == ValueKind::word) {
        base = "xs:token";
        for (const std::string& word : rule.words()) facets += "<xs:enumeration value=\"" + word + "\"/>";
    } else if (rule.kind == ValueKind::percent || rule.kind == ValueKind::integer) {
        const bool is_percent = rule.kind == ValueKind::percent;
        base = is_percent ? "e:valor-porcentaje" : "e:valor-entero";
        facets = "<xs:minInclusive value=\"" + (is_percent ? hundredths(rule.minimum) : std::to_string(rule.minimum)) + "\"/><xs:maxInclusive value=\"" +
                 (is_percent ? hundredths(rule.maximum) : std::to_string(rule.maximum)) + "\"/>";
    } else {
        return "";
    }
    return "<xs:simpleType><xs:restriction base=\"" + base + "\">" + facets + "</xs:restriction></xs:simpleType>";
}

std::string_view type_of(const AttributeRule& rule) {
    switch (rule.kind) {
    case ValueKind::identifier:
    case ValueKind::reference: return "e:valor-identificador";
    case ValueKind::references: return "e:valor-identificadores";
    case ValueKind::date: return "e:valor-fecha";
    case ValueKind::money: return rule.minimum > 0 ? "e:valor-importe-positivo" : "e:valor-importe";
    case ValueKind::yes_no: return "e:valor-si-no";
    case ValueKind::language: return "e:valor-idioma";
    case ValueKind::currency: return "e:valor-moneda";
    case ValueKind::country: return "e:valor-pais";
    case ValueKind::email: return "e:valor-correo";
    case ValueKind::link: return "e:valor-enlace";
    case ValueKind::file: return "e:valor-fichero";
    case ValueKind::sha256: return "e:valor-sha256";
    case ValueKind::clock_time: return "e:valor-hora";
    case ValueKind::dir3: return "e:valor-dir3";
    case ValueKind::text:
    case ValueKind::open_word:
    case ValueKind::tax_id:
    case ValueKind::iban:
    case ValueKind::clabe:
    case ValueKind::word:
    case ValueKind::percent:
    case ValueKind::integer: break;
    }
    return "e:valor-texto";
}

void write_attribute(const AttributeRule& rule, std::string& out) {
    const std::string restriction = own_restriction(rule);
    out += "      <xs:attribute name=\"" + std::string(rule.name) + "\"";
    if (restriction.empty()) out += " type=\"" + std::string(type_of(rule)) + "\"";
    if (rule.is_required) out += " use=\"required\"";
    out += ">" + documentation(rule.meaning) + restriction + "</xs:attribute>\n";
}

void write_type(const ElementRule& rule, std::string& out) {
    const bool is_text_only = rule.children.empty() && rule.text != nullptr;
    out += "\n  <xs:complexType name=\"" + std::string(rule.type_name) + "\"" + (!is_text_only && rule.text != nullptr ? " mixed=\"true\"" : "") + ">\n";
    if (is_text_only) {
        out += "    <xs:simpleContent><xs:extension base=\"" + std::string(rule.text->is_required ? "e:valor-texto" : "xs:string") + "\">\n";
    } else if (!rule.children.empty()) {
        out += "    <xs:choice minOccurs=\"0\" maxOccurs=\"unbounded\">\n";
        for (const ChildRule& child : rule.children)
            out += "      <xs:element name=\"" + std::string(child.element->name) + "\" type=\"e:" + std::string(child.element->type_name) + "\">" +
                   documentation(child.element->meaning) + "</xs:element>\n";
        out += "    </xs:choice>\n";
    }
    for (const AttributeRule& attribute : rule.attributes) write_attribute(attribute, out);
    if (is_text_only) out += "    </xs:extension></xs:simpleContent>\n";
    out += "  </xs:complexType>\n";
}

std::string selector(std::string_view path) {
    std::string steps;
    for (const std::string_view step : base::split(path, '/')) steps += (steps.empty() ? "e:" : "/e:") + std::string(step);
    return steps;
}

std::string_view plural_of(IdTarget target) {
    switch (target) {
    case IdTarget::party: return "partes";
    case IdTarget::address: return "domicilios";
    case IdTarget::contract: return "contratos";
    case IdTarget::invoice: return "facturas";
    case IdTarget::evidence: return "pruebas";
    default: return "";
    }
}

// xs:unique for what is named, xs:keyref for what names one thing. Lists of ids are beyond XSD 1.0; the reader checks them.
void write_identities(std::string& out) {
    std::map<IdTarget, std::string> named;
    std::map<std::pair<IdTarget, std::string_view>, std::string> naming; // by attribute
    const auto add = [](std::string& list, const std::string& path) { list += (list.empty() ? "" : "|") + selector(path); };
    for (const Placed& place : all_places())
        for (const AttributeRule& rule : place.rule->attributes) {
            if (place.path.empty()) continue;
            if (rule.kind == ValueKind::identifier) add(named[rule.target], place.path);
            if (rule.kind == ValueKind::reference) add(naming[{rule.target, rule.name}], place.path);
        }
    const auto constraint = [&](std::string_view kind, const std::string& name, const std::string& refer, const std::string& path, std::string_view field) {
        out += "    <xs:" + std::string(kind) + " name=\"" + name + "\"" + (refer.empty() ? "" : " refer=\"e:" + refer + "\"") + "><xs:selector xpath=\"" + path +
               "\"/><xs:field xpath=\"@" + std::string(field) + "\"/></xs:" + std::string(kind) + ">\n";
    };
    constraint("unique", "identificador-unico", "", ".//*", "id");
    constraint("unique", "numero-de-factura-unico", "", "e:factura", "numero");
    for (const auto& [target, paths] : named)
        if (!plural_of(target).empty()) constraint("unique", std::string(plural_of(target)), "", paths, "id");
    for (const auto& [key, paths] : naming)
        constraint("keyref", std::string(key.second) + "-existe-en-" + std::string(plural_of(key.first)), std::string(plural_of(key.first)), paths, key.second);
}

} // namespace

std::string make_schema() {
    std::string out = R"(<?xml version="1.0" encoding="UTF-8"?>
<!-- Made from the table of the reader (engine/read/vocabulary*.cpp); do not edit by hand: test_read "[bless]" writes it anew.
     Elements may stand in any order, which XSD 1.0 cannot say together with "once" and "at least once": the reader checks those. -->
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:e=")";
    out += std::string(case_namespace) + "\" targetNamespace=\"" + std::string(case_namespace) +
           "\" elementFormDefault=\"qualified\" attributeFormDefault=\"unqualified\" version=\"1\">\n";
    out += "\n  <xs:element name=\"expediente\" type=\"e:expediente\">\n    " + documentation(case_rule().meaning) + "\n";
    write_identities(out);
    out += "  </xs:element>\n";
    out += simple_types;
    std::vector<std::string_view> written;
    for (const ElementRule* rule : all_rules()) {
        if (std::find(written.begin(), written.end(), rule->type_name) != written.end()) continue;
        written.push_back(rule->type_name);
        write_type(*rule, out);
    }
    return out + "</xs:schema>\n";
}

} // namespace legajo::read
