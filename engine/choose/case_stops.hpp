#pragma once
// What stops the whole case, in the order asked: wrong data, law, holds that name no invoice, the hand-over.

#include "choose/view.hpp"

#include <span>

namespace legajo::choose {

struct CaseStop {
    const char* id; // "policy.control_date", "L-902"
    std::optional<Obstacle> (*ask)(const View&);
};

[[nodiscard]] std::span<const CaseStop> case_stops();

} // namespace legajo::choose
