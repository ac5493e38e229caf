// How to pay and until when.

#include "fill/vocabulary.hpp"

#include "fill/payment_qr.hpp"

namespace legajo::fill {
namespace {

const model::BankAccount* account(const Facts& f) { return f.debt.creditor.accounts.empty() ? nullptr : &f.debt.creditor.accounts.front(); }

std::vector<Row> payment_means(const Facts& f) {
    std::vector<Row> rows;
    for (const model::PaymentMeans& means : f.debt.creditor.payment_means)
        rows.push_back({means.kind == "tarjeta", means.kind == "bizum", means.kind == "domiciliacion", means.link});
    return rows;
}

} // namespace

std::vector<Name> names_of_payment() {
    return {
        condition("plazo.hay", "La carta da un plazo", [](const Facts& f) { return f.decision.deadline.has_value(); }),
        text("plazo.fecha", "Último día del plazo", [](const Facts& f) { return f.decision.deadline ? f.say.date(*f.decision.deadline) : std::string(); }),
        condition("plazo.es-de-30-dias", "El plazo es de treinta días", [](const Facts& f) { return f.decision.deadline && f.decision.deadline_days == 30; }),
        optional_text("plazo.dias", "Días del plazo", [](const Facts& f) { return f.decision.deadline_days ? f.say.integer(*f.decision.deadline_days) : std::string(); }),
        condition("pago.hay-cuenta", "El expediente da una cuenta para pagar", [](const Facts& f) { return account(f) != nullptr; }),
        text("pago.iban", "Cuenta, en grupos de cuatro", [](const Facts& f) { return account(f) ? grouped_by_four(account(f)->iban) : ""; }),
        text("pago.cuenta", "Cuenta tal como está en el expediente (CLABE)", [](const Facts& f) { return account(f) ? account(f)->iban : ""; }),
        text("pago.titular", "Titular de la cuenta", [](const Facts& f) { return account(f) && !account(f)->holder.empty() ? account(f)->holder : f.debt.creditor.name; }),
        optional_text("pago.bic", "BIC de la cuenta", [](const Facts& f) { return account(f) ? account(f)->bic : ""; }),
        text("pago.importe", "El total o, para un fiador, el límite de su fianza si es menor", [](const Facts& f) { return f.say.money(f.payable); }),
        condition("pago.con-limite", "El límite de la fianza es menor que el total", [](const Facts& f) { return f.payable < f.claimed; }),
        text("pago.concepto", "Lo que hay que escribir en la transferencia", [](const Facts& f) { return f.debt.reference; }),
        condition("pago.hay-qr-principal", "Cabe un código QR de transferencia por el principal", [](const Facts& f) { return may_have_qr(f, f.totals.principal); }),
        condition("pago.hay-qr-total", "Cabe un código QR de transferencia por el total", [](const Facts& f) { return may_have_qr(f, f.payable); }),
        list("medios-de-pago", "Otros medios del expediente",
             {flag_column("es-tarjeta", "Tarjeta"), flag_column("es-bizum", "Bizum"), flag_column("es-domiciliacion", "Domiciliación bancaria"),
              optional_column("enlace", "Enlace o teléfono")},
             payment_means),
        condition("pago.hay-otros-medios", "El expediente da otros medios de pago", [](const Facts& f) { return !f.debt.creditor.payment_means.empty(); }),
    };
}

} // namespace legajo::fill
