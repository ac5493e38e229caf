// Limitation: all terms that may govern a debt, each with the events applied (section 4 and its algorithm 4.5).

#include "law/es/kinds.hpp"
#include "law/es/spanish_rules.hpp"
#include "law/tables.hpp"

#include <algorithm>

namespace legajo::law::es {
namespace {

using model::Confidence;

const Date reform(2015, 10, 7);       // Ley 42/2015 in force
const Date reform_end(2020, 10, 7);   // last day of what was born before it
const Date covid_first(2020, 3, 14);  // L-403
const Date covid_last(2020, 6, 3);

struct Term {
    std::string name;
    const char* rule;
    Confidence confidence;
    Date starts;
    std::function<Date(Date)> end_of;
    bool decides = true;
};

// L-401, L-402: five years; what was born before 07-10-2015 keeps fifteen years but not beyond 07-10-2020.
Date end_of_general_term(Date starts, int years) {
    return starts >= reform ? starts.plus_years(years) : std::min(starts.plus_years(15), reform_end);
}

std::function<Date(Date)> years_from(int years) {
    return [years](Date starts) { return starts.plus_years(years); };
}

TermEvent covid() {
    return {TermEvent::Kind::suspend, covid_first, covid_last, {"L-403", {{"desde", covid_first.iso()}, {"hasta", covid_last.iso()}}}};
}

bool sold_by_merchant(const DebtFacts& debt) { return acts_professionally(debt.creditor); }

// L-420: the price of goods sold by a merchant to a non-merchant or to one in another line of business; L-207 for consumers.
bool fits_three_years(const TermFacts& facts) {
    const DebtFacts& debt = facts.debt;
    if (debt.object == ContractObject::fees) return true;
    if (!sold_by_merchant(debt)) return false;
    if (is_consumer_debt(debt))
        return debt.object != ContractObject::loan && debt.object != ContractObject::lease && debt.object != ContractObject::community_fees;
    if (debt.purpose == Purpose::resale) return false;
    return debt.object == ContractObject::goods || debt.object == ContractObject::supply || debt.object == ContractObject::unknown;
}

class Candidates {
public:
    Candidates(const TermFacts& facts, const LawTables& tables) : facts_(facts), tables_(tables) {}

    void add_common_terms() {
        const auto years = table_years("limitation.general_years", facts_.due);
        if (years) {
            const bool periodic = facts_.is_periodic || facts_.debt.object == ContractObject::lease;
            if (facts_.debt.object == ContractObject::community_fees) {
                add({"5 años (CC 1966.3)", "L-425", Confidence::known_unread, facts_.due, years_from(*years)});
            } else if (periodic) {
                add({"5 años (CC 1966)", "L-421", Confidence::confirmed, facts_.due, years_from(*years)});
            } else {
                const int general = *years;
                const char* rule = facts_.due < reform ? "L-402" : "L-401";
                if (facts_.is_loan_without_term && facts_.demand)
                    return add({"5 años desde el requerimiento (CC 1964.2)", "L-405", Confidence::single_source, *facts_.demand,
                                [general](Date starts) { return end_of_general_term(starts, general); }});
                add({facts_.due < reform ? "15 o 5 años (Ley 42/2015, DT 5.ª)" : "5 años (CC 1964.2)", rule, Confidence::confirmed, facts_.due,
                     [general](Date starts) { return end_of_general_term(starts, general); }});
            }
        }
        if (const auto short_years = table_years("limitation.short_years", facts_.due); short_years && fits_three_years(facts_)) {
            const bool by_text = facts_.debt.object != ContractObject::unknown && facts_.debt.object != ContractObject::services &&
                                 facts_.debt.object != ContractObject::works;
            add({"3 años (CC 1967)", "L-420", by_text ? Confidence::confirmed : Confidence::inferred, start_after_service(), years_from(*short_years)});
        }
    }

    // L-422: one year for the price of carriage, from three months after the contract or from when it can be claimed, if later.
    void add_carriage_term() {
        const auto years = table_years("limitation.carriage_years", facts_.due);
        if (!years) return;
        const Date starts = facts_.contract_date ? std::max(facts_.due, facts_.contract_date->plus_months(3)) : facts_.due;
        drop_written_claims_ = true; // one suspends until it is rejected, which nobody records: not relied on
        add({"1 año (Ley 15/2009, art. 79)", "L-422", Confidence::confirmed, starts, years_from(*years)});
    }

    // L-430, L-431: three years for services, works, periodic payments and consumer prices; ten (or the common five) for the rest.
    void add_catalan_terms() {
        const Confidence confidence = facts_.law ? Confidence::confirmed : Confidence::inferred; // L-433 when nobody stated the law
        const auto short_years = table_years("limitation.catalonia_short_years", facts_.due);
        const auto long_years = table_years("limitation.catalonia_general_years", facts_.due);
        const ContractObject object = facts_.debt.object;
        const bool goods_between_businesses = object == ContractObject::goods && !is_consumer_debt(facts_.debt);
        const bool is_short = !goods_between_businesses && object != ContractObject::loan;
        if (is_short && short_years)
            add({"3 años (CCCat 121-21)", facts_.law ? "L-430" : "L-433", confidence, facts_.due, years_from(*short_years)});
        if (!is_short && long_years)
            add({"10 años (CCCat 121-20)", facts_.law ? "L-430" : "L-433", Confidence::inferred, facts_.due, years_from(*long_years)});
    }

    void add_public_term() {
        if (const auto years = table_years("limitation.public_years", facts_.due))
            add({"4 años (Ley 47/2003, art. 25)", "L-424", Confidence::known_unread, facts_.due, years_from(*years)});
    }

    // L-423: the action of the bill or cheque lives beside the debt's own and never decides.
    void add_title_term() {
        if (!facts_.title_due) return;
        if (facts_.title_is_cheque)
            add({"6 meses (cheque)", "L-423", Confidence::known_unread, *facts_.title_due, [](Date starts) { return starts.plus_months(6); }, false});
        else
            add({"3 años (acción cambiaria)", "L-423", Confidence::known_unread, *facts_.title_due, years_from(3), false});
    }

    std::vector<TermCandidate> take() {
        std::stable_sort(found_.begin(), found_.end(), [](const TermCandidate& a, const TermCandidate& b) {
            if (a.decides != b.decides) return a.decides;
            return a.result.last_safe_day < b.result.last_safe_day;
        });
        return std::move(found_);
    }

private:
    std::optional<int> table_years(std::string_view key, Date day) const { return whole_number_at(tables_, key, std::max(day, Date(1995, 1, 1))); }

    Date start_after_service() const { // L-420, last paragraph of CC 1967: when the services ended
        return facts_.service_end ? std::max(facts_.due, *facts_.service_end) : facts_.due;
    }

    void add(Term term) {
        std::vector<TermEvent> events = facts_.events;
        if (drop_written_claims_) std::erase_if(events, [](const TermEvent& event) { return event.is_written_claim; });
        events.push_back(covid());
        TermCandidate candidate;
        candidate.term = std::move(term.name);
        candidate.rule = term.rule;
        candidate.confidence = term.confidence;
        candidate.decides = term.decides;
        candidate.result = run_term(term.starts, term.end_of, std::move(events));
        candidate.less_strict_day = candidate.result.last_safe_day.plus_days(1); // CC 1969, 5.1
        const auto& applied = candidate.result.applied;
        if (std::any_of(applied.begin(), applied.end(), [](const RuleUse& use) { return use.rule == "L-403"; })) {
            candidate.note = "covid_81_or_82_days"; // 27 or 28-12-2020 (L-910): the earlier is the safe limit
            candidate.result.last_safe_day = candidate.result.last_safe_day.plus_days(-1);
        }
        if (!term.decides) candidate.note = "title_only";
        found_.push_back(std::move(candidate));
    }

    const TermFacts& facts_;
    const LawTables& tables_;
    std::vector<TermCandidate> found_;
    bool drop_written_claims_ = false;
};

} // namespace

Answer<std::vector<TermCandidate>> SpanishRules::limitation(const TermFacts& facts, const LawTables& tables) const {
    if (facts.debt.debtor == PartyKind::unknown) return abstain<std::vector<TermCandidate>>("doubt.debtor_kind_unknown", "L-101");
    // The Fuero Nuevo has terms of its own, which nobody has checked: the common ones would be a wrong statement (L-433).
    if (facts.law == ContractLaw::navarre && facts.debt.debtor != PartyKind::public_admin)
        return abstain<std::vector<TermCandidate>>("doubt.navarre_law", "L-433");
    Answer<std::vector<TermCandidate>> answer;
    Candidates candidates(facts, tables);
    if (facts.debt.debtor == PartyKind::public_admin) {
        candidates.add_public_term();
    } else {
        const bool catalan = facts.law == ContractLaw::catalonia;
        const bool is_carriage = facts.debt.object == ContractObject::carriage;
        // Under Catalan law the common five years stay as a candidate only where commercial matter disputes it (L-431).
        const bool common_too = !catalan || (facts.debt.object == ContractObject::goods && !is_consumer_debt(facts.debt));
        if (is_carriage) {
            candidates.add_carriage_term();
            const bool was_claimed = std::any_of(facts.events.begin(), facts.events.end(), [](const TermEvent& event) { return event.is_written_claim; });
            if (was_claimed) answer.doubting("doubt.carriage_claim", "L-422");
        }
        if (!is_carriage && common_too) candidates.add_common_terms();
        if (!is_carriage && (catalan || (!facts.law && facts.touches_catalonia))) {
            candidates.add_catalan_terms();
            answer.doubting("doubt.catalan_law", catalan ? "L-431" : "L-433");
        }
        if (!facts.law && facts.touches_navarre) answer.doubting("doubt.navarre_possible", "L-433");
        candidates.add_title_term();
    }
    answer.value = candidates.take();
    if (facts.is_loan_without_term && !facts.demand) answer.doubting("doubt.loan_without_term", "L-405");
    if (answer.value->empty()) return abstain<std::vector<TermCandidate>>("doubt.table_row_missing", "L-401");
    if (answer.value->size() > 1) answer.doubting("doubt.limitation_term", answer.value->front().rule, {{"candidatos", number(static_cast<std::int64_t>(answer.value->size()))}});
    for (const TermCandidate& candidate : *answer.value)
        if (!candidate.result.too_late.empty()) {
            answer.doubting("doubt.event_after_expiry", candidate.rule, candidate.result.too_late.front().facts);
            break;
        }
    return answer;
}

} // namespace legajo::law::es
