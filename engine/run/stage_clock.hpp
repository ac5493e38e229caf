#pragma once
// CPU time of this thread by stage, for the bench. Off: no system call is made.

#include <array>
#include <cstdint>
#include <string_view>

namespace legajo::run {

enum class Stage { read, recall, assess, choose, fill, layout, draw, sign, write, record, count };
inline constexpr std::array<std::string_view, static_cast<std::size_t>(Stage::count)> stage_names{
    "read", "recall", "assess", "choose", "fill", "layout", "draw", "sign", "write", "record"};

class StageClock {
public:
    explicit StageClock(bool is_on = false) : is_on_(is_on) {}
    // The time since the last call belongs to `stage`.
    void start() { if (is_on_) last_ = now(); }
    void lap(Stage stage) {
        if (!is_on_) return;
        const std::int64_t time = now();
        nanoseconds_[static_cast<std::size_t>(stage)] += time - last_;
        last_ = time;
    }
    [[nodiscard]] const auto& nanoseconds() const { return nanoseconds_; }

private:
    static std::int64_t now();
    bool is_on_;
    std::int64_t last_ = 0;
    std::array<std::int64_t, static_cast<std::size_t>(Stage::count)> nanoseconds_{};
};

} // namespace legajo::run
