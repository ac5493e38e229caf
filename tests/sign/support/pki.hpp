#pragma once
// A public-key infrastructure for tests: fixed dates, any defect on demand. Keys are made at test time and never kept.

#include <openssl/evp.h>
#include <openssl/ocsp.h>
#include <openssl/x509.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace test_pki {

// 2026-06-01T00:00:00Z, in the middle of every certificate's life unless asked otherwise.
constexpr std::int64_t mid_2026 = 1780272000;
constexpr std::int64_t day = 86400;

struct FreeKey { void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); } };
struct FreeCertificate { void operator()(X509* certificate) const { X509_free(certificate); } };
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;
using Certificate = std::unique_ptr<X509, FreeCertificate>;

enum class Kind { rsa1024, rsa2048, rsa3072, rsa4096, p256, p384, p521, ed25519 };

Key make_key(Kind kind); // RSA keys are made once per process and shared

struct Wish {
    std::string name = "Ana Núñez Ibáñez";
    std::int64_t from = mid_2026 - 365 * day, to = mid_2026 + 365 * day;
    std::string key_usage = "critical,digitalSignature,nonRepudiation"; // empty: no extension
    std::string extended_key_usage = {};
    bool authority = false;
    std::string ocsp_url = {}, crl_url = {}, issuer_url = {}; // AIA and CDP
    bool ocsp_nocheck = false;
    long serial = 0; // 0: next free
};

struct Identity {
    Key key;
    Certificate certificate;
    [[nodiscard]] std::string pem() const;
    [[nodiscard]] std::string key_pem(const std::string& password = {}) const;
    [[nodiscard]] std::string der() const;
};

Identity make_root(const std::string& name = "Autoridad de pruebas", Kind kind = Kind::rsa2048);
Identity issue(const Identity& issuer, Kind kind, const Wish& wish = {});

enum class Cipher { modern, legacy_rc2_40, triple_des };
std::string pkcs12(const Identity& identity, const std::vector<const Identity*>& chain, const std::string& password, Cipher cipher = Cipher::modern);

// DER. Revoked serials are those of `revoked`.
std::string crl(const Identity& issuer, const std::vector<const Identity*>& revoked, std::int64_t from = mid_2026 - day, std::int64_t to = mid_2026 + 30 * day,
                std::int64_t revoked_at = mid_2026 - 10 * day);
enum class Status { good, revoked, unknown };
std::string ocsp_response(const Identity& responder, const Identity& issuer, const Identity& subject, Status status, std::int64_t from = mid_2026 - day,
                          std::int64_t to = mid_2026 + 7 * day, std::int64_t revoked_at = mid_2026 - 10 * day);

// A folder that goes when the test ends.
class Folder {
public:
    Folder();
    ~Folder();
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    std::filesystem::path write(const std::string& name, const std::string& bytes) const;

private:
    std::filesystem::path path_;
};

} // namespace test_pki
