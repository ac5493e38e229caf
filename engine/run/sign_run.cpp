// Turns a finished PDF into one with a further signature, validation data or archive time-stamp. Entries: sign_finished, raise_level.

#include "run/sign_run.hpp"

#include "sign/levels.hpp"
#include "sign/place.hpp"

namespace legajo::run {
namespace {

// What must read the PDF happens in the cell.
class CellIncrements final : public sign::IncrementMaker {
public:
    explicit CellIncrements(CellPipe& cell) : cell_(cell) {}
    base::Result<sign::PreparedIncrement> validation_data(std::string_view pdf, const model::ValidationData& data) override {
        return prepared(add_validation_data(cell_, memory_file(pdf).get(), data));
    }
    base::Result<sign::PreparedIncrement> document_timestamp(std::string_view pdf, std::size_t token_bytes) override {
        return prepared(prepare_document_timestamp(cell_, memory_file(pdf).get(), token_bytes));
    }

private:
    static base::Result<sign::PreparedIncrement> prepared(base::Result<verify::Increment> increment) {
        if (!increment.ok()) return std::move(increment.problems());
        return sign::PreparedIncrement{std::move(increment->appended), increment->hole};
    }
    CellPipe& cell_;
};

sign::SignatureLevel level_of(const std::string& name) {
    if (name == "B-LTA") return sign::SignatureLevel::b_lta;
    if (name == "B-LT") return sign::SignatureLevel::b_lt;
    return name == "B-T" ? sign::SignatureLevel::b_t : sign::SignatureLevel::b_b;
}

} // namespace

base::Problems raise_level(std::string& pdf, const SigningTools& tools, const SignRequest& request) {
    if (!has_validation_data(request.level)) return {};
    CellIncrements increments(tools.cell);
    auto raised = sign::raise_level(pdf, level_of(request.level), {tools.signer, *tools.timestamps, *tools.validation, increments}, request.now);
    if (!raised.ok()) return std::move(raised.problems());
    pdf = std::move(*raised);
    return {};
}

base::Problems sign_finished(std::string& pdf, const SigningTools& tools, const SignRequest& request) {
    const verify::SignatureWish wish{.signature_bytes = tools.signer.signature_size_bound(tools.timestamps),
                                     .issued_at = request.issued_at,
                                     .name = tools.signer.certificate().common_name,
                                     .reason = request.reason,
                                     .location = request.location,
                                     .field = request.field,
                                     .certification_level = request.certification_level};
    auto increment = prepare_signature(tools.cell, memory_file(pdf).get(), wish);
    if (!increment.ok()) return std::move(increment.problems());
    std::string finished = pdf + increment->appended;
    sign::sign_in_place(finished, increment->hole, tools.signer, tools.timestamps);
    if (auto problems = raise_level(finished, tools, request); !problems.empty()) return problems;
    pdf = std::move(finished);
    return {};
}

} // namespace legajo::run
