// The debt itself: contract, invoices, credit notes, payments, costs.

#include "read/vocabulary.hpp"

namespace legajo::read::vocabulary {
namespace {

using namespace model;

constexpr std::string_view periodicity_words[] = {"unica", "semanal", "quincenal", "mensual", "bimestral", "trimestral", "semestral", "anual"};
std::span<const std::string_view> periodicities() { return periodicity_words; }

constexpr AttributeRule contract_attributes[] = {
    generated_identifier<&Contract::id>(IdTarget::contract, "id", "Name by which invoices refer to the contract."),
    attribute<&Contract::reference>("referencia", "Reference of the contract as the parties know it."),
    attribute<&Contract::date>("fecha", "Day of signature."),
    between(0, 3650, attribute<&Contract::payment_term_days>("plazo-pago", "Agreed term of payment in calendar days.")),
    attribute<&Contract::object>("objeto", "What the contract is about."),
    attribute<&Contract::purpose>("destino", "What the debtor buys for: own use of its business, resale, or private. Decides the regime."),
    attribute<&Contract::law>("ley", "Civil law that governs it."),
    attribute<&Contract::place_of_performance>("lugar", "Place of performance."),
    between(0, 3650, attribute<&Contract::acceptance_days>("plazo-verificacion", "Days of the acceptance procedure (Ley 3/2004 art. 4.2).")),
    between(0, 10'000, attribute<&Contract::default_interest>("interes-demora", "Agreed late-payment interest, percent a year.")),
    between(0, 10'000, attribute<&Contract::remuneratory_interest>("interes-remuneratorio", "Agreed interest of a loan, percent a year.")),
    attribute<&Contract::automatic_default>("mora-automatica", "Whether the contract makes default automatic at the due date."),
    word<&periodicities, &Contract::periodicity>("periodicidad", "How often it is invoiced."),
    attribute<&Contract::retention_of_title>("reserva-dominio", "Whether title passes on payment only (Ley 3/2004 art. 10)."),
    attribute<&Contract::credit_file_notice>("aviso-ficheros", "Whether the contract names the credit-information systems (LOPDGDD 20.1)."),
    attribute<&Contract::service_end>("fin-servicio", "Day on which the services ended (CC 1967, last paragraph)."),
};
constexpr AttributeRule contract_text = attribute<&Contract::description>("", "What was agreed, in a few words.");

constexpr AttributeRule tax_attributes[] = {
    required(attribute<&Tax::kind>("tipo", "Tax: IVA, IGIC, IPSI, recargo, exento.")),
    between(0, 10'000, attribute<&Tax::rate>("porcentaje", "Rate, percent.")),
    zero_or_more(attribute<&Tax::base>("base", "Tax base.")),
    zero_or_more(attribute<&Tax::quota>("cuota", "Amount of the tax.")),
};
constexpr ElementRule tax{"impuesto", "impuesto", "One tax line of the invoice.", tax_attributes};

constexpr AttributeRule title_attributes[] = {
    required(attribute<&Title::kind>("tipo", "Promissory note, bill of exchange or cheque.")),
    attribute<&Title::number>("numero", "Number of the title."),
    attribute<&Title::due>("vencimiento", "Day on which it falls due."),
    positive(attribute<&Title::amount>("importe", "Its amount.")),
    reference<&Title::evidence>(IdTarget::evidence, "prueba", "Evidence that shows it."),
};
constexpr ElementRule title{"titulo", "titulo", "Title given for the invoice.", title_attributes};

constexpr AttributeRule invoice_attributes[] = {
    generated_identifier<&Invoice::id>(IdTarget::invoice, "id", "Name by which payments, holds and letters refer to the invoice."),
    required(attribute<&Invoice::number>("numero", "Number as printed on the invoice; once only in a case.")),
    required(attribute<&Invoice::issued>("fecha", "Day of issue.")),
    attribute<&Invoice::delivered>("entrega", "Day on which the goods or the service were delivered; legal terms run from it."),
    attribute<&Invoice::received>("recepcion-factura", "Day on which the debtor got the invoice."),
    attribute<&Invoice::accepted>("aceptacion", "Day of acceptance where there is an acceptance procedure."),
    attribute<&Invoice::due>("vencimiento", "Last day to pay in time, as agreed; when absent, law decides."),
    zero_or_more(attribute<&Invoice::base>("base", "Tax base.")),
    zero_or_more(attribute<&Invoice::vat>("iva", "Value added tax.")),
    required(positive(attribute<&Invoice::amount>("importe", "Amount to pay: base + iva + suplidos - retencion."))),
    zero_or_more(attribute<&Invoice::withholding>("retencion", "Income tax kept back by the debtor.")),
    zero_or_more(attribute<&Invoice::disbursements>("suplidos", "Paid in the debtor's name, outside the tax base.")),
    reference<&Invoice::contract>(IdTarget::contract, "contrato", "Contract it belongs to."),
    attribute<&Invoice::electronic>("electronica", "Whether it is an electronic invoice."),
    reference<&Invoice::sending_proof>(IdTarget::evidence, "envio-prueba", "Evidence that it was sent."),
    attribute<&Invoice::period_from>("periodo-desde", "First day of the period invoiced."),
    attribute<&Invoice::period_to>("periodo-hasta", "Last day of the period invoiced."),
    attribute<&Invoice::accrual>("devengo", "Day on which VAT accrued, when it is not that of delivery or issue."),
    attribute<&Invoice::perishable>("perecedero", "Fresh or perishable food: thirty days from delivery at most (Ley 15/2010 DA 1)."),
    attribute<&Invoice::registry_number>("registro", "Number in the register of the public body."),
    attribute<&Invoice::registry_date>("registro-fecha", "Day of that entry."),
    attribute<&Invoice::conformity>("conformidad", "Day on which the public body approved it."),
    attribute<&Invoice::in_vat_book>("en-libro-iva", "Whether it stands in the VAT book."),
    attribute<&Invoice::vat_rectified>("iva-rectificado", "Day on which its VAT was recovered; the debt stays whole (L-907)."),
    attribute<&Invoice::secured>("garantizada", "Whether it is secured or insured."),
    attribute<&Invoice::related_party>("vinculada", "Whether debtor and creditor are related parties."),
    attribute<&Invoice::assigned_to>("cedida-a", "To whom the claim was assigned."),
};
constexpr ChildRule invoice_children[] = {child<&Invoice::taxes>(tax), child<&Invoice::title>(title)};
constexpr AttributeRule invoice_text = attribute<&Invoice::subject>("", "What was sold, as the debtor knows it.");

constexpr AttributeRule credit_note_attributes[] = {
    generated_identifier<&CreditNote::id>(IdTarget::credit_note, "id", "Name of the credit note."),
    attribute<&CreditNote::number>("numero", "Number as printed on it."),
    required(reference<&CreditNote::invoice>(IdTarget::invoice, "factura", "Invoice it takes from.")),
    required(attribute<&CreditNote::date>("fecha", "Day of issue.")),
    required(positive(attribute<&CreditNote::amount>("importe", "Amount taken off, without sign, taxes included."))),
};
constexpr AttributeRule credit_note_text = attribute<&CreditNote::subject>("", "Why it was given.");

constexpr AttributeRule application_attributes[] = {
    required(reference<&Application::invoice>(IdTarget::invoice, "factura", "Invoice that is paid.")),
    required(positive(attribute<&Application::amount>("importe", "Part that goes to it."))),
};
constexpr ElementRule application{"aplicacion", "aplicacion", "Part of a payment that goes to one invoice; all parts make up the payment.", application_attributes, {}, nullptr,
                                  &detail::place_of<Application>};
constexpr ChildRule payment_children[] = {child<&Payment::applications>(application)};

constexpr AttributeRule payment_attributes[] = {
    generated_identifier<&Payment::id>(IdTarget::payment, "id", "Name of the payment."),
    required(attribute<&Payment::date>("fecha", "Day of the payment.")),
    attribute<&Payment::value_date>("valor", "Day on which the creditor had the money, when it is another."),
    required(positive(attribute<&Payment::amount>("importe", "Amount."))),
    reference<&Payment::invoice>(IdTarget::invoice, "factura", "The one invoice it pays; absent with aplicacion, or when the debtor did not say."),
    reference<&Payment::payer>(IdTarget::party, "pagador", "Who paid: id of the debtor or of a co-debtor. Needed when each owes only a part (mancomunados)."),
    attribute<&Payment::means>("medio", "How it was paid: transferencia, tarjeta, efectivo, ..."),
    attribute<&Payment::imputation>("imputacion", "What it pays first, as the debtor said or the receipt states."),
    attribute<&Payment::receipt>("recibo", "Receipt given, with or without reservation of interest (CC 1110)."),
    attribute<&Payment::returned>("devuelto", "Day on which the bank took it back: it then pays nothing."),
    zero_or_more(attribute<&Payment::return_costs>("gastos-devolucion", "Bank costs of that return.")),
    reference<&Payment::evidence>(IdTarget::evidence, "prueba", "Evidence of it."),
};

constexpr AttributeRule recovery_cost_attributes[] = {
    required(attribute<&RecoveryCost::date>("fecha", "Day of the cost.")),
    required(positive(attribute<&RecoveryCost::amount>("importe", "Amount."))),
    reference<&RecoveryCost::evidence>(IdTarget::evidence, "prueba", "Evidence of it."),
};
constexpr AttributeRule recovery_cost_text = attribute<&RecoveryCost::subject>("", "What was paid for.");

} // namespace

constinit const ElementRule contract{"contrato", "contrato", "Contract from which the debt comes.", contract_attributes, {}, &contract_text, &detail::place_of<Contract>};
constinit const ElementRule invoice{"factura", "factura", "Invoice, or another item of the debt.", invoice_attributes, invoice_children, &invoice_text, &detail::place_of<Invoice>};
constinit const ElementRule credit_note{"abono", "abono", "Credit note.", credit_note_attributes, {}, &credit_note_text, &detail::place_of<CreditNote>};
constinit const ElementRule payment{"pago", "pago", "Payment by the debtor or somebody for it.", payment_attributes, payment_children, nullptr, &detail::place_of<Payment>};
constinit const ElementRule set_off{"compensacion", "pago", "Set-off: a debt of the creditor that pays as a payment does.", payment_attributes, payment_children, nullptr, &detail::place_of<Payment>};
constinit const ElementRule recovery_cost{"gasto-cobro", "gasto-cobro", "Recovery cost with proof.", recovery_cost_attributes, {}, &recovery_cost_text, &detail::place_of<RecoveryCost>};

} // namespace legajo::read::vocabulary
