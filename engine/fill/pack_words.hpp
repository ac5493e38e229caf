#pragma once
// The pack's fixed words (words.txt) as the names of a letter use them: what the case or a table of the law says in its own words, said in the
// language of the letter. Without an entry the value stays as it is.

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace legajo::fill {

using PackWords = std::map<std::string, std::string, std::less<>>;

// The word of `family.value`: `via.monitorio`, `tratamiento.D.`; else the value itself.
[[nodiscard]] std::string said(const PackWords& words, std::string_view family, const std::string& value);

// Every piece of the text that `family.piece` knows, the longest first: norms and sources are short and made of few words.
[[nodiscard]] std::string said_by_pieces(const PackWords& words, std::string_view family, std::string_view text);

} // namespace legajo::fill
