// What a job in the cell can and cannot do, tried from inside by the probe job; and what its parent hears when it dies.

#include "run/cell_pipe.hpp"
#include "support/temporary_folder.hpp"

#include "base/error.hpp"
#include "base/files.hpp"

#include <catch2/catch.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace legajo;

namespace {

const std::filesystem::path program = std::filesystem::path(LEGAJO_BIN_DIR) / "legajo-cell";

run::CellLimits small_limits() {
    run::CellLimits limits;
    limits.memory_bytes = std::uint64_t{200} << 20;
    limits.file_bytes = std::uint64_t{4} << 20;
    limits.cpu_seconds = 1;
    limits.wall_seconds = 4;
    limits.answer_bytes = std::uint64_t{2} << 20;
    return limits;
}

std::string probe(run::CellPipe& pipe, const std::string& what, std::span<const int> descriptors = {}) {
    const base::Result<std::string> answer = pipe.call("probe", what, descriptors, small_limits());
    if (answer) return *answer;
    REQUIRE(answer.problems().size() == 1);
    CHECK(answer.problems()[0].stage == "cell");
    return answer.problems()[0].code;
}

} // namespace

TEST_CASE("A job can do nothing but compute on what it was given") {
    run::CellPipe pipe(program);
    const auto [attempt, allowed] = GENERATE(table<std::string, std::string>({
        {"open /etc/passwd", "Operation not permitted"},
        {"open /proc/self/environ", "Operation not permitted"},
        {"create /tmp/legajo-probe-was-here", "Operation not permitted"},
        {"fork", "Operation not permitted"},
        {"code", "Operation not permitted"},
        {"signal", "Operation not permitted"},
        {"socket", "cell.forbidden"},
        {"execute", "cell.forbidden"},
    }));
    INFO(attempt);
    CHECK(probe(pipe, attempt) == allowed);
    CHECK(probe(pipe, "echo still there") == "ok still there");
}

TEST_CASE("A job that dies is one clear problem, and the next one works") {
    run::CellPipe pipe(program);
    const auto [attempt, code] = GENERATE(table<std::string, std::string>({
        {"abort", "cell.crashed"},
        {"stack", "cell.crashed"},
        {"loop", "cell.out_of_time"},
        {"sleep", "cell.out_of_time"},
        {"memory 4000", "cell.out_of_memory"},
        {"answer 3", "cell.answer_too_large"},
        {"garbage", "cell.malformed_answer"},
        {"throw", "cell.failed"},
    }));
#if defined(__SANITIZE_ADDRESS__)
    if (attempt == "memory 4000") return; // no address limit beside shadow memory
#endif
    INFO(attempt);
    CHECK(probe(pipe, attempt) == code);
    CHECK(probe(pipe, "echo next") == "ok next");
}

TEST_CASE("A job has the descriptors it was given and no others") {
    run::CellPipe pipe(program);
    test::TemporaryFolder folder;
    const base::Descriptor one = run::unnamed_file(folder.path()), two = run::unnamed_file(folder.path());
    const std::vector<int> given{one.get(), two.get()};
    CHECK(probe(pipe, "descriptors") == "0 1 2 3 ");
    CHECK(probe(pipe, "descriptors", given) == "0 1 2 3 4 5 ");
}

TEST_CASE("A job cannot fill the disk") {
    run::CellPipe pipe(program);
    test::TemporaryFolder folder;
    const base::Descriptor file = run::unnamed_file(folder.path());
    const std::vector<int> given{file.get()};
    CHECK(probe(pipe, "write 2", given) == "ok");
    CHECK(probe(pipe, "write 100", given) == "cell.output_too_large");
    struct stat facts{};
    REQUIRE(::fstat(file.get(), &facts) == 0);
    CHECK(facts.st_size == 4 << 20);
}

TEST_CASE("An unknown job is refused, and large requests arrive whole") {
    run::CellPipe pipe(program);
    const auto unknown = pipe.call("brew", "");
    REQUIRE(!unknown);
    CHECK(unknown.problems()[0].code == "cell.unknown_job");
    const std::string large(20 << 20, 'y');
    const auto echoed = pipe.call("probe", "echo " + large);
    REQUIRE(echoed);
    CHECK(echoed->size() == large.size() + 3);
}

TEST_CASE("The program that is killed between two jobs is started again") {
    run::CellPipe pipe(program);
    CHECK(probe(pipe, "echo one") == "ok one");
    pipe.stop();
    CHECK(probe(pipe, "echo two") == "ok two");
    CHECK(pipe.greeting().has_filter);
}

TEST_CASE("A program that is absent or is not the cell is a failure of the world, not a hang") {
    run::CellPipe absent("/nonexistent/legajo-cell"), other("/bin/true");
    CHECK_THROWS_AS(absent.call("probe", "echo"), base::Error);
    CHECK_THROWS_AS(other.call("probe", "echo"), base::Error);
}

TEST_CASE("Two cells live side by side") {
    run::CellPipe first(program), second(program);
    CHECK(probe(first, "echo one") == "ok one");
    CHECK(probe(second, "abort") == "cell.crashed");
    CHECK(probe(first, "echo three") == "ok three");
}

TEST_CASE("Evidence files are opened only inside the case's folder, and only real files") {
    test::TemporaryFolder folder;
    namespace fs = std::filesystem;
    fs::create_directories(folder / "pruebas");
    base::write_file_durably(folder / "pruebas/contrato.pdf", "%PDF-1.4");
    base::write_file_durably(folder / "pruebas/vacio.pdf", "x");
    fs::resize_file(folder / "pruebas/vacio.pdf", 0);
    fs::create_symlink("/etc/passwd", folder / "pruebas/enlace.pdf");
    fs::create_symlink("/etc", folder / "fuera");
    fs::create_symlink("contrato.pdf", folder / "pruebas/interno.pdf");
    REQUIRE(::mkfifo((folder / "pruebas/tubo.pdf").c_str(), 0600) == 0);
    base::write_file_durably(folder / "pruebas/enorme.pdf", "x");
    fs::resize_file(folder / "pruebas/enorme.pdf", std::uintmax_t{4} << 30); // sparse

    CHECK(run::open_inside(folder.path(), "pruebas/contrato.pdf").ok());
    CHECK(run::open_inside(folder.path(), "./pruebas//contrato.pdf").ok());
    const auto [file, code] = GENERATE_REF(table<std::string, std::string>({
        {"pruebas/no-esta.pdf", "evidence.missing"},
        {"no-esta/contrato.pdf", "evidence.missing"},
        {"pruebas/contrato.pdf/x", "evidence.missing"},
        {"../contrato.pdf", "evidence.outside_folder"},
        {"pruebas/../../x", "evidence.outside_folder"},
        {"/etc/passwd", "evidence.outside_folder"},
        {"", "evidence.outside_folder"},
        {"pruebas/enlace.pdf", "evidence.link"},
        {"pruebas/interno.pdf", "evidence.link"},
        {"fuera/passwd", "evidence.link"},
        {"pruebas/tubo.pdf", "evidence.not_a_file"},
        {"pruebas", "evidence.not_a_file"},
        {"pruebas/vacio.pdf", "evidence.empty"},
        {"pruebas/enorme.pdf", "evidence.too_large"},
    }));
    INFO(file);
    const auto opened = run::open_inside(folder.path(), file);
    REQUIRE(!opened);
    CHECK(opened.problems()[0].code == code);
}

TEST_CASE("Outputs are appended one after another") {
    test::TemporaryFolder folder;
    const base::Descriptor spool = run::unnamed_file(folder.path()), part = run::unnamed_file(folder.path());
    REQUIRE(::write(part.get(), "abc", 3) == 3);
    CHECK(run::append_file(part.get(), spool.get()) == 0);
    CHECK(run::append_file(part.get(), spool.get()) == 3);
    char bytes[8] = {};
    CHECK(::pread(spool.get(), bytes, 8, 0) == 6);
    CHECK(std::string(bytes) == "abcabc");
}
