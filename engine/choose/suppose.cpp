// A letter by name as if nothing stood in its way: the choice's own decision where it makes one, else a plain proposal settled by the same function.

#include "choose/choose_letter.hpp"
#include "choose/settle.hpp"
#include "choose/verdict.hpp"

namespace legajo::choose {

using model::Decision;

namespace {

// Letters of which the debtor is never the addressee go to the first who could be.
std::string usual_addressee(const View& view, const std::string& letter) {
    using Role = model::Obligor::Role;
    if (letter == "comunicacion-credito-concurso") return "administracion-concursal";
    if (letter == "aviso-aseguradora") return "aseguradora";
    if (letter == "encargo") return view.debt.lawyer || !view.debt.agency ? "abogado" : "agencia";
    if (letter != "consentimiento-fiador" && letter != "herederos") return "";
    const Role role = letter == "herederos" ? Role::heir : Role::guarantor;
    for (const auto& obligor : view.debt.obligors)
        if (obligor.role == role) return obligor.party.id;
    return "";
}

const model::PolicyStep* step_in_policy(const View& view, const std::string& letter) {
    if (const auto* own = step_of(view.ladder, letter)) return own;
    for (const auto& ladder : view.pack.policy.ladders)
        if (const auto* other = step_of(&ladder, letter)) return other;
    return nullptr;
}

std::vector<std::string> what_is_owed(const View& view, const std::string& letter) {
    std::vector<std::string> ids;
    if (letter != "aviso-vencimiento")
        for (const auto& invoice : view.due) ids.push_back(invoice.account->invoice);
    if (ids.empty())
        for (const auto* account : view.not_due) ids.push_back(account->invoice);
    if (ids.empty())
        for (const auto& account : view.assessment.account.invoices) ids.push_back(account.invoice);
    return ids;
}

Proposal plain_proposal(const View& view, const std::string& letter) {
    Proposal proposal;
    proposal.level = view.pack.letters.at(letter).contract.level;
    proposal.kind = view.kind;
    proposal.addressee = usual_addressee(view, letter);
    proposal.invoices = what_is_owed(view, letter);
    proposal.is_last_notice = proposal.level == 3 && !is_last_term_due(view, proposal.invoices);
    return proposal;
}

Proposal as_chosen(const Decision& chosen) {
    Proposal proposal;
    proposal.level = chosen.level;
    proposal.kind = chosen.treated_as;
    proposal.invoices = chosen.invoices;
    proposal.occasion = chosen.occasion;
    proposal.is_last_notice = chosen.is_last_notice;
    return proposal;
}

} // namespace

model::Decision suppose_letter(const model::Case& debt, const model::History& history, const model::Assessment& assessment, const model::Pack& pack,
                               const std::string& letter, const std::string& addressee, ChooseOptions options) {
    options.approved = options.dry = true;
    options.forced_type.reset();
    Decision chosen = choose_letter(debt, history, assessment, pack, options);
    if (chosen.letter != letter) {
        options.forced_type = letter;
        options.again = true;
        chosen = choose_letter(debt, history, assessment, pack, options);
    }
    chosen.outcome = model::Outcome::letter;
    const bool is_chosen = chosen.letter == letter;
    if (is_chosen && (addressee.empty() || addressee == chosen.addressee)) return chosen;

    const View view = look_at(debt, history, assessment, pack, options);
    const auto& contract = pack.letters.at(letter).contract;
    model::PolicyStep of_contract; // annexes are in no policy
    of_contract.letter = letter;
    of_contract.channel = contract.channel;
    const auto* step = step_in_policy(view, letter);
    Proposal proposal = is_chosen ? as_chosen(chosen) : plain_proposal(view, letter);
    proposal.step = step != nullptr ? step : &of_contract;
    if (!addressee.empty()) proposal.addressee = addressee;
    Decision supposed;
    settle(view, supposed, letter, proposal);
    supposed.outcome = model::Outcome::letter;
    return supposed;
}

} // namespace legajo::choose
