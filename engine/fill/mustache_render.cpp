#include "fill/mustache_render.hpp"

#include "base/error.hpp"

#include <kainjow/mustache.hpp>

#include <algorithm>
#include <charconv>

namespace legajo::fill {
namespace {

namespace km = kainjow::mustache;

// Tags are numbers; each has one slot for its value, so that pointers given to the engine live until the same tag is asked again.
class NumberedContext : public km::basic_context<std::string> {
public:
    NumberedContext(const std::vector<Tag>& tags, TagValues& values) : tags_(tags), values_(values), slots_(tags.size(), km::data(false)) {}

    void push(const km::data* data) override {
        for (const int list : seen_lists_) {
            const km::list& items = slots_[static_cast<std::size_t>(list)].list_value();
            if (items.empty() || data < items.data() || data >= items.data() + items.size()) continue;
            values_.enter_row(list, static_cast<std::size_t>(data - items.data()));
            frames_.push_back(list);
            return;
        }
        frames_.push_back(-1);
    }

    void pop() override {
        if (frames_.empty()) return;
        const int list = frames_.back();
        frames_.pop_back();
        if (list >= 0) values_.leave_row(list);
    }

    const km::data* get(const std::string& name) const override {
        int number = -1;
        std::from_chars(name.data(), name.data() + name.size(), number);
        base::check(number >= 0 && static_cast<std::size_t>(number) < tags_.size(), "tag without a number");
        const Tag& tag = tags_[static_cast<std::size_t>(number)];
        km::data& slot = slots_[static_cast<std::size_t>(number)];
        if (tag.kind == TagKind::text) {
            slot = km::data(values_.text(number));
        } else if (values_.is_list(number)) {
            const std::size_t rows = values_.row_count(number);
            slot = km::data(km::list(rows, km::data(true)));
            if (std::find(seen_lists_.begin(), seen_lists_.end(), number) == seen_lists_.end()) seen_lists_.push_back(number);
        } else {
            slot = km::data(values_.truth(number));
        }
        return &slot;
    }

    const km::data* get_partial(const std::string&) const override { return nullptr; } // expanded by the scan

private:
    const std::vector<Tag>& tags_;
    TagValues& values_;
    mutable std::vector<km::data> slots_;
    mutable std::vector<int> seen_lists_; // lists that were asked for: an item pushed by the engine lies in one of them
    std::vector<int> frames_;
};

std::string escaped_for_xml(const std::string& value) {
    std::string out = kValueBegin;
    for (const char c : value) {
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\'': out += "&apos;"; break;
        default: out += c;
        }
    }
    return out += kValueEnd;
}

} // namespace

struct ParsedTemplate::Engine {
    km::mustache parsed;
    std::vector<Tag> tags;
    std::size_t usual_size;
};

ParsedTemplate::ParsedTemplate(const ScannedTemplate& scanned, Escaping escaping)
    : engine_(std::make_unique<Engine>(Engine{km::mustache(scanned.numbered), scanned.tags, scanned.numbered.size()})) {
    base::check(engine_->parsed.is_valid(), engine_->parsed.error_message().c_str());
    if (escaping == Escaping::xml) engine_->parsed.set_custom_escape(escaped_for_xml);
    else engine_->parsed.set_custom_escape([](const std::string& value) { return value; });
}
ParsedTemplate::~ParsedTemplate() = default;
ParsedTemplate::ParsedTemplate(ParsedTemplate&&) noexcept = default;

std::string ParsedTemplate::render(TagValues& values) {
    struct Sink { // the engine asks for a stream; appending to a string is enough
        std::string text;
        Sink& operator<<(const std::string& piece) {
            text += piece;
            return *this;
        }
    } sink;
    sink.text.reserve(engine_->usual_size * 2);
    NumberedContext context(engine_->tags, values);
    engine_->parsed.render(static_cast<km::basic_context<std::string>&>(context), sink);
    return std::move(sink.text);
}

} // namespace legajo::fill
