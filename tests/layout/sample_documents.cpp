#include "layout/sample_documents.hpp"

namespace legajo::testing {

using namespace legajo::model;

RichText plain(std::string text) { return {{std::move(text), Emphasis::none, {}, {}}}; }
Block paragraph(std::string text) { return {Paragraph{{}, plain(std::move(text)), {}}}; }

namespace {

BlockStyle block(std::string family, double size, double leading, TextAlign align = TextAlign::start) {
    BlockStyle style;
    style.text.family = std::move(family);
    style.text.size_pt = size;
    style.text.leading_pt = leading;
    style.align = align;
    return style;
}

std::string amount(std::int64_t cents) {
    std::string whole = std::to_string(cents / 100), grouped;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        if (i > 0 && (whole.size() - i) % 3 == 0) grouped += '.';
        grouped += whole[i];
    }
    const std::string rest = std::to_string(cents % 100);
    return grouped + "," + (rest.size() < 2 ? "0" : "") + rest + "\xC2\xA0€";
}

LetterFrame frame() {
    LetterFrame out;
    for (const char* line : {"Suministros Hosteleros Marán, S.L.", "C/ de la Encina, 14 · 28039 Madrid", "CIF B83214767 · administracion@maran.example · 910 000 141"}) out.sender.push_back(plain(line));
    for (const char* line : {"Cafeterías Núñez e Hijos, S.L.", "At. D.ª Begoña Núñez Ibáñez", "Avda. de la Constitución, 220, local 3", "37001 Salamanca"}) out.addressee.push_back(plain(line));
    out.reference_lines = {{"Nuestra referencia", "EXP-2026-0417"}, {"Persona de contacto", "Lucía Ferrer Sanz"}};
    out.place_and_date = "Madrid, 21 de noviembre de 2026";
    out.subject = "Requerimiento de pago de las facturas F-2026/118 y F-2026/131";
    out.footer = {plain("Suministros Hosteleros Marán, S.L. Inscrita en el Registro Mercantil de Madrid, tomo 31.402, folio 118, hoja M-565.214. Responsable del tratamiento de sus datos; "
                        "finalidad: gestión de la relación contractual y de sus cobros. Puede ejercer sus derechos en la dirección indicada arriba.")};
    return out;
}

Document letter() {
    Document out;
    out.title = "Carta EXP-2026-0417";
    out.language = "es-ES";
    out.author = "Suministros Hosteleros Marán, S.L.";
    out.reference = "EXP-2026-0417";
    out.page_label_format = "Página {n} de {m}";
    out.frame = frame();
    return out;
}

Block table_of_invoices(std::size_t rows) {
    Table table;
    table.caption = "Facturas vencidas y pendientes de pago";
    Row head;
    const auto header = [](std::string text, CellAlign align) { return Cell{plain(std::move(text)), align, true, 1}; };
    head.cells = {header("Factura", CellAlign::start), header("Fecha", CellAlign::start), header("Vencimiento", CellAlign::start), header("Importe", CellAlign::decimal), header("Pagado", CellAlign::decimal),
                  header("Pendiente", CellAlign::decimal)};
    table.head.push_back(head);
    std::int64_t total = 0, paid_total = 0;
    for (std::size_t i = 0; i < rows; ++i) {
        const auto n = static_cast<std::int64_t>(i);
        const std::int64_t cents = 12345 + (n * 987631) % 2500000, paid = i % 4 == 1 ? cents / 3 : 0;
        total += cents;
        paid_total += paid;
        Row row;
        const auto cell = [](std::string text, CellAlign align = CellAlign::start) { return Cell{plain(std::move(text)), align, false, 1}; };
        row.cells = {Cell{plain("F-2026/" + std::to_string(118 + i)), CellAlign::start, true, 1}, cell("12/0" + std::to_string(1 + i % 9) + "/2026"), cell("12/0" + std::to_string(1 + (i + 2) % 9) + "/2026"),
                     cell(amount(cents), CellAlign::decimal), cell(amount(paid), CellAlign::decimal), cell(amount(cents - paid), CellAlign::decimal)};
        table.body.push_back(std::move(row));
    }
    Row sum;
    sum.is_total = true;
    sum.cells = {Cell{plain("Total pendiente"), CellAlign::start, true, 3}, Cell{plain(amount(total)), CellAlign::decimal, false, 1}, Cell{plain(amount(paid_total)), CellAlign::decimal, false, 1},
                 Cell{plain(amount(total - paid_total)), CellAlign::decimal, false, 1}};
    table.foot.push_back(sum);
    return {table};
}

Block signature() { return {SignatureBlock{plain("Atentamente,"), "Lucía Ferrer Sanz", "Responsable de Administración", "Suministros Hosteleros Marán, S.L."}}; }

} // namespace

Style default_style() {
    Style style;
    style.id = "prueba";
    style.margin_left_pt = 72;
    style.margin_right_pt = 72;
    style.margin_top_pt = 84;
    style.margin_bottom_pt = 68;
    style.letterhead = {72, 40, 451, 50};
    style.address_window = {311.81, 141.73, 226.77, 85};
    style.reference_block = {72, 141.73, 215, 85};
    style.body_top_first_page_pt = 266;
    style.fold_marks_pt = {297.64, 595.28};
    style.accent = {31, 58, 95};
    const Colour ink{20, 20, 24}, grey{96, 100, 108};
    BlockStyle p = block("Gentium Book Plus", 10.5, 14.2, TextAlign::justify);
    p.text.colour = ink;
    p.space_after_pt = 7.2;
    style.blocks["p"] = p;
    BlockStyle subject = block("Gentium Book Plus", 11.5, 15);
    subject.text.bold = true;
    subject.text.colour = style.accent;
    subject.space_after_pt = 12;
    subject.hyphenate = false;
    style.blocks["subject"] = subject;
    for (const auto& [name, size] : {std::pair{"h1", 15.0}, {"h2", 11.5}, {"h3", 10.5}}) {
        BlockStyle heading = block("Gentium Book Plus", size, size * 1.3);
        heading.text.bold = true;
        heading.text.colour = style.accent;
        heading.space_before_pt = 12;
        heading.space_after_pt = 4;
        heading.keep_with_next = true;
        heading.hyphenate = false;
        style.blocks[name] = heading;
    }
    BlockStyle li = p;
    li.space_after_pt = 3;
    style.blocks["li"] = li;
    BlockStyle td = block("Lato", 8.8, 12);
    td.text.tabular_figures = true;
    td.text.colour = ink;
    td.padding_pt = 4;
    td.rule_below = Colour{214, 218, 224};
    td.rule_width_pt = 0.4;
    style.blocks["td"] = td;
    BlockStyle th = block("Lato", 8.2, 11);
    th.text.bold = true;
    th.text.colour = style.accent;
    th.padding_pt = 4;
    th.rule_below = style.accent;
    th.rule_width_pt = 0.9;
    style.blocks["th"] = th;
    BlockStyle total = td;
    total.text.bold = true;
    total.rule_below.reset();
    total.rule_above = style.accent;
    total.rule_width_pt = 0.9;
    style.blocks["total"] = total;
    BlockStyle table = block("Lato", 9, 12);
    table.space_before_pt = 4;
    table.space_after_pt = 11;
    style.blocks["table"] = table;
    BlockStyle sender_name = block("Gentium Book Plus", 16, 20);
    sender_name.text.colour = style.accent;
    sender_name.text.tracking = 10;
    style.blocks["sender_name"] = sender_name;
    BlockStyle sender = block("Lato", 8, 11);
    sender.text.colour = grey;
    style.blocks["sender"] = sender;
    BlockStyle addressee = block("Gentium Book Plus", 10.5, 14.2);
    addressee.text.colour = ink;
    style.blocks["addressee"] = addressee;
    BlockStyle reference = block("Lato", 8.8, 12.5);
    reference.text.colour = ink;
    style.blocks["reference"] = reference;
    style.blocks["date"] = reference;
    style.blocks["date"].space_before_pt = 4;
    BlockStyle label = reference;
    label.text.colour = grey;
    style.blocks["reference_label"] = label;
    BlockStyle footer = block("Lato", 6.8, 8.8);
    footer.text.colour = grey;
    style.blocks["footer"] = footer;
    BlockStyle number = block("Lato", 7.5, 10, TextAlign::end);
    number.text.colour = grey;
    number.text.tabular_figures = true;
    style.blocks["page_number"] = number;
    style.blocks["running_head"] = block("Lato", 7.5, 10);
    style.blocks["running_head"].text.colour = grey;
    BlockStyle closing = p;
    closing.space_before_pt = 6;
    closing.space_after_pt = 0;
    style.blocks["closing"] = closing;
    BlockStyle sign = block("Gentium Book Plus", 10.5, 13.6);
    sign.text.colour = ink;
    style.blocks["signature"] = sign;
    style.options = {{"letterhead_rule", "si"}};
    return style;
}

Document one_page_letter() {
    Document out = letter();
    out.blocks.push_back(paragraph("Estimada Sra. Núñez:"));
    out.blocks.push_back(paragraph(
        "El pasado 14 de marzo le entregamos en su cafetería de la avenida de la Constitución el pedido que acordamos por teléfono, y el 2 de abril el segundo. Ambas facturas vencieron el 13 de mayo de 2026 y, "
        "según nuestra contabilidad, siguen pendientes: 2.480,00 € de principal, a los que se añaden 93,17 € de intereses de demora hasta hoy y 80,00 € de compensación por costes de cobro."));
    out.blocks.push_back({Paragraph{{}, {{"Le pedimos que abone ", Emphasis::none, {}, {}}, {"2.653,17 €", Emphasis::strong, {}, {}}, {" antes del ", Emphasis::none, {}, {}}, {"5 de diciembre de 2026", Emphasis::strong, {}, {}},
                                         {" por transferencia a la cuenta ES91 2100 0418 4502 0005 1332, indicando la referencia EXP-2026-0417. Si ya lo hubiera hecho, le rogamos que nos envíe el justificante a ", Emphasis::none, {}, {}},
                                         {"administracion@maran.example", Emphasis::none, "mailto:administracion@maran.example", {}}, {" y dé esta carta por no recibida.", Emphasis::none, {}, {}}}, {}}});
    out.blocks.push_back({Heading{1, plain("Fundamento"), {}, {}}});
    out.blocks.push_back(paragraph("Los intereses corren automáticamente desde el día siguiente al vencimiento, sin necesidad de aviso, por así disponerlo los artículos 5 y 7 de la Ley 3/2004, de 29 de diciembre; el tipo aplicable es el publicado "
                                   "para cada semestre, sobre una base de 365 días. La compensación de 40 € por factura resulta del art. 8 de la misma ley."));
    List list;
    list.ordered = true;
    for (const char* text : {"Si tiene alguna objeción sobre la mercancía o los importes, díganoslo por escrito dentro del plazo y la estudiaremos.",
                             "Si no puede pagar todo de una vez, llámenos al 910 000 141: preferimos acordar un calendario razonable a seguir adelante con la reclamación.",
                             "Transcurrido el plazo sin noticias suyas, le invitaremos a negociar en los términos de la Ley Orgánica 1/2025 antes de acudir a los tribunales."})
        list.items.push_back({{paragraph(text)}});
    out.blocks.push_back({list});
    out.blocks.push_back(paragraph("Este escrito interrumpe la prescripción conforme al art. 1973 del Código Civil. Nos reservamos cuantas acciones nos correspondan."));
    out.blocks.push_back(signature());
    return out;
}

Document letter_with_table(std::size_t rows) {
    Document out = letter();
    out.blocks.push_back(paragraph("Estimada Sra. Núñez:"));
    out.blocks.push_back(paragraph("Según nuestra contabilidad, a fecha de hoy están vencidas y pendientes de pago las facturas que se detallan a continuación, correspondientes a los suministros realizados en sus establecimientos de Salamanca y Zamora "
                                   "durante el ejercicio en curso y debidamente entregados, conforme a los albaranes firmados que obran en nuestro poder."));
    out.blocks.push_back(table_of_invoices(rows));
    out.blocks.push_back(paragraph("Le agradecemos los pagos parciales recibidos, que hemos aplicado a las facturas indicadas. Sobre el resto se devengan intereses de demora desde el día siguiente a cada vencimiento, al tipo legal publicado para cada semestre, "
                                   "además de la compensación por costes de cobro que corresponde a cada factura no atendida."));
    out.blocks.push_back({Heading{1, plain("Cómo pagar"), {}, {}}});
    out.blocks.push_back(paragraph("Puede hacerlo por transferencia a la cuenta ES91 2100 0418 4502 0005 1332, a nombre de Suministros Hosteleros Marán, S.L., indicando la referencia EXP-2026-0417. Si prefiere otra forma de pago o necesita un aplazamiento, "
                                   "comuníquenoslo antes del 5 de diciembre de 2026: estudiaremos con usted un calendario que pueda cumplir."));
    for (int i = 0; i < 3; ++i)
        out.blocks.push_back(paragraph("En caso de que exista alguna discrepancia sobre las mercancías entregadas, sobre los precios aplicados o sobre cualquiera de los importes que figuran en esta relación, le rogamos que nos lo haga saber por escrito, con el detalle "
                                       "suficiente para que podamos comprobarlo y, si procede, rectificar la factura correspondiente sin más trámites ni demoras innecesarias."));
    out.blocks.push_back(signature());
    return out;
}

Document dossier_page() {
    Document out;
    out.title = "Expediente EXP-2026-0417";
    out.language = "es-ES";
    out.author = "Suministros Hosteleros Marán, S.L.";
    out.reference = "EXP-2026-0417";
    out.page_label_format = "{n} de {m}";
    out.blocks.push_back({Heading{1, plain("Estado de la deuda"), {}, {}}});
    out.blocks.push_back(paragraph("Composición del importe reclamado a fecha de control."));
    Figure composition;
    composition.kind = Figure::Kind::composition;
    composition.alternate = "Composición de la deuda: principal 2.480,00 €, intereses 93,17 €, compensación 80,00 €.";
    composition.parts = {{"Principal", 248000, "2.480,00 €"}, {"Intereses de demora", 9317, "93,17 €"}, {"Compensación", 8000, "80,00 €"}};
    out.blocks.push_back({composition});
    out.blocks.push_back({Heading{2, plain("Cronología"), {}, {}}});
    Figure timeline;
    timeline.kind = Figure::Kind::timeline;
    timeline.alternate = "Cronología: entrega, factura, vencimiento, primer aviso y requerimiento.";
    timeline.marks = {{"2026-03-14", "Entrega 14 mar", 0}, {"2026-03-15", "Factura 15 mar", 0}, {"2026-05-13", "Vencimiento 13 may", 0}, {"2026-06-01", "Primer aviso 1 jun", 0}, {"2026-11-21", "Requerimiento 21 nov", 0}};
    out.blocks.push_back({timeline});
    Figure code;
    code.kind = Figure::Kind::qr;
    code.alternate = "Código QR con los datos de la transferencia";
    for (int y = 0; y < 25; ++y) {
        std::string row;
        for (int x = 0; x < 25; ++x) row += (x * 7 + y * 13 + x * y) % 3 == 0 ? '1' : '0';
        code.modules.push_back(row);
    }
    out.blocks.push_back({code});
    List outer, inner;
    inner.items.push_back({{paragraph("Albarán firmado")}});
    outer.items.push_back({{paragraph("Documentos que obran en el expediente:"), Block{inner}}});
    outer.items.push_back({{paragraph("Burofax con certificado de texto")}});
    out.blocks.push_back({outer});
    return out;
}

} // namespace legajo::testing
