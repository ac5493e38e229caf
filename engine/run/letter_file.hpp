#pragma once
// What a run writes down about a letter: its file name, its row in the register, its place in the result.

#include "model/pack.hpp"
#include "run/letter_run.hpp"

namespace legajo::run {

// "cartas/4f/exp-2026-0417_2026-11-20_3a91c0.pdf": sharded by the reference's hash, and telling nobody that there is a debt.
// A letter issued again gets a name of its own (…-2.pdf): what was sent is never overwritten.
[[nodiscard]] std::string letter_file_name(const model::Case& debt, const model::Decision& decision, const LetterRequest& request, const model::History& history);
// Names the document in its /ID.
[[nodiscard]] std::string pdf_id_seed(const model::Case& debt, const model::Decision& decision, base::Date control_date);

// As the register keeps it: id, version, start of the content hash.
[[nodiscard]] std::string pack_version_of(const model::Pack& pack);

[[nodiscard]] record::LetterEntry register_entry(const model::Case& debt, const model::Assessment& assessment, const model::Decision& decision,
                                                 const model::Pack& pack, const LetterRequest& request, model::LetterState state);

void describe_case(const model::Case& debt, const LetterRequest& request, CaseRun& run);
// In a joint debtor's part its debtor is addressed by its id in the whole case.
void address_share(const model::Case& debt, std::vector<model::Decision>& decisions);
void add_amounts(const model::Totals& totals, CaseRun& run);
void describe_decision(const model::Decision& decision, CaseRun& run);
void describe_letter(const MadeLetter& letter, const LetterRequest& request, CaseRun& run);
void describe_earlier_letter(const model::LetterRecord& letter, CaseRun& run);

} // namespace legajo::run
