#include "fill/vocabulary.hpp"

#include "base/error.hpp"

#include <algorithm>

namespace legajo::fill {

using model::NameKind;

Name text(std::string name, std::string meaning, std::function<std::string(const Facts&)> value) {
    return {std::move(name), NameKind::text, false, std::move(meaning), std::move(value), {}, {}, {}};
}
Name optional_text(std::string name, std::string meaning, std::function<std::string(const Facts&)> value) {
    return {std::move(name), NameKind::text, true, std::move(meaning), std::move(value), {}, {}, {}};
}
Name condition(std::string name, std::string meaning, std::function<bool(const Facts&)> value) {
    return {std::move(name), NameKind::condition, false, std::move(meaning), {}, std::move(value), {}, {}};
}
Name list(std::string name, std::string meaning, std::vector<Name> children, std::function<std::vector<Row>(const Facts&)> rows) {
    return {std::move(name), NameKind::list, false, std::move(meaning), {}, {}, std::move(rows), std::move(children)};
}
Name column(std::string name, std::string meaning) { return {std::move(name), NameKind::text, false, std::move(meaning), {}, {}, {}, {}}; }
Name optional_column(std::string name, std::string meaning) { return {std::move(name), NameKind::text, true, std::move(meaning), {}, {}, {}, {}}; }
Name flag_column(std::string name, std::string meaning) { return {std::move(name), NameKind::condition, false, std::move(meaning), {}, {}, {}, {}}; }

std::string without_stop(std::string phrase) {
    constexpr std::size_t longest_abbreviation = 4; // "etc."
    const std::size_t word = phrase.find_last_of(" \n\t") + 1; // 0 when there is one word
    if (!phrase.ends_with('.') || phrase.find('.', word) + 1 != phrase.size() || phrase.size() - word <= longest_abbreviation) return phrase;
    phrase.pop_back();
    return phrase;
}

const std::vector<Name>& vocabulary() {
    static const std::vector<Name> names = [] {
        std::vector<Name> all;
        for (auto* part : {names_of_parties, names_of_account, names_of_payment, names_of_history, names_of_solutions, names_of_law}) {
            std::vector<Name> some = part();
            std::move(some.begin(), some.end(), std::back_inserter(all));
        }
        std::sort(all.begin(), all.end(), [](const Name& a, const Name& b) { return a.name < b.name; });
        for (std::size_t at = 1; at < all.size(); ++at) base::check(all[at - 1].name != all[at].name, "a name stands twice in the vocabulary");
        return all;
    }();
    return names;
}

const Name* find_name(std::string_view name) {
    const std::vector<Name>& all = vocabulary();
    const auto found = std::lower_bound(all.begin(), all.end(), name, [](const Name& entry, std::string_view wanted) { return entry.name < wanted; });
    return found != all.end() && found->name == name ? &*found : nullptr;
}

} // namespace legajo::fill
