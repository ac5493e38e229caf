#include "report/catalogue.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace legajo::report {
namespace {

constexpr std::size_t largest_file = 1 << 20;

[[noreturn]] void malformed(const std::string& file, std::size_t line, const std::string& detail) {
    throw base::Error("catalogue.malformed", "report", file + ":" + std::to_string(line) + ": " + detail);
}

bool is_code(std::string_view code) {
    return !code.empty() && std::all_of(code.begin(), code.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    });
}

const std::string* argument(const Arguments& arguments, std::string_view name) {
    for (const auto& [key, value] : arguments)
        if (key == name) return &value;
    return nullptr;
}

std::string code_with_arguments(std::string_view code, const Arguments& arguments) {
    std::string text(code);
    for (std::size_t i = 0; i < arguments.size(); ++i)
        text += (i == 0 ? " (" : ", ") + arguments[i].first + ": " + arguments[i].second;
    if (!arguments.empty()) text += ")";
    return text;
}

} // namespace

std::string filled(std::string_view pattern, const Arguments& arguments) {
    std::string text;
    text.reserve(pattern.size() + 32);
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        const char c = pattern[at];
        if ((c == '{' || c == '}') && at + 1 < pattern.size() && pattern[at + 1] == c) {
            text += c;
            ++at;
            continue;
        }
        const auto end = c == '{' ? pattern.find('}', at) : std::string_view::npos;
        if (end == std::string_view::npos) {
            text += c;
            continue;
        }
        const auto* value = argument(arguments, pattern.substr(at + 1, end - at - 1));
        text += value ? std::string_view(*value) : pattern.substr(at, end - at + 1);
        at = end;
    }
    return text;
}

void Catalogue::add(std::string_view source, const std::string& file) {
    if (!base::is_valid_utf8(source)) malformed(file, 1, "not UTF-8");
    if (source.starts_with("\xEF\xBB\xBF")) source.remove_prefix(3);
    std::string code;
    std::string* value = nullptr; // where a continuation goes
    Entry entry;
    const auto close = [&] {
        if (code.empty()) return;
        const bool is_word = code.starts_with("word.") || code.starts_with("reason.");
        if (is_word && (entry.text.empty() || !entry.what.empty() || !entry.why.empty() || !entry.fix.empty()))
            malformed(file, entry.line, "[" + code + "] takes the one key text");
        if (!is_word && (entry.what.empty() || entry.why.empty() || entry.fix.empty() || !entry.text.empty()))
            malformed(file, entry.line, "[" + code + "] needs what, why and fix");
        const auto [other, is_new] = entries_.try_emplace(code, entry);
        if (!is_new)
            malformed(file, entry.line, "[" + code + "] stands already in " + other->second.file + ":" + std::to_string(other->second.line));
    };
    std::size_t number = 0;
    for (std::string_view line : base::split(source, '\n')) {
        ++number;
        const auto text = base::trimmed(line);
        if (text.empty() || text.front() == '#') continue;
        if (line.front() == ' ' || line.front() == '\t') {
            if (!value) malformed(file, number, "continues nothing");
            *value += " ";
            *value += text;
        } else if (text.front() == '[') {
            close();
            if (text.back() != ']' || !is_code(text.substr(1, text.size() - 2))) malformed(file, number, "expected [code]");
            code = text.substr(1, text.size() - 2);
            entry = Entry();
            entry.file = file;
            entry.line = number;
            value = nullptr;
        } else {
            const auto equals = text.find('=');
            if (equals == std::string_view::npos) malformed(file, number, "expected key = value");
            if (code.empty()) malformed(file, number, "a value before the first [code]");
            const auto key = base::trimmed(text.substr(0, equals));
            value = key == "what" ? &entry.what : key == "why" ? &entry.why : key == "fix" ? &entry.fix : key == "text" ? &entry.text : nullptr;
            if (!value) malformed(file, number, "unknown key " + std::string(key));
            if (!value->empty()) malformed(file, number, std::string(key) + " given twice");
            *value = base::trimmed(text.substr(equals + 1));
            if (value->empty()) malformed(file, number, std::string(key) + " is empty");
        }
    }
    close();
}

Catalogue Catalogue::load(const std::filesystem::path& messages_folder, std::string_view language) {
    const auto folder = messages_folder / std::string(language);
    std::vector<std::filesystem::path> files;
    std::error_code failure;
    for (const auto& entry : std::filesystem::directory_iterator(folder, failure))
        if (entry.path().extension() == ".txt") files.push_back(entry.path());
    if (failure || files.empty()) throw base::Error("catalogue.missing", "report", folder.string());
    std::sort(files.begin(), files.end());
    Catalogue catalogue;
    catalogue.language_ = language;
    for (const auto& file : files) catalogue.add(base::read_file(file, largest_file), file.string());
    return catalogue;
}

Catalogue Catalogue::parse(std::string_view text, const std::string& name, std::string_view language) {
    Catalogue catalogue;
    catalogue.language_ = language;
    catalogue.add(text, name);
    return catalogue;
}

Catalogue::Parts Catalogue::parts(std::string_view code, const Arguments& arguments) const {
    const auto found = entries_.find(code);
    if (found == entries_.end()) return {code_with_arguments(code, arguments), "", "", false};
    const auto& entry = found->second;
    if (!entry.text.empty()) return {filled(entry.text, arguments), "", "", true};
    return {filled(entry.what, arguments), filled(entry.why, arguments), filled(entry.fix, arguments), true};
}

Catalogue::Parts Catalogue::parts(const base::Problem& problem) const { return parts(problem.code, problem.arguments); }

std::string Catalogue::sentence(const base::Problem& problem) const {
    const auto [what, why, fix, is_known] = parts(problem);
    return is_known ? what + " " + why + " " + fix : what;
}

std::string Catalogue::word(std::string_view key, const Arguments& arguments) const {
    const auto found = entries_.find("word." + std::string(key));
    return found == entries_.end() ? std::string(key) : filled(found->second.text, arguments);
}

std::vector<std::string> Catalogue::codes() const {
    std::vector<std::string> all;
    for (const auto& [code, entry] : entries_) all.push_back(code);
    return all;
}

} // namespace legajo::report
