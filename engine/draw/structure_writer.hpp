#pragma once
// The structure tree and its parent tree (ISO 32000-1 14.7), from what the pages say they hold.

#include "draw/haru_file.hpp"
#include "model/pages.hpp"

#include <string>
#include <vector>

namespace legajo::draw {

class StructureWriter {
public:
    StructureWriter(const model::Pages& pages, HaruFile& file) : pages_(pages), file_(file), elements_(pages.structure.size()) {}

    // In reading order. `page` is the page's object; `page_index` its StructParents.
    void add_content(int structure, int marked_id, ObjectNumber page, std::size_t page_index);
    // An annotation of the element; returns its StructParent key.
    std::size_t add_annotation(int structure, ObjectNumber annotation, ObjectNumber page);
    // Writes all elements; returns the StructTreeRoot.
    ObjectNumber finish();

private:
    struct Kid { enum class Kind : std::uint8_t { element, content, annotation } kind; std::uint32_t value = 0; ObjectNumber page = 0; };
    struct Element {
        ObjectNumber object = 0, page = 0;
        std::vector<Kid> kids;
        bool attached = false, used = false;
    };
    void attach_until(int structure);
    void attach(int structure);
    void mark_used(int structure);
    [[nodiscard]] std::string id_of(std::size_t index) const;
    [[nodiscard]] std::string body(std::size_t index) const;
    [[nodiscard]] std::string attributes(const model::StructureNode& node, ObjectNumber page) const;

    const model::Pages& pages_;
    HaruFile& file_;
    std::vector<Element> elements_;
    int next_ = 0; // first node not yet hung below its parent
    std::vector<std::vector<int>> content_parents_; // by page index: element of each marked-content id
    std::vector<int> annotation_parents_;
};

} // namespace legajo::draw
