#pragma once
// letter.xml and shared/common.xml -> model::LetterContract (templates/schema/letter.xsd).

#include "model/pack.hpp"
#include "pack/xml_tree.hpp"

namespace legajo::pack {

struct CommonClause {
    model::ClauseRule rule;
    std::vector<std::string> except; // letter ids
    int from_level = 0, to_level = 7;
};

struct CommonContract { // common.xml: what is added to every letter
    std::vector<model::ContractName> names;
    std::vector<CommonClause> clauses;
};

[[nodiscard]] model::LetterContract read_contract(const Element& root, base::Problems& problems);
[[nodiscard]] CommonContract read_common(const Element& root, base::Problems& problems);

// Adds what the letter does not say itself: a name by id, a clause by id or words.
void add_common(model::LetterContract& contract, const CommonContract& common);

} // namespace legajo::pack
