#include "run/unbindable.hpp"

#include "run/cell_jobs.hpp"

namespace legajo::run {
namespace {

base::Problems reasons_against(CellPipe& cell, const Exhibited& item, int spool, int own_page) {
    model::BindPlan plan;
    plan.exhibits = {item.pages};
    plan.parts = {{.exhibit = -1, .first_page = 0, .page_count = 1}, {.exhibit = 0, .first_page = 0, .page_count = item.exhibit.pages}};
    const base::Descriptor nothing = memory_file(""), output = memory_file("");
    return std::move(bind_dossier(cell, plan, {own_page, nothing.get(), spool, nothing.get(), output.get()}).problems());
}

} // namespace

int withdraw_unbindable(CellPipe& cell, DossierEvidence& evidence, int own_page) {
    int withdrawn = 0;
    for (Exhibited& item : evidence.exhibits) {
        if (item.exhibit.form != model::ExhibitForm::pages) continue;
        const base::Problems reasons = reasons_against(cell, item, evidence.pages_spool.get(), own_page);
        if (!base::has_errors(reasons)) continue;
        base::Problem problem{.severity = base::Severity::error, .code = "evidence.unbindable", .stage = "run", .place = {}, .arguments = {}};
        item.problems.push_back(problem.with("fichero", item.entry.file).with("detalle", reasons.front().code));
        item.entry.remarks.push_back(problem.code);
        item.exhibit.form = model::ExhibitForm::sheet;
        item.entry.is_readable = false;
        item.entry.pages = 0;
        ++withdrawn;
    }
    return withdrawn;
}

} // namespace legajo::run
