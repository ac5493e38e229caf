// The way to court: route, court, fee, lawyer, documents.

#include "law/es/kinds.hpp"
#include "law/es/spanish_rules.hpp"
#include "law/tables.hpp"

#include <algorithm>
#include <array>

namespace legajo::law::es {
namespace {

constexpr std::array<std::string_view, 26> european_union{"AT", "BE", "BG", "CY", "CZ", "DE", "EE", "EL", "FI", "FR", "GR", "HR", "HU",
                                                          "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"};

bool contains(const auto& range, std::string_view word) { return std::find(range.begin(), range.end(), word) != range.end(); }

// L-614, L-912: fixed fee of Ley 10/2012 by route; natural persons and owners' communities never; small monitorio and verbal exempt.
std::optional<Money> court_fee(const ProcedureFacts& facts, std::string_view route, const LawTables& tables, Answer<ProcedureAnswer>& answer) {
    const DebtFacts& debt = facts.debt;
    if (debt.creditor == PartyKind::owners_community) {
        answer.because("L-912");
        return Money(0);
    }
    if (is_natural(debt.creditor, debt.creditor_person)) {
        answer.because("L-614", {{"demandante", "persona física"}});
        return Money(0);
    }
    const auto exempt = amount_at(tables, "fee.exempt_up_to", facts.control_date);
    if (exempt && facts.value <= *exempt && (route == "monitorio" || route == "verbal")) {
        answer.because("L-614", {{"cuantía", facts.value.text()}, {"exento hasta", exempt->text()}});
        return Money(0);
    }
    const auto fee = amount_at(tables, "fee." + std::string(route), facts.control_date);
    if (fee) answer.because("L-614", {{"cuantía", facts.value.text()}, {"tasa", fee->text()}});
    return fee;
}

// L-608, L-610, L-915: verbal up to 15,000 EUR, ordinario above; fees of owners' communities always verbal.
std::string declaratory_route(const ProcedureFacts& facts, const LawTables& tables, Answer<ProcedureAnswer>& answer) {
    if (facts.debt.object == ContractObject::community_fees) {
        answer.because("L-915");
        return "verbal";
    }
    const auto limit = amount_at(tables, "verbal.maximum", facts.control_date);
    if (!limit) return {};
    answer.because("L-610", {{"cuantía", facts.value.text()}, {"límite del verbal", limit->text()}});
    return facts.value <= *limit ? "verbal" : "ordinario";
}

std::optional<bool> lawyer_needed(const ProcedureFacts& facts, const LawTables& tables) {
    const auto limit = amount_at(tables, "lawyer.above", facts.control_date);
    if (!limit) return std::nullopt;
    return facts.value > *limit;
}

std::string civil_court(const std::string& town) { // L-615
    return town.empty() ? "Tribunal de Instancia, Sección Civil" : "Tribunal de Instancia de " + town + ", Sección Civil";
}

Answer<ProcedureAnswer> without_suit(const char* route, const char* rule) {
    Answer<ProcedureAnswer> answer;
    answer.value = ProcedureAnswer{.route = route};
    return answer.because(rule);
}

Answer<ProcedureAnswer> abroad(const ProcedureFacts& facts) {
    if (!contains(european_union, facts.debtor_country))
        return abstain<ProcedureAnswer>("doubt.debtor_abroad", "L-612", {{"país", facts.debtor_country}});
    Answer<ProcedureAnswer> answer;
    answer.value = ProcedureAnswer{.route = "proceso-monitorio-europeo", .needs_lawyer = false};
    answer.doubting("doubt.court_abroad", "L-612", {{"país", facts.debtor_country}});
    return answer.because("L-612", {{"país", facts.debtor_country}});
}

} // namespace

// L-601 to L-616, L-142, L-620, L-902. An exhibit that shows the debt opens the monitorio; without one the ordinary ways remain.
Answer<ProcedureAnswer> SpanishRules::procedure(const ProcedureFacts& facts, const LawTables& tables) const {
    if (facts.discharged) return without_suit("ninguna", "L-902");
    if (facts.in_insolvency) return without_suit("concurso", "L-620");
    if (is_public_sector(facts.debt.creditor)) return abstain<ProcedureAnswer>("doubt.public_creditor", "L-905");
    if (facts.debt.debtor == PartyKind::unknown) return abstain<ProcedureAnswer>("doubt.debtor_kind_unknown", "L-101");
    if (facts.debt.debtor == PartyKind::public_admin) {
        auto answer = without_suit("lcsp-199", "L-142");
        answer.value->court = "Jurisdicción contencioso-administrativa";
        return answer.because("L-143");
    }
    if (facts.debtor_country != "ES") return abroad(facts);

    Answer<ProcedureAnswer> answer;
    ProcedureAnswer procedure;
    procedure.court = civil_court(facts.debtor_town);
    const std::string declaratory = declaratory_route(facts, tables, answer);
    if (declaratory.empty()) return abstain<ProcedureAnswer>("doubt.table_row_missing", "L-610");
    const bool has_document = std::any_of(facts.evidence_kinds.begin(), facts.evidence_kinds.end(),
                                          [&](const std::string& kind) { return serves_order_for_payment(kind).value.value_or(false); });
    if (facts.debt.has_title) {
        procedure.route = "cambiario";
        procedure.needs_lawyer = lawyer_needed(facts, tables);
        answer.because("L-611");
    } else if (has_document) {
        procedure.route = "monitorio";
        procedure.needs_lawyer = false; // L-603: not for the petition
        procedure.after_opposition = declaratory;
        procedure.needs_lawyer_later = lawyer_needed(facts, tables);
        answer.because("L-601").because("L-603").because("L-607", {{"tras oposición", declaratory}});
    } else {
        procedure.route = declaratory;
        procedure.needs_lawyer = lawyer_needed(facts, tables);
        answer.doubting("doubt.no_document_for_order", "L-601");
    }
    answer.because("L-602").because("L-615", {{"municipio", facts.debtor_town}});
    procedure.fee = court_fee(facts, procedure.route, tables, answer);
    if (is_consumer_debt(facts.debt)) answer.because("L-206");
    answer.value = std::move(procedure);
    return answer;
}

// L-601: papers signed or marked by the debtor (812.1.1), of the creditor's own making but usual (812.1.2), certificates of communities (812.2.2).
Answer<bool> SpanishRules::serves_order_for_payment(std::string_view kind) const {
    static constexpr std::array<std::string_view, 12> kinds{"contrato",   "pedido",  "presupuesto",         "albaran", "factura", "factura-electronica",
                                                            "reconocimiento-deuda", "titulo", "certificado-comunidad", "correo", "mensaje", "extracto"};
    Answer<bool> answer;
    answer.value = contains(kinds, kind);
    return answer.because("L-601");
}

} // namespace legajo::law::es
