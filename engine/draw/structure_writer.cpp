#include "draw/structure_writer.hpp"

#include "base/error.hpp"
#include "draw/content_writer.hpp"
#include "draw/pdf_syntax.hpp"

#include <map>

namespace legajo::draw {

using model::Role;

namespace {

// An element that holds nothing says nothing, but a table must keep its grid.
bool stands_empty(Role role) { return role == Role::table_data || role == Role::table_header || role == Role::table_row; }

} // namespace

void StructureWriter::attach(int structure) {
    Element& element = elements_[static_cast<std::size_t>(structure)];
    if (element.attached) return;
    element.attached = true;
    const int parent = pages_.structure[static_cast<std::size_t>(structure)].parent;
    base::check(parent < structure && (parent >= 0 || structure == 0), "parents come before children");
    if (parent >= 0) elements_[static_cast<std::size_t>(parent)].kids.push_back({Kid::Kind::element, static_cast<std::uint32_t>(structure), 0});
}

// Nodes are numbered in reading order: all up to this one take their place before its content does.
void StructureWriter::attach_until(int structure) {
    base::check(structure >= 0 && static_cast<std::size_t>(structure) < elements_.size(), "an item's element exists");
    for (; next_ <= structure; ++next_) attach(next_);
}

void StructureWriter::mark_used(int structure) {
    while (structure >= 0 && !elements_[static_cast<std::size_t>(structure)].used) {
        elements_[static_cast<std::size_t>(structure)].used = true;
        structure = pages_.structure[static_cast<std::size_t>(structure)].parent;
    }
}

void StructureWriter::add_content(int structure, int marked_id, ObjectNumber page, std::size_t page_index) {
    attach_until(structure);
    mark_used(structure);
    Element& element = elements_[static_cast<std::size_t>(structure)];
    if (element.page == 0) element.page = page;
    element.kids.push_back({Kid::Kind::content, static_cast<std::uint32_t>(marked_id), page});
    if (content_parents_.size() <= page_index) content_parents_.resize(page_index + 1);
    base::check(content_parents_[page_index].size() == static_cast<std::size_t>(marked_id), "marked content is numbered in order");
    content_parents_[page_index].push_back(structure);
}

std::size_t StructureWriter::add_annotation(int structure, ObjectNumber annotation, ObjectNumber page) {
    attach_until(structure);
    mark_used(structure);
    Element& element = elements_[static_cast<std::size_t>(structure)];
    if (element.page == 0) element.page = page;
    element.kids.push_back({Kid::Kind::annotation, annotation, page});
    annotation_parents_.push_back(structure);
    return pages_.pages.size() + annotation_parents_.size() - 1;
}

std::string StructureWriter::attributes(const model::StructureNode& node, ObjectNumber page) const {
    switch (node.role) {
    case Role::list: return "/A<</O/List/ListNumbering" + name(node.list_numbering.empty() ? "None" : node.list_numbering) + ">>";
    case Role::table: return node.alternate.empty() ? "" : "/A<</O/Table/Summary" + text_string(node.alternate) + ">>";
    case Role::table_header:
    case Role::table_data: {
        std::string inside;
        if (node.role == Role::table_header) inside += "/Scope" + name(node.scope.empty() ? "Column" : node.scope);
        if (node.column_span > 1) inside += "/ColSpan " + std::to_string(node.column_span);
        if (!node.headers.empty()) {
            inside += "/Headers[";
            for (const std::string& id : node.headers) inside += literal(id);
            inside += ']';
        }
        return inside.empty() ? "" : "/A<</O/Table" + inside + ">>";
    }
    case Role::figure: {
        if (page == 0 || node.page < 0) return "";
        const model::Millipoints height = pages_.pages[static_cast<std::size_t>(node.page)].height;
        return "/A<</O/Layout/Placement/Block/BBox[" + thousandths(node.bbox_x) + ' ' + thousandths(height - node.bbox_y - node.bbox_height) + ' ' + thousandths(node.bbox_x + node.bbox_width) + ' ' +
               thousandths(height - node.bbox_y) + "]>>";
    }
    default: return "";
    }
}

// A note has one in any case (ISO 14289-1 7.9).
std::string StructureWriter::id_of(std::size_t index) const {
    const model::StructureNode& node = pages_.structure[index];
    return node.id.empty() && node.role == Role::note ? "note-" + std::to_string(index) : node.id;
}

std::string StructureWriter::body(std::size_t index) const {
    const model::StructureNode& node = pages_.structure[index];
    const Element& element = elements_[index];
    std::string out = "/S/";
    out += role_name(node.role);
    out += "/P ";
    append_integer(out, elements_[static_cast<std::size_t>(node.parent)].object);
    out += " 0 R";
    if (element.page != 0) {
        out += "/Pg ";
        append_integer(out, element.page);
        out += " 0 R";
    }
    std::string kids;
    std::size_t count = 0;
    for (const Kid& kid : element.kids) {
        if (kid.kind == Kid::Kind::element && elements_[kid.value].object == 0) continue; // empty, left out
        if (count++ > 0) kids += ' ';
        if (kid.kind == Kid::Kind::element) {
            append_integer(kids, elements_[kid.value].object);
            kids += " 0 R";
        } else if (kid.kind == Kid::Kind::annotation) {
            kids += "<</Type/OBJR/Obj " + reference(kid.value) + "/Pg " + reference(kid.page) + ">>";
        } else if (kid.page == element.page) {
            append_integer(kids, kid.value);
        } else {
            kids += "<</Type/MCR/Pg " + reference(kid.page) + "/MCID " + std::to_string(kid.value) + ">>";
        }
    }
    if (count == 1) out += (kids.front() == '<' ? "/K" : "/K ") + kids;
    else if (count > 1) out += "/K[" + kids + "]";
    out += attributes(node, element.page);
    if (!node.alternate.empty() && node.role != Role::table) out += "/Alt" + text_string(node.alternate);
    if (!node.actual_text.empty()) out += "/ActualText" + text_string(node.actual_text);
    if (!node.language.empty()) out += "/Lang" + text_string(node.language);
    if (const std::string id = id_of(index); !id.empty()) out += "/ID" + literal(id);
    return out;
}

ObjectNumber StructureWriter::finish() {
    if (elements_.empty()) return 0;
    attach_until(static_cast<int>(elements_.size()) - 1);
    mark_used(0);
    for (std::size_t i = 0; i < elements_.size(); ++i)
        if (stands_empty(pages_.structure[i].role)) mark_used(static_cast<int>(i));
    const ObjectNumber root = file_.add_dictionary();
    for (Element& element : elements_)
        if (element.used) element.object = file_.add_dictionary();
    std::string parents = "/Nums[";
    for (std::size_t page = 0; page < content_parents_.size(); ++page) {
        append_integer(parents, static_cast<std::int64_t>(page));
        parents += '[';
        for (const int element : content_parents_[page]) {
            append_integer(parents, elements_[static_cast<std::size_t>(element)].object);
            parents += " 0 R ";
        }
        parents += ']';
    }
    for (std::size_t i = 0; i < annotation_parents_.size(); ++i) {
        parents += ' ';
        append_integer(parents, static_cast<std::int64_t>(pages_.pages.size() + i));
        parents += ' ' + reference(elements_[static_cast<std::size_t>(annotation_parents_[i])].object);
    }
    parents += ']';
    for (std::size_t i = 0; i < elements_.size(); ++i) {
        if (!elements_[i].used) continue;
        std::string inside = i == 0 ? std::string() : body(i);
        if (i == 0) {
            inside = "/S/Document/P " + reference(root) + "/K[";
            for (const Kid& kid : elements_[0].kids) {
                if (kid.kind == Kid::Kind::element) {
                    if (elements_[kid.value].object != 0) inside += reference(elements_[kid.value].object) + ' ';
                } else if (kid.kind == Kid::Kind::content) {
                    inside += "<</Type/MCR/Pg " + reference(kid.page) + "/MCID " + std::to_string(kid.value) + ">>";
                }
            }
            inside += "]/Lang" + text_string(pages_.language);
        }
        file_.set_dictionary(elements_[i].object, std::move(inside));
    }
    std::map<std::string, ObjectNumber> ids;
    for (std::size_t i = 0; i < elements_.size(); ++i)
        if (elements_[i].used && !id_of(i).empty()) ids.emplace(id_of(i), elements_[i].object);
    std::string id_tree;
    for (const auto& [id, object] : ids) id_tree += literal(id) + reference(object) + ' ';
    if (!id_tree.empty()) id_tree = "/IDTree<</Names[" + id_tree + "]>>";
    file_.set_dictionary(root, "/Type/StructTreeRoot" + id_tree + "/K " + reference(elements_[0].object) + "/ParentTree<<" + parents + ">>/ParentTreeNextKey " +
                                   std::to_string(pages_.pages.size() + annotation_parents_.size()));
    return root;
}

} // namespace legajo::draw
