#include "cli/surroundings.hpp"

#include "base/error.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <sys/random.h>
#include <unistd.h>

#include <cstdlib>
#include <ctime>

namespace legajo::cli {
namespace {

base::Instant now() {
    const std::time_t seconds = std::time(nullptr);
    std::tm local{};
    ::localtime_r(&seconds, &local);
    return {seconds, static_cast<int>(local.tm_gmtoff / 60)};
}

void random_bytes(std::span<std::uint8_t> bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::getrandom(bytes.data(), bytes.size(), 0);
        if (count < 0) throw base::Error("cli.no_random_bytes", "cli", "getrandom");
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
}

void log(base::LogLevel level, const std::string& line) {
    static const auto logger = [] {
        auto made = spdlog::stderr_logger_mt("legajo");
        made->set_pattern("%Y-%m-%dT%H:%M:%S%z %l %v");
        const char* wanted = std::getenv("LEGAJO_LOG");
        made->set_level(wanted ? spdlog::level::from_str(wanted) : spdlog::level::warn);
        return made;
    }();
    constexpr spdlog::level::level_enum levels[] = {spdlog::level::debug, spdlog::level::info, spdlog::level::warn, spdlog::level::err};
    logger->log(levels[static_cast<int>(level)], line);
}

} // namespace

base::Surroundings real_surroundings() {
    return {now, random_bytes, log, base::find_data_folder()};
}

bool is_terminal_error() {
    const char* no_colour = std::getenv("NO_COLOR");
    return ::isatty(STDERR_FILENO) == 1 && !(no_colour && *no_colour);
}

} // namespace legajo::cli
