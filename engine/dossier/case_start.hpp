#pragma once
// The start of a case file from electronic invoices (`legajo import`): what they tell, and what is left for a person to say. Pure.

#include "base/date.hpp"
#include "base/problem.hpp"
#include "model/exhibit.hpp"

#include <string>
#include <vector>

namespace legajo::dossier {

struct ImportedInvoice {
    model::FoundInvoice invoice;
    std::string file, sha256; // as evidence of the case: "pruebas/factura-113.xml"
};

struct CaseStart {
    std::string xml, reference;
    int invoices = 0, credit_notes = 0;
};

// One creditor, one debtor, euros. A corrective invoice with a negative total becomes the credit note of the invoice it corrects; one that corrects in
// full takes that invoice's place. The kind of a debtor who is a natural person is left out: whether the purchase was private decides the law (L-101),
// and only a person knows. Codes, stage "import":
// errors import.nothing, import.mixed (factura), import.currency (factura, moneda), import.amount (factura), import.date (factura),
// import.repeated (factura), import.corrective_unplaced (factura, corrige);
// remarks import.replaced (factura, corrige), import.several_due (factura, fecha), import.paid_on_account (factura, importe), and what a person must
// add: import.add_debtor_kind, import.add_due (facturas), import.add_account, import.add_contact, import.add_story.
base::Result<CaseStart> start_case(const std::vector<ImportedInvoice>& invoices, base::Date data_as_of);

} // namespace legajo::dossier
