#include "verify/cms_check.hpp"

#include "verify/certificates.hpp"

#include <algorithm>

namespace legajo::verify {

namespace {

constexpr int smallest_rsa_bits = 2048;

base::Problem problem(const char* code, std::string detail = {}) {
    base::Problem out{base::Severity::error, code, "verify", {}, {}};
    out.with("detalle", std::move(detail));
    return out;
}

CMS_SignerInfo* only_signer(CMS_ContentInfo* cms, CmsFacts& facts) {
    STACK_OF(CMS_SignerInfo)* infos = CMS_get0_SignerInfos(cms);
    const int count = infos ? sk_CMS_SignerInfo_num(infos) : 0;
    if (count == 1) return sk_CMS_SignerInfo_value(infos, 0);
    facts.problems.push_back(problem("verify.cms_signers", std::to_string(count)));
    return nullptr;
}

void collect_material(CMS_ContentInfo* cms, CmsFacts& facts) {
    const X509StackPtr certificates(CMS_get1_certs(cms));
    for (int i = 0; certificates && i < sk_X509_num(certificates.get()) && i < 200; ++i)
        facts.certificates.push_back(shared(sk_X509_value(certificates.get(), i)));
    const CrlStackPtr crls(CMS_get1_crls(cms));
    for (int i = 0; crls && i < sk_X509_CRL_num(crls.get()) && i < 200; ++i) {
        X509_CRL* crl = sk_X509_CRL_value(crls.get(), i);
        X509_CRL_up_ref(crl);
        facts.crls.emplace_back(crl);
    }
}

// The one value of a signed attribute of that kind; null when absent, doubled or of another type.
const ASN1_TYPE* signed_value(CMS_SignerInfo* info, int nid) {
    const int at = CMS_signed_get_attr_by_NID(info, nid, -1);
    if (at < 0 || CMS_signed_get_attr_by_NID(info, nid, at) >= 0) return nullptr;
    X509_ATTRIBUTE* attribute = CMS_signed_get_attr(info, at);
    return X509_ATTRIBUTE_count(attribute) == 1 ? X509_ATTRIBUTE_get0_type(attribute, 0) : nullptr;
}

bool is_strong(const EVP_MD* md) { return md && EVP_MD_get_size(md) >= 32; }

const EVP_MD* digest_algorithm(CMS_SignerInfo* info, CmsFacts& facts) {
    X509_ALGOR* algorithm = nullptr;
    CMS_SignerInfo_get0_algs(info, nullptr, nullptr, &algorithm, nullptr);
    const ASN1_OBJECT* object = nullptr;
    X509_ALGOR_get0(&object, nullptr, nullptr, algorithm);
    const EVP_MD* md = EVP_get_digestbyobj(object);
    char name[80] = {};
    OBJ_obj2txt(name, sizeof name, object, 0);
    if (!is_strong(md)) facts.problems.push_back(problem("verify.weak_algorithm", name));
    return md;
}

void check_attributes(CMS_SignerInfo* info, int content_nid, const std::string& digest, CmsFacts& facts) {
    if (CMS_signed_get_attr_count(info) <= 0) {
        facts.problems.push_back(problem("verify.no_signed_attributes"));
        return;
    }
    const ASN1_TYPE* type = signed_value(info, NID_pkcs9_contentType);
    if (!type || type->type != V_ASN1_OBJECT || OBJ_obj2nid(type->value.object) != content_nid)
        facts.problems.push_back(problem("verify.content_type_wrong"));
    const ASN1_TYPE* stated = signed_value(info, NID_pkcs9_messageDigest);
    if (!stated || stated->type != V_ASN1_OCTET_STRING || digest.empty() || bytes_of(stated->value.octet_string) != digest)
        facts.problems.push_back(problem("verify.digest_mismatch"));
    facts.has_signing_time = CMS_signed_get_attr_by_NID(info, NID_pkcs9_signingTime, -1) >= 0;
}

void check_binding(CMS_SignerInfo* info, CmsFacts& facts) {
    const ASN1_TYPE* v2 = signed_value(info, NID_id_smime_aa_signingCertificateV2);
    const ASN1_TYPE* v1 = signed_value(info, NID_id_smime_aa_signingCertificate);
    if (!v1 && !v2) return; // no CAdES signature; told by the level
    facts.has_signing_certificate_v2 = true;
    Handle<ESS_SIGNING_CERT, ESS_SIGNING_CERT_free> old_form;
    Handle<ESS_SIGNING_CERT_V2, ESS_SIGNING_CERT_V2_free> new_form;
    bool read = true;
    const auto parse_value = [&](const ASN1_TYPE* value, auto& out, auto decode) {
        if (!value) return;
        const unsigned char* cursor = nullptr;
        if (value->type == V_ASN1_SEQUENCE) {
            const std::string_view bytes = bytes_of(value->value.sequence);
            cursor = octets(bytes);
            out.reset(decode(nullptr, &cursor, static_cast<long>(bytes.size())));
        }
        read = read && out;
    };
    parse_value(v1, old_form, d2i_ESS_SIGNING_CERT);
    parse_value(v2, new_form, d2i_ESS_SIGNING_CERT_V2);
    const X509ViewPtr chain(sk_X509_new_null());
    sk_X509_push(chain.get(), facts.signer.get());
    for (const auto& one : facts.certificates) sk_X509_push(chain.get(), one.get());
    if (!read || OSSL_ESS_check_signing_certs(old_form.get(), new_form.get(), chain.get(), 1) <= 0)
        facts.problems.push_back(problem("verify.binding_wrong"));
}

// The signature algorithm is not covered by the signature, and OpenSSL reads the key instead: hold it to what was used.
void check_signature_algorithm(CMS_SignerInfo* info, X509* signer, CmsFacts& facts) {
    X509_ALGOR *digest = nullptr, *signature = nullptr;
    CMS_SignerInfo_get0_algs(info, nullptr, nullptr, &digest, &signature);
    const int signature_nid = OBJ_obj2nid(signature->algorithm), digest_nid = OBJ_obj2nid(digest->algorithm);
    EVP_PKEY* key = X509_get0_pubkey(signer);
    const int key_nid = key ? EVP_PKEY_get_base_id(key) : NID_undef;
    int of_digest = 0, of_key = 0;
    if (signature_nid == key_nid || (signature_nid == NID_rsassaPss && key_nid == NID_rsaEncryption)) return;
    if (OBJ_find_sigid_algs(signature_nid, &of_digest, &of_key) == 1 && of_digest == digest_nid && of_key == key_nid) return;
    facts.problems.push_back(problem("verify.cms_malformed", "signature algorithm"));
}

// One element of DER or BER: its content; `rest` moves behind it. False when malformed.
bool next_element(std::string_view& rest, int& tag, std::string_view& content) {
    const unsigned char* cursor = octets(rest);
    long length = 0;
    int tag_class = 0;
    const int flags = ASN1_get_object(&cursor, &length, &tag, &tag_class, static_cast<long>(rest.size()));
    if ((flags & 0x80) != 0) return false;
    const auto header = static_cast<std::size_t>(cursor - octets(rest));
    // Indefinite length: the rest of what is there; enough for looking at the first elements inside.
    const std::size_t size = (flags & 1) != 0 ? rest.size() - header : static_cast<std::size_t>(length);
    content = rest.substr(header, size);
    rest.remove_prefix(header + size);
    return true;
}

bool is_signer_version_sound(std::string_view signers) {
    int tag = 0;
    std::string_view signer, version;
    if (!next_element(signers, tag, signer) || !next_element(signer, tag, version)) return false;
    return tag == V_ASN1_INTEGER && version.size() == 1 && (version[0] == 1 || version[0] == 3);
}

// Version and digestAlgorithms stand outside the signature and OpenSSL does not look at them.
bool is_outer_frame_sound(std::string_view contents) {
    int tag = 0;
    std::string_view content, inside = contents;
    if (!next_element(inside, tag, content)) return false; // ContentInfo
    inside = content;
    if (!next_element(inside, tag, content) || !next_element(inside, tag, content)) return false; // type, [0]
    inside = content;
    if (!next_element(inside, tag, content)) return false; // SignedData
    inside = content;
    if (!next_element(inside, tag, content) || content.size() != 1) return false;
    const char version = content[0];
    if (version != 1 && version != 3 && version != 4 && version != 5) return false;
    if (!next_element(inside, tag, content) || tag != V_ASN1_SET) return false;
    for (std::string_view algorithms = content; !algorithms.empty();) {
        std::string_view algorithm, oid;
        if (!next_element(algorithms, tag, algorithm) || tag != V_ASN1_SEQUENCE) return false;
        if (algorithm.empty()) break; // end of an indefinite-length set
        const unsigned char* cursor = octets(algorithm);
        const Handle<X509_ALGOR, X509_ALGOR_free> whole([&] {
            std::string again;
            again += static_cast<char>(V_ASN1_SEQUENCE | V_ASN1_CONSTRUCTED);
            if (algorithm.size() >= 0x80) return static_cast<X509_ALGOR*>(nullptr);
            again += static_cast<char>(algorithm.size());
            again += algorithm;
            cursor = octets(again);
            return d2i_X509_ALGOR(nullptr, &cursor, static_cast<long>(again.size()));
        }());
        if (!whole || !EVP_get_digestbyobj(whole->algorithm)) return false;
        const int parameter = whole->parameter ? whole->parameter->type : V_ASN1_NULL;
        if (parameter != V_ASN1_NULL) return false;
    }
    // Behind content, certificates and lists comes the SET of signers. An indefinite length before it hides it: then nothing is said.
    while (next_element(inside, tag, content))
        if (tag == V_ASN1_SET) return is_signer_version_sound(content);
    return inside.empty();
}

// The element, and whether only zeros follow it. d2i takes BER as well as DER; what it consumed is what was signed.
CmsPtr parse(std::string_view contents, CmsFacts& facts) {
    const unsigned char* cursor = octets(contents);
    CmsPtr cms(d2i_CMS_ContentInfo(nullptr, &cursor, static_cast<long>(contents.size())));
    if (!cms) {
        facts.problems.push_back(problem("verify.cms_malformed"));
        return nullptr;
    }
    const auto consumed = static_cast<std::size_t>(cursor - octets(contents));
    const std::string_view rest = contents.substr(consumed);
    if (std::any_of(rest.begin(), rest.end(), [](char c) { return c != '\0'; })) facts.problems.push_back(problem("verify.contents_junk"));
    if (!is_outer_frame_sound(contents.substr(0, consumed))) facts.problems.push_back(problem("verify.cms_malformed", "version or digest algorithms"));
    if (OBJ_obj2nid(CMS_get0_type(cms.get())) != NID_pkcs7_signed) {
        facts.problems.push_back(problem("verify.cms_malformed", "not SignedData"));
        return nullptr;
    }
    return cms;
}

void check_key_strength(X509* certificate, CmsFacts& facts) {
    EVP_PKEY* key = X509_get0_pubkey(certificate);
    const bool is_rsa = key && (EVP_PKEY_is_a(key, "RSA") || EVP_PKEY_is_a(key, "RSA-PSS"));
    if (is_rsa && EVP_PKEY_get_bits(key) < smallest_rsa_bits)
        facts.problems.push_back(problem("verify.weak_algorithm", "RSA " + std::to_string(EVP_PKEY_get_bits(key))));
}

// Ed25519 and its like are whole, maybe; nobody here can tell.
bool is_key_supported(X509* certificate) {
    EVP_PKEY* key = X509_get0_pubkey(certificate);
    return key && (EVP_PKEY_is_a(key, "RSA") || EVP_PKEY_is_a(key, "RSA-PSS") || EVP_PKEY_is_a(key, "EC"));
}

// Everything that signatures and tokens share; content_digest is what messageDigest must say.
CMS_SignerInfo* check_signer(CMS_ContentInfo* cms, int content_nid, const DigestOfContent& content_digest, CmsFacts& facts) {
    collect_material(cms, facts);
    CMS_SignerInfo* info = only_signer(cms, facts);
    if (!info) return nullptr;
    if (OBJ_obj2nid(CMS_get0_eContentType(cms)) != content_nid) facts.problems.push_back(problem("verify.content_type_wrong"));
    facts.signature_value = bytes_of(CMS_SignerInfo_get0_signature(info));
    CMS_set1_signers_certs(cms, nullptr, 0);
    X509* signer = nullptr;
    CMS_SignerInfo_get0_algs(info, nullptr, &signer, nullptr, nullptr);
    if (!signer) {
        facts.problems.push_back(problem("verify.certificate_missing"));
        return nullptr;
    }
    facts.signer = shared(signer);
    if (!is_key_supported(signer)) {
        EVP_PKEY* key = X509_get0_pubkey(signer);
        facts.problems.push_back(problem("verify.algorithm_unsupported", key ? EVP_PKEY_get0_type_name(key) : ""));
        return nullptr;
    }
    const EVP_MD* md = digest_algorithm(info, facts);
    check_attributes(info, content_nid, md ? content_digest(md) : std::string(), facts);
    if (CMS_signed_get_attr_count(info) > 0 && CMS_SignerInfo_verify(info) != 1) facts.problems.push_back(problem("verify.signature_wrong"));
    check_binding(info, facts);
    check_key_strength(signer, facts);
    check_signature_algorithm(info, signer, facts);
    return info;
}

void collect_tokens(CMS_SignerInfo* info, CmsFacts& facts) {
    constexpr std::size_t most_tokens = 8;
    for (int at = -1; (at = CMS_unsigned_get_attr_by_NID(info, NID_id_smime_aa_timeStampToken, at)) >= 0;) {
        X509_ATTRIBUTE* attribute = CMS_unsigned_get_attr(info, at);
        for (int i = 0; i < X509_ATTRIBUTE_count(attribute) && facts.timestamp_tokens.size() < most_tokens; ++i) {
            const ASN1_TYPE* value = X509_ATTRIBUTE_get0_type(attribute, i);
            if (value && value->type == V_ASN1_SEQUENCE) facts.timestamp_tokens.emplace_back(bytes_of(value->value.sequence));
        }
    }
}

void check_imprint(TS_TST_INFO* info, const DigestOfContent& digest, CmsFacts& facts) {
    TS_MSG_IMPRINT* imprint = TS_TST_INFO_get_msg_imprint(info);
    const ASN1_OBJECT* object = nullptr;
    X509_ALGOR_get0(&object, nullptr, nullptr, TS_MSG_IMPRINT_get_algo(imprint));
    const EVP_MD* md = EVP_get_digestbyobj(object);
    if (!is_strong(md)) facts.problems.push_back(problem("verify.weak_algorithm", "imprint"));
    const std::string expected = md ? digest(md) : std::string();
    if (expected.empty() || bytes_of(TS_MSG_IMPRINT_get_msg(imprint)) != expected) facts.problems.push_back(problem("verify.digest_mismatch"));
}

} // namespace

std::string digest_of_parts(const EVP_MD* md, std::string_view first, std::string_view second) {
    const Handle<EVP_MD_CTX, EVP_MD_CTX_free> context(EVP_MD_CTX_new());
    std::string out(static_cast<std::size_t>(EVP_MD_get_size(md)), '\0');
    const bool done = context && EVP_DigestInit_ex(context.get(), md, nullptr) == 1 && EVP_DigestUpdate(context.get(), first.data(), first.size()) == 1 &&
                      EVP_DigestUpdate(context.get(), second.data(), second.size()) == 1 &&
                      EVP_DigestFinal_ex(context.get(), reinterpret_cast<unsigned char*>(out.data()), nullptr) == 1;
    return done ? out : std::string();
}

CmsFacts check_signature(std::string_view contents, const DigestOfContent& digest) {
    CmsFacts facts;
    const CmsPtr cms = parse(contents, facts);
    if (cms) {
        ASN1_OCTET_STRING** content = CMS_get0_content(cms.get());
        if (content && *content) facts.problems.push_back(problem("verify.cms_not_detached"));
        if (CMS_SignerInfo* info = check_signer(cms.get(), NID_pkcs7_data, digest, facts)) collect_tokens(info, facts);
    }
    ERR_clear_error();
    return facts;
}

CmsFacts check_token(std::string_view contents, const DigestOfContent& digest) {
    CmsFacts facts;
    const CmsPtr cms = parse(contents, facts);
    if (cms) {
        ASN1_OCTET_STRING** content = CMS_get0_content(cms.get());
        const std::string_view inside = content && *content ? bytes_of(*content) : std::string_view();
        check_signer(cms.get(), NID_id_smime_ct_TSTInfo, [&](const EVP_MD* md) { return digest_of_parts(md, inside); }, facts);
        const unsigned char* cursor = octets(inside);
        const TstInfoPtr info(d2i_TS_TST_INFO(nullptr, &cursor, static_cast<long>(inside.size())));
        if (info) {
            check_imprint(info.get(), digest, facts);
            facts.time = instant_of(TS_TST_INFO_get_time(info.get()));
        } else {
            facts.problems.push_back(problem("verify.cms_malformed", "TSTInfo"));
        }
        if (facts.signer && X509_check_purpose(facts.signer.get(), X509_PURPOSE_TIMESTAMP_SIGN, 0) != 1)
            facts.problems.push_back(problem("verify.timestamp_purpose"));
        if (facts.signer && !facts.has_signing_certificate_v2) facts.problems.push_back(problem("verify.binding_missing"));
    }
    ERR_clear_error();
    return facts;
}

} // namespace legajo::verify
