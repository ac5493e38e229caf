#pragma once
// By which channel and to which address. Internal to choose/.

#include "choose/view.hpp"

namespace legajo::choose {

struct Route {
    model::Channel channel = model::Channel::unknown;
    std::string address; // id; empty = first, or none needed
};

[[nodiscard]] bool leaves_proof(model::Channel channel);

// The wanted channel when the party can be reached by it; else the next one up; else one further down (with proof, when the wanted one leaves proof).
[[nodiscard]] std::optional<Route> route_for(const View& view, const model::Party& party, model::Channel wanted);

// After a letter that did not arrive: returned mail goes to an address not yet tried, else by the next channel up; mail not collected
// by the next channel up, else to another address. nullopt: nothing better is known.
[[nodiscard]] std::optional<Route> better_route(const View& view, const model::Party& party, const model::LetterRecord& failed);

} // namespace legajo::choose
