#include "base/error.hpp"
#include "base/files.hpp"

#include <sys/stat.h>

#include <array>

#include <catch2/catch.hpp>

#include "support/temporary_folder.hpp"

using namespace legajo;
namespace fs = std::filesystem;

TEST_CASE("A group of files appears at commit, private and whole; without commit nothing is left") {
    const test::TemporaryFolder folder;
    const auto staged = [](const base::FileGroup& group, const fs::path& path, std::string_view first, std::string_view second) {
        return group.stage(path, std::array{first, second});
    };
    {
        base::FileGroup group;
        group.put(staged(group, folder / "a/1.pdf", "o", "ne"));
        group.put(staged(group, folder / "b/2.pdf", "tw", "o"));
        REQUIRE_FALSE(fs::exists(folder / "a/1.pdf"));
        group.commit();
        REQUIRE(base::read_file(folder / "b/2.pdf") == "two");
        group.put(staged(group, folder / "a/3.pdf", "three", ""));
        const base::StagedFile never_put = staged(group, folder / "a/4.pdf", "", "four");
    }
    REQUIRE_FALSE(fs::exists(folder / "a/3.pdf"));
    REQUIRE(std::distance(fs::directory_iterator(folder / "a"), {}) == 1);
    struct stat status {};
    REQUIRE(::stat((folder / "a/1.pdf").c_str(), &status) == 0);
    REQUIRE((status.st_mode & 0777) == 0600);
}

TEST_CASE("Only regular files within the limit are read") {
    const test::TemporaryFolder folder;
    REQUIRE(::mkfifo((folder / "fifo").c_str(), 0600) == 0);
    base::write_file_durably(folder / "big", std::string(1000, 'x'));
    const auto code_of = [](const fs::path& path, std::size_t limit) {
        try {
            (void)base::read_file(path, limit);
        } catch (const base::Error& error) {
            return error.code();
        }
        return std::string("none");
    };
    CHECK(code_of(folder / "fifo", 10) == "file.not_regular");
    CHECK(code_of(folder / "big", 999) == "file.too_large");
    CHECK(code_of(folder / "absent", 999) == "file.missing");
    CHECK(code_of("/dev/zero", 999) == "file.not_regular");
    CHECK(code_of(folder / "big", 1000) == "none");
}

TEST_CASE("A path stays inside its folder, by name and by link") {
    const test::TemporaryFolder folder;
    fs::create_directories(folder / "case/pruebas");
    fs::create_symlink("/etc", folder / "case/link");
    CHECK(base::path_inside(folder / "case", "pruebas/a.pdf") == fs::weakly_canonical(folder / "case/pruebas/a.pdf"));
    for (const char* path : {"../secret", "/etc/passwd", "link/passwd", "", ".", "pruebas/../../x"}) {
        INFO(path);
        CHECK(base::path_inside(folder / "case", path).empty());
    }
}
