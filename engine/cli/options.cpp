#include "cli/options.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "cli/anchors.hpp"

#include <cstdlib>

namespace legajo::cli {
namespace {

base::Problem usage_problem(const char* code, const std::string& option, const std::string& value) {
    base::Problem problem{.code = code, .stage = "cli"};
    return problem.with("option", option).with("value", value);
}

std::optional<base::Instant> instant_of(const std::string& text, const base::Instant& now) {
    if (text.empty()) return now;
    if (const auto date = base::Date::parse(text))
        return base::Instant{date->sys_days().time_since_epoch().count() * 86400LL + 9 * 3600 - now.offset_minutes * 60LL, now.offset_minutes};
    return base::Instant::parse(text);
}

} // namespace

CLI::Validator existing_folder() {
    return {[](std::string& path) -> std::string {
                if (!std::filesystem::is_directory(path)) throw base::Error("run.folder_unreadable", "cli", path);
                return {};
            },
            "FOLDER"};
}

CLI::Validator existing_file() {
    return {[](std::string& path) -> std::string {
                if (!std::filesystem::exists(path)) throw base::Error("cli.file_missing", "cli", path);
                return {};
            },
            "FILE"};
}

void DateOptions::add_as_of(CLI::App& command) {
    command.add_option("--as-of", as_of, "Controlling date (what is owed, which step): YYYY-MM-DD; default: the day of issue")->envname("LEGAJO_AS_OF");
}

void DateOptions::add_issued_at(CLI::App& command) {
    command.add_option("--issued-at", issued_at, "Time of issue (date of the letter and of its signature): YYYY-MM-DD or with time and offset; default: now")
        ->envname("LEGAJO_ISSUED_AT");
}

base::Problems DateOptions::apply(run::LetterRequest& request, const base::Surroundings& surroundings) const {
    const auto issued = instant_of(issued_at, surroundings.now());
    if (!issued) return {usage_problem("cli.date_malformed", "--issued-at", issued_at)};
    request.now = surroundings.now();
    request.issued_at = *issued;
    request.control_date = issued->local_date();
    if (!as_of.empty()) {
        const auto date = base::Date::parse(as_of);
        if (!date) return {usage_problem("cli.date_malformed", "--as-of", as_of)};
        request.control_date = *date;
    }
    return {};
}

void IssueOptions::add(CLI::App& command) {
    dates.add_as_of(command);
    dates.add_issued_at(command);
    command.add_option("-o,--output", output, "Folder for letters and register")->required()->envname("LEGAJO_OUTPUT");
    command.add_option("--register", register_file, "Register file; default: registro.sqlite in the output folder")->envname("LEGAJO_REGISTER");
    command.add_option("--sign", key, "Key that signs: p12:FILE, pem:CERT,KEY or pkcs11:MODULE?token=…; its password comes from "
                                      "LEGAJO_KEY_PASSWORD_FILE, LEGAJO_KEY_PASSWORD or a prompt")
        ->envname("LEGAJO_SIGN");
    command.add_option("--level", level, "Signature level: B-B, B-T, B-LT or B-LTA; never silently lower")->envname("LEGAJO_LEVEL");
    command.add_option("--tsa", time_stamp_authorities, "Time-stamp authority (http address); several are tried in order")->envname("LEGAJO_TSA");
    command.add_option("--chain", known_certificates, "Certificates of issuers (PEM) that a chain may lack, for B-LT and B-LTA")->check(existing_file());
    command.add_option("--certify", certification, "Certification: 1 no changes, 2 forms, 3 forms and notes; off by default, a lawyer may sign after")
        ->check(CLI::Range(1, 3))
        ->envname("LEGAJO_CERTIFY");
    command.add_flag("--unsigned", is_unsigned, "Drafts: no signature, a mark on each page");
    command.add_flag("--eml", writes_mail, "Beside each letter that goes by e-mail a ready .eml; by SMS or messaging, the short message as .txt")->envname("LEGAJO_EML");
    command.add_flag("--creditor-copy", writes_creditor_copy, "Beside each letter a copy for the creditor with its figures attached as data (PDF/A-3a)")->envname("LEGAJO_CREDITOR_COPY");
    command.add_option("--type", type, "Only this letter (requerimiento, …); law and holds still decide whether it may go")->envname("LEGAJO_TYPE");
    command.add_flag("--again", again, "Issue a letter that was issued already");
    command.add_flag("--dry-run", dry_run, "Do everything but write and record");
    command.add_flag("--json", is_json, "One JSON line per case on standard output");
    command.add_flag("--timings", timings, "CPU time by stage, at the end, on standard error");
}

base::Problems IssueOptions::apply(run::LetterRequest& request, const base::Surroundings& surroundings) const {
    base::Problems problems = dates.apply(request, surroundings);
    request.output = output;
    request.register_file = register_file;
    if (!type.empty()) request.letter = type;
    request.again = again;
    request.dry_run = dry_run;
    request.key = key;
    request.level = level;
    request.certification = certification;
    request.is_unsigned = is_unsigned;
    request.writes_mail = writes_mail;
    request.writes_creditor_copy = writes_creditor_copy;
    request.time_stamp_authorities = time_stamp_authorities;
    for (const std::string& file : known_certificates) request.known_certificates_pem.push_back(base::read_file(file, std::size_t{16} << 20));
    if (problems.empty() && request.issued_at.local_date() < request.control_date)
        problems.push_back(usage_problem("cli.issued_before_control_date", "--issued-at", request.issued_at.local_date().iso())
                               .with("control_date", request.control_date.iso()));
    if (is_unsigned && !key.empty()) problems.push_back(usage_problem("cli.signed_and_unsigned", "--unsigned", key));
    if (!is_unsigned && key.empty()) problems.push_back(usage_problem("cli.signature_undecided", "--sign", ""));
    if (level != "B-B" && level != "B-T" && level != "B-LT" && level != "B-LTA") problems.push_back(usage_problem("cli.level_unknown", "--level", level));
    if (!is_unsigned && level != "B-B" && time_stamp_authorities.empty()) problems.push_back(usage_problem("cli.level_without_authority", "--tsa", level));
    return problems;
}

void DossierOptions::add(CLI::App& command, CLI::Option* needs) {
    const auto with = [&](CLI::Option* option) {
        if (needs != nullptr) option->needs(needs);
    };
    with(command.add_flag("--court-safe", is_court_safe, "Only what may be shown in court; refused when withheld text is found in the result"));
    with(command.add_option("--originals", originals, "Untouched originals: folder, beside the PDF, or attach, inside it")->check(CLI::IsMember({"attach", "folder"})));
    with(command.add_option("--trust", trust, "Certificates to trust (PEM) when signatures in evidence are judged; may be repeated")->check(existing_file()));
    with(command.add_flag("--ocr", recognises_text, "Searchable text in pictures of documents"));
}

base::Problems DossierOptions::apply(run::DossierWish& wish) const {
    auto anchors = read_anchors(trust);
    if (!anchors.ok()) return anchors.problems();
    wish.is_court_safe = is_court_safe;
    wish.attaches_originals = originals == "attach";
    wish.recognise_text = recognises_text;
    wish.anchors_pem = std::move(*anchors);
    return {};
}

sign::OutsideSecrets outside_secrets() {
    return sign::OutsideSecrets(
        [](const std::string& name) -> std::optional<std::string> {
            const char* value = std::getenv(name.c_str());
            return value ? std::optional<std::string>(value) : std::nullopt;
        },
        [](const std::string& what) { return ask_secret(what + ": "); });
}

} // namespace legajo::cli
