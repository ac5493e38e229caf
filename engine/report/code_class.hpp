#pragma once
// What a problem means for the caller: one table from the prefix of a code to a class, and from the class to the exit code of the
// command line and the HTTP status of a service.

#include "base/problem.hpp"

#include <string_view>

namespace legajo::report {

enum class CodeClass {
    input_unfit,         // the case or its files: mend them                          exit 4, HTTP 422
    input_too_large,     // beyond a limit                                             exit 4, HTTP 413
    configuration,       // pack, template, policy, fonts, command line                exit 2, HTTP 500
    conflict,            // the register says otherwise: already issued, earlier run   exit 3, HTTP 409
    service_unavailable, // key, token or time-stamp authority                         exit 5, HTTP 503
    stage_failed,        // anything later than reading                                exit 3, HTTP 500
    interrupted,         // by a signal; may be resumed                                exit 130, HTTP 503
    bug,                 // ours                                                       exit 3, HTTP 500
};

// The longest prefix of the table that fits; stage_failed when none does.
[[nodiscard]] CodeClass class_of(std::string_view code);
[[nodiscard]] int exit_code_of(CodeClass kind);
[[nodiscard]] int http_status_of(CodeClass kind);
// The class of the first error among them (service_unavailable and bug come before others); stage_failed when there is none.
[[nodiscard]] CodeClass class_of(const base::Problems& problems);

} // namespace legajo::report
