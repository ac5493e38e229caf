#include "pack/load_pack.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "pack/contract_file.hpp"
#include "pack/folder.hpp"
#include "pack/policy_file.hpp"
#include "pack/problems.hpp"
#include "pack/style_file.hpp"

#include <algorithm>

namespace legajo::pack {
namespace {

constexpr std::size_t generations = 8;

std::string primary_language(const std::string& tag) { return tag.substr(0, tag.find('-')); }

// The pack, its parent, the parent's parent ...; the child's `inherits` narrows what comes through.
class Lineage {
public:
    Lineage(const std::filesystem::path& templates_folder, std::string_view id, base::Problems& problems) : problems_(problems) {
        std::string next(id);
        do {
            const bool circle = std::any_of(folders_.begin(), folders_.end(), [&](const Folder& folder) { return folder.manifest.id == next; });
            if (circle || folders_.size() == generations) {
                problems.push_back(problem("pack.parent_circle", {folders_.back().shown + "/pack.xml", 0, 0, ""}).with("pack", next));
                return;
            }
            auto folder = read_folder(templates_folder, next);
            problems.insert(problems.end(), folder.problems().begin(), folder.problems().end());
            if (!folder) return;
            next = folder->manifest.parent;
            folders_.push_back(std::move(folder).value());
        } while (!next.empty());
        for (std::size_t i = 1; i < folders_.size(); ++i) check_heritage(folders_[i - 1], folders_[i]);
    }

    [[nodiscard]] const std::vector<Folder>& folders() const { return folders_; }

    // Folders from which `part` may be taken, the nearest first.
    [[nodiscard]] std::vector<const Folder*> sources(const std::string& part) const {
        std::vector<const Folder*> result;
        for (const auto& folder : folders_) {
            result.push_back(&folder);
            if (!folder.manifest.inherits.contains(part)) break;
        }
        return result;
    }

private:
    void check_heritage(const Folder& child, const Folder& parent) {
        const auto refuse = [&](const char* code, std::initializer_list<const char*> parts) {
            for (const char* part : parts)
                if (child.manifest.inherits.contains(part))
                    problems_.push_back(problem(code, {child.shown + "/pack.xml", 0, 0, "pack/padre/@hereda"}).with("parte", part).with("padre", parent.manifest.id));
        };
        if (child.manifest.jurisdiction != parent.manifest.jurisdiction) refuse("pack.inherits_law", {"leyes", "contratos", "cartas"});
        if (primary_language(child.manifest.language) != primary_language(parent.manifest.language))
            refuse("pack.inherits_language", {"cartas", "compartidas", "palabras"});
    }

    std::vector<Folder> folders_;
    base::Problems& problems_;
};

struct Found {
    const Folder* folder = nullptr;
    const std::string* bytes = nullptr;
    std::string shown;
    explicit operator bool() const { return bytes != nullptr; }
};

Found nearest_file(const std::vector<const Folder*>& sources, const std::string& relative) {
    for (const Folder* folder : sources)
        if (const auto found = folder->files.find(relative); found != folder->files.end()) return {folder, &found->second, folder->shown + "/" + relative};
    return {};
}

std::optional<Element> root_of(const Found& file, std::string_view name, base::Problems& problems) {
    auto root = parse_xml(*file.bytes, file.shown);
    problems.insert(problems.end(), root.problems().begin(), root.problems().end());
    if (!root) return std::nullopt;
    if (root->name != name) {
        problems.push_back(problem("pack.root", root->place).with("elemento", root->name).with("esperado", std::string(name)));
        return std::nullopt;
    }
    return std::move(root).value();
}

// "shared/x.mustache" -> "x"; empty when it is not directly in `folder` with that ending.
std::string stem_in(const std::string& relative, std::string_view folder, std::string_view ending) {
    if (!relative.starts_with(folder) || !relative.ends_with(ending) || relative.size() <= folder.size() + ending.size()) return {};
    const auto stem = relative.substr(folder.size(), relative.size() - folder.size() - ending.size());
    return stem.find('/') == std::string::npos ? stem : std::string{};
}

class Loader {
public:
    explicit Loader(const Lineage& lineage, base::Problems& problems) : lineage_(lineage), problems_(problems) {}

    std::shared_ptr<const model::Pack> load() {
        const auto& own = lineage_.folders().front();
        pack_.id = own.manifest.id;
        pack_.version = own.manifest.version;
        pack_.language = own.manifest.language;
        pack_.jurisdiction = own.manifest.jurisdiction;
        pack_.parent = own.manifest.parent;
        pack_.folder = own.path.string();
        load_policy();
        load_style();
        load_law();
        load_words();
        collect_texts("shared/", "compartidas", pack_.shared);
        collect_texts("dossier/", "dosier", pack_.dossier);
        load_letters();
        hash();
        return std::make_shared<const model::Pack>(std::move(pack_));
    }

private:
    void load_policy() {
        const auto file = nearest_file(lineage_.sources("politica"), "policy.xml");
        if (!file) return missing("policy.xml");
        if (const auto root = root_of(file, "politica", problems_)) pack_.policy = read_policy(*root, problems_);
    }

    void load_style() {
        const auto file = nearest_file(lineage_.sources("estilo"), "style.xml");
        if (!file) return missing("style.xml", base::Severity::warning);
        if (const auto root = root_of(file, "estilo", problems_)) pack_.style = read_style(*root, problems_);
        if (pack_.style.logo_file.empty()) return;
        if (!file.folder->files.contains(pack_.style.logo_file))
            problems_.push_back(problem("style.logo_missing", {file.shown, 0, 0, "estilo/logo/@fichero"}).with("fichero", pack_.style.logo_file));
    }

    void load_law() {
        std::map<std::string, Found> files; // by file name: the nearest stands
        std::vector<TableLeave> leaves;
        for (const Folder* folder : lineage_.sources("leyes")) {
            for (const auto& [relative, bytes] : folder->files)
                if (!stem_in(relative, "law/", ".csv").empty()) files.emplace(relative, Found{folder, &bytes, folder->shown + "/" + relative});
            leaves.insert(leaves.end(), folder->manifest.leaves.begin(), folder->manifest.leaves.end());
        }
        std::map<std::string, base::Place, std::less<>> places;
        for (const auto& [relative, file] : files) {
            if (relative == "law/reglas.csv") read_rules(*file.bytes, file.shown, pack_.rules, problems_);
            else read_table(*file.bytes, file.shown, pack_.tables, places, problems_);
        }
        check_tables(pack_.tables, leaves, places, problems_);
    }

    void load_words() {
        auto sources = lineage_.sources("palabras");
        std::reverse(sources.begin(), sources.end()); // the nearest writes last
        for (const Folder* folder : sources) {
            const auto found = folder->files.find("words.txt");
            if (found == folder->files.end()) continue;
            std::size_t number = 0;
            for (const auto raw : base::split(found->second, '\n')) {
                ++number;
                const auto line = base::trimmed(raw);
                if (line.empty() || line.front() == '#') continue;
                const auto sign = line.find('=');
                if (sign == std::string_view::npos || sign == 0) {
                    problems_.push_back(problem("pack.words_line", {folder->shown + "/words.txt", number, 1, ""}));
                    continue;
                }
                pack_.words.insert_or_assign(std::string(base::trimmed(line.substr(0, sign))), std::string(base::trimmed(line.substr(sign + 1))));
            }
        }
    }

    void collect_texts(std::string_view folder_name, const std::string& part, std::map<std::string, model::TemplateSource, std::less<>>& texts) {
        for (const Folder* folder : lineage_.sources(part))
            for (const auto& [relative, bytes] : folder->files)
                if (const auto stem = stem_in(relative, folder_name, ".mustache"); !stem.empty())
                    texts.emplace(stem, source(*folder, relative, bytes));
    }

    void load_letters() {
        CommonContract common;
        if (const auto file = nearest_file(lineage_.sources("contratos"), "shared/common.xml"))
            if (const auto root = root_of(file, "comun", problems_)) common = read_common(*root, problems_);
        for (const Folder* folder : lineage_.sources("cartas")) {
            for (const auto& [relative, bytes] : folder->files) {
                (void)bytes;
                const auto parts = base::split(relative, '/');
                if (parts.size() != 3 || parts[0] != "letters" || parts[2] != "letter.mustache") continue;
                const std::string id(parts[1]);
                if (!pack_.letters.contains(id)) load_letter(id, *folder, common);
            }
        }
        complain_of_texts_without_letter();
    }

    // Texts come as a set from one folder; the contract may come from a parent.
    void load_letter(const std::string& id, const Folder& folder, const CommonContract& common) {
        const std::string prefix = "letters/" + id + "/";
        const auto contract = nearest_file(lineage_.sources("contratos"), prefix + "letter.xml");
        if (!contract) {
            problems_.push_back(problem("contract.missing", {folder.shown + "/" + prefix + "letter.xml", 0, 0, ""}).with("carta", id));
            return;
        }
        model::LetterTemplate letter;
        if (const auto root = root_of(contract, "carta", problems_)) {
            letter.contract = read_contract(*root, problems_);
            if (letter.contract.id != id) problems_.push_back(problem("contract.id_differs", root->place).with("id", letter.contract.id).with("carpeta", id));
            add_common(letter.contract, common);
        }
        for (auto file = folder.files.lower_bound(prefix); file != folder.files.end() && file->first.starts_with(prefix); ++file) {
            const auto name = file->first.substr(prefix.size());
            if (name == "letter.mustache") letter.letter = source(folder, file->first, file->second);
            else if (name == "short.mustache") letter.short_message = source(folder, file->first, file->second);
            else if (name == "example.xml") letter.example_file = (folder.path / file->first).string();
            else if (const auto variant = stem_in(name, "letter.", ".mustache"); !variant.empty()) letter.variants.emplace(variant, source(folder, file->first, file->second));
        }
        for (const Folder& ancestor : lineage_.folders()) // a translation is shown with the case of the letter it translates
            if (letter.example_file.empty() && ancestor.files.contains(prefix + "example.xml")) letter.example_file = (ancestor.path / (prefix + "example.xml")).string();
        pack_.letters.emplace(id, std::move(letter));
    }

    void complain_of_texts_without_letter() {
        for (const auto& [relative, bytes] : lineage_.folders().front().files) {
            (void)bytes;
            const auto parts = base::split(relative, '/');
            if (parts.size() == 3 && parts[0] == "letters" && parts[2] != "letter.xml" && !pack_.letters.contains(std::string(parts[1])))
                problems_.push_back(problem("pack.letter_without_text", {lineage_.folders().front().shown + "/" + relative, 0, 0, ""}, base::Severity::warning)
                                        .with("carta", std::string(parts[1])));
        }
    }

    model::TemplateSource source(const Folder& folder, const std::string& relative, const std::string& bytes) {
        const auto shown = folder.shown + "/" + relative;
        if (!base::is_valid_utf8(bytes)) problems_.push_back(problem("pack.xml_encoding", {shown, 0, 0, ""}));
        return {shown, bytes};
    }

    void missing(const char* name, base::Severity severity = base::Severity::error) {
        problems_.push_back(problem("pack.file_missing", {lineage_.folders().front().shown + "/" + name, 0, 0, ""}, severity).with("fichero", name));
    }

    // Every file of the pack and its parents, names and lengths included, so that nothing can move between files unseen.
    void hash() {
        std::string listing;
        for (const auto& folder : lineage_.folders())
            for (const auto& [relative, bytes] : folder.files) listing += folder.manifest.id + "/" + relative + " " + base::sha256_hex(bytes) + "\n";
        pack_.content_hash = base::sha256_hex(listing);
    }

    const Lineage& lineage_;
    base::Problems& problems_;
    model::Pack pack_;
};

} // namespace

base::Result<std::shared_ptr<const model::Pack>> load_pack(const std::filesystem::path& templates_folder, std::string_view id) {
    base::Problems problems;
    const Lineage lineage(templates_folder, id, problems);
    if (lineage.folders().empty() || base::has_errors(problems)) return problems;
    auto pack = Loader(lineage, problems).load();
    if (base::has_errors(problems)) return problems;
    return {std::move(pack), std::move(problems)};
}

std::vector<std::string> list_packs(const std::filesystem::path& templates_folder) {
    std::vector<std::string> ids;
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator(templates_folder, failed))
        if (std::filesystem::is_regular_file(entry.path() / "pack.xml", failed)) ids.push_back(entry.path().filename().string());
    std::sort(ids.begin(), ids.end());
    return ids;
}

} // namespace legajo::pack
