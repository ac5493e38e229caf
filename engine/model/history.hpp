#pragma once
// What happened with the letters of a case: the register's rows and the case file's communications, joined by recall_history.

#include "model/case.hpp"

namespace legajo::model {

// The life of a letter. One drawing and one table: engine/record/README.md, compared by a test.
enum class LetterState { proposed, approved, issued, sent, delivered, refused, not_collected, returned, answered, annulled };

struct LetterRecord {
    std::int64_t number = 0; // register key; 0 = known from the case file only
    std::string case_reference, letter, rule; // letter id; rule that chose it
    int level = 0;
    std::string addressee; // party id, empty = debtor
    LetterState state = LetterState::issued;
    Channel channel = Channel::unknown;
    Date control_date;               // --as-of of the run
    std::optional<Date> issued_on, sent_on, delivered_on, deadline, answered_on;
    std::vector<std::string> invoices; // ids or numbers it covered
    std::optional<Money> claimed;
    std::optional<Date> result_on;   // refused, not collected or returned on this day
    std::string occasion;            // as in Decision
    int repetition = 0;              // 0 the first time, then 1, 2, ... for the same letter again
    std::string address;             // address id, empty = first
    std::string pack_version, case_sha256, pdf_sha256, pdf_file, proof;
};

struct History {
    std::vector<LetterRecord> letters;       // oldest first
    std::optional<Date> last_control_date;   // of this case in the register; an earlier run is refused
};

} // namespace legajo::model
