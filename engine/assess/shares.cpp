#include "assess/shares.hpp"

#include "assess/ledger.hpp"

#include <algorithm>

namespace legajo::assess {
namespace {

using base::Decimal;
using base::Money;
using model::Case;
using model::Obligor;

bool is_joint(const Obligor& obligor) { return obligor.role == Obligor::Role::co_debtor && obligor.regime != model::LiabilityRegime::solidary; }

// Whole numbers in proportion to the parts; empty when they do not make a whole. The debtor of the case takes what nobody else states.
std::vector<std::int64_t> weights_of(const Case& debt) {
    constexpr int scale = 6;
    std::int64_t stated = 0, unstated = 1; // the debtor itself
    for (const Obligor& obligor : debt.obligors) {
        if (obligor.share_percent && obligor.share_percent->scale > scale) return {};
        if (obligor.share_percent) stated += obligor.share_percent->rescaled(scale).digits;
        else ++unstated;
    }
    const std::int64_t rest = 100'000'000 - stated;
    if (rest <= 0) return {};
    std::vector<std::int64_t> weights{rest};
    for (const Obligor& obligor : debt.obligors) {
        const std::int64_t weight = obligor.share_percent ? obligor.share_percent->rescaled(scale).digits * unstated : rest;
        if (weight <= 0) return {};
        weights.push_back(weight);
    }
    return weights;
}

Decimal percent_of_whole(const std::vector<std::int64_t>& weights, std::size_t index) {
    std::int64_t sum = 0;
    for (const std::int64_t weight : weights) sum += weight;
    return {(weights[index] * 20'000 / sum + 1) / 2, 2};
}

bool is_of(const std::string& party, const model::JointShare& share, const Case& whole) {
    return party == share.party || (share.party.empty() && party == whole.debtor.id);
}

void take_part(model::Invoice& invoice, const model::JointShare& share, Money zero) {
    const Money beside = invoice.amount - invoice.base.value_or(zero) - invoice.vat.value_or(zero); // disbursements; less a withholding printed net
    if (invoice.base) invoice.base = part_of(*invoice.base, share);
    if (invoice.vat) invoice.vat = part_of(*invoice.vat, share);
    invoice.amount = part_of(beside, share) + invoice.base.value_or(zero) + invoice.vat.value_or(zero);
    if (invoice.withholding) invoice.withholding = part_of(*invoice.withholding, share);
    if (invoice.disbursements) invoice.disbursements = part_of(*invoice.disbursements, share);
    invoice.taxes.clear(); // of the whole; only its own reader wants them
}

Case case_of(const Case& whole, const model::JointShare& share) {
    Case part = whole;
    part.share = share;
    part.obligors.clear();
    part.offer.reset(); // made for the whole debt: nobody has said what it means for a part
    if (!share.party.empty())
        part.debtor = std::find_if(whole.obligors.begin(), whole.obligors.end(), [&](const Obligor& o) { return o.party.id == share.party; })->party;
    const Money zero(0, whole.currency);
    for (model::Invoice& invoice : part.invoices) take_part(invoice, share, zero);
    for (model::CreditNote& note : part.credit_notes) note.amount = part_of(note.amount, share);
    for (model::Hold& hold : part.holds)
        if (hold.amount) hold.amount = part_of(*hold.amount, share);
    for (model::RecoveryCost& cost : part.recovery_costs) cost.amount = part_of(cost.amount, share);
    std::erase_if(part.payments, [&](const model::Payment& payment) { return !is_of(payment.payer, share, whole); });
    std::erase_if(part.communications, [&](const model::Communication& one) { return !is_of(one.addressee, share, whole); });
    for (model::Communication& one : part.communications) one.addressee.clear();
    std::erase_if(part.limitation_events, [&](const model::LimitationEvent& event) { return !is_of(event.against, share, whole); });
    for (model::LimitationEvent& event : part.limitation_events) event.against.clear();
    return part;
}

// Its own letters; those to bodies outside the debt (a lawyer, an insurer) belong to the case's debtor.
model::History history_of(const model::History& whole, const model::JointShare& share, const Case& debt) {
    model::History part = whole;
    const auto is_of_another = [&](const model::LetterRecord& letter) {
        if (share.party.empty())
            return std::any_of(debt.obligors.begin(), debt.obligors.end(), [&](const Obligor& o) { return o.party.id == letter.addressee; });
        return letter.addressee != share.party;
    };
    std::erase_if(part.letters, is_of_another);
    for (model::LetterRecord& letter : part.letters)
        if (is_of(letter.addressee, share, debt)) letter.addressee.clear();
    return part;
}

} // namespace

Money part_of(Money amount, const model::JointShare& share) {
    std::vector<Money> weights;
    for (const std::int64_t weight : share.weights) weights.emplace_back(weight, amount.currency());
    if (amount.is_negative()) return -split_pro_rata(-amount, weights)[share.index];
    return split_pro_rata(amount, weights)[share.index];
}

bool has_joint_debtors(const Case& debt) { return !debt.share && std::any_of(debt.obligors.begin(), debt.obligors.end(), is_joint); }

std::string cannot_split(const Case& debt) {
    using model::HoldKind;
    if (!std::all_of(debt.obligors.begin(), debt.obligors.end(), is_joint)) return "obstacle.joint_mixed";
    if (weights_of(debt).empty()) return "obstacle.joint_shares";
    const auto is_party = [&](const std::string& id) {
        return id == debt.debtor.id || std::any_of(debt.obligors.begin(), debt.obligors.end(), [&](const Obligor& o) { return o.party.id == id; });
    };
    if (std::any_of(debt.payments.begin(), debt.payments.end(), [&](const auto& payment) { return payment.payer.empty() || !is_party(payment.payer); })) return "obstacle.joint_payer";
    if (!debt.promises.empty() || !debt.agreements.empty() || !debt.negotiations.empty() || !debt.lawsuits.empty()) return "obstacle.joint_dealings";
    if (std::any_of(debt.holds.begin(), debt.holds.end(), [](const model::Hold& hold) {
            return hold.kind == HoldKind::insolvency || hold.kind == HoldKind::discharge || hold.kind == HoldKind::death;
        }))
        return "obstacle.joint_insolvency";
    if (std::any_of(debt.invoices.begin(), debt.invoices.end(), [](const model::Invoice& invoice) { return invoice.title.has_value(); })) return "obstacle.joint_title";
    return {};
}

std::vector<Share> split_shares(const Case& debt, const model::History& history) {
    std::vector<Share> shares;
    if (!has_joint_debtors(debt) || !cannot_split(debt).empty()) return shares;
    model::JointShare share{.party = {}, .weights = weights_of(debt), .index = 0, .percent = {}};
    for (; share.index < share.weights.size(); ++share.index) {
        share.percent = percent_of_whole(share.weights, share.index);
        if (share.index > 0) share.party = debt.obligors[share.index - 1].party.id;
        shares.push_back({case_of(debt, share), history_of(history, share, debt)});
    }
    return shares;
}

} // namespace legajo::assess
