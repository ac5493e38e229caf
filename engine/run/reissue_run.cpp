// Turns a register row and a case file into the letter that was sent, and says whether it is. Entry: reissue.

#include "run/reissue_run.hpp"

#include "assess/assess_case.hpp"
#include "assess/shares.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "choose/choose_letter.hpp"
#include "draw/draw_pages.hpp"
#include "layout/lay_out.hpp"
#include "read/read_case.hpp"
#include "record/recall_history.hpp"
#include "run/letter_file.hpp"
#include "run/refusal.hpp"

#include <algorithm>
#include <charconv>

namespace legajo::run {
namespace {

constexpr std::size_t most_case_bytes = std::size_t{64} << 20;

struct Hole { // of the first signature, '<' and '>' included
    std::size_t begin = 0, end = 0;
};

// Our own files only: their hash has been compared, so a search for the words is enough.
std::optional<Hole> hole_of(std::string_view pdf) {
    constexpr std::string_view key = "/ByteRange[0 ";
    const std::size_t at = pdf.find(key);
    if (at == std::string_view::npos) return std::nullopt;
    Hole hole;
    const char* end = pdf.data() + pdf.size();
    const auto first = std::from_chars(pdf.data() + at + key.size(), end, hole.begin);
    if (first.ec != std::errc{} || first.ptr == end) return std::nullopt;
    const auto second = std::from_chars(first.ptr + 1, end, hole.end);
    if (second.ec != std::errc{} || hole.end > pdf.size() || hole.end < hole.begin + 2) return std::nullopt;
    return hole;
}

// Of our own files as well: the register does not keep whether a letter was certified.
int certification_of(std::string_view pdf) {
    constexpr std::string_view key = "/TransformParams/P ";
    const std::size_t at = pdf.find(key);
    if (at == std::string_view::npos || at + key.size() >= pdf.size()) return 0;
    const int level = pdf[at + key.size()] - '0';
    return level >= 1 && level <= 3 ? level : 0;
}

base::Problem problem(const char* code, const model::LetterRecord& letter) {
    base::Problem found{.code = code, .stage = "run"};
    return found.with("reference", letter.case_reference).with("number", std::to_string(letter.number));
}

class Remaking {
public:
    Remaking(Worker& worker, const ReissueRequest& request, record::Register& store, const std::string& case_bytes)
        : worker_(worker), request_(request), store_(store), case_bytes_(case_bytes) {}

    Reissued letter(const model::LetterRecord& letter);

private:
    base::Result<model::Pages> laid_out(const model::LetterRecord& letter, report::LetterProof& proof, draw::DrawOptions& drawing, bool is_draft);
    base::Result<model::Decision> decision(const model::LetterRecord& letter, const model::Case& debt, const model::History& history,
                                           const model::Assessment& assessment, const model::Pack& pack);
    void compare(Reissued& reissued, const model::Pages& pages, draw::DrawOptions drawing, std::string kept);
    void compare_one(Reissued& reissued, draw::DrawnPdf made, const std::string& kept);

    Worker& worker_;
    const ReissueRequest& request_;
    record::Register& store_;
    const std::string& case_bytes_;
    base::Instant issued_at_; // of the letter in hand
};

// The choice as it was made then; else the letter asked for by name, as --type and --again would have.
base::Result<model::Decision> Remaking::decision(const model::LetterRecord& letter, const model::Case& debt, const model::History& history,
                                                 const model::Assessment& assessment, const model::Pack& pack) {
    for (const bool is_asked_for : {false, true}) {
        choose::ChooseOptions options;
        if (is_asked_for) options.forced_type = letter.letter;
        options.again = is_asked_for && letter.repetition > 0;
        options.issue_date = issued_at_.local_date();
        auto decisions = choose::choose_letters(debt, history, assessment, pack, options);
        address_share(debt, decisions);
        for (const model::Decision& one : decisions) {
            if (one.outcome != model::Outcome::letter || one.letter != letter.letter || one.addressee != letter.addressee || one.occasion != letter.occasion) continue;
            std::vector<std::string> invoices = one.invoices, recorded = letter.invoices;
            std::ranges::sort(invoices);
            std::ranges::sort(recorded);
            if (invoices == recorded) return one;
        }
    }
    return problem("reissue.other_choice", letter).with("letter", letter.letter);
}

base::Result<model::Pages> Remaking::laid_out(const model::LetterRecord& letter, report::LetterProof& proof, draw::DrawOptions& drawing, bool is_draft) {
    const std::string pack_id = letter.pack_version.substr(0, letter.pack_version.find(' '));
    const auto loaded = worker_.workshop.bench(pack_id);
    if (!loaded.ok()) return loaded.problems();
    const PackBench& bench = **loaded;
    proof.pack_now = pack_version_of(*bench.pack);
    proof.pack_is_recorded = proof.pack_now == letter.pack_version;

    read::ReadOptions options{.file = request_.case_file.string(), .case_folder = std::filesystem::absolute(request_.case_file).parent_path()};
    options.as_of = letter.control_date;
    options.data_max_age_days = bench.pack->policy.data_max_age_days;
    auto debt = read::read_case(case_bytes_, options);
    if (!debt.ok()) return std::move(debt.problems());
    proof.case_is_recorded = debt->sha256 == letter.case_sha256;
    auto history = record::join_history(*debt, store_.recall_before(letter.number), letter.control_date);
    if (!history.ok()) return std::move(history.problems());
    const model::Case whole = *debt;
    for (assess::Share& share : assess::split_shares(whole, *history))
        if (share.debt.share->party == letter.addressee) {
            *debt = std::move(share.debt);
            *history = std::move(share.history);
            break;
        }
    auto assessment = assess::assess_case(*debt, *history, *bench.pack, *bench.rules, {.control_date = letter.control_date});
    if (!assessment.ok()) return std::move(assessment.problems());
    auto chosen = decision(letter, *debt, *history, *assessment, *bench.pack);
    if (!chosen.ok()) return std::move(chosen.problems());
    const auto plan = assess::plan_for(*debt, *assessment, *bench.pack, *bench.rules, chosen->invoices);
    auto document = worker_.filler(bench).fill_letter(*debt, *assessment, *chosen,
                                                      {.issued_at = issued_at_, .is_draft = is_draft, .history = &*history, .plan = plan ? &*plan : nullptr});
    if (!document.ok()) return std::move(document.problems());
    drawing.issued_at = issued_at_;
    drawing.id_seed = pdf_id_seed(*debt, *chosen, letter.control_date);
    return layout::lay_out(*document, bench.pack->style, worker_.shaper(), bench.images);
}

// The register does not keep how hard the run compressed, so the levels are tried, the usual one first.
void Remaking::compare(Reissued& reissued, const model::Pages& pages, draw::DrawOptions drawing, std::string kept) {
    constexpr int most_level = 12;
    std::optional<Reissued> usual;
    for (drawing.compression_level = 1; drawing.compression_level <= most_level; ++drawing.compression_level) {
        Reissued tried = reissued;
        compare_one(tried, draw::draw_pages(pages, worker_.shaper().fonts(), drawing), kept);
        if (tried.proof.sameness != report::Sameness::different) {
            usual = std::move(tried);
            break;
        }
        if (!usual) usual = std::move(tried);
    }
    reissued = std::move(*usual);
    if (reissued.pdf.empty() && reissued.proof.file_is_recorded) reissued.pdf = std::move(kept);
}

void Remaking::compare_one(Reissued& reissued, draw::DrawnPdf made, const std::string& kept) {
    report::LetterProof& proof = reissued.proof;
    const bool has_hole = made.contents_length > 0;
    std::string remade = made.whole();
    if (has_hole && request_.has_key) {
        const std::string_view bytes = remade;
        const auto& [first, first_length, second, second_length] = made.byte_range;
        draw::insert_signature(made, worker_.signer().make_signature(
                                         sign::digest_of(worker_.signer().digest_algorithm(), bytes.substr(first, first_length), bytes.substr(second, second_length)), nullptr));
        remade = made.whole();
    }
    if (base::sha256_hex(remade) == proof.letter.pdf_sha256) {
        proof.sameness = report::Sameness::identical;
        proof.bytes = remade.size();
        reissued.pdf = std::move(remade);
        return;
    }
    if (!proof.file_exists) { // nothing to compare with but the hash, and that differs
        proof.sameness = report::Sameness::different;
        proof.problems.push_back(problem("reissue.cannot_compare", proof.letter));
        return;
    }
    proof.bytes = kept.size();
    if (has_hole && kept.size() > remade.size()) proof.appended = kept.size() - remade.size();
    const std::size_t hole_begin = has_hole ? made.contents_offset : remade.size(), hole_end = has_hole ? hole_begin + made.contents_length : hole_begin;
    const std::size_t common = std::min(kept.size(), remade.size());
    for (std::size_t at = 0; at < common; ++at) {
        if (at == hole_begin) at = hole_end;
        if (at < common && kept[at] != remade[at]) {
            proof.first_difference = at;
            break;
        }
    }
    const bool has_other_length = has_hole ? kept.size() < remade.size() : kept.size() != remade.size();
    if (!proof.first_difference && has_other_length) proof.first_difference = common;
    if (proof.first_difference) proof.sameness = report::Sameness::different;
    else proof.sameness = has_hole ? report::Sameness::outside_signature : report::Sameness::identical;
}

Reissued Remaking::letter(const model::LetterRecord& letter) {
    Reissued reissued;
    report::LetterProof& proof = reissued.proof;
    proof.letter = letter;
    std::string kept;
    try {
        const auto file = base::path_inside(request_.output, letter.pdf_file);
        if (std::filesystem::is_regular_file(file)) kept = base::read_file(file);
        proof.file_exists = !kept.empty();
        proof.file_is_recorded = proof.file_exists && base::sha256_hex(kept) == letter.pdf_sha256;
        proof.case_is_recorded = base::sha256_hex(case_bytes_) == letter.case_sha256;
        const auto entry = store_.entry(letter.number);
        if (!entry || !entry->issued_at) throw base::Error("reissue.time_unknown", "run", std::to_string(letter.number));
        proof.issued_at = entry->issued_at;
        proof.signature_level = entry->signature_level;
        issued_at_ = *entry->issued_at;
        const auto hole = proof.file_is_recorded ? hole_of(kept) : std::nullopt;
        // A draft has no hole; a row older than the column of levels tells it by the file alone.
        const bool is_draft = proof.signature_level.empty() && !hole;
        if (!is_draft && !hole && !request_.has_key) {
            proof.problems.push_back(problem("reissue.needs_key", letter));
            return reissued;
        }
        draw::DrawOptions drawing;
        drawing.certification = certification_of(kept);
        if (hole) drawing.signature_bytes = (hole->end - hole->begin - 2) / 2;
        else if (!is_draft) drawing.signature_bytes = worker_.signer().signature_size_bound(worker_.timestamps());
        const auto pages = laid_out(letter, proof, drawing, is_draft);
        std::ranges::copy_if(pages.problems(), std::back_inserter(proof.problems), [](const base::Problem& one) { return one.severity == base::Severity::error; });
        if (pages.ok()) compare(reissued, *pages, std::move(drawing), std::move(kept));
        else if (proof.file_is_recorded) reissued.pdf = std::move(kept);
    } catch (const std::exception& failure) {
        proof.problems.push_back(problem_of(failure));
    }
    return reissued;
}

} // namespace

base::Result<std::vector<Reissued>> reissue(Worker& worker, const ReissueRequest& request) {
    const auto file = request.register_file.empty() ? request.output / "registro.sqlite" : request.register_file;
    if (!std::filesystem::exists(file)) throw base::Error("file.missing", "run", file.string());
    const auto store = record::Register::open(file);
    const std::string bytes = base::read_file(request.case_file, most_case_bytes);
    Remaking remaking(worker, request, *store, bytes);
    std::vector<Reissued> all;
    for (const model::LetterRecord& letter : store->list({.reference = request.reference})) {
        if (letter.pdf_sha256.empty() || (request.number && *request.number != letter.number)) continue;
        all.push_back(remaking.letter(letter));
    }
    if (all.empty()) {
        base::Problem none{.code = "reissue.no_letter", .stage = "run"};
        return none.with("reference", request.reference).with("register", file.string());
    }
    return all;
}

} // namespace legajo::run
