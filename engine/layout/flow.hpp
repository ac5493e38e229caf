#pragma once
// Blocks become strips, one after the other, under a structure node and between two vertical edges.

#include "layout/composer.hpp"
#include "layout/paragraph.hpp"

namespace legajo::layout {

struct Column { Millipoints left = 0, width = 0; };

struct BuiltTable;

class Flow {
public:
    explicit Flow(Composer& composer) : composer_(composer) {}

    void add_blocks(const std::vector<model::Block>& blocks, Column column, int parent);
    // The subject line of a letter: the document's first heading.
    void add_subject(const std::string& subject, Column column, int parent);

private:
    void add_block(const model::Block& block, Column column, int parent);
    void add(const model::Paragraph& paragraph, Column column, int parent);
    void add(const model::Heading& heading, Column column, int parent);
    void add(const model::List& list, Column column, int parent);
    void add(const model::Table& table, Column column, int parent) { add(table, nullptr, column, parent); }
    void add(const model::Table& table, const model::Figure* beside, Column column, int parent);
    [[nodiscard]] bool may_stand_beside(const model::Block& table, const model::Block& figure) const;
    void set_beside(BuiltTable& built, const model::Figure& figure, Column column, int parent);
    void add(const model::Figure& figure, Column column, int parent);
    void add(const model::SignatureBlock& signature, Column column, int parent);
    void add_signature_label(Strip& room, Column column, int parent);
    void add(const model::PageBreak&, Column, int);
    void add(const model::Spacer& spacer, Column column, int parent);

    void add_text(const model::RichText& text, const TypeStyle& type, Column column, int node);
    void decorate(const TypeStyle& type, Column column, std::size_t first_strip);
    Strip& new_strip(Millipoints space_before, Millipoints height);
    [[nodiscard]] model::Role heading_role(int level);

    Composer& composer_;
    Millipoints pending_space_ = 0; // below the last block; the larger of it and the next block's own stands
    int deepest_heading_ = 0, last_heading_ = 0, base_heading_ = 0, list_depth_ = 0;
    bool page_break_pending_ = false;
};

// Parts with files of their own. They return strips ready to be appended.
struct BuiltTable {
    std::vector<Strip> strips;
    RepeatedHead head;
    bool has_head = false;
    Millipoints width = 0; // narrower than the column when there is little to show
};
[[nodiscard]] BuiltTable build_table(Composer& composer, const model::Table& table, Column column, int parent);
[[nodiscard]] std::vector<Strip> build_figure(Composer& composer, const model::Figure& figure, Column column, int parent);

} // namespace legajo::layout
