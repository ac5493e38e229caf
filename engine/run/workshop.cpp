#include "run/workshop.hpp"

#include "pack/load_pack.hpp"

namespace legajo::run {
namespace {

base::Result<PackBench> loaded(const std::filesystem::path& templates, const std::string& id) {
    auto pack = pack::load_pack(templates, id);
    if (!pack.ok()) return std::move(pack.problems());
    auto prepared = fill::PreparedTemplates::prepare(**pack);
    if (!prepared.ok()) return std::move(prepared.problems());
    const law::RuleSet* rules = law::rule_set((*pack)->jurisdiction);
    if (!rules) {
        base::Problem problem{.code = "pack.jurisdiction_unknown", .stage = "run", .place = {.file = (*pack)->folder}};
        return problem.with("pack", id).with("jurisdiction", (*pack)->jurisdiction);
    }
    PackBench bench{*pack, *prepared, rules, {}};
    if (const std::string& logo = bench.pack->style.logo_file; !logo.empty()) layout::add_image(bench.images, bench.pack->folder, logo);
    return bench;
}

} // namespace

base::Result<const PackBench*> Workshop::bench(const std::string& pack_id) {
    const std::lock_guard lock(mutex_);
    auto found = benches_.find(pack_id);
    if (found == benches_.end()) found = benches_.emplace(pack_id, loaded(data_folder_ / "templates", pack_id)).first;
    if (!found->second.ok()) return found->second.problems();
    return &*found->second;
}

std::string Workshop::pack_id_for(const model::Case& debt, const std::string& asked) const {
    if (!asked.empty()) return asked;
    for (const std::string& language : {debt.debtor.language, debt.language})
        if (!language.empty() && language.find('/') == std::string::npos && language.front() != '.' &&
            std::filesystem::exists(data_folder_ / "templates" / language / "pack.xml"))
            return language;
    return "es-ES";
}

const report::Catalogue& Workshop::spanish() {
    const std::lock_guard lock(mutex_);
    if (!spanish_) spanish_ = report::Catalogue::load(templates_folder() / "messages", "es");
    return *spanish_;
}

std::shared_ptr<const text::FontCatalogue> Workshop::fonts() {
    const std::lock_guard lock(mutex_);
    if (!fonts_) fonts_ = text::FontCatalogue::load(data_folder_);
    return fonts_;
}

} // namespace legajo::run
