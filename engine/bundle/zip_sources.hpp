#pragma once
// libzip's two ends as our own: an Output it writes to, a file it reads from. Internal to bundle/; names libzip's types.

#include "bundle/output.hpp"

#include "base/error.hpp"

#include <zip.h>

#include <filesystem>
#include <optional>

namespace legajo::bundle {

struct Failure {
    std::optional<base::Error> error; // the first one
};

struct OutputState {
    Output& output;
    Failure& failure;
    std::uint64_t position = 0, size = 0;
    zip_error_t error{};
};

// The ZIP to be. `state` must outlive the archive. nullptr with `error` set when there is no memory.
[[nodiscard]] zip_source_t* output_source(OutputState& state, zip_error_t& error);

// A regular file, opened when its turn comes and closed after it, so that ten thousand entries need one descriptor. The source owns its state.
[[nodiscard]] zip_source_t* file_source(zip_t* zip, const std::filesystem::path& file, Failure& failure);

} // namespace legajo::bundle
