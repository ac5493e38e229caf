#pragma once
// A proposal that passed its own rule may still not go: text in the pack, cap of contacts, a way to reach. Internal to choose/.

#include "choose/verdict.hpp"

namespace legajo::choose {

struct Gate {
    const char* id;
    std::optional<model::Rejected> (*ask)(const View&, const std::string& letter, const Proposal&);
};

[[nodiscard]] std::span<const Gate> all_gates(); // in the order asked

} // namespace legajo::choose
