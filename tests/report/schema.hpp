#pragma once
// A JSON Schema (the part of draft 2020-12 that templates/schema uses) applied to a text. A keyword that this validator does not know fails
// the test: a schema must not promise what nothing checks.

#include "base/files.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <regex>
#include <set>
#include <string>

namespace legajo::test {

class Schema {
public:
    explicit Schema(const std::string& name)
        : root_(nlohmann::json::parse(base::read_file(std::filesystem::path(LEGAJO_SOURCE_DIR) / "templates/schema" / (name + ".schema.json")))) {}

    // Empty when the text keeps to the schema; else the first fault with its place.
    [[nodiscard]] std::string faults(const std::string& text) const {
        const auto value = nlohmann::json::parse(text, nullptr, false);
        return value.is_discarded() ? "not JSON" : check(root_, value, "$");
    }

private:
    using Json = nlohmann::json;

    static bool has_type(const std::string& type, const Json& value) {
        return type == "null" ? value.is_null() : type == "string" ? value.is_string() : type == "boolean" ? value.is_boolean()
             : type == "integer" ? value.is_number_integer() : type == "number" ? value.is_number() : type == "object" ? value.is_object()
             : type == "array" && value.is_array();
    }

    std::string check_object(const Json& schema, const Json& value, const std::string& at) const {
        for (const auto& name : schema.value("required", Json::array()))
            if (!value.contains(name.get<std::string>())) return at + ": lacks " + name.get<std::string>();
        const auto properties = schema.value("properties", Json::object());
        for (const auto& [name, child] : value.items()) {
            std::string fault;
            if (properties.contains(name))
                fault = check(properties[name], child, at + "." + name);
            else if (const auto rest = schema.find("additionalProperties"); rest != schema.end())
                fault = rest->is_object() ? check(*rest, child, at + "." + name) : rest->get<bool>() ? "" : at + ": unknown " + name;
            if (!fault.empty()) return fault;
        }
        return "";
    }

    std::string check(const Json& schema, const Json& value, const std::string& at) const {
        static const std::set<std::string> known{"$schema", "$id", "$defs", "$ref", "title", "description", "type", "enum", "const", "required", "pattern",
                                                 "properties", "additionalProperties", "items", "minimum", "anyOf"};
        for (const auto& [keyword, unused] : schema.items())
            if (!known.count(keyword)) return "schema keyword nobody checks: " + keyword;
        if (schema.contains("$ref")) return check(root_["$defs"].at(schema["$ref"].get<std::string>().substr(8)), value, at);
        if (schema.contains("const") && schema["const"] != value) return at + ": not " + schema["const"].dump();
        if (schema.contains("enum") && std::find(schema["enum"].begin(), schema["enum"].end(), value) == schema["enum"].end())
            return at + ": not one of the words: " + value.dump();
        if (schema.contains("type")) {
            const auto& type = schema["type"];
            bool fits = type.is_string() && has_type(type, value);
            if (type.is_array())
                for (const auto& one : type) fits = fits || has_type(one, value);
            if (!fits) return at + ": not of type " + type.dump() + ": " + value.dump();
        }
        if (schema.contains("pattern") && value.is_string() && !std::regex_search(value.get<std::string>(), std::regex(schema["pattern"].get<std::string>())))
            return at + ": does not fit " + schema["pattern"].dump() + ": " + value.dump();
        if (schema.contains("minimum") && value.is_number() && value < schema["minimum"]) return at + ": too small";
        if (schema.contains("anyOf")) {
            std::string first;
            bool fits = false;
            for (const auto& one : schema["anyOf"]) {
                const auto fault = check(one, value, at);
                fits = fits || fault.empty();
                if (first.empty()) first = fault;
            }
            if (!fits) return first;
        }
        if (value.is_object()) return check_object(schema, value, at);
        if (value.is_array() && schema.contains("items"))
            for (std::size_t i = 0; i < value.size(); ++i)
                if (auto fault = check(schema["items"], value[i], at + "[" + std::to_string(i) + "]"); !fault.empty()) return fault;
        return "";
    }

    Json root_;
};

} // namespace legajo::test
