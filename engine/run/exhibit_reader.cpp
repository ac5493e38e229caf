#include "run/exhibit_reader.hpp"

#include "base/error.hpp"
#include "dossier/invoices.hpp"
#include "dossier/order.hpp"
#include "run/evidence_signatures.hpp"
#include "run/refusal.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>

namespace legajo::run {
namespace {

constexpr int deepest_attachment = 3;      // a mail in a mail in a mail
constexpr std::size_t most_exhibits = 20'000;

class Reader {
public:
    Reader(CellPipe& cell, const model::Case& file, const ExhibitWish& wish) : cell_(cell), file_(file), wish_(wish), scratch_(wish.scratch) {}

    std::vector<Exhibited> exhibits;

    void add(const model::Evidence& evidence, bool is_sealed) {
        Exhibited item;
        model::IndexEntry& entry = item.entry;
        entry.exhibit_id = evidence.id.empty() ? evidence.file : evidence.id;
        entry.kind = evidence.kind;
        entry.description = evidence.description;
        entry.issuer = evidence.issuer;
        entry.language = evidence.language;
        entry.original_holder = evidence.original_holder;
        entry.proves = evidence.proves;
        entry.group = evidence.group;
        entry.file = evidence.file;
        entry.date = evidence.date;
        item.is_sealed = is_sealed;
        auto opened = open_inside(wish_.case_folder, evidence.file);
        base::Descriptor original;
        if (opened.ok()) original = std::move(*opened);
        else append(item.problems, opened.problems());
        read(std::move(item), std::move(original), evidence, 0);
    }

private:
    static void append(base::Problems& to, const base::Problems& from) { to.insert(to.end(), from.begin(), from.end()); }

    base::Result<ReadFile> through_cell(const Exhibited& item, int original) {
        model::ExhibitRequest request;
        request.name = item.entry.file;
        request.recognise_text = wish_.recognise_text;
        request.take_fingerprints = wish_.take_fingerprints;
        CellLimits limits;
        if (wish_.recognise_text) {
            limits.cpu_seconds += request.ocr_seconds;
            limits.wall_seconds += 2 * request.ocr_seconds;
        }
        auto read = read_exhibit(cell_, request, original, scratch_, limits);
        if (read.ok()) return read;
        const auto has = [&](std::initializer_list<std::string_view> codes) {
            return std::ranges::any_of(read.problems(), [&](const base::Problem& problem) { return std::ranges::find(codes, problem.code) != codes.end(); });
        };
        const bool is_office = has({"evidence.needs_office"});
        if (!is_office && !(has({"evidence.damaged", "evidence.not_supported", "evidence.no_pages", "cell.crashed", "cell.out_of_memory", "cell.out_of_time"}) && begins_as_pdf(original))) return read;
        auto made = is_office ? convert_office(cell_, item.entry.file, original, wish_.scratch) : repair_pdf(cell_, item.entry.file, original, wish_.scratch);
        if (!made.ok()) { // why it could not be read in the first place is what counts
            if (is_office) return std::move(made.problems());
            return read;
        }
        auto second = read_exhibit(cell_, request, made->get(), scratch_, limits);
        if (!second.ok() && !is_office) return read;
        if (second.ok()) { // the file as received is another
            const FileFacts facts = facts_of(original);
            second->exhibit.sha256 = facts.sha256;
            second->exhibit.bytes = facts.size;
            if (is_office) {
                second->exhibit.kind = model::ExhibitKind::office;
                std::erase_if(second.problems(), [](const base::Problem& problem) { return problem.code == "evidence.wrong_extension"; }); // its name is the original's
            }
        }
        if (second.ok() && !is_office) {
            base::Problem rebuilt{.severity = base::Severity::warning, .code = "evidence.rebuilt_outside", .stage = "run", .place = {}, .arguments = {}};
            second.problems().push_back(rebuilt.with("fichero", item.entry.file));
        }
        return second;
    }

    static bool begins_as_pdf(int file) {
        std::array<char, 1024> head{};
        const ssize_t count = ::pread(file, head.data(), head.size(), 0);
        return count > 0 && std::string_view(head.data(), static_cast<std::size_t>(count)).find("%PDF-") != std::string_view::npos;
    }

    void read(Exhibited item, base::Descriptor original, const model::Evidence& evidence, int depth) {
        ReadFile found;
        if (original.is_open()) {
            try {
                auto answer = through_cell(item, original.get());
                append(item.problems, answer.problems());
                FileFacts facts;
                if (answer.ok()) {
                    found = std::move(*answer);
                    facts = {found.exhibit.sha256, found.exhibit.bytes};
                } else {
                    facts = facts_of(original.get());
                }
                item.entry.sha256 = facts.sha256;
                item.original = model::FileRange{append_file(original.get(), wish_.originals_spool), facts.size};
            } catch (const base::Error& failure) {
                if (failure.code().starts_with("cell.not_") || failure.code() == "cell.cage_missing") throw; // no exhibit will fare better
                item.problems.push_back(problem_of(failure));
            }
        }
        item.exhibit = std::move(found.exhibit);
        item.entry.is_readable = item.exhibit.form != model::ExhibitForm::sheet;
        if (original.is_open() && !item.exhibit.signatures.empty()) {
            JudgedSignatures judged = judge_signatures(cell_, original.get(), item.entry.file, std::move(item.exhibit.signatures), wish_.signatures);
            item.exhibit.signatures = std::move(judged.signatures);
            append(item.problems, judged.remarks);
        }
        item.entry.signatures = item.exhibit.signatures;
        item.entry.pages = item.exhibit.form == model::ExhibitForm::pages ? item.exhibit.pages : 0;
        if (!evidence.sha256.empty() && !item.entry.sha256.empty() && evidence.sha256 != item.entry.sha256) {
            base::Problem differs{.severity = base::Severity::warning, .code = "dossier.hash_differs", .stage = "run", .place = evidence.place, .arguments = {}};
            item.problems.push_back(differs.with("fichero", item.entry.file).with("esperado", evidence.sha256).with("hallado", item.entry.sha256));
        }
        for (const model::FoundInvoice& invoice : item.exhibit.invoices) append(item.problems, dossier::compare_invoice(invoice, file_, evidence));
        for (const base::Problem& problem : item.problems)
            if (std::ranges::find(item.entry.remarks, problem.code) == item.entry.remarks.end()) item.entry.remarks.push_back(problem.code);
        const std::vector<model::FoundAttachment> attachments = item.exhibit.attachments;
        const model::IndexEntry parent = item.entry;
        const bool is_sealed = item.is_sealed;
        if (item.exhibit.form == model::ExhibitForm::pages) {
            const std::uint64_t size = facts_of(found.pages.get()).size;
            item.pages = {append_file(found.pages.get(), wish_.pages_spool), size};
        }
        item.exhibit.attachments.clear();
        scratch_.give_back(std::move(found.pages));
        if (depth > 0) scratch_.give_back(std::move(original));
        original = base::Descriptor();
        exhibits.push_back(std::move(item));
        if (depth < deepest_attachment && exhibits.size() < most_exhibits) read_attachments(found, attachments, parent, is_sealed, evidence, depth);
        scratch_.give_back(std::move(found.attachments));
    }

    void read_attachments(const ReadFile& found, const std::vector<model::FoundAttachment>& attachments, const model::IndexEntry& parent, bool is_sealed, const model::Evidence& evidence, int depth) {
        int number = 0;
        for (const model::FoundAttachment& attachment : attachments) {
            if (attachment.size == 0) continue;
            Exhibited child;
            child.entry.exhibit_id = parent.exhibit_id + "/" + std::to_string(++number);
            child.entry.kind = "adjunto";
            child.entry.description = attachment.name;
            child.entry.file = parent.file + "/" + attachment.name;
            child.entry.date = parent.date;
            child.entry.group = parent.group;
            child.is_sealed = is_sealed;
            base::Descriptor file = attachment_file(found, attachment, scratch_);
            model::Evidence as_evidence = evidence;
            as_evidence.sha256.clear();
            as_evidence.file = child.entry.file;
            read(std::move(child), std::move(file), as_evidence, depth + 1);
        }
    }

    CellPipe& cell_;
    const model::Case& file_;
    const ExhibitWish& wish_;
    ScratchFiles scratch_;
};

} // namespace

std::vector<Exhibited> read_exhibits(CellPipe& cell, const model::Case& file, const dossier::Partition& partition, const ExhibitWish& wish) {
    const auto is_sealed = [&](const model::Evidence& evidence) { return std::ranges::find(partition.admitted, evidence.id) == partition.admitted.end(); };
    Reader reader(cell, file, wish);
    const auto order = dossier::in_order(file.evidence);
    for (const bool sealed : {false, true})
        for (const model::Evidence* evidence : order)
            if (is_sealed(*evidence) == sealed) reader.add(*evidence, sealed);
    int open_number = 0, sealed_number = 0;
    for (Exhibited& item : reader.exhibits) item.entry.number = item.is_sealed ? ++sealed_number : ++open_number;
    return std::move(reader.exhibits);
}

} // namespace legajo::run
