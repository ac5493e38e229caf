// Turns a template and its partials into one numbered text. Only scan_template is called from outside.

#include "fill/template_scan.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace legajo::fill {
namespace {

using base::Place;
using base::Problem;
using base::Problems;

Problem problem(std::string code, const Place& place) {
    return Problem{base::Severity::error, std::move(code), "fill", place, {}};
}

class Scanner {
public:
    explicit Scanner(const Partials& partials) : partials_(partials) {}

    void scan(const model::TemplateSource& source) {
        Place place{source.file, 1, 1, ""};
        std::string_view rest = source.text;
        while (!rest.empty()) {
            const std::size_t open = rest.find("{{");
            take_text(rest.substr(0, open), place);
            if (open == std::string_view::npos) break;
            rest.remove_prefix(open);
            const std::size_t close = rest.find("}}");
            if (close == std::string_view::npos) {
                problems_.push_back(problem("fill.tag_unclosed", place));
                break;
            }
            const std::string_view inside = rest.substr(2, close - 2);
            take_tag(base::trimmed(inside), place);
            advance(rest.substr(0, close + 2), place);
            rest.remove_prefix(close + 2);
        }
    }

    base::Result<ScannedTemplate> finish(std::string file) {
        for (const int open : open_sections_) {
            const Tag& tag = out_.tags[static_cast<std::size_t>(open)];
            problems_.push_back(problem("fill.section_unclosed", tag.place).with("nombre", tag.name));
        }
        if (!problems_.empty()) return std::move(problems_);
        out_.file = std::move(file);
        return std::move(out_);
    }

private:
    static void advance(std::string_view text, Place& place) {
        for (const char c : text) {
            if (c == '\n') {
                ++place.line;
                place.column = 1;
            } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
                ++place.column;
            }
        }
    }

    void take_text(std::string_view text, Place& place) {
        if (out_.skeleton_lines.empty()) out_.skeleton_lines.push_back(place);
        out_.numbered += text;
        for (const char c : text) {
            out_.skeleton += c;
            if (c != '\n') continue;
            advance(std::string_view(&c, 1), place);
            out_.skeleton_lines.push_back(place);
        }
        const std::size_t last_line = text.rfind('\n');
        advance(last_line == std::string_view::npos ? text : text.substr(last_line + 1), place);
    }

    void take_tag(std::string_view tag, const Place& place) {
        const char sigil = tag.empty() ? '\0' : tag.front();
        const std::string_view name = base::trimmed(tag.empty() ? tag : tag.substr(1));
        switch (sigil) {
        case '!': return;
        case '{':
        case '&': problems_.push_back(problem("fill.tag_raw", place)); return;
        case '=': problems_.push_back(problem("fill.tag_delimiters", place)); return;
        case '>': take_partial(name, place); return;
        case '#': open_section(TagKind::section, '#', name, place); return;
        case '^': open_section(TagKind::inverted, '^', name, place); return;
        case '/': close_section(name, place); return;
        default: write_tag("", add_tag(TagKind::text, tag, place));
        }
    }

    int add_tag(TagKind kind, std::string_view name, const Place& place) {
        out_.tags.push_back({kind, std::string(name), place, open_sections_.empty() ? -1 : open_sections_.back()});
        return static_cast<int>(out_.tags.size()) - 1;
    }

    void write_tag(const char* sigil, int number) { out_.numbered += "{{" + std::string(sigil) + std::to_string(number) + "}}"; }

    void open_section(TagKind kind, char sigil, std::string_view name, const Place& place) {
        const int number = add_tag(kind, name, place);
        write_tag(std::string(1, sigil).c_str(), number);
        open_sections_.push_back(number);
    }

    void close_section(std::string_view name, const Place& place) {
        if (open_sections_.empty() || out_.tags[static_cast<std::size_t>(open_sections_.back())].name != name) {
            const std::string expected = open_sections_.empty() ? "" : out_.tags[static_cast<std::size_t>(open_sections_.back())].name;
            problems_.push_back(problem("fill.section_crossed", place).with("nombre", std::string(name)).with("esperado", expected));
            return;
        }
        write_tag("/", open_sections_.back());
        open_sections_.pop_back();
    }

    void take_partial(std::string_view name, const Place& place) {
        const auto found = partials_.find(name);
        if (found == partials_.end()) {
            std::vector<std::string> known;
            for (const auto& [key, source] : partials_) known.push_back(key);
            problems_.push_back(problem("fill.partial_missing", place)
                                    .with("nombre", std::string(name))
                                    .with("sugerencia", base::nearest(name, known).value_or("—")));
            return;
        }
        if (std::find(inside_.begin(), inside_.end(), found->first) != inside_.end()) {
            problems_.push_back(problem("fill.partial_cycle", place).with("nombre", std::string(name)));
            return;
        }
        inside_.push_back(found->first);
        model::TemplateSource source = found->second; // its last line break would end the line of the letter around it
        if (!source.text.empty() && source.text.back() == '\n') source.text.pop_back();
        scan(source);
        inside_.pop_back();
    }

    const Partials& partials_;
    ScannedTemplate out_;
    std::vector<int> open_sections_;
    std::vector<std::string> inside_; // partials being expanded
    Problems problems_;
};

} // namespace

base::Result<ScannedTemplate> scan_template(const model::TemplateSource& source, const Partials& partials) {
    Scanner scanner(partials);
    scanner.scan(source);
    return scanner.finish(source.file);
}

} // namespace legajo::fill
