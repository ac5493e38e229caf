#include "mail/message.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace legajo::mail {
namespace {

bool is_alphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

bool is_atom(std::string_view text) { // RFC 5322 3.2.3
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return is_alphanumeric(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
    });
}

bool is_host_label(std::string_view label) {
    return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
           std::all_of(label.begin(), label.end(), [](char c) { return is_alphanumeric(c) || c == '-'; });
}

bool is_one_line(std::string_view text) {
    return base::is_valid_utf8(text) && std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

base::Problem problem(const char* code) {
    base::Problem one;
    one.code = code;
    one.stage = "mail";
    return one;
}

// Everything that makes this message this one; lengths keep two fields from running together.
std::string fingerprint(const Message& message) {
    const std::string wire = base::to_wire(message);
    return base::sha256_hex(wire);
}

} // namespace

bool is_mail_address(std::string_view address) {
    const auto at = address.find('@');
    if (address.size() > 254 || at == std::string_view::npos || at == 0 || at > 64) return false;
    for (auto atom : base::split(address.substr(0, at), '.'))
        if (!is_atom(atom)) return false;
    const auto labels = base::split(address.substr(at + 1), '.');
    return labels.size() >= 2 && std::all_of(labels.begin(), labels.end(), is_host_label);
}

base::Problems problems_of(const Message& message) {
    base::Problems problems;
    const auto check_mailbox = [&](const Mailbox& mailbox, const char* field) {
        if (!is_mail_address(mailbox.address)) problems.push_back(problem("mail.address_malformed").with("direccion", mailbox.address).with("campo", field));
        if (!is_one_line(mailbox.name)) problems.push_back(problem("mail.header_unsafe").with("campo", field));
    };
    const auto check_line = [&](std::string_view text, const char* field) {
        if (!is_one_line(text)) problems.push_back(problem("mail.header_unsafe").with("campo", field));
    };
    check_mailbox(message.from, "de");
    if (!message.reply_to.address.empty()) check_mailbox(message.reply_to, "responder-a");
    if (message.to.empty()) problems.push_back(problem("mail.address_malformed").with("direccion", "").with("campo", "para"));
    for (const auto& mailbox : message.to) check_mailbox(mailbox, "para");
    check_line(message.subject, "asunto");
    check_line(message.language, "idioma");
    for (const auto& attachment : message.attachments) {
        check_line(attachment.name, "adjunto");
        check_line(attachment.mime, "adjunto");
        if (attachment.name.find_first_of("/\\") != std::string::npos || attachment.mime.find('/') == std::string::npos)
            problems.push_back(problem("mail.header_unsafe").with("campo", "adjunto"));
    }
    if (base::trimmed(message.text).empty()) problems.push_back(problem("mail.empty"));
    if (!base::is_valid_utf8(message.text) || message.text.find('\0') != std::string::npos) problems.push_back(problem("mail.text_malformed"));
    return problems;
}

std::string message_id(const Message& message) {
    const auto domain = message.from.address.substr(message.from.address.find('@') + 1);
    return fingerprint(message).substr(0, 32) + "@" + base::ascii_lower(domain);
}

// "=_" can stand neither in base64 nor in quoted-printable text, so no part can hold the boundary (RFC 2045 6.7).
std::string boundary(const Message& message) { return "=_" + fingerprint(message).substr(32, 30); }

} // namespace legajo::mail
