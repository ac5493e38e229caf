// Preloaded before a program: the n-th step that it takes on named files below a folder fails as on a full disk, or kills it there.
// LEGAJO_TEST_DISK=folder, LEGAJO_TEST_AT=n, LEGAJO_TEST_KILLS=1. A step: a file made, bytes written, a folder made, a rename, a link, a sync.

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

std::atomic<long> steps{0};

bool is_watched(const char* path) {
    const char* folder = std::getenv("LEGAJO_TEST_DISK");
    return folder && path && std::strncmp(path, folder, std::strlen(folder)) == 0;
}

bool is_watched(int descriptor) {
    char link[64], path[4096];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    const ssize_t size = ::readlink(link, path, sizeof path - 1);
    if (size <= 0) return false;
    path[size] = 0;
    return is_watched(path) && !std::strstr(path, "(deleted)"); // unnamed files are nobody's loss
}

bool fails() {
    const char* at = std::getenv("LEGAJO_TEST_AT");
    if (!at || ++steps != std::atol(at)) return false;
    if (std::getenv("LEGAJO_TEST_KILLS")) ::kill(::getpid(), SIGKILL);
    errno = ENOSPC;
    return true;
}

template <typename Function>
Function* real(const char* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

} // namespace

extern "C" {

int open(const char* path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    if ((flags & O_CREAT) && is_watched(path) && fails()) return -1;
    return real<int(const char*, int, ...)>("open")(path, flags, mode);
}

ssize_t write(int descriptor, const void* bytes, size_t count) {
    if (is_watched(descriptor) && fails()) return -1;
    return real<ssize_t(int, const void*, size_t)>("write")(descriptor, bytes, count);
}

int mkdir(const char* path, mode_t mode) {
    if (is_watched(path) && fails()) return -1;
    return real<int(const char*, mode_t)>("mkdir")(path, mode);
}

int rename(const char* from, const char* to) {
    if (is_watched(to) && fails()) return -1;
    return real<int(const char*, const char*)>("rename")(from, to);
}

int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned int flags) {
    if (is_watched(to) && fails()) return -1;
    return real<int(int, const char*, int, const char*, unsigned int)>("renameat2")(from_folder, from, to_folder, to, flags);
}

int linkat(int from_folder, const char* from, int to_folder, const char* to, int flags) {
    if (is_watched(to) && fails()) return -1;
    return real<int(int, const char*, int, const char*, int)>("linkat")(from_folder, from, to_folder, to, flags);
}

int syncfs(int descriptor) {
    if (is_watched(descriptor) && fails()) return -1;
    return real<int(int)>("syncfs")(descriptor);
}

} // extern "C"
