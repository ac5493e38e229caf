// Scans, resolves and checks the templates of a pack once.

#include "fill/prepared.hpp"

#include "base/text.hpp"
#include "fill/blocks.hpp"

#include <algorithm>

namespace legajo::fill {
namespace {

using base::Problem;
using base::Problems;
using model::ContractName;
using model::NameKind;

constexpr std::string_view kOuter = "fuera.";

const char* kind_word(NameKind kind) {
    switch (kind) {
    case NameKind::text: return "texto";
    case NameKind::list: return "lista";
    case NameKind::condition: return "condición";
    }
    return "";
}

const ContractName* find_in(const std::vector<ContractName>& names, std::string_view name) {
    for (const ContractName& candidate : names)
        if (candidate.name == name) return &candidate;
    return nullptr;
}

class Resolver {
public:
    Resolver(const ScannedTemplate& scanned, const std::vector<ContractName>& contract) : scanned_(scanned), contract_(contract) {}

    std::vector<ResolvedTag> resolve(Problems& problems) {
        resolved_.resize(scanned_.tags.size());
        for (std::size_t at = 0; at < scanned_.tags.size(); ++at) resolve_one(at, problems);
        return std::move(resolved_);
    }

private:
    // The list whose row the tag stands in; nullptr at the root.
    const ResolvedTag* row_around(const Tag& tag) const {
        for (int parent = tag.parent; parent >= 0; parent = scanned_.tags[static_cast<std::size_t>(parent)].parent) {
            const ResolvedTag& outer = resolved_[static_cast<std::size_t>(parent)];
            const bool opens_rows = scanned_.tags[static_cast<std::size_t>(parent)].kind == TagKind::section && outer.column < 0;
            if (opens_rows && outer.name != nullptr && outer.name->kind == NameKind::list) return &outer;
        }
        return nullptr;
    }

    Problem problem(const char* code, const Tag& tag) const { return Problem{base::Severity::error, code, "fill", tag.place, {{"nombre", tag.name}}}; }

    void resolve_one(std::size_t at, Problems& problems) {
        const Tag& tag = scanned_.tags[at];
        const ResolvedTag* row = row_around(tag);
        const bool is_outer = tag.name.starts_with(kOuter);
        const std::string_view bare = is_outer ? std::string_view(tag.name).substr(kOuter.size()) : std::string_view(tag.name);
        const Name* meant = row != nullptr && !is_outer ? resolve_column(at, *row, bare, problems) : resolve_name(at, bare, problems);
        if (meant == nullptr) return;
        check_kind(at, *meant, problems);
    }

    const Name* resolve_column(std::size_t at, const ResolvedTag& row, std::string_view bare, Problems& problems) {
        const std::vector<Name>& columns = row.name->children;
        const auto found = std::find_if(columns.begin(), columns.end(), [&](const Name& column) { return column.name == bare; });
        if (found == columns.end()) {
            std::vector<std::string> known;
            for (const Name& column : columns) known.push_back(column.name);
            if (find_name(bare) != nullptr) {
                problems.push_back(problem("fill.name_outside", scanned_.tags[at]).with("lista", row.name->name));
            } else {
                problems.push_back(problem("fill.name_unknown", scanned_.tags[at]).with("sugerencia", base::nearest(bare, known).value_or("—")));
            }
            return nullptr;
        }
        const ContractName* list = find_in(contract_, row.name->name);
        const ContractName* declared = list == nullptr ? nullptr : find_in(list->children, bare);
        if (declared == nullptr) {
            problems.push_back(problem("fill.name_not_in_contract", scanned_.tags[at]).with("tipo", kind_word(found->kind)));
            return nullptr;
        }
        resolved_[at] = {row.name, static_cast<int>(found - columns.begin()), declared->optional};
        return &*found;
    }

    const Name* resolve_name(std::size_t at, std::string_view bare, Problems& problems) {
        const Name* name = find_name(bare);
        if (name == nullptr) {
            std::vector<std::string> known;
            for (const Name& candidate : vocabulary()) known.push_back(candidate.name);
            problems.push_back(problem("fill.name_unknown", scanned_.tags[at]).with("sugerencia", base::nearest(bare, known).value_or("—")));
            return nullptr;
        }
        const ContractName* declared = find_in(contract_, bare);
        if (declared == nullptr || declared->kind != name->kind) {
            problems.push_back(problem("fill.name_not_in_contract", scanned_.tags[at]).with("tipo", kind_word(name->kind)));
            return nullptr;
        }
        resolved_[at] = {name, -1, declared->optional};
        return name;
    }

    void check_kind(std::size_t at, const Name& name, Problems& problems) {
        const Tag& tag = scanned_.tags[at];
        const bool optional = resolved_[at].may_be_empty;
        if (tag.kind == TagKind::text) {
            if (name.kind != NameKind::text) problems.push_back(problem("fill.wrong_kind", tag).with("es", kind_word(name.kind)).with("usado", "texto"));
            else if (optional && !is_guarded(tag)) problems.push_back(problem("fill.optional_unguarded", tag));
        } else if (name.kind == NameKind::text && !optional) {
            problems.push_back(problem("fill.wrong_kind", tag).with("es", "texto que nunca falta").with("usado", "condición"));
        }
    }

    // An optional text stands only inside a section of its own name.
    bool is_guarded(const Tag& tag) const {
        for (int parent = tag.parent; parent >= 0; parent = scanned_.tags[static_cast<std::size_t>(parent)].parent) {
            const Tag& outer = scanned_.tags[static_cast<std::size_t>(parent)];
            if (outer.kind == TagKind::section && outer.name == tag.name) return true;
        }
        return false;
    }

    const ScannedTemplate& scanned_;
    const std::vector<ContractName>& contract_;
    std::vector<ResolvedTag> resolved_;
};

void append(Problems& all, const Problems& some) { all.insert(all.end(), some.begin(), some.end()); }

ContractName contract_name(const Name& name) {
    ContractName out{name.name, name.kind, name.may_be_empty, {}};
    for (const Name& child : name.children) out.children.push_back(contract_name(child));
    return out;
}

} // namespace

std::vector<ContractName> contract_of_vocabulary() {
    std::vector<ContractName> names;
    for (const Name& name : vocabulary()) names.push_back(contract_name(name));
    return names;
}

base::Result<PreparedTemplate> prepare_template(const model::TemplateSource& source, const Partials& partials, const std::vector<ContractName>& contract,
                                                bool has_blocks) {
    base::Result<ScannedTemplate> scanned = scan_template(source, partials);
    if (!scanned) return scanned.problems();
    Problems problems;
    std::vector<ResolvedTag> tags = Resolver(*scanned, contract).resolve(problems);
    if (has_blocks) {
        const base::Result<model::Document> structure = read_blocks({scanned->skeleton, source.file, &scanned->skeleton_lines, {}});
        append(problems, structure.problems());
    }
    if (base::has_errors(problems)) return problems;
    return PreparedTemplate{std::move(*scanned), std::move(tags)};
}

PreparedTemplates::PreparedTemplates(std::unique_ptr<const Contents> contents) : contents_(std::move(contents)) {}
PreparedTemplates::~PreparedTemplates() = default;

base::Result<std::shared_ptr<const PreparedTemplates>> PreparedTemplates::prepare(const model::Pack& pack) {
    auto contents = std::make_unique<Contents>();
    contents->language = pack.language;
    contents->words = pack.words;
    Problems problems;
    for (const auto& [id, source] : pack.letters) {
        PreparedLetter letter;
        letter.contract = source.contract;
        letter.lint = lint_rules(source.contract);
        const auto add = [&](const std::string& variant, const model::TemplateSource& text) {
            if (text.text.empty()) return;
            base::Result<PreparedTemplate> prepared = prepare_template(text, pack.shared, source.contract.names, true);
            append(problems, prepared.problems());
            const bool says_nothing = prepared && base::trimmed(prepared->scanned.skeleton).empty(); // only a note: each kind has its own text
            if (prepared && !says_nothing) letter.variants.emplace(variant, std::move(*prepared));
        };
        add("", source.letter);
        for (const auto& [variant, text] : source.variants) add(variant, text);
        if (source.short_message && !source.short_message->text.empty()) {
            base::Result<PreparedTemplate> prepared = prepare_template(*source.short_message, pack.shared, source.contract.names, false);
            append(problems, prepared.problems());
            if (prepared) letter.short_message = std::move(*prepared);
        }
        contents->letters.emplace(id, std::move(letter));
    }
    // A partial's mistake shows in every letter that uses it: once is enough.
    Problems once;
    for (Problem& problem : problems)
        if (std::find(once.begin(), once.end(), problem) == once.end()) once.push_back(std::move(problem));
    if (base::has_errors(once)) return once;
    return {std::make_shared<const PreparedTemplates>(std::unique_ptr<const Contents>(std::move(contents))), once};
}

} // namespace legajo::fill
