// The disk and the register fail at their n-th step, for every n: letters and register agree once the folder is opened again, and no case has half its letters.

#include "base/error.hpp"
#include "base/hash.hpp"
#include "run/find_cases.hpp"
#include "run/group_writer.hpp"
#include "run/output_folder.hpp"
#include "run/refusal.hpp"
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
    [[nodiscard]] base::StagedFile stage(const fs::path& path, std::span<const std::string_view> pieces) const override {
        countdown_.step("file.unwritable");
        return group_.stage(path, pieces);
    }
    void put(base::StagedFile file) override { group_.put(std::move(file)); }
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

// Three cases; each has the debtor's letter and the guarantor's copy. What cannot be staged is refused, as on a letter's way.
std::vector<run::CaseRun> group_of_three(const base::FileSink& sink, const fs::path& output) {
    std::vector<run::CaseRun> group;
    for (const std::string reference : {"A", "B", "C"}) {
        run::CaseRun run;
        run.result.reference = reference;
        run.result.state = report::CaseState::letter;
        run.result.control_date = *base::Date::parse("2026-11-20");
        for (const std::string addressee : {"", "fiador"}) {
            run::MadeLetter letter;
            letter.pdf.rest = "letter of " + reference + addressee;
            letter.file_name = "cartas/" + reference + "/" + reference + addressee + ".pdf";
            letter.entry = entry(reference, addressee, letter.file_name, letter.pdf.rest);
            run.letters.push_back(std::move(letter));
        }
        try {
            for (run::MadeLetter& letter : run.letters) run::stage_files(sink, output, letter);
        } catch (const base::Error& failure) {
            run::refuse(run, {run::problem_of(failure)});
        }
        group.push_back(std::move(run));
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

void write_group(record::Register& store, base::FileSink& sink, std::vector<run::CaseRun>& group) {
    const auto number = store.begin_run({});
    run::GroupWriter(store, sink, number).write(group);
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
        std::vector<run::CaseRun> group;
        {
            Countdown countdown{n};
            FailingSink sink(countdown);
            const auto store = record::Register::open(output / "registro.sqlite");
            group = group_of_three(sink, output.path());
            write_group(*store, sink, group);
            // A later group of the same run must not bring to light what failed.
            std::vector<run::CaseRun> nothing;
            write_group(*store, sink, nothing);
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
        std::vector<run::CaseRun> group;
        {
            (void)record::Register::open(output / "registro.sqlite");
            Countdown countdown;
            base::FileGroup sink;
            const auto store = record::Register::open(output / "registro.sqlite", {.before_step = [&] { countdown.step("record.unavailable"); }});
            const auto number = store->begin_run({});
            group = group_of_three(sink, output.path());
            countdown.left = n;
            run::GroupWriter(*store, sink, number).write(group);
        }
        check_agreement(output.path());
        failed += group.front().result.state == report::CaseState::failed ? 1 : 0;
    }
    CHECK(failed > 10);
    CHECK(failed < 60); // the count reached the end of the work
}

TEST_CASE("Killed between two renames of one case: neither of its letters counts, and the visible one goes") {
    const test::TemporaryFolder output;
    const base::FileGroup sink;
    auto group = group_of_three(sink, output.path());
    {
        const auto store = record::Register::open(output / "registro.sqlite");
        std::vector<record::LetterEntry> entries;
        for (const auto& run : group)
            for (const auto& letter : run.letters) entries.push_back(letter.entry);
        (void)store->write_intents(store->begin_run({}), entries);
        // All of A, only the copy of B, nothing of C.
        group[0].letters[0].files.front().appear();
        group[0].letters[1].files.front().appear();
        group[1].letters[1].files.front().appear();
    }
    check_agreement(output.path());
    CHECK(files_in(output.path()) == std::set<std::string>{"cartas/A/A.pdf", "cartas/A/Afiador.pdf"});
}

TEST_CASE("Letters that a killed run had written out of sight are cleared away by the next start") {
    const test::TemporaryFolder output;
    run::LetterRequest request;
    request.output = output.path();
    const auto hidden = [&] {
        std::set<std::string> names;
        for (const auto& file : fs::recursive_directory_iterator(output.path()))
            if (file.path().extension() == ".tmp") names.insert(file.path().filename().string());
        return names;
    };
    const auto kill_a_run = [&](bool is_killed) {
        run::OutputFolder folder(request);
        fs::create_directories(output / "cartas/A");
        std::ofstream(output / "cartas/A/.legajo-1-1.tmp") << "half a letter";
        if (is_killed) fs::copy_file(output / ".legajo.lock", output / "lock-as-killed");
    };
    kill_a_run(true);
    fs::rename(output / "lock-as-killed", output / ".legajo.lock");
    REQUIRE(hidden().size() == 1);
    { const run::OutputFolder next(request); }
    CHECK(hidden().empty());
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
