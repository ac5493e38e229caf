#include "cell/probe.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

namespace legajo::cell {
namespace {

run::CellAnswer say(std::string text) { return {true, std::move(text), {}}; }
run::CellAnswer outcome(bool done) { return say(done ? "ok" : std::strerror(errno)); }

int dig(int depth) { // a million times: deeper than any stack
    volatile char here[4096];
    here[0] = static_cast<char>(depth);
    return depth == 1'000'000 ? 0 : dig(depth + 1) + here[0];
}

run::CellAnswer open_file(const std::string& path, int flags) {
    const int file = ::open(path.c_str(), flags, 0600);
    return outcome(file >= 0);
}

run::CellAnswer list_descriptors() {
    std::string found;
    for (int number = 0; number < 1024; ++number)
        if (::fcntl(number, F_GETFD) >= 0) found += std::to_string(number) + " ";
    return say(found);
}

run::CellAnswer take_memory(std::size_t megabytes) {
    std::string block(megabytes << 20, 'x');
    return say("ok " + std::to_string(block.size()));
}

run::CellAnswer write_much(int file, std::size_t megabytes) {
    const std::string block(std::size_t{1} << 20, 'x');
    for (std::size_t i = 0; i < megabytes; ++i)
        if (::write(file, block.data(), block.size()) < 0) return outcome(false);
    return say("ok");
}

} // namespace

run::CellAnswer probe(std::string_view payload, std::span<const int> descriptors) {
    const std::size_t blank = payload.find(' ');
    const std::string_view what = payload.substr(0, blank);
    const std::string argument(blank == std::string_view::npos ? "" : payload.substr(blank + 1));
    const std::size_t amount = static_cast<std::size_t>(std::strtoull(argument.c_str(), nullptr, 10));
    if (what == "echo") return say("ok " + argument);
    if (what == "open") return open_file(argument, O_RDONLY);
    if (what == "create") return open_file(argument, O_WRONLY | O_CREAT);
    if (what == "descriptors") return list_descriptors();
    if (what == "socket") return outcome(::socket(AF_INET, SOCK_STREAM, 0) >= 0);
    if (what == "execute") {
        char* const arguments[] = {const_cast<char*>("/bin/true"), nullptr};
        ::execv("/bin/true", arguments);
        return outcome(false);
    }
    if (what == "fork") return outcome(::fork() >= 0);
    if (what == "code") return outcome(::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED);
    if (what == "signal") return outcome(::kill(::getppid(), SIGTERM) == 0);
    if (what == "memory") return take_memory(amount);
    if (what == "write" && !descriptors.empty()) return write_much(descriptors[0], amount);
    if (what == "answer") return say(std::string(amount << 20, 'x'));
    if (what == "sleep") ::pause(), ::sleep(3600);
    if (what == "abort") std::abort();
    if (what == "stack") return say(std::to_string(dig(0)));
    if (what == "throw") throw std::runtime_error("probe");
    if (what == "garbage") {
        if (::write(3, "garbage", 7) == 7) ::_exit(0);
    }
    for (volatile bool on = true; on && what == "loop";) {}
    return say("unknown probe");
}

} // namespace legajo::cell
