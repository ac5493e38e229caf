#pragma once
// Electronic invoices found in evidence against what the case says; and the start of a case file from them (`legajo import`). Pure.

#include "base/problem.hpp"
#include "model/case.hpp"
#include "model/exhibit.hpp"

#include <string>
#include <vector>

namespace legajo::dossier {

// Warnings evidence.invoice_differs (fichero, dato, hallado, esperado), one for each difference of number, date, total, seller and buyer.
// Compared with the invoice of that number, else with the single one the exhibit names; an invoice the case does not know differs in its number.
[[nodiscard]] base::Problems compare_invoice(const model::FoundInvoice& found, const model::Case& data, const model::Evidence& evidence);

// A case file with the parties and invoices that the files tell; what they do not tell is left to a person, as a comment.
// Problems (stage "evidence"): evidence.import_nothing, evidence.import_mixed (invoices of different sellers, buyers or currencies).
base::Result<std::string> case_from_invoices(const std::vector<model::FoundInvoice>& invoices, base::Date data_as_of);

} // namespace legajo::dossier
