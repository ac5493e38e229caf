#pragma once
// Serves jobs from the parent's socket until it closes: one fork for each, watched until it ends or its time is over.

namespace legajo::cell {

// socket: our end. Returns the program's exit code.
int serve(int socket);

} // namespace legajo::cell
