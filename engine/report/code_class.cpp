#include "report/code_class.hpp"

#include <array>

namespace legajo::report {
namespace {

struct Row {
    std::string_view prefix;
    CodeClass kind;
};

constexpr std::array table{
    Row{"case.", CodeClass::input_unfit},
    Row{"case.limit_", CodeClass::input_too_large},
    Row{"evidence.", CodeClass::input_unfit},
    Row{"import.", CodeClass::input_unfit},
    Row{"assess.unknown_invoice", CodeClass::input_unfit},
    Row{"mail.", CodeClass::input_unfit},
    Row{"mail.failed", CodeClass::stage_failed},
    Row{"file.missing", CodeClass::input_unfit},
    Row{"file.unreadable", CodeClass::input_unfit},
    Row{"file.not_regular", CodeClass::input_unfit},
    Row{"file.too_large", CodeClass::input_too_large},
    Row{"file.", CodeClass::stage_failed},
    Row{"cli.", CodeClass::configuration},
    Row{"data.", CodeClass::configuration},
    Row{"catalogue.", CodeClass::configuration},
    Row{"pack.", CodeClass::configuration},
    Row{"policy.", CodeClass::configuration},
    Row{"contract.", CodeClass::configuration},
    Row{"law.", CodeClass::configuration},
    Row{"style.", CodeClass::configuration},
    Row{"font.", CodeClass::configuration},
    Row{"template.", CodeClass::configuration},
    Row{"fill.", CodeClass::stage_failed},
    Row{"reissue.", CodeClass::stage_failed},
    Row{"reissue.no_letter", CodeClass::input_unfit},
    Row{"record.", CodeClass::stage_failed},
    Row{"record.already_issued", CodeClass::conflict},
    Row{"record.control_date_before_last", CodeClass::conflict},
    Row{"record.conflict", CodeClass::conflict},
    Row{"record.not_allowed", CodeClass::conflict},
    Row{"record.csv_", CodeClass::input_unfit},
    Row{"cell.not_", CodeClass::configuration},
    Row{"cell.cage_missing", CodeClass::configuration},
    Row{"run.folder_unreadable", CodeClass::configuration},
    Row{"run.no_cases", CodeClass::configuration},
    Row{"run.output_in_use", CodeClass::configuration},
    Row{"run.nothing_to_resume", CodeClass::configuration},
    Row{"run.resume_differs", CodeClass::configuration},
    Row{"sign.key_spec_malformed", CodeClass::configuration},
    Row{"sign.secret_on_command_line", CodeClass::configuration},
    Row{"sign.password_", CodeClass::service_unavailable},
    Row{"sign.object_", CodeClass::service_unavailable},
    Row{"sign.module_", CodeClass::service_unavailable},
    Row{"sign.certificate_", CodeClass::service_unavailable},
    Row{"sign.http_", CodeClass::service_unavailable},
    Row{"sign.", CodeClass::stage_failed},
    Row{"sign.key_", CodeClass::service_unavailable},
    Row{"sign.token_", CodeClass::service_unavailable},
    Row{"sign.pin_", CodeClass::service_unavailable},
    Row{"sign.timestamp_", CodeClass::service_unavailable},
    Row{"sign.tsa_", CodeClass::service_unavailable},
    Row{"sign.revocation_", CodeClass::service_unavailable},
    Row{"run.interrupted", CodeClass::interrupted},
    Row{"run.bug", CodeClass::bug},
};

bool comes_first(CodeClass kind) { return kind == CodeClass::service_unavailable || kind == CodeClass::bug || kind == CodeClass::interrupted; }

} // namespace

CodeClass class_of(std::string_view code) {
    const Row* best = nullptr;
    for (const auto& row : table)
        if (code.starts_with(row.prefix) && (!best || row.prefix.size() > best->prefix.size())) best = &row;
    return best ? best->kind : CodeClass::stage_failed;
}

int exit_code_of(CodeClass kind) {
    switch (kind) {
    case CodeClass::input_unfit:
    case CodeClass::input_too_large: return 4;
    case CodeClass::configuration: return 2;
    case CodeClass::service_unavailable: return 5;
    case CodeClass::interrupted: return 130;
    case CodeClass::conflict:
    case CodeClass::stage_failed:
    case CodeClass::bug: break;
    }
    return 3;
}

int http_status_of(CodeClass kind) {
    switch (kind) {
    case CodeClass::input_unfit: return 422;
    case CodeClass::input_too_large: return 413;
    case CodeClass::conflict: return 409;
    case CodeClass::service_unavailable:
    case CodeClass::interrupted: return 503;
    case CodeClass::configuration:
    case CodeClass::stage_failed:
    case CodeClass::bug: break;
    }
    return 500;
}

CodeClass class_of(const base::Problems& problems) {
    const base::Problem* first = nullptr;
    for (const auto& problem : problems) {
        if (problem.severity != base::Severity::error) continue;
        if (comes_first(class_of(problem.code))) return class_of(problem.code);
        if (!first) first = &problem;
    }
    return first ? class_of(first->code) : CodeClass::stage_failed;
}

} // namespace legajo::report
