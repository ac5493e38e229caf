#include "record/problems.hpp"

#include "model/names.hpp"
#include "record/letter_life.hpp"

namespace legajo::record {

base::Problem problem(std::string code) { return {base::Severity::error, std::move(code), "record", {}, {}}; }

base::Problem unknown_letter(std::int64_t number) { return problem("record.unknown_letter").with("numero", std::to_string(number)); }

base::Problem not_allowed(const LetterRow& row, model::LetterState wanted) {
    std::string permitted;
    for (const auto& [from, to] : permitted_steps())
        if (model::name_of(from) == row.state) permitted += (permitted.empty() ? "" : ", ") + std::string(model::name_of(to));
    return problem("record.not_allowed")
        .with("numero", std::to_string(row.number))
        .with("estado", row.state)
        .with("pedido", std::string(model::name_of(wanted)))
        .with("permitidos", permitted.empty() ? "ninguno" : permitted);
}

} // namespace legajo::record
