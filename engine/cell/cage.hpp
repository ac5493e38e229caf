#pragma once
// The cage of one job: what the child may do is decided here and nowhere else.

#include "cell/job.hpp"

namespace legajo::cell {

// What this system offers; asked once at start.
struct Bars {
    bool has_filter = false;      // seccomp: without it the program refuses to work
    bool has_own_network = false; // an empty network namespace (root, or user namespaces)
    bool has_landlock = false;    // file access rules for the outside programs
};

// Once, in the supervisor: leaves the network where the system allows, and prepares the filter so that a child only loads it.
[[nodiscard]] Bars build_cage();

// In the child, before its privileges go: from here on it sees `folder` at /tmp and nothing else there. false where the system does not allow that.
[[nodiscard]] bool show_as_temporary_folder(const std::string& folder);

// In the child, in this order. Each ends the process (exit code cage_failed) when a bar that must hold does not.
void limit_resources(const run::CellLimits& limits);
void drop_privileges();
void close_strict_cage();                                 // from here on: no open, no socket, no exec, no fork
// From here on: reads the system and the program's own folder, writes the other. Landlock where the kernel has it; the filter always.
void close_program_cage(const std::string& writable_folder, const std::string& program_folder);

inline constexpr int cage_failed = 71, memory_spent = 70;

} // namespace legajo::cell
