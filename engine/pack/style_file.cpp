#include "pack/style_file.hpp"

#include "pack/fields.hpp"

namespace legajo::pack {
namespace {

const std::vector<std::string> children{"pagina", "membrete", "ventana", "referencia", "cuerpo", "pliegues", "logo", "bloque", "opcion"};
const std::vector<std::string> alignments{"inicio", "fin", "centro", "justificado"}; // in the order of model::TextAlign

template <typename T>
void set(T& target, const std::optional<T>& value) {
    if (value) target = *value;
}

void read_page(const Element& element, model::Style& style, base::Problems& problems) {
    Fields fields(element, problems);
    set(style.page_width_pt, fields.length_pt("ancho"));
    set(style.page_height_pt, fields.length_pt("alto"));
    set(style.margin_left_pt, fields.length_pt("izquierda"));
    set(style.margin_right_pt, fields.length_pt("derecha"));
    set(style.margin_top_pt, fields.length_pt("arriba"));
    set(style.margin_bottom_pt, fields.length_pt("abajo"));
    if (style.page_width_pt - style.margin_left_pt - style.margin_right_pt < 72 || style.page_height_pt - style.margin_top_pt - style.margin_bottom_pt < 72)
        problems.push_back(problem("style.no_room", element.place));
}

void read_box(const Element& element, model::Box& box, base::Problems& problems) {
    Fields fields(element, problems);
    set(box.left_pt, fields.length_pt("x"));
    set(box.top_pt, fields.length_pt("y"));
    set(box.width_pt, fields.length_pt("ancho"));
    set(box.height_pt, fields.length_pt("alto"));
}

void read_folds(const Element& element, model::Style& style, base::Problems& problems) {
    Fields fields(element, problems);
    style.fold_marks = fields.yes("visibles", true);
    style.fold_marks_pt.clear();
    for (const auto& child : element.children) {
        Fields fold(child, problems);
        if (const auto y = fold.length_pt("y")) style.fold_marks_pt.push_back(*y);
    }
}

void read_text_style(Fields& fields, model::TextStyle& text) {
    if (fields.has("familia")) text.family = fields.text("familia");
    else (void)fields.text("familia");
    set(text.size_pt, fields.length_pt("cuerpo"));
    set(text.leading_pt, fields.length_pt("interlinea"));
    text.bold = fields.yes("negrita", text.bold);
    text.italic = fields.yes("cursiva", text.italic);
    set(text.colour, fields.colour("color"));
    set(text.tracking, fields.number("espaciado"));
    text.small_caps = fields.yes("versalitas", text.small_caps);
    text.tabular_figures = fields.yes("cifras-tabulares", text.tabular_figures);
}

void read_block(const Element& element, model::Style& style, base::Problems& problems) {
    Fields fields(element, problems);
    const auto id = fields.required_text("id");
    const auto base_id = fields.text("como");
    model::BlockStyle block;
    if (!base_id.empty()) {
        const auto found = style.blocks.find(base_id);
        if (found == style.blocks.end()) problems.push_back(problem("style.base_unknown", element.place).with("bloque", id).with("como", base_id));
        else block = found->second;
    }
    read_text_style(fields, block.text);
    if (const auto align = fields.choice("alinea", alignments)) block.align = static_cast<model::TextAlign>(*align);
    block.hyphenate = fields.yes("divide", block.hyphenate);
    set(block.space_before_pt, fields.length_pt("antes"));
    set(block.space_after_pt, fields.length_pt("despues"));
    set(block.indent_first_pt, fields.length_pt("sangria-primera"));
    set(block.indent_start_pt, fields.length_pt("sangria-inicio"));
    set(block.indent_end_pt, fields.length_pt("sangria-fin"));
    set(block.widows, fields.whole("viudas", 0, 20));
    set(block.orphans, fields.whole("huerfanas", 0, 20));
    block.keep_with_next = fields.yes("con-siguiente", block.keep_with_next);
    if (const auto colour = fields.colour("fondo")) block.background = colour;
    if (const auto colour = fields.colour("filete-arriba")) block.rule_above = colour;
    if (const auto colour = fields.colour("filete-abajo")) block.rule_below = colour;
    set(block.rule_width_pt, fields.length_pt("filete-grosor"));
    set(block.padding_pt, fields.length_pt("relleno"));
    if (block.text.size_pt < 4 || block.text.size_pt > 72) problems.push_back(problem("style.size", element.place).with("bloque", id));
    if (!style.blocks.emplace(id, block).second) problems.push_back(problem("style.block_twice", element.place).with("bloque", id));
}

} // namespace

model::Style read_style(const Element& root, base::Problems& problems) {
    model::Style style;
    {
        Fields fields(root, problems);
        style.id = fields.required_text("id");
        set(style.accent, fields.colour("acento"));
        set(style.baseline_grid_pt, fields.length_pt("rejilla"));
    }
    for (const auto& child : root.children) {
        if (child.name == "pagina") read_page(child, style, problems);
        else if (child.name == "membrete") read_box(child, style.letterhead, problems);
        else if (child.name == "ventana") read_box(child, style.address_window, problems);
        else if (child.name == "referencia") read_box(child, style.reference_block, problems);
        else if (child.name == "cuerpo") set(style.body_top_first_page_pt, Fields(child, problems).length_pt("primera-pagina"));
        else if (child.name == "pliegues") read_folds(child, style, problems);
        else if (child.name == "logo") style.logo_file = Fields(child, problems).required_text("fichero");
        else if (child.name == "bloque") read_block(child, style, problems);
        else if (child.name == "opcion") {
            Fields fields(child, problems);
            auto name = fields.required_text("nombre");
            style.options[std::move(name)] = fields.text("valor");
        } else refuse_element(child, children, problems);
    }
    return style;
}

} // namespace legajo::pack
