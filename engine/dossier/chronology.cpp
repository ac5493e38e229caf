#include "dossier/chronology.hpp"

#include "model/names.hpp"

#include <algorithm>

namespace legajo::dossier {
namespace {

constexpr int invoices = 0, payments = 1, letters = 2, negotiation = 3; // lanes of the time line

class Chronicle {
public:
    Chronicle(const model::Case& data, bool is_court_safe, const Texts& texts) : data_(data), is_court_safe_(is_court_safe), texts_(texts) {}

    std::vector<model::ChronologyEvent> events() && {
        add_debt();
        add_contacts();
        add_negotiations();
        for (const model::Hold& hold : data_.holds)
            if (!is_court_safe_ || hold.kind == model::HoldKind::insolvency)
                add(hold.from, letters, "incidencia", texts_.named("incidencia", "hold", hold.kind_text.empty() ? model::name_of(hold.kind) : std::string_view(hold.kind_text)));
        std::ranges::stable_sort(events_, {}, &model::ChronologyEvent::date);
        return std::move(events_);
    }

private:
    void add(std::optional<base::Date> date, int lane, std::string kind, std::string description, std::string exhibit = {}) {
        if (date) events_.push_back({*date, std::move(kind), std::move(description), std::move(exhibit), {}, lane});
    }

    bool is_in_negotiation(base::Date date) const {
        return std::ranges::any_of(data_.negotiations, [&](const model::Negotiation& n) { return n.request && date >= *n.request && (!n.end || date <= *n.end); });
    }

    std::string with_invoice(std::string_view key, const model::Invoice& invoice) const { return texts_(key, {{"factura", invoice.number}, {"importe", money(invoice.amount)}}); }

    void add_debt() {
        for (const model::Contract& contract : data_.contracts) add(contract.date, invoices, "contrato", texts_("suceso.contrato", {{"contrato", contract.reference}}));
        for (const model::Invoice& invoice : data_.invoices) {
            add(invoice.delivered, invoices, "entrega", with_invoice("suceso.entrega", invoice));
            add(invoice.issued, invoices, "factura", with_invoice("suceso.factura", invoice));
            add(invoice.received, invoices, "recepcion", with_invoice("suceso.recepcion", invoice), invoice.sending_proof);
            add(invoice.due, invoices, "vencimiento", with_invoice("suceso.vencimiento", invoice));
        }
        for (const model::CreditNote& note : data_.credit_notes) add(note.date, invoices, "abono", texts_("suceso.abono", {{"abono", note.number}, {"importe", money(note.amount)}}));
        for (const model::Payment& payment : data_.payments) {
            const Arguments paid{{"importe", money(payment.amount)}};
            const std::string kind = payment.is_set_off ? "compensacion" : "pago";
            add(payment.date, payments, kind, texts_("suceso." + kind, paid), payment.evidence);
            add(payment.returned, payments, "devolucion", texts_("suceso.devolucion", paid), payment.evidence);
        }
    }

    void add_contacts() {
        for (const model::Communication& communication : data_.communications) {
            if (is_court_safe_ && (communication.confidential.value_or(false) || communication.negotiation.value_or(false))) continue;
            const std::string letter = communication.letter.empty() ? "" : texts_.named("carta", "letter", communication.letter);
            const auto told = [&](std::string_view key) { return letter.empty() ? texts_(key) : texts_("suceso.que", {{"suceso", texts_(key)}, {"que", letter}}); };
            std::string contact = told(communication.direction == model::Direction::sent ? "suceso.enviada" : "suceso.recibida");
            if (!is_court_safe_ && !communication.summary.empty()) contact += ". " + communication.summary;
            add(communication.date, letters, "comunicacion", std::move(contact), communication.evidence);
            add(communication.delivered, letters, "entrega-carta", told("suceso.entregada"), communication.evidence);
        }
        for (const model::Promise& promise : data_.promises)
            if (!is_court_safe_ || !is_in_negotiation(promise.date)) add(promise.date, letters, "promesa", texts_("suceso.promesa"), promise.evidence);
        for (const model::Agreement& agreement : data_.agreements)
            if (!is_court_safe_ || !is_in_negotiation(agreement.date)) add(agreement.date, letters, "acuerdo", texts_("suceso.que", {{"suceso", texts_("suceso.acuerdo")}, {"que", texts_.named("acuerdo", "", agreement.kind)}}), agreement.evidence);
    }

    void add_negotiations() {
        for (const model::Negotiation& entry : data_.negotiations) {
            add(entry.request, negotiation, "negociacion", texts_("suceso.solicitud"), is_court_safe_ ? std::string() : entry.evidence);
            add(entry.receipt, negotiation, "negociacion", texts_("suceso.recepcion-solicitud"));
            if (!is_court_safe_) add(entry.proposal, negotiation, "negociacion", texts_("suceso.propuesta"));
            add(entry.end, negotiation, "negociacion", texts_("suceso.fin"));
        }
    }

    const model::Case& data_;
    bool is_court_safe_;
    const Texts& texts_;
    std::vector<model::ChronologyEvent> events_;
};

} // namespace

std::vector<model::ChronologyEvent> chronology_of(const model::Case& data, bool is_court_safe, const Texts& texts) { return Chronicle(data, is_court_safe, texts).events(); }

} // namespace legajo::dossier
