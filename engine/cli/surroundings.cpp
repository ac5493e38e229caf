#include "cli/surroundings.hpp"

#include "base/error.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <fcntl.h>
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

// A program started with a closed standard stream must not find its register or a letter in that place: what it prints would be written there.
// The stand-in is open the wrong way round, so that printing to it fails as printing to a closed stream does.
void keep_standard_descriptors() {
    for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; ++descriptor)
        if (::fcntl(descriptor, F_GETFD) < 0) [[maybe_unused]] const int taken = ::open("/dev/null", descriptor == STDOUT_FILENO ? O_RDONLY : O_RDWR);
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
    keep_standard_descriptors();
    return {now, random_bytes, log, base::find_data_folder()};
}

bool is_terminal_error() {
    const char* no_colour = std::getenv("NO_COLOR");
    return ::isatty(STDERR_FILENO) == 1 && !(no_colour && *no_colour);
}

} // namespace legajo::cli
