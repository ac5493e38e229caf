// The disk and the register fail at their n-th step, for every n: letters and register agree once the folder is opened again, and no case has half its letters.

#include "base/error.hpp"
#include "base/hash.hpp"
#include "run/find_cases.hpp"
#include "run/group_writer.hpp"
#include "run/output_folder.hpp"
#include "support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <map>
#include <set>

using namespace legajo;
namespace fs = std::filesystem;

namespace {

struct Countdown {
    int left = 0; // 0: never fails
    void step(const char* code) {
        if (left > 0 && --left == 0) throw base::Error(code, "test", "n-th failure");
    }
};

class FailingSink : public base::FileSink {
public:
    explicit FailingSink(Countdown& countdown) : countdown_(countdown) {}
    void put(const fs::path& path, std::string_view bytes) override {
        countdown_.step("file.unwritable");
        group_.put(path, bytes);
    }
    void commit() override {
        countdown_.step("file.unwritable");
        group_.commit();
    }
    [[nodiscard]] std::size_t pending() const override { return group_.pending(); }
    void drop_after(std::size_t count) override { group_.drop_after(count); }

private:
    Countdown& countdown_;
    base::FileGroup group_;
};

record::LetterEntry entry(const std::string& reference, const std::string& addressee, const std::string& file, const std::string& pdf) {
    record::LetterEntry entry;
    entry.letter.case_reference = reference;
    entry.letter.letter = "requerimiento";
    entry.letter.addressee = addressee;
    entry.letter.control_date = *base::Date::parse("2026-11-20");
    entry.letter.issued_on = entry.letter.control_date;
    entry.letter.pdf_file = file;
    entry.letter.pdf_sha256 = base::sha256_hex(pdf);
    return entry;
}

// Three cases; each has the debtor's letter and the guarantor's copy.
std::vector<run::CaseRun> group_of_three() {
    std::vector<run::CaseRun> group;
    for (const std::string reference : {"A", "B", "C"}) {
        run::CaseRun run;
        run.result.reference = reference;
        run.result.state = report::CaseState::letter;
        run.result.control_date = *base::Date::parse("2026-11-20");
        for (const std::string addressee : {"", "fiador"}) {
            run::MadeLetter letter;
            letter.pdf = "letter of " + reference + addressee;
            letter.file_name = "cartas/" + reference + "/" + reference + addressee + ".pdf";
            letter.entry = entry(reference, addressee, letter.file_name, letter.pdf);
            run.letters.push_back(letter);
        }
        group.push_back(run);
    }
    return group;
}

std::set<std::string> files_in(const fs::path& folder) {
    std::set<std::string> names;
    if (fs::exists(folder / "cartas"))
        for (const auto& file : fs::recursive_directory_iterator(folder / "cartas"))
            if (file.is_regular_file()) names.insert(fs::relative(file.path(), folder).string());
    return names;
}

void write_group(record::Register& store, base::FileSink& sink, const fs::path& output, std::vector<run::CaseRun>& group) {
    const auto number = store.begin_run({});
    run::GroupWriter(store, sink, output, number).write(group);
}

// Opens the folder as the next start does, and looks.
void check_agreement(const fs::path& output) {
    run::LetterRequest request;
    request.output = output;
    run::OutputFolder folder(request);
    std::set<std::string> recorded;
    std::map<std::string, int> letters_of_case;
    for (const auto& letter : folder.store().list()) {
        recorded.insert(letter.pdf_file);
        ++letters_of_case[letter.case_reference];
    }
    CHECK(recorded == files_in(output));
    for (const auto& [reference, count] : letters_of_case) {
        CAPTURE(reference);
        CHECK(count == 2);
    }
    CHECK(folder.store().recover().empty());
}

} // namespace

TEST_CASE("The disk fails at its n-th step: what was told as written is written, and letters and register agree") {
    for (int n = 1; n <= 8; ++n) {
        CAPTURE(n);
        const test::TemporaryFolder output;
        auto group = group_of_three();
        {
            Countdown countdown{n};
            FailingSink sink(countdown);
            const auto store = record::Register::open(output / "registro.sqlite");
            write_group(*store, sink, output.path(), group);
            // A later group of the same run must not bring to light what failed.
            std::vector<run::CaseRun> nothing;
            write_group(*store, sink, output.path(), nothing);
        }
        check_agreement(output.path());
        const auto files = files_in(output.path());
        for (const auto& run : group)
            if (run.result.state == report::CaseState::letter) {
                CAPTURE(run.result.reference);
                CHECK(files.contains("cartas/" + run.result.reference + "/" + run.result.reference + ".pdf"));
                CHECK(files.contains("cartas/" + run.result.reference + "/" + run.result.reference + "fiador.pdf"));
            }
        if (n == 8) CHECK(files.size() == 6); // seven steps in all: nothing failed
        if (n <= 6) CHECK(files.size() == 4); // one case failed, the others went out
    }
}

TEST_CASE("The register fails at its n-th step: letters and register agree at the next start") {
    int failed = 0;
    for (int n = 1; n <= 60; ++n) {
        CAPTURE(n);
        const test::TemporaryFolder output;
        auto group = group_of_three();
        {
            (void)record::Register::open(output / "registro.sqlite");
            Countdown countdown;
            base::FileGroup sink;
            const auto store = record::Register::open(output / "registro.sqlite", {.before_step = [&] { countdown.step("record.unavailable"); }});
            const auto number = store->begin_run({});
            countdown.left = n;
            run::GroupWriter(*store, sink, output.path(), number).write(group);
        }
        check_agreement(output.path());
        failed += group.front().result.state == report::CaseState::failed ? 1 : 0;
    }
    CHECK(failed > 10);
    CHECK(failed < 60); // the count reached the end of the work
}

TEST_CASE("Killed between two renames of one case: neither of its letters counts, and the visible one goes") {
    const test::TemporaryFolder output;
    auto group = group_of_three();
    {
        const auto store = record::Register::open(output / "registro.sqlite");
        std::vector<record::LetterEntry> entries;
        for (const auto& run : group)
            for (const auto& letter : run.letters) entries.push_back(letter.entry);
        (void)store->write_intents(store->begin_run({}), entries);
        // All of A, only the copy of B, nothing of C.
        base::write_file_durably(output / group[0].letters[0].file_name, group[0].letters[0].pdf);
        base::write_file_durably(output / group[0].letters[1].file_name, group[0].letters[1].pdf);
        base::write_file_durably(output / group[1].letters[1].file_name, group[1].letters[1].pdf);
    }
    check_agreement(output.path());
    CHECK(files_in(output.path()) == std::set<std::string>{"cartas/A/A.pdf", "cartas/A/Afiador.pdf"});
}

TEST_CASE("A case file that is a link to nowhere is found, so that it fails loudly") {
    const test::TemporaryFolder cases;
    fs::create_symlink("nowhere.xml", cases / "perdido.xml");
    std::ofstream(cases / "bueno.xml") << "<expediente referencia=\"R\"/>";
    std::ofstream(cases / "otro.xml") << "<Facturae/>";
    const auto found = run::find_cases(cases.path());
    REQUIRE(found.cases.size() == 2);
    CHECK(found.cases[0].reference_hint == "R");
    CHECK(found.cases[1].file.filename() == "perdido.xml");
    CHECK(found.other_xml_files.size() == 1);
}
