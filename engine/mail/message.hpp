#pragma once
// A mail message as plain data, before it becomes bytes. Crosses the pipe to legajo-cell, where GMime writes it (write_message.hpp).

#include "base/date.hpp"
#include "base/problem.hpp"
#include "base/wire.hpp"

#include <string>
#include <vector>

namespace legajo::mail {

struct Mailbox {
    std::string name;    // UTF-8, may be empty
    std::string address; // local@domain, ASCII
    bool operator==(const Mailbox&) const = default;
};

struct Attachment {
    std::string name; // file name shown to the reader; UTF-8, no folders
    std::string mime; // "application/pdf"
    std::string bytes;
};

struct Message {
    Mailbox from, reply_to; // reply_to.address empty: none
    std::vector<Mailbox> to;
    std::string subject;  // neutral: a preview on a locked screen must not tell of a debt
    std::string text;     // plain UTF-8, lines end with U+000A
    std::string language; // BCP 47; empty: none
    base::Instant date;   // the time of issue, never "now"
    std::vector<Attachment> attachments;
    bool is_unsent = true; // "X-Unsent: 1": mail programs open the file as a message ready to be sent
};

template <class A> void fields(A& a, Mailbox& m) { a(m.name, m.address); }
template <class A> void fields(A& a, Attachment& m) { a(m.name, m.mime, m.bytes); }
template <class A> void fields(A& a, Message& m) {
    a(m.from, m.reply_to, m.to, m.subject, m.text, m.language, m.date.unix_seconds, m.date.offset_minutes, m.attachments, m.is_unsent);
}

// Whether an address is one that any mail server takes: dot-atom local part, host name of letters, digits and hyphens with a dot, ASCII, at
// most 254 bytes. Quoted local parts and address literals are refused on purpose: nobody writes them, attackers do.
[[nodiscard]] bool is_mail_address(std::string_view address);

// All problems: mail.address_malformed (direccion), mail.header_unsafe (campo), mail.empty, mail.text_malformed (not UTF-8, or U+0000).
[[nodiscard]] base::Problems problems_of(const Message& message);

// Made of the content alone, so that the same letter gives the same bytes: "<32 hex>@<domain of from>", and the boundary between the parts.
[[nodiscard]] std::string message_id(const Message& message);
[[nodiscard]] std::string boundary(const Message& message);

} // namespace legajo::mail
