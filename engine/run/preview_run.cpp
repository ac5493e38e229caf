// Turns a case and the name of a letter into its picture. Entries: preview_letter, compare_packs.

#include "run/preview_run.hpp"

#include "assess/assess_case.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "draw/draw_pages.hpp"
#include "law/rule_set.hpp"
#include "law/working_days.hpp"
#include "run/explain_run.hpp"
#include "run/refusal.hpp"

namespace legajo::run {
namespace {

// Letters of which the debtor is never the addressee go, in a preview, to the first who could be.
std::string usual_addressee(const model::Case& debt, const std::string& letter) {
    using Role = model::Obligor::Role;
    if (letter == "comunicacion-credito-concurso") return "administracion-concursal";
    if (letter == "aviso-aseguradora") return "aseguradora";
    if (letter == "encargo") return "abogado";
    if (letter != "consentimiento-fiador" && letter != "herederos") return "";
    const Role role = letter == "herederos" ? Role::heir : Role::guarantor;
    for (const model::Obligor& obligor : debt.obligors)
        if (obligor.role == role) return obligor.party.id;
    return "";
}

// What a person who asks for this letter by name would get, were nothing in the way.
model::Decision decision_for(const ExplainedCase& now, const std::string& letter) {
    if (now.decision.letter == letter && now.decision.outcome == model::Outcome::letter) return now.decision;
    model::Decision decision = now.decision;
    const model::LetterContract& contract = now.pack->letters.at(letter).contract;
    decision.outcome = model::Outcome::letter;
    decision.letter = letter;
    decision.level = contract.level;
    decision.channel = contract.channel;
    decision.addressee = usual_addressee(now.debt, letter);
    decision.deadline_days = contract.deadline_days;
    if (decision.deadline_days) { // as the choice does: never on a day when nobody works
        decision.deadline = now.assessment.control_date.plus_days(*decision.deadline_days + 5);
        const auto& addresses = now.debt.debtor.addresses;
        if (const law::RuleSet* rules = law::rule_set(now.pack->jurisdiction))
            decision.deadline = law::WorkingCalendar(now.pack->tables, rules->holiday_key(),
                                                     addresses.empty() ? "" : rules->regional_holiday_key(addresses.front().postal_code))
                                    .next_working_day(*decision.deadline);
        if (const auto& offer = now.debt.offer; letter == "propuesta" && offer && offer->valid_until) decision.deadline = std::min(*decision.deadline, *offer->valid_until);
    }
    decision.invoices.clear();
    for (const model::InvoiceAccount& account : now.assessment.account.invoices)
        if (account.outstanding.is_positive()) decision.invoices.push_back(account.invoice);
    return decision;
}

base::Problem letter_unknown(const std::string& pack, const std::string& letter) {
    base::Problem problem{.code = "fill.letter_unknown", .stage = "run"};
    return problem.with("letter", letter).with("carta", letter).with("pack", pack);
}

base::Problem example_missing(const std::string& pack, const std::string& letter) {
    base::Problem problem{.code = "fill.example_missing", .stage = "run"};
    return problem.with("carta", letter).with("pack", pack);
}

report::Side side_of(Workshop& workshop, const std::filesystem::path& file, LetterRequest request, const std::string& pack) {
    report::Side side;
    request.pack = pack;
    try {
        const auto explained = explain_case(workshop, {file.string(), ""}, request);
        side.problems = explained.problems();
        if (!explained.ok()) return side;
        side.decision = explained->decision;
        if (side.decision.letter.empty()) return side;
        fill::Filler filler((*workshop.bench(pack))->templates);
        auto document = filler.fill_letter(explained->debt, explained->assessment, side.decision, {.issued_at = request.issued_at, .history = &explained->history});
        side.problems.insert(side.problems.end(), document.problems().begin(), document.problems().end());
        if (document.ok()) side.document = std::move(*document);
    } catch (const std::exception& failure) {
        side.problems.push_back(problem_of(failure));
    }
    return side;
}

} // namespace

base::Result<Preview> preview_letter(Workshop& workshop, const std::string& pack_id, const std::string& letter, const std::filesystem::path& case_file,
                                     const LetterRequest& request) {
    const auto bench = workshop.bench(pack_id);
    if (!bench.ok()) return bench.problems();
    const PackBench& tools = **bench;
    if (!tools.pack->letters.contains(letter)) return letter_unknown(pack_id, letter);
    if (case_file.empty()) return example_missing(pack_id, letter);
    LetterRequest asked = request;
    asked.pack = pack_id;
    const auto now = explain_case(workshop, {case_file.string(), ""}, asked);
    if (!now.ok()) return now.problems();
    fill::Filler filler(tools.templates);
    auto document = filler.fill_letter(now->debt, now->assessment, decision_for(*now, letter),
                                       {.issued_at = request.issued_at, .is_draft = true, .history = &now->history});
    if (!document.ok()) return std::move(document.problems());
    text::Shaper shaper(workshop.fonts());
    const auto pages = layout::lay_out(*document, tools.pack->style, shaper, tools.images);
    if (!pages.ok()) return pages.problems();
    const draw::DrawnPdf drawn = draw::draw_pages(*pages, shaper.fonts(), {.issued_at = request.issued_at, .id_seed = letter});
    return Preview{drawn.whole(), std::move(*document), static_cast<int>(pages->pages.size())};
}

std::vector<report::CaseChange> compare_packs(Workshop& workshop, const std::string& before, const std::string& after,
                                              const std::vector<std::filesystem::path>& cases, const LetterRequest& request,
                                              const std::function<void(std::size_t done)>& on_progress) {
    std::vector<report::CaseChange> changes;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        report::ComparedCase compared{.file = cases[i].string()};
        compared.before = side_of(workshop, cases[i], request, before);
        compared.after = side_of(workshop, cases[i], request, after);
        if (auto change = report::compare(compared)) changes.push_back(std::move(*change));
        on_progress(i + 1);
    }
    return changes;
}

} // namespace legajo::run
