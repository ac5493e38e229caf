// The warning of inclusion in a credit file (LOPDGDD 20).

#include "law/es/kinds.hpp"
#include "law/es/spanish_rules.hpp"
#include "law/tables.hpp"
#include "law/working_days.hpp"

namespace legajo::law::es {

// L-701 to L-703. Natural persons only; the edge of the minimum is included (50.00 is allowed, L-701b). Days are working days (L-702).
Answer<CreditFileAnswer> SpanishRules::credit_file(const CreditFileFacts& facts, const LawTables& tables) const {
    Answer<CreditFileAnswer> answer;
    CreditFileAnswer warning;
    const auto require = [&](bool holds, const char* code, const char* rule) {
        if (holds) return;
        warning.missing.emplace_back(code);
        if (*rule != 0) answer.because(rule, {{"falta", code}});
    };
    require(is_natural(facts.debt.debtor, facts.debt.debtor_person), "persona-juridica", ""); // L-703: the article protects natural persons only
    require(facts.creditor_takes_part, "sin-fichero", "");
    require(!facts.is_disputed, "disputa", "L-701");
    require(facts.is_due, "no-vencida", "L-701");
    const auto minimum = amount_at(tables, "credit_file.minimum", facts.control_date);
    require(minimum && facts.principal >= *minimum, "minimo", "L-701b");
    const int years = whole_number_at(tables, "credit_file.years", facts.control_date).value_or(5);
    require(facts.control_date <= facts.oldest_due.plus_years(years), "antiguedad", "L-701");
    require(!facts.limitation_passed, "prescripcion", "L-703");
    require(!facts.in_insolvency, "concurso", "L-620");
    warning.is_possible = warning.missing.empty();
    if (warning.is_possible) {
        answer.because("L-701", {{"principal", facts.principal.text()}}).because("L-702").because("L-922");
        const WorkingCalendar calendar(tables, holiday_key());
        warning.blocked_until = calendar.plus_working_days(facts.control_date, 30);
    }
    answer.value = std::move(warning);
    return answer;
}

} // namespace legajo::law::es
