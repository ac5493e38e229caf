#include "read/tree_reader.hpp"

#include "base/text.hpp"
#include "read/rules.hpp"

#include <pugixml.hpp>

#include <algorithm>
#include <array>

namespace legajo::read {
namespace {

constexpr std::string_view schema_instance = "http://www.w3.org/2001/XMLSchema-instance";

constexpr std::size_t most_children = 40; // kinds of child of one element

enum class Space { none, ours, other, schema, undeclared };

struct Name {
    Space space;
    std::string_view prefix, local;
};

std::vector<std::string> names_of(std::span<const AttributeRule> rules) {
    std::vector<std::string> names;
    for (const auto& rule : rules) names.emplace_back(rule.name);
    return names;
}

std::vector<std::string> names_of(std::span<const ChildRule> rules) {
    std::vector<std::string> names;
    for (const auto& rule : rules) names.emplace_back(rule.element->name);
    return names;
}

class TreeReader {
public:
    TreeReader(std::string_view text, Findings& findings) : findings_(findings), values_(findings, path_) { tree_.parsed.assign(text); }

    ReadTree read();

private:
    struct Binding {
        std::string_view prefix;
        Space space;
    };

    std::size_t offset_of(const char* pointer) const { return static_cast<std::size_t>(pointer - tree_.parsed.data()); }
    base::Place here(std::size_t offset) const { return findings_.place(offset, path_); }

    void bind_namespaces(pugi::xml_node node);
    Name resolve(std::string_view name, bool is_attribute) const;
    bool is_ours(pugi::xml_node node, const Name& name, bool is_root);

    void read_element(pugi::xml_node node, const ElementRule& rule, void* object, std::size_t number, bool is_numbered);
    void read_attributes(pugi::xml_node node, std::size_t offset, const ElementRule& rule, void* object, std::size_t number);
    void read_attribute(pugi::xml_attribute attribute, std::size_t offset, const ElementRule& rule, void* object, std::uint64_t& seen);
    void read_children(pugi::xml_node node, std::size_t offset, const ElementRule& rule, void* object);
    void read_child(pugi::xml_node item, std::string_view local, const ElementRule& rule, void* object, std::span<std::uint32_t> counts);
    void read_text(std::string_view text, std::size_t offset, const ElementRule& rule, void* object);
    void settle_jurisdiction();

    ReadTree tree_;
    Findings& findings_;
    std::string path_; // of the element at hand
    ValueContext values_;
    std::vector<Binding> bindings_;
};

void TreeReader::bind_namespaces(pugi::xml_node node) {
    for (const auto attribute : node.attributes()) {
        const std::string_view name = attribute.name();
        if (!name.starts_with("xmlns") || (name.size() > 5 && name[5] != ':')) continue;
        const std::string_view uri = attribute.value();
        const Space space = uri == case_namespace ? Space::ours : uri == schema_instance ? Space::schema : uri.empty() ? Space::none : Space::other;
        bindings_.push_back({name.size() > 5 ? name.substr(6) : std::string_view(), space});
    }
}

Name TreeReader::resolve(std::string_view name, bool is_attribute) const {
    const std::size_t colon = name.find(':');
    if (colon == std::string_view::npos && is_attribute) return {Space::none, {}, name}; // no prefix, no namespace
    const std::string_view prefix = colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
    const std::string_view local = colon == std::string_view::npos ? name : name.substr(colon + 1);
    for (auto binding = bindings_.rbegin(); binding != bindings_.rend(); ++binding)
        if (binding->prefix == prefix) return {binding->space, prefix, local};
    if (prefix == "xml") return {Space::other, prefix, local};
    return {prefix.empty() ? Space::none : Space::undeclared, prefix, local};
}

// Whether the element is one of the vocabulary. A root that lacks the namespace is told once and then read as if it had it.
bool TreeReader::is_ours(pugi::xml_node node, const Name& name, bool is_root) {
    if (name.space == Space::ours) return true;
    const std::size_t offset = offset_of(node.name()) - 1;
    if (name.space == Space::undeclared) {
        findings_.error("case.prefix_undeclared", here(offset), {{"prefijo", name.prefix}});
        return false;
    }
    if (is_root && name.local == case_rule().name) {
        if (name.space == Space::none) findings_.error("case.namespace_missing", here(offset), {{"espacio", case_namespace}});
        else findings_.error("case.namespace_unknown", here(offset), {{"espacio", case_namespace}});
        for (Binding& binding : bindings_)
            if (binding.prefix == name.prefix) binding.space = Space::ours;
        if (name.space == Space::none) bindings_.push_back({{}, Space::ours});
        return true;
    }
    if (is_root) findings_.error("case.not_a_case", here(offset), {{"elemento", node.name()}});
    else findings_.error("case.foreign_element", here(offset), {{"elemento", node.name()}, {"espacio", case_namespace}});
    return false;
}

ReadTree TreeReader::read() {
    pugi::xml_document document;
    constexpr unsigned options = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol | pugi::parse_wconv_attribute;
    const auto result = document.load_buffer_inplace(tree_.parsed.data(), tree_.parsed.size(), options, pugi::encoding_utf8);
    const pugi::xml_node root = document.document_element();
    if (!result || !root) {
        findings_.error("case.xml_parser", findings_.place(static_cast<std::size_t>(std::max<std::ptrdiff_t>(result.offset, 0)), ""),
                        {{"detalle", result.description()}});
        return std::move(tree_);
    }
    bind_namespaces(root);
    const Name name = resolve(root.name(), false);
    if (is_ours(root, name, true)) {
        if (name.local == case_rule().name) read_element(root, case_rule(), &tree_.data, 1, false);
        else findings_.error("case.not_a_case", here(offset_of(root.name()) - 1), {{"elemento", root.name()}});
    }
    tree_.ids = values_.ids();
    tree_.references = values_.references_found();
    tree_.jurisdiction = values_.jurisdiction();
    return std::move(tree_);
}

void TreeReader::read_element(pugi::xml_node node, const ElementRule& rule, void* object, std::size_t number, bool is_numbered) {
    const std::size_t outer_path = path_.size();
    if (outer_path != 0) path_ += '/';
    path_ += rule.name;
    if (is_numbered) path_ += "[" + std::to_string(number) + "]";
    const std::size_t offset = offset_of(node.name()) - 1;
    if (rule.place != nullptr)
        if (base::Place* place = rule.place(object)) *place = here(offset);

    read_attributes(node, offset, rule, object, number);
    if (&rule == &case_rule()) settle_jurisdiction();
    read_children(node, offset, rule, object);
    path_.resize(outer_path);
}

void TreeReader::read_attributes(pugi::xml_node node, std::size_t offset, const ElementRule& rule, void* object, std::size_t number) {
    std::uint64_t seen = 0; // one bit per rule
    for (const auto attribute : node.attributes()) read_attribute(attribute, offset, rule, object, seen);
    for (std::size_t i = 0; i < rule.attributes.size(); ++i) {
        const AttributeRule& expected = rule.attributes[i];
        if ((seen & std::uint64_t{1} << i) != 0) continue;
        if (expected.is_required) findings_.error("case.missing_attribute", here(offset), {{"atributo", expected.name}, {"elemento", rule.name}});
        if (expected.keep_generated != nullptr) expected.keep_generated(object, std::string(rule.name) + "[" + std::to_string(number) + "]");
    }
}

void TreeReader::read_attribute(pugi::xml_attribute attribute, std::size_t offset, const ElementRule& rule, void* object, std::uint64_t& seen) {
    const std::string_view name = attribute.name();
    if (name.starts_with("xmlns") && (name.size() == 5 || name[5] == ':')) return;
    const Name resolved = resolve(name, true);
    if (resolved.space == Space::schema && (resolved.local == "schemaLocation" || resolved.local == "noNamespaceSchemaLocation")) return;
    const std::size_t place = offset_of(name.data());
    if (resolved.space == Space::undeclared) {
        findings_.error("case.prefix_undeclared", here(place), {{"prefijo", resolved.prefix}});
        return;
    }
    std::size_t i = 0;
    while (i < rule.attributes.size() && rule.attributes[i].name != name) ++i;
    if (i == rule.attributes.size()) {
        const std::string options = listed_nearest_first(resolved.local, names_of(rule.attributes), 40);
        base::Place where = here(place);
        where.path += "/@" + std::string(name);
        findings_.error("case.unknown_attribute", std::move(where), {{"atributo", name}, {"elemento", rule.name}, {"opciones", options}});
        return;
    }
    const AttributeRule& known = rule.attributes[i];
    if ((seen & std::uint64_t{1} << i) != 0) return; // twice: told already, the first stands
    seen |= std::uint64_t{1} << i;
    findings_.note_attribute(offset, known.name, place);
    values_.set_place(place, rule.name, known.name);
    const std::string_view value = base::trimmed(attribute.value());
    if (value.empty()) values_.report(base::Severity::error, "case.empty_value", value);
    else known.store(values_, known, object, value);
}

void TreeReader::read_children(pugi::xml_node node, std::size_t offset, const ElementRule& rule, void* object) {
    std::array<std::uint32_t, most_children> counts{};
    std::string_view text;
    std::string joined; // text comes in one piece nearly always
    bool is_joined = false;
    for (pugi::xml_node item = node.first_child(); item && !findings_.is_full(); item = item.next_sibling()) {
        if (item.type() == pugi::node_pcdata || item.type() == pugi::node_cdata) {
            const std::string_view piece = item.value();
            if (text.empty() && !is_joined) {
                text = piece;
                continue;
            }
            if (!is_joined) joined.assign(text);
            is_joined = true;
            joined += piece;
            continue;
        }
        if (item.type() != pugi::node_element) continue;
        const std::size_t outer_bindings = bindings_.size();
        bind_namespaces(item);
        const Name name = resolve(item.name(), false);
        if (is_ours(item, name, false)) read_child(item, name.local, rule, object, counts);
        bindings_.resize(outer_bindings);
    }
    for (std::size_t i = 0; i < rule.children.size(); ++i)
        if (rule.children[i].is_required && counts[i] == 0)
            findings_.error("case.missing_element", here(offset), {{"elemento", rule.children[i].element->name}, {"padre", rule.name}});
    read_text(is_joined ? std::string_view(joined) : text, offset, rule, object);
}

void TreeReader::read_child(pugi::xml_node item, std::string_view local, const ElementRule& rule, void* object, std::span<std::uint32_t> counts) {
    const std::size_t offset = offset_of(item.name()) - 1;
    std::size_t i = 0;
    while (i < rule.children.size() && rule.children[i].element->name != local) ++i;
    if (i == rule.children.size()) {
        const std::string options = listed_nearest_first(local, names_of(rule.children), 40);
        base::Place where = here(offset);
        where.path += "/" + std::string(local);
        findings_.error("case.unknown_element", std::move(where), {{"elemento", local}, {"padre", rule.name}, {"opciones", options}});
        return;
    }
    const ChildRule& known = rule.children[i];
    if (++counts[i] > 1 && !known.is_repeatable) findings_.error("case.duplicate_element", here(offset), {{"elemento", local}, {"padre", rule.name}});
    read_element(item, *known.element, known.make(object), counts[i], known.is_repeatable);
}

void TreeReader::read_text(std::string_view text, std::size_t offset, const ElementRule& rule, void* object) {
    text = base::trimmed(text);
    values_.set_place(offset, rule.name, {});
    if (rule.text == nullptr) {
        if (!text.empty()) values_.report(base::Severity::error, "case.unexpected_text", text);
    } else if (!text.empty()) {
        rule.text->store(values_, *rule.text, object, text);
    } else if (rule.text->is_required) {
        values_.report(base::Severity::error, "case.empty_value", text);
    }
}

// Spain, unless currency or territory say otherwise; a wrong control digit is no fault under another country's rules.
void TreeReader::settle_jurisdiction() {
    const model::Case& data = tree_.data;
    const std::string_view language = data.language;
    const std::string_view region = language.size() > 3 ? language.substr(language.size() - 2) : std::string_view();
    Jurisdiction jurisdiction = Jurisdiction::other;
    if (region == "MX" || data.currency.text() == "MXN") jurisdiction = Jurisdiction::mexico;
    else if ((region.empty() || region == "ES") && data.currency.text() == "EUR") jurisdiction = Jurisdiction::spain;
    values_.set_jurisdiction(jurisdiction, data.currency);
}

} // namespace

ReadTree read_tree(std::string_view text, Findings& findings) { return TreeReader(text, findings).read(); }

} // namespace legajo::read
