#include "base/error.hpp"

namespace legajo::base {

Error::Error(std::string code, std::string stage, std::string detail)
    : std::runtime_error(code + ": " + detail), code_(std::move(code)), stage_(std::move(stage)), detail_(std::move(detail)) {}

void check(bool condition, const char* what, std::source_location where) {
    if (condition) return;
    throw Bug(std::string(where.file_name()) + ":" + std::to_string(where.line()) + ": " + where.function_name() + ": " + what);
}

} // namespace legajo::base
