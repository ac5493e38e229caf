// Turns a case and the name of a letter into its picture. Entries: preview_letter, compare_packs.

#include "run/preview_run.hpp"

#include "assess/assess_case.hpp"
#include "choose/choose_letter.hpp"
#include "draw/draw_pages.hpp"
#include "run/explain_run.hpp"
#include "run/refusal.hpp"

namespace legajo::run {
namespace {

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
        const auto plan = assess::plan_for(explained->debt, explained->assessment, *explained->pack, *(*workshop.bench(pack))->rules, side.decision.invoices);
        auto document = filler.fill_letter(explained->debt, explained->assessment, side.decision,
                                           {.issued_at = request.issued_at, .history = &explained->history, .plan = plan ? &*plan : nullptr});
        side.problems.insert(side.problems.end(), document.problems().begin(), document.problems().end());
        if (document.ok()) side.document = std::move(*document);
    } catch (const std::exception& failure) {
        side.problems.push_back(problem_of(failure));
    }
    return side;
}

struct FilledPreview {
    model::Document document;
    std::string short_message; // empty: the letter has none
};

base::Result<FilledPreview> filled(Workshop& workshop, const PackBench& tools, const PreviewOf& wanted, const LetterRequest& request) {
    if (!tools.pack->letters.contains(wanted.letter)) return letter_unknown(wanted.pack, wanted.letter);
    if (wanted.case_file.empty()) return example_missing(wanted.pack, wanted.letter);
    LetterRequest asked = request;
    asked.pack = wanted.pack;
    const auto explained = explain_case(workshop, {wanted.case_file.string(), ""}, asked);
    if (!explained.ok()) return explained.problems();
    const ExplainedCase* now = &*explained;
    for (const ExplainedCase& part : explained->parts) // joint debtors are written to apart
        if (now == &*explained || part.debt.debtor.id == wanted.addressee) now = &part;
    const std::string addressee = now->debt.debtor.id == wanted.addressee ? "" : wanted.addressee;
    const auto decision = choose::suppose_letter(now->debt, now->history, now->assessment, *tools.pack, wanted.letter, addressee,
                                                 {.issue_date = request.issued_at.local_date()});
    fill::Filler filler(tools.templates);
    const auto plan = assess::plan_for(now->debt, now->assessment, *tools.pack, *tools.rules, decision.invoices);
    const fill::FillOptions options{.issued_at = request.issued_at, .is_draft = true, .history = &now->history, .plan = plan ? &*plan : nullptr};
    auto document = filler.fill_letter(now->debt, now->assessment, decision, options);
    if (!document.ok()) return std::move(document.problems());
    auto message = filler.short_message(now->debt, now->assessment, decision, options);
    return FilledPreview{std::move(*document), message.ok() ? std::move(*message) : ""};
}

} // namespace

base::Result<Preview> preview_letter(Workshop& workshop, const PreviewOf& wanted, const LetterRequest& request) {
    const auto bench = workshop.bench(wanted.pack);
    if (!bench.ok()) return bench.problems();
    const PackBench& tools = **bench;
    auto letter = filled(workshop, tools, wanted, request);
    if (!letter.ok()) return std::move(letter.problems());
    text::Shaper shaper(workshop.fonts());
    const auto pages = layout::lay_out(letter->document, tools.pack->style, shaper, tools.images);
    if (!pages.ok()) return pages.problems();
    const draw::DrawnPdf drawn = draw::draw_pages(*pages, shaper.fonts(), {.issued_at = request.issued_at, .id_seed = wanted.letter});
    return Preview{drawn.whole(), std::move(letter->document), static_cast<int>(pages->pages.size())};
}

base::Result<std::string> preview_text(Workshop& workshop, const PreviewOf& wanted, const LetterRequest& request) {
    const auto bench = workshop.bench(wanted.pack);
    if (!bench.ok()) return bench.problems();
    const auto letter = filled(workshop, **bench, wanted, request);
    if (!letter.ok()) return letter.problems();
    std::string text;
    for (const std::string& line : report::sentences(letter->document)) text += line + "\n";
    if (!letter->short_message.empty()) text += "-----\n" + letter->short_message + "\n";
    return text;
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
