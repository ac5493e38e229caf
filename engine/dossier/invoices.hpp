#pragma once
// Electronic invoices found in evidence against what the case says. Pure.

#include "base/problem.hpp"
#include "model/case.hpp"
#include "model/exhibit.hpp"

#include <string>
#include <vector>

namespace legajo::dossier {

// Warnings evidence.invoice_differs (fichero, dato, hallado, esperado), one for each difference of number, date, total, seller and buyer.
// Compared with the invoice of that number, else with the single one the exhibit names; an invoice the case does not know differs in its number.
[[nodiscard]] base::Problems compare_invoice(const model::FoundInvoice& found, const model::Case& data, const model::Evidence& evidence);

} // namespace legajo::dossier
