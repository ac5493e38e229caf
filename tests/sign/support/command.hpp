#pragma once
// Runs another program: the second opinion of readers that did not write the thing.

#include <string>
#include <vector>

struct CommandResult {
    int status = -1;
    std::string output; // stdout and stderr
};

CommandResult run_command(const std::vector<std::string>& arguments);
