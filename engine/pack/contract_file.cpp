#include "pack/contract_file.hpp"

#include "pack/fields.hpp"

#include <algorithm>

namespace legajo::pack {
namespace {

const std::vector<std::string> letter_children{"nombre", "clausula", "base-legal"};
const std::vector<std::string> common_children{"nombre", "clausula"};
const std::vector<std::string> name_children{"nombre"};
const std::vector<std::string> kinds{"texto", "lista", "condicion"}; // in the order of model::NameKind
const std::vector<std::string> duties{"estar", "faltar"};

void add_name(std::vector<model::ContractName>& names, const Element& element, base::Problems& problems) {
    model::ContractName name;
    {
        Fields fields(element, problems);
        name.name = fields.required_text("id");
        name.kind = static_cast<model::NameKind>(fields.choice("tipo", kinds).value_or(0));
        name.optional = fields.yes("opcional", false);
    }
    for (const auto& child : element.children) {
        if (child.name == "nombre") add_name(name.children, child, problems);
        else refuse_element(child, name_children, problems);
    }
    if (!name.children.empty() && name.kind != model::NameKind::list)
        problems.push_back(problem("contract.children_of_no_list", element.place).with("nombre", name.name));
    const bool twice = std::any_of(names.begin(), names.end(), [&](const auto& other) { return other.name == name.name; });
    if (twice) problems.push_back(problem("contract.name_twice", element.place).with("nombre", name.name));
    else names.push_back(std::move(name));
}

CommonClause read_clause(const Element& element, bool is_common, base::Problems& problems) {
    Fields fields(element, problems);
    CommonClause clause;
    clause.rule.clause = fields.text("id");
    clause.rule.words = fields.text("palabras");
    clause.rule.must_stand = fields.choice("debe", duties).value_or(0) == 0;
    if (!fields.has("debe")) problems.push_back(problem("pack.attribute_missing", element.place).with("atributo", "debe").with("elemento", "clausula"));
    clause.rule.rule = fields.required_text("regla");
    clause.rule.kinds = fields.word_list<model::PartyKind>("para");
    if (is_common) {
        clause.except = fields.words("excepto");
        clause.from_level = fields.whole("desde-nivel", 0, 7).value_or(0);
        clause.to_level = fields.whole("hasta-nivel", 0, 7).value_or(7);
    }
    if (clause.rule.clause.empty() == clause.rule.words.empty()) problems.push_back(problem("contract.clause_or_words", element.place));
    return clause;
}

bool same_subject(const model::ClauseRule& a, const model::ClauseRule& b) { return a.clause == b.clause && a.words == b.words; }

} // namespace

model::LetterContract read_contract(const Element& root, base::Problems& problems) {
    model::LetterContract contract;
    {
        Fields fields(root, problems);
        contract.id = fields.required_text("id");
        contract.level = fields.whole("nivel", 0, 7).value_or(0);
        if (!fields.has("nivel")) problems.push_back(problem("pack.attribute_missing", root.place).with("atributo", "nivel").with("elemento", "carta"));
        contract.variant = fields.text("variante");
        contract.channel = fields.word<model::Channel>("canal").value_or(model::Channel::unknown);
        contract.deadline_days = fields.whole("plazo", 1, 3650);
        contract.subject = fields.text("asunto");
        contract.reviewed_by = fields.text("revisada-por");
        contract.valid_until = fields.date("valida-hasta");
    }
    for (const auto& child : root.children) {
        if (child.name == "nombre") add_name(contract.names, child, problems);
        else if (child.name == "clausula") contract.clauses.push_back(read_clause(child, false, problems).rule);
        else if (child.name == "base-legal") contract.legal_basis.push_back(Fields(child, problems).required_text("norma"));
        else refuse_element(child, letter_children, problems);
    }
    return contract;
}

CommonContract read_common(const Element& root, base::Problems& problems) {
    CommonContract common;
    for (const auto& child : root.children) {
        if (child.name == "nombre") add_name(common.names, child, problems);
        else if (child.name == "clausula") common.clauses.push_back(read_clause(child, true, problems));
        else refuse_element(child, common_children, problems);
    }
    return common;
}

void add_common(model::LetterContract& contract, const CommonContract& common) {
    const auto own_names = contract.names;
    for (const auto& name : common.names)
        if (std::none_of(own_names.begin(), own_names.end(), [&](const auto& own) { return own.name == name.name; })) contract.names.push_back(name);
    const auto own_clauses = contract.clauses;
    for (const auto& clause : common.clauses) {
        if (contract.level < clause.from_level || contract.level > clause.to_level) continue;
        if (std::find(clause.except.begin(), clause.except.end(), contract.id) != clause.except.end()) continue;
        if (std::any_of(own_clauses.begin(), own_clauses.end(), [&](const auto& own) { return same_subject(own, clause.rule); })) continue;
        contract.clauses.push_back(clause.rule);
    }
}

} // namespace legajo::pack
