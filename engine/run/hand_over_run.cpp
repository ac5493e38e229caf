#include "run/hand_over_run.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "layout/lay_out.hpp"
#include "record/register.hpp"
#include "report/used_rules.hpp"
#include "run/deliver_run.hpp"
#include "run/dossier_job.hpp"
#include "run/folder_zip.hpp"
#include "run/letter_file.hpp"
#include "run/signed_letter.hpp"

#include <algorithm>
#include <utility>

namespace legajo::run {
namespace {

namespace fs = std::filesystem;

// The letter `encargo` as any other: filled, set, drawn, signed.
SignedFile signed_letter(const DossierTools& tools, const ExplainedCase& now, const DossierRequest& request) {
    Worker& worker = tools.worker;
    const PackBench& bench = *taken(worker.workshop.bench(now.pack->id));
    const fill::FillOptions options{.issued_at = request.issued_at, .is_draft = request.is_unsigned, .history = &now.history};
    const model::Document document = taken(worker.filler(bench).fill_letter(now.debt, now.assessment, now.decision, options));
    const model::Pages pages = taken(layout::lay_out(document, bench.pack->style, worker.shaper(), bench.images));
    return taken(sign_letter(worker, draw_letter(worker, pages, request, pdf_id_seed(now.debt, now.decision, request.control_date)), request));
}

// The stop that speaks against it, in words.
std::string reason_against(const DossierTools& tools, const model::Decision& decision) {
    for (const model::Rejected& refused : decision.rejected)
        if (refused.letter == "encargo") return report::reason_text(refused.reason, refused.facts, tools.spanish);
    return decision.reasons.empty() ? "" : report::reason_text(decision.reasons.front().rule, decision.reasons.front().facts, tools.spanish);
}

// What keeps a debt from a collection agency whoever asks: the budget of a public body pays by its own procedure (L-143), and who disputes a debt is
// answered, not pressed (letters beside the ladder).
base::Problems agency_objections(const ExplainedCase& now) {
    base::Problems found;
    const model::PartyKind kind = now.debt.debtor.kind;
    if (kind == model::PartyKind::public_admin || kind == model::PartyKind::public_entity)
        found.push_back(dossier_problem("dossier.agency_public_body").with("deudor", now.debt.debtor.name));
    const std::vector<std::string>& asked = now.decision.invoices;
    std::string disputed;
    for (const model::Hold& hold : now.debt.holds) {
        const base::Date today = now.assessment.control_date;
        if (hold.kind != model::HoldKind::dispute || hold.from > today || (hold.to && *hold.to < today)) continue;
        const bool touches = hold.invoices.empty() || now.decision.letter != "encargo" || std::ranges::any_of(hold.invoices, [&](const auto& id) { return std::ranges::find(asked, id) != asked.end(); });
        if (touches) disputed += (disputed.empty() ? "" : ", ") + (hold.reason.empty() ? hold.from.iso() : hold.from.iso() + " (" + hold.reason + ")");
    }
    if (!disputed.empty()) found.push_back(dossier_problem("dossier.agency_disputed").with("deudor", now.debt.debtor.name).with("disputa", disputed));
    return found;
}

// Relative to the register's folder where the letter lies below it: register and letters may move together.
std::string recorded_place(const fs::path& file, const fs::path& register_file) {
    const fs::path whole = fs::weakly_canonical(fs::absolute(file)), below = whole.lexically_relative(fs::weakly_canonical(fs::absolute(register_file)).parent_path());
    return below.empty() || *below.begin() == ".." ? whole.string() : below.generic_string();
}

// The register's half: the letter as issued, and that the dossier's numbers stand from now on. The letter is an intent until its file is there, so a
// crash in between is settled by the next run.
class Record {
public:
    Record(const DossierTools& tools, const ExplainedCase& now, const DossierRequest& request) : tools_(tools), now_(now), request_(request) {
        if (!request.register_file.empty()) store_ = record::Register::open(request.register_file);
    }

    void intend(const HandOverMade& made) {
        if (!store_) return;
        record::LetterEntry entry = register_entry(now_.debt, now_.assessment, now_.decision, *now_.pack, request_, model::LetterState::issued);
        entry.letter.pdf_file = recorded_place(made.letter, request_.register_file);
        entry.letter.pdf_sha256 = made.letter_sha256;
        run_ = store_->begin_run({"dossier", request_.issued_at, request_.control_date, entry.letter.pack_version, "", LEGAJO_VERSION});
        intent_ = taken(std::move(store_->write_intents(run_, std::span(&entry, 1)).front()));
    }
    void deliver(const HandOverMade& made) {
        if (!store_ || !made.dossier) return;
        (void)taken(store_->deliver(taken(delivered_dossier(tools_.cell, made.dossier->pdf, made.addressee, request_.issued_at.local_date()))));
    }
    [[nodiscard]] std::int64_t confirm() {
        if (!store_) return 0;
        const std::int64_t intent = std::exchange(intent_, 0);
        return store_->confirm(run_, std::span(&intent, 1)).front();
    }
    void abandon() {
        if (intent_ != 0) store_->abandon(std::span(&intent_, 1));
        intent_ = 0;
    }

private:
    const DossierTools& tools_;
    const ExplainedCase& now_;
    const DossierRequest& request_;
    std::unique_ptr<record::Register> store_;
    std::int64_t run_ = 0, intent_ = 0;
};

void write_files(HandOverMade& made, const std::string& letter, const std::vector<bundle::Entry>& entries, const DossierRequest& request) {
    base::write_file_durably(made.letter, letter);
    made.zip_sha256 = taken(bundle::write_zip(made.zip, entries, request.issued_at.local_date())).sha256;
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
    if (to == HandOverTo::agency)
        if (auto objections = agency_objections(now); !objections.empty()) return objections;
    if (now.decision.letter != "encargo") return dossier_problem("dossier.hand_over_refused").with("motivo", reason_against(tools, now.decision));
    now.decision.addressee = who;
    const SignedFile signed_file = signed_letter(tools, now, request);
    const std::string letter = signed_file.bytes.whole();

    HandOverMade made;
    made.reference = now.debt.reference;
    made.addressee = addressee->name;
    made.letter_sha256 = signed_file.sha256;
    make_output_folder(request.output);
    const std::string stem = base::file_name_safe(now.debt.reference, 80) + "-encargo-" + who;
    made.letter = request.output / (stem + ".pdf");
    made.zip = request.output / (stem + ".zip");
    std::vector<bundle::Entry> entries{{"encargo.pdf", letter, {}}};
    if (to == HandOverTo::lawyer) {
        auto dossier = make_dossier(tools, input, request);
        if (!dossier.ok()) return std::move(dossier.problems());
        remarks = dossier.problems();
        entries.push_back({dossier->pdf.filename().string(), {}, dossier->pdf});
        std::ranges::move(entries_of(dossier->folder, dossier->folder.filename().string()), std::back_inserter(entries));
        made.dossier = std::move(*dossier);
    }
    // Made; from here on it is handed over: files and register, never one without the other.

    Record record(tools, now, request);
    record.intend(made);
    try {
        write_files(made, letter, entries, request);
        record.deliver(made);
    } catch (...) {
        record.abandon();
        std::error_code ignored;
        for (const fs::path& file : {made.letter, made.zip}) fs::remove(file, ignored);
        throw;
    }
    made.register_number = record.confirm();
    if (made.register_number == 0) {
        base::Problem unrecorded = dossier_problem("dossier.hand_over_unrecorded").with("quien", made.addressee);
        unrecorded.severity = base::Severity::warning;
        remarks.push_back(std::move(unrecorded));
    }
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
