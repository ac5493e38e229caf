#pragma once
// How our values become JSON. Internal to report/: the only header that names the JSON library; no public header includes it.

#include "base/date.hpp"
#include "base/money.hpp"
#include "base/problem.hpp"
#include "report/catalogue.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>

namespace legajo::report {

using Json = nlohmann::ordered_json; // keys in the order written: same input, same bytes

// Invalid UTF-8, which only a file name can still carry, is written as U+FFFD instead of failing the report.
inline std::string json_text(const Json& json, int indent) { return json.dump(indent, ' ', false, Json::error_handler_t::replace); }
inline std::string json_line(const Json& json) { return json_text(json, -1); }

inline Json text_or_null(std::string_view text) { return text.empty() ? Json() : Json(std::string(text)); }
inline Json date_json(base::Date date) { return date.iso(); }
inline Json date_json(const std::optional<base::Date>& date) { return date ? Json(date->iso()) : Json(); }
inline Json money_json(base::Money money) { return money.text(); } // decimal string
inline Json money_json(const std::optional<base::Money>& money) { return money ? Json(money->text()) : Json(); }
template <typename T>
Json value_or_null(const std::optional<T>& value) {
    return value ? Json(*value) : Json();
}

inline Json facts_json(const Arguments& facts) { // an object; a name given twice keeps all its values, as a list
    Json json = Json::object();
    for (const auto& [name, value] : facts) {
        if (!json.contains(name)) {
            json[name] = value;
        } else {
            if (!json[name].is_array()) json[name] = Json::array({json[name]});
            json[name].push_back(value);
        }
    }
    return json;
}

Json json_of(const base::Problem& problem, const Catalogue& catalogue); // problem_text.cpp
inline Json json_of(const base::Problems& problems, const Catalogue& catalogue) {
    Json all = Json::array();
    for (const auto& problem : problems) all.push_back(json_of(problem, catalogue));
    return all;
}

} // namespace legajo::report
