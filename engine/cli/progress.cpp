#include "cli/progress.hpp"

#include <fmt/format.h>

namespace legajo::cli {

void Progress::show(std::size_t done, std::size_t total) {
    if (!is_shown_ || total == 0) return;
    const auto now = std::chrono::steady_clock::now();
    if (done < total && now - drawn_ < std::chrono::milliseconds(100)) return;
    drawn_ = now;
    is_drawn_ = true;
    constexpr std::size_t width = 30;
    const std::size_t filled = done * width / total;
    const double seconds = std::chrono::duration<double>(now - started_).count();
    const double rate = seconds > 0 ? static_cast<double>(done) / seconds : 0;
    std::string bar;
    for (std::size_t i = 0; i < width; ++i) bar += i < filled ? "━" : "─";
    const double left = rate > 0 ? static_cast<double>(total - done) / rate : 0;
    console_.err(fmt::format("\r{} {}/{}  {:.0f}/s  {:.0f} s \033[K", bar, done, total, rate, left));
}

void Progress::clear() {
    if (is_drawn_) console_.err("\r\033[K");
    is_drawn_ = false;
}

} // namespace legajo::cli
