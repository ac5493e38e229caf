// VAT recovery windows (LIVA 80.Cuatro; 80.Tres in an ordinary insolvency).

#include "law/es/kinds.hpp"
#include "law/es/spanish_rules.hpp"
#include "law/tables.hpp"

#include <algorithm>

namespace legajo::law::es {
namespace {

// L-907: three months from the publication, ordinary kind only.
Answer<VatAnswer> insolvency_window(const VatFacts& facts) {
    if (!facts.insolvency_published) return abstain<VatAnswer>("doubt.vat_insolvency", "L-622");
    Answer<VatAnswer> answer;
    VatAnswer vat;
    vat.window_from = facts.insolvency_published;
    vat.window_to = facts.insolvency_published->plus_months(3);
    if (facts.control_date > *vat.window_to) vat.missing.push_back("ventana-cerrada");
    if (!facts.in_vat_book.value_or(false)) vat.missing.push_back("libro-iva");
    if (!facts.vat || !facts.vat->is_positive()) vat.missing.push_back("desglose-iva");
    vat.is_eligible = vat.missing.empty();
    answer.because("L-907", {{"publicación en el BOE", facts.insolvency_published->iso()}, {"hasta", vat.window_to->iso()}});
    answer.value = std::move(vat);
    return answer;
}

// L-630 (1), L-631: after one year (small firms: already after six months) six months to correct.
void set_window(const VatFacts& facts, const LawTables& tables, VatAnswer& vat, Answer<VatAnswer>& answer) {
    const auto small = amount_at(tables, "vat.small_turnover", facts.control_date);
    const bool is_small = small && facts.turnover && *facts.turnover <= *small;
    const int wait = is_small ? 6 : 12;
    vat.window_from = facts.accrual.plus_months(wait);
    vat.window_to = facts.accrual.plus_months(12 + 6);
    Facts figures{{"devengo", facts.accrual.iso()}, {"desde", vat.window_from->iso()}, {"hasta", vat.window_to->iso()}};
    if (is_small) figures.emplace_back("primer plazo hasta", facts.accrual.plus_months(6 + 6).iso());
    answer.because("L-630", std::move(figures)).because("L-631").because("L-634");
    if (!facts.turnover) answer.doubting("doubt.vat_turnover_unknown", "L-630");
    if (facts.accrual_is_assumed) answer.doubting("doubt.vat_accrual_assumed", "L-634", {});
    if (facts.control_date < *vat.window_from) vat.missing.push_back("plazo");
    if (facts.control_date > *vat.window_to) vat.missing.push_back("ventana-cerrada");
}

} // namespace

Answer<VatAnswer> SpanishRules::vat_recovery(const VatFacts& facts, const LawTables& tables) const {
    if (facts.in_insolvency && !facts.already_rectified) return insolvency_window(facts);
    Answer<VatAnswer> answer;
    VatAnswer vat;
    set_window(facts, tables, vat, answer);
    if (facts.already_rectified) {
        vat.missing.push_back("ya-rectificado");
        answer.because("L-907", {{"iva-rectificado", facts.already_rectified->iso()}});
    }
    if (!facts.in_vat_book.value_or(false)) vat.missing.push_back("libro-iva");
    const bool debtor_is_business = acts_professionally(facts.debt.debtor) && !is_consumer_debt(facts.debt);
    if (!facts.vat || !facts.base) {
        vat.missing.push_back("desglose-iva");
    } else if (!debtor_is_business && facts.debt.debtor != PartyKind::public_admin) { // more than 50, not the edge of L-701b
        const auto minimum = amount_at(tables, "vat.private_minimum_base", facts.control_date);
        if (!minimum || *facts.base <= *minimum) vat.missing.push_back("base-minima");
    }
    if (facts.vat && !facts.vat->is_positive()) vat.missing.push_back("desglose-iva");
    if (!facts.claimed_with_proof) vat.missing.push_back("reclamacion-fehaciente");
    if (facts.is_secured) vat.missing.push_back("garantizada");
    if (facts.is_insured) vat.missing.push_back("asegurada");
    if (facts.is_related) vat.missing.push_back("vinculada");
    if (facts.debtor_country != "ES") vat.missing.push_back("no-establecido");
    if (facts.is_secured || facts.is_insured || facts.is_related || facts.debtor_country != "ES") answer.because("L-633");
    if (is_public_sector(facts.debt.debtor) || facts.public_body_guarantees) {
        vat.missing.push_back("sector-publico");
        answer.doubting("doubt.vat_public_debtor", "L-633");
    }
    vat.is_eligible = vat.missing.empty();
    answer.value = std::move(vat);
    return answer;
}

} // namespace legajo::law::es
