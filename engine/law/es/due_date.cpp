// The last day to pay in time.

#include "law/es/kinds.hpp"
#include "law/es/spanish_rules.hpp"
#include "law/tables.hpp"

namespace legajo::law::es {
namespace {

struct Limits { // days of Ley 3/2004 and LCSP 198.4, from the tables
    int default_term, maximum_term, acceptance, grouped_period, perishable, public_payment, public_approval;
};

std::optional<Limits> limits_at(const LawTables& tables, Date day) {
    const auto days = [&](std::string_view key) { return whole_number_at(tables, key, day); };
    const auto default_term = days("payment_term.default_days"), maximum = days("payment_term.maximum_days"),
               acceptance = days("payment_term.acceptance_days"), grouped = days("payment_term.grouped_days"),
               perishable = days("payment_term.perishable_days"), payment = days("public.payment_days"), approval = days("public.approval_days");
    if (!default_term || !maximum || !acceptance || !grouped || !perishable || !payment || !approval) return std::nullopt;
    return Limits{*default_term, *maximum, *acceptance, *grouped, *perishable, *payment, *approval};
}

// Where the count of a business term begins: acceptance, middle of a grouped period, delivery; the issue only for want of better.
Date start_of_count(const DueFacts& facts, const Limits& limits, Answer<DueAnswer>& answer) {
    if (facts.period_from && facts.period_to && *facts.period_from < *facts.period_to) {
        const std::int64_t length = base::days_between(*facts.period_from, *facts.period_to) + 1;
        if (length <= limits.grouped_period) { // L-114; with an even number of days the later middle
            const Date middle = facts.period_from->plus_days(length / 2);
            answer.because("L-114", {{"periodo", facts.period_from->iso() + "/" + facts.period_to->iso()}, {"mitad", middle.iso()}});
            return middle;
        }
        if (!facts.delivered) return *facts.period_to; // the service of a period is performed at its end
    }
    if (!facts.delivered) {
        answer.doubting("doubt.no_delivery_date", "L-110", {{"se cuenta desde", facts.issued.iso()}});
        return facts.issued;
    }
    if (facts.accepted && *facts.accepted > *facts.delivered) { // L-111: at most 30 days for the acceptance
        const Date latest = facts.delivered->plus_days(limits.acceptance);
        const Date start = std::min(*facts.accepted, latest);
        answer.because("L-111", {{"entrega", facts.delivered->iso()}, {"aceptación", facts.accepted->iso()}});
        if (*facts.accepted > latest) answer.doubting("doubt.late_acceptance", "L-111", {{"máximo", latest.iso()}});
        return start;
    }
    if (!facts.accepted && facts.acceptance_days && *facts.acceptance_days > 0) { // the last day on which it could be accepted: the lower claim
        const Date latest = facts.delivered->plus_days(std::min(*facts.acceptance_days, limits.acceptance));
        answer.because("L-111", {{"entrega", facts.delivered->iso()}, {"plazo de verificación", number(*facts.acceptance_days)}});
        answer.doubting("doubt.no_acceptance_date", "L-111", {{"se cuenta desde", latest.iso()}});
        return latest;
    }
    return *facts.delivered;
}

// L-110 to L-114, L-904.
Answer<DueAnswer> business_due(const DueFacts& facts, const Limits& limits) {
    Answer<DueAnswer> answer;
    const Date start = start_of_count(facts, limits, answer);
    std::optional<Date> agreed = facts.agreed_due;
    if (!agreed && facts.term_days) {
        const bool from_electronic_receipt = facts.electronic && facts.received && *facts.received > start; // L-113
        agreed = (from_electronic_receipt ? *facts.received : start).plus_days(*facts.term_days);
        if (from_electronic_receipt) answer.because("L-113", {{"recepción", facts.received->iso()}});
    }
    DueAnswer due;
    if (facts.perishable) {
        const Date latest = start.plus_days(limits.perishable);
        due.due = agreed ? std::min(*agreed, latest) : latest;
        answer.because("L-904", {{"producto", "perecedero"}, {"inicio", start.iso()}});
    } else if (!agreed) {
        due.due = start.plus_days(limits.default_term);
        answer.because("L-110", {{"inicio", start.iso()}, {"días", number(limits.default_term)}});
    } else {
        const Date latest = start.plus_days(limits.maximum_term);
        due.due = std::min(*agreed, latest);
        if (*agreed > latest) answer.because("L-112", {{"inicio", start.iso()}, {"pactado", agreed->iso()}, {"máximo", latest.iso()}});
    }
    // Between 60 and 90 days from delivery the civil chamber and the letter of the law differ: the later day is claimed, both are shown.
    if (facts.delivered && (facts.accepted || facts.acceptance_days) && !facts.perishable) {
        const Date strict = facts.delivered->plus_days(limits.maximum_term);
        if (due.due > strict) {
            due.alternative = strict;
            answer.doubting("doubt.acceptance_reading", "L-904", {{"hasta 60 días", strict.iso()}, {"hasta 90 días", due.due.iso()}});
        }
    }
    if (agreed && *agreed != due.due) due.agreed_due = agreed;
    answer.value = due;
    answer.because("L-115");
    if (due.due.weekday() == 7) answer.because("L-116", {{"vencimiento", due.due.iso()}, {"día", "domingo"}});
    return answer;
}

// L-140: payment within 30 days of the approval; the approval within 30 days of delivery; a late registration moves the clock.
Answer<DueAnswer> public_due(const DueFacts& facts, const Limits& limits) {
    Answer<DueAnswer> answer;
    const Date delivered = facts.delivered.value_or(facts.issued);
    if (!facts.delivered) answer.doubting("doubt.no_delivery_date", "L-140", {{"se cuenta desde", facts.issued.iso()}});
    const Date latest_approval = delivered.plus_days(limits.public_approval);
    DueAnswer due;
    if (facts.conformity) {
        const Date approved = std::min(std::max(*facts.conformity, delivered), latest_approval);
        due.due = approved.plus_days(limits.public_payment);
        answer.because("L-140", {{"entrega", delivered.iso()}, {"conformidad", facts.conformity->iso()}});
    } else { // the later reading is claimed; without a procedure of approval 30 days are enough (CJEU C-585/20)
        due.due = latest_approval.plus_days(limits.public_payment);
        due.alternative = delivered.plus_days(limits.public_payment);
        answer.because("L-140", {{"entrega", delivered.iso()}, {"conformidad", "no consta"}});
        answer.doubting("doubt.public_approval", "L-140", {{"sin aprobación", due.alternative->iso()}, {"con aprobación", due.due.iso()}});
    }
    if (facts.registry_date && *facts.registry_date > latest_approval) {
        due.due = std::max(due.due, facts.registry_date->plus_days(limits.public_payment));
        answer.because("L-140", {{"registro", facts.registry_date->iso()}});
    }
    if (facts.agreed_due && *facts.agreed_due != due.due) due.agreed_due = facts.agreed_due;
    answer.value = due;
    return answer;
}

// Debts outside Ley 3/2004: the agreed day, else the delivery or the issue of the invoice.
Answer<DueAnswer> civil_due(const DueFacts& facts) {
    Answer<DueAnswer> answer;
    DueAnswer due;
    const Date start = std::max(facts.issued, facts.delivered.value_or(facts.issued));
    if (facts.agreed_due) {
        due.due = *facts.agreed_due;
    } else if (facts.term_days) {
        due.due = start.plus_days(*facts.term_days);
    } else {
        due.due = start;
        answer.doubting("doubt.no_due_date", "L-150", {{"se cuenta desde", start.iso()}});
    }
    answer.value = due;
    return answer;
}

} // namespace

Answer<DueAnswer> SpanishRules::due_date(const DueFacts& facts, const LawTables& tables) const {
    switch (facts.regime) {
    case Regime::business_3_2004:
    case Regime::public_3_2004: {
        const auto limits = limits_at(tables, facts.issued);
        if (!limits) return abstain<DueAnswer>("doubt.table_row_missing", "L-110", {{"fecha", facts.issued.iso()}});
        return facts.regime == Regime::business_3_2004 ? business_due(facts, *limits) : public_due(facts, *limits);
    }
    case Regime::consumer:
    case Regime::legal_interest: return civil_due(facts);
    case Regime::unknown:
    case Regime::no_rule_set: break;
    }
    return abstain<DueAnswer>("doubt.regime_unknown", "L-101");
}

} // namespace legajo::law::es
