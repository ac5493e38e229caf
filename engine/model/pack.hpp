#pragma once
// A pack: everything of a territory or language that is not code. Loaded once by pack/, shared read-only by all workers.

#include "model/law_table.hpp"
#include "model/policy.hpp"
#include "model/style.hpp"

#include <map>
#include <string>
#include <vector>

namespace legajo::model {

struct TemplateSource { // a Mustache file as text
    std::string file;   // path for messages
    std::string text;
};

enum class NameKind { text, list, condition };

struct ContractName { // a name the template may use
    std::string name;
    NameKind kind = NameKind::text;
    bool optional = false;
    std::vector<ContractName> children; // of a list's rows
};

struct ClauseRule { // what must or must not stand, by clause id or by word of the template's own text
    std::string clause;           // or
    std::string words;            // a phrase, compared without case
    bool must_stand = true;
    std::string rule;             // "L-134"
    std::vector<PartyKind> kinds; // empty = all
};

struct LetterContract { // letter.xml
    std::string id;               // "requerimiento"
    int level = 0;
    std::string variant;          // "", "consumidor", "empresa", "administracion", ...
    Channel channel = Channel::unknown;
    std::optional<int> deadline_days;
    std::vector<ContractName> names;
    std::vector<ClauseRule> clauses;
    std::vector<std::string> legal_basis;
    std::string reviewed_by;
    std::optional<Date> valid_until;
    std::string subject;
};

struct LetterTemplate {
    LetterContract contract;
    TemplateSource letter;        // letter.mustache
    std::map<std::string, TemplateSource, std::less<>> variants; // by debtor kind id: letter.consumidor.mustache, ...
    std::optional<TemplateSource> short_message; // short.mustache
    std::string example_file;
};

struct Pack {
    std::string id, version, language, parent, jurisdiction; // "es-ES", "1.0.0", "es-ES", "", "es"
    std::string folder, content_hash;                        // hash over all files of the pack and its parents
    Policy policy;
    Style style;
    LawTables tables;
    LawRules rules;
    std::map<std::string, TemplateSource, std::less<>> shared;  // partials by name
    std::map<std::string, LetterTemplate, std::less<>> letters; // by letter id
    std::map<std::string, TemplateSource, std::less<>> dossier; // pages of the dossier
    std::map<std::string, std::string, std::less<>> words;      // fixed words of the pack's language (page label, closing, ...)
};

} // namespace legajo::model
