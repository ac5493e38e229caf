// Order: what stops the case -> each letter's own rule -> the gates (pack, cap of contacts, way to reach, approval) -> the first that passes.

#include "choose/choose_letter.hpp"

#include "choose/case_stops.hpp"
#include "choose/gates.hpp"
#include "choose/settle.hpp"

#include <algorithm>

namespace legajo::choose {
namespace {

using model::Decision;
using model::Outcome;

bool is_allowed_by(const Obstacle& stop, const std::string& letter) {
    return std::find(stop.allows.begin(), stop.allows.end(), letter) != stop.allows.end();
}

// Law or policy says that this debt has no such step; anything else is a matter of time or amount.
bool takes_step_out(const model::Rejected& refused) {
    return refused.rule.starts_with("L-") || refused.rule == "policy.offer" || refused.rule == "policy.merge" || refused.rule == "policy.rule_set" ||
           refused.rule == "policy.limitation" || refused.rule == "policy.maximum_level";
}

// After a letter of the ladder: when the next step could come, if the debtor does nothing.
void set_next_after_letter(const View& view, Decision& decision) {
    const model::PolicyStep* after = nullptr;
    const auto* ladder = ladder_for(view.pack.policy, decision.treated_as);
    if (!decision.deadline) return;
    if (ladder_step(ladder, decision.letter) == nullptr) {
        decision.next_date = decision.deadline->plus_days(1);
        return;
    }
    for (const auto& step : ladder->steps) {
        const auto refused = std::find_if(decision.rejected.begin(), decision.rejected.end(), [&](const auto& one) { return one.letter == step.letter; });
        const bool is_skipped = refused != decision.rejected.end() && takes_step_out(*refused);
        if (after == nullptr && step.level > decision.level && !is_skipped && step.level <= view.maximum_level) after = &step;
    }
    const auto from = decision.deadline->plus_days(1);
    decision.next_letter = after != nullptr ? after->letter : "";
    decision.next_date = after != nullptr ? std::max(from, view.issue_day.plus_days(after->wait_days)) : from;
}

void set_next_date(const View& view, Decision& decision) {
    const auto is_obstacle = [&](const model::Rejected& refused) {
        return std::any_of(view.due.begin(), view.due.end(), [&](const auto& invoice) { return invoice.obstacle && invoice.obstacle->reason == refused.reason; });
    };
    for (const auto& refused : decision.rejected)
        if (!is_obstacle(refused) && refused.possible_from && *refused.possible_from > view.today && (!decision.next_date || *refused.possible_from < *decision.next_date)) {
            decision.next_date = refused.possible_from;
            decision.next_letter = refused.letter;
        }
    for (const auto& invoice : view.due)
        if (invoice.obstacle && invoice.obstacle->until && *invoice.obstacle->until > view.today &&
            (!decision.next_date || *invoice.obstacle->until < *decision.next_date)) {
            decision.next_date = invoice.obstacle->until;
            decision.next_letter.clear();
        }
}

bool is_known_letter(const View& view, const std::vector<Verdict>& verdicts, const std::string& letter) {
    return view.pack.letters.contains(letter) || std::any_of(verdicts.begin(), verdicts.end(), [&](const auto& verdict) { return verdict.letter == letter; });
}

// No letter: the reason that a clerk wants to read first.
void set_reason_for_none(const View& view, Decision& decision, bool gate_held) {
    decision.outcome = gate_held ? Outcome::held : Outcome::nothing_due;
    const bool has_free = std::any_of(view.due.begin(), view.due.end(), [](const auto& invoice) { return !invoice.obstacle; });
    if (!has_free && !view.due.empty()) {
        decision.outcome = Outcome::held;
        const auto& obstacle = *view.due.front().obstacle;
        decision.reasons.push_back({obstacle.rule, obstacle.facts});
    }
    if (view.due.empty()) decision.reasons.push_back({"policy.due", {{"fecha-control", view.today.iso()}}});
    if (!has_free) return;
    const model::Rejected* telling = nullptr;
    const model::Rejected* lowest = nullptr; // the ladder's next refusal that says something of its own
    for (const auto& refused : decision.rejected) {
        const bool is_ladder = std::any_of(view.due.begin(), view.due.end(), [&](const auto& invoice) { return ladder_step(invoice.ladder, refused.letter) != nullptr; });
        const bool is_telling = refused.reason == "wait_not_over" || refused.reason == "contact_cap" || refused.reason == "not_in_pack" || refused.reason == "no_way_to_reach" ||
                                refused.reason.starts_with("below_") || refused.reason == "above_maximum_level" || refused.reason == "text_expired" ||
                                refused.reason == "negotiation_not_ended";
        if ((is_ladder || refused.letter == "encargo") && is_telling && (telling == nullptr || (refused.possible_from && (!telling->possible_from || *refused.possible_from < *telling->possible_from))))
            telling = &refused;
        if (is_ladder && refused.rule != "policy.order" && refused.rule != "policy.not_twice") lowest = &refused;
    }
    if (telling == nullptr) telling = lowest;
    if (telling != nullptr) decision.reasons.push_back({telling->rule, telling->facts});
    else decision.reasons.push_back({"policy.no_step", {{"clase", std::string(model::name_of(view.kind))}}});
}

class Choice {
public:
    explicit Choice(View view) : view_(std::move(view)) {}

    Decision make() {
        ask_stops();
        auto verdicts = ask_all(view_);
        if (const auto& forced = view_.options.forced_type; forced && !is_known_letter(view_, verdicts, *forced))
            verdicts.insert(verdicts.begin(), no(*forced, "policy.pack", "unknown_letter", {{"carta", *forced}}));
        bool gate_held = false;
        for (auto& verdict : verdicts) consider(verdict, gate_held);
        if (decision_.letter.empty()) {
            if (stop_) decision_.outcome = Outcome::held;
            else if (view_.options.forced_type) decide_forced_none();
            else set_reason_for_none(view_, decision_, gate_held);
        }
        if (decision_.outcome == Outcome::letter || decision_.outcome == Outcome::awaiting_approval) set_next_after_letter(view_, decision_);
        if (stop_ && stop_->until) decision_.next_date = stop_->until;
        else if (!decision_.next_date && decision_.outcome != Outcome::hand_over) set_next_date(view_, decision_);
        return std::move(decision_);
    }

private:
    void ask_stops() {
        for (const auto& rule : case_stops()) {
            auto answer = rule.ask(view_);
            note(rule.id, answer ? answer->facts : Facts{}, answer ? answer->reason : "no");
            if (!answer || stop_) continue;
            decision_.reasons.push_back({answer->rule, answer->facts});
            stop_ = std::move(answer);
        }
        for (const auto& invoice : view_.due)
            if (invoice.obstacle) {
                auto facts = invoice.obstacle->facts;
                facts.emplace_back("factura", invoice.account->number);
                note(invoice.obstacle->rule, std::move(facts), invoice.obstacle->reason);
            }
    }

    void consider(Verdict& verdict, bool& gate_held) {
        if (verdict.letter == decision_.letter) return;
        if (stop_ && !is_allowed_by(*stop_, verdict.letter)) {
            const bool says_more = !verdict.proposal && verdict.refusal.rule.starts_with("L-");
            return reject(says_more ? std::move(verdict.refusal) : no(verdict.letter, *stop_).refusal);
        }
        if (!verdict.proposal) return reject(std::move(verdict.refusal));
        if (view_.options.forced_type && *view_.options.forced_type != verdict.letter)
            return reject({verdict.letter, "policy.asked_for", "another_was_asked_for", {{"carta", *view_.options.forced_type}}, std::nullopt});
        if (!decision_.letter.empty()) return reject({verdict.letter, "policy.precedence", "another_goes_first", {{"carta", decision_.letter}}, std::nullopt});
        if (auto refusal = twice(verdict)) return reject(std::move(*refusal));
        for (const auto& gate : all_gates()) {
            auto refusal = gate.ask(view_, verdict.letter, *verdict.proposal);
            if (!refusal) continue;
            gate_held = gate_held || !refusal->possible_from;
            return reject(std::move(*refusal));
        }
        note("policy.letter", {{"carta", verdict.letter}}, "yes");
        settle(view_, decision_, verdict.letter, *verdict.proposal);
    }

    // The same letter is not issued twice unless asked: same case, letter, addressee, occasion and invoices.
    std::optional<model::Rejected> twice(const Verdict& verdict) const {
        const auto& proposal = *verdict.proposal;
        if (proposal.is_repeat || view_.options.again) return std::nullopt;
        for (const auto& record : view_.history.letters)
            if (is_live(record) && record.letter == verdict.letter && record.addressee == proposal.addressee && record.occasion == proposal.occasion &&
                !record.invoices.empty() && is_same_set(record.invoices, proposal.invoices))
                return model::Rejected{verdict.letter, "policy.not_twice", "already_issued", {{"emitida", issue_of(record).iso()}, {"registro", std::to_string(record.number)}}, std::nullopt};
        return std::nullopt;
    }

    void decide_forced_none() {
        const auto& forced = *view_.options.forced_type;
        decision_.outcome = Outcome::held;
        for (const auto& refused : decision_.rejected)
            if (refused.letter == forced) {
                decision_.reasons.push_back({refused.rule, refused.facts});
                if (refused.reason == "already_issued" || refused.reason == "nothing_overdue") decision_.outcome = Outcome::nothing_due;
            }
    }

    void reject(model::Rejected refused) {
        note(refused.rule, refused.facts, refused.reason, refused.letter);
        decision_.rejected.push_back(std::move(refused));
    }

    void note(std::string rule, Facts facts, std::string result, const std::string& letter = {}) {
        if (!letter.empty()) facts.insert(facts.begin(), {"carta", letter});
        facts.emplace_back("resultado", std::move(result));
        decision_.tried.push_back({std::move(rule), std::move(facts)});
    }

    View view_;
    Decision decision_;
    std::optional<Obstacle> stop_;
};

} // namespace

Decision choose_letter(const model::Case& debt, const model::History& history, const model::Assessment& assessment, const model::Pack& pack,
                       const ChooseOptions& options) {
    return Choice(look_at(debt, history, assessment, pack, options)).make();
}

} // namespace legajo::choose
