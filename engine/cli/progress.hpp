#pragma once
// One quiet line on a terminal: how far, how fast, how long yet. Nothing when standard error is no terminal.

#include "cli/console.hpp"

#include <chrono>

namespace legajo::cli {

class Progress {
public:
    explicit Progress(Console& console, bool is_shown) : console_(console), is_shown_(is_shown), started_(std::chrono::steady_clock::now()) {}
    ~Progress() { clear(); }
    void show(std::size_t done, std::size_t total);
    void clear();

private:
    Console& console_;
    bool is_shown_;
    bool is_drawn_ = false;
    std::chrono::steady_clock::time_point started_, drawn_{};
};

} // namespace legajo::cli
