#pragma once
// A term of years that events restart or stop: the mechanism of limitation (algorithm of section 4.5).

#include "base/date.hpp"
#include "model/rule_use.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace legajo::law {

using base::Date;

struct TermEvent {
    enum class Kind { restart, suspend };
    Kind kind = Kind::restart;
    Date date;                 // restart: the term begins again on this day; suspend: first day without count
    std::optional<Date> until; // suspend: last day without count. restart: the term begins again only on this day (a negotiation, a lawsuit)
    model::RuleUse use;        // what it was
    bool is_written_claim = false; // of the creditor, out of court: some terms are not restarted by it
};

struct TermResult {
    Date last_safe_day;        // conservative: date to date from the start, the extra day of CC 1969 and 5.1 never relied on
    Date starts;               // start of the count that is running (after the last restart)
    std::vector<model::RuleUse> applied;
    std::vector<model::RuleUse> too_late; // events after the term had ended: they revive nothing (CC 1935 is for a person)
};

// `end_of` gives the last day of a term that starts on a given day, before suspensions. Events are sorted here.
[[nodiscard]] TermResult run_term(Date starts, const std::function<Date(Date)>& end_of, std::vector<TermEvent> events);

} // namespace legajo::law
