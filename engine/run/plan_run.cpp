// Turns cases and a window of dates into the letters and deadlines that fall into it. Entry: plan_cases.

#include "run/plan_run.hpp"

#include "assess/assess_case.hpp"
#include "base/error.hpp"
#include "choose/choose_letter.hpp"
#include "model/names.hpp"
#include "record/recall_history.hpp"
#include "run/explain_run.hpp"
#include "run/refusal.hpp"

namespace legajo::run {
namespace {

constexpr int most_steps = 24; // a ladder has seven; a policy that loops must not hang the plan

bool is_an_event(model::Outcome outcome) {
    return outcome == model::Outcome::letter || outcome == model::Outcome::awaiting_approval || outcome == model::Outcome::hand_over;
}

// The letter as it would stand in the register had it gone out on that day.
model::LetterRecord supposed_letter(const model::Case& debt, const model::Decision& decision, const model::Policy& policy, base::Date day) {
    model::LetterRecord letter;
    letter.case_reference = debt.reference;
    letter.letter = decision.letter;
    letter.level = decision.level;
    letter.addressee = decision.addressee;
    letter.state = model::LetterState::delivered;
    letter.channel = decision.channel;
    letter.control_date = day;
    letter.issued_on = letter.sent_on = day;
    const auto delay = policy.channel_delivery_days.find(decision.channel);
    letter.delivered_on = day.plus_days(delay == policy.channel_delivery_days.end() ? 0 : delay->second);
    if (decision.deadline_days) letter.deadline = letter.delivered_on->plus_days(*decision.deadline_days);
    letter.invoices = decision.invoices;
    return letter;
}

report::PlannedLetter planned(const ExplainedCase& now, const model::Decision& decision, base::Date day, const std::string& file) {
    report::PlannedLetter letter;
    letter.date = day;
    letter.reference = now.debt.reference;
    letter.debtor = now.debt.debtor.name;
    letter.letter = decision.letter;
    letter.level = decision.level;
    letter.channel = std::string(model::name_of(decision.channel));
    letter.file = file;
    letter.state = report::state_of(decision.outcome);
    letter.outstanding = now.assessment.account.totals.principal;
    letter.last_safe_day = now.assessment.limitation.last_safe_day;
    if (decision.outcome == model::Outcome::held && !decision.reasons.empty()) letter.reason = decision.reasons.back().rule;
    return letter;
}

void plan_one(const ExplainedCase& first, const law::RuleSet& rules, base::Date from, base::Date to, const std::string& file, PlannedRun& run) {
    for (const report::CalendarEntry& entry :
         report::calendar_entries(first.debt.reference, first.assessment, first.decision.next_date, &first.pack->rules))
        if (entry.date >= from && entry.date <= to) run.calendar.push_back(entry);
    if (first.decision.outcome == model::Outcome::held) run.plan.letters.push_back(planned(first, first.decision, from, file));
    ExplainedCase now = first;
    base::Date day = from;
    for (int step = 0; step < most_steps && day <= to; ++step) {
        auto assessment = assess::assess_case(now.debt, now.history, *now.pack, rules, {.control_date = day});
        if (!assessment.ok()) return;
        now.assessment = std::move(*assessment);
        const model::Decision decision = choose::choose_letter(now.debt, now.history, now.assessment, *now.pack, {.dry = true});
        if (is_an_event(decision.outcome)) {
            run.plan.letters.push_back(planned(now, decision, day, file));
            if (decision.outcome == model::Outcome::hand_over) return;
            now.history.letters.push_back(supposed_letter(now.debt, decision, now.pack->policy, day));
            day = day.plus_days(1);
        } else if (decision.next_date && *decision.next_date > day) {
            day = *decision.next_date;
        } else {
            return;
        }
    }
}

} // namespace

PlannedRun plan_cases(Workshop& workshop, const std::vector<FoundCase>& cases, base::Date from, base::Date to, const LetterRequest& request,
                      const std::function<void(std::size_t done)>& on_progress) {
    PlannedRun run;
    run.plan.from = from;
    run.plan.to = to;
    LetterRequest at_start = request;
    at_start.control_date = from;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const std::string file = cases[i].file.string();
        try {
            const auto first = explain_case(workshop, {file, ""}, at_start);
            if (first.ok()) {
                ++run.plan.cases_read;
                const law::RuleSet& rules = *law::rule_set(first->pack->jurisdiction);
                for (const ExplainedCase& part : first->parts) plan_one(part, rules, from, to, file, run);
                if (first->parts.empty()) plan_one(*first, rules, from, to, file, run);
            } else {
                run.failures.push_back(first.problems());
            }
        } catch (const base::Error& failure) {
            base::Problem problem = problem_of(failure);
            problem.place.file = file;
            run.failures.push_back({problem});
        }
        on_progress(i + 1);
    }
    run.plan.cases_failed = static_cast<std::int64_t>(run.failures.size());
    report::sort(run.plan);
    return run;
}

} // namespace legajo::run
