#pragma once
// Runs a command as a user would, and keeps what it said.

#include "base/files.hpp"
#include "support/temporary_folder.hpp"

#include <cstdlib>
#include <string>
#include <sys/wait.h>

namespace legajo::test {

struct CommandEnd {
    int status = -1; // exit code; 128 + signal when killed
    std::string out, err;
};

// `command` goes to /bin/sh. Quote paths with quoted().
inline CommandEnd run_command(const std::string& command) {
    const TemporaryFolder folder;
    const int raw = std::system(("( " + command + " ) >" + (folder / "out").string() + " 2>" + (folder / "err").string()).c_str());
    CommandEnd end;
    end.status = WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw);
    end.out = base::read_file(folder / "out");
    end.err = base::read_file(folder / "err");
    return end;
}

inline std::string quoted(const std::filesystem::path& path) { return "'" + path.string() + "'"; }
inline std::string legajo_program() { return quoted(std::filesystem::path(LEGAJO_BIN_DIR) / "legajo"); }

} // namespace legajo::test
