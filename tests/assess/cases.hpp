#pragma once
// Small cases for the tests of the assessment, and the pack of Spain's tables.

#include "assess/assess_case.hpp"
#include "law/law_tables.hpp"

#include <string>

namespace legajo::test {

inline base::Money euros(const char* text) { return base::Money::parse(text).value(); }

inline const model::Pack& spanish_pack() {
    static const model::Pack pack = [] {
        model::Pack p;
        p.id = p.language = "es-ES";
        p.jurisdiction = "es";
        p.tables = spanish_tables();
        p.rules = spanish_rules_catalogue();
        return p;
    }();
    return pack;
}

inline model::Case business_case() {
    model::Case c;
    c.reference = "EXP-1";
    c.data_as_of = day("2026-11-20");
    c.creditor.kind = model::PartyKind::company;
    c.creditor.name = "Suministros Ibáñez, S.L.";
    c.debtor.kind = model::PartyKind::company;
    c.debtor.name = "Talleres Ñuñez, S.A.";
    model::Address address;
    address.town = "Madrid";
    address.postal_code = "28009";
    c.debtor.addresses.push_back(address);
    return c;
}

inline model::Case consumer_case() {
    model::Case c = business_case();
    c.debtor.kind = model::PartyKind::consumer;
    return c;
}

inline model::Invoice& add_invoice(model::Case& c, const char* amount, const char* due, const char* issued = "") {
    model::Invoice invoice;
    invoice.id = "f" + std::to_string(c.invoices.size() + 1);
    invoice.number = "2026/" + std::to_string(100 + c.invoices.size());
    invoice.amount = euros(amount);
    invoice.due = day(due);
    invoice.issued = *issued ? day(issued) : invoice.due->plus_days(-30);
    invoice.delivered = invoice.issued;
    c.invoices.push_back(invoice);
    return c.invoices.back();
}

inline model::Payment& add_payment(model::Case& c, const char* amount, const char* date, const char* invoice = "") {
    model::Payment payment;
    payment.id = "pg" + std::to_string(c.payments.size() + 1);
    payment.amount = euros(amount);
    payment.date = day(date);
    payment.invoice = invoice;
    c.payments.push_back(payment);
    return c.payments.back();
}

inline model::Communication& add_demand(model::Case& c, const char* date, const char* delivered, const char* addressee = "") {
    model::Communication sent;
    sent.id = "k" + std::to_string(c.communications.size() + 1);
    sent.date = day(date);
    sent.channel = model::Channel::burofax;
    sent.letter = "requerimiento";
    sent.addressee = addressee;
    sent.result = model::DispatchResult::delivered;
    sent.delivered = day(delivered);
    c.communications.push_back(sent);
    return c.communications.back();
}

inline base::Result<model::Assessment> assess_on(const model::Case& c, const char* control, const model::History& history = {}) {
    return assess::assess_case(c, history, spanish_pack(), *law::rule_set("es"), {.control_date = day(control), .imputation = {}});
}

inline model::Assessment assessed(const model::Case& c, const char* control, const model::History& history = {}) {
    return assess_on(c, control, history).value();
}

inline bool has_doubt(const model::Assessment& a, std::string_view code, std::string_view rule = {}) {
    for (const auto& doubt : a.doubts)
        if (doubt.code == code && (rule.empty() || doubt.rule == rule)) return true;
    return false;
}

inline bool has_obstacle(const model::Assessment& a, std::string_view code) {
    for (const auto& obstacle : a.obstacles)
        if (obstacle.code == code) return true;
    return false;
}

} // namespace legajo::test
