#include "run/companions.hpp"

#include "mail/letter_message.hpp"
#include "run/cell_jobs.hpp"

#include <algorithm>

namespace legajo::run {
namespace {

bool goes_by_mail(model::Channel channel) { return channel == model::Channel::email || channel == model::Channel::certified_email; }
bool goes_by_phone(model::Channel channel) { return channel == model::Channel::sms || channel == model::Channel::message; }

// Who has no mailbox in the case (the insurer) gets a party without contacts: mail.no_addressee will say so.
model::Party addressee_of(const model::Case& debt, const std::string& id) {
    if (id.empty()) return debt.debtor;
    const auto obligor = std::ranges::find_if(debt.obligors, [&](const model::Obligor& other) { return other.party.id == id; });
    if (obligor != debt.obligors.end()) return obligor->party;
    if (id == "abogado" && debt.lawyer) return *debt.lawyer;
    if (id == "agencia" && debt.agency) return *debt.agency;
    model::Party other;
    for (const model::Hold& hold : debt.holds)
        if (id == "administracion-concursal" && hold.administrator) {
            other.name = hold.administrator->name;
            other.contacts.resize(1);
            other.contacts.front().email = hold.administrator->email;
        }
    return other;
}

base::Problems as_warnings(base::Problems problems) {
    for (base::Problem& problem : problems)
        if (problem.severity == base::Severity::error) problem.severity = base::Severity::warning;
    return problems;
}

std::string word_of(const model::Pack& pack, std::string_view key) {
    const auto found = pack.words.find(key);
    return found == pack.words.end() ? "" : found->second;
}

std::string beside(const std::string& pdf, const char* extension) { return pdf.substr(0, pdf.size() - std::string_view(".pdf").size()) + extension; }

} // namespace

base::Result<std::vector<Companion>> companions_of(Worker& worker, const PackBench& bench, const model::Case& debt, const model::Assessment& assessment,
                                                   const model::Decision& decision, const fill::FillOptions& options, const MadeLetter& letter) {
    const std::vector<Companion> none;
    const bool by_mail = goes_by_mail(decision.channel);
    if (!by_mail && !goes_by_phone(decision.channel)) return none;
    auto words = worker.filler(bench).short_message(debt, assessment, decision, options);
    if (!words.ok()) return {none, as_warnings(std::move(words.problems()))};
    if (!by_mail) return {{{beside(letter.file_name, ".txt"), {nullptr, mail::tidy_text(*words)}}}, as_warnings(std::move(words.problems()))};

    const model::Party addressee = addressee_of(debt, decision.addressee);
    auto message = mail::letter_message({debt.creditor, addressee, debt.reference, bench.pack->language, word_of(*bench.pack, "correo.asunto"), word_of(*bench.pack, "borrador"), *words, letter.pdf.whole(), options.issued_at, options.is_draft});
    if (!message.ok()) return {none, as_warnings(std::move(message.problems()))};
    auto bytes = write_mail(worker.cell(), *message);
    if (!bytes.ok()) return {none, as_warnings(std::move(bytes.problems()))};
    return {{{beside(letter.file_name, ".eml"), {nullptr, std::move(*bytes)}}}, as_warnings(std::move(bytes.problems()))};
}

} // namespace legajo::run
