#include "dossier/chronology.hpp"

#include "dossier/texts.hpp"

#include <algorithm>

namespace legajo::dossier {
namespace {

class Chronicle {
public:
    std::vector<model::ChronologyEvent> events;

    void add(std::optional<base::Date> date, int lane, std::string kind, std::string description, std::string exhibit = {}) {
        if (date) events.push_back({*date, std::move(kind), std::move(description), std::move(exhibit), {}, lane});
    }
};

constexpr int invoices = 0, payments = 1, letters = 2, negotiation = 3; // lanes of the time line

bool is_in_negotiation(const model::Case& data, base::Date date) {
    return std::ranges::any_of(data.negotiations, [&](const model::Negotiation& n) { return n.request && date >= *n.request && (!n.end || date <= *n.end); });
}

void add_debt(Chronicle& chronicle, const model::Case& data) {
    for (const model::Contract& contract : data.contracts) chronicle.add(contract.date, invoices, "contrato", "Contrato " + contract.reference);
    for (const model::Invoice& invoice : data.invoices) {
        chronicle.add(invoice.delivered, invoices, "entrega", "Entrega de lo facturado en " + invoice.number);
        chronicle.add(invoice.issued, invoices, "factura", "Factura " + invoice.number + ", " + money(invoice.amount));
        chronicle.add(invoice.received, invoices, "recepcion", "Recepción de la factura " + invoice.number, invoice.sending_proof);
        chronicle.add(invoice.due, invoices, "vencimiento", "Vencimiento de la factura " + invoice.number);
    }
    for (const model::CreditNote& note : data.credit_notes) chronicle.add(note.date, invoices, "abono", "Abono " + note.number + ", " + money(note.amount));
    for (const model::Payment& payment : data.payments) {
        chronicle.add(payment.date, payments, payment.is_set_off ? "compensacion" : "pago", (payment.is_set_off ? "Compensación de " : "Pago de ") + money(payment.amount), payment.evidence);
        chronicle.add(payment.returned, payments, "devolucion", "Devolución del pago de " + money(payment.amount), payment.evidence);
    }
}

void add_contacts(Chronicle& chronicle, const model::Case& data, bool is_court_safe) {
    for (const model::Communication& communication : data.communications) {
        if (is_court_safe && (communication.confidential.value_or(false) || communication.negotiation.value_or(false))) continue;
        const bool is_sent = communication.direction == model::Direction::sent;
        chronicle.add(communication.date, letters, "comunicacion", std::string(is_sent ? "Enviada" : "Recibida") + (communication.letter.empty() ? "" : ": " + communication.letter) + (is_court_safe || communication.summary.empty() ? "" : ". " + communication.summary), communication.evidence);
        chronicle.add(communication.delivered, letters, "entrega-carta", "Entregada" + (communication.letter.empty() ? "" : ": " + communication.letter), communication.evidence);
    }
    for (const model::Promise& promise : data.promises)
        if (!is_court_safe || !is_in_negotiation(data, promise.date)) chronicle.add(promise.date, letters, "promesa", "Promesa de pago", promise.evidence);
    for (const model::Agreement& agreement : data.agreements)
        if (!is_court_safe || !is_in_negotiation(data, agreement.date)) chronicle.add(agreement.date, letters, "acuerdo", "Acuerdo: " + agreement.kind, agreement.evidence);
}

void add_negotiations(Chronicle& chronicle, const model::Case& data, bool is_court_safe) {
    for (const model::Negotiation& entry : data.negotiations) {
        chronicle.add(entry.request, negotiation, "negociacion", "Solicitud de negociación", is_court_safe ? std::string() : entry.evidence);
        chronicle.add(entry.receipt, negotiation, "negociacion", "Recepción de la solicitud");
        if (!is_court_safe) chronicle.add(entry.proposal, negotiation, "negociacion", "Propuesta");
        chronicle.add(entry.end, negotiation, "negociacion", "Fin de la negociación");
    }
}

} // namespace

std::vector<model::ChronologyEvent> chronology_of(const model::Case& data, bool is_court_safe) {
    Chronicle chronicle;
    add_debt(chronicle, data);
    add_contacts(chronicle, data, is_court_safe);
    add_negotiations(chronicle, data, is_court_safe);
    for (const model::Hold& hold : data.holds)
        if (!is_court_safe || hold.kind == model::HoldKind::insolvency) chronicle.add(hold.from, letters, "incidencia", hold.kind_text);
    std::ranges::stable_sort(chronicle.events, {}, &model::ChronologyEvent::date);
    return std::move(chronicle.events);
}

} // namespace legajo::dossier
