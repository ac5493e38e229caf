#pragma once
// The sentences of one language, from templates/messages/<language>/*.txt: what happened, why it matters, how to mend it.
//
// Format of a file (UTF-8): a section per code; {name} is an argument, {{ a brace. A line that starts with white space continues the
// value above it; a line that starts with # is a comment.
//
//     [case.amount_negative]
//     what = El importe {valor} de «{elemento}» es negativo.
//     why = Una factura se paga; lo que se devuelve va en un abono.
//     fix = Escriba el importe sin signo o conviértalo en <abono>.
//
// Fixed words of our own pages (codes "word.*") and the reasons of explain ("reason.*": rejections, policy rules, doubts, obstacles,
// conditions) have the one key `text` instead of the three.
//
// Thread rule: immutable after load; share it freely.

#include "base/problem.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace legajo::report {

using Arguments = std::vector<std::pair<std::string, std::string>>;

class Catalogue {
public:
    struct Parts {
        std::string what, why, fix; // filled; why and fix are empty for an unknown code
        bool is_known = false;
    };

    // Reads every *.txt of <messages_folder>/<language>. Throws base::Error catalogue.missing (no such folder or no file in it) or
    // catalogue.malformed with file and line (bad line, key given twice or lacking, code given twice, even in two files).
    static Catalogue load(const std::filesystem::path& messages_folder, std::string_view language);
    // One source as text, for tests. `name` stands in errors.
    static Catalogue parse(std::string_view text, const std::string& name = "catalogue.txt", std::string_view language = "es");

    // An unknown code loses nothing: `what` is the code with all its arguments. An argument that the sentence names but the problem lacks
    // stays visible as {name}.
    [[nodiscard]] Parts parts(const base::Problem& problem) const;
    [[nodiscard]] Parts parts(std::string_view code, const Arguments& arguments) const;
    // what + why + fix in one line.
    [[nodiscard]] std::string sentence(const base::Problem& problem) const;
    // The text of "word.<key>"; the key itself when there is none.
    [[nodiscard]] std::string word(std::string_view key, const Arguments& arguments = {}) const;

    [[nodiscard]] bool knows(std::string_view code) const { return entries_.find(code) != entries_.end(); }
    [[nodiscard]] const std::string& language() const { return language_; }
    [[nodiscard]] std::vector<std::string> codes() const; // sorted

private:
    struct Entry {
        std::string what, why, fix, text, file;
        std::size_t line = 0;
    };
    void add(std::string_view text, const std::string& file);

    std::string language_;
    std::map<std::string, Entry, std::less<>> entries_;
};

// `pattern` with its {names} filled.
[[nodiscard]] std::string filled(std::string_view pattern, const Arguments& arguments);

} // namespace legajo::report
