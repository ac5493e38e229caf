// A letter that goes by e-mail comes with a message ready to be sent; one by SMS, with its few lines.

#include "cases.hpp"
#include "identity.hpp"

#include "base/text.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <regex>

using namespace legajo;
using test::files_of;
using test::letter_command;
using test::quoted;
using test::run_command;
namespace fs = std::filesystem;

namespace {

// The friendly first note of the samples goes by e-mail; both sides have an address.
std::string by_mail(const fs::path& output, const std::string& more = "") {
    return test::identity().prefix() + letter_command(test::sample("01-primer-aviso"), output, test::identity().option() + " --eml --json " + more);
}

} // namespace

TEST_CASE("A letter by e-mail: the .eml stands beside the PDF, private, tells nothing outside, and holds the very PDF") {
    const test::TemporaryFolder folder;
    const auto end = run_command("umask 000; " + by_mail(folder / "out"));
    INFO(end.out << end.err);
    REQUIRE(end.status == 0);
    const auto mails = files_of(folder / "out", ".eml"), letters = files_of(folder / "out", ".pdf");
    REQUIRE(mails.size() == 1);
    REQUIRE(letters.size() == 1);
    CHECK(mails[0].stem() == letters[0].stem());
    CHECK(end.out.find("\"eml\":\"" + fs::relative(mails[0], folder / "out").string()) != std::string::npos);
    CHECK((fs::status(mails[0]).permissions() & static_cast<fs::perms>(077)) == fs::perms::none);
    // Python reads it: a reader that did not write it.
    std::ofstream(folder / "read.py") << "import email, email.policy, sys\n"
                                         "m = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default)\n"
                                         "pdf = list(m.iter_attachments())[0]\n"
                                         "assert pdf.get_content() == open(sys.argv[2], 'rb').read()\n"
                                         "print(m['subject'], '|', m['from'], '|', m['to'], '|', m['date'], '|', pdf.get_filename())\n"
                                         "print(m.get_body().get_content())\n";
    const auto read = run_command("python3 " + quoted(folder / "read.py") + " " + quoted(mails[0]) + " " + quoted(letters[0]));
    INFO(read.out << read.err);
    REQUIRE(read.status == 0);
    CHECK(read.out.starts_with("Nuestra referencia: "));
    CHECK(read.out.find("Sat, 21 Nov 2026 10:00:00 +0100") != std::string::npos);
    const std::string outside = read.out.substr(0, read.out.find('\n'));
    for (const char* word : {"deuda", "pago", "impag", "factura", "vencid"}) CHECK(outside.find(word) == std::string::npos);

    REQUIRE(run_command(by_mail(folder / "again")).status == 0);
    CHECK(base::read_file(files_of(folder / "again", ".eml").at(0)) == base::read_file(mails[0]));
}

TEST_CASE("Without --eml, on a dry run, or for a letter on paper, no message is written") {
    const test::TemporaryFolder folder;
    REQUIRE(run_command(test::identity().prefix() + letter_command(test::sample("01-primer-aviso"), folder / "plain", test::identity().option())).status == 0);
    CHECK(files_of(folder / "plain", ".eml").empty());
    REQUIRE(run_command(by_mail(folder / "dry", "--dry-run")).status == 0);
    CHECK(files_of(folder / "dry", ".eml").empty());
    REQUIRE(run_command("LEGAJO_EML=1 " + test::identity().prefix() + letter_command(test::sample("03-requerimiento-empresa"), folder / "paper", test::identity().option())).status == 0);
    CHECK(files_of(folder / "paper", ".pdf").size() == 1);
    CHECK(files_of(folder / "paper", ".eml").empty());
    CHECK(files_of(folder / "paper", ".txt").empty());
}

TEST_CASE("A debtor without an address: the letter goes out, and the missing address is told") {
    const test::TemporaryFolder folder;
    const std::regex address(R"re( correo="[^"]*")re");
    std::ofstream(folder / "caso.xml") << std::regex_replace(base::read_file(test::sample("01-primer-aviso")), address, "");
    const auto end = run_command(test::identity().prefix() + letter_command(folder / "caso.xml", folder / "out", test::identity().option() + " --eml --json"));
    INFO(end.out << end.err);
    CHECK(end.status == 0);
    if (end.out.find("\"canal\":\"correo\"") != std::string::npos) CHECK(end.out.find("mail.no_addressee") != std::string::npos);
    CHECK(files_of(folder / "out", ".pdf").size() == 1);
    CHECK(files_of(folder / "out", ".eml").empty());
}

TEST_CASE("A policy that writes by SMS gets the short message as text") {
    const test::TemporaryFolder folder;
    fs::create_directories(folder / "data");
    fs::copy(fs::path(LEGAJO_SOURCE_DIR) / "templates", folder / "data/templates", fs::copy_options::recursive);
    fs::create_directory_symlink(fs::path(LEGAJO_SOURCE_DIR) / "fonts", folder / "data/fonts");
    const fs::path policy = folder / "data/templates/es-ES/policy.xml";
    const std::string text = base::read_file(policy);
    std::ofstream(policy) << base::replaced(text, "canal=\"correo\"", "canal=\"sms\"");
    const auto end = run_command("LEGAJO_DATA=" + quoted(folder / "data") + " " + by_mail(folder / "out"));
    INFO(end.out << end.err);
    REQUIRE(end.status == 0);
    const auto messages = files_of(folder / "out/cartas", ".txt");
    REQUIRE(messages.size() == 1);
    CHECK(end.out.find("\"mensaje\":\"cartas/") != std::string::npos);
    const std::string message = base::read_file(messages[0]);
    CHECK(message.size() > 40);
    CHECK(message.size() < 1200);
    CHECK(message.find("{{") == std::string::npos);
}
