#include "evidence/archive_content.hpp"

#include "evidence/content_scan.hpp"
#include "evidence/qpdf_tools.hpp"

#include "base/text.hpp"

#include <qpdf/QPDFPageObjectHelper.hh>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <new>
#include <string_view>
#include <vector>

namespace legajo::evidence {
namespace {

constexpr int deepest_nesting = 28;

constexpr std::array<std::string_view, 73> operators{
    "b", "B", "b*", "B*", "BDC", "BI", "BMC", "BT", "BX", "c", "cm", "CS", "cs", "d", "d0", "d1", "Do", "DP", "EI", "EMC", "ET", "EX", "f", "F", "f*", "G", "g", "gs", "h", "i", "ID", "j", "J", "K", "k",
    "l", "m", "M", "MP", "n", "q", "Q", "re", "RG", "rg", "ri", "s", "S", "SC", "sc", "SCN", "scn", "sh", "T*", "Tc", "Td", "TD", "Tf", "Tj", "TJ", "TL", "Tm", "Tr", "Ts", "Tw", "Tz", "v", "w", "W", "W*", "y", "'", "\""};
constexpr std::array<std::string_view, 4> intents{"/AbsoluteColorimetric", "/RelativeColorimetric", "/Saturation", "/Perceptual"};

bool is_name(QPDFObjectHandle object, std::string_view name) { return object.isName() && object.getName() == name; }

// Operators and operands of one content stream.
class ContentReader : public QPDFObjectHandle::ParserCallbacks {
public:
    ContentReader(QPDFObjectHandle resources, ShownText& shown) : fonts_(resources.isDictionary() ? resources.getKey("/Font") : QPDFObjectHandle::newNull()), shown_(shown) {}
    std::set<std::string> broken;

    void handleObject(QPDFObjectHandle object) override {
        if (!object.isOperator()) {
            look_at_operand(object);
            before_last_ = last_;
            last_ = object;
            return;
        }
        const std::string word = object.getOperatorValue();
        if (is_in_image_ && (word == "ID" || word == "EI")) look_at_image();
        if (std::ranges::find(operators, word) == operators.end()) broken.insert("contenido");
        if (word == "k" || word == "K") broken.insert("cmyk");
        if (word == "q" && ++depth_ > deepest_nesting) broken.insert("contenido");
        if (word == "Q" && --depth_ < 0) broken.insert("contenido");
        if (word == "BI") {
            is_in_image_ = true;
            image_.clear();
        }
        if (word == "ID" || word == "EI") is_in_image_ = false;
        if (word == "ri" && !(last_.isInitialized() && is_rendering_intent(last_))) broken.insert("contenido");
        if (word == "Tf" || word == "q" || word == "Q") change_font(word);
        if (word == "Tj" || word == "TJ" || word == "'" || word == "\"") show();
    }
    void handleEOF() override {
        if (depth_ != 0) broken.insert("contenido");
    }

private:
    struct Font {
        std::set<std::uint32_t>* codes = nullptr; // null: none was chosen here, or nobody can point at it
        bool is_composite = false;
    };
    // The font is part of what q keeps and Q brings back.
    void change_font(const std::string& word) {
        if (word == "q" && kept_.size() <= static_cast<std::size_t>(deepest_nesting)) kept_.push_back(font_);
        if (word == "Q" && !kept_.empty()) {
            font_ = kept_.back();
            kept_.pop_back();
        }
        if (word != "Tf") return;
        font_ = {};
        QPDFObjectHandle font = fonts_.isDictionary() && before_last_.isInitialized() && before_last_.isName() ? fonts_.getKey(before_last_.getName()) : QPDFObjectHandle::newNull();
        if (font.isDictionary() && font.isIndirect()) font_ = {&shown_.codes[font.getObjGen()], is_name(font.getKey("/Subtype"), "/Type0")};
    }
    void show() {
        if (last_.isInitialized() && last_.isString()) show(last_.getStringValue());
        if (last_.isInitialized() && last_.isArray())
            for (QPDFObjectHandle& item : last_.getArrayAsVector())
                if (item.isString()) show(item.getStringValue());
    }
    void show(const std::string& text) {
        const std::size_t width = font_.is_composite ? 2 : 1;
        if (font_.codes == nullptr || text.size() % width != 0) shown_.has_unknown_font = true;
        if (font_.codes == nullptr) return;
        for (std::size_t i = 0; i + width <= text.size(); i += width) {
            const std::uint32_t high = static_cast<unsigned char>(text[i]);
            font_.codes->insert(font_.is_composite ? high << 8 | static_cast<unsigned char>(text[i + 1]) : high);
        }
    }
    // Keys and values between BI and ID (6.2.6, 6.2.8).
    void look_at_image() {
        for (std::size_t i = 0; i + 1 < image_.size(); i += 2) {
            const bool smooths = (is_name(image_[i], "/I") || is_name(image_[i], "/Interpolate")) && image_[i + 1].isBool() && image_[i + 1].getBoolValue();
            const bool has_intent = is_name(image_[i], "/Intent") && !is_rendering_intent(image_[i + 1]);
            if (smooths || has_intent) broken.insert("contenido");
        }
    }
    void look_at_operand(QPDFObjectHandle object, int depth = 0) {
        if (depth > deepest_nesting) broken.insert("contenido");
        if (depth > deepest_nesting) return;
        if (is_in_image_ && depth == 0) image_.push_back(object);
        if (object.isArray())
            for (const QPDFObjectHandle& item : object.getArrayAsVector()) look_at_operand(item, depth + 1);
        if (object.isDictionary())
            for (const std::string& key : object.getKeys()) look_at_operand(object.getKey(key), depth + 1);
        if (object.isNumber() && !is_number_in_range(object)) broken.insert("contenido");
        if (object.isString() && object.getStringValue().size() > longest_string) broken.insert("contenido");
        if (!object.isName()) return;
        const std::string name = object.getName();
        if (!is_name_sound(name)) broken.insert("contenido");
        if (name == "/DeviceCMYK" || (is_in_image_ && name == "/CMYK")) broken.insert("cmyk");
        if (is_in_image_ && (name == "/LZW" || name == "/LZWDecode")) broken.insert("filtros");
    }

    QPDFObjectHandle fonts_, before_last_, last_;
    ShownText& shown_;
    Font font_;
    std::vector<Font> kept_;
    std::vector<QPDFObjectHandle> image_;
    int depth_ = 0;
    bool is_in_image_ = false;
};

// Strings as they are written: the parser above mends what it reads (6.1.6).
bool is_well_written(QPDFObjectHandle contents) {
    constexpr std::uint64_t limit = std::uint64_t{256} << 20;
    std::string bytes;
    std::vector<QPDFObjectHandle> streams = contents.isArray() ? contents.getArrayAsVector() : std::vector<QPDFObjectHandle>{contents};
    for (QPDFObjectHandle& stream : streams)
        if (stream.isStream()) bytes += decode_stream(stream, limit).bytes + "\n";
    return scan_content(bytes).are_hex_strings_whole;
}

} // namespace

bool is_rendering_intent(QPDFObjectHandle object) { return object.isName() && std::ranges::find(intents, object.getName()) != intents.end(); }

bool is_name_sound(const std::string& name) { return name.size() <= longest_name + 1 && base::is_valid_utf8(name); }

bool is_number_in_range(QPDFObjectHandle number) {
    constexpr double largest = 3.403e38, least = 1.175e-38;
    if (number.isInteger()) return number.getIntValue() <= std::numeric_limits<std::int32_t>::max() && number.getIntValue() >= std::numeric_limits<std::int32_t>::min();
    const double size = std::abs(std::strtod(number.getRealValue().c_str(), nullptr));
    return size == 0 || (size >= least && size <= largest);
}

std::set<std::string> rules_broken_in_content(QPDFObjectHandle holder, ShownText& shown) {
    ContentReader reader(holder.isStream() ? holder.getDict().getKey("/Resources") : holder.getKey("/Resources"), shown);
    try {
        if (!is_well_written(holder.isStream() ? holder : holder.getKey("/Contents"))) reader.broken.insert("contenido");
        if (holder.isStream()) QPDFObjectHandle::parseContentStream(holder, &reader);
        else QPDFPageObjectHelper(holder).parseContents(&reader);
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception&) {
        reader.broken.insert("contenido");
    }
    return std::move(reader.broken);
}

} // namespace legajo::evidence
