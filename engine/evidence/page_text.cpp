#include "evidence/page_text.hpp"

#include "evidence/qpdf_tools.hpp"

#include "base/text.hpp"

#include <map>
#include <memory>
#include <set>
#include <utility>

namespace legajo::evidence {
namespace {

constexpr int deepest_form = 13;

struct Font {
    bool is_wide = false; // two bytes a code
    std::map<unsigned, std::string> letters;
};

unsigned code_of(const std::string& bytes) {
    unsigned code = 0;
    for (const char c : bytes.substr(0, 4)) code = code << 8 | static_cast<unsigned char>(c);
    return code;
}

std::string from_utf16(const std::string& bytes) { return base::to_utf8(bytes, "UTF-16BE").value_or(""); }

std::string next_code(std::string bytes) {
    for (std::size_t i = bytes.size(); i > 0; --i)
        if (++reinterpret_cast<unsigned char&>(bytes[i - 1]) != 0) break;
    return bytes;
}

// bfchar and bfrange of a ToUnicode map (9.10.3), token by token.
class MapReader : public QPDFObjectHandle::ParserCallbacks {
public:
    explicit MapReader(Font& font) : font_(font) {}
    void handleObject(QPDFObjectHandle object, std::size_t, std::size_t) override {
        if (!object.isOperator()) {
            if (operands_.size() < 100'000) operands_.push_back(object);
            return;
        }
        const std::string word = object.getOperatorValue();
        if (word == "endbfchar") take_letters();
        if (word == "endbfrange") take_ranges();
        operands_.clear();
    }
    void handleEOF() override {}

private:
    void take_letters() {
        for (std::size_t i = 0; i + 1 < operands_.size(); i += 2)
            if (operands_[i].isString() && operands_[i + 1].isString()) font_.letters[code_of(operands_[i].getStringValue())] = from_utf16(operands_[i + 1].getStringValue());
    }
    void take_ranges() {
        for (std::size_t i = 0; i + 2 < operands_.size(); i += 3) {
            if (!operands_[i].isString() || !operands_[i + 1].isString()) continue;
            const unsigned first = code_of(operands_[i].getStringValue()), last = code_of(operands_[i + 1].getStringValue());
            std::string value = operands_[i + 2].isString() ? operands_[i + 2].getStringValue() : "";
            for (unsigned code = first; code <= last && code - first < 70'000; ++code) {
                if (operands_[i + 2].isArray()) {
                    const int at = static_cast<int>(code - first);
                    if (at >= operands_[i + 2].getArrayNItems()) break;
                    value = operands_[i + 2].getArrayItem(at).isString() ? operands_[i + 2].getArrayItem(at).getStringValue() : "";
                }
                font_.letters[code] = from_utf16(value);
                value = next_code(value);
            }
        }
    }

    Font& font_;
    std::vector<QPDFObjectHandle> operands_;
};

// Single-byte names that matter in European text when a font has Differences and no map.
std::string letter_named(const std::string& name) {
    if (name.size() == 2) return name.substr(1); // "/A"
    if (name.starts_with("/uni") && name.size() == 8) return base::utf8(static_cast<char32_t>(std::strtoul(name.c_str() + 4, nullptr, 16)));
    static const std::map<std::string, std::string, std::less<>> names{
        {"/aacute", "á"}, {"/eacute", "é"}, {"/iacute", "í"}, {"/oacute", "ó"}, {"/uacute", "ú"}, {"/ntilde", "ñ"}, {"/udieresis", "ü"}, {"/ccedilla", "ç"}, {"/zero", "0"},
        {"/one", "1"}, {"/two", "2"}, {"/three", "3"}, {"/four", "4"}, {"/five", "5"}, {"/six", "6"}, {"/seven", "7"}, {"/eight", "8"}, {"/nine", "9"}, {"/fi", "fi"}, {"/fl", "fl"}};
    const auto found = names.find(name);
    return found == names.end() ? std::string() : found->second;
}

class TextReader : public QPDFObjectHandle::ParserCallbacks {
public:
    TextReader(std::map<QPDFObjGen, std::shared_ptr<Font>>& fonts, std::uint64_t limit, std::string& text) : fonts_(fonts), limit_(limit), text_(text) {}

    void read(QPDFObjectHandle contents, QPDFObjectHandle resources, int depth) {
        if (depth > deepest_form) return;
        const QPDFObjectHandle outer = resources_;
        const std::vector<QPDFObjectHandle> outer_operands = std::exchange(operands_, {});
        const int outer_depth = std::exchange(depth_, depth);
        resources_ = resources;
        std::vector<QPDFObjectHandle> streams;
        if (contents.isStream()) streams.push_back(contents);
        if (contents.isArray()) streams = contents.getArrayAsVector();
        std::string bytes;
        for (QPDFObjectHandle& stream : streams)
            if (stream.isStream()) bytes += decode_stream(stream, limit_).bytes + "\n";
        try {
            QPDFObjectHandle::parseContentStream(QPDFObjectHandle::newStream(stream_owner(contents, streams), bytes), this);
        } catch (const std::exception&) { // as far as it went
        }
        resources_ = outer;
        operands_ = outer_operands;
        depth_ = outer_depth;
    }
    void handleObject(QPDFObjectHandle object, std::size_t, std::size_t) override {
        if (!object.isOperator()) {
            if (operands_.size() < 1000) operands_.push_back(object);
            return;
        }
        const std::string word = object.getOperatorValue();
        if (word == "Tf" && operands_.size() >= 2) choose_font(operands_[operands_.size() - 2]);
        else if (word == "Tj" || word == "'" || word == "\"" || word == "TJ") show();
        else if (word == "Do" && !operands_.empty()) draw(operands_.back());
        else if (word == "BDC" || word == "DP") note_replacement();
        operands_.clear();
    }
    void handleEOF() override {}

private:
    static QPDF* stream_owner(QPDFObjectHandle contents, std::vector<QPDFObjectHandle>& streams) {
        for (QPDFObjectHandle& stream : streams)
            if (QPDF* owner = stream.getOwningQPDF()) return owner;
        return contents.getOwningQPDF();
    }
    QPDFObjectHandle resource(const char* kind, QPDFObjectHandle name) {
        if (!resources_.isDictionary() || !name.isName()) return QPDFObjectHandle::newNull();
        QPDFObjectHandle list = resources_.getKey(kind);
        return list.isDictionary() ? list.getKey(name.getName()) : QPDFObjectHandle::newNull();
    }
    void choose_font(QPDFObjectHandle name) {
        QPDFObjectHandle dictionary = resource("/Font", name);
        font_.reset();
        if (!dictionary.isDictionary()) return;
        if (const auto known = fonts_.find(dictionary.getObjGen()); dictionary.isIndirect() && known != fonts_.end()) {
            font_ = known->second;
            return;
        }
        font_ = std::make_shared<Font>();
        font_->is_wide = dictionary.getKey("/Subtype").isName() && dictionary.getKey("/Subtype").getName() == "/Type0";
        take_differences(dictionary.getKey("/Encoding"));
        if (QPDFObjectHandle map = dictionary.getKey("/ToUnicode"); map.isStream()) {
            MapReader reader(*font_);
            try {
                QPDFObjectHandle::parseContentStream(map, &reader);
            } catch (const std::exception&) {
            }
        }
        if (dictionary.isIndirect()) fonts_[dictionary.getObjGen()] = font_;
    }
    void take_differences(QPDFObjectHandle encoding) {
        if (!encoding.isDictionary() || !encoding.getKey("/Differences").isArray()) return;
        unsigned code = 0;
        for (QPDFObjectHandle& item : encoding.getKey("/Differences").getArrayAsVector()) {
            if (item.isInteger()) code = static_cast<unsigned>(item.getIntValue() & 0xFFFF);
            else if (item.isName()) {
                if (std::string letter = letter_named(item.getName()); !letter.empty()) font_->letters[code] = std::move(letter);
                ++code;
            }
        }
    }
    void show() {
        for (QPDFObjectHandle& operand : operands_) {
            if (operand.isString()) say(operand.getStringValue());
            if (operand.isArray())
                for (QPDFObjectHandle& item : operand.getArrayAsVector())
                    if (item.isString()) say(item.getStringValue());
        }
    }
    void say(const std::string& codes) {
        const std::size_t width = font_ && font_->is_wide ? 2 : 1;
        for (std::size_t i = 0; i + width <= codes.size() && text_.size() < limit_; i += width) {
            const unsigned code = code_of(codes.substr(i, width));
            const auto letter = font_ ? font_->letters.find(code) : std::map<unsigned, std::string>::const_iterator{};
            if (font_ && letter != font_->letters.end()) text_ += letter->second;
            else if (width == 1) text_ += base::to_utf8(codes.substr(i, 1), "windows-1252").value_or("");
        }
    }
    void draw(QPDFObjectHandle name) {
        QPDFObjectHandle form = resource("/XObject", name);
        if (!form.isStream() || !form.getDict().getKey("/Subtype").isName() || form.getDict().getKey("/Subtype").getName() != "/Form") return;
        if (++forms_drawn_ > 5000) return;
        QPDFObjectHandle own = form.getDict().getKey("/Resources");
        const std::shared_ptr<Font> outer = font_;
        read(form, own.isDictionary() ? own : resources_, depth_ + 1);
        font_ = outer;
    }
    void note_replacement() { // /Span << /ActualText (...) >> BDC
        for (QPDFObjectHandle& operand : operands_)
            if (operand.isDictionary() && operand.getKey("/ActualText").isString()) text_ += operand.getKey("/ActualText").getUTF8Value();
    }

    std::map<QPDFObjGen, std::shared_ptr<Font>>& fonts_;
    std::uint64_t limit_;
    std::string& text_;
    QPDFObjectHandle resources_ = QPDFObjectHandle::newNull();
    std::vector<QPDFObjectHandle> operands_;
    std::shared_ptr<Font> font_;
    int depth_ = 0, forms_drawn_ = 0;
};

} // namespace

std::string page_text(QPDFObjectHandle page, std::uint64_t stream_limit) {
    std::string text;
    std::map<QPDFObjGen, std::shared_ptr<Font>> fonts;
    TextReader reader(fonts, stream_limit, text);
    reader.read(page.getKey("/Contents"), page.getKey("/Resources"), 0);
    if (QPDFObjectHandle annotations = page.getKey("/Annots"); annotations.isArray())
        for (QPDFObjectHandle& annotation : annotations.getArrayAsVector()) {
            if (!annotation.isDictionary() || !annotation.getKey("/AP").isDictionary()) continue;
            QPDFObjectHandle drawing = annotation.getKey("/AP").getKey("/N");
            if (drawing.isStream()) reader.read(drawing, drawing.getDict().getKey("/Resources"), 1);
        }
    return text;
}

} // namespace legajo::evidence
