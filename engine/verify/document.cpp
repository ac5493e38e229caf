#include "verify/document.hpp"

#include <qpdf/Constants.h>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFXRefEntry.hh>

#include <algorithm>
#include <set>

namespace legajo::verify {

namespace {

constexpr std::size_t most_fields = 1000;
constexpr int deepest_field = 32;

base::Problem problem(const char* code, std::string detail) {
    base::Problem out{base::Severity::error, code, "verify", {}, {}};
    out.with("detalle", std::move(detail));
    return out;
}

struct Walk {
    std::vector<SignatureField>* fields;
    std::set<QPDFObjGen> seen;
};

std::string text(QPDFObjectHandle object) { return object.isString() ? object.getUTF8Value() : std::string(); }

void visit(QPDFObjectHandle field, const std::string& parent_name, bool parent_is_signature, int depth, Walk& walk) {
    if (!field.isDictionary() || depth > deepest_field || walk.fields->size() >= most_fields) return;
    if (field.isIndirect() && !walk.seen.insert(field.getObjGen()).second) return;
    std::string name = parent_name;
    if (const std::string own = text(entry(field, "/T")); !own.empty()) name += (name.empty() ? "" : ".") + own;
    QPDFObjectHandle type = entry(field, "/FT");
    const bool is_signature = type.isName() ? type.getName() == "/Sig" : parent_is_signature;
    QPDFObjectHandle kids = entry(field, "/Kids");
    bool has_child_fields = false;
    for (int i = 0; kids.isArray() && i < kids.getArrayNItems(); ++i) {
        QPDFObjectHandle kid = kids.getArrayItem(i);
        // A kid without a name of its own is a widget of this field, unless the value stands there.
        if (!kid.isDictionary() || (entry(kid, "/T").isNull() && entry(kid, "/V").isNull())) continue;
        has_child_fields = true;
        visit(kid, name, is_signature, depth + 1, walk);
    }
    // A reference to what cannot be read is not the same as no value: getKey would hide it.
    auto entries = field.getDictAsMap();
    QPDFObjectHandle value = entries.contains("/V") ? entries["/V"] : QPDFObjectHandle::newNull();
    if (is_signature && (!has_child_fields || value.isDictionary())) walk.fields->push_back({name, field, value, false});
}

void mark_doubles(std::vector<SignatureField>& fields) {
    for (std::size_t i = 0; i < fields.size(); ++i)
        for (std::size_t j = i + 1; j < fields.size(); ++j) {
            const bool same_value = fields[i].value.isIndirect() && fields[j].value.isIndirect() && fields[i].value.getObjGen() == fields[j].value.getObjGen();
            if (fields[i].name == fields[j].name || same_value) fields[i].doubled = fields[j].doubled = true;
        }
}

} // namespace

std::unique_ptr<Document> Document::open(std::string_view bytes, const std::string& password, base::Problems& problems) {
    std::unique_ptr<Document> document(new Document);
    document->bytes_ = bytes;
    document->pdf_ = QPDF::create();
    QPDF& pdf = *document->pdf_;
    pdf.setSuppressWarnings(true);
    pdf.setAttemptRecovery(false);
    try {
        pdf.processMemoryFile("pdf", bytes.data(), bytes.size(), password.empty() ? nullptr : password.c_str());
        if (!pdf.getRoot().isDictionary()) throw std::runtime_error("no catalog");
        for (const auto& [id, where] : pdf.getXRefTable()) {
            if (where.getType() != 1) continue;
            const auto offset = static_cast<std::size_t>(where.getOffset());
            document->offset_of_[id] = offset;
            document->object_offsets_.push_back(offset);
        }
        std::sort(document->object_offsets_.begin(), document->object_offsets_.end());
    } catch (const QPDFExc& error) {
        const bool locked = error.getErrorCode() == qpdf_e_password;
        problems.push_back(problem(locked ? "verify.pdf_encrypted" : "verify.pdf_unreadable", error.getMessageDetail()));
        return nullptr;
    } catch (const std::exception& error) {
        problems.push_back(problem("verify.pdf_unreadable", error.what()));
        return nullptr;
    }
    return document;
}

std::pair<std::size_t, std::size_t> Document::extent(QPDFObjGen id) {
    const auto found = offset_of_.find(id);
    if (found == offset_of_.end()) return {0, 0};
    const auto next = std::upper_bound(object_offsets_.begin(), object_offsets_.end(), found->second);
    return {found->second, next == object_offsets_.end() ? bytes_.size() : *next};
}

bool Document::has_warnings() { return pdf_->anyWarnings(); }

QPDFObjectHandle entry(QPDFObjectHandle dictionary, const char* key) {
    if (dictionary.isStream()) dictionary = dictionary.getDict();
    return dictionary.isDictionary() ? dictionary.getKey(key) : QPDFObjectHandle::newNull();
}

std::vector<SignatureField> signature_fields(Document& document) {
    std::vector<SignatureField> fields;
    Walk walk{&fields, {}};
    QPDFObjectHandle roots = entry(entry(document.root(), "/AcroForm"), "/Fields");
    for (int i = 0; roots.isArray() && i < roots.getArrayNItems(); ++i) visit(roots.getArrayItem(i), {}, false, 0, walk);
    mark_doubles(fields);
    return fields;
}

} // namespace legajo::verify
