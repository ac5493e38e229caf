#pragma once
// Case + assessment + decision + pack -> Document: the letter's final text in blocks, figures as data. Pure: no clock, no files, no locale calls.
//
// PreparedTemplates is made once per pack: it expands partials, numbers the tags, and checks every name and kind against the contract and the
// vocabulary (vocabulary.hpp). Immutable; share it between threads. Filler holds the parsed Mustache instances: one per thread.
//
// A letter that lacks a value, says what it must not (lint.hpp), or has text that is unsafe to print is refused whole, with all its problems at
// once, each at the template's file and line. "No word changes" after fill_letter.

#include "base/problem.hpp"
#include "model/assessment.hpp"
#include "model/decision.hpp"
#include "model/document.hpp"
#include "model/history.hpp"
#include "model/pack.hpp"

#include <memory>
#include <string>

namespace legajo::fill {

struct FillOptions {
    base::Instant issued_at;                   // the letter's date
    bool is_draft = false;                     // draft mark on each page
    const model::History* history = nullptr;   // earlier letters; absent: those of the case file only
    const model::PaymentPlan* plan = nullptr;  // the offer for this letter's invoices (assess::plan_for); absent: the assessment's, for all that is due
};

class PreparedTemplates {
public:
    // All problems of all templates at once (codes fill.*). `pack` is not kept.
    static base::Result<std::shared_ptr<const PreparedTemplates>> prepare(const model::Pack& pack);

    struct Contents;
    [[nodiscard]] const Contents& contents() const { return *contents_; }
    explicit PreparedTemplates(std::unique_ptr<const Contents> contents);
    ~PreparedTemplates();

private:
    std::unique_ptr<const Contents> contents_;
};

class Filler {
public:
    explicit Filler(std::shared_ptr<const PreparedTemplates> templates);
    ~Filler();
    Filler(Filler&&) noexcept;

    // decision.letter names the letter; decision.invoices what it takes; decision.addressee to whom.
    // Problems: fill.letter_unknown, fill.variant_missing, fill.template_expired, fill.invoice_unknown, fill.addressee_unknown, fill.regime_unknown,
    // fill.regimes_mixed, fill.totals_differ, fill.name_empty, fill.text_unsafe, fill.block_*, lint.*
    [[nodiscard]] base::Result<model::Document> fill_letter(const model::Case& debt, const model::Assessment& assessment, const model::Decision& decision,
                                                            const FillOptions& options);

    // A few lines of plain text for e-mail, SMS or messaging (short.mustache). fill.short_missing when the letter has none.
    [[nodiscard]] base::Result<std::string> short_message(const model::Case& debt, const model::Assessment& assessment, const model::Decision& decision,
                                                          const FillOptions& options);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace legajo::fill
