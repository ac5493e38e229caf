#pragma once
// A letter's pages to the file that goes out: drawn with the hole its signature needs, signed, raised to its level, hashed. Every letter takes this
// way, whether it goes to the debtor, to the creditor as a copy or to the lawyer with a dossier.

#include "draw/draw_pages.hpp"
#include "run/letter_request.hpp"
#include "run/worker.hpp"

#include <array>
#include <memory>
#include <string>
#include <string_view>

namespace legajo::run {

// The beginning is shared with other letters, and null where the file was written on after drawing.
struct LetterBytes {
    std::shared_ptr<const draw::Beginning> beginning;
    std::string rest;
    [[nodiscard]] std::array<std::string_view, 2> pieces() const { return {beginning ? std::string_view(beginning->bytes) : std::string_view(), rest}; }
    [[nodiscard]] std::string whole() const { return beginning ? beginning->bytes + rest : rest; }
};

struct SignedFile {
    LetterBytes bytes;
    std::string sha256; // of the whole
};

// `id_seed` names the document; its other options are the request's.
[[nodiscard]] draw::DrawnPdf draw_letter(Worker& worker, const model::Pages& pages, const LetterRequest& request, std::string id_seed);
// As drawn when it is unsigned. Problems sign.*, verify.increment_*, cell.*; throws Error sign.*, draw.signature_too_large.
[[nodiscard]] base::Result<SignedFile> sign_letter(Worker& worker, draw::DrawnPdf drawn, const LetterRequest& request);

} // namespace legajo::run
