#include "mail/letter_message.hpp"

#include "base/text.hpp"

namespace legajo::mail {
namespace {

const model::Contact* contact_of(const model::Party& party) {
    const model::Contact* first = nullptr;
    for (const auto& contact : party.contacts) {
        if (contact.email.empty()) continue;
        if (contact.answered.value_or(false)) return &contact;
        if (!first) first = &contact;
    }
    return first;
}

base::Problem lacking(const char* code, const std::string& reference) {
    base::Problem problem;
    problem.code = code;
    problem.stage = "mail";
    problem.with("referencia", reference);
    return problem;
}

} // namespace

std::string neutral_subject(std::string_view reference, std::string_view words) {
    if (words.empty()) words = "Nuestra referencia: {referencia}";
    return base::replaced(words, "{referencia}", reference);
}

std::string tidy_text(std::string_view text) {
    std::string all;
    bool was_empty = true; // no empty line at the start
    for (auto line : base::split(text, '\n')) {
        while (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r')) line.remove_suffix(1);
        if (line.empty() && was_empty) continue;
        was_empty = line.empty();
        all += line;
        all += '\n';
    }
    while (all.ends_with("\n\n")) all.pop_back();
    return all;
}

base::Result<Message> letter_message(const LetterMail& mail) {
    const auto* sender = contact_of(mail.creditor);
    const auto* addressee = contact_of(mail.addressee);
    base::Problems problems;
    if (!sender) problems.push_back(lacking("mail.no_sender", mail.reference));
    if (!addressee) problems.push_back(lacking("mail.no_addressee", mail.reference));
    if (!problems.empty()) return problems;

    Message message;
    message.from = {mail.creditor.name, sender->email};
    message.to = {{addressee->name.empty() ? mail.addressee.name : addressee->name, addressee->email}};
    message.subject = neutral_subject(mail.reference, mail.subject_words);
    message.text = tidy_text(mail.short_message);
    message.language = mail.language;
    message.date = mail.issued_at;
    const std::string draft = "-" + (mail.draft_word.empty() ? "borrador" : base::file_name_safe(mail.draft_word));
    message.attachments = {{base::file_name_safe(mail.reference) + (mail.is_draft ? draft : "") + ".pdf", "application/pdf", mail.pdf}};
    problems = problems_of(message);
    if (!problems.empty()) return problems;
    return message;
}

} // namespace legajo::mail
