#include "bundle/entry.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace legajo::bundle {
namespace {

bool is_device_name(std::string_view part) { // reserved with any extension: "nul.txt" too
    const std::string stem = base::ascii_lower(part.substr(0, part.find('.')));
    static constexpr std::array<std::string_view, 4> words{"con", "prn", "aux", "nul"};
    if (std::find(words.begin(), words.end(), stem) != words.end()) return true;
    return stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")) && stem[3] >= '1' && stem[3] <= '9';
}

bool is_safe_part(std::string_view part) {
    if (part.empty() || part.size() > 200 || part == "." || part == ".." || part.back() == '.' || part.back() == ' ' || part.front() == ' ') return false;
    const bool has_bad_character = std::any_of(part.begin(), part.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || std::string_view("\\<>:\"|?*").find(c) != std::string_view::npos;
    });
    return !has_bad_character && !is_device_name(part);
}

base::Problem problem(const char* code, const std::string& name) {
    base::Problem one;
    one.code = code;
    one.stage = "bundle";
    one.with("nombre", name);
    return one;
}

} // namespace

bool is_safe_name(std::string_view name) {
    if (name.size() > 1000 || !base::is_valid_utf8(name)) return false;
    const auto parts = base::split(name, '/');
    return std::all_of(parts.begin(), parts.end(), is_safe_part);
}

base::Problems problems_of(std::span<const Entry> entries) {
    base::Problems problems;
    std::set<std::string> names, folders;
    for (const auto& entry : entries) {
        if (!is_safe_name(entry.name)) {
            problems.push_back(problem("bundle.name_unsafe", entry.name));
            continue;
        }
        const std::string name = base::ascii_lower(entry.name);
        if (!names.insert(name).second) problems.push_back(problem("bundle.name_repeated", entry.name));
        for (auto slash = name.find('/'); slash != std::string::npos; slash = name.find('/', slash + 1)) folders.insert(name.substr(0, slash));
    }
    for (const auto& entry : entries)
        if (folders.count(base::ascii_lower(entry.name))) problems.push_back(problem("bundle.name_repeated", entry.name));
    return problems;
}

} // namespace legajo::bundle
