#pragma once
// Templates as text, read once: partials expanded, tags found, every tag given a number and its place.
//
// The text that goes on to the Mustache engine holds numbers instead of names ({{17}}), so that at rendering each tag is known by its place and
// its resolved meaning; the engine's own lenient look-up (outer names, blanks, vanished partials) never decides anything.
// Refused here: {{{raw}}}, {{&raw}}, changed delimiters, unclosed or crossed sections, missing and circular partials.

#include "base/problem.hpp"
#include "model/pack.hpp"

#include <map>
#include <string>
#include <vector>

namespace legajo::fill {

enum class TagKind { text, section, inverted };

struct Tag {
    TagKind kind = TagKind::text;
    std::string name;      // as written
    base::Place place;     // in the file that holds it, partial or letter
    int parent = -1;       // section tag around it
};

struct ScannedTemplate {
    std::string file;
    std::string numbered;          // partials expanded, {{number}} for each tag, comments gone
    std::string skeleton;          // the same without any tag: what must be well-formed blocks
    std::vector<base::Place> skeleton_lines; // file and line of each line of the skeleton
    std::vector<Tag> tags;
};

using Partials = std::map<std::string, model::TemplateSource, std::less<>>;

// Problems: fill.tag_unclosed, fill.tag_raw, fill.tag_delimiters, fill.section_unclosed, fill.section_crossed, fill.partial_missing, fill.partial_cycle.
[[nodiscard]] base::Result<ScannedTemplate> scan_template(const model::TemplateSource& source, const Partials& partials);

} // namespace legajo::fill
