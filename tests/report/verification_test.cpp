// What verify and reissue tell, as data by their schemas and as calm text.

#include "golden.hpp"
#include "schema.hpp"

#include "base/text.hpp"
#include "report/proof.hpp"
#include "report/verification.hpp"

using namespace legajo;

namespace {

report::Catalogue catalogue(const char* language) { return report::Catalogue::load(test::messages_folder(), language); }

model::CertificateFacts certificate(const std::string& name) {
    model::CertificateFacts facts;
    facts.subject = "CN=" + name + ",C=ES";
    facts.common_name = name;
    facts.issuer = "CN=Autoridad";
    facts.serial_hex = "01AB";
    facts.not_before = *base::Instant::parse("2026-01-01T00:00:00Z");
    facts.not_after = *base::Instant::parse("2029-01-01T00:00:00Z");
    facts.key = "RSA-2048";
    facts.sha256_hex = std::string(64, 'a');
    return facts;
}

model::VerifyReport long_lived() {
    model::SignatureReport signature;
    signature.field = "Firma1";
    signature.sub_filter = "ETSI.CAdES.detached";
    signature.verdict = model::Verdict::valid;
    signature.intact = true;
    signature.signer = certificate("Ana Núñez Ibáñez");
    signature.chain = {certificate("Ana Núñez Ibáñez"), certificate("Autoridad")};
    signature.claimed_time = base::Instant::parse("2026-11-21T10:00:00+01:00");
    signature.level = model::PadesLevel::b_lta;
    signature.timestamp.emplace();
    signature.timestamp->intact = true;
    signature.timestamp->time = *base::Instant::parse("2026-11-21T09:00:05Z");
    signature.timestamp->authority = certificate("Sello de tiempo");
    signature.timestamp->trust = model::Trust::trusted;
    signature.changes_after = {{model::ChangeKind::validation_data, "DSS"}, {model::ChangeKind::document_timestamp, "Sello1"}};
    signature.changes_allowed = true;
    signature.trust = model::Trust::trusted;
    signature.revocation = model::Revocation::good;
    signature.judged_at = *base::Instant::parse("2026-11-21T09:00:05Z");
    model::VerifyReport report;
    report.size = 40000;
    report.revisions = 3;
    report.signatures = {signature};
    return report;
}

report::LetterProof proven() {
    report::LetterProof proof;
    proof.letter.number = 7;
    proof.letter.case_reference = "EXP-1";
    proof.letter.letter = "requerimiento";
    proof.letter.issued_on = base::Date::parse("2026-11-21");
    proof.letter.pdf_file = "cartas/4f/exp-1.pdf";
    proof.letter.pdf_sha256 = std::string(64, 'b');
    proof.letter.pack_version = "es-ES 1.0.0 0123456789ab";
    proof.pack_now = proof.letter.pack_version;
    proof.signature_level = "B-T";
    proof.issued_at = base::Instant::parse("2026-11-21T10:00:00+01:00");
    proof.file_exists = proof.file_is_recorded = proof.case_is_recorded = proof.pack_is_recorded = true;
    proof.sameness = report::Sameness::outside_signature;
    proof.bytes = 40000;
    return proof;
}

} // namespace

TEST_CASE("A verification as data keeps to its schema, full or bare") {
    const test::Schema schema("verify");
    for (const char* language : {"es", "en"}) {
        CHECK(schema.faults(report::verification_json("carta.pdf", long_lived(), catalogue(language))) == "");
        CHECK(schema.faults(report::verification_json("vacío.pdf", {}, catalogue(language))) == "");
    }
    model::VerifyReport bare;
    bare.signatures.resize(1);
    bare.empty_fields = {"Firma2"};
    CHECK(schema.faults(report::verification_json("carta.pdf", bare, catalogue("es"))) == "");
}

TEST_CASE("A verification as text says who, when, which level, and that what came after was allowed") {
    const std::string text = report::verification_text("carta.pdf", long_lived(), catalogue("es"));
    INFO(text);
    for (const char* told : {"carta.pdf", "Ana Núñez Ibáñez", "B-LTA", "2026-11-21", "Sello de tiempo"}) CHECK(text.find(told) != std::string::npos);
    CHECK(text.find('\x1b') == std::string::npos);
    for (const std::string_view line : base::split(text, '\n')) CHECK(line.size() < 130);
}

TEST_CASE("A proof as data keeps to its schema, and is told in a few lines") {
    const test::Schema schema("reissue");
    auto proof = proven();
    CHECK(proof.is_proven());
    CHECK(schema.faults(report::proof_json(proof, catalogue("es"))) == "");
    CHECK(report::proof_text(proof, catalogue("es")).find("probada: es lo que se envió") != std::string::npos);
    CHECK(report::proof_text(proof, catalogue("en")).find("proved: it is what was sent") != std::string::npos);
    proof.file_is_recorded = false;
    proof.sameness = report::Sameness::different;
    proof.first_difference = 512;
    CHECK_FALSE(proof.is_proven());
    CHECK(schema.faults(report::proof_json(proof, catalogue("es"))) == "");
    const std::string text = report::proof_text(proof, catalogue("es"));
    CHECK(text.find("no probada") != std::string::npos);
    CHECK(text.find("byte 512") != std::string::npos);
    CHECK(text.find("su huella no es la registrada") != std::string::npos);
    CHECK(schema.faults(report::proof_json({.letter = proof.letter}, catalogue("es"))) == "");
}
