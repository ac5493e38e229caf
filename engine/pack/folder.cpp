#include "pack/folder.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "pack/fields.hpp"

#include <algorithm>

namespace legajo::pack {
namespace {

constexpr std::size_t file_limit = std::size_t{8} << 20;

const std::vector<std::string> manifest_children{"padre", "tabla"};
const std::vector<std::string> parts{"leyes", "politica", "estilo", "contratos", "cartas", "compartidas", "dosier", "palabras"};

// A pack's id is a plain folder name: nothing that climbs or hides.
bool is_plain_name(std::string_view id) {
    return !id.empty() && id.front() != '.' && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

bool is_leftover(const std::string& name) { return name.empty() || name.front() == '.' || name.back() == '~' || name.ends_with(".swp") || name.ends_with(".bak"); }

Manifest read_manifest(const Element& root, base::Problems& problems) {
    Manifest manifest;
    {
        Fields fields(root, problems);
        manifest.id = fields.required_text("id");
        manifest.version = fields.required_text("version");
        manifest.language = fields.required_text("idioma");
        manifest.jurisdiction = fields.required_text("jurisdiccion");
    }
    for (const auto& child : root.children) {
        if (child.name == "padre") {
            Fields fields(child, problems);
            manifest.parent = fields.required_text("id");
            for (auto& part : fields.words("hereda")) {
                if (std::find(parts.begin(), parts.end(), part) == parts.end())
                    problems.push_back(problem("pack.word_unknown", child.place)
                                           .with("atributo", "hereda")
                                           .with("valor", part)
                                           .with("sugerencia", base::nearest(part, parts).value_or("leyes, politica, estilo, contratos, cartas, compartidas, dosier, palabras")));
                else manifest.inherits.insert(std::move(part));
            }
        } else if (child.name == "tabla") {
            Fields fields(child, problems);
            manifest.leaves.push_back({fields.required_text("clave"), fields.yes("huecos", false), fields.yes("solapes", false)});
        } else {
            refuse_element(child, manifest_children, problems);
        }
    }
    return manifest;
}

} // namespace

base::Result<Folder> read_folder(const std::filesystem::path& templates_folder, const std::string& id) {
    Folder folder;
    folder.path = templates_folder / id;
    folder.shown = (templates_folder.filename().empty() ? templates_folder.parent_path().filename() : templates_folder.filename()).string() + "/" + id;
    std::error_code failed;
    if (!is_plain_name(id) || !std::filesystem::is_regular_file(folder.path / "pack.xml", failed))
        return problem("pack.not_found", {folder.shown + "/pack.xml", 0, 0, ""}).with("pack", id);

    base::Problems problems;
    for (auto entry = std::filesystem::recursive_directory_iterator(folder.path, failed); entry != std::filesystem::recursive_directory_iterator();
         entry.increment(failed)) {
        if (failed) throw base::Error("file.unreadable", "pack", folder.path.string() + ": " + failed.message());
        const auto name = entry->path().filename().string();
        if (is_leftover(name)) {
            entry.disable_recursion_pending();
            continue;
        }
        if (!entry->is_regular_file()) continue;
        const auto relative = entry->path().lexically_relative(folder.path).generic_string();
        if (entry->file_size() > file_limit) {
            problems.push_back(problem("pack.file_too_large", {folder.shown + "/" + relative, 0, 0, ""}).with("limite", "8 MiB"));
            continue;
        }
        folder.files.emplace(relative, base::read_file(entry->path(), file_limit));
    }
    if (failed) throw base::Error("file.unreadable", "pack", folder.path.string() + ": " + failed.message());

    const auto root = parse_xml(folder.files["pack.xml"], folder.shown + "/pack.xml");
    if (!root) {
        problems.insert(problems.end(), root.problems().begin(), root.problems().end());
        return problems;
    }
    folder.manifest = read_manifest(*root, problems);
    if (folder.manifest.id != id) problems.push_back(problem("pack.id_differs", root->place).with("id", folder.manifest.id).with("carpeta", id));
    if (base::has_errors(problems)) return problems;
    return folder;
}

} // namespace legajo::pack
