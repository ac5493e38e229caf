#pragma once
// The table of `legajo plan`: which letter falls due for which debtor in a window of dates.

#include "report/catalogue.hpp"
#include "report/result.hpp"

#include <string>
#include <vector>

namespace legajo::report {

struct PlannedLetter {
    model::Date date;          // first day on which it may go out
    std::string reference, debtor, letter, channel, file;
    int level = 0;
    CaseState state = CaseState::letter; // letter, awaiting_approval, handed_over or held (with its reason)
    std::string reason;        // code, when held
    model::Money outstanding;  // principal
    std::optional<model::Date> last_safe_day; // limitation
};

struct Plan {
    model::Date from, to;      // both included
    std::vector<PlannedLetter> letters;
    std::int64_t cases_read = 0, cases_failed = 0;
};

// By date, then reference, then letter.
void sort(Plan& plan);

[[nodiscard]] std::string plan_text(const Plan& plan, const Catalogue& catalogue, int width = 96);
[[nodiscard]] std::string plan_csv(const Plan& plan, const Catalogue& catalogue, bool with_byte_order_mark = true);
[[nodiscard]] std::string plan_json(const Plan& plan, const Catalogue& catalogue); // templates/schema/plan.schema.json

} // namespace legajo::report
