#include "choose/case_stops.hpp"

#include <algorithm>

namespace legajo::choose {
namespace {

using Answer = std::optional<Obstacle>;

const std::vector<std::string> thanks{"acuse-recibo", "cierre"};

const model::Hold* active_hold(const View& view, model::HoldKind kind) {
    for (const auto& hold : view.debt.holds)
        if (hold.kind == kind && is_active(hold, view.today)) return &hold;
    return nullptr;
}

Facts facts_of(const model::Hold& hold) {
    Facts facts{{"incidencia", hold.id}, {"desde", hold.from.iso()}};
    if (hold.to) facts.emplace_back("hasta", hold.to->iso());
    if (!hold.reason.empty()) facts.emplace_back("motivo", hold.reason);
    return facts;
}

std::optional<Date> after(const model::Hold& hold) { return hold.to ? std::optional(hold.to->plus_days(1)) : std::nullopt; }

Answer control_date(const View& view) {
    const auto& last = view.history.last_control_date;
    if (view.options.dry || !last || view.today >= *last) return std::nullopt;
    return Obstacle{"policy.control_date", "control_date_before_last", {{"fecha-control", view.today.iso()}, {"ultima", last->iso()}}, *last, {}};
}

Answer data_age(const View& view) {
    const int limit = view.pack.policy.data_max_age_days;
    const auto age = base::days_between(view.debt.data_as_of, view.today);
    if (limit == 0 || age <= limit) return std::nullopt;
    return Obstacle{"policy.data_age", "data_too_old", {{"datos-a", view.debt.data_as_of.iso()}, {"dias", days(age)}, {"limite", days(limit)}}, std::nullopt, {}};
}

Answer unknown_hold(const View& view) {
    const auto* hold = active_hold(view, model::HoldKind::unknown);
    if (hold == nullptr) return std::nullopt;
    auto facts = facts_of(*hold);
    facts.emplace_back("tipo", hold->kind_text);
    return Obstacle{"policy.unknown_hold", "unknown_hold", std::move(facts), after(*hold), {}};
}

Answer discharged(const View& view) {
    const auto* hold = active_hold(view, model::HoldKind::discharge);
    if (hold == nullptr) return std::nullopt;
    return Obstacle{"L-902", "discharged", facts_of(*hold), std::nullopt, {}};
}

// Ordinary kind: communication of the credit. Other kinds: a person decides (L-901).
Answer insolvent(const View& view) {
    const auto* hold = active_hold(view, model::HoldKind::insolvency);
    if (hold == nullptr) return std::nullopt;
    auto facts = facts_of(*hold);
    facts.emplace_back("clase", std::string(model::name_of(hold->insolvency)));
    const bool is_ordinary = hold->insolvency == model::InsolvencyKind::ordinary;
    std::vector<std::string> allows;
    if (is_ordinary) allows.emplace_back("comunicacion-credito-concurso");
    return Obstacle{is_ordinary ? "L-620" : "L-901", "insolvent", std::move(facts), std::nullopt, std::move(allows)};
}

Answer deceased(const View& view) {
    const auto* hold = active_hold(view, model::HoldKind::death);
    if (hold == nullptr) return std::nullopt;
    return Obstacle{"L-641", "deceased", facts_of(*hold), std::nullopt, {"herederos"}};
}

Answer kind_unknown(const View& view) {
    if (view.debt.debtor.kind != model::PartyKind::unknown) return std::nullopt;
    return Obstacle{"L-104", "debtor_kind_unknown", {{"deudor", view.debt.debtor.id}}, std::nullopt, {}};
}

Answer public_creditor(const View& view) {
    if (view.pack.jurisdiction != "es" || view.debt.creditor.kind != model::PartyKind::public_admin) return std::nullopt;
    return Obstacle{"L-534", "public_creditor", {}, std::nullopt, {}};
}

// Each joint debtor owes only its share (CC 1137, 1138): a letter for the whole would claim what nobody owes. A person splits the case.
Answer joint_debtors(const View& view) {
    for (const auto& obligor : view.debt.obligors)
        if (obligor.role == model::Obligor::Role::co_debtor && obligor.regime != model::LiabilityRegime::solidary)
            return Obstacle{"L-411", "joint_debtors", {{"codeudor", obligor.party.id}, {"regimen", std::string(model::name_of(obligor.regime))}}, std::nullopt, thanks};
    return std::nullopt;
}

Answer foreign_currency(const View& view) {
    const auto currency = view.debt.currency.text();
    if (view.pack.jurisdiction != "es" || currency == "EUR") return std::nullopt;
    return Obstacle{"policy.currency", "foreign_currency", {{"moneda", currency}}, std::nullopt, {}};
}

// Abstentions of the rule set that no rule above has put into words.
Answer other_obstacle(const View& view) {
    static const std::vector<std::string> known{"obstacle.debtor_kind_unknown", "obstacle.currency",    "obstacle.public_creditor", "obstacle.insolvency",
                                                "obstacle.discharge",           "obstacle.time_barred", "obstacle.amount"};
    for (const auto& doubt : view.assessment.obstacles)
        if (std::find(known.begin(), known.end(), doubt.code) == known.end())
            return Obstacle{doubt.rule, doubt.code, doubt.facts, std::nullopt, {}};
    return std::nullopt;
}

bool has_ended(const model::Lawsuit& suit) {
    return suit.state == "archivado" || suit.state == "desistido" || suit.state == "terminado" || suit.state == "inadmitido";
}

Answer lawsuit(const View& view) {
    for (const auto& suit : view.debt.lawsuits)
        if (!has_ended(suit) && (!suit.date || *suit.date <= view.today))
            return Obstacle{"policy.lawsuit", "lawsuit_under_way", {{"procedimiento", suit.kind}, {"autos", suit.proceedings}}, std::nullopt, thanks};
    return std::nullopt;
}

// After the hand-over the lawyer writes; no parallel letters.
Answer handed_over(const View& view) {
    const auto* letter = last_live(view, "encargo");
    if (letter == nullptr) return std::nullopt;
    return Obstacle{"policy.handed_over", "handed_over", {{"encargo", issue_of(*letter).iso()}}, std::nullopt, thanks};
}

Answer vulnerable(const View& view) {
    const auto* hold = active_hold(view, model::HoldKind::vulnerable);
    if (hold == nullptr) return std::nullopt;
    return Obstacle{"policy.vulnerable", "vulnerable", facts_of(*hold), after(*hold), {"acuse-recibo", "cierre", "respuesta-disputa", "guia-deudor"}};
}

Answer suspended(const View& view) {
    for (const auto& hold : view.debt.holds)
        if (hold.kind == model::HoldKind::suspension && is_active(hold, view.today) && hold.invoices.empty())
            return Obstacle{"policy.suspension", "suspended", facts_of(hold), after(hold), thanks};
    return std::nullopt;
}

constexpr CaseStop all[] = {
    {"policy.control_date", control_date}, {"policy.unknown_hold", unknown_hold}, {"L-902", discharged},          {"L-620", insolvent},
    {"L-641", deceased},                   {"L-104", kind_unknown},               {"L-534", public_creditor},     {"policy.currency", foreign_currency},
    {"policy.obstacle", other_obstacle},   {"policy.data_age", data_age},         {"policy.lawsuit", lawsuit},    {"policy.handed_over", handed_over},
    {"policy.vulnerable", vulnerable},     {"policy.suspension", suspended},     {"L-411", joint_debtors},
};

} // namespace

std::span<const CaseStop> case_stops() { return all; }

} // namespace legajo::choose
