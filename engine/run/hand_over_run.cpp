#include "run/hand_over_run.hpp"

#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "draw/draw_pages.hpp"
#include "layout/lay_out.hpp"
#include "report/used_rules.hpp"
#include "run/dossier_job.hpp"
#include "run/folder_zip.hpp"
#include "run/letter_file.hpp"

#include <algorithm>

namespace legajo::run {
namespace {

namespace fs = std::filesystem;

// The letter `encargo` as any other: filled, set, drawn, signed.
std::string letter_pdf(const DossierTools& tools, const ExplainedCase& now, const DossierRequest& request) {
    Worker& worker = tools.worker;
    const PackBench& bench = *taken(worker.workshop.bench(now.pack->id));
    const fill::FillOptions options{.issued_at = request.issued_at, .is_draft = request.is_unsigned, .history = &now.history};
    const model::Document document = taken(worker.filler(bench).fill_letter(now.debt, now.assessment, now.decision, options));
    const model::Pages pages = taken(layout::lay_out(document, bench.pack->style, worker.shaper(), bench.images));
    draw::DrawOptions drawing;
    drawing.issued_at = request.issued_at;
    drawing.compression_level = request.compression_level;
    drawing.id_seed = pdf_id_seed(now.debt, now.decision, request.control_date);
    if (!request.is_unsigned) drawing.signature_bytes = worker.signer().signature_size_bound(worker.timestamps());
    draw::DrawnPdf drawn = draw::draw_pages(pages, worker.shaper().fonts(), drawing);
    if (request.is_unsigned) return drawn.whole();
    const std::string unsigned_bytes = drawn.whole();
    const std::string_view bytes = unsigned_bytes;
    const auto& [first, first_length, second, second_length] = drawn.byte_range;
    const auto digest = sign::digest_of(worker.signer().digest_algorithm(), bytes.substr(first, first_length), bytes.substr(second, second_length));
    draw::insert_signature(drawn, worker.signer().make_signature(digest, worker.timestamps()));
    std::string whole = drawn.whole();
    const auto problems = raise_level(whole, worker.signing_tools(), {.level = request.level, .issued_at = request.issued_at, .now = request.now});
    if (base::has_errors(problems)) throw Refused{problems};
    return whole;
}

// The stop that speaks against it, in words.
std::string reason_against(const DossierTools& tools, const model::Decision& decision) {
    for (const model::Rejected& refused : decision.rejected)
        if (refused.letter == "encargo") return report::reason_text(refused.reason, refused.facts, tools.spanish);
    return decision.reasons.empty() ? "" : report::reason_text(decision.reasons.front().rule, decision.reasons.front().facts, tools.spanish);
}

base::Result<HandOverMade> walk(const DossierTools& tools, const ExplainInput& input, const DossierRequest& request, HandOverTo to) {
    DossierRequest asked = request;
    asked.letter = "encargo";
    auto explained = explain_case(tools.worker.workshop, input, asked);
    if (!explained.ok()) return std::move(explained.problems());
    ExplainedCase& now = *explained;
    base::Problems remarks = explained.problems();
    const std::optional<model::Party>& addressee = to == HandOverTo::lawyer ? now.debt.lawyer : now.debt.agency;
    const char* who = to == HandOverTo::lawyer ? "abogado" : "agencia";
    if (!addressee) return dossier_problem("dossier.no_addressee").with("quien", who);
    if (now.decision.letter != "encargo") return dossier_problem("dossier.hand_over_refused").with("motivo", reason_against(tools, now.decision));
    now.decision.addressee = who;
    const std::string letter = letter_pdf(tools, now, request);

    HandOverMade made;
    made.reference = now.debt.reference;
    made.addressee = addressee->name;
    made.letter_sha256 = base::sha256_hex(letter);
    make_output_folder(request.output);
    const std::string stem = base::file_name_safe(now.debt.reference, 80) + "-encargo-" + who;
    std::vector<bundle::Entry> entries{{"encargo.pdf", letter, {}}};
    if (to == HandOverTo::lawyer) {
        auto dossier = make_dossier(tools, input, request);
        if (!dossier.ok()) return std::move(dossier.problems());
        remarks = dossier.problems();
        entries.push_back({dossier->pdf.filename().string(), {}, dossier->pdf});
        std::ranges::move(entries_of(dossier->folder, dossier->folder.filename().string()), std::back_inserter(entries));
        made.dossier = std::move(*dossier);
    }
    made.letter = request.output / (stem + ".pdf");
    made.zip = request.output / (stem + ".zip");
    base::write_file_durably(made.letter, letter);
    const bundle::ZipFacts zip = taken(bundle::write_zip(made.zip, entries, request.issued_at.local_date()));
    made.zip_sha256 = zip.sha256;
    return {std::move(made), std::move(remarks)};
}

} // namespace

base::Result<HandOverMade> hand_over(const DossierTools& tools, const ExplainInput& input, const DossierRequest& request, HandOverTo to) {
    try {
        return walk(tools, input, request, to);
    } catch (Refused& refused) {
        return std::move(refused.problems);
    }
}

} // namespace legajo::run
