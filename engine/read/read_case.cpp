#include "read/read_case.hpp"

#include "base/files.hpp"
#include "base/hash.hpp"
#include "read/checks.hpp"
#include "read/decode.hpp"
#include "read/tax_id_mexico.hpp"
#include "read/tax_id_spain.hpp"
#include "read/wellformed.hpp"

#include <utility>

namespace legajo::read {
namespace {

base::Result<model::Case> refused(std::string_view code, const std::string& file, std::string name, std::string value) {
    base::Problem problem{base::Severity::error, std::string(code), "read", {file, 0, 0, ""}, {}};
    return problem.with(std::move(name), std::move(value));
}

model::PersonKind person_of(const std::string& tax_id, Jurisdiction jurisdiction) {
    using model::PersonKind;
    if (jurisdiction == Jurisdiction::mexico) return tax_id.empty() ? PersonKind::unknown : check_rfc(tax_id).is_person ? PersonKind::natural : PersonKind::legal;
    const TaxIdVerdict verdict = check_spanish_tax_id(tax_id);
    if (jurisdiction != Jurisdiction::spain || !verdict.is_valid) return PersonKind::unknown;
    if (verdict.holder == TaxIdHolder::natural) return PersonKind::natural;
    return verdict.holder == TaxIdHolder::without_personality ? PersonKind::without_personality : PersonKind::legal;
}

// A legal person's kind and a natural person's follow from the tax id, else from the kind of party, when the case does not say.
void settle_person(model::Party& party, Jurisdiction jurisdiction) {
    using model::PartyKind;
    using model::PersonKind;
    if (party.person != PersonKind::unknown) return;
    party.person = person_of(party.tax_id, jurisdiction);
    if (party.person != PersonKind::unknown) return;
    if (party.kind == PartyKind::consumer || party.kind == PartyKind::self_employed) party.person = PersonKind::natural;
    else if (party.kind == PartyKind::owners_community) party.person = PersonKind::without_personality;
    else if (party.kind != PartyKind::unknown) party.person = PersonKind::legal;
}

} // namespace

base::Result<model::Case> read_case(std::string bytes, const ReadOptions& options) {
    if (bytes.size() > options.limits.bytes) return refused("case.limit_bytes", options.file, "limite", std::to_string(options.limits.bytes));
    if (bytes.empty()) return refused("case.empty_file", options.file, "fichero", options.file);
    std::string sha256 = base::sha256_hex(bytes);
    auto decoded = decode(std::move(bytes), options.file);
    if (!decoded) return std::move(decoded.problems());

    const SourceText source(std::move(decoded).value());
    Findings findings(source, options.file, options.limits.problems);
    if (!check_well_formed(source.text(), options.limits, findings)) return findings.take();

    ReadTree tree = read_tree(source.text(), findings);
    check_references(tree, findings);
    check_parties(tree, findings);
    check_dates(tree.data, options, findings);
    check_amounts(tree.data, findings);
    check_evidence(tree.data, options, findings);

    base::Problems problems = findings.take();
    if (base::has_errors(problems)) return problems;
    settle_person(tree.data.creditor, tree.jurisdiction);
    settle_person(tree.data.debtor, tree.jurisdiction);
    for (auto& obligor : tree.data.obligors) settle_person(obligor.party, tree.jurisdiction);
    tree.data.file = options.file;
    tree.data.sha256 = std::move(sha256);
    return {std::move(tree.data), std::move(problems)};
}

base::Result<model::Case> read_case_file(const std::filesystem::path& path, ReadOptions options) {
    std::string bytes = base::read_file(path, options.limits.bytes);
    if (options.file.empty()) options.file = path.string();
    if (options.case_folder.empty()) options.case_folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    return read_case(std::move(bytes), options);
}

} // namespace legajo::read
