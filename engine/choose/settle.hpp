#pragma once
// From a proposal that may go to a decision: channel, deadline, copies, approval. Internal to choose/.

#include "choose/verdict.hpp"
#include "model/decision.hpp"

namespace legajo::choose {

// Fills `decision` (letter, level, channel, deadline, copies, approval, reasons).
void settle(const View& view, model::Decision& decision, const std::string& letter, const Proposal& proposal);

// Outcome letter or awaiting_approval, by policy, L-922 and the register.
void set_approval(const View& view, model::Decision& decision, const model::PolicyStep& step);

// The step's channel, or the one that reaches the addressee, or an electronic one for a small negotiation; says why.
void set_channel(const View& view, model::Decision& decision, const model::PolicyStep& step);
void set_deadline(const View& view, model::Decision& decision, const model::PolicyStep& step);

[[nodiscard]] bool is_same_set(std::vector<std::string> a, std::vector<std::string> b);

} // namespace legajo::choose
