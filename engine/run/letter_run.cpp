// Turns one case file into its letters. The file to read first: ten calls, in the order of the house.
// Entry: run_case.

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
#include "run/companions.hpp"
#include "run/letter_file.hpp"
#include "run/refusal.hpp"

#include <algorithm>

namespace legajo::run {
namespace {

// Thrown inside this file only: problems that end this case.
struct Refused {
    base::Problems problems;
};

// The value, its remarks kept; or the end of this case.
template <typename T>
T taken(base::Result<T> result, base::Problems& remarks) {
    if (!result.ok()) throw Refused{std::move(result.problems())};
    remarks.insert(remarks.end(), result.problems().begin(), result.problems().end());
    return std::move(result).value();
}

struct WholeFile {
    std::string bytes, sha256;
};

struct Way {
    Worker& worker;
    const LetterRequest& request;
    CaseRun& run;

    void walk(CaseInput input);

private:
    [[nodiscard]] model::Case read(CaseInput input);
    void judge(const PackBench& bench, const model::Case& whole, const model::Case& debt, const model::History& history);
    void make_letter(const PackBench& bench, const model::Case& whole, const model::Case& debt, const model::History& history,
                     const model::Assessment& assessment, const model::Decision& decision);
    [[nodiscard]] WholeFile drawn_and_signed(const model::Pages& pages, const model::Case& debt, const model::Decision& decision, std::string_view copy = {});
    [[nodiscard]] Companion creditor_copy(model::Pages pages, const model::Pack& pack, const model::Case& whole, const model::Assessment& assessment, const model::Decision& decision, const std::string& letter_file);
    [[nodiscard]] std::vector<std::uint8_t> range_digest(const base::Sha256Stream& hash, std::string_view first, std::string_view second);
    void tell_again(const PackBench& bench, const model::Case& debt, model::History history);
    [[nodiscard]] bool is_made_already(const model::Case& debt, const model::History& history);
};

model::Case Way::read(CaseInput input) {
    const auto usual = worker.workshop.bench(worker.workshop.pack_id_for({}, request.pack));
    read::ReadOptions options;
    options.file = input.name;
    options.case_folder = input.folder;
    options.as_of = request.control_date;
    options.data_max_age_days = usual ? (*usual)->pack->policy.data_max_age_days : 0;
    return taken(read::read_case(std::move(input.bytes), options), run.result.problems);
}

void Way::walk(CaseInput input) {
    StageClock& clock = worker.clock;
    clock.start();
    const model::Case debt = read(std::move(input));
    clock.lap(Stage::read);
    describe_case(debt, request, run);

    const PackBench& bench = *taken(worker.workshop.bench(worker.workshop.pack_id_for(debt, request.pack)), run.result.problems);
    const model::History history = taken(record::recall_history(debt, worker.store(), request.control_date), run.result.problems);
    clock.lap(Stage::recall);
    if (request.is_resumed && is_made_already(debt, history)) return tell_again(bench, debt, history);

    // Joint debtors owe distinct debts (CC 1138): each part goes the way of an ordinary case.
    const std::vector<assess::Share> shares = assess::split_shares(debt, history);
    if (shares.empty()) judge(bench, debt, debt, history);
    for (const assess::Share& share : shares) judge(bench, debt, share.debt, share.history);
}

// `debt` and `history` are the whole ones, or those of one joint debtor's part; names, hashes and the register are those of `whole`.
void Way::judge(const PackBench& bench, const model::Case& whole, const model::Case& debt, const model::History& history) {
    StageClock& clock = worker.clock;
    const model::Assessment assessment =
        taken(assess::assess_case(debt, history, *bench.pack, *bench.rules, {.control_date = request.control_date}), run.result.problems);
    add_amounts(assessment.account.totals, run);
    clock.lap(Stage::assess);
    // No amount changes from here on.

    auto decisions = choose::choose_letters(debt, history, assessment, *bench.pack, {.forced_type = request.letter, .again = request.again, .issue_date = request.issued_at.local_date()});
    clock.lap(Stage::choose);
    base::check(!decisions.empty(), "a choice is always made");
    address_share(debt, decisions);
    describe_decision(decisions.front(), run);

    for (const model::Decision& decision : decisions) {
        if (decision.outcome == model::Outcome::letter) make_letter(bench, whole, debt, history, assessment, decision);
        if (decision.outcome == model::Outcome::awaiting_approval)
            run.proposals.push_back(register_entry(whole, assessment, decision, *bench.pack, request, model::LetterState::proposed));
    }
}

void Way::make_letter(const PackBench& bench, const model::Case& whole, const model::Case& debt, const model::History& history,
                      const model::Assessment& assessment, const model::Decision& decision) {
    StageClock& clock = worker.clock;
    clock.start();
    const fill::FillOptions options{.issued_at = request.issued_at, .is_draft = request.is_unsigned, .history = &history};
    const model::Document document = taken(worker.filler(bench).fill_letter(debt, assessment, decision, options), run.result.problems);
    clock.lap(Stage::fill);
    // No word changes from here on.

    const model::Pages pages = taken(layout::lay_out(document, bench.pack->style, worker.shaper(), bench.images, &worker.paragraphs()), run.result.problems);
    clock.lap(Stage::layout);
    // Nothing moves on the page from here on.

    MadeLetter letter;
    auto [bytes, sha256] = drawn_and_signed(pages, whole, decision);
    letter.pdf = std::move(bytes);
    // No byte changes from here on.

    letter.file_name = letter_file_name(whole, decision, request, history);
    letter.entry = register_entry(whole, assessment, decision, *bench.pack, request, model::LetterState::issued);
    letter.entry.letter.pdf_file = letter.file_name;
    letter.entry.letter.pdf_sha256 = std::move(sha256);
    if (request.writes_mail) letter.companions = taken(companions_of(worker, bench, debt, assessment, decision, options, letter), run.result.problems);
    if (request.writes_creditor_copy) letter.companions.push_back(creditor_copy(pages, *bench.pack, whole, assessment, decision, letter.file_name));
    describe_letter(letter, static_cast<int>(pages.pages.size()), request, run);
    run.letters.push_back(std::move(letter));
}

// The same pages with the letter's figures as data. Another document than the letter: it has an identity of its own.
Companion Way::creditor_copy(model::Pages pages, const model::Pack& pack, const model::Case& whole, const model::Assessment& assessment, const model::Decision& decision, const std::string& letter_file) {
    const auto described = pack.words.find("cifras");
    pages.attachments.push_back({"cifras.json", "application/json", described == pack.words.end() ? "" : described->second, "Data", report::figures_json(whole, assessment, decision), {}});
    constexpr std::string_view ending = ".pdf";
    return {letter_file.substr(0, letter_file.size() - ending.size()) + "-acreedor.pdf", drawn_and_signed(pages, whole, decision, "copia-acreedor").bytes};
}

WholeFile Way::drawn_and_signed(const model::Pages& pages, const model::Case& debt, const model::Decision& decision, std::string_view copy) {
    StageClock& clock = worker.clock;
    draw::DrawOptions options;
    options.issued_at = request.issued_at;
    options.compression_level = request.compression_level;
    options.id_seed = pdf_id_seed(debt, decision, request.control_date).append(copy);
    if (!request.is_unsigned) options.signature_bytes = worker.signer().signature_size_bound(worker.timestamps());
    draw::DrawnPdf drawn = draw::draw_pages(pages, worker.shaper().fonts(), options);
    clock.lap(Stage::draw);
    // Most of a file are its faces, and nearly all stands before the signature: both hashes share that work.
    base::Sha256Stream hash = worker.beginnings().after(drawn.bytes, drawn.shared_length);
    std::size_t hashed = drawn.shared_length;
    if (!request.is_unsigned) {
        const std::string_view bytes = drawn.bytes;
        const auto& [first, first_length, second, second_length] = drawn.byte_range;
        hash.add(bytes.substr(hashed, first_length - hashed));
        hashed = first_length;
        draw::insert_signature(drawn, worker.signer().make_signature(range_digest(hash, bytes.substr(first, first_length), bytes.substr(second, second_length)), worker.timestamps()));
        const auto problems = raise_level(drawn.bytes, worker.signing_tools(), {.level = request.level, .issued_at = request.issued_at, .now = request.now});
        if (!problems.empty()) throw Refused{problems};
    }
    hash.add(std::string_view(drawn.bytes).substr(hashed));
    WholeFile file{std::move(drawn.bytes), base::hex(hash.finish())};
    clock.lap(Stage::sign);
    return file;
}

// `hash` has taken the first range already.
std::vector<std::uint8_t> Way::range_digest(const base::Sha256Stream& hash, std::string_view first, std::string_view second) {
    const sign::DigestAlgorithm algorithm = worker.signer().digest_algorithm();
    if (algorithm != sign::DigestAlgorithm::sha256) return sign::digest_of(algorithm, first, second);
    base::Sha256Stream range = hash;
    range.add(second);
    const base::Sha256 digest = range.finish();
    return {digest.begin(), digest.end()};
}

// The account, the next date and the copies, as the run that made the letters told them: a summary after --resume counts the same money.
void Way::tell_again(const PackBench& bench, const model::Case& debt, model::History history) {
    const auto is_of_that_run = [&](const model::LetterRecord& letter) {
        return letter.number > 0 && letter.control_date == request.control_date && letter.case_sha256 == debt.sha256;
    };
    for (const model::LetterRecord& letter : history.letters)
        if (is_of_that_run(letter) && !letter.pdf_file.empty() && letter.pdf_file != run.result.pdf) run.result.copies.push_back(letter.pdf_file);
    if (const auto entry = worker.store()->entry(run.result.register_number)) {
        run.result.signature_level = entry->signature_level;
        run.result.is_signed = !entry->signature_level.empty();
    }
    std::erase_if(history.letters, is_of_that_run);
    const auto tell = [&](const model::Case& part, const model::History& past) {
        const auto assessment = assess::assess_case(part, past, *bench.pack, *bench.rules, {.control_date = request.control_date});
        if (!assessment.ok()) return;
        add_amounts(assessment->account.totals, run);
        const auto decisions = choose::choose_letters(part, past, *assessment, *bench.pack,
                                                      {.forced_type = request.letter, .again = request.again, .issue_date = request.issued_at.local_date()});
        if (!decisions.empty() && decisions.front().outcome == model::Outcome::letter && decisions.front().letter == run.result.letter)
            describe_decision(decisions.front(), run);
    };
    const std::vector<assess::Share> shares = assess::split_shares(debt, history);
    if (shares.empty()) tell(debt, history);
    for (const assess::Share& share : shares) tell(share.debt, share.history);
}

bool Way::is_made_already(const model::Case& debt, const model::History& history) {
    const auto made = std::ranges::find_if(history.letters, [&](const model::LetterRecord& letter) {
        return letter.number > 0 && letter.control_date == request.control_date && letter.case_sha256 == debt.sha256 &&
               letter.state != model::LetterState::annulled && letter.state != model::LetterState::proposed;
    });
    if (made == history.letters.end()) return false;
    describe_earlier_letter(*made, run);
    return true;
}

} // namespace

CaseRun run_case(Worker& worker, CaseInput input, const LetterRequest& request) {
    CaseRun run;
    run.result.file = input.name;
    run.result.control_date = request.control_date;
    try {
        Way{worker, request, run}.walk(std::move(input));
    } catch (Refused& refused) {
        refuse(run, std::move(refused.problems));
    } catch (const std::exception& failure) {
        refuse(run, {problem_of(failure)});
    }
    finish_outcome(run);
    return run;
}

} // namespace legajo::run
