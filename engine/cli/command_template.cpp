// legajo template: lint, vars, preview and diff, for whoever writes letters.

#include "base/error.hpp"
#include "base/files.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/progress.hpp"
#include "fill/lint.hpp"
#include "fill/vocabulary.hpp"
#include "pack/load_pack.hpp"
#include "read/read_case.hpp"
#include "run/find_cases.hpp"
#include "run/preview_run.hpp"

#include <sys/inotify.h>
#include <unistd.h>

namespace legajo::cli {
namespace {

namespace fs = std::filesystem;

struct TemplateOptions {
    std::string pack, other_pack, letter, case_file, addressee, output, folder;
    DateOptions dates;
    bool watch = false, is_json = false;
};

base::Problems lint_problems(const std::string& id, Console& console) {
    const auto pack = pack::load_pack(console.surroundings.data_folder / "templates", id);
    base::Problems problems = pack.problems();
    if (!pack.ok()) return problems;
    const auto append = [&](const base::Problems& more) { problems.insert(problems.end(), more.begin(), more.end()); };
    append(fill::PreparedTemplates::prepare(**pack).problems());
    append(fill::lint_pack(**pack));
    return problems;
}

void lint(const TemplateOptions& given, Console& console) {
    const base::Problems problems = lint_problems(given.pack, console);
    console.tell(problems);
    if (!base::has_errors(problems)) console.out(console.catalogue().word("template.sound", {{"pack", given.pack}}) + "\n");
    console.exit_code = base::has_errors(problems) ? usage : all_done;
}

std::string_view kind_word(model::NameKind kind) {
    return kind == model::NameKind::list ? "lista" : kind == model::NameKind::condition ? "condicion" : "texto";
}

void print_names(const std::vector<model::ContractName>& names, const std::string& indent, Console& console) {
    for (const model::ContractName& name : names) {
        const fill::Name* known = fill::find_name(name.name);
        console.out(indent + name.name + "  " + std::string(kind_word(name.kind)) + (name.optional ? ", opcional" : "") +
                    (known ? "  — " + known->meaning : "") + "\n");
        print_names(name.children, indent + "    ", console);
    }
}

// Without a letter, the whole vocabulary; with one, what its contract allows.
void vars(const TemplateOptions& given, Console& console) {
    if (given.letter.empty()) {
        for (const fill::Name& name : fill::vocabulary()) {
            console.out(name.name + "  " + std::string(kind_word(name.kind)) + (name.may_be_empty ? ", opcional" : "") + "  — " + name.meaning + "\n");
            for (const fill::Name& child : name.children)
                console.out("    " + child.name + "  " + std::string(kind_word(child.kind)) + "  — " + child.meaning + "\n");
        }
        return;
    }
    const auto pack = pack::load_pack(console.surroundings.data_folder / "templates", given.pack);
    if (!pack.ok()) return console.fail(pack.problems());
    const auto letter = (*pack)->letters.find(given.letter);
    if (letter == (*pack)->letters.end()) throw base::Error("fill.letter_unknown", "cli", given.letter);
    print_names(letter->second.contract.names, "", console);
}

fs::path example_of(const TemplateOptions& given, const fs::path& templates) {
    if (!given.case_file.empty()) return given.case_file;
    const auto pack = pack::load_pack(templates, given.pack);
    if (!pack.ok() || !(*pack)->letters.contains(given.letter)) return templates / given.pack / "letters" / given.letter / "example.xml";
    return (*pack)->letters.at(given.letter).example_file;
}

bool render(const TemplateOptions& given, Console& console) {
    run::LetterRequest request;
    if (const auto problems = given.dates.apply(request, console.surroundings); !problems.empty()) {
        console.fail(problems);
        return false;
    }
    const fs::path example = example_of(given, console.surroundings.data_folder / "templates");
    if (given.case_file.empty() && given.dates.as_of.empty() && fs::exists(example)) {
        // An example is a moment of an invented story: it is shown as of its own day, so that the picture does not age.
        const auto debt = read::read_case_file(example);
        if (debt.ok() && debt->data_as_of != base::Date{}) request.control_date = debt->data_as_of;
        if (debt.ok() && given.dates.issued_at.empty()) request.issued_at = base::Instant::parse(request.control_date.iso() + "T10:00:00+01:00").value_or(request.issued_at);
    }
    run::Workshop workshop(console.surroundings);
    const run::PreviewOf wanted{given.pack, given.letter, example, given.addressee};
    const auto made = [&](const auto& result, const auto& bytes_of) {
        if (!result.ok()) console.fail(result.problems());
        else base::write_file_durably(given.output, bytes_of(*result));
        return result.ok();
    };
    const bool is_text = fs::path(given.output).extension() == ".txt";
    if (is_text ? !made(run::preview_text(workshop, wanted, request), [](const std::string& text) { return text; })
                : !made(run::preview_letter(workshop, wanted, request), [](const run::Preview& preview) { return preview.pdf; }))
        return false;
    console.out(given.output + "\n");
    return true;
}

// Waits until something under the templates changes; false when interrupted.
bool wait_for_change(const fs::path& templates) {
    const int watch = ::inotify_init1(IN_CLOEXEC);
    constexpr std::uint32_t events = IN_CLOSE_WRITE | IN_MOVED_TO | IN_DELETE | IN_CREATE;
    ::inotify_add_watch(watch, templates.c_str(), events);
    for (const auto& entry : fs::recursive_directory_iterator(templates))
        if (entry.is_directory()) ::inotify_add_watch(watch, entry.path().c_str(), events);
    alignas(inotify_event) char buffer[4096];
    const ssize_t count = ::read(watch, buffer, sizeof buffer);
    ::close(watch);
    return count > 0;
}

void preview(const TemplateOptions& given, Console& console) {
    (void)render(given, console);
    while (given.watch && !*console.is_interrupted && wait_for_change(console.surroundings.data_folder / "templates")) {
        console.exit_code = all_done;
        (void)render(given, console);
    }
}

void diff(const TemplateOptions& given, Console& console) {
    run::LetterRequest request;
    if (const auto problems = given.dates.apply(request, console.surroundings); !problems.empty()) return console.fail(problems);
    run::Workshop workshop(console.surroundings);
    for (const std::string& id : {given.pack, given.other_pack})
        if (const auto bench = workshop.bench(id); !bench.ok()) return console.fail(bench.problems());
    std::vector<fs::path> cases;
    for (const run::FoundCase& found : run::find_cases(given.folder).cases) cases.push_back(found.file);
    Progress progress(console, console.colour);
    const auto changes = run::compare_packs(workshop, given.pack, given.other_pack, cases, request,
                                            [&](std::size_t done) { progress.show(done, cases.size()); });
    progress.clear();
    const auto compared = static_cast<std::int64_t>(cases.size());
    console.out(given.is_json ? report::changes_json(changes, compared) : report::changes_text(changes, compared, console.catalogue(), 96, false));
}

} // namespace

void add_template(CLI::App& program, Console& console) {
    auto given = std::make_shared<TemplateOptions>();
    CLI::App& command = *program.add_subcommand("template", "For whoever writes letters: lint, vars, preview, diff");
    command.require_subcommand(1);
    const auto add = [&](const char* name, const char* purpose, void (*run)(const TemplateOptions&, Console&)) -> CLI::App& {
        CLI::App& action = *command.add_subcommand(name, purpose);
        action.add_option("pack", given->pack, "Pack, such as es-ES")->required();
        action.callback([given, run, &console] { run(*given, console); });
        return action;
    };
    add("lint", "All problems of a pack: names, kinds, clauses, words to avoid", lint);
    add("vars", "The names a template may use", vars).add_option("letter", given->letter, "Only this letter");

    CLI::App& preview_action = add("preview", "Draws a letter from its example", preview);
    preview_action.add_option("letter", given->letter, "Letter, such as requerimiento")->required();
    preview_action.add_option("--case", given->case_file, "Case file in place of the letter's example");
    preview_action.add_option("--to", given->addressee, "Id of the guarantor, co-debtor or heir it is for, in place of the usual addressee");
    preview_action.add_option("-o,--output", given->output, "PDF to write; a name in .txt: the words alone, a sentence a line")->required();
    preview_action.add_flag("--watch", given->watch, "Draw again whenever a template is saved");
    given->dates.add_as_of(preview_action);
    given->dates.add_issued_at(preview_action);

    CLI::App& diff_action = add("diff", "Which decisions and sentences change between two packs, over a folder of cases", diff);
    diff_action.add_option("other", given->other_pack, "The other pack")->required();
    diff_action.add_option("folder", given->folder, "Folder of case files")->required()->check(existing_folder());
    diff_action.add_flag("--json", given->is_json, "As JSON");
    given->dates.add_as_of(diff_action);
    given->dates.add_issued_at(diff_action);
}

} // namespace legajo::cli
