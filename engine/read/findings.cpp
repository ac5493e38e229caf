#include "read/findings.hpp"

#include <algorithm>
#include <tuple>

namespace legajo::read {

void Findings::add(base::Severity severity, std::string_view code, base::Place place, const Arguments& arguments) {
    if (is_full_) return;
    base::Problem problem{severity, std::string(code), "read", std::move(place), {}};
    for (const auto& [name, value] : arguments) problem.with(std::string(name), std::string(value));
    problems_.push_back(std::move(problem));
    if (problems_.size() < limit_) return;
    is_full_ = true;
    base::Problem last{base::Severity::error, "case.too_many_problems", "read", {}, {}};
    last.place.file = file_;
    problems_.push_back(last.with("limite", std::to_string(limit_)));
}

base::Place Findings::place(std::size_t offset, std::string path) const {
    const Position position = source_.position(offset);
    return {file_, position.line, position.column, std::move(path)};
}

base::Place Findings::attribute(const base::Place& element, std::string_view name) const {
    const std::size_t wanted = source_.offset(element.line, element.column);
    auto at = std::lower_bound(attributes_.begin(), attributes_.end(), wanted,
                               [](const NotedAttribute& noted, std::size_t offset) { return noted.element < offset; });
    for (; at != attributes_.end() && at->element == wanted; ++at)
        if (at->name == name) return place(at->offset, element.path + "/@" + std::string(name));
    return element;
}

base::Place Findings::root_attribute(std::string_view name) const {
    if (attributes_.empty()) return place(0, "expediente");
    return attribute(place(attributes_.front().element, "expediente"), name);
}

base::Problems Findings::take() {
    const auto where = [](const base::Problem& problem) {
        return std::make_tuple(problem.code == "case.too_many_problems", problem.place.line, problem.place.column);
    };
    std::stable_sort(problems_.begin(), problems_.end(), [&](const auto& a, const auto& b) { return where(a) < where(b); });
    return std::move(problems_);
}

} // namespace legajo::read
