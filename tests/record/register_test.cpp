#include "base/error.hpp"
#include "model/names.hpp"
#include "record/letter_life.hpp"
#include "record/recall_history.hpp"
#include "record/register.hpp"
#include "record/schema.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <set>
#include <sqlite3.h>
#include <sstream>
#include <sys/stat.h>
#include <thread>

using namespace legajo;
using base::Date;
using model::LetterState;
using record::LetterEntry;
using record::Register;

namespace {

// A fresh folder per test, gone afterwards.
class Folder {
public:
    Folder() {
        char name[] = "/tmp/legajo-record-XXXXXX";
        path_ = ::mkdtemp(name);
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    [[nodiscard]] std::filesystem::path file(const char* name = "registro.sqlite") const { return path_ / name; }

private:
    std::filesystem::path path_;
};

LetterEntry entry(std::string reference, std::string letter = "recordatorio", LetterState state = LetterState::issued) {
    LetterEntry one;
    one.letter.case_reference = std::move(reference);
    one.letter.letter = std::move(letter);
    one.letter.rule = "policy.step";
    one.letter.level = 2;
    one.letter.state = state;
    one.letter.channel = model::Channel::email;
    one.letter.control_date = Date(2026, 3, 20);
    if (state == LetterState::issued) one.letter.issued_on = Date(2026, 3, 20);
    one.letter.deadline = Date(2026, 3, 28);
    one.letter.invoices = {"f2", "f1"};
    one.letter.claimed = base::Money(121'000);
    one.letter.pdf_sha256 = "aa" + one.letter.case_reference;
    one.letter.pdf_file = "cartas/" + one.letter.case_reference + ".pdf";
    one.debtor_tax_id = "B12345674";
    one.addressee_tax_id = "B12345674";
    one.addressee_name = "Deudora, S.L.";
    return one;
}

std::int64_t issue(Register& store, const LetterEntry& one) {
    const auto intents = store.write_intents(1, std::span(&one, 1));
    REQUIRE(intents.front().ok());
    const auto id = *intents.front();
    return store.confirm(1, std::span(&id, 1)).front();
}

std::string state_of(Register& store, const std::string& reference, std::size_t at = 0) {
    return std::string(model::name_of(store.recall(reference).letters.at(at).state));
}

} // namespace

TEST_CASE("a letter is remembered as it was issued, also after closing the file") {
    const Folder folder;
    {
        auto store = Register::open(folder.file());
        CHECK(issue(*store, entry("EXP-1")) == 1);
    }
    auto store = Register::open(folder.file());
    const auto history = store->recall("EXP-1");
    REQUIRE(history.letters.size() == 1);
    const auto& letter = history.letters.front();
    CHECK(letter.number == 1);
    CHECK(letter.letter == "recordatorio");
    CHECK(letter.state == LetterState::issued);
    CHECK(letter.invoices == std::vector<std::string>{"f1", "f2"});
    CHECK(letter.claimed == base::Money(121'000));
    CHECK(letter.deadline == Date(2026, 3, 28));
    CHECK_FALSE(letter.delivered_on);
    CHECK(history.last_control_date == Date(2026, 3, 20));
    CHECK(store->recall("EXP-2").letters.empty());
}

TEST_CASE("the file is for its owner alone") {
    const Folder folder;
    auto store = Register::open(folder.file());
    issue(*store, entry("EXP-1"));
    for (const char* name : {"registro.sqlite", "registro.sqlite-wal"}) {
        struct stat found {};
        REQUIRE(::stat(folder.file(name).c_str(), &found) == 0);
        CHECK((found.st_mode & 0777) == 0600);
    }
}

TEST_CASE("the same letter is not issued twice, whatever the order of its invoices; again when asked") {
    auto store = Register::open(":memory:");
    issue(*store, entry("EXP-1"));
    auto same = entry("EXP-1");
    std::swap(same.letter.invoices[0], same.letter.invoices[1]);
    const auto refused = store->write_intents(1, std::span(&same, 1));
    REQUIRE_FALSE(refused.front().ok());
    CHECK(refused.front().problems().front().code == "record.already_issued");

    same.again = true;
    CHECK(issue(*store, same) == 2);
    CHECK(store->recall("EXP-1").letters.at(1).repetition == 1);

    auto other = entry("EXP-1");
    other.letter.addressee = "fiador1";
    CHECK(issue(*store, other) == 3);
    other.letter.occasion = "pg1";
    CHECK(issue(*store, other) == 4);
}

TEST_CASE("within one group the same letter stands once") {
    auto store = Register::open(":memory:");
    const std::vector<LetterEntry> both{entry("EXP-1"), entry("EXP-1"), entry("EXP-2")};
    const auto results = store->write_intents(1, both);
    CHECK(results[0].ok());
    CHECK_FALSE(results[1].ok());
    CHECK(results[2].ok());
}

TEST_CASE("a run dated before the last recorded one of the case is refused") {
    auto store = Register::open(":memory:");
    issue(*store, entry("EXP-1"));
    auto earlier = entry("EXP-1", "requerimiento");
    earlier.letter.control_date = Date(2026, 3, 19);
    const auto refused = store->write_intents(1, std::span(&earlier, 1));
    REQUIRE_FALSE(refused.front().ok());
    CHECK(refused.front().problems().front().code == "record.control_date_before_last");

    model::Case debt;
    debt.reference = "EXP-1";
    CHECK_FALSE(record::recall_history(debt, store.get(), Date(2026, 3, 19)).ok());
    CHECK(record::recall_history(debt, store.get(), Date(2026, 3, 20)).ok());
}

TEST_CASE("a refusal sets the clock of its case too") {
    auto store = Register::open(":memory:");
    const record::CaseOutcome held{"EXP-9", Date(2026, 5, 1), "retenido", "", "L-640", {"choose.disputed"}};
    store->confirm(1, {}, std::span(&held, 1));
    CHECK(store->recall("EXP-9").last_control_date == Date(2026, 5, 1));
    const record::CaseOutcome earlier{"EXP-9", Date(2026, 4, 1), "retenido", "", "L-640", {}};
    store->confirm(1, {}, std::span(&earlier, 1));
    CHECK(store->recall("EXP-9").last_control_date == Date(2026, 5, 1));
}

TEST_CASE("proposed, approved, issued: one letter all the way") {
    auto store = Register::open(":memory:");
    const auto number = issue(*store, entry("EXP-1", "ultimo-plazo", LetterState::proposed));
    CHECK(state_of(*store, "EXP-1") == "propuesta");
    CHECK(issue(*store, entry("EXP-1", "ultimo-plazo", LetterState::proposed)) == number); // the next run finds it waiting
    REQUIRE(store->approve(number, Date(2026, 3, 21), "Ana").ok());
    CHECK(issue(*store, entry("EXP-1", "ultimo-plazo", LetterState::proposed)) == number);
    CHECK(state_of(*store, "EXP-1") == "aprobada"); // a later proposal does not take the yes away
    CHECK(issue(*store, entry("EXP-1", "ultimo-plazo")) == number);
    CHECK(state_of(*store, "EXP-1") == "emitida");
    CHECK(store->recall("EXP-1").letters.size() == 1);
    const auto changes = store->changes(number);
    REQUIRE(changes.size() == 3);
    CHECK(changes[1].by == "Ana");
}

TEST_CASE("a proposal over other invoices gives way") {
    auto store = Register::open(":memory:");
    issue(*store, entry("EXP-1", "ultimo-plazo", LetterState::proposed));
    auto more = entry("EXP-1", "ultimo-plazo", LetterState::proposed);
    more.letter.invoices.push_back("f3");
    issue(*store, more);
    CHECK(state_of(*store, "EXP-1", 0) == "anulada");
    CHECK(state_of(*store, "EXP-1", 1) == "propuesta");
    CHECK(store->changes(1).back().note == "sustituida");
}

TEST_CASE("the life of a letter: every step of the table, and no other") {
    const std::vector<LetterState> all{LetterState::proposed, LetterState::approved,      LetterState::issued,   LetterState::sent,     LetterState::delivered,
                                       LetterState::refused,  LetterState::not_collected, LetterState::returned, LetterState::answered, LetterState::annulled};
    for (const auto from : all)
        for (const auto to : {LetterState::sent, LetterState::delivered, LetterState::refused, LetterState::not_collected, LetterState::returned, LetterState::answered}) {
            auto store = Register::open(":memory:");
            auto start = entry("EXP-1");
            start.letter.state = from;
            const auto number = issue(*store, start);
            const bool through_sent = from == LetterState::issued && record::may_become(LetterState::sent, to);
            INFO(model::name_of(from) << " -> " << model::name_of(to));
            CHECK(store->mark(number, {to, Date(2026, 3, 22), "p1", ""}).ok() == (record::may_become(from, to) || through_sent));
        }
}

TEST_CASE("the drawing in the README is the table in the code") {
    std::ifstream file(std::string(LEGAJO_SOURCE_DIR) + "/engine/record/README.md");
    std::set<std::pair<std::string, std::string>> drawn, coded;
    for (std::string line; std::getline(file, line);) {
        const auto arrow = line.find(" --> ");
        if (arrow == std::string::npos) continue;
        const auto from = line.substr(4, arrow - 4);
        std::istringstream targets(line.substr(arrow + 5));
        for (std::string to; std::getline(targets, to, '|');) {
            to.erase(0, to.find_first_not_of(' '));
            to.erase(to.find_last_not_of(' ') + 1);
            drawn.emplace(from.substr(0, from.find(' ')), to);
        }
    }
    for (const auto& [from, to] : record::permitted_steps()) coded.emplace(std::string(model::name_of(from)), std::string(model::name_of(to)));
    CHECK(drawn == coded);
}

TEST_CASE("a crash between intents and confirmation leaves intents, and settling looks at the files") {
    const Folder folder;
    std::vector<LetterEntry> group{entry("EXP-1"), entry("EXP-2"), entry("EXP-3")};
    {
        auto store = Register::open(folder.file());
        for (const auto& result : store->write_intents(7, group)) REQUIRE(result.ok());
    } // killed here: some files are on disk, none confirmed
    auto store = Register::open(folder.file());
    CHECK(store->recall("EXP-1").letters.empty());
    const auto left = store->recover();
    REQUIRE(left.size() == 3);
    CHECK(left[1].entry.letter.pdf_file == "cartas/EXP-2.pdf");
    CHECK(left[1].run == 7);
    const auto [confirmed, abandoned] = store->settle([](const record::Intent& intent) { return intent.entry.letter.case_reference != "EXP-2"; });
    CHECK(confirmed == 2);
    CHECK(abandoned == 1);
    CHECK(store->recover().empty());
    CHECK(store->recall("EXP-1").letters.size() == 1);
    CHECK(store->recall("EXP-2").letters.empty());
    issue(*store, entry("EXP-2"));
}

TEST_CASE("when the n-th statement fails nothing of the group is kept, for every n") {
    const Folder folder;
    int countdown = -1;
    const auto fail_at = [&] {
        if (countdown > 0 && --countdown == 0) throw base::Error("record.unavailable", "record", "disk full");
    };
    const std::vector<LetterEntry> group{entry("EXP-1"), entry("EXP-2"), entry("EXP-3", "ultimo-plazo", LetterState::proposed)};
    const std::vector<record::CaseOutcome> outcomes{{"EXP-1", Date(2026, 3, 20), "carta", "recordatorio", "policy.step", {}},
                                                    {"EXP-4", Date(2026, 3, 20), "retenido", "", "L-640", {}}};
    bool succeeded = false;
    int n = 0;
    while (!succeeded) {
        ++n;
        const auto path = folder.file(("n" + std::to_string(n)).c_str());
        {
            record::OpenOptions options;
            options.before_step = fail_at;
            auto store = Register::open(path, options);
            countdown = n;
            bool intents_written = false;
            try {
                std::vector<std::int64_t> ids;
                for (const auto& result : store->write_intents(1, group)) ids.push_back(*result);
                intents_written = true;
                store->confirm(1, ids, outcomes);
                succeeded = true;
            } catch (const base::Error&) {
                CHECK(store->recover().size() == (intents_written ? 3 : 0));
                CHECK(store->recall("EXP-1").letters.empty());
                CHECK_FALSE(store->recall("EXP-4").last_control_date);
            }
            countdown = -1;
            if (!succeeded) store->settle([](const auto&) { return true; }); // usable afterwards
        }
        auto store = Register::open(path);
        CHECK(store->recover().empty());
    }
    CHECK(n > 10);
}

TEST_CASE("results of dispatch by CSV: by number, hash or case; all or nothing; twice is once") {
    auto store = Register::open(":memory:");
    issue(*store, entry("EXP-1"));
    issue(*store, entry("EXP-2"));
    issue(*store, entry("EXP-3"));
    const std::string good = "numero;expediente;carta;pdf-sha256;resultado;fecha;prueba\r\n"
                             "1;;;;entregada;2026-03-23;\"AR; 1\"\r\n"
                             ";EXP-2;recordatorio;;no-recogida;2026-03-30;\r\n"
                             ";;;AAEXP-3;enviada;2026-03-21;\r\n";
    auto lower = good;
    lower.replace(lower.find("AAEXP-3"), 7, "aaEXP-3");

    SECTION("a good file") {
        auto third = entry("exp-3");
        issue(*store, third); // pdf hash "aaexp-3": hashes are compared in lower case
        auto report = store->import_results(good, "envios.csv");
        for (const auto& problem : report.problems()) UNSCOPED_INFO(problem.code << " " << problem.place.line);
        REQUIRE(report.ok());
        CHECK(report->applied == 3);
        CHECK(state_of(*store, "EXP-1") == "entregada");
        CHECK(store->recall("EXP-1").letters.front().proof == "AR; 1");
        CHECK(store->recall("EXP-1").letters.front().delivered_on == Date(2026, 3, 23));
        CHECK(state_of(*store, "EXP-2") == "no-recogida");
        CHECK(store->recall("EXP-2").letters.front().result_on == Date(2026, 3, 30));
        const auto twice = store->import_results(good, "envios.csv");
        REQUIRE(twice.ok());
        CHECK(twice->applied == 0);
        CHECK(twice->unchanged == 3);
    }
    SECTION("a bad row keeps the good ones out, and every problem is told with its line") {
        const std::string bad = "numero,resultado,fecha\n1,entregada,2026-03-23\n2,entregda,2026-03-23\n99,entregada,2026-03-23\n3,entregada,23/03/2026\n"
                                "3,entregada,2026-03-01\n";
        const auto report = store->import_results(bad, "envios.csv");
        REQUIRE_FALSE(report.ok());
        std::vector<std::pair<std::string, std::size_t>> told;
        for (const auto& problem : report.problems()) told.emplace_back(problem.code, problem.place.line);
        CHECK(told == std::vector<std::pair<std::string, std::size_t>>{
                          {"record.csv_result", 3}, {"record.csv_no_match", 4}, {"record.csv_date", 5}, {"record.result_before_issue", 6}});
        CHECK(state_of(*store, "EXP-1") == "emitida");
    }
    SECTION("hostile files") {
        CHECK_FALSE(store->import_results("", "x").ok());
        CHECK_FALSE(store->import_results("numero\n1\n", "x").ok());
        CHECK_FALSE(store->import_results("numero,resultado,fecha,precio\n", "x").ok());
        CHECK_FALSE(store->import_results("numero,resultado,fecha\n\"1,entregada,2026-03-23\n", "x").ok());
        CHECK_FALSE(store->import_results("numero,resultado,fecha\n1;DROP TABLE letter,entregada,2026-03-23\n", "x").ok());
        CHECK_FALSE(store->import_results("\xff\xfe\x00", "x").ok());
        CHECK_FALSE(store->import_results("expediente,resultado,fecha\n' OR 1=1 --,entregada,2026-03-23\n", "x").ok());
        CHECK(state_of(*store, "EXP-1") == "emitida");
    }
}

TEST_CASE("two letters of one case that both fit are told apart by the clerk, not by chance") {
    auto store = Register::open(":memory:");
    issue(*store, entry("EXP-1", "recordatorio"));
    issue(*store, entry("EXP-1", "requerimiento"));
    const auto report = store->import_results("expediente,resultado,fecha\nEXP-1,entregada,2026-03-23\n", "x.csv");
    REQUIRE_FALSE(report.ok());
    CHECK(report.problems().front().code == "record.csv_ambiguous");
    CHECK(store->import_results("expediente,carta,resultado,fecha\nEXP-1,requerimiento,entregada,2026-03-23\n", "x.csv").ok());
}

TEST_CASE("annulling, and what cannot be annulled any more") {
    auto store = Register::open(":memory:");
    const auto number = issue(*store, entry("EXP-1"));
    REQUIRE(store->annul(number, Date(2026, 3, 20), "importe equivocado").ok());
    issue(*store, entry("EXP-1")); // the same letter may go now
    REQUIRE(store->mark(number + 1, {LetterState::sent, Date(2026, 3, 21), "", ""}).ok());
    const auto refused = store->annul(number + 1, Date(2026, 3, 22), "tarde");
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.problems().front().code == "record.not_allowed");
    CHECK_FALSE(store->annul(77, Date(2026, 3, 22), "").ok());
}

TEST_CASE("the data of a person are handed over and erased, to the last byte of the file") {
    const Folder folder;
    auto store = Register::open(folder.file());
    auto guarantor = entry("EXP-1");
    guarantor.letter.addressee = "fiador1";
    guarantor.addressee_tax_id = "12345678Z";
    guarantor.addressee_name = "Zacarías Únicoapellido";
    auto unrelated = entry("EXP-5");
    unrelated.debtor_tax_id = unrelated.addressee_tax_id = "B99999997";
    const auto number = issue(*store, guarantor);
    issue(*store, entry("EXP-1"));
    issue(*store, unrelated);
    REQUIRE(store->mark(number, {LetterState::delivered, Date(2026, 3, 22), "AR-UNICO-77", "firmó Zacarías Únicoapellido"}).ok());

    CHECK(store->export_person("12345678Z").letters.size() == 1);
    CHECK(store->export_person("12345678Z").changes.size() == 3);
    CHECK(store->export_person("B12345674").letters.size() == 2);
    CHECK(store->erase_person("12345678Z") == 1);
    CHECK(store->export_person("12345678Z").letters.empty());
    CHECK(store->recall("EXP-1").letters.size() == 2);
    CHECK(store->erase_person("B12345674") == 2);
    CHECK(store->recall("EXP-1").letters.empty());
    CHECK(store->list().size() == 3); // that something was sent stays
    CHECK(store->recall("EXP-5").letters.size() == 1);

    store.reset();
    for (const auto& file : std::filesystem::directory_iterator(folder.file().parent_path())) {
        std::ifstream in(file.path(), std::ios::binary);
        const std::string bytes((std::istreambuf_iterator<char>(in)), {});
        for (const char* trace : {"12345678Z", "nicoapellido", "AR-UNICO-77", "B12345674", "EXP-1"}) {
            INFO(file.path() << " " << trace);
            CHECK(bytes.find(trace) == std::string::npos);
        }
    }
}

TEST_CASE("list filters and pages") {
    auto store = Register::open(":memory:");
    for (int i = 0; i < 10; ++i) issue(*store, entry("EXP-" + std::to_string(i), i % 2 ? "recordatorio" : "requerimiento"));
    CHECK(store->list().size() == 10);
    CHECK(store->list({"EXP-3", "", std::nullopt, 0, 0}).size() == 1);
    CHECK(store->list({"", "recordatorio", std::nullopt, 0, 0}).size() == 5);
    CHECK(store->list({"", "", LetterState::sent, 0, 0}).empty());
    const auto page = store->list({"", "", std::nullopt, 4, 3});
    REQUIRE(page.size() == 3);
    CHECK(page.front().number == 5);
}

TEST_CASE("many threads and two connections write without losing a letter") {
    const Folder folder;
    auto store = Register::open(folder.file());
    auto second = Register::open(folder.file());
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            auto& mine = t % 2 ? *store : *second;
            for (int i = 0; i < 20; ++i) {
                const auto one = entry("T" + std::to_string(t) + "-" + std::to_string(i));
                const auto id = *mine.write_intents(1, std::span(&one, 1)).front();
                mine.confirm(1, std::span(&id, 1));
                (void)mine.recall(one.letter.case_reference);
            }
        });
    for (auto& thread : threads) thread.join();
    CHECK(store->list().size() == 80);
}

TEST_CASE("a file from a later version, and a file that is none, are refused") {
    const Folder folder;
    Register::open(folder.file());
    {
        std::fstream file(folder.file(), std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(60); // user_version in SQLite's header, big endian
        const char later[] = {0, 0, 0, 99};
        file.write(later, 4);
    }
    std::filesystem::remove(folder.file("registro.sqlite-wal"));
    try {
        Register::open(folder.file());
        FAIL("opened");
    } catch (const base::Error& error) {
        CHECK(error.code() == "record.newer_schema");
    }
    std::ofstream(folder.file("texto")) << std::string(4096, 'x');
    CHECK_THROWS_AS(Register::open(folder.file("texto")), base::Error);
    CHECK_THROWS_AS(Register::open("/no/such/folder/registro.sqlite"), base::Error);
}

TEST_CASE("a file of the first version is brought up to date and keeps its letters") {
    const Folder folder;
    sqlite3* raw = nullptr; // another reader than the one under test
    REQUIRE(sqlite3_open(folder.file().c_str(), &raw) == SQLITE_OK);
    std::string script;
    for (const auto& statement : record::migrations().front()) script += statement + ";";
    script += "INSERT INTO letter VALUES (1, 'EXP-1', 'recordatorio', 'policy.step', 2, '', '', 'f1', 0, 'emitida', 'correo', '', '2026-03-20', '2026-03-20', '', '', '', "
              "'2026-03-28', '', '1210.00', 'EUR', '1.0.0', '', '', '', '', 'B12345674', 'B12345674', 'Deudora', 1); PRAGMA user_version = 1;";
    char* error = nullptr;
    const int done = sqlite3_exec(raw, script.c_str(), nullptr, nullptr, &error);
    INFO((error != nullptr ? error : ""));
    REQUIRE(done == SQLITE_OK);
    sqlite3_close(raw);

    auto store = Register::open(folder.file());
    const auto history = store->recall("EXP-1");
    REQUIRE(history.letters.size() == 1);
    CHECK(history.letters.front().claimed == base::Money(121'000));
    CHECK(history.last_control_date == Date(2026, 3, 20));
}

TEST_CASE("the case file and the register are joined; what they tell differently is a refusal") {
    auto store = Register::open(":memory:");
    issue(*store, entry("EXP-1"));
    model::Case debt;
    debt.reference = "EXP-1";
    model::Communication said;
    said.id = "k1";
    said.date = Date(2026, 3, 21);
    said.letter = "recordatorio";
    said.channel = model::Channel::email;

    SECTION("delivery told by the case completes the register's letter") {
        said.result = model::DispatchResult::delivered;
        said.delivered = Date(2026, 3, 22);
        debt.communications = {said};
        const auto history = record::recall_history(debt, store.get());
        REQUIRE(history.ok());
        REQUIRE(history->letters.size() == 1);
        CHECK(history->letters.front().state == LetterState::delivered);
        CHECK(history->letters.front().delivered_on == Date(2026, 3, 22));
    }
    SECTION("a letter that only the case knows, in its place by date") {
        said.date = Date(2026, 2, 20);
        said.letter = "comunicacion";
        debt.communications = {said};
        const auto history = record::recall_history(debt, store.get());
        REQUIRE(history->letters.size() == 2);
        CHECK(history->letters.front().number == 0);
        CHECK(history->letters.front().letter == "comunicacion");
    }
    SECTION("delivered here, returned there") {
        REQUIRE(store->mark(1, {LetterState::delivered, Date(2026, 3, 22), "", ""}).ok());
        said.result = model::DispatchResult::returned;
        debt.communications = {said};
        const auto history = record::recall_history(debt, store.get());
        REQUIRE_FALSE(history.ok());
        CHECK(history.problems().front().code == "record.conflict");
    }
    SECTION("two days of delivery") {
        REQUIRE(store->mark(1, {LetterState::delivered, Date(2026, 3, 22), "", ""}).ok());
        said.result = model::DispatchResult::delivered;
        said.delivered = Date(2026, 3, 23);
        debt.communications = {said};
        CHECK_FALSE(record::recall_history(debt, store.get()).ok());
    }
    SECTION("without a register the case alone") {
        said.result = model::DispatchResult::refused;
        said.attempt = Date(2026, 3, 24);
        debt.communications = {said};
        const auto history = record::recall_history(debt, nullptr);
        REQUIRE(history->letters.size() == 1);
        CHECK(history->letters.front().state == LetterState::refused);
        CHECK(history->letters.front().result_on == Date(2026, 3, 24));
    }
    SECTION("what lies after the control date is not known yet") {
        debt.communications = {said};
        CHECK(record::recall_history(debt, nullptr, Date(2026, 3, 20))->letters.empty());
    }
}
