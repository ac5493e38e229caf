// templates/es-ES/shared/common.xml and templates/README.md hold every name of the vocabulary. With LEGAJO_BLESS=1 the test writes both.

#include "base/files.hpp"
#include "fill/case_builder.hpp"
#include "fill/vocabulary.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>

using namespace legajo;

namespace {

const char* kind_word(model::NameKind kind) {
    switch (kind) {
    case model::NameKind::text: return "texto";
    case model::NameKind::list: return "lista";
    case model::NameKind::condition: return "condicion";
    }
    return "";
}

std::string contract_line(const fill::Name& name, const std::string& indent) {
    std::string line = indent + "<nombre id=\"" + name.name + "\"";
    if (name.kind != model::NameKind::text) line += std::string(" tipo=\"") + kind_word(name.kind) + "\"";
    if (name.may_be_empty) line += " opcional=\"si\"";
    if (name.children.empty()) return line + "/>\n";
    line += ">\n";
    for (const fill::Name& child : name.children) line += contract_line(child, indent + "  ");
    return line + indent + "</nombre>\n";
}

std::string readme_line(const fill::Name& name, const std::string& prefix) {
    std::string line = "| `" + prefix + name.name + "` | " + kind_word(name.kind) + (name.may_be_empty ? ", puede faltar" : "") + " | " + name.meaning + " |\n";
    for (const fill::Name& child : name.children) line += readme_line(child, "— ");
    return line;
}

// What stands between the two marks of a file must be `wanted`.
void hold(const std::string& file, const std::string& begin, const std::string& end, const std::string& wanted) {
    const std::string path = std::string(LEGAJO_SOURCE_DIR) + "/templates/" + file;
    const std::string text = base::read_file(path);
    const std::size_t from = text.find(begin), to = text.find(end);
    REQUIRE(from != std::string::npos);
    REQUIRE(to != std::string::npos);
    const std::size_t start = text.find('\n', from) + 1;
    const std::size_t stop = text.rfind('\n', to) + 1;
    if (std::getenv("LEGAJO_BLESS") != nullptr) {
        base::write_file_durably(path, text.substr(0, start) + wanted + text.substr(stop));
        return;
    }
    INFO(file << ": run with LEGAJO_BLESS=1 to write it");
    CHECK(text.substr(start, stop - start) == wanted);
}

} // namespace

TEST_CASE("vocabulary: the contract common to all letters holds every name") {
    std::string names;
    for (const fill::Name& name : fill::vocabulary()) names += contract_line(name, "  ");
    for (const char* pack : {"es-ES", "es-MX"}) {
        const std::string file = std::string(pack) + "/shared/common.xml";
        if (std::filesystem::exists(std::string(LEGAJO_SOURCE_DIR) + "/templates/" + file)) hold(file, "<!-- nombres", "<!-- fin de nombres", names);
    }
}

TEST_CASE("vocabulary: the guide to templates documents every name") {
    std::string names = "| nombre | clase | qué es |\n| --- | --- | --- |\n";
    for (const fill::Name& name : fill::vocabulary()) names += readme_line(name, "");
    hold("README.md", "<!-- nombres", "<!-- fin de nombres", names);
}
