#pragma once
// Everything that is read once and shared by all workers, read-only: packs with their templates, rule sets, fonts.

#include "base/problem.hpp"
#include "base/surroundings.hpp"
#include "fill/filler.hpp"
#include "law/rule_set.hpp"
#include "layout/lay_out.hpp"
#include "model/pack.hpp"
#include "report/catalogue.hpp"
#include "text/font_catalogue.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <semaphore>
#include <string>

namespace legajo::run {

// A pack ready for work.
struct PackBench {
    std::shared_ptr<const model::Pack> pack;
    std::shared_ptr<const fill::PreparedTemplates> templates;
    const law::RuleSet* rules = nullptr;
    layout::Images images; // the style's logo
};

class Workshop {
public:
    explicit Workshop(const base::Surroundings& surroundings) : data_folder_(surroundings.data_folder) {}

    // Loaded at first use; a pack with problems stays refused. Thread-safe; the bench lives as long as the workshop.
    [[nodiscard]] base::Result<const PackBench*> bench(const std::string& pack_id);
    // The pack for a case: the one asked for, else the debtor's language, else the case's, else es-ES; only packs that exist.
    [[nodiscard]] std::string pack_id_for(const model::Case& debt, const std::string& asked) const;
    [[nodiscard]] std::shared_ptr<const text::FontCatalogue> fonts();
    // Sentences in Spanish, in which dossiers are written whatever the clerk's language.
    [[nodiscard]] const report::Catalogue& spanish();
    [[nodiscard]] std::filesystem::path templates_folder() const { return data_folder_ / "templates"; }

    std::counting_semaphore<> dossier_places{2}; // a dossier holds its PDF in memory more than once: so many at a time

private:
    std::filesystem::path data_folder_;
    std::mutex mutex_;
    std::map<std::string, base::Result<PackBench>> benches_;
    std::shared_ptr<const text::FontCatalogue> fonts_;
    std::optional<report::Catalogue> spanish_;
};

} // namespace legajo::run
