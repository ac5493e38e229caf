#include "report/figures.hpp"

#include "report/json_values.hpp"

#include <algorithm>

namespace legajo::report {

std::string figures_json(const model::Case& debt, const model::Assessment& assessment, const model::Decision& decision) {
    Json invoices = Json::array();
    const base::Money none(0, debt.currency);
    base::Money principal = none, compensation = none;
    std::optional<base::Money> interest = none;
    for (const model::InvoiceAccount& invoice : assessment.account.invoices) {
        if (std::ranges::find(decision.invoices, invoice.invoice) == decision.invoices.end()) continue;
        principal += invoice.outstanding;
        compensation += invoice.compensation;
        if (interest && invoice.interest) *interest += *invoice.interest;
        else interest.reset();
        invoices.push_back({{"numero", invoice.number},
                            {"fecha", date_json(invoice.issued)},
                            {"vencimiento", date_json(invoice.due)},
                            {"importe", money_json(invoice.charged)},
                            {"abonado", money_json(invoice.credited)},
                            {"pagado", money_json(invoice.paid)},
                            {"pendiente", money_json(invoice.outstanding)},
                            {"intereses", money_json(invoice.interest)},
                            {"compensacion", money_json(invoice.compensation)}});
    }
    const Json figures{{"referencia", debt.reference},
                       {"carta", decision.letter},
                       {"fecha-control", date_json(assessment.control_date)},
                       {"plazo", date_json(decision.deadline)},
                       {"moneda", none.currency().text()},
                       {"principal", money_json(principal)},
                       {"intereses", money_json(interest)},
                       {"compensacion", money_json(compensation)},
                       {"facturas", std::move(invoices)}};
    return json_text(figures, 2) + "\n";
}

} // namespace legajo::report
