// The root of the vocabulary: <expediente>.

#include "read/vocabulary.hpp"

namespace legajo::read {
namespace {

using namespace vocabulary;
using model::Case;
using model::Obligor;

constexpr AttributeRule case_attributes[] = {
    required(attribute<&Case::reference>("referencia", "Reference of the case; printed on every letter and page.")),
    required(attribute<&Case::data_as_of>("datos-a", "Day up to which the data are complete; nothing that happened later is known.")),
    special<ValueKind::language, &ValueContext::language, &Case::language>("idioma", "Language and territory of the pack that writes the letters; es-ES when absent."),
    attribute<&Case::currency>("moneda", "Currency of all amounts, three letters; EUR when absent."),
    attribute<&Case::responsible>("responsable", "Person of the creditor who looks after the case."),
};

constexpr ChildRule case_children[] = {
    required(child<&Case::creditor>(creditor)),
    required(child<&Case::debtor>(debtor)),
    prepared_child<[](Obligor& obligor) { obligor.role = Obligor::Role::guarantor; }, &Case::obligors>(guarantor),
    prepared_child<[](Obligor& obligor) { obligor.role = Obligor::Role::co_debtor; }, &Case::obligors>(co_debtor),
    prepared_child<[](Obligor& obligor) { obligor.role = Obligor::Role::heir; }, &Case::obligors>(heir),
    child<&Case::contracts>(contract),
    required(child<&Case::invoices>(invoice)),
    child<&Case::credit_notes>(credit_note),
    child<&Case::payments>(payment),
    prepared_child<[](model::Payment& payment) { payment.is_set_off = true; }, &Case::payments>(set_off),
    child<&Case::promises>(promise),
    child<&Case::agreements>(agreement),
    child<&Case::communications>(communication),
    child<&Case::negotiations>(negotiation),
    child<&Case::holds>(hold),
    child<&Case::offer>(offer),
    child<&Case::limitation_events>(limitation_event),
    child<&Case::lawsuits>(lawsuit),
    child<&Case::assignments>(assignment),
    child<&Case::recovery_costs>(recovery_cost),
    child<&Case::evidence>(evidence),
    child<&Case::policy>(policy),
    child<&Case::consultation>(consultation),
    child<&Case::lawyer>(lawyer),
    child<&Case::agency>(agency),
    child<&Case::data_protection>(data_protection),
};

constexpr ElementRule rule{"expediente", "expediente", "One debtor's debt to one creditor: everything known about it.", case_attributes, case_children};

} // namespace

const ElementRule& case_rule() { return rule; }

} // namespace legajo::read
