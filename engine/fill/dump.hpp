#pragma once
// A Document as readable text: for golden files, debugging and `legajo explain --stage`.

#include "model/document.hpp"

#include <string>

namespace legajo::fill {

[[nodiscard]] std::string dump(const model::Document& document);

} // namespace legajo::fill
