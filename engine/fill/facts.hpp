#pragma once
// What the names of the templates are computed from: the case and its assessment, narrowed to one letter (its invoices, its addressee, its law).

#include "fill/filler.hpp"
#include "fill/format.hpp"
#include "fill/pack_words.hpp"

#include <optional>
#include <vector>

namespace legajo::fill {

// Law that governs the letter's invoices. One letter speaks of one law only.
enum class LetterLaw { business, administration, civil, consumer, none };

struct ChargedInvoice {
    const model::Invoice* invoice = nullptr;
    const model::InvoiceAccount* account = nullptr;
};

struct EarlierLetter {
    std::string letter;
    base::Date date;
    bool to_this_addressee = false;
    bool covers_all = false; // every invoice of this letter; `covers_some`: one at least
    bool covers_some = false;
};

struct Facts {
    const model::Case& debt;
    const model::Assessment& assessment;
    const model::Decision& decision;
    const FillOptions& options;
    const Formatter& say;
    const PackWords& words;

    LetterLaw law = LetterLaw::none;
    model::PartyKind kind = model::PartyKind::unknown; // the debtor's, after the purpose decided (L-101)
    std::vector<ChargedInvoice> invoices;              // those of the letter, in the order of the account
    model::Totals totals;                              // of those invoices
    bool claims_interest = false, claims_compensation = false;
    base::Money claimed;                               // principal plus what is claimed beside it
    base::Money payable;                               // the same, or the guarantee's limit when that is less
    bool has_disputed_part = false;                    // then the principal leaves it out, and interest is reserved
    const model::Party* addressee = nullptr;
    const model::Obligor* obligor = nullptr;           // absent when the addressee is the debtor
    const model::Address* address = nullptr;           // absent when the case has none
    std::vector<EarlierLetter> earlier;                // sent before, oldest first; a script for the phone is no letter
};

// `speaks_of_law`: the letter states law, so its invoices must all be under one known law.
// Problems: fill.invoice_unknown, fill.addressee_unknown, fill.regime_unknown, fill.regimes_mixed, fill.totals_differ, fill.joint_debtor (a joint
// co-debtor owes its share alone, CC 1137: no letter claims the whole from it).
[[nodiscard]] base::Result<Facts> make_facts(const model::Case& debt, const model::Assessment& assessment, const model::Decision& decision,
                                             const FillOptions& options, const Formatter& say, const PackWords& words,
                                             bool speaks_of_law = true);

// Told to somebody who owes nothing: lawyer, agency, insurer, administration of the insolvency.
[[nodiscard]] bool goes_to_outsider(const Facts& facts);

// One of these ids is of the letter's invoices; none named = all.
[[nodiscard]] bool concerns(const Facts& facts, const std::vector<std::string>& invoice_ids);

// Keys of letter variants that fit, best first ("corporativo", "empresa").
[[nodiscard]] std::vector<std::string> variants_for(const Facts& facts);

} // namespace legajo::fill
