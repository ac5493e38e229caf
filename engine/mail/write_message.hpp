#pragma once
// Message -> bytes of an .eml file (RFC 5322, MIME), through GMime. Linked by legajo-cell only; see README.md.

#include "mail/message.hpp"

namespace legajo::mail {

// CRLF line ends; headers in encoded words where they are not ASCII; text as quoted-printable UTF-8, attachments as base64 with their names
// by RFC 2231. Reads no file, no clock, no locale and no random number: the same message gives the same bytes.
// The first call loads what GMime loads once (character set tables, a seed that it does not use here); a process that will lose its right to
// open files calls warm_up() before.
// Problems: those of problems_of. Throws base::Error mail.failed. Thread-safe.
[[nodiscard]] base::Result<std::string> write_message(const Message& message);

void warm_up();

} // namespace legajo::mail
