#include "evidence/pdf_findings.hpp"

#include "evidence/attachments.hpp"
#include "evidence/qpdf_tools.hpp"

#include <set>

namespace legajo::evidence {
namespace {

constexpr std::size_t most_nodes = 50'000;

// Every dictionary of a tree of /Kids, without recursion and each once.
template <class Visit>
void walk_tree(QPDFObjectHandle root, Visit visit) {
    std::vector<QPDFObjectHandle> open{root};
    std::set<QPDFObjGen> seen;
    for (std::size_t count = 0; !open.empty() && count < most_nodes; ++count) {
        QPDFObjectHandle node = open.back();
        open.pop_back();
        if (!node.isDictionary() || (node.isIndirect() && !seen.insert(node.getObjGen()).second)) continue;
        visit(node);
        if (QPDFObjectHandle kids = node.getKey("/Kids"); kids.isArray())
            for (int i = std::min<int>(kids.getArrayNItems(), most_nodes) - 1; i >= 0; --i) open.push_back(kids.getArrayItem(i));
    }
}

// "D:20260321101500+01'00'" → "2026-03-21T10:15:00+01:00"; empty when it is no date.
std::string iso_date(const std::string& text) {
    std::string digits, rest;
    for (std::size_t i = text.starts_with("D:") ? 2 : 0; i < text.size(); ++i) {
        if (digits.size() < 14 && rest.empty() && text[i] >= '0' && text[i] <= '9') digits += text[i];
        else if (text[i] != '\'') rest += text[i];
    }
    if (digits.size() != 14) return {};
    std::string iso = digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6, 2) + "T" + digits.substr(8, 2) + ":" + digits.substr(10, 2) + ":" + digits.substr(12, 2);
    if (rest.size() >= 5 && (rest[0] == '+' || rest[0] == '-')) iso += rest.substr(0, 3) + ":" + rest.substr(3, 2);
    else if (rest == "Z") iso += "Z";
    return clean_text(iso, 40);
}

bool covers_whole(QPDFObjectHandle range, std::uint64_t file_size) {
    if (!range.isArray() || range.getArrayNItems() != 4) return false;
    std::uint64_t number[4];
    for (int i = 0; i < 4; ++i) {
        if (!range.getArrayItem(i).isInteger() || range.getArrayItem(i).getIntValue() < 0) return false;
        number[i] = static_cast<std::uint64_t>(range.getArrayItem(i).getIntValue());
    }
    return number[0] == 0 && number[2] > number[1] && number[2] <= file_size && number[3] == file_size - number[2];
}

void record_form(QPDFObjectHandle form, std::uint64_t file_size, model::Exhibit& exhibit, Notes& notes) {
    if (!form.isDictionary()) return;
    if (form.hasKey("/XFA")) notes.warn("evidence.dynamic_form");
    QPDFObjectHandle fields = form.getKey("/Fields");
    if (!fields.isArray()) return;
    bool has_other = false;
    QPDFObjectHandle root = QPDFObjectHandle::newDictionary({{"/Kids", fields}});
    walk_tree(root, [&](QPDFObjectHandle field) {
        QPDFObjectHandle kind = field.getKey("/FT"), value = field.getKey("/V");
        if (!kind.isName()) return;
        if (kind.getName() != "/Sig") has_other = true;
        if (kind.getName() != "/Sig" || value.isNull() || exhibit.signatures.size() >= 100) return;
        if (!value.isDictionary()) return exhibit.signatures.push_back({.signer = "", .time_iso = "", .format = "PDF", .reason = ""});
        model::ExhibitSignature signature;
        signature.format = "PDF";
        signature.signer = text_of(value.getKey("/Name"), 200);
        if (value.getKey("/M").isString()) signature.time_iso = iso_date(value.getKey("/M").getStringValue());
        signature.covers_whole_file = covers_whole(value.getKey("/ByteRange"), file_size);
        exhibit.signatures.push_back(signature);
    });
    if (has_other) notes.remark("evidence.form_drawn");
}

void record_scripts(QPDFObjectHandle catalog, Notes& notes) {
    QPDFObjectHandle names = catalog.getKey("/Names");
    const bool has_scripts = (names.isDictionary() && names.hasKey("/JavaScript")) || catalog.hasKey("/AA") ||
                             (catalog.getKey("/OpenAction").isDictionary() && catalog.getKey("/OpenAction").hasKey("/JS"));
    if (has_scripts) notes.warn("evidence.actions_removed");
}

void copy_embedded(QPDFObjectHandle specification, const model::ExhibitRequest& request, Attachments& attachments, Notes& notes) {
    if (!specification.isDictionary()) return;
    QPDFObjectHandle files = specification.getKey("/EF");
    if (!files.isDictionary()) return;
    QPDFObjectHandle stream = files.getKey("/UF").isStream() ? files.getKey("/UF") : files.getKey("/F");
    if (!stream.isStream()) return;
    std::string name = text_of(specification.getKey("/UF"), 200);
    if (name.empty()) name = text_of(specification.getKey("/F"), 200);
    const Decoded decoded = decode_stream(stream, request.stream_limit);
    if (!decoded.is_whole) notes.warn("evidence.attachment_damaged").with("adjunto", name);
    if (!decoded.bytes.empty()) attachments.add(name, "", decoded.bytes);
}

void record_embedded(QPDFObjectHandle catalog, const model::ExhibitRequest& request, Attachments& attachments, Notes& notes) {
    QPDFObjectHandle names = catalog.getKey("/Names");
    if (!names.isDictionary()) return;
    walk_tree(names.getKey("/EmbeddedFiles"), [&](QPDFObjectHandle node) {
        QPDFObjectHandle pairs = node.getKey("/Names");
        if (!pairs.isArray()) return;
        for (int i = 1; i < pairs.getArrayNItems() && !attachments.is_full(); i += 2) copy_embedded(pairs.getArrayItem(i), request, attachments, notes);
    });
}

} // namespace

void record_findings(QPDF& pdf, std::uint64_t file_size, const model::ExhibitRequest& request, int attachments_out, model::Exhibit& exhibit, Notes& notes) {
    QPDFObjectHandle catalog = pdf.getTrailer().getKey("/Root");
    if (!catalog.isDictionary()) return;
    record_form(catalog.getKey("/AcroForm"), file_size, exhibit, notes);
    record_scripts(catalog, notes);
    Attachments attachments(attachments_out, exhibit);
    record_embedded(catalog, request, attachments, notes);
    if (!exhibit.attachments.empty()) notes.remark("evidence.embedded_files").with("cuantos", std::to_string(exhibit.attachments.size()));
    if (attachments.is_full()) notes.warn("evidence.too_many_attachments");
}

} // namespace legajo::evidence
