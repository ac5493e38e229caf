// legajo-cell: does everything that touches foreign bytes, caged. Started by legajo (run/cell_pipe), never by hand.

#include "cell/supervisor.hpp"
#include "cell/warm_up.hpp"

#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>

int main() {
    constexpr int socket = 3;
    int kind = 0;
    socklen_t size = sizeof kind;
    if (::getsockopt(socket, SOL_SOCKET, SO_TYPE, &kind, &size) != 0 || kind != SOCK_STREAM) {
        std::fputs("legajo-cell is a part of legajo and is started by it.\n", stderr);
        return 2;
    }
    ::close_range(socket + 1, ~0U, 0);
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    legajo::cell::warm_up();
    return legajo::cell::serve(socket);
}
