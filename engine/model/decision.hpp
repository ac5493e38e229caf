#pragma once
// The result of choose_letter: this letter, or none and from when; and why. Nothing here is text for the debtor.

#include "model/assessment.hpp"

namespace legajo::model {

enum class Outcome {
    letter,            // may be issued now
    awaiting_approval, // chosen, but the policy wants a person's yes first
    nothing_due,       // nothing to do now; next_date says from when
    held,              // a hold, a doubt or a rule stands in the way
    hand_over,         // the ladder has ended: dossier and lawyer (encargo)
};

struct Rejected { // every other letter, and why not
    std::string letter;
    std::string rule;   // "L-502" or "policy.wait"
    std::string reason; // stable code: "wait_not_over", "public_body", ...
    std::vector<std::pair<std::string, std::string>> facts;
    std::optional<Date> possible_from;
};

struct Decision {
    Outcome outcome = Outcome::nothing_due;
    std::string letter;                 // letter id, empty when none
    int level = 0;
    PartyKind treated_as = PartyKind::unknown; // whose rules and text: the purpose of the purchase decides over `tipo`
    Channel channel = Channel::unknown;
    std::string addressee;              // party id, empty = debtor; or "administracion-concursal", "aseguradora", "abogado", "agencia"
    std::string address;                // address id, empty = first
    std::vector<std::string> invoices;  // ids this letter takes
    std::optional<int> deadline_days;
    std::optional<Date> deadline;       // calendar date printed in the letter (L-920)
    std::vector<RuleUse> reasons;       // rules that led here, in order
    std::vector<RuleUse> tried;         // every rule asked, in the order of asking; the last fact is "resultado"
    std::vector<Rejected> rejected;
    std::optional<Date> next_date;      // first date on which something becomes possible
    std::string next_letter;
    std::vector<std::string> copies_to; // party ids that get their own letter (guarantors, solidary debtors)
    std::string occasion;               // what a letter beside the ladder answers: payment, promise, hold or instalment ("pg1", "ac1#3"); else empty
    bool is_last_notice = false;        // a formal notice after which the policy sets no further deadline (steps 3 and 5 merged)
    bool is_repeat = false;             // the same letter again by a better channel or address
    bool wants_dossier = false;         // the policy wants a dossier at this step
};

} // namespace legajo::model
