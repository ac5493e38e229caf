#include "verify/dossier_facts.hpp"

#include "base/hash.hpp"
#include "verify/document.hpp"

#include <nlohmann/json.hpp>

#include <qpdf/Constants.h>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>

#include <optional>
#include <set>

namespace legajo::verify {
namespace {

using Json = nlohmann::json;

constexpr std::size_t most_attachments = 50'000;
constexpr std::string_view manifest_name = "manifiesto.json", manifest_format = "urn:legajo:manifiesto:1", filing_format = "urn:legajo:presentacion:1";

base::Problem problem(const char* code, std::string place) {
    base::Problem out{base::Severity::error, code, "verify", {}, {}};
    out.with("lugar", std::move(place));
    return out;
}

class Hashing : public Pipeline {
public:
    Hashing() : Pipeline("hash", nullptr) {}
    void write(unsigned char const* data, size_t size) override {
        stream_.add({data, size});
        size_ += size;
        if (text_.size() + size <= keep) text_.append(reinterpret_cast<const char*>(data), size);
    }
    void finish() override {}
    [[nodiscard]] std::string sha256() { return base::hex(stream_.finish()); }
    [[nodiscard]] std::uint64_t size() const { return size_; }
    [[nodiscard]] std::string text() const { return text_.size() == size_ ? text_ : std::string(); }

private:
    static constexpr std::size_t keep = std::size_t{64} << 20;
    base::Sha256Stream stream_;
    std::uint64_t size_ = 0;
    std::string text_;
};

// Every embedded file of the name tree; the bytes of the first that is called as the manifest.
std::optional<std::string> read_attachments(QPDF& pdf, model::DossierFacts& facts) {
    std::optional<std::string> manifest;
    QPDFEmbeddedFileDocumentHelper helper(pdf);
    if (!helper.hasEmbeddedFiles()) return manifest;
    for (const auto& [key, specification] : helper.getEmbeddedFiles()) {
        if (facts.attachments.size() >= most_attachments) break;
        Hashing hashing;
        QPDFObjectHandle stream = specification->getEmbeddedFileStream();
        const bool is_whole = stream.isStream() && stream.pipeStreamData(&hashing, 0, qpdf_dl_generalized, true);
        std::string name = specification->getFilename();
        if (!manifest && is_whole && name == manifest_name) manifest = hashing.text();
        const std::uint64_t size = hashing.size();
        facts.attachments.push_back({std::move(name), is_whole ? hashing.sha256() : std::string(), size});
    }
    return manifest;
}

std::string text_of(const Json& object, const char* key) {
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::int64_t number_of(const Json& object, const char* key) {
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found != object.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

bool flag_of(const Json& object, const char* key) {
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found != object.end() && found->is_boolean() && found->get<bool>();
}

const Json& list_of(const Json& object, const char* key) {
    static const Json none = Json::array();
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found != object.end() && found->is_array() ? *found : none;
}

void read_manifest(const std::string& text, const char* place, model::DossierFacts& facts) {
    const Json json = Json::parse(text, nullptr, false);
    const bool is_filing = !json.is_discarded() && text_of(json, "formato") == filing_format;
    if (json.is_discarded() || (!is_filing && text_of(json, "formato") != manifest_format)) {
        facts.problems.push_back(problem("verify.dossier_manifest_malformed", place));
        return;
    }
    facts.reference = text_of(json, "referencia");
    facts.version = is_filing ? model::filing_version : text_of(json, "version");
    facts.told_pages = static_cast<std::int32_t>(number_of(json, "paginas"));
    for (const Json& file : list_of(json, "ficheros")) {
        const std::string where = text_of(file, "donde");
        facts.files.push_back({text_of(file, "nombre"), text_of(file, "sha256"), static_cast<std::uint64_t>(number_of(file, "bytes")), where != "adjunto", where != "carpeta" && !is_filing});
    }
    for (const Json& document : list_of(json, "documentos"))
        facts.documents.push_back({static_cast<std::int32_t>(number_of(document, "numero")), flag_of(document, "no-aportar"), text_of(document, "fichero"), text_of(document, "sha256"),
                                   text_of(document, "prueba"), static_cast<std::int32_t>(number_of(document, "folio")), static_cast<std::int32_t>(number_of(document, "paginas"))});
    if (const auto supplement = json.find("suplemento"); supplement != json.end()) {
        facts.supplements = text_of(*supplement, "suple-a");
        facts.first_folio = static_cast<std::int32_t>(number_of(*supplement, "primer-folio"));
    }
}

} // namespace

model::DossierFacts dossier_facts(std::string_view pdf, std::string_view beside) {
    model::DossierFacts facts;
    std::optional<std::string> attached;
    if (!pdf.empty()) {
        try {
            if (const auto document = Document::open(pdf, "", facts.problems)) {
                facts.pages = static_cast<std::int32_t>(document->pdf().getAllPages().size());
                attached = read_attachments(document->pdf(), facts);
            }
        } catch (const std::exception& error) {
            base::Problem unreadable{base::Severity::error, "verify.pdf_unreadable", "verify", {}, {}};
            facts.problems.push_back(unreadable.with("detalle", error.what()));
        }
    }
    facts.has_attached_manifest = attached.has_value();
    facts.manifests_differ = attached && !beside.empty() && *attached != beside;
    facts.is_dossier = attached || !beside.empty();
    if (attached) read_manifest(*attached, "PDF", facts);
    else if (!beside.empty()) read_manifest(std::string(beside), "carpeta", facts);
    return facts;
}

} // namespace legajo::verify
