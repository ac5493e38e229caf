#include "assess/assess_case.hpp"

#include "assess/context.hpp"

namespace legajo::assess {

base::Result<model::Assessment> assess_case(const model::Case& debt, const model::History& history, const model::Pack& pack,
                                            const law::RuleSet& rules, const AssessOptions& options) {
    Context context(debt, history, pack, rules, options);
    make_account(context);    // what is owed; every later question looks at it
    judge_promises(context);
    find_holds(context);
    const bool may_state_law = rules.states_law() && rules.accepts(debt.currency);
    if (may_state_law) {
        run_limitation(context);
        if (context.out.account.totals.total.is_positive() || context.out.insolvency) {
            find_procedure(context);     // the route decides whether a negotiation must come first
            follow_negotiation(context);
        }
        find_vat_windows(context);
        judge_credit_file(context);
        flag_facts(context);
    } else {
        context.doubt("doubt.no_rule_set", {}, {{"jurisdicción", std::string(rules.jurisdiction())}});
        context.remark(base::Severity::remark, "assess.abstained", {{"jurisdiccion", std::string(rules.jurisdiction())}});
    }
    plan_payments(context);
    set_clocks(context);
    confess_doubts(context);
    if (base::has_errors(context.problems)) return std::move(context.problems);
    return {std::move(context.out), std::move(context.problems)};
}

} // namespace legajo::assess
