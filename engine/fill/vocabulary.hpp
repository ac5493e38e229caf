#pragma once
// Every name a template may use, with its kind, its meaning in Spanish (templates/README.md is held to it by a test) and how it is computed.
// A name is computed only when a template that uses it is filled.

#include "fill/facts.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace legajo::fill {

struct RowValue {
    std::string text;
    bool truth = false;
    RowValue(std::string value) : text(std::move(value)) {}
    RowValue(const char* value) : text(value) {}
    RowValue(bool value) : truth(value) {}
};
using Row = std::vector<RowValue>; // in the order of the list's children

struct Name {
    std::string name;
    model::NameKind kind = model::NameKind::text;
    bool may_be_empty = false; // a text that a sound case may lack
    std::string meaning;
    std::function<std::string(const Facts&)> text;
    std::function<bool(const Facts&)> truth;
    std::function<std::vector<Row>(const Facts&)> rows;
    std::vector<Name> children; // of a list: what a row sees
};

[[nodiscard]] const std::vector<Name>& vocabulary(); // sorted by name
[[nodiscard]] const Name* find_name(std::string_view name);

// Builders for the tables in names_*.cpp.
Name text(std::string name, std::string meaning, std::function<std::string(const Facts&)> value);
Name optional_text(std::string name, std::string meaning, std::function<std::string(const Facts&)> value);
Name condition(std::string name, std::string meaning, std::function<bool(const Facts&)> value);
Name list(std::string name, std::string meaning, std::vector<Name> children, std::function<std::vector<Row>(const Facts&)> rows);
Name column(std::string name, std::string meaning);
Name optional_column(std::string name, std::string meaning);
Name flag_column(std::string name, std::string meaning);

// A clerk's phrase for use inside a sentence: without its full stop. Abbreviations ("S.L.", "etc.") keep theirs.
[[nodiscard]] std::string without_stop(std::string phrase);

std::vector<Name> names_of_parties();
std::vector<Name> names_of_account();
std::vector<Name> names_of_payment();
std::vector<Name> names_of_history();
std::vector<Name> names_of_solutions();
std::vector<Name> names_of_law();

} // namespace legajo::fill
