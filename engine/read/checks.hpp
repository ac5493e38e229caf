#pragma once
// What the values of a case mean together. Each check adds its findings and changes nothing.
// Severity: what makes an amount or a statement of law uncertain is an error; what a person should look at is a warning.

#include "read/findings.hpp"
#include "read/read_case.hpp"
#include "read/tree_reader.hpp"

namespace legajo::read {

void check_references(const ReadTree& tree, Findings& findings);                              // ids twice, references to nothing
void check_parties(const ReadTree& tree, Findings& findings);                                 // who they are, how they are reached and paid
void check_dates(const model::Case& data, const ReadOptions& options, Findings& findings);    // order of dates, future, age of the data
void check_amounts(const model::Case& data, Findings& findings);                              // invoices, payments, plans add up
void check_evidence(const model::Case& data, const ReadOptions& options, Findings& findings); // files where they are said to be

} // namespace legajo::read
