#include "verify/increment.hpp"

#include "verify/byte_range.hpp"
#include "verify/openssl_handles.hpp"
#include "verify/cms_check.hpp"
#include "verify/pdf_date.hpp"
#include "verify/update_writer.hpp"

#include <algorithm>
#include <functional>
#include <optional>

namespace legajo::verify {

namespace {

constexpr std::string_view empty_byte_range = "[0 0000000000 0000000000 0000000000]";

base::Problem refusal(const char* code, std::string detail = {}) {
    base::Problem out{base::Severity::error, code, "verify", {}, {}};
    out.with("detalle", std::move(detail));
    return out;
}

std::string name_of(QPDFObjectHandle dictionary, const char* key) {
    QPDFObjectHandle value = entry(dictionary, key);
    return value.isName() ? value.getName() : std::string();
}

// DocMDP level of the document: 0 none.
int certified_level(std::vector<SignatureField>& fields) {
    for (auto& field : fields) {
        QPDFObjectHandle references = entry(field.value, "/Reference");
        for (int i = 0; references.isArray() && i < references.getArrayNItems() && i < 16; ++i) {
            QPDFObjectHandle one = references.getArrayItem(i);
            if (name_of(one, "/TransformMethod") != "/DocMDP") continue;
            QPDFObjectHandle level = entry(entry(one, "/TransformParams"), "/P");
            return level.isInteger() ? static_cast<int>(level.getIntValue()) : 2;
        }
        // A signed field may lock the whole document as well (ISO 32000-2, table 236).
        QPDFObjectHandle level = entry(entry(field.field, "/Lock"), "/P");
        if (field.value.isDictionary() && level.isInteger()) return static_cast<int>(level.getIntValue());
    }
    return 0;
}

class Preparation {
public:
    explicit Preparation(Document& document) : document_(document), fields_(signature_fields(document)), update_(document) {}

    // Why this file must not be continued; nothing when it may.
    std::optional<base::Problem> objection() {
        const std::string_view file = document_.bytes();
        if (document_.pdf().isEncrypted()) return refusal("verify.increment_encrypted");
        if (!file.starts_with("%PDF-")) return refusal("verify.increment_irregular", "bytes before the header");
        const auto ends = revision_ends(file);
        const std::string_view tail = ends.empty() ? file : file.substr(ends.back());
        if (ends.empty() || std::any_of(tail.begin(), tail.end(), [](char c) { return c != '\n' && c != '\r' && c != ' ' && c != '\0'; }))
            return refusal("verify.increment_irregular", "bytes behind the end");
        if (document_.has_warnings()) return refusal("verify.increment_irregular", "the file needs repair");
        if (!document_.root().isIndirect()) return refusal("verify.increment_irregular", "the catalog is no object");
        if (!entry(form(), "/XFA").isNull()) return refusal("verify.increment_xfa");
        return std::nullopt;
    }

    base::Result<Increment> signature(const SignatureWish& wish) {
        const int certified = certified_level(fields_);
        const bool has_signature = std::any_of(fields_.begin(), fields_.end(), [](SignatureField& f) { return f.value.isDictionary(); });
        if (wish.certification_level != 0 && has_signature) return refusal("verify.increment_certification_late");
        if (certified == 1) return refusal("verify.increment_certified", "1");
        SignatureField* field = empty_field(wish.field);
        if (!wish.field.empty() && !field) return refusal("verify.increment_field_missing", wish.field);
        if (!field && certified != 0) return refusal("verify.increment_certified", std::to_string(certified));
        if (field && !entry(field->field, "/Lock").isNull()) return refusal("verify.increment_field_locked", field->name);

        std::string entries = "/Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(" + pdf_date(wish.issued_at) + ")";
        if (!wish.name.empty()) entries += "/Name " + pdf_text_string(wish.name);
        if (!wish.reason.empty()) entries += "/Reason " + pdf_text_string(wish.reason);
        if (!wish.location.empty()) entries += "/Location " + pdf_text_string(wish.location);
        if (wish.certification_level != 0)
            entries += "/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/V/1.2/P " +
                       std::to_string(wish.certification_level) + ">>>>]";
        return place(entries, wish.signature_bytes, field, wish.certification_level != 0);
    }

    // A document time-stamp is allowed under any certification (ISO 32000-2, 12.8.2.2.2).
    base::Result<Increment> timestamp(std::size_t token_bytes) {
        return place("/Type/DocTimeStamp/Filter/Adobe.PPKLite/SubFilter/ETSI.RFC3161", token_bytes, nullptr, false);
    }

    base::Result<Increment> validation_data(const model::ValidationData& data) {
        QPDFObjectHandle store = entry(document_.root(), "/DSS");
        std::map<std::string, std::string> lists;
        const std::string certificates = merged(entry(store, "/Certs"), data.certificates, lists["/Certs"]);
        const std::string crls = merged(entry(store, "/CRLs"), data.crls, lists["/CRLs"]);
        const std::string responses = merged(entry(store, "/OCSPs"), data.ocsp_responses, lists["/OCSPs"]);
        std::string related = "<<";
        if (!certificates.empty()) related += "/Cert[" + certificates + "]";
        if (!crls.empty()) related += "/CRL[" + crls + "]";
        if (!responses.empty()) related += "/OCSP[" + responses + "]";
        related += ">>";
        std::erase_if(lists, [](const auto& list) { return list.second.empty(); });
        lists["/VRI"] = related_to_signatures(entry(store, "/VRI"), related);
        const std::string text = store.isDictionary() ? dictionary_with(store, lists) : dictionary_with(QPDFObjectHandle::newDictionary(), lists);
        if (store.isDictionary() && store.isIndirect()) update_.put(store.getObjGen(), text);
        else catalog_changes_["/DSS"] = reference(update_.add(text));
        Increment out;
        out.appended = finish();
        return out;
    }

private:
    QPDFObjectHandle form() { return entry(document_.root(), "/AcroForm"); }

    SignatureField* empty_field(const std::string& name) {
        for (auto& field : fields_) {
            QPDFObjectHandle handle = field.field;
            if (field.value.isIndirect() || field.value.isDictionary() || !handle.isIndirect()) continue;
            if (name.empty() || name == field.name) return &field;
        }
        return nullptr;
    }

    base::Result<Increment> place(const std::string& entries, std::size_t bytes, SignatureField* field, bool certifies) {
        const QPDFObjGen signature = update_.allocate();
        const std::string contents = '<' + std::string(2 * bytes, '0') + '>';
        update_.put(signature, "<<" + entries + "/ByteRange" + std::string(empty_byte_range) + "/Contents" + contents + ">>");
        Increment out;
        if (field) {
            out.field = field->name;
            QPDFObjectHandle handle = field->field;
            update_.put(handle.getObjGen(), dictionary_with(handle, {{"/V", reference(signature)}}));
            set_signature_flags();
        } else {
            out.field = free_name();
            if (!add_field(out.field, signature)) return refusal("verify.increment_no_page");
        }
        if (certifies) catalog_changes_["/Perms"] = "<</DocMDP " + reference(signature) + ">>";
        out.appended = finish();
        const std::size_t base = document_.bytes().size();
        const std::size_t object = update_.written_at(signature) - base;
        out.hole.byte_range_begin = base + out.appended.find(empty_byte_range, object);
        out.hole.byte_range_end = out.hole.byte_range_begin + empty_byte_range.size();
        out.hole.contents_begin = base + out.appended.find(contents, object);
        out.hole.contents_end = out.hole.contents_begin + contents.size();
        return out;
    }

    std::string free_name() const {
        for (int i = 1;; ++i) {
            const std::string name = "firma-" + std::to_string(i);
            if (std::none_of(fields_.begin(), fields_.end(), [&](const SignatureField& f) { return f.name == name; })) return name;
        }
    }

    QPDFObjectHandle first_page() {
        QPDFObjectHandle node = entry(document_.root(), "/Pages");
        for (int depth = 0; depth < 64 && node.isDictionary(); ++depth) {
            QPDFObjectHandle kids = entry(node, "/Kids");
            if (!kids.isArray()) return node;
            QPDFObjectHandle next = QPDFObjectHandle::newNull();
            for (int i = 0; i < kids.getArrayNItems() && next.isNull(); ++i) {
                QPDFObjectHandle kid = kids.getArrayItem(i), below = entry(kid, "/Kids");
                if (kid.isDictionary() && (!below.isArray() || below.getArrayNItems() > 0)) next = kid;
            }
            node = next;
        }
        return QPDFObjectHandle::newNull();
    }

    // Zero-size and outside the page: PDF/A asks for no appearance and PDF/UA for no structure element (ISO 14289-1, 7.18.1).
    static std::string invisible_rectangle(QPDFObjectHandle page) {
        QPDFObjectHandle box = entry(page, "/CropBox");
        for (int depth = 0; depth < 64 && !box.isArray() && page.isDictionary(); ++depth) {
            box = entry(page, "/MediaBox");
            page = entry(page, "/Parent");
        }
        const auto below = [&](int i) { // any two opposite corners make a box
            const bool known = box.isArray() && box.getArrayNItems() == 4 && box.getArrayItem(i).isNumber() && box.getArrayItem(i + 2).isNumber();
            return std::to_string((known ? static_cast<long>(std::min(box.getArrayItem(i).getNumericValue(), box.getArrayItem(i + 2).getNumericValue())) : 0L) - 10);
        };
        const std::string corner = below(0) + ' ' + below(1);
        return '[' + corner + ' ' + corner + ']';
    }

    bool add_field(const std::string& name, QPDFObjGen signature) {
        QPDFObjectHandle page = first_page();
        if (!page.isDictionary() || !page.isIndirect()) return false;
        // A description must have a language (ISO 14289-1, 7.2), which only the document can give it; a field that is not seen needs none (7.18.1).
        const std::string description = entry(document_.root(), "/Lang").isString() ? "/TU" + pdf_text_string(name) : std::string();
        const QPDFObjGen field = update_.add("<</Type/Annot/Subtype/Widget/FT/Sig/T" + pdf_text_string(name) + description + "/F 132/Rect" +
                                             invisible_rectangle(page) + "/P " + reference(page.getObjGen()) + "/V " + reference(signature) + ">>");
        QPDFObjectHandle annotations = entry(page, "/Annots");
        std::map<std::string, std::string> page_changes;
        if (annotations.isArray() && annotations.isIndirect()) update_.put(annotations.getObjGen(), array_with(annotations, reference(field)));
        else page_changes["/Annots"] = array_with(annotations, reference(field));
        const bool is_tagged = !entry(document_.root(), "/StructTreeRoot").isNull();
        if (is_tagged && entry(page, "/Tabs").isNull()) page_changes["/Tabs"] = "/S"; // ISO 14289-1, 7.18.3
        if (!page_changes.empty()) update_.put(page.getObjGen(), dictionary_with(page, page_changes));
        add_to_form(field);
        return true;
    }

    void add_to_form(QPDFObjGen field) {
        QPDFObjectHandle old = form(), list = entry(old, "/Fields");
        std::map<std::string, std::string> changes{{"/SigFlags", "3"}};
        if (list.isArray() && list.isIndirect()) update_.put(list.getObjGen(), array_with(list, reference(field)));
        else changes["/Fields"] = array_with(list, reference(field));
        put_form(old, changes);
    }

    void set_signature_flags() {
        QPDFObjectHandle flags = entry(form(), "/SigFlags");
        if (!flags.isInteger() || flags.getIntValue() != 3) put_form(form(), {{"/SigFlags", "3"}});
    }

    void put_form(QPDFObjectHandle old, const std::map<std::string, std::string>& changes) {
        const std::string text = dictionary_with(old.isDictionary() ? old : QPDFObjectHandle::newDictionary(), changes);
        if (old.isDictionary() && old.isIndirect()) update_.put(old.getObjGen(), text);
        else catalog_changes_["/AcroForm"] = text;
    }

    // References of old and new streams for the list `text`; returns those of `data` alone. Equal bytes are stored once.
    std::string merged(QPDFObjectHandle list, const std::vector<std::string>& data, std::string& text) {
        std::map<std::string, std::string> known;
        std::string all;
        for (int i = 0; list.isArray() && i < list.getArrayNItems(); ++i) {
            QPDFObjectHandle stream = list.getArrayItem(i);
            if (!stream.isStream() || !stream.isIndirect()) continue;
            const auto bytes = stream.getStreamData(qpdf_dl_generalized);
            known[std::string(reinterpret_cast<const char*>(bytes->getBuffer()), bytes->getSize())] = reference(stream.getObjGen());
            all += reference(stream.getObjGen()) + ' ';
        }
        std::string own;
        for (const auto& der : data) {
            auto [at, is_new] = known.try_emplace(der, std::string());
            if (is_new) {
                at->second = reference(update_.add_stream(der));
                all += at->second + ' ';
            }
            own += at->second + ' ';
        }
        if (!all.empty()) text = '[' + all + ']';
        return own;
    }

    // Keys are the SHA-1 of the whole /Contents string, in capitals (EN 319 142-1, 5.4.2.3).
    std::string related_to_signatures(QPDFObjectHandle old, const std::string& related) {
        std::map<std::string, std::string> changes;
        for (const auto& field : fields_) {
            QPDFObjectHandle contents = entry(field.value, "/Contents");
            if (!contents.isString()) continue;
            std::string key = hex_of(digest_of_parts(EVP_sha1(), contents.getStringValue()));
            for (char& c : key) c = c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
            if (entry(old, ("/" + key).c_str()).isNull()) changes["/" + key] = related;
        }
        return dictionary_with(old.isDictionary() ? old : QPDFObjectHandle::newDictionary(), changes);
    }

    std::string finish() {
        if (!catalog_changes_.empty()) update_.put(document_.root().getObjGen(), dictionary_with(document_.root(), catalog_changes_));
        return update_.finish();
    }

    Document& document_;
    std::vector<SignatureField> fields_;
    UpdateWriter update_;
    std::map<std::string, std::string> catalog_changes_;
};

base::Result<Increment> prepared(std::string_view pdf, const std::function<base::Result<Increment>(Preparation&)>& work) {
    try {
        base::Problems problems;
        const auto document = Document::open(pdf, {}, problems);
        if (!document) return problems;
        Preparation preparation(*document);
        if (auto objection = preparation.objection()) return *objection;
        return work(preparation);
    } catch (const std::exception& error) {
        return refusal("verify.pdf_unreadable", error.what());
    }
}

} // namespace

base::Result<Increment> prepare_signature(std::string_view pdf, const SignatureWish& wish) {
    return prepared(pdf, [&](Preparation& preparation) { return preparation.signature(wish); });
}

base::Result<Increment> prepare_document_timestamp(std::string_view pdf, std::size_t token_bytes) {
    return prepared(pdf, [&](Preparation& preparation) { return preparation.timestamp(token_bytes); });
}

base::Result<Increment> add_validation_data(std::string_view pdf, const model::ValidationData& data) {
    return prepared(pdf, [&](Preparation& preparation) { return preparation.validation_data(data); });
}

} // namespace legajo::verify
