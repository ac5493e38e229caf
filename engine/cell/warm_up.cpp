#include "cell/warm_up.hpp"

#ifdef LEGAJO_CELL_HAS_EVIDENCE
#include "evidence/read_exhibit.hpp"
#endif

#ifdef LEGAJO_CELL_HAS_MAIL
#include "mail/write_message.hpp"
#endif

#ifdef LEGAJO_CELL_HAS_VERIFY
#include "verify/verify.hpp"
#endif

#include <ctime>

namespace legajo::cell {

void warm_up() {
    ::tzset();
#ifdef LEGAJO_CELL_HAS_EVIDENCE
    evidence::warm_up();
#endif
#ifdef LEGAJO_CELL_HAS_MAIL
    mail::warm_up();
#endif
#ifdef LEGAJO_CELL_HAS_VERIFY
    verify::warm_up();
#endif
}

} // namespace legajo::cell
