#include "read/checks.hpp"

#include "base/date.hpp"

namespace legajo::read {
namespace {

using base::Date;
using base::Severity;
using OptionalDate = std::optional<Date>;

// A required date that is missing stays at the type's first day; that is told already.
OptionalDate given(Date date) { return date == Date{} ? OptionalDate{} : OptionalDate{date}; }

class DateChecks {
public:
    DateChecks(const model::Case& data, const ReadOptions& options, Findings& findings) : data_(data), options_(options), findings_(findings) {}

    void check() {
        check_age();
        for (const auto& invoice : data_.invoices) check_invoice(invoice);
        for (const auto& note : data_.credit_notes) not_after_data(Severity::error, note.place, "fecha", given(note.date));
        for (const auto& payment : data_.payments) check_payment(payment);
        for (const auto& promise : data_.promises) {
            not_after_data(Severity::warning, promise.place, "fecha", given(promise.date));
            in_order(Severity::error, promise.place, "fecha", given(promise.date), "hasta", promise.until);
        }
        for (const auto& agreement : data_.agreements) check_agreement(agreement);
        for (const auto& communication : data_.communications) check_communication(communication);
        for (const auto& negotiation : data_.negotiations) check_negotiation(negotiation);
        for (const auto& hold : data_.holds) in_order(Severity::error, hold.place, "desde", given(hold.from), "hasta", hold.to);
        for (const auto& event : data_.limitation_events) {
            not_after_data(Severity::error, event.place, "fecha", given(event.date));
            in_order(Severity::error, event.place, "fecha", given(event.date), "hasta", event.until);
        }
        for (const auto& evidence : data_.evidence) not_after_data(Severity::warning, evidence.place, "fecha", evidence.date);
        for (const auto& contract : data_.contracts) not_after_data(Severity::warning, contract.place, "fecha", contract.date);
        for (const auto& cost : data_.recovery_costs) not_after_data(Severity::error, cost.place, "fecha", given(cost.date));
        for (const auto& assignment : data_.assignments)
            in_order(Severity::error, assignment.place, "fecha", given(assignment.date), "notificada", assignment.notified);
    }

private:
    void in_order(Severity severity, const base::Place& element, std::string_view first_name, OptionalDate first, std::string_view second_name, OptionalDate second) {
        if (!first || !second || *first <= *second) return;
        findings_.add(severity, "case.dates_out_of_order", findings_.attribute(element, second_name),
                      {{"antes", first_name}, {"fecha_antes", first->iso()}, {"despues", second_name}, {"fecha_despues", second->iso()}});
    }

    // Known on the day of the data: a fact dated later is a slip, or datos-a is.
    void not_after_data(Severity severity, const base::Place& element, std::string_view name, OptionalDate date) {
        if (!date || !given(data_.data_as_of) || *date <= data_.data_as_of) return;
        findings_.add(severity, "case.date_after_data", findings_.attribute(element, name),
                      {{"dato", name}, {"valor", date->iso()}, {"datos_a", data_.data_as_of.iso()}});
    }

    void check_age() {
        if (!options_.as_of || !given(data_.data_as_of)) return;
        const std::int64_t age = base::days_between(data_.data_as_of, *options_.as_of);
        if (options_.data_max_age_days > 0 && age > options_.data_max_age_days)
            findings_.error("case.data_too_old", findings_.root_attribute("datos-a"),
                            {{"datos_a", data_.data_as_of.iso()}, {"control", options_.as_of->iso()}, {"dias", std::to_string(age)},
                             {"maximo", std::to_string(options_.data_max_age_days)}});
        if (age < 0)
            findings_.warning("case.data_after_control", findings_.root_attribute("datos-a"),
                              {{"datos_a", data_.data_as_of.iso()}, {"control", options_.as_of->iso()}});
    }

    void check_invoice(const model::Invoice& invoice) {
        const base::Place& at = invoice.place;
        not_after_data(Severity::warning, at, "fecha", given(invoice.issued));
        not_after_data(Severity::warning, at, "entrega", invoice.delivered);
        not_after_data(Severity::warning, at, "recepcion-factura", invoice.received);
        not_after_data(Severity::warning, at, "aceptacion", invoice.accepted);
        not_after_data(Severity::warning, at, "registro-fecha", invoice.registry_date);
        not_after_data(Severity::warning, at, "conformidad", invoice.conformity);
        in_order(Severity::error, at, "fecha", given(invoice.issued), "vencimiento", invoice.due);
        in_order(Severity::error, at, "fecha", given(invoice.issued), "recepcion-factura", invoice.received);
        in_order(Severity::error, at, "fecha", given(invoice.issued), "registro-fecha", invoice.registry_date);
        in_order(Severity::error, at, "entrega", invoice.delivered, "aceptacion", invoice.accepted);
        in_order(Severity::error, at, "periodo-desde", invoice.period_from, "periodo-hasta", invoice.period_to);
        in_order(Severity::warning, at, "registro-fecha", invoice.registry_date, "conformidad", invoice.conformity);
    }

    void check_payment(const model::Payment& payment) {
        not_after_data(Severity::error, payment.place, "fecha", given(payment.date));
        not_after_data(Severity::error, payment.place, "devuelto", payment.returned);
        in_order(Severity::error, payment.place, "fecha", given(payment.date), "devuelto", payment.returned);
    }

    void check_agreement(const model::Agreement& agreement) {
        not_after_data(Severity::warning, agreement.place, "fecha", given(agreement.date));
        OptionalDate previous = given(agreement.date);
        std::string_view previous_name = "fecha";
        for (const auto& instalment : agreement.instalments) {
            in_order(Severity::error, instalment.place, previous_name, previous, "vencimiento", given(instalment.due));
            not_after_data(Severity::error, instalment.place, "pagada-fecha", instalment.paid_date);
            if (given(instalment.due)) previous = instalment.due;
            previous_name = "vencimiento";
        }
    }

    void check_communication(const model::Communication& communication) {
        const base::Place& at = communication.place;
        not_after_data(Severity::warning, at, "fecha", given(communication.date));
        not_after_data(Severity::warning, at, "entrega", communication.delivered);
        in_order(Severity::error, at, "fecha", given(communication.date), "intento", communication.attempt);
        in_order(Severity::error, at, "fecha", given(communication.date), "entrega", communication.delivered);
        in_order(Severity::error, at, "intento", communication.attempt, "entrega", communication.delivered);
    }

    void check_negotiation(const model::Negotiation& negotiation) {
        const base::Place& at = negotiation.place;
        not_after_data(Severity::error, at, "solicitud", negotiation.request);
        not_after_data(Severity::error, at, "recepcion", negotiation.receipt);
        in_order(Severity::error, at, "solicitud", negotiation.request, "intento", negotiation.attempt);
        in_order(Severity::error, at, "solicitud", negotiation.request, "recepcion", negotiation.receipt);
        in_order(Severity::error, at, "intento", negotiation.attempt, "recepcion", negotiation.receipt);
        in_order(Severity::error, at, "solicitud", negotiation.request, "fin", negotiation.end);
        in_order(Severity::warning, at, "solicitud", negotiation.request, "primera-reunion", negotiation.first_meeting);
    }

    const model::Case& data_;
    const ReadOptions& options_;
    Findings& findings_;
};

} // namespace

void check_dates(const model::Case& data, const ReadOptions& options, Findings& findings) { DateChecks(data, options, findings).check(); }

} // namespace legajo::read
