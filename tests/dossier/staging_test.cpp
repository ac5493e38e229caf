// A dossier appears whole or not at all: the disk fails, or the program is killed, at its n-th step, for every n.

#include "base/files.hpp"
#include "base/text.hpp"
#include "support/command.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <map>

using namespace legajo;
using namespace legajo::test;
namespace fs = std::filesystem;

namespace {

using Tree = std::map<std::string, std::string>; // relative name → bytes

Tree tree_of(const fs::path& folder) {
    Tree tree;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) tree[fs::relative(entry.path(), folder).string()] = base::read_file(entry.path());
    return tree;
}

bool has_pdf(const Tree& tree) {
    for (const auto& [name, bytes] : tree)
        if (name.ends_with("-dosier.pdf")) return true;
    return false;
}

// A case with one exhibit, an earlier dossier of it in `out`, and the case changed since.
struct Desk {
    TemporaryFolder folder;
    fs::path file = folder / "caso/expediente.xml", output = folder / "out", calm = folder / "calma";
    Tree before, after;

    Desk() {
        fs::copy(fs::path(LEGAJO_SOURCE_DIR) / "samples/02-recordatorio-consumidor", folder / "caso", fs::copy_options::recursive);
        fs::create_directory(folder / "caso/pruebas");
        std::ofstream(folder / "caso/pruebas/nota.txt") << "Nota de la llamada del 3 de noviembre.\n";
        edit("</expediente>", "<prueba id=\"pz\" tipo=\"otro\" fecha=\"2026-11-03\" fichero=\"pruebas/nota.txt\">Nota de la llamada</prueba></expediente>");
        REQUIRE(make(output).status == 0);
        for (const auto& entry : fs::directory_iterator(output))
            if (entry.is_directory()) std::ofstream(entry.path() / "notas-del-letrado.txt") << "mías\n";
        before = tree_of(output);
        edit("Nota de la llamada<", "Nota de la segunda llamada<");
        fs::copy(output, calm, fs::copy_options::recursive);
        REQUIRE(make(calm).status == 0);
        after = tree_of(calm);
        REQUIRE(after != before);
        REQUIRE(after.size() == before.size());
    }
    void edit(const std::string& from, const std::string& to) const {
        const std::string xml = base::read_file(file), changed = base::replaced(xml, from, to);
        REQUIRE(changed != xml);
        std::ofstream(file) << changed;
    }
    [[nodiscard]] CommandEnd make(const fs::path& where, const std::string& trouble = "") const {
        return run_command(trouble + legajo_program() + " dossier " + quoted(file) + " -o " + quoted(where) + " --as-of 2026-11-20 --issued-at 2026-11-21 --lang es --unsigned");
    }
    [[nodiscard]] std::string trouble_at(int n, bool kills) const {
        return "LD_PRELOAD=" + quoted(LEGAJO_FAILING_DISK) + " LEGAJO_TEST_DISK=" + quoted(output) + " LEGAJO_TEST_AT=" + std::to_string(n) + (kills ? " LEGAJO_TEST_KILLS=1 " : " ");
    }
    void begin_again() const {
        fs::remove_all(output);
        fs::create_directory(output);
        for (const auto& [name, bytes] : before) {
            fs::create_directories((output / name).parent_path());
            std::ofstream(output / name, std::ios::binary) << bytes;
        }
    }
};

constexpr int most_steps = 200;

} // namespace

TEST_CASE("The disk fails at the n-th step of a dossier, for every n: the earlier one stands untouched, or the new one is whole; nothing else stays") {
    const Desk desk;
    int failed = 0;
    for (int n = 1; n < most_steps; ++n) {
        INFO("step " << n);
        desk.begin_again();
        const CommandEnd end = desk.make(desk.output, desk.trouble_at(n, false));
        const Tree now = tree_of(desk.output);
        if (end.status == 0) {
            CHECK(now == desk.after);
            break;
        }
        ++failed;
        CHECK(end.err.find("file.unwritable") != std::string::npos);
        REQUIRE(now == desk.before);
    }
    CHECK(failed > 10);
    CHECK(failed < most_steps - 1);
}

TEST_CASE("Killed at the n-th step of a dossier, for every n: a PDF that is there has the folder that belongs to it, and the next run makes all as if nothing had happened") {
    const Desk desk;
    int killed = 0;
    for (int n = 1; n < most_steps; ++n) {
        INFO("step " << n);
        desk.begin_again();
        const CommandEnd end = desk.make(desk.output, desk.trouble_at(n, true));
        if (end.status == 0) break;
        ++killed;
        Tree now = tree_of(desk.output);
        std::erase_if(now, [](const auto& file) { return file.first.starts_with(".legajo-"); });
        if (has_pdf(now)) REQUIRE((now == desk.before || now == desk.after));
        if (n % 4 != 1) continue; // the run after it: now and then
        REQUIRE(desk.make(desk.output).status == 0);
        Tree mended = tree_of(desk.output);
        REQUIRE(mended == desk.after);
    }
    CHECK(killed > 10);
}
