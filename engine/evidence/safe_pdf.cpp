#include "evidence/safe_pdf.hpp"

#include "evidence/archive_rules.hpp"
#include "evidence/page_cleaner.hpp"
#include "evidence/page_recogniser.hpp"
#include "evidence/pdf_findings.hpp"
#include "evidence/pdf_rescue.hpp"
#include "evidence/qpdf_tools.hpp"

#include "base/hash.hpp"

#include <qpdf/QPDFExc.hh>

#include <memory>
#include <optional>
#include <set>

namespace legajo::evidence {
namespace {

constexpr std::size_t most_objects = 4'000'000;

[[noreturn]] void refuse(Notes& notes, const QPDFExc& failure) {
    if (failure.getErrorCode() == qpdf_e_password) notes.refuse("evidence.password_needed");
    else if (failure.getErrorCode() == qpdf_e_unsupported) notes.refuse("evidence.not_supported").with("detalle", clean_text(failure.getMessageDetail(), 200));
    else notes.refuse("evidence.damaged").with("detalle", clean_text(failure.getMessageDetail(), 200));
    throw Unreadable{};
}

std::unique_ptr<QPDF> open_pdf(std::string_view bytes, Notes& notes) {
    auto pdf = std::make_unique<QPDF>();
    pdf->setSuppressWarnings(true);
    pdf->setAttemptRecovery(true);
    pdf->processMemoryFile("", bytes.data(), bytes.size());
    if (!pdf->getTrailer().getKey("/Root").isDictionary()) pdf->getTrailer().replaceKey("/Root", QPDFObjectHandle::newDictionary());
    if (pdf->isEncrypted()) notes.remark("evidence.restrictions_ignored");
    if (pdf->getObjectCount() > most_objects && pdf->getXRefTable().size() > most_objects) { // the highest number is no count: damage makes numbers high
        notes.refuse("evidence.too_many_objects").with("limite", std::to_string(most_objects));
        throw Unreadable{};
    }
    return pdf;
}

FoundPages pages_within_limits(QPDF& pdf, const model::ExhibitRequest& request, Notes& notes) {
    FoundPages found = find_pages(pdf, request.page_limit);
    if (found.is_over_limit) {
        notes.refuse("evidence.too_many_pages").with("limite", std::to_string(request.page_limit));
        throw Unreadable{};
    }
    if (found.pages.empty()) {
        notes.refuse("evidence.no_pages");
        throw Unreadable{};
    }
    if (found.is_salvaged) notes.warn("evidence.pages_salvaged").with("cuantas", std::to_string(found.pages.size()));
    if (found.lost > 0) notes.warn("evidence.pages_lost").with("cuantas", std::to_string(found.lost));
    return found;
}

// Layers stay as the original shows them at opening: the list of those switched off, nothing else (8.11).
QPDFObjectHandle plain_layers(QPDFObjectHandle catalog, Notes& notes) {
    QPDFObjectHandle properties = catalog.getKey("/OCProperties");
    if (!properties.isDictionary() || !properties.getKey("/OCGs").isArray()) return QPDFObjectHandle::newNull();
    QPDFObjectHandle base = properties.getKey("/D");
    std::set<QPDFObjGen> off, on;
    const auto collect = [&](const char* key, std::set<QPDFObjGen>& into) {
        QPDFObjectHandle list = base.isDictionary() ? base.getKey(key) : QPDFObjectHandle::newNull();
        if (list.isArray())
            for (QPDFObjectHandle& layer : list.getArrayAsVector()) into.insert(layer.getObjGen());
    };
    collect("/OFF", off);
    collect("/ON", on);
    const bool off_by_default = base.isDictionary() && base.getKey("/BaseState").isName() && base.getKey("/BaseState").getName() == "/OFF";
    QPDFObjectHandle layers = QPDFObjectHandle::newArray(), hidden = QPDFObjectHandle::newArray();
    for (QPDFObjectHandle& layer : properties.getKey("/OCGs").getArrayAsVector()) {
        if (!layer.isDictionary() || !layer.isIndirect()) continue;
        for (const std::string& key : layer.getKeys())
            if (key != "/Type" && key != "/Name") layer.removeKey(key);
        layers.appendItem(layer);
        const bool is_hidden = off.contains(layer.getObjGen()) || (off_by_default && !on.contains(layer.getObjGen()));
        if (is_hidden) hidden.appendItem(layer);
    }
    if (hidden.getArrayNItems() > 0) notes.warn("evidence.hidden_layers").with("cuantas", std::to_string(hidden.getArrayNItems()));
    QPDFObjectHandle plain = QPDFObjectHandle::newDictionary();
    plain.replaceKey("/OFF", hidden);
    return QPDFObjectHandle::newDictionary({{"/OCGs", layers}, {"/D", plain}});
}

void replace_catalog(QPDF& pdf, const std::vector<QPDFObjectHandle>& pages, QPDFObjectHandle layers) {
    QPDFObjectHandle tree = pdf.makeIndirectObject(QPDFObjectHandle::newDictionary());
    tree.replaceKey("/Type", QPDFObjectHandle::newName("/Pages"));
    tree.replaceKey("/Count", QPDFObjectHandle::newInteger(static_cast<long long>(pages.size())));
    tree.replaceKey("/Kids", QPDFObjectHandle::newArray(pages));
    for (QPDFObjectHandle page : pages) page.replaceKey("/Parent", tree);
    QPDFObjectHandle catalog = QPDFObjectHandle::newDictionary();
    catalog.replaceKey("/Type", QPDFObjectHandle::newName("/Catalog"));
    catalog.replaceKey("/Pages", tree);
    if (layers.isDictionary()) catalog.replaceKey("/OCProperties", layers);
    QPDFObjectHandle trailer = pdf.getTrailer();
    for (const std::string& key : trailer.getKeys()) trailer.removeKey(key); // whatever hung there goes with it
    trailer.replaceKey("/Root", pdf.makeIndirectObject(catalog));
    trailer.replaceKey("/Size", QPDFObjectHandle::newInteger(0)); // the writer fills it in where it stands
}

// Streams of what is reachable from the pages, as the dossier will carry them: byte for byte.
std::vector<std::string> fingerprints_of(const std::vector<QPDFObjectHandle>& pages) {
    constexpr std::size_t least = 200; // shorter ones are everybody's
    std::set<std::string> prints;
    std::set<QPDFObjGen> seen;
    std::vector<QPDFObjectHandle> open(pages.begin(), pages.end());
    while (!open.empty()) {
        QPDFObjectHandle object = open.back();
        open.pop_back();
        if (object.isIndirect() && !seen.insert(object.getObjGen()).second) continue;
        if (object.isStream()) {
            const std::string bytes = raw_stream(object);
            if (bytes.size() >= least) prints.insert(base::sha256_hex(bytes));
            object = object.getDict();
        }
        if (object.isDictionary()) {
            for (const std::string& key : object.getKeys())
                if (key != "/Parent") open.push_back(object.getKey(key));
        } else if (object.isArray()) {
            for (QPDFObjectHandle& item : object.getArrayAsVector()) open.push_back(item);
        }
    }
    return {prints.begin(), prints.end()};
}

void rebuild(QPDF& pdf, std::uint64_t file_size, const model::ExhibitRequest& request, int pages_out, int attachments_out, model::Exhibit& exhibit, Notes& notes) {
    const FoundPages found = pages_within_limits(pdf, request, notes);
    record_findings(pdf, file_size, request, attachments_out, exhibit, notes);
    const QPDFObjectHandle layers = plain_layers(pdf.getTrailer().getKey("/Root"), notes);
    PageCleaner cleaner(pdf, notes, request.stream_limit);
    PageRecogniser recogniser(pdf, request, notes);
    std::vector<QPDFObjectHandle> pages;
    for (const FoundPage& page : found.pages) {
        const int number = static_cast<int>(pages.size()) + 1;
        const CleanedPage cleaned = cleaner.clean(page, number);
        pages.push_back(cleaned.page);
        const bool has_text = cleaned.shows_text || (request.recognise_text && recogniser.give_text(cleaned.page, number));
        exhibit.pages_without_text += !has_text;
    }
    exhibit.has_recognised_text = recogniser.has_recognised();
    replace_catalog(pdf, pages, layers);
    if (request.take_fingerprints) exhibit.fingerprints = fingerprints_of(pages);
    write_plain(pdf, pages_out);
    exhibit.pages = static_cast<std::int32_t>(pages.size());
    exhibit.form = model::ExhibitForm::pages;
}

// As it is; or after our own rescue, when libqpdf cannot read it, finds no page, or has to look for pages one by one and the rescue finds more.
std::unique_ptr<QPDF> open_or_rescue(std::string_view bytes, std::size_t page_limit, std::string& rescued, Notes& notes) {
    std::unique_ptr<QPDF> pdf;
    std::optional<QPDFExc> failure;
    std::size_t pages = 0;
    try {
        pdf = open_pdf(bytes, notes);
        const FoundPages found = find_pages(*pdf, page_limit);
        if (found.is_over_limit || (!found.pages.empty() && !found.is_salvaged)) return pdf;
        pages = found.pages.size();
    } catch (const QPDFExc& caught) {
        if (caught.getErrorCode() == qpdf_e_password) refuse(notes, caught);
        failure = caught;
    }
    rescued = rescued_pdf(bytes);
    if (!rescued.empty()) {
        auto other = open_pdf(rescued, notes);
        if (failure || pages == 0 || find_pages(*other, page_limit).pages.size() > pages) return other;
        rescued.clear();
        return pdf;
    }
    if (failure) refuse(notes, *failure);
    return pdf;
}

} // namespace

void make_safe_pdf(std::string_view bytes, const model::ExhibitRequest& request, int pages_out, int attachments_out, model::Exhibit& exhibit, Notes& notes) {
    std::string rescued; // outlives the document that reads it
    try {
        const std::unique_ptr<QPDF> pdf = open_or_rescue(bytes, request.page_limit, rescued, notes);
        rebuild(*pdf, bytes.size(), request, pages_out, attachments_out, exhibit, notes);
        if (!rescued.empty() || !pdf->getWarnings().empty()) notes.remark("evidence.repaired");
    } catch (const QPDFExc& failure) {
        refuse(notes, failure);
    }
}

} // namespace legajo::evidence
