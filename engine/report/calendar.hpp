#pragma once
// The deadlines of many cases as an iCalendar file (RFC 5545) through libical. Titles tell nothing private: they name the kind of date
// and the case reference, no party, no amount, no debt; there is no description.

#include "model/assessment.hpp"
#include "report/catalogue.hpp"

#include <string>
#include <vector>

namespace legajo::report {

struct CalendarEntry {
    model::Date date;          // an all-day entry
    std::string kind;          // Clock::kind: "limitacion", "negociacion", "iva", "seguro", "respuesta", "carta", ...
    std::string reference;     // case
    std::string subject_id;    // invoice, party or letter: for the identity only, never shown
    bool is_uncertain = false; // its rule is to be checked by the lawyer: TENTATIVE
    bool operator==(const CalendarEntry&) const = default;
};

// The clocks of one case, and the date of its next letter. With the pack's rules, a clock whose rule is not confirmed becomes uncertain.
[[nodiscard]] std::vector<CalendarEntry> calendar_entries(const std::string& reference, const model::Assessment& assessment,
                                                          std::optional<model::Date> next_letter = std::nullopt,
                                                          const model::LawRules* rules = nullptr);

// Sorted, each once. The UID is made of reference, kind, subject and their running number: a date that moves keeps its identity, so that a
// calendar replaces the entry. `stamp` becomes DTSTAMP; a reminder is shown `alarm_days_before` days ahead (0 = none).
[[nodiscard]] std::string calendar_text(std::vector<CalendarEntry> entries, base::Instant stamp, const Catalogue& catalogue,
                                        int alarm_days_before = 7);

} // namespace legajo::report
