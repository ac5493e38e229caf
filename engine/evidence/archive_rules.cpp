#include "evidence/archive_rules.hpp"

#include "evidence/content_scan.hpp"
#include "evidence/qpdf_tools.hpp"

#include <qpdf/QPDFPageObjectHelper.hh>

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

namespace legajo::evidence {
namespace {

constexpr std::size_t longest_string = 32'767, longest_name = 127;
constexpr int deepest_nesting = 28;
constexpr double least_side = 3, largest_side = 14'400; // points

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) { return std::ranges::find(words, word) != words.end(); }

constexpr std::array<std::string_view, 73> operators{
    "b", "B", "b*", "B*", "BDC", "BI", "BMC", "BT", "BX", "c", "cm", "CS", "cs", "d", "d0", "d1", "Do", "DP", "EI", "EMC", "ET", "EX", "f", "F", "f*", "G", "g", "gs", "h", "i", "ID", "j", "J", "K", "k",
    "l", "m", "M", "MP", "n", "q", "Q", "re", "RG", "rg", "ri", "s", "S", "SC", "sc", "SCN", "scn", "sh", "T*", "Tc", "Td", "TD", "Tf", "Tj", "TJ", "TL", "Tm", "Tr", "Ts", "Tw", "Tz", "v", "w", "W", "W*", "y", "'", "\""};
constexpr std::array<std::string_view, 4> intents{"/AbsoluteColorimetric", "/RelativeColorimetric", "/Saturation", "/Perceptual"};
constexpr std::array<std::string_view, 17> blends{"/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten", "/ColorDodge", "/ColorBurn", "/HardLight", "/SoftLight", "/Difference",
                                                  "/Exclusion", "/Hue", "/Saturation", "/Color", "/Luminosity"};
constexpr std::array<std::string_view, 6> filters{"/FlateDecode", "/DCTDecode", "/CCITTFaxDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/RunLengthDecode"};

bool is_name(QPDFObjectHandle object, std::string_view name) { return object.isName() && object.getName() == name; }

bool is_integer_in_range(QPDFObjectHandle object) {
    const long long value = object.getIntValue();
    return value <= std::numeric_limits<std::int32_t>::max() && value >= std::numeric_limits<std::int32_t>::min();
}

// Operators and operands of one content stream.
class ContentReader : public QPDFObjectHandle::ParserCallbacks {
public:
    std::set<std::string> broken;

    void handleObject(QPDFObjectHandle object) override {
        if (!object.isOperator()) {
            look_at_operand(object);
            last_ = object;
            return;
        }
        const std::string word = object.getOperatorValue();
        if (is_in_image_ && (word == "ID" || word == "EI")) look_at_image();
        if (!is_one_of(word, operators)) broken.insert("contenido");
        if (word == "k" || word == "K") broken.insert("cmyk");
        if (word == "q" && ++depth_ > deepest_nesting) broken.insert("contenido");
        if (word == "Q" && --depth_ < 0) broken.insert("contenido");
        if (word == "BI") {
            is_in_image_ = true;
            image_.clear();
        }
        if (word == "ID" || word == "EI") is_in_image_ = false;
        if (word == "ri" && !(last_.isInitialized() && last_.isName() && is_one_of(last_.getName(), intents))) broken.insert("contenido");
    }
    void handleEOF() override {
        if (depth_ != 0) broken.insert("contenido");
    }

private:
    // Keys and values between BI and ID (6.2.6, 6.2.8).
    void look_at_image() {
        for (std::size_t i = 0; i + 1 < image_.size(); i += 2) {
            const bool smooths = (is_name(image_[i], "/I") || is_name(image_[i], "/Interpolate")) && image_[i + 1].isBool() && image_[i + 1].getBoolValue();
            const bool has_intent = is_name(image_[i], "/Intent") && !(image_[i + 1].isName() && is_one_of(image_[i + 1].getName(), intents));
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
        if (object.isInteger() && !is_integer_in_range(object)) broken.insert("contenido");
        if (object.isString() && object.getStringValue().size() > longest_string) broken.insert("contenido");
        if (!object.isName()) return;
        const std::string name = object.getName();
        if (name.size() > longest_name + 1) broken.insert("contenido");
        if (name == "/DeviceCMYK" || (is_in_image_ && name == "/CMYK")) broken.insert("cmyk");
        if (is_in_image_ && (name == "/LZW" || name == "/LZWDecode")) broken.insert("filtros");
    }

    QPDFObjectHandle last_;
    std::vector<QPDFObjectHandle> image_;
    int depth_ = 0;
    bool is_in_image_ = false;
};

} // namespace

std::set<std::string> ArchiveRules::broken_by(QPDF& pdf) {
    if (pdf.getTrailer().getKey("/Root").hasKey("/OCProperties")) breaks("capas");
    for (const QPDFObjectHandle& page : pdf.getAllPages()) look_at_page(page);
    return broken_;
}

void ArchiveRules::look_at_page(QPDFObjectHandle page) {
    const QPDFObjectHandle::Rectangle box = page.getKey("/MediaBox").getArrayAsRectangle();
    for (const double side : {box.urx - box.llx, box.ury - box.lly})
        if (side < least_side || side > largest_side) breaks("tamano");
    look_at_content(page);
    look_at_reachable(page);
}

void ArchiveRules::look_at_reachable(QPDFObjectHandle from) {
    std::vector<QPDFObjectHandle> open{from};
    while (!open.empty()) {
        QPDFObjectHandle object = open.back();
        open.pop_back();
        if (object.isIndirect() && !seen_.insert(object.getObjGen()).second) continue;
        look_at(object, open, 0);
    }
}

// Direct values at once, indirect ones later: a chain of them may be as long as it likes.
void ArchiveRules::look_at(QPDFObjectHandle object, std::vector<QPDFObjectHandle>& open, int depth) {
    constexpr int deepest = 100;
    if (depth > deepest) return breaks("contenido");
    const auto visit = [&](QPDFObjectHandle value) {
        if (value.isIndirect()) open.push_back(value);
        else look_at(value, open, depth + 1);
    };
    if (object.isName()) {
        if (object.getName() == "/DeviceCMYK") breaks("cmyk");
        if (object.getName().size() > longest_name + 1) breaks("contenido");
    } else if (object.isString()) {
        if (object.getStringValue().size() > longest_string) breaks("contenido");
    } else if (object.isInteger()) {
        if (!is_integer_in_range(object)) breaks("contenido");
    } else if (object.isArray()) {
        look_at_colour(object);
        for (QPDFObjectHandle& item : object.getArrayAsVector()) visit(item);
    } else if (object.isStream() || object.isDictionary()) {
        QPDFObjectHandle dictionary = object.isStream() ? object.getDict() : object;
        look_at_dictionary(dictionary);
        if (object.isStream()) look_at_stream(object);
        for (const std::string& key : dictionary.getKeys())
            if (key != "/Parent" && !(key == "/Alternate" && dictionary.hasKey("/N"))) visit(dictionary.getKey(key)); // an ICC profile's alternate is never used
    }
}

void ArchiveRules::look_at_dictionary(QPDFObjectHandle dictionary) {
    dictionary.removeKey("/Metadata");
    for (const char* key : {"/TR", "/HT", "/HTP", "/HTO"})
        if (dictionary.hasKey(key)) breaks("tramas");
    if (dictionary.hasKey("/TR2") && !is_name(dictionary.getKey("/TR2"), "/Default")) breaks("tramas");
    if (QPDFObjectHandle intent = dictionary.getKey("/RI"); intent.isName() && !is_one_of(intent.getName(), intents)) dictionary.removeKey("/RI"); // nobody follows it
    if (QPDFObjectHandle mode = dictionary.getKey("/OPM"); !mode.isNull() && !(mode.isInteger() && mode.getIntValue() == 0)) breaks("tintas");
    if (QPDFObjectHandle blend = dictionary.getKey("/BM"); !blend.isNull() && !(blend.isName() && is_one_of(blend.getName(), blends))) breaks("contenido");
    if (is_name(dictionary.getKey("/Type"), "/Font") || (dictionary.hasKey("/BaseFont") && dictionary.hasKey("/Subtype"))) look_at_font(dictionary);
}

void ArchiveRules::look_at_stream(QPDFObjectHandle stream) {
    QPDFObjectHandle dictionary = stream.getDict();
    if (dictionary.hasKey("/F") || dictionary.hasKey("/FFilter")) breaks("contenido"); // data in another file
    QPDFObjectHandle filter = dictionary.getKey("/Filter");
    const std::vector<QPDFObjectHandle> names = filter.isArray() ? filter.getArrayAsVector() : filter.isName() ? std::vector<QPDFObjectHandle>{filter} : std::vector<QPDFObjectHandle>{};
    for (QPDFObjectHandle name : names)
        if (!name.isName() || !(is_one_of(name.getName(), filters) || name.getName() == "/JBIG2Decode")) breaks("filtros");
    const QPDFObjectHandle kind = dictionary.getKey("/Subtype");
    if (is_name(kind, "/Image")) look_at_image(dictionary);
    if (is_name(kind, "/PS") || dictionary.hasKey("/PS") || dictionary.hasKey("/OPI") || dictionary.hasKey("/Ref")) breaks("contenido");
    if (is_name(kind, "/Form")) {
        if (!dictionary.getKey("/Resources").isDictionary()) breaks("contenido"); // would be the page's
        look_at_content(stream);
    }
    if (dictionary.hasKey("/PatternType")) look_at_content(stream);
}

void ArchiveRules::look_at_image(QPDFObjectHandle dictionary) {
    if (dictionary.hasKey("/Alternates") || dictionary.hasKey("/OPI")) breaks("contenido");
    dictionary.removeKey("/Interpolate");
    if (QPDFObjectHandle intent = dictionary.getKey("/Intent"); !(intent.isName() && is_one_of(intent.getName(), intents))) dictionary.removeKey("/Intent");
    if (QPDFObjectHandle bits = dictionary.getKey("/BitsPerComponent"); bits.isInteger()) {
        const long long count = bits.getIntValue();
        if (count != 1 && count != 2 && count != 4 && count != 8 && count != 16) breaks("contenido");
    }
}

void ArchiveRules::look_at_colour(QPDFObjectHandle array) {
    if (array.getArrayNItems() < 2 || !array.getArrayItem(0).isName()) return;
    const std::string family = array.getArrayItem(0).getName();
    if (family == "/Separation" || family == "/DeviceN") breaks("tintas");
    if (family == "/ICCBased") look_at_profile(array.getArrayItem(1));
}

// ISO 15076-1, 7.2: signature, class, colours and version stand at fixed places.
void ArchiveRules::look_at_profile(QPDFObjectHandle stream) {
    constexpr std::size_t header = 128;
    if (!stream.isStream()) return breaks("perfiles");
    const Decoded profile = decode_stream(stream, std::uint64_t{16} << 20);
    if (!profile.is_whole || profile.bytes.size() < header || profile.bytes.compare(36, 4, "acsp") != 0) return breaks("perfiles");
    const std::string kind = profile.bytes.substr(12, 4), colours = profile.bytes.substr(16, 4);
    const QPDFObjectHandle count = stream.getDict().getKey("/N");
    const long long expected = colours == "GRAY" ? 1 : colours == "RGB " || colours == "Lab " ? 3 : colours == "CMYK" ? 4 : 0;
    const bool is_class = kind == "prtr" || kind == "mntr" || kind == "scnr" || kind == "spac";
    if (!is_class || expected == 0 || !const_cast<QPDFObjectHandle&>(count).isInteger() || const_cast<QPDFObjectHandle&>(count).getIntValue() != expected || profile.bytes[8] > 4) breaks("perfiles");
}

namespace {

// As hidden_text makes them: letters without any ink, all of one width, each with its Unicode value. Looked at as a whole, so nobody's word is needed.
bool is_unseen(QPDFObjectHandle font) {
    QPDFObjectHandle glyphs = font.getKey("/CharProcs"), widths = font.getKey("/Widths");
    if (!is_name(font.getKey("/Subtype"), "/Type3") || !glyphs.isDictionary() || !widths.isArray() || !font.getKey("/ToUnicode").isStream() || !font.getKey("/Encoding").isDictionary()) return false;
    for (const std::string& name : glyphs.getKeys())
        if (QPDFObjectHandle glyph = glyphs.getKey(name); !glyph.isStream() || decode_stream(glyph, 1000).bytes != "500 0 d0\n") return false;
    for (QPDFObjectHandle& width : widths.getArrayAsVector())
        if (!width.isInteger() || width.getIntValue() != 500) return false;
    return true;
}

} // namespace

void ArchiveRules::look_at_font(QPDFObjectHandle font) {
    if (is_unseen(font)) return;
    is_unicode_ = false;
    breaks("letras");
}

// Strings as they are written: the parser below mends what it reads (6.1.6).
bool ArchiveRules::is_well_written(QPDFObjectHandle contents) {
    constexpr std::uint64_t limit = std::uint64_t{256} << 20;
    std::string bytes;
    const std::vector<QPDFObjectHandle> streams = contents.isArray() ? contents.getArrayAsVector() : std::vector<QPDFObjectHandle>{contents};
    for (const QPDFObjectHandle& stream : streams)
        if (const_cast<QPDFObjectHandle&>(stream).isStream()) bytes += decode_stream(stream, limit).bytes + "\n";
    return scan_content(bytes).are_hex_strings_whole;
}

void ArchiveRules::look_at_content(QPDFObjectHandle holder) {
    ContentReader reader;
    if (!is_well_written(holder.isStream() ? holder : holder.getKey("/Contents"))) breaks("contenido");
    try {
        if (holder.isStream()) QPDFObjectHandle::parseContentStream(holder, &reader);
        else QPDFPageObjectHelper(holder).parseContents(&reader);
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception&) {
        breaks("contenido");
    }
    broken_.insert(reader.broken.begin(), reader.broken.end());
}

} // namespace legajo::evidence
