#include "pack/policy_file.hpp"

#include "pack/fields.hpp"

#include <algorithm>

namespace legajo::pack {
namespace {

const std::vector<std::string> root_children{"canal", "automaticas", "escalera", "aparte"};
const std::vector<std::string> ladder_children{"paso", "aparte"};

model::PolicyStep read_step(const Element& element, base::Problems& problems) {
    Fields fields(element, problems);
    model::PolicyStep step;
    step.letter = fields.required_text("carta");
    if (element.name == "paso") {
        step.level = fields.whole("nivel", 1, 7).value_or(0);
        if (!fields.has("nivel")) problems.push_back(problem("pack.attribute_missing", element.place).with("atributo", "nivel").with("elemento", "paso"));
    }
    step.channel = fields.word<model::Channel>("canal").value_or(model::Channel::unknown);
    if (!fields.has("canal")) problems.push_back(problem("pack.attribute_missing", element.place).with("atributo", "canal").with("elemento", element.name));
    step.days_after_due = fields.whole("desde-vencimiento", -365, 3650).value_or(0);
    step.wait_days = fields.whole("espera", 0, 3650).value_or(0);
    step.deadline_days = fields.whole("plazo", 1, 3650);
    step.needs_approval = fields.yes("aprobacion", false);
    step.on_request = fields.yes("a-peticion", false);
    step.wants_dossier = fields.yes("dosier", false);
    step.minimum_amount = fields.money("importe-minimo");
    step.channel_cost = fields.money("coste");
    return step;
}

bool has_letter(const std::vector<model::PolicyStep>& steps, const std::string& letter) {
    return std::any_of(steps.begin(), steps.end(), [&](const auto& step) { return step.letter == letter; });
}

void add_step(std::vector<model::PolicyStep>& steps, const Element& element, base::Problems& problems) {
    auto step = read_step(element, problems);
    if (has_letter(steps, step.letter)) problems.push_back(problem("policy.step_twice", element.place).with("carta", step.letter));
    if (!steps.empty() && step.level > 0 && steps.back().level > step.level)
        problems.push_back(problem("policy.steps_unsorted", element.place).with("carta", step.letter).with("nivel", std::to_string(step.level)));
    steps.push_back(std::move(step));
}

model::PolicyLadder read_ladder(const Element& element, base::Problems& problems) {
    Fields fields(element, problems);
    model::PolicyLadder ladder;
    ladder.kinds = fields.word_list<model::PartyKind>("para");
    ladder.grace_days = fields.whole("gracia", 0, 3650);
    ladder.maximum_level = fields.whole("nivel-maximo", 1, 7);
    ladder.minimum_amount = fields.money("importe-minimo");
    ladder.interest_mode = fields.word<model::ClaimMode>("intereses");
    ladder.compensation_mode = fields.word<model::ClaimMode>("compensacion");
    for (const auto& child : element.children) {
        if (child.name == "paso") add_step(ladder.steps, child, problems);
        else if (child.name == "aparte") add_step(ladder.beside, child, problems);
        else refuse_element(child, ladder_children, problems);
    }
    return ladder;
}

void read_channel(const Element& element, model::Policy& policy, base::Problems& problems) {
    Fields fields(element, problems);
    const auto channel = fields.word<model::Channel>("nombre");
    const auto cost = fields.money("coste");
    const auto days = fields.whole("entrega", 0, 3650);
    if (!channel) {
        if (!fields.has("nombre")) problems.push_back(problem("pack.attribute_missing", element.place).with("atributo", "nombre").with("elemento", "canal"));
        return;
    }
    policy.channel_order.push_back(*channel);
    policy.channel_costs[*channel] = cost.value_or(model::Money{});
    policy.channel_delivery_days[*channel] = days.value_or(0);
}

void check_kinds(const model::Policy& policy, const Element& root, base::Problems& problems) {
    std::vector<model::PartyKind> seen;
    int general = 0;
    for (const auto& ladder : policy.ladders) {
        if (ladder.kinds.empty() && ++general > 1)
            problems.push_back(problem("policy.kind_twice", root.place).with("clase", "(todas)"));
        for (const auto kind : ladder.kinds) {
            if (std::find(seen.begin(), seen.end(), kind) != seen.end())
                problems.push_back(problem("policy.kind_twice", root.place).with("clase", std::string(model::name_of(kind))));
            seen.push_back(kind);
        }
    }
}

void check_channels(const model::Policy& policy, const Element& root, base::Problems& problems) {
    for (const auto& ladder : policy.ladders)
        for (const auto* steps : {&ladder.steps, &ladder.beside})
            for (const auto& step : *steps)
                if (step.channel != model::Channel::unknown && !policy.channel_costs.contains(step.channel))
                    problems.push_back(problem("policy.channel_undeclared", root.place)
                                           .with("carta", step.letter)
                                           .with("canal", std::string(model::name_of(step.channel))));
}

} // namespace

model::Policy read_policy(const Element& root, base::Problems& problems) {
    model::Policy policy;
    std::vector<model::PolicyStep> for_all; // <aparte> of the root: for every ladder that has none of its own
    {
        Fields fields(root, problems);
        policy.version = fields.required_text("version");
        policy.grace_days = fields.whole("gracia", 0, 3650).value_or(0);
        policy.data_max_age_days = fields.whole("antiguedad-maxima", 0, 3650).value_or(0);
        policy.minimum_amount = fields.money("importe-minimo").value_or(model::Money{});
        policy.contacts_per_week = fields.whole("contactos-semana", 0, 100).value_or(0);
        policy.merge_formal_below = fields.money("fundir-hasta");
        policy.limitation_short_circuit_days = fields.whole("prescripcion-cerca", 0, 3650).value_or(60);
        policy.interest_mode = fields.word<model::ClaimMode>("intereses").value_or(model::ClaimMode::claim);
        policy.compensation_mode = fields.word<model::ClaimMode>("compensacion").value_or(model::ClaimMode::claim);
        policy.imputation = fields.word<model::ImputationPolicy>("imputacion").value_or(model::ImputationPolicy::interest_first);
        policy.repeat_limit = fields.whole("repeticiones", 0, 10).value_or(0);
        policy.repeat_wait_days = fields.whole("espera-repeticion", 0, 3650).value_or(0);
        policy.payment_check_days = fields.whole("espera-comprobacion", 0, 3650).value_or(0);
        policy.promise_tolerance_days = fields.whole("tolerancia-promesa", 0, 3650).value_or(0);
        policy.instalment_reminder_days = fields.whole("aviso-cuota", 0, 3650).value_or(0);
    }
    for (const auto& child : root.children) {
        if (child.name == "canal") {
            read_channel(child, policy, problems);
        } else if (child.name == "automaticas") {
            Fields fields(child, problems);
            policy.automatic_letters = fields.words("cartas");
        } else if (child.name == "escalera") {
            policy.ladders.push_back(read_ladder(child, problems));
        } else if (child.name == "aparte") {
            add_step(for_all, child, problems);
        } else {
            refuse_element(child, root_children, problems);
        }
    }
    for (auto& ladder : policy.ladders)
        for (const auto& step : for_all)
            if (!has_letter(ladder.beside, step.letter) && !has_letter(ladder.steps, step.letter)) ladder.beside.push_back(step);
    check_kinds(policy, root, problems);
    check_channels(policy, root, problems);
    return policy;
}

} // namespace legajo::pack
