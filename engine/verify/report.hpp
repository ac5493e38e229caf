#pragma once
// The report's nouns live in model/, since they cross the pipe to the program that tells them.

#include "model/verification.hpp"

namespace legajo::verify {

using Level = model::PadesLevel;
using model::SignatureKind;
using model::Trust;
using model::Revocation;
using model::Verdict;
using model::ChangeKind;
using model::Change;
using model::CertificateFacts;
using model::TimestampReport;
using model::SignatureReport;
using model::VerifyReport;

} // namespace legajo::verify
