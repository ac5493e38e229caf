#pragma once
// The mail that carries a letter: neutral subject and file name, the short message as text, the PDF attached.

#include "mail/message.hpp"

#include "model/party.hpp"

namespace legajo::mail {

struct LetterMail {
    const model::Party& creditor;
    const model::Party& addressee;
    std::string reference;     // of the case
    std::string language;      // BCP 47 of the letter
    std::string subject_words; // of the pack (`correo.asunto`); {referencia} stands for the reference
    std::string draft_word;    // of the pack (`borrador`), in the name of an unsigned letter
    std::string short_message; // filled short.mustache
    std::string pdf;           // finished bytes, signed or draft
    base::Instant issued_at;
    bool is_draft = false;     // an unsigned letter is attached as a draft
};

// From the creditor's first contact with an address to the addressee's; a contact that has answered before goes first.
// Problems: mail.no_sender, mail.no_addressee (referencia), and those of problems_of.
[[nodiscard]] base::Result<Message> letter_message(const LetterMail& mail);

// "Nuestra referencia: EXP-2026-0417": the pack's words, or these; never a word on the matter.
[[nodiscard]] std::string neutral_subject(std::string_view reference, std::string_view words);

// Lines end with U+000A, no white space at their ends, at most one empty line in a row, one line feed at the end.
[[nodiscard]] std::string tidy_text(std::string_view text);

} // namespace legajo::mail
