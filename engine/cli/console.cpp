#include "cli/console.hpp"

#include "base/error.hpp"
#include "report/code_class.hpp"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

namespace legajo::cli {

const report::Catalogue& Console::catalogue() {
    if (!catalogue_)
        catalogue_ = std::make_unique<report::Catalogue>(report::Catalogue::load(surroundings.data_folder / "templates/messages", language));
    return *catalogue_;
}

void Console::out(std::string_view text) const {
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
        throw base::Error("cli.output_closed", "cli", "standard output");
}

void Console::err(std::string_view text) const {
    std::fwrite(text.data(), 1, text.size(), stderr);
}

void Console::tell(const base::Problems& problems) {
    err(report::problems_text(problems, catalogue(), {.colour = colour}));
}

void Console::fail(const base::Problems& problems) {
    tell(problems);
    exit_code = report::exit_code_of(report::class_of(problems));
}

std::string language_of_environment() {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
        if (const char* value = std::getenv(name); value && *value) return std::string_view(value).starts_with("en") ? "en" : "es";
    return "es";
}

std::string read_standard_input() {
    constexpr std::size_t limit = std::size_t{64} << 20;
    std::string bytes;
    char buffer[65536];
    while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, stdin)) {
        bytes.append(buffer, count);
        if (bytes.size() > limit) throw base::Error("file.too_large", "cli", "-");
    }
    if (std::ferror(stdin)) throw base::Error("file.unreadable", "cli", "-");
    return bytes;
}

std::optional<std::string> ask_secret(const std::string& prompt) {
    const int terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC);
    if (terminal < 0) return std::nullopt;
    termios before{};
    ::tcgetattr(terminal, &before);
    termios silent = before;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(terminal, TCSAFLUSH, &silent);
    [[maybe_unused]] ssize_t ignored = ::write(terminal, prompt.data(), prompt.size());
    std::string secret;
    char c = 0;
    while (::read(terminal, &c, 1) == 1 && c != '\n') secret += c;
    ::tcsetattr(terminal, TCSAFLUSH, &before);
    ignored = ::write(terminal, "\n", 1);
    ::close(terminal);
    return secret;
}

} // namespace legajo::cli
