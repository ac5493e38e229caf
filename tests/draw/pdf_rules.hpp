#pragma once
// A reader of what draw/ wrote that knows nothing of draw/: libqpdf underneath, the rules of ISO 19005-2/-3 and 14289-1 one by one on top.

#include <map>
#include <string>
#include <vector>

namespace legajo::testing {

struct ReadElement {
    std::string role;
    int depth = 0;
    std::string text; // of its own marked content, in order, ToUnicode applied
    std::map<std::string, std::string> attributes; // Scope, ListNumbering, ColSpan, Alt, Lang, ActualText, Summary
    int annotations = 0;
};

struct ReadPdf {
    std::vector<std::string> broken; // "7.3 figure without alternate text"; empty when all rules hold
    std::vector<ReadElement> elements; // depth first, as a reader walks the tree
    std::size_t pages = 0;
    std::map<std::string, std::string> information;
    std::string xmp;
    std::string first_id, second_id;
    std::vector<std::string> fonts; // base names
};

[[nodiscard]] ReadPdf read_pdf(const std::string& bytes);
// The whole tree's text, a blank between elements, soft hyphens and line ends healed.
[[nodiscard]] std::string text_of(const ReadPdf& pdf);

} // namespace legajo::testing
