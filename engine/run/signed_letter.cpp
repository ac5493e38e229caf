// Turns drawn pages into a signed file. Entries: draw_letter, sign_letter.

#include "run/signed_letter.hpp"

#include "base/hash.hpp"

#include <utility>

namespace legajo::run {
namespace {

// `hash` has taken what stands before the hole.
std::vector<std::uint8_t> range_digest(sign::DigestAlgorithm algorithm, const base::Sha256Stream& hash, const draw::DrawnPdf& drawn) {
    if (algorithm != sign::DigestAlgorithm::sha256) {
        const std::string whole = drawn.whole();
        return sign::digest_of(algorithm, std::string_view(whole).substr(0, drawn.byte_range[1]), std::string_view(whole).substr(drawn.byte_range[2]));
    }
    base::Sha256Stream range = hash;
    range.add(std::string_view(drawn.rest).substr(drawn.byte_range[2] - drawn.beginning->bytes.size()));
    const base::Sha256 digest = range.finish();
    return {digest.begin(), digest.end()};
}

} // namespace

draw::DrawnPdf draw_letter(Worker& worker, const model::Pages& pages, const LetterRequest& request, std::string id_seed) {
    draw::DrawOptions options;
    options.issued_at = request.issued_at;
    options.compression_level = request.compression_level;
    options.certification = request.certification;
    options.id_seed = std::move(id_seed);
    if (!request.is_unsigned) options.signature_bytes = worker.signer().signature_size_bound(worker.timestamps());
    return draw::draw_pages(pages, worker.shaper().fonts(), options, worker.beginnings());
}

// Most of a file are its faces, hashed once for all letters, and nearly all of the rest stands before the signature: both hashes share that work.
base::Result<SignedFile> sign_letter(Worker& worker, draw::DrawnPdf drawn, const LetterRequest& request) {
    const std::size_t beginning = drawn.beginning->bytes.size();
    base::Sha256Stream hash = drawn.beginning->hashed;
    std::size_t hashed = 0;
    if (!request.is_unsigned) {
        hashed = drawn.byte_range[1] - beginning;
        hash.add(std::string_view(drawn.rest).substr(0, hashed));
        const auto digest = range_digest(worker.signer().digest_algorithm(), hash, drawn);
        draw::insert_signature(drawn, worker.signer().make_signature(digest, worker.timestamps()));
    }
    LetterBytes bytes{std::move(drawn.beginning), std::move(drawn.rest)};
    if (!request.is_unsigned && has_validation_data(request.level)) {
        bytes = {nullptr, bytes.whole()};
        hashed += beginning;
        auto problems = raise_level(bytes.rest, worker.signing_tools(), {.level = request.level, .issued_at = request.issued_at, .now = request.now});
        if (!problems.empty()) return problems;
    }
    hash.add(std::string_view(bytes.rest).substr(hashed));
    return SignedFile{std::move(bytes), base::hex(hash.finish())};
}

} // namespace legajo::run
