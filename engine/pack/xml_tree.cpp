#include "pack/xml_tree.hpp"

#include "base/text.hpp"
#include "pack/problems.hpp"

#include <algorithm>
#include <pugixml.hpp>

namespace legajo::pack {
namespace {

constexpr int depth_limit = 32;

class Builder {
public:
    Builder(std::string_view text, const std::string& file, base::Problems& problems) : text_(text), file_(file), problems_(problems) {
        for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) line_ends_.push_back(at);
    }

    [[nodiscard]] base::Place place(std::ptrdiff_t offset, std::string path) const {
        if (offset < 0) return {file_, 0, 0, std::move(path)};
        const auto at = static_cast<std::size_t>(offset);
        const auto line = std::lower_bound(line_ends_.begin(), line_ends_.end(), at);
        const std::size_t start = line == line_ends_.begin() ? 0 : *(line - 1) + 1;
        return {file_, static_cast<std::size_t>(line - line_ends_.begin()) + 1, at - start + 1, std::move(path)};
    }

    Element element(const pugi::xml_node& node, const std::string& parent_path, int depth) {
        const std::string path = parent_path.empty() ? node.name() : parent_path + "/" + node.name();
        Element result{node.name(), {}, {}, place(node.offset_debug(), path)};
        if (depth > depth_limit) {
            problems_.push_back(problem("pack.xml_broken", result.place).with("detalle", "demasiados niveles"));
            return result;
        }
        for (const auto& attribute : node.attributes()) {
            auto where = result.place;
            where.path += std::string("/@") + attribute.name();
            for (const auto& earlier : result.attributes)
                if (earlier.name == attribute.name())
                    problems_.push_back(problem("pack.xml_duplicate_attribute", where).with("atributo", attribute.name()));
            result.attributes.push_back({attribute.name(), attribute.value(), std::move(where)});
        }
        for (const auto& child : node.children()) {
            if (child.type() == pugi::node_element) {
                result.children.push_back(element(child, path, depth + 1));
            } else if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
                problems_.push_back(problem("pack.xml_text", place(child.offset_debug(), path)).with("elemento", node.name()));
            }
        }
        return result;
    }

private:
    std::string_view text_;
    const std::string& file_;
    base::Problems& problems_;
    std::vector<std::size_t> line_ends_;
};

} // namespace

base::Result<Element> parse_xml(std::string_view text, const std::string& file) {
    if (!base::is_valid_utf8(text)) return problem("pack.xml_encoding", {file, 0, 0, ""});
    base::Problems problems;
    Builder builder(text, file, problems);
    pugi::xml_document document;
    const auto status = document.load_buffer(text.data(), text.size(), pugi::parse_default | pugi::parse_doctype, pugi::encoding_utf8);
    if (!status) return problem("pack.xml_broken", builder.place(status.offset, "")).with("detalle", status.description());
    std::vector<pugi::xml_node> roots;
    for (const auto& node : document.children()) {
        if (node.type() == pugi::node_doctype) problems.push_back(problem("pack.xml_doctype", builder.place(node.offset_debug(), "")));
        if (node.type() == pugi::node_element) roots.push_back(node);
    }
    if (roots.size() != 1) problems.push_back(problem("pack.xml_broken", {file, 1, 1, ""}).with("detalle", "debe haber un solo elemento raíz"));
    if (base::has_errors(problems)) return problems;
    auto root = builder.element(roots.front(), "", 0);
    if (base::has_errors(problems)) return problems;
    return root;
}

} // namespace legajo::pack
