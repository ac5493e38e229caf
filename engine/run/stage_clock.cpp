#include "run/stage_clock.hpp"

#include <ctime>

namespace legajo::run {

std::int64_t StageClock::now() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return time.tv_sec * 1'000'000'000LL + time.tv_nsec;
}

} // namespace legajo::run
