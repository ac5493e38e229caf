#include "run/dossier_job.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "report/used_rules.hpp"

namespace legajo::run {

namespace fs = std::filesystem;

dossier::Texts dossier_texts(const DossierTools& tools, const model::Pack& pack) {
    const fs::path file = tools.templates_folder / (pack.jurisdiction == "es" ? "es-ES" : pack.id) / "dossier" / "textos.txt";
    std::error_code ignored;
    if (!fs::exists(file, ignored)) throw Refused{{dossier_problem("dossier.no_texts").with("pack", pack.id)}};
    dossier::Texts texts = taken(dossier::Texts::parse(base::read_file(file, std::size_t{4} << 20), file.filename().string()));
    const report::Catalogue& words = tools.spanish;
    texts.shared_word = [&words](std::string_view key) { return words.word(key); };
    texts.reason = [&words](std::string_view code, const model::Facts& facts) { return report::reason_text(code, facts, words); };
    texts.condition = [&words](std::string_view group, std::string_view code) { return report::condition_text(group, code, words); };
    texts.problem = [&words](const base::Problem& found) { return words.sentence(found); };
    return texts;
}

void make_output_folder(const fs::path& folder) {
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed) throw base::Error("file.unwritable", "run", folder.string());
}

} // namespace legajo::run
