// legajo register: the life of letters, by hand and by CSV; the data of a person, exported or erased.

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "model/names.hpp"
#include "record/register.hpp"
#include "report/register_list.hpp"
#include "run/deliver_run.hpp"
#include "run/person_view.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace legajo::cli {
namespace {

struct RegisterOptions {
    std::string file, output;
    bool is_json = false;
    std::string reference, letter, state, date, proof, note, by, csv, tax_id, pdf, receiver;
    std::vector<std::int64_t> numbers;
    bool is_confirmed = false;

    void add_place(CLI::App& command) {
        command.add_option("-o,--output", output, "Output folder whose registro.sqlite is meant")->envname("LEGAJO_OUTPUT");
        command.add_option("--register", file, "Register file")->envname("LEGAJO_REGISTER");
    }
    [[nodiscard]] std::filesystem::path path() const { return file.empty() ? std::filesystem::path(output) / "registro.sqlite" : std::filesystem::path(file); }
};

std::unique_ptr<record::Register> opened(const RegisterOptions& given) {
    if (!std::filesystem::exists(given.path())) throw base::Error("file.missing", "cli", given.path().string());
    return record::Register::open(given.path());
}

// What is wrong with the words given, before the register is opened.
base::Problems problems_of(const RegisterOptions& given, base::Date today) {
    if (given.date.empty()) return {};
    const auto date = base::Date::parse(given.date);
    if (date && *date <= today) return {};
    base::Problem problem{.code = date ? "cli.date_in_future" : "cli.date_malformed", .stage = "cli"}; // nobody knows yet what will happen
    return {problem.with("option", "--date").with("value", given.date)};
}

// Nobody's tax id is empty, but that of many an addressee is not known: asking for it would mean all of them.
base::Problems person_problems(const RegisterOptions& given) {
    if (!base::trimmed(given.tax_id).empty()) return {};
    return {base::Problem{.code = "cli.tax_id_empty", .stage = "cli"}};
}

base::Date day_of(const RegisterOptions& given, const Console& console) {
    if (given.date.empty()) return console.surroundings.now().local_date();
    return *base::Date::parse(given.date);
}

std::string user_name(const RegisterOptions& given) {
    if (!given.by.empty()) return given.by;
    const char* user = std::getenv("USER");
    return user ? user : std::to_string(::getuid());
}

void list(const RegisterOptions& given, Console& console) {
    record::ListFilter filter{.reference = given.reference, .letter = given.letter};
    if (!given.state.empty()) {
        filter.state = model::from_name<model::LetterState>(given.state);
        if (!filter.state) throw base::Error("cli.state_unknown", "cli", given.state);
    }
    const auto letters = opened(given)->list(filter);
    console.out(given.is_json ? report::register_json(letters) : report::register_text(letters, console.catalogue()));
}

// Applies one step to each number; what fails is told, the others go on.
template <typename Step>
void apply(const RegisterOptions& given, Console& console, Step step) {
    const auto store = opened(given);
    std::size_t failed = 0;
    for (const std::int64_t number : given.numbers) {
        const base::Result<model::LetterRecord> letter = step(*store, number);
        if (letter.ok())
            console.out(given.is_json ? report::register_json({&*letter, 1}) : report::register_text({&*letter, 1}, console.catalogue()));
        else
            console.tell(letter.problems());
        failed += letter.ok() ? 0 : 1;
    }
    console.exit_code = failed == 0 ? all_done : failed == given.numbers.size() ? all_failed : some_failed;
}

void approve(const RegisterOptions& given, Console& console) {
    apply(given, console, [&](record::Register& store, std::int64_t number) { return store.approve(number, day_of(given, console), user_name(given)); });
}

void annul(const RegisterOptions& given, Console& console) {
    apply(given, console, [&](record::Register& store, std::int64_t number) { return store.annul(number, day_of(given, console), given.note); });
}

void mark(const RegisterOptions& given, Console& console) {
    const auto state = model::from_name<model::LetterState>(given.state);
    if (!state) throw base::Error("cli.state_unknown", "cli", given.state);
    const record::Mark mark{.state = *state, .date = day_of(given, console), .proof = given.proof, .note = given.note};
    apply(given, console, [&](record::Register& store, std::int64_t number) { return store.mark(number, mark); });
}

void import(const RegisterOptions& given, Console& console) {
    const std::string csv = given.csv == "-" ? read_standard_input() : base::read_file(given.csv, std::size_t{256} << 20);
    const auto done = opened(given)->import_results(csv, given.csv, console.surroundings.now().local_date());
    if (!done.ok()) return console.fail(done.problems());
    console.tell(done.problems());
    console.out(console.catalogue().word("register.imported", {{"rows", std::to_string(done->rows)},
                                                               {"applied", std::to_string(done->applied)},
                                                               {"unchanged", std::to_string(done->unchanged)}}) + "\n");
}

void deliver(const RegisterOptions& given, Console& console) {
    if (base::trimmed(given.receiver).empty()) return console.fail({base::Problem{.code = "record.no_receiver", .stage = "record"}});
    const auto store = opened(given);
    run::CellPipe cell;
    const auto dossier = run::delivered_dossier(cell, given.pdf, std::string(base::trimmed(given.receiver)), day_of(given, console));
    if (!dossier.ok()) return console.fail(dossier.problems());
    if (const auto kept = store->deliver(*dossier); !kept.ok()) return console.fail(kept.problems());
    console.out(console.catalogue().word("register.dossier_delivered", {{"referencia", dossier->reference},
                                                                {"destinatario", dossier->receiver},
                                                                {"fecha", dossier->on.iso()},
                                                                {"documentos", std::to_string(dossier->documents.size())},
                                                                {"folio", std::to_string(dossier->first_folio + dossier->pages - 1)}}) + "\n");
}

void export_person(const RegisterOptions& given, Console& console) {
    if (const auto problems = person_problems(given); !problems.empty()) return console.fail(problems);
    console.out(report::person_json(run::person_view(opened(given)->export_person(given.tax_id))));
}

void erase_person(const RegisterOptions& given, Console& console) {
    if (const auto problems = person_problems(given); !problems.empty()) return console.fail(problems);
    if (!given.is_confirmed) {
        base::Problem problem{.code = "cli.erase_unconfirmed", .stage = "cli"};
        return console.fail({problem.with("option", "--yes")});
    }
    const std::size_t rows = opened(given)->erase_person(given.tax_id);
    console.out(console.catalogue().word("register.erased", {{"rows", std::to_string(rows)}}) + "\n");
}

} // namespace

void add_register(CLI::App& program, Console& console) {
    auto given = std::make_shared<RegisterOptions>();
    CLI::App& command = *program.add_subcommand("register", "The life of letters: list, approve, mark, annul, import, export, erase");
    command.require_subcommand(1);
    const auto add = [&](const char* name, const char* purpose, void (*run)(const RegisterOptions&, Console&)) -> CLI::App& {
        CLI::App& action = *command.add_subcommand(name, purpose);
        given->add_place(action);
        action.callback([given, run, &console] {
            const auto problems = problems_of(*given, console.surroundings.now().local_date());
            problems.empty() ? run(*given, console) : console.fail(problems);
        });
        return action;
    };
    const auto add_numbers = [&](CLI::App& action) { action.add_option("number", given->numbers, "Numbers of letters, as `list` shows them")->required(); };
    const auto add_date = [&](CLI::App& action) { action.add_option("--date", given->date, "Day it happened: YYYY-MM-DD; default: today"); };
    const auto add_json = [&](CLI::App& action) { action.add_flag("--json", given->is_json, "JSON lines"); };

    CLI::App& list_action = add("list", "Letters, oldest first", list);
    list_action.add_option("--reference", given->reference, "Only this case");
    list_action.add_option("--letter", given->letter, "Only this kind of letter");
    list_action.add_option("--state", given->state, "Only this state: propuesta, aprobada, emitida, …");
    add_json(list_action);

    CLI::App& approve_action = add("approve", "A proposed letter may go out at the next run", approve);
    add_numbers(approve_action);
    add_date(approve_action);
    add_json(approve_action);
    approve_action.add_option("--by", given->by, "Who approves; default: the user");

    CLI::App& mark_action = add("mark", "What became of a letter: enviada, entregada, rehusada, no-recogida, devuelta, respondida", mark);
    add_numbers(mark_action);
    add_date(mark_action);
    add_json(mark_action);
    mark_action.add_option("--state", given->state, "New state")->required();
    mark_action.add_option("--proof", given->proof, "Proof: tracking number or evidence");
    mark_action.add_option("--note", given->note, "Note");

    CLI::App& annul_action = add("annul", "A letter that must not count", annul);
    add_numbers(annul_action);
    add_date(annul_action);
    add_json(annul_action);
    annul_action.add_option("--reason", given->note, "Why")->required();

    CLI::App& deliver_action = add("deliver", "A dossier was handed over: its numbers and folios never move again", deliver);
    deliver_action.add_option("pdf", given->pdf, "The dossier's PDF")->required();
    deliver_action.add_option("--to", given->receiver, "Who received it")->required();
    add_date(deliver_action);

    add("import", "Results of dispatch from a CSV file (all rows or none)", import).add_option("csv", given->csv, "File; - for standard input")->required();
    add("export", "Everything held about a person", export_person).add_option("tax-id", given->tax_id, "NIF")->required();
    CLI::App& erase_action = add("erase", "Removes what points to a person; dates and states of letters stay", erase_person);
    erase_action.add_option("tax-id", given->tax_id, "NIF")->required();
    erase_action.add_flag("--yes", given->is_confirmed, "Really");
}

} // namespace legajo::cli
