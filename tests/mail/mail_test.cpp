// The .eml that carries a letter: read back by Python's own mail parser, which did not write it.

#include "mail/letter_message.hpp"
#include "mail/write_message.hpp"

#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace legajo;

namespace {

std::string every_byte() {
    std::string bytes;
    for (int i = 0; i < 4096; ++i) bytes += static_cast<char>(i * 7 + i / 256);
    return bytes;
}

mail::Message sample() {
    mail::Message message;
    message.from = {"Suministros Ibáñez y Muñoz, S.L.", "cobros@ejemplo.es"};
    message.to = {{"Íñigo \"Peña\", Güell", "inigo@talleres.example"}};
    message.subject = "Nuestra referencia: EXP-2026-0417 · año 2026, una línea que por su largo debe doblarse en el encabezado del mensaje";
    message.text = "Estimado Íñigo:\n\nFrom aquí, una línea que empieza por From.\n.\n= signo igual € y una línea bastante más larga de setenta y seis caracteres, que se dobla.\n";
    message.language = "es-ES";
    message.date = *base::Instant::parse("2026-11-21T10:00:00+01:00");
    message.attachments = {{"reseña-2026.pdf", "application/pdf", every_byte()}};
    return message;
}

std::string written(const mail::Message& message) {
    auto result = mail::write_message(message);
    REQUIRE(result.ok());
    return *result;
}

std::string codes(const base::Problems& problems) {
    std::string text;
    for (const auto& problem : problems) text += problem.code + " ";
    return text;
}

// What another program sees in the message.
std::string seen_by_python(const std::string& eml) {
    const auto path = std::filesystem::temp_directory_path() / ("legajo-mail-test-" + std::to_string(getpid()) + "-" + std::to_string(std::hash<std::string>{}(eml)) + ".eml");
    std::ofstream(path, std::ios::binary) << eml;
    const std::string program = R"(
import sys,email,hashlib
from email import policy
m=email.message_from_binary_file(open(sys.argv[1],'rb'),policy=policy.default)
print('defects',len(m.defects))
for h in ('From','To','Subject','Date','Message-ID','X-Unsent','MIME-Version'): print(h,'|',m[h])
print(m.get_content_type())
for p in m.iter_parts():
    c=p.get_content()
    print(p.get_content_type(),'|',p.get_filename(),'|',p.get_content_disposition(),'|',p['Content-Language'],'|',len(p.defects))
    print(hashlib.sha256(c).hexdigest() if isinstance(c,bytes) else repr(c))
)";
    const auto script = path.string() + ".py";
    std::ofstream(script) << program;
    std::string output;
    if (FILE* pipe = popen(("PYTHONIOENCODING=utf-8 python3 '" + script + "' '" + path.string() + "'").c_str(), "r")) {
        std::array<char, 4096> buffer{};
        while (const auto n = std::fread(buffer.data(), 1, buffer.size(), pipe)) output.append(buffer.data(), n);
        pclose(pipe);
    }
    std::filesystem::remove(path);
    std::filesystem::remove(script);
    return output;
}

} // namespace

TEST_CASE("Another program reads every word and byte back") {
    CHECK(seen_by_python(written(sample())) ==
          "defects 0\n"
          "From | \"Suministros Ibáñez y Muñoz, S.L.\" <cobros@ejemplo.es>\n"
          "To | \"Íñigo \\\"Peña\\\", Güell\" <inigo@talleres.example>\n"
          "Subject | Nuestra referencia: EXP-2026-0417 · año 2026, una línea que por su largo debe doblarse en el encabezado del mensaje\n"
          "Date | Sat, 21 Nov 2026 10:00:00 +0100\n"
          "Message-ID | <" + mail::message_id(sample()) + ">\n"
          "X-Unsent | 1\n"
          "MIME-Version | 1.0\n"
          "multipart/mixed\n"
          "text/plain | None | None | es-ES | 0\n"
          "'Estimado Íñigo:\\n\\nFrom aquí, una línea que empieza por From.\\n.\\n= signo igual € y una línea bastante más larga de setenta y seis "
          "caracteres, que se dobla.\\n'\n"
          "application/pdf | reseña-2026.pdf | attachment | None | 0\n" +
              base::sha256_hex(every_byte()) + "\n");
}

TEST_CASE("The bytes are ASCII, every line ends with CRLF and keeps to 998 bytes, headers to 78") {
    const auto eml = written(sample());
    bool in_headers = true;
    for (auto line : base::split(eml, '\n')) {
        if (line.empty()) continue; // after the last line feed
        CHECK(line.back() == '\r');
        line.remove_suffix(1);
        if (line.empty()) in_headers = false;
        CHECK(line.size() <= (in_headers ? 78u : 998u));
        CHECK(std::all_of(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
    }
}

TEST_CASE("The same message gives the same bytes; another one another identity") {
    CHECK(written(sample()) == written(sample()));
    auto other = sample();
    other.attachments[0].bytes[0] ^= 1;
    CHECK(mail::message_id(other) != mail::message_id(sample()));
    CHECK(mail::boundary(other) != mail::boundary(sample()));
    CHECK(mail::message_id(sample()).ends_with("@ejemplo.es"));
}

TEST_CASE("Without attachment there is one part") {
    auto message = sample();
    message.attachments.clear();
    message.is_unsent = false;
    const auto eml = written(message);
    CHECK(eml.find("Content-Type: text/plain; charset=utf-8\r\n") != std::string::npos);
    CHECK(eml.find("X-Unsent") == std::string::npos);
    CHECK(eml.find("boundary") == std::string::npos);
}

TEST_CASE("Nobody smuggles an addressee or a header in") {
    struct Row { const char* what; void (*spoil)(mail::Message&); const char* codes; };
    const Row rows[] = {{"line feed in the subject", [](mail::Message& m) { m.subject = "x\r\nBcc: a@b.c"; }, "mail.header_unsafe "},
                        {"line feed in a name", [](mail::Message& m) { m.to[0].name = "x\nBcc: a@b.c"; }, "mail.header_unsafe "},
                        {"two addresses in one", [](mail::Message& m) { m.to[0].address = "a@b.es, c@d.es"; }, "mail.address_malformed "},
                        {"line feed in an address", [](mail::Message& m) { m.to[0].address = "a@b.es\nBcc:c@d.es"; }, "mail.address_malformed "},
                        {"no addressee", [](mail::Message& m) { m.to.clear(); }, "mail.address_malformed "},
                        {"folder in the file name", [](mail::Message& m) { m.attachments[0].name = "../a.pdf"; }, "mail.header_unsafe "},
                        {"line feed in the file name", [](mail::Message& m) { m.attachments[0].name = "a\r\nX: y.pdf"; }, "mail.header_unsafe "},
                        {"no type", [](mail::Message& m) { m.attachments[0].mime = "pdf"; }, "mail.header_unsafe "},
                        {"no text", [](mail::Message& m) { m.text = " \n"; }, "mail.empty "},
                        {"text that is not UTF-8", [](mail::Message& m) { m.text = "caf\xE9"; }, "mail.text_malformed "},
                        {"name that is not UTF-8", [](mail::Message& m) { m.from.name = "caf\xE9"; }, "mail.header_unsafe "},
                        {"header through the language", [](mail::Message& m) { m.language = "es\r\nBcc: a@b.c"; }, "mail.header_unsafe "}};
    for (const auto& row : rows) {
        INFO(row.what);
        auto message = sample();
        row.spoil(message);
        CHECK(codes(mail::write_message(message).problems()) == row.codes);
    }
}

TEST_CASE("Mail addresses") {
    for (const char* good : {"a@b.es", "ana.nunez+cobros@sub.ejemplo.es", "x_y-z@b-c.example", "o'brien@b.ie"}) CHECK(mail::is_mail_address(good));
    for (const char* bad : {"", "a", "a@", "@b.es", "a@b", "a@b..es", ".a@b.es", "a.@b.es", "a b@c.es", "a@b.es ", "\"a\"@b.es", "a@[1.2.3.4]", "a@-b.es", "ñ@b.es", "a@ñ.es", "a@b@c.es", "<a@b.es>"}) {
        INFO(bad);
        CHECK_FALSE(mail::is_mail_address(bad));
    }
}

TEST_CASE("A message crosses the pipe and stays the same") {
    CHECK(written(base::from_wire<mail::Message>(base::to_wire(sample()))) == written(sample()));
}

TEST_CASE("The mail that carries a letter tells nothing outside") {
    model::Party creditor, debtor;
    creditor.name = "Suministros Ibáñez y Muñoz, S.L.";
    creditor.contacts = {{.name = "Cobros", .role = "", .email = "cobros@ejemplo.es", .phone = "", .answered = {}, .place = {}}};
    debtor.name = "Talleres Ñandú, S.A.";
    debtor.contacts = {{.name = "", .role = "", .email = "", .phone = "+34 1", .answered = {}, .place = {}},
                       {.name = "", .role = "", .email = "info@talleres.example", .phone = "", .answered = {}, .place = {}},
                       {.name = "Ana", .role = "", .email = "ana@talleres.example", .phone = "", .answered = true, .place = {}}};
    mail::LetterMail letter{creditor, debtor, "EXP-2026/0417", "es-ES", "", "", "\n\nHola:  \r\n\n\n\nAdjuntamos nuestra carta.\n\n", "%PDF-", *base::Instant::parse("2026-11-21T10:00:00Z")};
    const auto message = mail::letter_message(letter);
    REQUIRE(message.ok());
    CHECK(message->to == std::vector<mail::Mailbox>{{"Ana", "ana@talleres.example"}});
    CHECK(message->subject == "Nuestra referencia: EXP-2026/0417");
    CHECK(message->text == "Hola:\n\nAdjuntamos nuestra carta.\n");
    CHECK(message->attachments[0].name == "exp-2026-0417.pdf");
    letter.subject_words = "La nostra referència: {referencia}";
    letter.draft_word = "esborrany";
    letter.is_draft = true;
    const auto in_catalan = mail::letter_message(letter);
    REQUIRE(in_catalan.ok());
    CHECK(in_catalan->subject == "La nostra referència: EXP-2026/0417");
    CHECK(in_catalan->attachments[0].name == "exp-2026-0417-esborrany.pdf");
    debtor.contacts.clear();
    creditor.contacts.clear();
    CHECK(codes(mail::letter_message(letter).problems()) == "mail.no_sender mail.no_addressee ");
}

TEST_CASE("After warm_up nothing is opened any more: a message is written with no descriptor to spare") {
    mail::warm_up();
    std::vector<FILE*> taken;
    while (FILE* one = std::fopen("/dev/null", "r")) {
        taken.push_back(one);
        if (taken.size() > 100'000) break;
    }
    const bool is_exhausted = taken.size() <= 100'000;
    const auto result = mail::write_message(sample());
    for (FILE* one : taken) std::fclose(one);
    CHECK(is_exhausted);
    CHECK(result.ok());
}
