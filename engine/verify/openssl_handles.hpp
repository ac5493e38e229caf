#pragma once
// Ownership of OpenSSL objects inside verify/. Never included by a public header.

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/ess.h>
#include <openssl/evp.h>
#include <openssl/ocsp.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace legajo::verify {

template <auto release>
struct Releaser {
    template <typename T>
    void operator()(T* object) const { release(object); }
};
template <typename T, auto release>
using Handle = std::unique_ptr<T, Releaser<release>>;

inline void free_certificates(STACK_OF(X509)* stack) { sk_X509_pop_free(stack, X509_free); }
inline void free_crls(STACK_OF(X509_CRL)* stack) { sk_X509_CRL_pop_free(stack, X509_CRL_free); }
inline void free_stack_only(STACK_OF(X509)* stack) { sk_X509_free(stack); }

using X509Ptr = Handle<X509, X509_free>;
using X509StackPtr = Handle<STACK_OF(X509), free_certificates>;
using X509ViewPtr = Handle<STACK_OF(X509), free_stack_only>;
using CrlStackPtr = Handle<STACK_OF(X509_CRL), free_crls>;
using CrlPtr = Handle<X509_CRL, X509_CRL_free>;
using OcspResponsePtr = Handle<OCSP_RESPONSE, OCSP_RESPONSE_free>;
using OcspBasicPtr = Handle<OCSP_BASICRESP, OCSP_BASICRESP_free>;
using StorePtr = Handle<X509_STORE, X509_STORE_free>;
using StoreCtxPtr = Handle<X509_STORE_CTX, X509_STORE_CTX_free>;
using CmsPtr = Handle<CMS_ContentInfo, CMS_ContentInfo_free>;
using TstInfoPtr = Handle<TS_TST_INFO, TS_TST_INFO_free>;
using BioPtr = Handle<BIO, BIO_free_all>;

inline const unsigned char* octets(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
inline std::string_view bytes_of(const ASN1_STRING* string) {
    return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(string)), static_cast<std::size_t>(ASN1_STRING_length(string))};
}
inline X509Ptr shared(X509* certificate) {
    X509_up_ref(certificate);
    return X509Ptr(certificate);
}

} // namespace legajo::verify
