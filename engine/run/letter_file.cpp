#include "run/letter_file.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "model/names.hpp"
#include "model/totals.hpp"

#include <algorithm>
#include <tuple>

namespace legajo::run {
namespace {

using NameAndTaxId = std::pair<std::string, std::string>;

NameAndTaxId addressee_of(const model::Case& debt, const std::string& id) {
    if (id.empty()) return {debt.debtor.name, debt.debtor.tax_id};
    const auto obligor = std::ranges::find_if(debt.obligors, [&](const model::Obligor& other) { return other.party.id == id; });
    if (obligor != debt.obligors.end()) return {obligor->party.name, obligor->party.tax_id};
    if (id == "abogado" && debt.lawyer) return {debt.lawyer->name, debt.lawyer->tax_id};
    if (id == "agencia" && debt.agency) return {debt.agency->name, debt.agency->tax_id};
    if (id == "aseguradora" && debt.creditor.insurance) return {debt.creditor.insurance->insurer, ""};
    for (const model::Hold& hold : debt.holds)
        if (id == "administracion-concursal" && hold.administrator) return {hold.administrator->name, hold.administrator->nif};
    return {};
}

} // namespace

std::string letter_file_name(const model::Case& debt, const model::Decision& decision, const LetterRequest& request, const model::History& history) {
    const std::string hash = base::sha256_hex(debt.reference);
    std::string name = base::file_name_safe(debt.reference, 80);
    // Two references may differ only in what a safe name drops.
    if (name != debt.reference) name += "-" + hash.substr(0, 6);
    // Two letters of one level on one day differ in what they are, whom they address or what they answer; the name tells none of it.
    std::string identity = decision.letter + "|" + decision.addressee + "|" + decision.occasion;
    for (const std::string& invoice : decision.invoices) identity += "|" + invoice;
    name += "_" + request.control_date.iso() + "_" + std::to_string(decision.level) + base::sha256_hex(identity).substr(0, 5);
    const std::string path = "cartas/" + hash.substr(0, 2) + "/" + name;
    std::string free = path + ".pdf";
    const auto is_taken = [&] { return std::ranges::any_of(history.letters, [&](const model::LetterRecord& letter) { return letter.pdf_file == free; }); };
    for (int count = 2; is_taken(); ++count) free = path + "-" + std::to_string(count) + ".pdf";
    return free;
}

std::string pdf_id_seed(const model::Case& debt, const model::Decision& decision, base::Date control_date) {
    return debt.sha256 + decision.letter + decision.addressee + control_date.iso();
}

std::string pack_version_of(const model::Pack& pack) { return pack.id + " " + pack.version + " " + pack.content_hash.substr(0, 12); }

record::LetterEntry register_entry(const model::Case& debt, const model::Assessment& assessment, const model::Decision& decision,
                                   const model::Pack& pack, const LetterRequest& request, model::LetterState state) {
    record::LetterEntry entry;
    entry.debtor_tax_id = debt.debtor.tax_id;
    std::tie(entry.addressee_name, entry.addressee_tax_id) = addressee_of(debt, decision.addressee);
    entry.again = request.again || decision.is_repeat;
    model::LetterRecord& letter = entry.letter;
    letter.case_reference = debt.reference;
    letter.letter = decision.letter;
    letter.rule = decision.reasons.empty() ? "" : decision.reasons.front().rule;
    letter.level = decision.level;
    letter.addressee = decision.addressee;
    letter.address = decision.address;
    letter.occasion = decision.occasion;
    letter.state = state;
    letter.channel = decision.channel;
    letter.control_date = request.control_date;
    if (state == model::LetterState::issued) {
        letter.issued_on = request.issued_at.local_date();
        entry.issued_at = request.issued_at;
        if (!request.is_unsigned) entry.signature_level = request.level;
    }
    letter.deadline = decision.deadline;
    letter.invoices = decision.invoices;
    // Only the invoices the letter takes; the first notice and the reminder ask for the invoices alone.
    const model::Totals sums = model::totals_for(assessment, decision.invoices);
    const auto obligor = std::ranges::find_if(debt.obligors, [&](const model::Obligor& other) { return other.party.id == decision.addressee; });
    const bool spares_compensation = obligor != debt.obligors.end() && obligor->party.kind == model::PartyKind::consumer &&
                                     debt.debtor.kind != model::PartyKind::consumer && assessment.account.compensation_mode == model::ClaimMode::claim; // L-134
    letter.claimed = decision.level == 1 || decision.level == 2 ? sums.principal : spares_compensation ? sums.total - sums.compensation : sums.total;
    letter.pack_version = pack_version_of(pack);
    letter.case_sha256 = debt.sha256;
    return entry;
}

void describe_case(const model::Case& debt, const LetterRequest&, CaseRun& run) {
    run.result.reference = debt.reference;
    run.result.debtor_kind = std::string(model::name_of(debt.debtor.kind));
}

void address_share(const model::Case& debt, std::vector<model::Decision>& decisions) {
    if (!debt.share) return;
    for (model::Decision& decision : decisions)
        if (decision.addressee.empty()) decision.addressee = debt.share->party;
}

void add_amounts(const model::Totals& totals, CaseRun& run) {
    const report::Amounts more = report::amounts_of(totals);
    if (!run.result.amounts) {
        run.result.amounts = more;
        return;
    }
    report::Amounts& sum = *run.result.amounts;
    const auto add = [](auto& to, const auto& other) { if (to && other) *to += *other; else to.reset(); };
    sum.principal += more.principal;
    sum.compensation += more.compensation;
    sum.total += more.total;
    add(sum.interest, more.interest);
    add(sum.per_day, more.per_day);
}

void describe_decision(const model::Decision& decision, CaseRun& run) {
    report::CaseResult& result = run.result;
    // Of several joint debtors the first letter is told, else the first that waits for a yes, else what was decided first.
    const auto weight = [](report::CaseState state) { return state == report::CaseState::letter ? 2 : state == report::CaseState::awaiting_approval ? 1 : 0; };
    if (run.is_described && weight(report::state_of(decision.outcome)) <= weight(result.state)) return;
    run.is_described = true;
    result.state = report::state_of(decision.outcome);
    result.letter = decision.letter;
    result.level = decision.level;
    result.channel = decision.letter.empty() ? "" : std::string(model::name_of(decision.channel));
    result.deadline = decision.deadline;
    result.next_date = decision.next_date;
    if (decision.reasons.empty()) return;
    result.reason = decision.reasons.front().rule;
    if (decision.outcome != model::Outcome::held) return;
    // What holds a case has a reason with a sentence of its own, besides its rule.
    const auto obstacle = std::ranges::find(decision.rejected, result.reason, &model::Rejected::rule);
    if (obstacle != decision.rejected.end()) result.reason = obstacle->reason;
}

void describe_letter(const MadeLetter& letter, const LetterRequest& request, CaseRun& run) {
    report::CaseResult& result = run.result;
    result.pages += letter.pages;
    if (!run.letters.empty()) {
        result.copies.push_back(letter.file_name);
        for (const Companion& companion : letter.companions) (companion.file_name.ends_with(".pdf") ? result.copies : result.copies_mail).push_back(companion.file_name);
        return;
    }
    for (const Companion& companion : letter.companions) {
        const std::string_view name = companion.file_name;
        (name.ends_with(".eml") ? result.eml : name.ends_with(".pdf") ? result.creditor_copy : result.message) = name;
    }
    result.pdf = letter.file_name;
    result.sha256 = letter.entry.letter.pdf_sha256;
    result.is_signed = !request.is_unsigned;
    if (result.is_signed) result.signature_level = request.level;
}

void describe_earlier_letter(const model::LetterRecord& letter, CaseRun& run) {
    report::CaseResult& result = run.result;
    result.state = report::CaseState::letter;
    result.is_from_earlier_run = true;
    result.letter = letter.letter;
    result.level = letter.level;
    result.channel = std::string(model::name_of(letter.channel));
    result.deadline = letter.deadline;
    result.pdf = letter.pdf_file;
    result.sha256 = letter.pdf_sha256;
    result.reason = letter.rule;
    result.register_number = letter.number;
}

} // namespace legajo::run
