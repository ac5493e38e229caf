#pragma once
// Problems and results: the first of the three kinds of error (expected refusals and remarks travel as values).

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace legajo::base {

enum class Severity { error, warning, remark };

// Where a problem stands. line and column start at 1; 0 means unknown. path is the element path, as in expediente/factura[2]/@importe.
struct Place {
    std::string file;
    std::size_t line = 0;
    std::size_t column = 0;
    std::string path;
    bool operator==(const Place&) const = default;
};

// code is stable ("case.amount_negative"); arguments are named and fill the sentence of the catalogue (templates/messages).
// No personal data beyond the case reference may stand in arguments that go to a log; doors decide.
struct Problem {
    Severity severity = Severity::error;
    std::string code;
    std::string stage; // folder that found it: "read", "fill", ...
    Place place;
    std::vector<std::pair<std::string, std::string>> arguments;

    Problem& with(std::string name, std::string value) {
        arguments.emplace_back(std::move(name), std::move(value));
        return *this;
    }
    bool operator==(const Problem&) const = default;
};

using Problems = std::vector<Problem>;

[[nodiscard]] bool has_errors(const Problems& problems);

// A value, or all the problems that prevented it. Remarks and warnings ride along in both cases.
template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value) : value_(std::move(value)) {}
    Result(T value, Problems remarks) : value_(std::move(value)), problems_(std::move(remarks)) {}
    Result(Problem problem) { problems_.push_back(std::move(problem)); }
    Result(Problems problems) : problems_(std::move(problems)) {}

    [[nodiscard]] bool ok() const { return value_.has_value(); }
    explicit operator bool() const { return ok(); }
    [[nodiscard]] const T& value() const& { return value_.value(); }
    [[nodiscard]] T& value() & { return value_.value(); }
    [[nodiscard]] T&& value() && { return std::move(value_).value(); }
    const T& operator*() const& { return value(); }
    T& operator*() & { return value(); }
    const T* operator->() const { return &value(); }
    T* operator->() { return &value(); }
    [[nodiscard]] const Problems& problems() const { return problems_; }
    [[nodiscard]] Problems& problems() { return problems_; }

private:
    std::optional<T> value_;
    Problems problems_;
};

} // namespace legajo::base
