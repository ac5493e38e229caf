#pragma once
// The outside world comes in through this one struct, made in main. Pure stages (assess, choose, fill, layout) do not receive it.

#include "base/date.hpp"
#include "base/files.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string>

namespace legajo::base {

enum class LogLevel { debug, info, warning, error };

struct Surroundings {
    std::function<Instant()> now;                              // called by main only; stages receive dates
    std::function<void(std::span<std::uint8_t>)> random_bytes; // cryptographic
    std::function<void(LogLevel, const std::string&)> log;     // no personal data beyond the case reference
    std::filesystem::path data_folder;                         // holds templates/ and fonts/
};

} // namespace legajo::base
