#include "cell/warm_up.hpp"

#include <ctime>

namespace legajo::cell {

void warm_up() { ::tzset(); }

} // namespace legajo::cell
