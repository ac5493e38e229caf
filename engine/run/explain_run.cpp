#include "run/explain_run.hpp"

#include "assess/assess_case.hpp"
#include "assess/shares.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "choose/choose_letter.hpp"
#include "read/read_case.hpp"
#include "record/recall_history.hpp"

namespace legajo::run {
namespace {

base::Result<model::Case> read(Workshop& workshop, const ExplainInput& input, const LetterRequest& request) {
    read::ReadOptions options;
    options.file = input.file;
    options.as_of = request.control_date;
    if (const auto usual = workshop.bench(workshop.pack_id_for({}, request.pack))) options.data_max_age_days = (*usual)->pack->policy.data_max_age_days;
    if (input.file == "-") return read::read_case(input.bytes, options);
    options.case_folder = std::filesystem::absolute(input.file).parent_path();
    return read::read_case(base::read_file(input.file, options.limits.bytes), options);
}

void append(base::Problems& to, const base::Problems& from) { to.insert(to.end(), from.begin(), from.end()); }

base::Result<ExplainedCase> judged(model::Case debt, model::History history, const PackBench& tools, const LetterRequest& request) {
    auto assessment = assess::assess_case(debt, history, *tools.pack, *tools.rules, {.control_date = request.control_date});
    if (!assessment.ok()) return std::move(assessment.problems());
    auto decision = choose::choose_letter(debt, history, *assessment, *tools.pack, {.forced_type = request.letter, .again = request.again, .dry = true});
    return {ExplainedCase{std::move(debt), std::move(history), std::move(*assessment), std::move(decision), tools.pack, {}}, std::move(assessment.problems())};
}

} // namespace

base::Result<ExplainedCase> explain_read(model::Case debt, model::History history, const PackBench& tools, const LetterRequest& request) {
    std::vector<ExplainedCase> parts; // joint debtors owe distinct debts: each is judged as a case of its own
    for (assess::Share& share : assess::split_shares(debt, history)) {
        auto part = judged(std::move(share.debt), std::move(share.history), tools, request);
        if (!part.ok()) return std::move(part.problems());
        parts.push_back(std::move(*part));
    }
    auto whole = judged(std::move(debt), std::move(history), tools, request);
    if (whole.ok()) whole->parts = std::move(parts);
    return whole;
}

base::Result<ExplainedCase> explain_case(Workshop& workshop, const ExplainInput& input, const LetterRequest& request) {
    auto debt = read(workshop, input, request);
    if (!debt.ok()) return std::move(debt.problems());
    base::Problems remarks = debt.problems();
    const auto bench = workshop.bench(workshop.pack_id_for(*debt, request.pack));
    if (!bench.ok()) return bench.problems();
    std::unique_ptr<record::Register> store;
    if (!request.register_file.empty()) {
        if (!std::filesystem::exists(request.register_file)) throw base::Error("file.missing", "run", request.register_file.string());
        store = record::Register::open(request.register_file);
    }
    // What-if questions about the past are allowed here: no control date is given to the recall.
    auto history = record::recall_history(*debt, store.get());
    if (!history.ok()) return std::move(history.problems());
    append(remarks, history.problems());
    auto whole = explain_read(std::move(*debt), std::move(*history), **bench, request);
    if (!whole.ok()) return std::move(whole.problems());
    append(remarks, whole.problems());
    return {std::move(*whole), std::move(remarks)};
}

} // namespace legajo::run
