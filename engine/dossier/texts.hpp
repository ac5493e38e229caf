#pragma once
// The sentences of the dossier's pages (templates/<pack>/dossier/textos.txt) and figures as a Spanish lawyer reads them.
//
// Format, UTF-8: `key = sentence with {name}`; a line that starts with white space continues the sentence above it; # starts a comment.

#include "model/case.hpp"
#include "model/rule_use.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace legajo::dossier {

using Arguments = std::vector<std::pair<std::string, std::string>>;

class Texts {
public:
    // Lines that are no `key = sentence` give problem dossier.texts_line (linea), a key given twice dossier.texts_twice (clave).
    static base::Result<Texts> parse(std::string_view bytes, const std::string& file);

    // Words that the dossier shares with reports (names of letters, channels, routes): asked when a key is not ours.
    std::function<std::string(std::string_view key)> shared_word;
    // The sentence of a reason, doubt, obstacle or policy rule; of a condition ("vat", "plazo"); of a problem of a file.
    std::function<std::string(std::string_view code, const model::Facts& facts)> reason;
    std::function<std::string(std::string_view group, std::string_view code)> condition;
    std::function<std::string(const base::Problem&)> problem;

    // A key that nobody knows stays visible as [key].
    [[nodiscard]] std::string operator()(std::string_view key, const Arguments& arguments = {}) const;
    [[nodiscard]] bool knows(std::string_view key) const { return sentences_.contains(key); }
    // The word for a data name: "canal.burofax", else the shared "channel.burofax", else the name itself.
    [[nodiscard]] std::string named(std::string_view group, std::string_view shared_group, std::string_view name) const;

private:
    std::map<std::string, std::string, std::less<>> sentences_;
};

[[nodiscard]] std::string amount(model::Money value);                // "1.234,50"
[[nodiscard]] std::string money(model::Money value);                 // "1.234,50 €"
[[nodiscard]] std::string date(model::Date day);                     // "31/12/2026"
[[nodiscard]] std::string date(const std::optional<model::Date>& day); // empty when absent
[[nodiscard]] std::string percent(const model::Decimal& rate);       // "10,15 %"
[[nodiscard]] std::string fact(std::string_view value);              // ISO dates and plain amounts in reader's form

} // namespace legajo::dossier
