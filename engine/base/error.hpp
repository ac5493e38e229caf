#pragma once
// The second and third kinds of error: the world fails (Error), or we are wrong (check).

#include <source_location>
#include <stdexcept>
#include <string>

namespace legajo::base {

// Thrown at the adapter when disk, font, library, key or time-stamp server fails; caught once in run/ and turned into a Problem.
class Error : public std::runtime_error {
public:
    Error(std::string code, std::string stage, std::string detail);
    [[nodiscard]] const std::string& code() const { return code_; }
    [[nodiscard]] const std::string& stage() const { return stage_; }
    [[nodiscard]] const std::string& detail() const { return detail_; }

private:
    std::string code_, stage_, detail_;
};

// Our own bug. Thrown by check in every build; ends that letter, never the batch. Must not be reachable by user input.
class Bug : public std::logic_error {
    using std::logic_error::logic_error;
};

void check(bool condition, const char* what = "", std::source_location where = std::source_location::current());

} // namespace legajo::base
