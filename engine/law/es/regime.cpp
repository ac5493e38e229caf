// Which law governs the interest of a debt.

#include "law/es/kinds.hpp"
#include "law/es/spanish_rules.hpp"

namespace legajo::law::es {
namespace {

// L-101, L-104: whoever buys outside a business is a consumer, whatever the tax status.
Answer<Regime> consumer_regime(const DebtFacts& debt) {
    Answer<Regime> answer;
    answer.value = Regime::consumer;
    if (debt.debtor == PartyKind::owners_community) {
        answer.because("L-104");
    } else {
        answer.because("L-102");
    }
    if (debt.debtor == PartyKind::company) answer.doubting("doubt.purpose_against_kind", "L-101", {{"tipo", "empresa"}, {"destino", "particular"}});
    if (debt.debtor == PartyKind::consumer && debt.purpose == Purpose::own_use)
        answer.doubting("doubt.purpose_against_kind", "L-101", {{"tipo", "consumidor"}, {"destino", "uso-propio"}});
    return answer;
}

} // namespace

// L-101 to L-104, L-201, L-905. Abstains when the debtor's kind is unknown or the creditor is an Administration.
Answer<Regime> SpanishRules::regime(const DebtFacts& debt) const {
    if (debt.debtor == PartyKind::unknown) return abstain<Regime>("doubt.debtor_kind_unknown", "L-101");
    if (is_public_sector(debt.creditor)) return abstain<Regime>("doubt.public_creditor", "L-905");
    if (is_consumer_debt(debt)) return consumer_regime(debt);

    Answer<Regime> answer;
    const bool creditor_is_business = acts_professionally(debt.creditor);
    if (debt.debtor == PartyKind::public_admin && creditor_is_business) {
        answer.value = Regime::public_3_2004;
        return answer.because("L-101").because("L-141");
    }
    if (!creditor_is_business) { // a private person or an owners' community sells nothing as a business
        answer.value = Regime::legal_interest;
        return answer.because("L-151");
    }
    if (debt.object == ContractObject::loan) { // L-103: not the price of goods or services
        answer.value = Regime::legal_interest;
        return answer.because("L-103").because("L-151");
    }
    if (debt.object == ContractObject::community_fees) {
        answer.value = Regime::legal_interest;
        return answer.because("L-151");
    }
    answer.value = Regime::business_3_2004;
    answer.because("L-101");
    if (debt.debtor == PartyKind::public_entity) answer.because("L-905");
    if (debt.has_title) answer.doubting("doubt.title_interest", "L-102");
    if (debt.object == ContractObject::lease) answer.doubting("doubt.lease", "L-644");
    return answer;
}

// L-306: interest first for business debts, principal first for consumers (the lower claim).
model::Imputation SpanishRules::default_imputation(Regime regime) const {
    return regime == Regime::consumer ? model::Imputation::principal_first : model::Imputation::interest_first;
}

} // namespace legajo::law::es
