// Turns case files into their letters. The file to read first: ten steps, in the order of the house. A few cases take each step together,
// so that the processor still has its code at hand for the second.
// Entry: run_cases.

#include "run/letter_run.hpp"

#include "assess/assess_case.hpp"
#include "assess/shares.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "choose/choose_letter.hpp"
#include "draw/draw_pages.hpp"
#include "layout/lay_out.hpp"
#include "model/names.hpp"
#include "read/read_case.hpp"
#include "record/recall_history.hpp"
#include "report/figures.hpp"
#include "run/case_dossier.hpp"
#include "run/companions.hpp"
#include "run/letter_file.hpp"
#include "run/refusal.hpp"
#include "run/refused.hpp"

#include <algorithm>
#include <deque>
#include <utility>

namespace legajo::run {
namespace {

struct Part { // the case, or the part of one joint debtor: distinct debts (CC 1138), each goes the way of an ordinary case
    const model::Case* debt = nullptr;
    const model::History* history = nullptr;
    model::Assessment assessment;
    std::vector<model::Decision> decisions;
};

struct LetterInMaking { // what a step is done with is let go
    const Part* part = nullptr;
    const model::Decision* decision = nullptr;
    model::Document document;
    model::Pages pages;
    draw::DrawnPdf drawn;
    MadeLetter made;
};

class Way {
public:
    Way(Worker& worker, const LetterRequest& request, CaseInput input) : worker_(worker), request_(request), input_(std::move(input)) {
        run.result.file = input_.name;
        run.result.control_date = request_.control_date;
    }

    // One step, unless the way has ended. Whatever it throws ends this case and no other.
    void take(void (Way::*step)());

    void read();
    void recall();
    void assess();
    void choose();
    void fill();
    void lay_out();
    void draw();
    void sign();
    void accompany();
    void add_dossier();
    void stage();

    CaseRun run;

private:
    [[nodiscard]] draw::DrawnPdf drawn(const model::Pages& pages, const model::Decision& decision, std::string_view copy = {});
    [[nodiscard]] Companion creditor_copy(const LetterInMaking& letter);
    void tell_again();
    [[nodiscard]] bool is_made_already();
    [[nodiscard]] bool is_of_this_run(const model::LetterRecord& letter) const {
        return letter.number > 0 && letter.control_date == request_.control_date && letter.case_sha256 == whole_.sha256;
    }
    void note_dossier(const model::Decision& decision) {
        run.wants_dossier |= decision.wants_dossier && (decision.outcome == model::Outcome::letter || decision.outcome == model::Outcome::hand_over);
    }
    [[nodiscard]] fill::FillOptions fill_options(const Part& part) const { return {.issued_at = request_.issued_at, .is_draft = request_.is_unsigned, .history = part.history}; }

    Worker& worker_;
    const LetterRequest& request_;
    CaseInput input_;
    bool has_ended_ = false;
    model::Case whole_; // names, hashes and the register are those of the whole case
    model::History history_;
    const PackBench* bench_ = nullptr;
    std::vector<assess::Share> shares_;
    std::vector<Part> parts_;
    std::vector<LetterInMaking> letters_;
};

void Way::take(void (Way::*step)()) {
    if (has_ended_) return;
    try {
        (this->*step)();
        return;
    } catch (Refused& refused) {
        refuse(run, std::move(refused.problems));
    } catch (const std::exception& failure) {
        refuse(run, {problem_of(failure)});
    }
    has_ended_ = true;
    letters_.clear();
}

void Way::read() {
    const auto usual = worker_.workshop.bench(worker_.workshop.pack_id_for({}, request_.pack));
    read::ReadOptions options;
    options.file = input_.name;
    options.case_folder = input_.folder;
    options.as_of = request_.control_date;
    options.data_max_age_days = usual ? (*usual)->pack->policy.data_max_age_days : 0;
    whole_ = taken(read::read_case(std::move(input_.bytes), options), run.result.problems);
    describe_case(whole_, request_, run);
    bench_ = taken(worker_.workshop.bench(worker_.workshop.pack_id_for(whole_, request_.pack)), run.result.problems);
}

void Way::recall() {
    history_ = taken(record::recall_history(whole_, worker_.store(), request_.control_date), run.result.problems);
    if (!request_.is_resumed || !is_made_already()) return;
    tell_again();
    add_dossier();
    has_ended_ = true;
}

void Way::assess() {
    shares_ = assess::split_shares(whole_, history_);
    if (shares_.empty()) parts_.push_back({.debt = &whole_, .history = &history_, .assessment = {}, .decisions = {}});
    for (const assess::Share& share : shares_) parts_.push_back({.debt = &share.debt, .history = &share.history, .assessment = {}, .decisions = {}});
    for (Part& part : parts_) {
        part.assessment = taken(assess::assess_case(*part.debt, *part.history, *bench_->pack, *bench_->rules, {.control_date = request_.control_date}), run.result.problems);
        add_amounts(part.assessment.account.totals, run);
    }
    // No amount changes from here on.
}

void Way::choose() {
    for (Part& part : parts_) {
        part.decisions = choose::choose_letters(*part.debt, *part.history, part.assessment, *bench_->pack,
                                                {.forced_type = request_.letter, .again = request_.again, .issue_date = request_.issued_at.local_date()});
        base::check(!part.decisions.empty(), "a choice is always made");
        address_share(*part.debt, part.decisions);
        describe_decision(part.decisions.front(), run);
        for (const model::Decision& decision : part.decisions) {
            note_dossier(decision);
            if (decision.outcome == model::Outcome::letter) letters_.emplace_back().part = &part, letters_.back().decision = &decision;
            if (decision.outcome == model::Outcome::awaiting_approval)
                run.proposals.push_back(register_entry(whole_, part.assessment, decision, *bench_->pack, request_, model::LetterState::proposed));
        }
    }
}

void Way::fill() {
    for (LetterInMaking& letter : letters_) {
        const Part& part = *letter.part;
        const auto plan = assess::plan_for(*part.debt, part.assessment, *bench_->pack, *bench_->rules, letter.decision->invoices);
        fill::FillOptions options = fill_options(part);
        options.plan = plan ? &*plan : nullptr;
        letter.document = taken(worker_.filler(*bench_).fill_letter(*part.debt, part.assessment, *letter.decision, options), run.result.problems);
    }
    // No word changes from here on.
}

void Way::lay_out() {
    for (LetterInMaking& letter : letters_) {
        letter.pages = taken(layout::lay_out(letter.document, bench_->pack->style, worker_.shaper(), bench_->images, &worker_.layout_memory()), run.result.problems);
        letter.document = {};
    }
    // Nothing moves on the page from here on.
}

void Way::draw() {
    for (LetterInMaking& letter : letters_) {
        letter.drawn = drawn(letter.pages, *letter.decision);
        letter.made.pages = static_cast<int>(letter.pages.pages.size());
        if (!request_.writes_creditor_copy) letter.pages = {};
    }
}

void Way::sign() {
    for (LetterInMaking& letter : letters_) {
        auto [bytes, sha256] = taken(sign_letter(worker_, std::exchange(letter.drawn, {}), request_), run.result.problems);
        letter.made.pdf = std::move(bytes);
        letter.made.file_name = letter_file_name(whole_, *letter.decision, request_, *letter.part->history);
        letter.made.entry = register_entry(whole_, letter.part->assessment, *letter.decision, *bench_->pack, request_, model::LetterState::issued);
        letter.made.entry.letter.pdf_file = letter.made.file_name;
        letter.made.entry.letter.pdf_sha256 = std::move(sha256);
    }
    // No byte changes from here on.
}

// The ready mail or the short message, the creditor's copy.
void Way::accompany() {
    for (LetterInMaking& letter : letters_) {
        const Part& part = *letter.part;
        if (request_.writes_mail)
            letter.made.companions = taken(companions_of(worker_, *bench_, *part.debt, part.assessment, *letter.decision, fill_options(part), letter.made), run.result.problems);
        if (request_.writes_creditor_copy) letter.made.companions.push_back(creditor_copy(letter));
        describe_letter(letter.made, request_, run);
        run.letters.push_back(std::move(letter.made));
    }
}

// A case comes whole: where the policy wants a dossier and it cannot be made, its letter does not go out either.
void Way::add_dossier() {
    if (!request_.makes_dossiers || !run.wants_dossier || request_.dry_run) return;
    model::History before = history_;
    std::erase_if(before.letters, [&](const model::LetterRecord& letter) { return is_of_this_run(letter); });
    const base::Problems problems = add_case_dossier(worker_, *bench_, whole_, before, input_.folder, request_, run);
    if (base::has_errors(problems)) throw Refused{problems};
    run.result.problems.insert(run.result.problems.end(), problems.begin(), problems.end());
}

void Way::stage() {
    for (MadeLetter& letter : run.letters) {
        if (worker_.files != nullptr) stage_files(*worker_.files, request_.output, letter);
        letter.pdf = {};
    }
}

// The same pages with the letter's figures as data. Another document than the letter: it has an identity of its own.
Companion Way::creditor_copy(const LetterInMaking& letter) {
    const model::Pack& pack = *bench_->pack;
    model::Pages pages = letter.pages;
    const auto described = pack.words.find("cifras");
    pages.attachments.push_back({"cifras.json", "application/json", described == pack.words.end() ? "" : described->second, "Data",
                                 report::figures_json(whole_, letter.part->assessment, *letter.decision), {}});
    constexpr std::string_view ending = ".pdf";
    auto copy = taken(sign_letter(worker_, drawn(pages, *letter.decision, "copia-acreedor"), request_), run.result.problems);
    return {letter.made.file_name.substr(0, letter.made.file_name.size() - ending.size()) + "-acreedor.pdf", std::move(copy.bytes)};
}

draw::DrawnPdf Way::drawn(const model::Pages& pages, const model::Decision& decision, std::string_view copy) {
    return draw_letter(worker_, pages, request_, pdf_id_seed(whole_, decision, request_.control_date).append(copy));
}

// The account, the next date and the copies, as the run that made the letters told them: a summary after --resume counts the same money.
void Way::tell_again() {
    model::History history = history_;
    const auto is_of_that_run = [&](const model::LetterRecord& letter) { return is_of_this_run(letter); };
    for (const model::LetterRecord& letter : history.letters)
        if (is_of_that_run(letter) && !letter.pdf_file.empty() && letter.pdf_file != run.result.pdf) run.result.copies.push_back(letter.pdf_file);
    if (const auto entry = worker_.store()->entry(run.result.register_number)) {
        run.result.signature_level = entry->signature_level;
        run.result.is_signed = !entry->signature_level.empty();
    }
    std::erase_if(history.letters, is_of_that_run);
    const auto tell = [&](const model::Case& part, const model::History& past) {
        const auto assessment = assess::assess_case(part, past, *bench_->pack, *bench_->rules, {.control_date = request_.control_date});
        if (!assessment.ok()) return;
        add_amounts(assessment->account.totals, run);
        const auto decisions = choose::choose_letters(part, past, *assessment, *bench_->pack,
                                                      {.forced_type = request_.letter, .again = request_.again, .issue_date = request_.issued_at.local_date()});
        for (const model::Decision& decision : decisions) note_dossier(decision);
        if (!decisions.empty() && decisions.front().outcome == model::Outcome::letter && decisions.front().letter == run.result.letter)
            describe_decision(decisions.front(), run);
    };
    const std::vector<assess::Share> shares = assess::split_shares(whole_, history);
    if (shares.empty()) tell(whole_, history);
    for (const assess::Share& share : shares) tell(share.debt, share.history);
}

bool Way::is_made_already() {
    const auto made = std::ranges::find_if(history_.letters, [&](const model::LetterRecord& letter) {
        return is_of_this_run(letter) && letter.state != model::LetterState::annulled && letter.state != model::LetterState::proposed;
    });
    if (made == history_.letters.end()) return false;
    describe_earlier_letter(*made, run);
    return true;
}

} // namespace

void stage_files(const base::FileSink& sink, const std::filesystem::path& output, MadeLetter& letter) {
    letter.files.push_back(sink.stage(output / letter.file_name, std::exchange(letter.pdf, {}).pieces()));
    for (Companion& companion : letter.companions) letter.files.push_back(sink.stage(output / companion.file_name, std::exchange(companion.bytes, {}).pieces()));
}

std::vector<CaseRun> run_cases(Worker& worker, std::vector<CaseInput> inputs, const LetterRequest& request) {
    std::deque<Way> ways; // addresses stay
    for (CaseInput& input : inputs) ways.emplace_back(worker, request, std::move(input));
    const auto all = [&](void (Way::*step)(), Stage stage) {
        worker.clock.start();
        for (Way& way : ways) way.take(step);
        worker.clock.lap(stage);
    };
    all(&Way::read, Stage::read);
    all(&Way::recall, Stage::recall);
    all(&Way::assess, Stage::assess);
    all(&Way::choose, Stage::choose);
    all(&Way::fill, Stage::fill);
    all(&Way::lay_out, Stage::layout);
    all(&Way::draw, Stage::draw);
    all(&Way::sign, Stage::sign);
    all(&Way::accompany, Stage::sign);
    all(&Way::add_dossier, Stage::write);
    all(&Way::stage, Stage::write);
    std::vector<CaseRun> runs;
    for (Way& way : ways) {
        finish_outcome(way.run);
        runs.push_back(std::move(way.run));
    }
    return runs;
}

} // namespace legajo::run
