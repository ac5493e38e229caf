// LibreOffice runs in a cage of its own: here a stand-in tries what it must not be able to do, and writes what it saw as its "PDF".

#include "run/cell_jobs.hpp"
#include "evidence/exhibits.hpp"

#include <cstdlib>

using namespace legajo;
using namespace legajo::test;

TEST_CASE("An outside program sees its document and the system, writes its folder, and nothing else") {
    const TemporaryFolder folder;
    fs::permissions(folder.path(), fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec | fs::perms::others_read | fs::perms::others_exec);
    base::write_file_durably(folder / "soffice", "#!/bin/sh\nout=\"$HOME/documento.pdf\"\ncat \"$HOME/documento\" > \"$out\"\n"
                                                 "(cat /etc/passwd > /dev/null) 2>/dev/null && echo LEYO >> \"$out\"\n(echo x > /tmp/legajo-office-was-here) 2>/dev/null && echo ESCRIBIO >> \"$out\"\n"
                                                 "(ls /usr > /dev/null) && echo SISTEMA >> \"$out\"\nexit 0\n");
    fs::permissions(folder / "soffice", fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec | fs::perms::others_read | fs::perms::others_exec);
    ::setenv("LEGAJO_SOFFICE", (folder / "soffice").c_str(), 1);
    run::CellPipe pipe(fs::path(LEGAJO_BIN_DIR) / "legajo-cell");
    const bool has_landlock = pipe.greeting().has_landlock;
    const base::Descriptor document = run::memory_file("contenido\n");
    const auto converted = run::convert_office(pipe, "carta.docx", document.get(), folder.path());
    ::unsetenv("LEGAJO_SOFFICE");
    INFO((converted ? std::string() : converted.problems()[0].code + " " + converted.problems()[0].arguments.back().second));
    REQUIRE(converted);
    const std::string seen = all_bytes(converted->get());
    CHECK(seen.starts_with("contenido\n"));
    CHECK(seen.find("SISTEMA") != std::string::npos);
    if (has_landlock) {
        CHECK(seen.find("LEYO") == std::string::npos);
        CHECK(seen.find("ESCRIBIO") == std::string::npos);
    }
}

TEST_CASE("LibreOffice itself, where it is installed, converts within its cage") {
    if (!fs::exists("/usr/bin/soffice")) {
        WARN("no LibreOffice here");
        return;
    }
    const TemporaryFolder folder;
    run::CellPipe pipe(fs::path(LEGAJO_BIN_DIR) / "legajo-cell");
    const base::Descriptor document = run::memory_file("{\\rtf1\\ansi Reconozco la deuda de 1.210 euros.}");
    const auto converted = run::convert_office(pipe, "reconocimiento.rtf", document.get(), folder.path());
    INFO((converted ? std::string() : converted.problems()[0].code + " " + converted.problems()[0].arguments.back().second));
    REQUIRE(converted);
    base::write_file_durably(folder / "documento.pdf", all_bytes(converted->get()));
    CHECK(output_of("pdftotext '" + (folder / "documento.pdf").string() + "' -").find("Reconozco la deuda de 1.210 euros.") != std::string::npos);
}

TEST_CASE("Without LibreOffice the exhibit says so") {
    ::setenv("LEGAJO_SOFFICE", "/nonexistent/soffice", 1);
    run::CellPipe pipe(fs::path(LEGAJO_BIN_DIR) / "legajo-cell");
    const base::Descriptor document = run::memory_file("x");
    const auto converted = run::convert_office(pipe, "carta.docx", document.get(), fs::temp_directory_path());
    ::unsetenv("LEGAJO_SOFFICE");
    REQUIRE(!converted);
    CHECK(converted.problems()[0].code == "evidence.needs_office");
    CHECK(converted.problems()[0].arguments.back().second == "carta.docx");
}
