#include "evidence/archive_rules.hpp"

#include "evidence/font_rules.hpp"
#include "evidence/qpdf_tools.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace legajo::evidence {
namespace {

constexpr double least_side = 3, largest_side = 14'400; // points

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) { return std::ranges::find(words, word) != words.end(); }

constexpr std::array<std::string_view, 17> blends{"/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten", "/ColorDodge", "/ColorBurn", "/HardLight", "/SoftLight", "/Difference",
                                                  "/Exclusion", "/Hue", "/Saturation", "/Color", "/Luminosity"};
constexpr std::array<std::string_view, 6> filters{"/FlateDecode", "/DCTDecode", "/CCITTFaxDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/RunLengthDecode"};

bool is_name(QPDFObjectHandle object, std::string_view name) { return object.isName() && object.getName() == name; }

} // namespace

std::set<std::string> ArchiveRules::broken_by(QPDF& pdf) {
    if (pdf.getTrailer().getKey("/Root").hasKey("/OCProperties")) breaks("capas");
    for (const QPDFObjectHandle& page : pdf.getAllPages()) look_at_page(page);
    look_at_fonts(pdf);
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
        if (!is_name_sound(object.getName())) breaks("contenido");
    } else if (object.isString()) {
        if (object.getStringValue().size() > longest_string) breaks("contenido");
    } else if (object.isNumber()) {
        if (!is_number_in_range(object)) breaks("contenido");
    } else if (object.isArray()) {
        look_at_colour(object);
        for (QPDFObjectHandle& item : object.getArrayAsVector()) visit(item);
    } else if (object.isStream() || object.isDictionary()) {
        QPDFObjectHandle dictionary = object.isStream() ? object.getDict() : object;
        look_at_dictionary(dictionary);
        if (object.isStream()) look_at_stream(object);
        for (const std::string& key : dictionary.getKeys())
            if (!is_name_sound(key)) breaks("contenido");
            else if (key != "/Parent" && !(key == "/Alternate" && dictionary.hasKey("/N"))) visit(dictionary.getKey(key)); // an ICC profile's alternate is never used
    }
}

void ArchiveRules::look_at_dictionary(QPDFObjectHandle dictionary) {
    dictionary.removeKey("/Metadata");
    for (const char* key : {"/TR", "/HT", "/HTP", "/HTO"})
        if (dictionary.hasKey(key)) breaks("tramas");
    if (dictionary.hasKey("/TR2") && !is_name(dictionary.getKey("/TR2"), "/Default")) breaks("tramas");
    if (QPDFObjectHandle intent = dictionary.getKey("/RI"); intent.isName() && !is_rendering_intent(intent)) dictionary.removeKey("/RI"); // nobody follows it
    if (QPDFObjectHandle mode = dictionary.getKey("/OPM"); !mode.isNull() && !(mode.isInteger() && mode.getIntValue() == 0)) breaks("tintas");
    if (QPDFObjectHandle blend = dictionary.getKey("/BM"); !blend.isNull() && !(blend.isName() && is_one_of(blend.getName(), blends))) breaks("contenido");
    if (dictionary.getKey("/Font").isArray()) breaks("letras"); // a font set by a graphics state
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
    if (!is_rendering_intent(dictionary.getKey("/Intent"))) dictionary.removeKey("/Intent");
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

// Those that show something; a font that lies about unused is no matter of 6.2.11.
void ArchiveRules::look_at_fonts(QPDF& pdf) {
    if (shown_.has_unknown_font) breaks("letras");
    for (const auto& [number, codes] : shown_.codes) {
        QPDFObjectHandle font = pdf.getObjectByObjGen(number);
        if (is_unseen(font)) continue;
        is_unicode_ = false;
        if (!is_font_sound(font, codes)) breaks("letras");
    }
}

void ArchiveRules::look_at_content(QPDFObjectHandle holder) { broken_.merge(rules_broken_in_content(holder, shown_)); }

} // namespace legajo::evidence
