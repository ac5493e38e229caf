#pragma once
// One function per command: adds it to the program; when it is chosen, it runs and sets console.exit_code.

#include <CLI/App.hpp>

namespace legajo::cli {

struct Console;

void add_check(CLI::App& program, Console& console);
void add_explain(CLI::App& program, Console& console);
void add_letter(CLI::App& program, Console& console);
void add_batch(CLI::App& program, Console& console);
void add_register(CLI::App& program, Console& console);
void add_verify(CLI::App& program, Console& console);
void add_sign(CLI::App& program, Console& console);
void add_reissue(CLI::App& program, Console& console);
void add_plan(CLI::App& program, Console& console);
void add_dossier(CLI::App& program, Console& console);
void add_import(CLI::App& program, Console& console);
void add_template(CLI::App& program, Console& console);

} // namespace legajo::cli
