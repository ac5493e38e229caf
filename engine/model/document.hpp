#pragma once
// A letter or page as final text in blocks: no template, no style yet, no position. What fill/ makes and layout/ reads.
// "No word changes" from here on.

#include "base/problem.hpp"

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace legajo::model {

enum class Emphasis { none, strong, em, strong_em };

struct Run { // text of one emphasis; UTF-8, NFC, no control characters; U+000A is a forced line break (br)
    std::string text;
    Emphasis emphasis = Emphasis::none;
    std::string link;     // URI when the run is a link
    std::string language; // BCP 47 when it differs from the document
};
using RichText = std::vector<Run>;

struct Paragraph { std::string style; RichText text; std::string clause; }; // style: named block style, empty = "p"
struct Heading { int level = 1; RichText text; std::string style; std::string clause; };

struct Block;
struct ListItem { std::vector<Block> blocks; };
struct List { bool ordered = false; std::vector<ListItem> items; std::string style; };

enum class CellAlign { start, end, center, decimal }; // decimal: aligned at the decimal comma
struct Cell {
    RichText text;
    CellAlign align = CellAlign::start;
    bool is_header = false; // th: scope Column in thead, Row in tbody
    int column_span = 1;
};
struct Row { std::vector<Cell> cells; bool is_total = false; }; // a total is never alone on a page
struct Table {
    std::vector<Row> head, body, foot;
    std::string style;
    std::string caption;         // also alternate summary for readers
    std::vector<double> widths;  // relative column widths; empty = from content
    bool keep_together = false;
};

// Figures carry data and alternate text; layout turns them into paths or images.
struct Figure {
    enum class Kind { qr, composition, timeline, logo, image };
    Kind kind = Kind::qr;
    std::string alternate;  // alternate text, never empty
    std::string style;
    std::vector<std::string> modules; // qr: rows of '0' and '1'
    struct Part { std::string label; std::int64_t value = 0; std::string text; };
    std::vector<Part> parts;          // composition: label, cents, printed amount
    struct Mark { std::string date_iso, label; int lane = 0; };
    std::vector<Mark> marks;          // timeline
    std::string file;                 // image or logo
};

struct SignatureBlock { // <firma/>: never parted; holds the visible widget when the letter is signed
    RichText closing;     // "Atentamente,"
    std::string name, role, organisation;
};

struct PageBreak {};
struct Spacer { std::string style; };

struct Block {
    std::variant<Paragraph, Heading, List, Table, Figure, SignatureBlock, PageBreak, Spacer> content;
    bool keep_with_next = false;
};

// Fixed zones of a letter, placed by the style.
struct LetterFrame {
    std::vector<RichText> sender;    // letterhead lines; the first is the name
    std::vector<RichText> addressee; // window lines: nothing that tells of a debt
    std::vector<std::pair<std::string, std::string>> reference_lines; // "Nuestra referencia" -> "EXP-2026-0417"
    std::string place_and_date;      // "Madrid, 21 de noviembre de 2026"
    std::string subject;
    std::vector<RichText> footer;    // registry data, data protection: small print on the first or every page
};

struct Document {
    std::string title;      // PDF title: neutral
    std::string language;   // BCP 47
    std::string author;     // creditor
    std::string reference;  // case reference, in page foot
    std::optional<LetterFrame> frame; // absent: plain pages (dossier)
    std::vector<Block> blocks;
    bool is_draft = false;  // draft mark on each page (unsigned)
    std::string page_label_format; // "Página {n} de {m}" in the document's language
    std::vector<std::string> clauses; // ids of clauses that stand in it, for the lint
    std::string own_words; // what the template itself says, without any value filled in, for the lint (a postcode 28040 is no "40 EUR")
};

} // namespace legajo::model
