#pragma once
// What one reading has to say: warnings and errors about one exhibit, each told once.

#include "base/problem.hpp"

#include <string>

namespace legajo::evidence {

class Notes {
public:
    explicit Notes(std::string file) : file_(std::move(file)) {}

    base::Problem& warn(std::string code) { return add(base::Severity::warning, std::move(code)); }
    base::Problem& remark(std::string code) { return add(base::Severity::remark, std::move(code)); }
    base::Problem& refuse(std::string code) { return add(base::Severity::error, std::move(code)); }
    [[nodiscard]] base::Problems take() { return std::move(problems_); }
    [[nodiscard]] bool has_errors() const { return base::has_errors(problems_); }
    [[nodiscard]] const std::string& file() const { return file_; }

private:
    base::Problem& add(base::Severity severity, std::string code) {
        for (base::Problem& known : problems_)
            if (known.code == code) {
                spare_ = known; // said already: the caller's arguments go nowhere
                return spare_;
            }
        base::Problem problem{.severity = severity, .code = std::move(code), .stage = "evidence", .place = {}, .arguments = {}};
        problem.with("fichero", file_);
        return problems_.emplace_back(std::move(problem));
    }

    std::string file_;
    base::Problems problems_;
    base::Problem spare_;
};

// Ends the reading of an exhibit; the code is already in the notes.
struct Unreadable {};

} // namespace legajo::evidence
