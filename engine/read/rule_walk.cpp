#include "read/rule_walk.hpp"

#include <algorithm>

namespace legajo::read {
namespace {

void walk(const Placed& place, std::vector<Placed>& places) {
    places.push_back(place);
    for (const ChildRule& child : place.rule->children) {
        const std::string prefix = place.path.empty() ? "" : place.path + "/";
        walk({child.element, place.rule, &child, prefix + std::string(child.element->name)}, places);
    }
}

} // namespace

std::vector<Placed> all_places() {
    std::vector<Placed> places;
    walk({&case_rule(), nullptr, nullptr, ""}, places);
    return places;
}

std::vector<const ElementRule*> all_rules() {
    std::vector<const ElementRule*> rules;
    for (const Placed& place : all_places())
        if (std::find(rules.begin(), rules.end(), place.rule) == rules.end()) rules.push_back(place.rule);
    return rules;
}

} // namespace legajo::read
