#pragma once
// SEPA credit transfer QR code ("Quick Response Code: Guidelines to enable data capture", EPC069-12, version 002).

#include "fill/facts.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace legajo::fill {

[[nodiscard]] std::string grouped_by_four(std::string_view iban);

// An account with an IBAN, euros, and an amount from 0.01 to 999,999,999.99.
[[nodiscard]] bool may_have_qr(const Facts& facts, base::Money amount);

// The text that the code holds: holder cut at 70 characters, remittance at 140.
[[nodiscard]] std::string sepa_payload(std::string_view holder, std::string_view iban, std::string_view bic, base::Money amount, std::string_view remittance);

// Error correction M, at most version 13, as the guidelines ask. Rows of '0' and '1'. Empty when the text does not fit.
[[nodiscard]] std::vector<std::string> qr_modules(const std::string& payload);

} // namespace legajo::fill
