#include "fill/lint.hpp"

#include "base/text.hpp"
#include "fill/prepared.hpp"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cctype>

namespace legajo::fill {
namespace {

using base::Problem;
using base::Problems;
using model::ClauseRule;
using model::PartyKind;

// Lower case, blanks folded, so that a phrase is found across a line end of the template.
std::string comparable(std::string_view text) {
    std::string lower;
    icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size()))).toLower(icu::Locale("es")).toUTF8String(lower);
    lower = base::replaced(lower, "\u00A0", " ");
    std::string out;
    for (const char c : lower) {
        const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (blank && (out.empty() || out.back() == ' ')) continue;
        out += blank ? ' ' : c;
    }
    return out;
}

bool is_letter_byte(char c) { return static_cast<unsigned char>(c) >= 0x80 || std::isalnum(static_cast<unsigned char>(c)) != 0; }

// As whole words: "moroso" is not in "amoroso".
bool says(const std::string& text, const std::string& phrase) {
    for (std::size_t at = text.find(phrase); at != std::string::npos; at = text.find(phrase, at + 1)) {
        const bool begins = at == 0 || !is_letter_byte(text[at - 1]) || !is_letter_byte(phrase.front());
        const std::size_t end = at + phrase.size();
        const bool ends = end >= text.size() || !is_letter_byte(text[end]) || !is_letter_byte(phrase.back());
        if (begins && ends) return true;
    }
    return false;
}

bool applies(const ClauseRule& rule, PartyKind kind) { return rule.kinds.empty() || std::find(rule.kinds.begin(), rule.kinds.end(), kind) != rule.kinds.end(); }

void judge(Problems& problems, const ClauseRule& rule, bool stands, const base::Place& place) {
    if (stands == rule.must_stand) return;
    const bool by_clause = !rule.clause.empty();
    const char* code = by_clause ? (rule.must_stand ? "lint.clause_missing" : "lint.clause_forbidden") : (rule.must_stand ? "lint.words_missing" : "lint.words_forbidden");
    Problem problem{base::Severity::error, code, "fill", place, {}};
    problems.push_back(problem.with(by_clause ? "clausula" : "palabras", by_clause ? rule.clause : rule.words).with("regla", rule.rule));
}

std::vector<PartyKind> kinds_of_variant(const std::string& variant) {
    if (variant == "empresa") return {PartyKind::company, PartyKind::self_employed};
    if (variant == "corporativo") return {PartyKind::company};
    if (variant == "autonomo") return {PartyKind::self_employed};
    if (variant == "consumidor") return {PartyKind::consumer};
    if (variant == "administracion") return {PartyKind::public_admin};
    if (variant == "entidad-publica") return {PartyKind::public_entity};
    if (variant == "comunidad-propietarios") return {PartyKind::owners_community};
    return {PartyKind::unknown};
}

void lint_template(Problems& problems, const model::TemplateSource& source, const Partials& partials, const model::LetterContract& contract, const std::string& variant) {
    const base::Result<ScannedTemplate> scanned = scan_template(source, partials);
    if (!scanned || base::trimmed(scanned->skeleton).empty()) return; // told by prepare; a note only
    const std::string everything = comparable(scanned->skeleton);
    // Outside every section, and for the kind of the variant.
    std::string always;
    int depth = 0;
    for (std::size_t at = 0; at < scanned->numbered.size(); ++at) {
        if (scanned->numbered.compare(at, 2, "{{") != 0) {
            if (depth == 0) always += scanned->numbered[at];
            continue;
        }
        const char sigil = scanned->numbered[at + 2];
        if (sigil == '#' || sigil == '^') ++depth;
        if (sigil == '/') --depth;
        at = scanned->numbered.find("}}", at) + 1;
    }
    const std::string unconditional = comparable(always);
    const base::Place place{source.file, 0, 0, ""};
    for (const ClauseRule& rule : contract.clauses) {
        for (const PartyKind kind : kinds_of_variant(variant)) {
            if (!applies(rule, kind)) continue;
            const std::string phrase = rule.clause.empty() ? comparable(rule.words) : comparable("<clausula id=\"" + rule.clause + "\">");
            const std::string& where = rule.must_stand ? everything : unconditional;
            judge(problems, rule, rule.clause.empty() ? says(where, phrase) : where.find(phrase) != std::string::npos, place);
            break;
        }
    }
}

} // namespace

std::vector<LintRule> lint_rules(const model::LetterContract& contract) {
    std::vector<LintRule> rules;
    for (const ClauseRule& rule : contract.clauses) rules.push_back({rule, comparable(rule.words)});
    return rules;
}

Problems lint_document(const model::Document& document, const std::vector<LintRule>& rules, PartyKind kind) {
    Problems problems;
    const std::string words = comparable(document.own_words);
    for (const LintRule& one : rules) {
        if (!applies(one.rule, kind)) continue;
        const bool stands = one.rule.clause.empty() ? says(words, one.phrase)
                                                    : std::find(document.clauses.begin(), document.clauses.end(), one.rule.clause) != document.clauses.end();
        judge(problems, one.rule, stands, {});
    }
    return problems;
}

Problems LintMemory::lint(const model::Document& document, const std::vector<LintRule>& rules, PartyKind kind) {
    std::string key = std::to_string(reinterpret_cast<std::uintptr_t>(&rules)) + ' ' + std::to_string(static_cast<int>(kind));
    for (const std::string& clause : document.clauses) key += '\n' + clause;
    key += "\n\n" + document.own_words;
    if (faultless_.contains(key)) return {};
    Problems problems = lint_document(document, rules, kind);
    if (problems.empty()) {
        if (faultless_.size() >= most_) faultless_.clear();
        faultless_.insert(std::move(key));
    }
    return problems;
}

Problems lint_document(const model::Document& document, const model::LetterContract& contract, PartyKind kind) {
    return lint_document(document, lint_rules(contract), kind);
}

Problems lint_pack(const model::Pack& pack) {
    Problems problems;
    for (const auto& [id, letter] : pack.letters) {
        if (!letter.letter.text.empty()) lint_template(problems, letter.letter, pack.shared, letter.contract, "");
        for (const auto& [variant, source] : letter.variants)
            if (!source.text.empty()) lint_template(problems, source, pack.shared, letter.contract, variant);
    }
    return problems;
}

} // namespace legajo::fill
