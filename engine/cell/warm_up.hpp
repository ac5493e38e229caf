#pragma once

namespace legajo::cell {

// Once at start, before any job: whatever libraries load from files at first use (character sets, time zone), since a job can open none.
void warm_up();

} // namespace legajo::cell
