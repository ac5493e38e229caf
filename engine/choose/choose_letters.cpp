// One decision per addressee: the debtor's, then each guarantor's, co-debtor's or heir's own copy (L-412, L-916).

#include "choose/channels.hpp"
#include "choose/choose_letter.hpp"
#include "choose/settle.hpp"
#include "choose/verdict.hpp"

#include <algorithm>

namespace legajo::choose {
namespace {

using model::Decision;
using model::Outcome;

bool is_formal(const View& view, const model::LetterRecord& letter) {
    const auto* step = ladder_step(view.ladder, letter.letter);
    return (step != nullptr && (step->level == 3 || step->level >= 5)) || letter.letter == "interrupcion-prescripcion";
}

bool has_got(const View& view, const std::string& addressee, const std::string& letter, const model::InvoiceAccount& account) {
    return std::any_of(view.history.letters.begin(), view.history.letters.end(), [&](const auto& record) {
        return is_live(record) && record.letter == letter && record.addressee == addressee && covers(record, account);
    });
}

// The same letter for another person: own way, own approval, own place in the register.
std::optional<Decision> copy_for(const View& view, const Decision& main, const std::string& addressee, const model::PolicyStep& step) {
    Decision copy = main;
    copy.addressee = addressee;
    copy.address.clear();
    copy.copies_to.clear();
    copy.rejected.clear();
    copy.tried.clear();
    copy.is_repeat = false;
    const auto is_twice = [&](const auto& record) {
        return is_live(record) && record.letter == copy.letter && record.addressee == addressee && record.occasion == copy.occasion &&
               is_same_set(record.invoices, copy.invoices);
    };
    if (!view.options.again && std::any_of(view.history.letters.begin(), view.history.letters.end(), is_twice)) return std::nullopt;
    const auto route = route_for(view, party_of(view.debt, addressee), step.channel);
    copy.reasons = {{"L-412", {{"destinatario", addressee}, {"carta", copy.letter}}}};
    if (!route) {
        copy.outcome = Outcome::held;
        copy.reasons.push_back({"policy.channel", {{"canal", std::string(model::name_of(step.channel))}}});
        return copy;
    }
    copy.channel = step.channel;
    set_channel(view, copy, step);
    set_deadline(view, copy, step);
    set_approval(view, copy, step);
    return copy;
}

// A formal letter went to the debtor, and this person never got its own: it goes now.
std::optional<Decision> late_copy(const View& view, const model::Obligor& obligor) {
    const auto& id = obligor.party.id;
    for (auto letter = view.history.letters.rbegin(); letter != view.history.letters.rend(); ++letter) {
        if (!is_live(*letter) || !letter->addressee.empty() || !is_formal(view, *letter) || !view.pack.letters.contains(letter->letter)) continue;
        const auto* step = step_of(view.ladder, letter->letter);
        Decision main;
        for (const auto& invoice : view.due)
            if (!invoice.obstacle && covers(*letter, *invoice.account) && !has_got(view, id, letter->letter, *invoice.account))
                main.invoices.push_back(invoice.account->invoice);
        if (step == nullptr || main.invoices.empty()) continue;
        main.letter = letter->letter;
        main.level = step->level;
        main.treated_as = view.kind;
        main.occasion = letter->occasion;
        main.is_last_notice = step->level == 3 && !is_last_term_due(view, main.invoices);
        return copy_for(view, main, id, *step);
    }
    return std::nullopt;
}

} // namespace

std::vector<Decision> choose_letters(const model::Case& debt, const model::History& history, const model::Assessment& assessment, const model::Pack& pack,
                                     const ChooseOptions& options) {
    std::vector<Decision> decisions{choose_letter(debt, history, assessment, pack, options)};
    const auto& main = decisions.front();
    const bool goes = main.outcome == Outcome::letter || main.outcome == Outcome::awaiting_approval;
    if (debt.obligors.empty() || main.outcome == Outcome::held || main.outcome == Outcome::hand_over) return decisions;
    const auto view = look_at(debt, history, assessment, pack, options);
    std::vector<Decision> copies;
    for (const auto& obligor : debt.obligors) {
        const auto& id = obligor.party.id;
        const bool is_named = std::find(main.copies_to.begin(), main.copies_to.end(), id) != main.copies_to.end();
        const auto* step = is_named ? step_of(ladder_for(pack.policy, main.treated_as), main.letter) : nullptr;
        std::optional<Decision> copy;
        if (goes && step != nullptr) copy = copy_for(view, main, id, *step);
        else if (!options.forced_type && obligor.role != model::Obligor::Role::heir) copy = late_copy(view, obligor);
        if (copy) copies.push_back(std::move(*copy));
    }
    for (auto& copy : copies) decisions.push_back(std::move(copy));
    return decisions;
}

} // namespace legajo::choose
