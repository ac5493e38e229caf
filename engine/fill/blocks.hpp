#pragma once
// Rendered template text (a closed XHTML subset, see templates/README.md "Bloques") -> model::Document. Nothing outside the subset is let through.

#include "base/problem.hpp"
#include "model/document.hpp"

#include <functional>
#include <string>
#include <vector>

namespace legajo::fill {

// Rows of QR modules for <figura tipo="qr" cantidad="principal|total">. Empty: no such code.
using QrSource = std::function<std::vector<std::string>(const std::string& amount_name)>;

struct BlockInput {
    std::string text;                             // rendered; values between kValueBegin and kValueEnd
    std::string file;                             // of the template, for problems
    const std::vector<base::Place>* lines = nullptr; // place of each line of `text` (the skeleton's), when known
    QrSource qr;                                  // absent: structure is checked only
};

// Problems: fill.block_malformed, fill.block_unknown, fill.block_attribute, fill.block_misplaced, fill.block_empty, fill.figure_data.
[[nodiscard]] base::Result<model::Document> read_blocks(BlockInput input);

} // namespace legajo::fill
