#pragma once
// What holds one invoice, not the case: dispute, payment in transit, suspension, promise, plan, negotiation under way, limitation.

#include "choose/view.hpp"

namespace legajo::choose {

// The first that applies, in the order of the list in invoice_obstacles.cpp; nullopt: the invoice is free.
[[nodiscard]] std::optional<Obstacle> obstacle_of(const View& view, const InvoiceView& invoice);

} // namespace legajo::choose
