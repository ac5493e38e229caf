// What README.md tells a newcomer to type works as printed.

#include "support/command.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace legajo;
namespace fs = std::filesystem;

namespace {

// The ```sh blocks that follow a line "<!-- run -->".
std::vector<std::string> marked_blocks(const std::string& page) {
    const std::string mark = "<!-- run -->\n```sh\n";
    std::vector<std::string> blocks;
    for (std::size_t at = page.find(mark); at != std::string::npos; at = page.find(mark, at)) {
        at += mark.size();
        blocks.push_back(page.substr(at, page.find("```", at) - at));
    }
    return blocks;
}

} // namespace

TEST_CASE("Every marked command of README.md runs as printed") {
    const fs::path source(LEGAJO_SOURCE_DIR);
    const auto blocks = marked_blocks(base::read_file(source / "README.md"));
    REQUIRE(blocks.size() >= 2);
    const test::TemporaryFolder folder;
    fs::create_directory_symlink(source / "samples", folder / "samples");
    for (const std::string& block : blocks) {
        const auto end = test::run_command("cd " + test::quoted(folder.path()) + " && PATH=" + test::quoted(LEGAJO_BIN_DIR) + ":$PATH && set -e\n" + block);
        INFO(block << end.out << end.err);
        CHECK(end.status == 0);
        CHECK_FALSE(end.out.empty());
    }
    CHECK(fs::exists(folder / "out/letters/registro.sqlite"));
}
