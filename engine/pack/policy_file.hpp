#pragma once
// policy.xml -> model::Policy (templates/schema/policy.xsd).

#include "model/policy.hpp"
#include "pack/xml_tree.hpp"

namespace legajo::pack {

// Problems are added; besides the form: policy.step_twice, policy.steps_unsorted, policy.kind_twice, policy.channel_undeclared.
[[nodiscard]] model::Policy read_policy(const Element& root, base::Problems& problems);

} // namespace legajo::pack
