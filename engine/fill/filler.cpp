// One letter: facts -> values -> rendered template -> blocks -> fixed spaces -> lint. Only Filler is called from outside.

#include "fill/filler.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "fill/blocks.hpp"
#include "fill/elision.hpp"
#include "fill/lint.hpp"
#include "fill/mustache_render.hpp"
#include "fill/payment_qr.hpp"
#include "fill/prepared.hpp"
#include "fill/typography.hpp"

#include <algorithm>
#include <map>

namespace legajo::fill {
namespace {

using base::Problem;
using base::Problems;

Problem problem(const char* code, base::Place place = {}) { return Problem{base::Severity::error, code, "fill", std::move(place), {}}; }

// Answers the tags of one template from the facts of one letter; notes what is empty or unsafe, each name once.
class LetterValues : public TagValues {
public:
    LetterValues(const PreparedTemplate& prepared, const Facts& facts) : prepared_(prepared), facts_(facts) {}

    std::string text(int tag) override {
        const ResolvedTag& resolved = resolved_at(tag);
        const std::string raw = raw_text(resolved);
        const std::optional<std::string> clean = printable(raw);
        if (!clean) {
            report("fill.text_unsafe", tag);
            return "";
        }
        if (clean->empty() && !resolved.may_be_empty) report("fill.name_empty", tag);
        return *clean;
    }

    bool truth(int tag) override {
        const ResolvedTag& resolved = resolved_at(tag);
        if (resolved.column >= 0) {
            const RowValue& cell = cell_of(resolved);
            return column_of(resolved).kind == model::NameKind::condition ? cell.truth : !base::trimmed(cell.text).empty();
        }
        if (resolved.name->kind == model::NameKind::condition) return truth_of(*resolved.name);
        return !base::trimmed(value_of(*resolved.name)).empty();
    }

    bool is_list(int tag) override { return resolved_at(tag).column < 0 && resolved_at(tag).name->kind == model::NameKind::list; }
    std::size_t row_count(int tag) override { return rows_of(*resolved_at(tag).name).size(); }
    void enter_row(int tag, std::size_t row) override { current_row_[resolved_at(tag).name] = row; }
    void leave_row(int) override {}

    [[nodiscard]] Problems& problems() { return problems_; }

private:
    const ResolvedTag& resolved_at(int tag) const { return prepared_.tags[static_cast<std::size_t>(tag)]; }
    static const Name& column_of(const ResolvedTag& resolved) { return resolved.name->children[static_cast<std::size_t>(resolved.column)]; }

    const RowValue& cell_of(const ResolvedTag& resolved) {
        const std::vector<Row>& rows = rows_of(*resolved.name);
        const Row& row = rows[current_row_[resolved.name]];
        base::check(row.size() == resolved.name->children.size(), "a row has as many values as its list has columns");
        return row[static_cast<std::size_t>(resolved.column)];
    }

    std::string raw_text(const ResolvedTag& resolved) { return resolved.column >= 0 ? cell_of(resolved).text : value_of(*resolved.name); }

    const std::string& value_of(const Name& name) {
        const auto [at, is_new] = texts_.try_emplace(&name);
        if (is_new) at->second = name.text(facts_);
        return at->second;
    }

    // A condition may look at every invoice and be asked on every row.
    bool truth_of(const Name& name) {
        const auto [at, is_new] = truths_.try_emplace(&name, false);
        if (is_new) at->second = name.truth(facts_);
        return at->second;
    }

    const std::vector<Row>& rows_of(const Name& name) {
        const auto [at, is_new] = rows_.try_emplace(&name);
        if (is_new) at->second = name.rows(facts_);
        return at->second;
    }

    void report(const char* code, int tag) {
        const Tag& where = prepared_.scanned.tags[static_cast<std::size_t>(tag)];
        Problem found = problem(code, where.place).with("nombre", where.name);
        if (std::find(problems_.begin(), problems_.end(), found) == problems_.end()) problems_.push_back(std::move(found));
    }

    const PreparedTemplate& prepared_;
    const Facts& facts_;
    std::map<const Name*, std::string> texts_;
    std::map<const Name*, bool> truths_;
    std::map<const Name*, std::vector<Row>> rows_;
    std::map<const Name*, std::size_t> current_row_;
    Problems problems_;
};

std::vector<std::string> qr_for(const Facts& facts, const std::string& amount_name) {
    if (amount_name != "principal" && amount_name != "total") return {};
    const base::Money amount = amount_name == "total" ? facts.payable : facts.totals.principal;
    if (!may_have_qr(facts, amount)) return {};
    const model::BankAccount& account = facts.debt.creditor.accounts.front();
    const std::string& holder = account.holder.empty() ? facts.debt.creditor.name : account.holder;
    return qr_modules(sepa_payload(holder, account.iban, account.bic, amount, facts.debt.reference));
}

// Blank lines folded to one, none at the ends.
std::string tidied(const std::string& text) {
    std::string out;
    int line_ends = 2;
    for (const char c : text) {
        if (c == '\n') {
            while (!out.empty() && out.back() == ' ') out.pop_back();
            if (++line_ends > 2) continue;
        } else if (c == ' ' && line_ends > 0) {
            continue; // indentation of the template
        } else {
            line_ends = 0;
        }
        out += c;
    }
    while (!out.empty() && (out.back() == '\n' || out.back() == ' ')) out.pop_back();
    return out;
}

} // namespace

struct Filler::State {
    std::shared_ptr<const PreparedTemplates> templates;
    Formatter say;
    std::map<const PreparedTemplate*, ParsedTemplate> parsed; // bounded by the templates of the pack
    LintMemory lint;

    explicit State(std::shared_ptr<const PreparedTemplates> prepared) : templates(std::move(prepared)), say(templates->contents().language) {}

    ParsedTemplate& engine_for(const PreparedTemplate& prepared, Escaping escaping) {
        const auto found = parsed.find(&prepared);
        if (found != parsed.end()) return found->second;
        return parsed.emplace(&prepared, ParsedTemplate(prepared.scanned, escaping)).first->second;
    }

    const PreparedLetter* letter(const std::string& id) const {
        const auto found = templates->contents().letters.find(id);
        return found == templates->contents().letters.end() ? nullptr : &found->second;
    }

    std::string word(std::string_view key, const char* otherwise) const {
        const auto found = templates->contents().words.find(key);
        return found == templates->contents().words.end() ? otherwise : found->second;
    }
};

Filler::Filler(std::shared_ptr<const PreparedTemplates> templates) : state_(std::make_unique<State>(std::move(templates))) {}
Filler::~Filler() = default;
Filler::Filler(Filler&&) noexcept = default;

base::Result<model::Document> Filler::fill_letter(const model::Case& debt, const model::Assessment& assessment, const model::Decision& decision, const FillOptions& options) {
    const PreparedLetter* letter = state_->letter(decision.letter);
    if (letter == nullptr) return problem("fill.letter_unknown").with("carta", decision.letter);
    if (letter->contract.valid_until && *letter->contract.valid_until < options.issued_at.local_date())
        return problem("fill.template_expired").with("carta", decision.letter).with("hasta", letter->contract.valid_until->iso());
    base::Result<Facts> facts = make_facts(debt, assessment, decision, options, state_->say, state_->templates->contents().words, !letter->contract.legal_basis.empty());
    if (!facts) return facts.problems();

    const PreparedTemplate* chosen = nullptr;
    std::vector<std::string> keys = variants_for(*facts);
    keys.emplace_back();
    for (const std::string& key : keys)
        if (const auto found = letter->variants.find(key); chosen == nullptr && found != letter->variants.end()) chosen = &found->second;
    if (chosen == nullptr) return problem("fill.variant_missing").with("carta", decision.letter).with("clase", keys.front());

    LetterValues values(*chosen, *facts);
    std::string rendered = state_->engine_for(*chosen, Escaping::xml).render(values);
    if (!values.problems().empty()) return std::move(values.problems());

    const auto qr = [&](const std::string& amount_name) { return qr_for(*facts, amount_name); };
    rendered = normalised(std::move(rendered));
    if (state_->templates->contents().language.starts_with("ca")) rendered = with_elisions(rendered);
    base::Result<model::Document> document = read_blocks({std::move(rendered), chosen->scanned.file, nullptr, qr});
    if (!document) return document.problems();
    fix_spaces(*document);
    document->language = state_->templates->contents().language;
    document->author = debt.creditor.name;
    document->reference = debt.reference;
    document->is_draft = options.is_draft;
    document->page_label_format = state_->word("pagina", "{n} / {m}");

    Problems found = state_->lint.lint(*document, letter->lint, facts->kind);
    for (Problem& one : found) one.place.file = chosen->scanned.file;
    if (base::has_errors(found)) return found;
    return {std::move(*document), std::move(found)};
}

base::Result<std::string> Filler::short_message(const model::Case& debt, const model::Assessment& assessment, const model::Decision& decision,
                                                const FillOptions& options) {
    const PreparedLetter* letter = state_->letter(decision.letter);
    if (letter == nullptr) return problem("fill.letter_unknown").with("carta", decision.letter);
    if (!letter->short_message) return problem("fill.short_missing").with("carta", decision.letter);
    base::Result<Facts> facts = make_facts(debt, assessment, decision, options, state_->say, state_->templates->contents().words, !letter->contract.legal_basis.empty());
    if (!facts) return facts.problems();
    LetterValues values(*letter->short_message, *facts);
    std::string rendered = state_->engine_for(*letter->short_message, Escaping::none).render(values);
    if (!values.problems().empty()) return std::move(values.problems());
    return tidied(normalised(std::move(rendered)));
}

} // namespace legajo::fill
