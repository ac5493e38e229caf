#include "choose/gates.hpp"

#include "choose/channels.hpp"

#include <algorithm>

namespace legajo::choose {
namespace {

std::optional<model::Rejected> in_pack(const View& view, const std::string& letter, const Proposal&) {
    if (letter == "encargo" || view.pack.letters.contains(letter)) return std::nullopt;
    return model::Rejected{letter, "policy.pack", "not_in_pack", {{"carta", letter}, {"pack", view.pack.id}}, std::nullopt};
}

std::optional<model::Rejected> text_is_valid(const View& view, const std::string& letter, const Proposal&) {
    const auto found = view.pack.letters.find(letter);
    if (found == view.pack.letters.end() || !found->second.contract.valid_until || view.issue_day <= *found->second.contract.valid_until) return std::nullopt;
    return model::Rejected{letter, "policy.pack", "text_expired", {{"carta", letter}, {"hasta", found->second.contract.valid_until->iso()}}, std::nullopt};
}

// Letters and conversations of the last seven days. Thanks and answers do not press, and do not count for themselves.
std::optional<model::Rejected> contact_cap(const View& view, const std::string& letter, const Proposal& proposal) {
    const int cap = view.pack.policy.contacts_per_week;
    if (cap == 0 || !proposal.is_pressing || proposal.is_urgent) return std::nullopt;
    const auto week_ago = view.today.plus_days(-7);
    std::vector<Date> contacts;
    for (const auto& record : view.history.letters)
        if (is_live(record) && record.addressee == proposal.addressee && issue_of(record) > week_ago && issue_of(record) <= view.today)
            contacts.push_back(issue_of(record));
    for (const auto& talk : view.debt.communications)
        if (talk.letter.empty() && talk.direction == model::Direction::sent && talk.addressee == proposal.addressee && talk.date > week_ago && talk.date <= view.today)
            contacts.push_back(talk.date);
    if (static_cast<int>(contacts.size()) < cap) return std::nullopt;
    std::sort(contacts.begin(), contacts.end());
    const auto from = contacts[contacts.size() - static_cast<std::size_t>(cap)].plus_days(7);
    return model::Rejected{letter, "policy.contact_cap", "contact_cap", {{"contactos", std::to_string(contacts.size())}, {"tope", std::to_string(cap)}}, from};
}

std::optional<model::Rejected> reachable(const View& view, const std::string& letter, const Proposal& proposal) {
    if (has_own_route(proposal.addressee) || proposal.channel != model::Channel::unknown) return std::nullopt;
    if (route_for(view, party_of(view.debt, proposal.addressee), proposal.step->channel)) return std::nullopt;
    return model::Rejected{letter, "policy.channel", "no_way_to_reach", {{"canal", std::string(model::name_of(proposal.step->channel))}}, std::nullopt};
}

constexpr Gate gates[] = {
    {"policy.pack", in_pack}, {"policy.pack_date", text_is_valid}, {"policy.contact_cap", contact_cap}, {"policy.channel", reachable}};

} // namespace

std::span<const Gate> all_gates() { return gates; }

} // namespace legajo::choose
