#include "verify/xml_signature.hpp"

#include "verify/certificates.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"

#include <libxml/c14n.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace legajo::verify {
namespace {

constexpr std::size_t largest_document = std::size_t{64} << 20;
constexpr int most_signatures = 20, most_references = 50;
const char* const dsig = "http://www.w3.org/2000/09/xmldsig#";

using DocumentPtr = Handle<xmlDoc, xmlFreeDoc>;
using BufferPtr = Handle<xmlOutputBuffer, xmlOutputBufferClose>;
using KeyContextPtr = Handle<EVP_MD_CTX, EVP_MD_CTX_free>;

base::Problem problem(const char* code, std::string detail = {}, base::Severity severity = base::Severity::error) {
    base::Problem out{severity, code, "verify", {}, {}};
    out.with("detalle", std::move(detail));
    return out;
}

std::string_view text_view(const xmlChar* text) { return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view(); }
const xmlChar* xml(const char* text) { return reinterpret_cast<const xmlChar*>(text); }

bool is_element(const xmlNode* node, std::string_view name) { return node->type == XML_ELEMENT_NODE && text_view(node->name) == name; }
bool is_of_signature(const xmlNode* node, std::string_view name) { return is_element(node, name) && node->ns && text_view(node->ns->href) == dsig; }

xmlNode* child(xmlNode* node, std::string_view name) {
    for (xmlNode* one = node ? node->children : nullptr; one; one = one->next)
        if (is_element(one, name)) return one;
    return nullptr;
}

// Next in document order, within `top`.
xmlNode* next_node(xmlNode* node, const xmlNode* top) {
    if (node->children && node->type == XML_ELEMENT_NODE) return node->children;
    while (node != top && !node->next) node = node->parent;
    return node == top ? nullptr : node->next;
}

xmlNode* descendant(xmlNode* top, std::string_view name) {
    for (xmlNode* node = top; node; node = next_node(node, top))
        if (is_element(node, name)) return node;
    return nullptr;
}

std::string attribute(xmlNode* node, const char* name) {
    xmlChar* value = node ? xmlGetNoNsProp(node, xml(name)) : nullptr;
    std::string text(text_view(value));
    xmlFree(value);
    return text;
}

std::string content(xmlNode* node) {
    xmlChar* value = node ? xmlNodeGetContent(node) : nullptr;
    std::string text(base::trimmed(text_view(value)));
    xmlFree(value);
    return text;
}

std::string from_base64(std::string_view text) {
    std::string digits;
    for (const char c : text)
        if (c != ' ' && c != '\n' && c != '\r' && c != '\t') digits += c;
    if (digits.empty() || digits.size() % 4 != 0) return {};
    std::string bytes(digits.size() / 4 * 3, '\0');
    const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()), octets(digits), static_cast<int>(digits.size()));
    if (length < 0) return {};
    const std::size_t padding = digits.ends_with("==") ? 2 : digits.ends_with("=") ? 1 : 0;
    bytes.resize(static_cast<std::size_t>(length) - padding);
    return bytes;
}

const EVP_MD* digest_named(const std::string& uri) {
    static const std::map<std::string, const EVP_MD* (*)(), std::less<>> known{
        {"http://www.w3.org/2000/09/xmldsig#sha1", EVP_sha1}, {"http://www.w3.org/2001/04/xmlenc#sha256", EVP_sha256},
        {"http://www.w3.org/2001/04/xmldsig-more#sha384", EVP_sha384}, {"http://www.w3.org/2001/04/xmlenc#sha512", EVP_sha512}};
    const auto found = known.find(uri);
    return found == known.end() ? nullptr : found->second();
}

struct SignatureMethod { const EVP_MD* digest = nullptr; bool is_elliptic = false; };
SignatureMethod method_named(const std::string& uri) {
    static const std::map<std::string, std::pair<const EVP_MD* (*)(), bool>, std::less<>> known{
        {"http://www.w3.org/2000/09/xmldsig#rsa-sha1", {EVP_sha1, false}},             {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", {EVP_sha256, false}},
        {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", {EVP_sha384, false}},    {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", {EVP_sha512, false}},
        {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", {EVP_sha256, true}},   {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384", {EVP_sha384, true}},
        {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512", {EVP_sha512, true}}};
    const auto found = known.find(uri);
    return found == known.end() ? SignatureMethod{} : SignatureMethod{found->second.first(), found->second.second};
}

struct Canonical {
    int mode = XML_C14N_1_0;
    bool with_comments = false;
    std::vector<std::string> prefixes; // InclusiveNamespaces of the exclusive form
};

std::optional<Canonical> canonical_named(xmlNode* method) {
    Canonical how;
    std::string uri = attribute(method, "Algorithm");
    if (const std::string_view ending = "WithComments"; uri.ends_with("#" + std::string(ending)) || uri.ends_with(ending)) {
        how.with_comments = true;
        uri.resize(uri.size() - ending.size());
    }
    if (uri == "http://www.w3.org/TR/2001/REC-xml-c14n-20010315" || uri == "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#") return how;
    if (uri == "http://www.w3.org/2006/12/xml-c14n11" || uri == "http://www.w3.org/2006/12/xml-c14n11#") {
        how.mode = XML_C14N_1_1;
        return how;
    }
    if (uri != "http://www.w3.org/2001/10/xml-exc-c14n#") return std::nullopt;
    how.mode = XML_C14N_EXCLUSIVE_1_0;
    if (xmlNode* inclusive = child(method, "InclusiveNamespaces"))
        for (const std::string_view prefix : base::split(attribute(inclusive, "PrefixList"), ' '))
            if (!prefix.empty()) how.prefixes.emplace_back(prefix);
    return how;
}

struct Part {
    const xmlNode* top = nullptr;     // null: the whole document
    const xmlNode* without = nullptr; // the signature itself, by the enveloped transformation
};

// For c14n: attributes and namespaces stand with their element.
int is_inside(void* data, xmlNodePtr node, xmlNodePtr parent) {
    const auto& part = *static_cast<const Part*>(data);
    const xmlNode* at = node->type == XML_NAMESPACE_DECL || node->type == XML_ATTRIBUTE_NODE ? parent : node;
    bool is_below_top = part.top == nullptr;
    for (; at; at = at->parent) {
        if (at == part.without) return 0;
        if (at == part.top) is_below_top = true;
    }
    return is_below_top ? 1 : 0;
}

std::optional<std::string> canonical(xmlDoc* document, Part part, const Canonical& how) {
    const BufferPtr buffer(xmlAllocOutputBuffer(nullptr));
    std::vector<xmlChar*> prefixes;
    for (const std::string& prefix : how.prefixes) prefixes.push_back(const_cast<xmlChar*>(xml(prefix.c_str())));
    prefixes.push_back(nullptr);
    if (!buffer || xmlC14NExecute(document, is_inside, &part, how.mode, how.prefixes.empty() ? nullptr : prefixes.data(), how.with_comments ? 1 : 0, buffer.get()) < 0) return std::nullopt;
    return std::string(reinterpret_cast<const char*>(xmlOutputBufferGetContent(buffer.get())), xmlOutputBufferGetSize(buffer.get()));
}

std::string digest_of(const EVP_MD* digest, std::string_view bytes) {
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    EVP_Digest(bytes.data(), bytes.size(), out, &size, digest, nullptr);
    return {reinterpret_cast<char*>(out), size};
}

// r and s of equal length, as XMLDSig writes them, in the DER that OpenSSL reads.
std::string der_of_halves(std::string_view halves) {
    if (halves.empty() || halves.size() % 2 != 0 || halves.size() > 200) return {};
    const std::size_t half = halves.size() / 2;
    const Handle<ECDSA_SIG, ECDSA_SIG_free> signature(ECDSA_SIG_new());
    BIGNUM *r = BN_bin2bn(octets(halves), static_cast<int>(half), nullptr), *s = BN_bin2bn(octets(halves.substr(half)), static_cast<int>(half), nullptr);
    if (!signature || ECDSA_SIG_set0(signature.get(), r, s) != 1) return {};
    unsigned char* der = nullptr;
    const int length = i2d_ECDSA_SIG(signature.get(), &der);
    std::string out = length > 0 ? std::string(reinterpret_cast<char*>(der), static_cast<std::size_t>(length)) : std::string();
    OPENSSL_free(der);
    return out;
}

bool is_signed_with(X509* certificate, const SignatureMethod& method, std::string_view bytes, const std::string& signature) {
    EVP_PKEY* key = X509_get0_pubkey(certificate);
    if (!key || EVP_PKEY_is_a(key, "EC") != (method.is_elliptic ? 1 : 0)) return false;
    const KeyContextPtr context(EVP_MD_CTX_new());
    const bool is_right = context && EVP_DigestVerifyInit(context.get(), nullptr, method.digest, nullptr, key) == 1 &&
                          EVP_DigestVerify(context.get(), octets(signature), signature.size(), octets(bytes), bytes.size()) == 1;
    ERR_clear_error();
    return is_right;
}

class OneSignature {
public:
    OneSignature(xmlDoc* document, xmlNode* signature) : document_(document), signature_(signature), info_(child(signature, "SignedInfo")) {}

    SignatureReport examine(const VerifyOptions& options) {
        report_.sub_filter = "XMLDSig";
        report_.field = attribute(signature_, "Id");
        try {
            collect_certificates();
            if (!info_) throw problem("verify.xml_unsupported", "SignedInfo");
            check_references();
            check_value();
            check_binding();
        } catch (base::Problem& found) {
            report_.problems.push_back(std::move(found));
        }
        report_.intact = !base::has_errors(report_.problems);
        if (signer_) judge(options);
        report_.verdict = !report_.intact ? Verdict::invalid : report_.trust == Trust::trusted ? Verdict::valid : Verdict::intact;
        return std::move(report_);
    }

private:
    // The one element with that identifier: two of them are how signed parts get exchanged.
    xmlNode* named(const std::string& id) const {
        xmlNode* found = nullptr;
        xmlNode* root = xmlDocGetRootElement(document_);
        for (xmlNode* node = root; node; node = next_node(node, root)) {
            if (node->type != XML_ELEMENT_NODE) continue;
            const bool is_it = std::ranges::any_of(std::initializer_list<const char*>{"Id", "ID", "id"}, [&](const char* name) { return attribute(node, name) == id; });
            if (is_it && found) throw problem("verify.digest_mismatch", "#" + id);
            if (is_it) found = node;
        }
        return found;
    }

    void check_references() {
        int count = 0;
        for (xmlNode* one = info_->children; one; one = one->next)
            if (is_element(one, "Reference")) {
                if (++count > most_references) throw problem("verify.xml_unsupported", "Reference");
                check_reference(one);
            }
        if (count == 0) throw problem("verify.xml_unsupported", "Reference");
    }

    void check_reference(xmlNode* reference) {
        const std::string uri = attribute(reference, "URI");
        xmlNode* root = xmlDocGetRootElement(document_);
        Part part;
        Canonical how;
        if (uri.starts_with("#")) {
            part.top = named(uri.substr(1));
            if (!part.top) throw problem("verify.digest_mismatch", uri);
        } else if (!uri.empty() || !xmlHasProp(reference, xml("URI"))) {
            throw problem("verify.xml_unsupported", uri);
        }
        xmlNode* transforms = child(reference, "Transforms");
        for (xmlNode* one = transforms ? transforms->children : nullptr; one; one = one->next) {
            if (!is_element(one, "Transform")) continue;
            if (attribute(one, "Algorithm") == std::string(dsig) + "enveloped-signature") part.without = signature_;
            else if (const auto named_how = canonical_named(one)) how = *named_how;
            else throw problem("verify.xml_unsupported", attribute(one, "Algorithm"));
        }
        xmlNode* method = child(reference, "DigestMethod");
        const EVP_MD* digest = digest_named(attribute(method, "Algorithm"));
        if (!digest) throw problem("verify.xml_unsupported", attribute(method, "Algorithm"));
        note_weakness(digest);
        const auto bytes = canonical(document_, part, how);
        if (!bytes) throw problem("verify.xml_unsupported", "c14n");
        if (digest_of(digest, *bytes) != from_base64(content(child(reference, "DigestValue")))) throw problem("verify.digest_mismatch", uri.empty() ? "documento" : uri);
        covered_.insert(part.top ? part.top : root);
        if (!part.top || part.top == root) report_.covers_whole_file = true;
    }

    void check_value() {
        const auto how = canonical_named(child(info_, "CanonicalizationMethod"));
        const std::string name = attribute(child(info_, "SignatureMethod"), "Algorithm");
        const SignatureMethod method = method_named(name);
        if (!how || !method.digest) throw problem("verify.xml_unsupported", name);
        note_weakness(method.digest);
        const auto bytes = canonical(document_, {info_, nullptr}, *how);
        if (!bytes) throw problem("verify.xml_unsupported", "c14n");
        std::string value = from_base64(content(child(signature_, "SignatureValue")));
        if (method.is_elliptic) value = der_of_halves(value);
        if (evidence_.certificates.empty()) throw problem("verify.certificate_missing");
        for (const X509Ptr& one : evidence_.certificates)
            if (!signer_ && is_signed_with(one.get(), method, *bytes, value)) signer_ = shared(one.get());
        if (!signer_) throw problem("verify.signature_wrong");
        report_.signer = facts_of(signer_.get());
    }

    void collect_certificates() {
        xmlNode* keys = child(signature_, "KeyInfo");
        for (xmlNode* node = keys; node; node = next_node(node, keys))
            if (is_of_signature(node, "X509Certificate")) evidence_.add_certificate(from_base64(content(node)));
        if (!evidence_.certificates.empty()) report_.signer = facts_of(evidence_.certificates.front().get()); // who it says it is
    }

    // XAdES (ETSI EN 319 132-1, 5.2): the signed properties name the certificate. What they say counts only when they were signed.
    void check_binding() {
        xmlNode* properties = descendant(signature_, "SignedProperties");
        const bool is_signed = properties && std::ranges::any_of(covered_, [&](const xmlNode* top) {
            for (const xmlNode* at = properties; at && at != signature_; at = at->parent)
                if (at == top) return true;
            return false;
        });
        if (!is_signed) {
            report_.problems.push_back(problem("verify.binding_missing", {}, base::Severity::warning));
            return;
        }
        report_.sub_filter = "XAdES";
        if (const std::string time = content(descendant(properties, "SigningTime")); !time.empty()) report_.claimed_time = base::Instant::parse(time);
        xmlNode* certificate = descendant(properties, "SigningCertificate");
        if (!certificate) certificate = descendant(properties, "SigningCertificateV2");
        xmlNode* told = certificate ? descendant(certificate, "CertDigest") : nullptr;
        const EVP_MD* digest = digest_named(attribute(child(told, "DigestMethod"), "Algorithm"));
        if (!told || !digest) {
            report_.problems.push_back(problem("verify.binding_missing", {}, base::Severity::warning));
            return;
        }
        unsigned char* der = nullptr;
        const int length = i2d_X509(signer_.get(), &der);
        const std::string bytes = length > 0 ? std::string(reinterpret_cast<char*>(der), static_cast<std::size_t>(length)) : std::string();
        OPENSSL_free(der);
        if (digest_of(digest, bytes) != from_base64(content(child(told, "DigestValue")))) throw problem("verify.binding_wrong");
    }

    void note_weakness(const EVP_MD* digest) {
        const auto is_known = [](const base::Problem& known) { return known.code == "verify.weak_algorithm"; };
        if (EVP_MD_is_a(digest, "SHA1") && std::ranges::none_of(report_.problems, is_known))
            report_.problems.push_back(problem("verify.weak_algorithm", "SHA-1", base::Severity::warning));
    }

    void judge(const VerifyOptions& options) {
        std::vector<X509Ptr> anchors;
        for (const std::string& pem : options.anchors_pem)
            for (X509Ptr& one : certificates_from_pem(pem)) anchors.push_back(std::move(one));
        for (const X509Ptr& issuer : issuers_of(signer_.get(), evidence_.certificates, evidence_, anchors)) report_.chain.push_back(facts_of(issuer.get()));
        const TrustResult trust = judge_trust(signer_.get(), evidence_.certificates, evidence_, anchors, options.at.unix_seconds);
        report_.trust = trust.trust;
        report_.trust_reason = trust.reason;
        report_.judged_at = options.at;
        const bool may_sign = (X509_get_key_usage(signer_.get()) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) != 0;
        if (report_.trust == Trust::trusted && !may_sign) {
            report_.trust = Trust::untrusted;
            report_.trust_reason = "key usage does not allow signing";
        }
    }

    xmlDoc* document_;
    xmlNode *signature_, *info_;
    SignatureReport report_;
    Evidence evidence_;
    X509Ptr signer_;
    std::set<const xmlNode*> covered_;
};

void stay_silent(void*, const char*, ...) {}

} // namespace

base::Result<VerifyReport> verify_xml(std::string_view bytes, const VerifyOptions& options) {
    if (bytes.size() > largest_document) return problem("verify.xml_unreadable", std::to_string(bytes.size()));
    xmlSetGenericErrorFunc(nullptr, stay_silent);
    const DocumentPtr document(xmlReadMemory(bytes.data(), static_cast<int>(bytes.size()), "", nullptr, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING));
    xmlNode* root = document ? xmlDocGetRootElement(document.get()) : nullptr;
    if (!root || document->intSubset) return problem("verify.xml_unreadable", document && document->intSubset ? "DTD" : "");
    VerifyReport report;
    report.size = bytes.size();
    report.revisions = 1;
    for (xmlNode* node = root; node; node = next_node(node, root))
        if (is_of_signature(node, "Signature") && report.signatures.size() < most_signatures) report.signatures.push_back(OneSignature(document.get(), node).examine(options));
    if (report.signatures.empty()) report.problems.push_back(problem("verify.no_signatures", {}, base::Severity::warning));
    return report;
}

} // namespace legajo::verify
