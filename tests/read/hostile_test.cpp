// Input made to hurt: it costs little, is refused with a reason, and never crashes.

#include "base/files.hpp"
#include "read/broken_cases.hpp"
#include "read/read_case.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>

using namespace legajo;
using namespace legajo::read_test;
using namespace std::string_literals;
namespace fs = std::filesystem;

namespace {

std::string first_code(const std::string& bytes, const read::ReadOptions& options = {}) {
    const auto result = read::read_case(bytes, options);
    return result.problems().empty() ? "" : result.problems()[0].code;
}

bool tells(const std::string& bytes, const std::string& code) {
    const auto result = read::read_case(bytes);
    return std::any_of(result.problems().begin(), result.problems().end(), [&](const auto& problem) { return problem.code == code; });
}

std::string repeated(const std::string& text, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
}

const std::string head = "<expediente xmlns=\"urn:legajo:expediente:1\" referencia=\"E\" datos-a=\"2026-11-19\">";

// The same numbers on every machine.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    std::size_t below(std::size_t limit) {
        state_ ^= state_ << 13;
        state_ ^= state_ >> 7;
        state_ ^= state_ << 17;
        return static_cast<std::size_t>(state_ % limit);
    }

private:
    std::uint64_t state_;
};

std::string mutated(std::string text, Dice& dice) {
    static const std::string pieces[] = {"<", ">", "&", "\"", "'", "</", "/>", "<!--", "-->", "<![CDATA[", "]]>", "<?", "?>", "&#0;", "&#x41;", "=", "xmlns=\"\"",
                                         "\0"s, "\xC3", "\xEF\xBB\xBF", "\xFF\xFE", "<!DOCTYPE a [", "id=\"f1\"", "999999999999999999", "-", ".", "ñ", " ", "f1 f2", "\n"};
    for (std::size_t edits = 1 + dice.below(4); edits > 0 && !text.empty(); --edits) {
        const std::size_t at = dice.below(text.size());
        switch (dice.below(5)) {
        case 0: text[at] = static_cast<char>(dice.below(256)); break;
        case 1: text.erase(at, 1 + dice.below(20)); break;
        case 2: text.insert(at, pieces[dice.below(std::size(pieces))]); break;
        case 3: text.insert(at, text.substr(dice.below(text.size()), dice.below(60))); break;
        default: text.resize(dice.below(40) == 0 ? at : text.size()); break;
        }
    }
    return text;
}

std::vector<std::string> sample_texts() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(LEGAJO_SOURCE_DIR) / "samples"))
        if (entry.path().filename() == "expediente.xml") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<std::string> texts{good_case()};
    for (const auto& file : files) texts.push_back(base::read_file(file));
    return texts;
}

} // namespace

TEST_CASE("entities and document types are refused before anything is expanded") {
    CHECK(first_code("<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><expediente>&b;</expediente>") == "case.dtd_refused");
    CHECK(first_code("<?xml version=\"1.0\"?>\n<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><expediente/>") == "case.dtd_refused");
    CHECK(tells(head + "&lol;</expediente>", "case.entity_unknown"));
}

TEST_CASE("limits stop size, depth, counts and long values") {
    CHECK(first_code(repeated("<a>", 1'000'000)) == "case.limit_depth");
    CHECK(first_code(head + repeated("<factura>", 40)) == "case.limit_depth");
    CHECK(first_code(head + repeated("<x/>", 300'000) + "</expediente>") == "case.limit_elements");
    std::string attributes;
    for (int i = 0; i < 100; ++i) attributes += " a" + std::to_string(i) + "=\"\"";
    CHECK(first_code("<expediente" + attributes + "/>") == "case.limit_attributes");
    CHECK(first_code("<expediente referencia=\"" + std::string(5'000'000, 'x') + "\"/>") == "case.limit_value");
    CHECK(first_code(head + std::string(5'000'000, 'x') + "</expediente>") == "case.limit_value");
    CHECK(first_code(head + repeated("<!-- -->x", 30'000) + "</expediente>") == "case.limit_value");
    CHECK(first_code(head + repeated("<![CDATA[xxxxxxxxxx]]>", 30'000) + "</expediente>") == "case.limit_value");
    read::ReadOptions small;
    small.limits.bytes = 100;
    CHECK(first_code(good_case(), small) == "case.limit_bytes");
    small.limits.bytes = 1 << 20;
    small.limits.problems = 10;
    const auto many = read::read_case(head + repeated("<x/>", 1000) + "</expediente>", small);
    CHECK(many.problems().size() == 11);
    CHECK(many.problems().back().code == "case.too_many_problems");
    CHECK_FALSE(many.ok());
}

TEST_CASE("a case on one line of megabytes keeps its columns") {
    std::string text = good_case();
    text = text.substr(text.find("<expediente"));
    for (char& c : text)
        if (c == '\n') c = ' ';
    const std::string filling = repeated("<factura numero=\"\" fecha=\"2026-08-28\" importe=\"5\"/>ñ", 50'000);
    text.insert(text.find("</expediente>"), filling + "<pago/>");
    read::ReadOptions options;
    options.limits.problems = 100'000;
    options.limits.value_bytes = 200'000;
    const auto result = read::read_case(text, options);
    REQUIRE(result.problems().size() > 50'000);
    const auto& last = result.problems().back();
    CHECK(last.code == "case.missing_attribute");
    CHECK(last.place.line == 1);
    const std::size_t bytes = text.find("<pago/>");
    const auto accents = static_cast<std::size_t>(std::count_if(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(bytes), [](char c) { return (c & 0xC0) == 0x80; }));
    CHECK(last.place.column == bytes - accents + 1);
}

TEST_CASE("what is no case is refused with a reason") {
    CHECK(first_code("") == "case.empty_file");
    CHECK(first_code(" \n") == "case.xml_no_element");
    CHECK(first_code("hola") == "case.xml_text_outside");
    CHECK(first_code("%PDF-1.4") == "case.xml_text_outside");
    CHECK(first_code("<html/>") == "case.not_a_case");
    CHECK(first_code("<") == "case.xml_truncated");
    CHECK(first_code("<a b='") == "case.xml_unclosed_value");
    CHECK(first_code("<a b=\"1\"c=\"2\"/>") == "case.xml_bad_attribute");
    CHECK(first_code("<a/><b/>") == "case.xml_two_roots");
    CHECK(first_code("</a>") == "case.xml_wrong_end");
    CHECK(first_code("<a></b>") == "case.xml_other_end");
    CHECK(first_code("<a>&#0;</a>") == "case.control_character");
    CHECK(tells("<a>&#xD800;</a>", "case.control_character"));
    CHECK(first_code("<a>&#99999999999;</a>") == "case.xml_stray_ampersand");
    CHECK(first_code(head + "\0</expediente>"s) == "case.control_character");
    CHECK(first_code("\xEF\xBB\xBF\xEF\xBB\xBF<expediente/>") != "");
    CHECK(first_code("\xFF\xFE") == "case.xml_no_element");
    CHECK(first_code("\xFF\xFE<") == "case.encoding_invalid");
    CHECK(first_code("<?xml version='1.0' encoding='") != "");
    CHECK(first_code("<?xml?><expediente/>") == "case.xml_instruction");
    CHECK(first_code("<?xml version=\"1.0\" encoding=UTF-8\"?><a/>") == "case.xml_declaration");
    CHECK(first_code("<?xml encoding=\"UTF-8\"?><a/>") == "case.xml_declaration");
    CHECK(first_code("<?xml version=\"2.0\"?><a/>") == "case.xml_declaration");
    CHECK(first_code("<?xml version=\"1.0\" standalone=\"yes\" encoding=\"UTF-8\"?><a/>") == "case.xml_declaration");
}

TEST_CASE("evidence that is not a file of the case's folder is refused") {
    const fs::path folder = fs::temp_directory_path() / "legajo-read-evidence-test";
    fs::remove_all(folder);
    fs::create_directories(folder / "case/pruebas/carpeta");
    std::ofstream(folder / "secreto.pdf") << "x";
    std::ofstream(folder / "case/pruebas/bueno.pdf") << "x";
    std::ofstream(folder / "case/pruebas/vacio.pdf");
    fs::create_symlink(folder / "secreto.pdf", folder / "case/pruebas/enlace.pdf");
    fs::create_directory_symlink(folder, folder / "case/pruebas/fuera");
    fs::create_symlink("bueno.pdf", folder / "case/pruebas/enlace-bueno.pdf");
    const auto code = [&](const std::string& file) {
        read::ReadOptions options;
        options.case_folder = folder / "case";
        std::string text = good_case();
        text.replace(text.find("pruebas/burofax.pdf"), std::string("pruebas/burofax.pdf").size(), file);
        return first_code(text, options);
    };
    CHECK(code("pruebas/bueno.pdf") == "");
    CHECK(code("pruebas/enlace-bueno.pdf") == "");
    CHECK(code("./pruebas/../pruebas/bueno.pdf") == "");
    CHECK(code("pruebas/no-existe.pdf") == "case.evidence_missing");
    CHECK(code("pruebas/vacio.pdf") == "case.evidence_empty");
    CHECK(code("pruebas/carpeta") == "case.evidence_not_a_file");
    CHECK(code("pruebas/enlace.pdf") == "case.evidence_outside");
    CHECK(code("pruebas/fuera/secreto.pdf") == "case.evidence_outside");
    CHECK(code("pruebas/../../secreto.pdf") == "case.evidence_outside");
    CHECK(code((folder / "secreto.pdf").string()) == "case.evidence_outside");
    CHECK(code(std::string(5000, 'a')) != "");
    fs::remove_all(folder);
}

TEST_CASE("no mutation of a good case crashes the reader or passes as something else") {
    Dice dice(20261120);
    const auto texts = sample_texts();
    std::size_t accepted = 0;
    for (int round = 0; round < 6000; ++round) {
        const auto result = read::read_case(mutated(texts[dice.below(texts.size())], dice));
        REQUIRE(result.ok() == !base::has_errors(result.problems()));
        accepted += result.ok() ? 1 : 0;
        for (const auto& problem : result.problems()) {
            REQUIRE(problem.code.starts_with("case."));
            REQUIRE(problem.stage == "read");
        }
    }
    CHECK(accepted < 3000);
}

// xmllint as second opinion: what it calls malformed, the reader refuses too.
TEST_CASE("nothing malformed is taken for XML") {
    const fs::path folder = fs::temp_directory_path() / "legajo-read-xmllint-test";
    fs::remove_all(folder);
    fs::create_directories(folder);
    Dice dice(417);
    const std::string good = good_case();
    std::set<int> accepted;
    std::string files;
    for (int i = 0; i < 400; ++i) {
        const std::string text = mutated(good, dice);
        if (!read::read_case(text).ok()) continue;
        accepted.insert(i);
        std::ofstream(folder / (std::to_string(i) + ".xml"), std::ios::binary) << text;
        files += " " + std::to_string(i) + ".xml";
    }
    REQUIRE(accepted.size() > 20);
    const std::string command = "cd '" + folder.string() + "' && xmllint --noout --nonet" + files + " 2>&1";
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
    std::string output;
    for (int c = std::fgetc(pipe.get()); c != EOF; c = std::fgetc(pipe.get())) output += static_cast<char>(c);
    CHECK(output == "");
    fs::remove_all(folder);
}
