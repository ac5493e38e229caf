#pragma once
// Case + register -> History: the register's letters and the communications that the case file tells, joined.
// Problems: record.conflict (the two contradict each other), record.control_date_before_last.

#include "base/problem.hpp"
#include "model/history.hpp"
#include "record/register.hpp"

#include <optional>

namespace legajo::record {

// `store` may be null (no register: the case alone). With a control date, a run before the last recorded one is refused.
[[nodiscard]] base::Result<model::History> recall_history(const model::Case& debt, Register* store, std::optional<base::Date> control_date = std::nullopt);

// The same over what a register told (or would have told) about the case.
[[nodiscard]] base::Result<model::History> join_history(const model::Case& debt, model::History recorded, std::optional<base::Date> control_date);

} // namespace legajo::record
