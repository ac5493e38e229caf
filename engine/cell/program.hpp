#pragma once
// One outside program, run inside the cage for them: it reads the system, writes the job's private folder, has no network.

#include "cell/job.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace legajo::cell {

// What the environment names, else the usual place.
[[nodiscard]] std::string program_at(const char* variable, const char* usual_place);
// Before the cage closes: hands the private folder over to the caged user. Throws base::Error `missing_code` when one of them is not there.
void prepare_programs(const std::vector<std::string>& programs, const char* missing_code);
// Where the private folder stands for the program: at /tmp, where LibreOffice insists on its pipe between instances; or, when the program itself
// lives below it or the system gives no own view of its files, where it is.
[[nodiscard]] const std::string& work_folder();
// The cage closes: no privilege, no file but the system's, the program's own folder and the private one.
void enter_program_cage(const std::string& program);

// Runs it in the private folder to its end; `messages`: a file there for what it says on standard error, empty for nowhere. Gives its exit code,
// 128 and more when a signal ended it.
[[nodiscard]] int run_program(const std::string& program, std::vector<std::string> arguments, const std::string& messages = {});

[[nodiscard]] bool copy_bytes(std::string_view bytes, int to);
// Writes `bytes` as a new file of the private folder. Throws base::Error cell.failed.
void place_input(std::string_view bytes, const std::string& path);

} // namespace legajo::cell
