#pragma once
// A kind of work the cell knows. The table is in jobs.cpp; whoever adds a kind adds a line there.

#include "run/cell_pipe.hpp"

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>

namespace legajo::cell {

enum class Profile {
    strict,  // the filter: no file but those given, no network, no other program
    program, // may read the system's programs and libraries and write one private folder, to run one outside program (LibreOffice, mutool)
};

using JobFunction = std::function<run::CellAnswer(std::string_view payload, std::span<const int> descriptors)>;

struct Job {
    JobFunction run;
    std::function<void(std::string_view payload)> prepare; // before the cage closes: reads our own data (OCR tables), never the exhibit
    Profile profile = Profile::strict;
};

[[nodiscard]] const std::map<std::string, Job, std::less<>>& jobs();

// Private folder of the running job, for Profile::program; the supervisor makes it before the fork and removes it after.
[[nodiscard]] std::string& scratch_folder();

// Answers of typed functions.
template <class T>
[[nodiscard]] run::CellAnswer answer(base::Result<T>&& result) {
    if (!result.ok()) return {false, {}, std::move(result.problems())};
    return {true, base::to_wire(*result), std::move(result.problems())};
}
[[nodiscard]] run::CellAnswer refusal(std::string code, std::string_view job, std::vector<std::pair<std::string, std::string>> arguments = {});

} // namespace legajo::cell
