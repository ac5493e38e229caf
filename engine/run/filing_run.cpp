// A case and its evidence as the files that a court's platform takes. Entry: make_filing; read FilingWay::walk first.

#include "run/filing_run.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/mapped_file.hpp"
#include "base/text.hpp"
#include "draw/draw_pages.hpp"
#include "draw/metadata.hpp"
#include "run/dossier_book.hpp"
#include "run/dossier_leaks.hpp"
#include "run/page_book.hpp"
#include "run/staged_folder.hpp"

#include <algorithm>
#include <set>

namespace legajo::run {
namespace {

namespace fs = std::filesystem;

constexpr const char* own_archive = "PDF/A-2a"; // draw_pages

class FilingWay {
public:
    FilingWay(const DossierJob& job, const FilingRequest& request, DossierEvidence& evidence) : job_(job), request_(request), evidence_(evidence) {
        const PackBench& bench = *taken(job.tools.worker.workshop.bench(job.now.pack->id));
        style_ = dossier_style(bench.pack->style);
        images_ = bench.images;
    }
    FilingMade walk(const fs::path& target, base::Problems& remarks);

private:
    void take_exhibits();
    void take_exhibit(Exhibited& item);
    void archive(const Exhibited& item, dossier::FilingDocument& document, model::FileRange& bytes);
    bool take_archival(dossier::FilingDocument& document, int safe_pdf, model::FileRange& bytes);
    base::Result<base::Descriptor> painted_copy(const Exhibited& item, int safe_pdf);
    void tell_unpainted(const base::Problems& why, dossier::FilingDocument& document);
    void take_own_pages();
    void plan();
    void write(const fs::path& target, FilingMade& made);
    void write_document(StagedFolder& folder, std::size_t i);
    void write_index(StagedFolder& folder);
    void finish(StagedFolder& folder, dossier::FilingDocument& document, std::string pdf);
    void tell(base::Problems& remarks) const;
    [[nodiscard]] dossier::Material material() const { return material_of(job_, evidence_); }
    [[nodiscard]] std::string drawn(const model::Pages& pages, const std::string& seed) const;
    [[nodiscard]] model::FileRange keep(std::string_view pdf) const;
    [[nodiscard]] std::uint64_t signature_room() const;
    [[nodiscard]] std::uint64_t limit() const;

    const DossierJob& job_;
    const FilingRequest& request_;
    DossierEvidence& evidence_;
    dossier::FilingFacts facts_;
    std::vector<model::FileRange> files_; // of facts_.documents, in the spool of pages; empty for the index and what is pending
    model::Style style_;
    layout::Images images_;
    std::optional<LeakProof> proof_;
    base::Problems unpainted_; // why pages could not be painted
};

base::Problem paint_problem(const std::string& file, std::string detail) {
    base::Problem problem{.severity = base::Severity::error, .code = "evidence.paint_failed", .stage = "run", .place = {}, .arguments = {}};
    return problem.with("fichero", file).with("detalle", std::move(detail));
}

FilingMade FilingWay::walk(const fs::path& target, base::Problems& remarks) {
    facts_.case_reference = job_.now.debt.reference;
    facts_.case_sha256 = job_.now.debt.sha256;
    facts_.program_version = "legajo " LEGAJO_VERSION;
    facts_.pack_version = job_.now.pack->id + " " + job_.now.pack->version;
    facts_.naming = request_.naming;
    facts_.control_date = job_.now.assessment.control_date;
    facts_.created = request_.issued_at;
    facts_.signature_level = request_.is_unsigned ? "" : request_.level;
    facts_.is_planned_only = request_.dry_run;
    dossier::FilingDocument index;
    index.description = job_.texts("indice.titulo");
    index.archive = own_archive;
    facts_.documents.push_back(std::move(index));
    files_.emplace_back();
    take_exhibits();
    take_own_pages();
    const int highest = facts_.documents.back().number;
    for (dossier::FilingDocument& document : facts_.documents) document.name = dossier::filing_name(request_.naming, document.number, highest, document.kind, document.description);
    plan();
    // Every number, name and sending stands; nothing was built so far.

    FilingMade made;
    if (!request_.dry_run) write(target, made);
    tell(remarks);
    made.facts = std::move(facts_);
    return made;
}

void FilingWay::take_exhibits() {
    for (Exhibited& item : evidence_.exhibits) take_exhibit(item);
}

void FilingWay::take_exhibit(Exhibited& item) {
    dossier::FilingDocument document;
    model::FileRange bytes;
    std::optional<model::Pages> pages;
    if (item.exhibit.form == model::ExhibitForm::document) pages = exhibit_pages(job_, item, style_, images_);
    const model::IndexEntry& entry = item.entry;
    document.number = entry.number;
    document.kind = entry.kind.empty() || entry.kind == "otro" ? "" : job_.texts.named("tipo", "", entry.kind);
    document.description = entry.description.empty() ? document.kind : entry.description;
    document.issuer = entry.issuer;
    document.original_holder = entry.original_holder;
    document.proves = entry.proves;
    document.date = entry.date;
    document.exhibit_id = entry.exhibit_id;
    document.original_file = entry.file;
    document.original_sha256 = entry.sha256;
    document.pages = entry.pages;
    if (pages) {
        bytes = keep(drawn(*pages, entry.sha256));
        document.archive = own_archive;
    } else if (item.exhibit.form == model::ExhibitForm::pages) {
        archive(item, document, bytes);
    } else {
        document.is_pending = true;
        document.pages = 0;
    }
    document.bytes = document.is_pending ? (item.original ? item.original->size : 0) : bytes.size + signature_room();
    facts_.documents.push_back(std::move(document));
    files_.push_back(bytes);
    evidence_.line_of(item) = item.entry;
}

// As PDF/A as it is where that can be said; else its pages as pictures with its words; else as the safe PDF it is, with the reasons.
void FilingWay::archive(const Exhibited& item, dossier::FilingDocument& document, model::FileRange& bytes) {
    bytes = item.pages;
    const base::Descriptor safe = file_of_range(evidence_.pages_spool.get(), item.pages, job_.request.output);
    if (take_archival(document, safe.get(), bytes)) return;
    const auto painted = painted_copy(item, safe.get());
    if (!painted.ok()) {
        tell_unpainted(painted.problems(), document);
        return;
    }
    dossier::FilingDocument as_painted = document;
    document.is_painted = take_archival(as_painted, painted->get(), bytes);
    if (document.is_painted) document.archive = as_painted.archive;
    else tell_unpainted({paint_problem(item.entry.file, as_painted.archive_doubts.front())}, document);
}

void FilingWay::tell_unpainted(const base::Problems& why, dossier::FilingDocument& document) {
    for (base::Problem problem : why) {
        if (problem.severity != base::Severity::error) continue;
        document.archive_doubts.push_back(problem.code);
        problem.severity = base::Severity::warning;
        const bool is_told = problem.code == "evidence.needs_poppler" && std::ranges::find(unpainted_, problem.code, &base::Problem::code) != unpainted_.end(); // once for all
        if (!is_told) unpainted_.push_back(std::move(problem));
    }
}

// The file as PDF/A, when it can be: then `bytes` is its copy. Else tells why not.
bool FilingWay::take_archival(dossier::FilingDocument& document, int safe_pdf, model::FileRange& bytes) {
    const model::ArchiveRequest wish{.title = document.description.empty() ? job_.texts("cita", {{"n", std::to_string(document.number)}}) : document.description,
                                     .created_iso = request_.issued_at.iso8601(),
                                     .srgb_profile = draw::srgb_profile()};
    const base::Descriptor copy = unnamed_file(job_.request.output);
    const auto report = make_archival(job_.tools.cell, wish, safe_pdf, copy.get());
    if (report.ok() && report->is_archival) {
        const std::uint64_t size = facts_of(copy.get()).size;
        bytes = {append_file(copy.get(), evidence_.pages_spool.get()), size};
        document.archive = report->is_unicode ? "PDF/A-2u" : "PDF/A-2b";
        return true;
    }
    document.archive_doubts = report.ok() ? report->reasons : std::vector<std::string>{report.problems().front().code};
    return false;
}

// What an outside program made is foreign: it becomes a safe PDF like any exhibit, and must have as many pages.
base::Result<base::Descriptor> FilingWay::painted_copy(const Exhibited& item, int safe_pdf) {
    auto painted = paint_pages(job_.tools.cell, item.entry.file, safe_pdf, item.exhibit.pages, job_.request.output);
    if (!painted.ok()) return painted;
    model::ExhibitRequest request;
    request.name = item.entry.file;
    auto read = read_exhibit(job_.tools.cell, request, painted->get(), job_.request.output);
    if (!read.ok()) return std::move(read.problems());
    if (read->exhibit.form != model::ExhibitForm::pages || read->exhibit.pages != item.exhibit.pages) return paint_problem(item.entry.file, std::to_string(read->exhibit.pages) + "/" + std::to_string(item.exhibit.pages));
    return std::move(read->pages);
}

// What the dossier tells that may be shown: after the exhibits, so that their numbers are those of the dossier.
void FilingWay::take_own_pages() {
    const auto add = [&](const char* title, model::Document composed) {
        const model::Pages pages = taken(laid_out(composed, style_, job_.tools.worker.shaper(), images_));
        dossier::FilingDocument document;
        document.number = facts_.documents.back().number + 1;
        document.description = job_.texts(title);
        document.issuer = job_.now.debt.creditor.name;
        document.date = job_.now.assessment.control_date;
        document.pages = static_cast<std::int32_t>(pages.pages.size());
        document.archive = own_archive;
        files_.push_back(keep(drawn(pages, document.description)));
        document.bytes = files_.back().size + signature_room();
        facts_.documents.push_back(std::move(document));
    };
    add("liquidacion.titulo", dossier::statement(material()));
    if (!job_.now.debt.negotiations.empty()) add("acuerdos.titulo.juzgado", dossier::agreements(material()));
    add("cronologia.titulo", dossier::chronology(material()));
}

void FilingWay::plan() {
    constexpr std::uint64_t index_base = 120'000, index_line = 700; // generous: the fonts, a row with its hash
    facts_.documents.front().bytes = index_base + index_line * facts_.documents.size() + signature_room();
    facts_.plan = dossier::plan_sizes(facts_.documents, limit());
}

std::uint64_t FilingWay::limit() const {
    constexpr std::uint64_t mb = 1'000'000; // the stricter reading of "MB"
    if (request_.limit_bytes > 0) return request_.limit_bytes;
    constexpr std::uint64_t without_table = 30;
    const auto rows = job_.now.pack->tables.find("filing.sending_mb");
    if (rows == job_.now.pack->tables.end() || rows->second.empty()) return without_table * mb;
    const auto megabytes = base::Money::parse(rows->second.back().value.text());
    return megabytes && megabytes->is_positive() ? static_cast<std::uint64_t>(megabytes->cents()) * (mb / 100) : without_table * mb;
}

std::string FilingWay::drawn(const model::Pages& pages, const std::string& seed) const {
    draw::DrawOptions options;
    options.issued_at = request_.issued_at;
    options.compression_level = request_.compression_level;
    options.id_seed = job_.now.debt.sha256 + request_.control_date.iso() + "presentacion" + seed;
    return draw::draw_pages(pages, job_.tools.worker.shaper().fonts(), options).whole();
}

model::FileRange FilingWay::keep(std::string_view pdf) const { return {append_file(memory_file(pdf).get(), evidence_.pages_spool.get()), pdf.size()}; }

// What a signature adds to a file at most: the hole in hex, its objects, validation data.
std::uint64_t FilingWay::signature_room() const {
    if (request_.is_unsigned) return 0;
    constexpr std::uint64_t objects = 4'000, validation_data = 100'000;
    Worker& worker = job_.tools.worker;
    return 2 * worker.signer().signature_size_bound(worker.timestamps()) + objects + (has_validation_data(request_.level) ? validation_data : 0);
}

void FilingWay::write(const fs::path& target, FilingMade& made) {
    StagedFolder folder(target);
    proof_.emplace(job_, evidence_);
    std::set<std::string> known{"manifiesto.json", "indice.csv"};
    if (std::error_code none; fs::is_regular_file(target / "manifiesto.json", none))
        for (std::string& name : dossier::files_of_manifest(base::read_file(target / "manifiesto.json", std::size_t{256} << 20))) known.insert(std::move(name));
    if (const auto strangers = folder.strangers([&](const std::string& name) { return known.contains(name); }); !strangers.empty())
        throw Refused{{dossier_problem("dossier.filing_strangers").with("carpeta", target.string()).with("fichero", *strangers.begin()).with("n", std::to_string(strangers.size()))}};
    for (std::size_t i = 1; i < facts_.documents.size(); ++i) write_document(folder, i);
    write_index(folder);
    const std::string table = dossier::filing_index_csv(material(), facts_);
    const std::string manifest = dossier::filing_manifest_json(facts_, {{"indice.csv", base::sha256_hex(table), table.size()}});
    for (const std::string* text : {&table, &manifest}) proof_->of_text(*text);
    folder.write("indice.csv", table);
    folder.write("manifiesto.json", manifest);
    folder.commit();
    made.folder = target;
    made.manifest_sha256 = base::sha256_hex(manifest);
}

void FilingWay::write_document(StagedFolder& folder, std::size_t i) {
    if (facts_.documents[i].is_pending) return;
    const base::MappedFile spool(evidence_.pages_spool.get());
    finish(folder, facts_.documents[i], std::string(spool.view().substr(files_[i].offset, files_[i].size)));
}

// Last, since it tells the hashes of the others. It counts in the sendings that it tells: once more when it outgrows what was reckoned.
void FilingWay::write_index(StagedFolder& folder) {
    constexpr int most_rounds = 4;
    for (int round = 0; round < most_rounds; ++round) {
        facts_.plan = dossier::plan_sizes(facts_.documents, limit()); // now with the sizes they have
        const model::Pages pages = taken(laid_out(dossier::filing_index(material(), facts_), style_, job_.tools.worker.shaper(), images_));
        std::string pdf = drawn(pages, "indice");
        dossier::FilingDocument& index = facts_.documents.front();
        const std::uint64_t reckoned = index.bytes, needed = pdf.size() + signature_room();
        if (needed > reckoned) {
            index.bytes = needed + needed / 50;
            continue;
        }
        index.pages = static_cast<std::int32_t>(pages.pages.size());
        finish(folder, index, std::move(pdf));
        facts_.plan.total_bytes -= reckoned - index.bytes; // smaller than reckoned: the sendings stand
        facts_.plan.is_near_limit = facts_.plan.total_bytes >= facts_.plan.limit_bytes / 10 * 8;
        return;
    }
    throw base::Error("dossier.folios_unsettled", "run", job_.now.debt.reference);
}

void FilingWay::finish(StagedFolder& folder, dossier::FilingDocument& document, std::string pdf) {
    if (!request_.is_unsigned) {
        const auto problems = sign_finished(pdf, job_.tools.worker.signing_tools(), {.level = request_.level, .issued_at = request_.issued_at, .now = request_.now});
        if (base::has_errors(problems)) throw Refused{problems};
    }
    proof_->of_pdf(pdf);
    document.bytes = pdf.size();
    document.sha256 = base::sha256_hex(pdf);
    folder.write("documentos/" + document.name, pdf);
}

void FilingWay::tell(base::Problems& remarks) const {
    constexpr std::size_t most_numbers = 12;
    const auto remark = [&](const char* code) {
        base::Problem problem = dossier_problem(code);
        problem.severity = base::Severity::warning;
        return problem;
    };
    const auto numbers = [&](const std::vector<int>& list) {
        std::string text;
        for (std::size_t i = 0; i < list.size() && i < most_numbers; ++i) text += (i > 0 ? ", " : "") + std::to_string(list[i]);
        return text + (list.size() > most_numbers ? "…" : "");
    };
    const auto stretch_of = [](const std::vector<int>& sending) {
        return std::to_string(sending.front()) + (sending.size() > 1 ? "–" + std::to_string(sending.back()) : "");
    };
    std::vector<int> plain, painted;
    for (const dossier::FilingDocument& document : facts_.documents) {
        if (document.is_pending) remarks.push_back(remark("dossier.filing_pending").with("n", std::to_string(document.number)).with("nombre", document.name).with("fichero", document.original_file));
        else if (document.archive.empty()) plain.push_back(document.number);
        else if (document.is_painted) painted.push_back(document.number);
    }
    if (!painted.empty()) {
        remarks.push_back(remark("dossier.filing_painted").with("n", std::to_string(painted.size())).with("documentos", numbers(painted)));
        remarks.back().severity = base::Severity::remark;
    }
    remarks.insert(remarks.end(), unpainted_.begin(), unpainted_.end());
    if (!plain.empty()) remarks.push_back(remark("dossier.filing_not_archival").with("n", std::to_string(plain.size())).with("documentos", numbers(plain)));
    const auto megabytes = [](std::uint64_t bytes) { return base::replaced(base::Money(static_cast<std::int64_t>((bytes + 9'999) / 10'000)).text(), ".", ","); };
    const dossier::SizePlan& plan = facts_.plan;
    const auto sized = [&](const char* code) { return remark(code).with("total", megabytes(plan.total_bytes)).with("limite", megabytes(plan.limit_bytes)); };
    if (plan.sendings.size() > 1) {
        std::string which;
        for (std::size_t i = 0; i < plan.sendings.size(); ++i) which += (i > 0 ? "; " : "") + std::to_string(i + 1) + ": " + stretch_of(plan.sendings[i]);
        remarks.push_back(sized("dossier.filing_split").with("n", std::to_string(plan.sendings.size())).with("envios", which));
    } else if (plan.is_near_limit && plan.beyond_limit.empty()) {
        remarks.push_back(sized("dossier.filing_near_limit"));
    }
    if (!plan.beyond_limit.empty()) remarks.push_back(sized("dossier.filing_beyond_limit").with("documentos", numbers(plan.beyond_limit)));
}

base::Result<FilingMade> walk(const DossierTools& tools, const ExplainInput& input, const FilingRequest& request) {
    auto explained = explain_case(tools.worker.workshop, input, request);
    if (!explained.ok()) return std::move(explained.problems());
    base::Problems remarks = explained.problems();
    const dossier::Texts texts = dossier_texts(tools, *explained->pack);
    FilingRequest safe = request;
    safe.is_court_safe = true;
    const fs::path target = fs::absolute(request.output) / (base::file_name_safe(explained->debt.reference, 80) + "-presentacion");
    if (request.dry_run) safe.output = fs::temp_directory_path(); // scratch only
    else make_output_folder(request.output);
    const DossierJob job{tools, safe, *explained, texts};
    DossierEvidence evidence = gather_evidence(tools.cell, explained->debt, input.file == "-" ? fs::path() : fs::absolute(input.file).parent_path(), safe);
    FilingMade made = FilingWay(job, safe, evidence).walk(target, remarks);
    for (const Exhibited& item : evidence.exhibits)
        for (base::Problem found : item.problems) {
            if (found.severity == base::Severity::error) found.severity = base::Severity::warning; // told again as pending
            remarks.push_back(std::move(found));
        }
    return {std::move(made), std::move(remarks)};
}

} // namespace

base::Result<FilingMade> make_filing(const DossierTools& tools, const ExplainInput& input, const FilingRequest& request) {
    try {
        return walk(tools, input, request);
    } catch (Refused& refused) {
        return std::move(refused.problems);
    }
}

} // namespace legajo::run
