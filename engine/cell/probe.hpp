#pragma once
// The cage examined from inside: a job that tries what it must not be able to do, and says what happened. Used by the tests and to see
// what holds on a given system.

#include "cell/job.hpp"

namespace legajo::cell {

// Payload: "open <path>", "create <path>", "socket", "execute", "fork", "code", "memory <MB>", "loop", "sleep", "abort", "stack", "throw", "echo",
// "descriptors", "write <MB>", "answer <MB>", "garbage", "signal". Answer: "ok ..." or the system's reason.
[[nodiscard]] run::CellAnswer probe(std::string_view payload, std::span<const int> descriptors);

} // namespace legajo::cell
