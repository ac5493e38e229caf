#include "choose/channels.hpp"

#include <algorithm>

namespace legajo::choose {
namespace {

using model::Channel;

bool has_email(const model::Party& party) {
    return std::any_of(party.contacts.begin(), party.contacts.end(), [](const auto& contact) { return !contact.email.empty(); });
}

bool has_phone(const model::Party& party) {
    return std::any_of(party.contacts.begin(), party.contacts.end(), [](const auto& contact) { return !contact.phone.empty(); });
}

bool is_reachable(const model::Party& party, Channel channel) {
    switch (channel) {
    case Channel::email:
    case Channel::certified_email: return has_email(party);
    case Channel::phone:
    case Channel::sms:
    case Channel::message: return has_phone(party);
    case Channel::letter:
    case Channel::certified_letter:
    case Channel::burofax:
    case Channel::notarial: return !party.addresses.empty();
    case Channel::unknown: break;
    }
    return false;
}

bool is_postal(Channel channel) {
    return channel == Channel::letter || channel == Channel::certified_letter || channel == Channel::burofax || channel == Channel::notarial;
}

std::vector<Channel> order_of(const View& view) {
    if (!view.pack.policy.channel_order.empty()) return view.pack.policy.channel_order;
    return {Channel::email, Channel::letter, Channel::certified_letter, Channel::certified_email, Channel::burofax, Channel::notarial};
}

std::optional<Channel> next_up(const View& view, const model::Party& party, Channel from) {
    const auto order = order_of(view);
    auto place = std::find(order.begin(), order.end(), from);
    if (place == order.end()) return std::nullopt;
    for (++place; place != order.end(); ++place)
        if (is_reachable(party, *place) && *place != Channel::notarial) return *place;
    return std::nullopt;
}

std::optional<std::string> untried_address(const View& view, const model::Party& party, const model::LetterRecord& failed) {
    for (const auto& address : party.addresses) {
        const bool is_first = &address == &party.addresses.front();
        const bool tried = std::any_of(view.history.letters.begin(), view.history.letters.end(), [&](const auto& letter) {
            return is_live(letter) && letter.letter == failed.letter && letter.addressee == failed.addressee && is_postal(letter.channel) &&
                   (letter.address == address.id || (letter.address.empty() && is_first));
        });
        if (!tried) return address.id;
    }
    return std::nullopt;
}

} // namespace

bool leaves_proof(Channel channel) {
    return channel == Channel::burofax || channel == Channel::certified_email || channel == Channel::certified_letter || channel == Channel::notarial;
}

std::optional<Route> route_for(const View& view, const model::Party& party, Channel wanted) {
    if (is_reachable(party, wanted)) return Route{wanted, ""};
    if (const auto up = next_up(view, party, wanted)) return Route{*up, ""};
    auto order = order_of(view);
    std::reverse(order.begin(), order.end());
    for (const auto channel : order)
        if (is_reachable(party, channel) && channel != Channel::notarial && (leaves_proof(channel) || !leaves_proof(wanted))) return Route{channel, ""};
    return std::nullopt;
}

std::optional<Route> better_route(const View& view, const model::Party& party, const model::LetterRecord& failed) {
    const auto address = is_postal(failed.channel) ? untried_address(view, party, failed) : std::nullopt;
    const auto up = next_up(view, party, failed.channel);
    const bool address_first = failed.state == model::LetterState::returned;
    if (address && (address_first || !up)) return Route{failed.channel, *address};
    if (up) return Route{*up, is_postal(*up) && address ? *address : ""};
    return std::nullopt;
}

} // namespace legajo::choose
