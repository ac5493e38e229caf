#pragma once
// The sections of the clerk's page, in the order in which explain_text writes them. Internal to report/.

#include "report/page_writer.hpp"

namespace legajo::report {

void write_decision(PageWriter& page, const Explained& explained);
void write_reasons(PageWriter& page, const Explained& explained);
void write_totals(PageWriter& page, const Explained& explained);
void write_invoices(PageWriter& page, const Explained& explained);
void write_interest(PageWriter& page, const Explained& explained);
void write_rejected(PageWriter& page, const Explained& explained);
void write_insolvency(PageWriter& page, const Explained& explained);
void write_limitation(PageWriter& page, const Explained& explained);
void write_negotiation(PageWriter& page, const Explained& explained);
void write_procedure(PageWriter& page, const Explained& explained);
void write_vat(PageWriter& page, const Explained& explained);
void write_offer(PageWriter& page, const Explained& explained);   // plan, promises, agreements
void write_past(PageWriter& page, const Explained& explained);    // letters so far, the debtor's record
void write_doubts(PageWriter& page, const Explained& explained);
void write_norms(PageWriter& page, const Explained& explained);
void write_remarks(PageWriter& page, const Explained& explained);

} // namespace legajo::report
