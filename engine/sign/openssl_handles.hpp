#pragma once
// Ownership of OpenSSL objects inside sign/. Never included by a public header.

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/cms.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ocsp.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace legajo::sign {

template <auto release>
struct Releaser {
    template <typename T>
    void operator()(T* object) const { release(object); }
};
template <typename T, auto release>
using Handle = std::unique_ptr<T, Releaser<release>>;

inline void free_certificates(STACK_OF(X509)* stack) { sk_X509_pop_free(stack, X509_free); }
inline void free_stack_only(STACK_OF(X509)* stack) { sk_X509_free(stack); }

using X509Ptr = Handle<X509, X509_free>;
using X509StackPtr = Handle<STACK_OF(X509), free_certificates>;
using X509ViewPtr = Handle<STACK_OF(X509), free_stack_only>; // elements belong to others
using X509StorePtr = Handle<X509_STORE, X509_STORE_free>;
using X509StoreCtxPtr = Handle<X509_STORE_CTX, X509_STORE_CTX_free>;
using X509CrlPtr = Handle<X509_CRL, X509_CRL_free>;
using PkeyPtr = Handle<EVP_PKEY, EVP_PKEY_free>;
using PkeyCtxPtr = Handle<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using MdCtxPtr = Handle<EVP_MD_CTX, EVP_MD_CTX_free>;
using BioPtr = Handle<BIO, BIO_free_all>;
using Pkcs12Ptr = Handle<PKCS12, PKCS12_free>;
using TsReqPtr = Handle<TS_REQ, TS_REQ_free>;
using TsRespPtr = Handle<TS_RESP, TS_RESP_free>;
using TsVerifyCtxPtr = Handle<TS_VERIFY_CTX, TS_VERIFY_CTX_free>;
using OcspRequestPtr = Handle<OCSP_REQUEST, OCSP_REQUEST_free>;
using OcspResponsePtr = Handle<OCSP_RESPONSE, OCSP_RESPONSE_free>;
using OcspBasicPtr = Handle<OCSP_BASICRESP, OCSP_BASICRESP_free>;

inline BioPtr memory_bio(std::string_view bytes) { return BioPtr(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size()))); }

// DER of anything with an i2d function.
template <typename T, typename Encode>
std::string der_of(const T* object, Encode encode) {
    const int length = encode(object, nullptr);
    if (length <= 0) return {};
    std::string out(static_cast<std::size_t>(length), '\0');
    auto* cursor = reinterpret_cast<unsigned char*>(out.data());
    encode(object, &cursor);
    return out;
}

inline const unsigned char* octets(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

} // namespace legajo::sign
