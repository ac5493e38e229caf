#include "draw/pdf_rules.hpp"

#include "base/text.hpp"

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>

#include <cmath>
#include <functional>
#include <regex>
#include <set>

namespace legajo::testing {

namespace {

using Object = QPDFObjectHandle;

std::string utf8_of_utf16(const std::string& bytes) {
    std::string out;
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        char32_t unit = static_cast<char32_t>(static_cast<unsigned char>(bytes[i]) << 8 | static_cast<unsigned char>(bytes[i + 1]));
        if (unit >= 0xD800 && unit < 0xDC00 && i + 3 < bytes.size()) {
            const auto low = static_cast<char32_t>(static_cast<unsigned char>(bytes[i + 2]) << 8 | static_cast<unsigned char>(bytes[i + 3]));
            unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
            i += 2;
        }
        out += base::utf8(unit);
    }
    return out;
}

std::string from_hex(const std::string& hex) {
    std::string out;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) out += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    return out;
}

std::string stream_of(Object stream) {
    const auto buffer = stream.getStreamData(qpdf_dl_generalized);
    return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

struct Font {
    std::map<unsigned, std::string> texts; // by code
    std::map<unsigned, double> widths;
    std::vector<unsigned> glyphs;          // CIDToGIDMap
    std::vector<unsigned> program_advances; // by glyph
    unsigned units_per_em = 1000;
};

unsigned number16(const std::string& bytes, std::size_t at) { return at + 1 < bytes.size() ? static_cast<unsigned>(static_cast<unsigned char>(bytes[at])) << 8 | static_cast<unsigned char>(bytes[at + 1]) : 0; }
std::size_t number32(const std::string& bytes, std::size_t at) { return std::size_t{number16(bytes, at)} << 16 | number16(bytes, at + 2); }

class Reader {
public:
    explicit Reader(const std::string& bytes) : bytes_(bytes) {
        file_.setSuppressWarnings(true);
        file_.processMemoryFile("drawn.pdf", bytes_.data(), bytes_.size());
    }

    ReadPdf read() {
        try {
            file_syntax();
            catalogue();
            pages();
            structure();
            parent_tree();
            signature();
        } catch (const std::exception& failure) {
            broke(std::string("cannot be read: ") + failure.what());
        }
        for (const QPDFExc& warning : file_.getWarnings()) broke(std::string("syntax: ") + warning.what());
        return std::move(out_);
    }

private:
    void broke(const std::string& rule) { out_.broken.push_back(rule); }
    void need(bool holds, const std::string& rule) {
        if (!holds) broke(rule);
    }

    void file_syntax() {
        need(bytes_.starts_with("%PDF-1.7\n%"), "A 6.1.2 header");
        bool binary = true;
        for (std::size_t i = 10; i < 14; ++i) binary = binary && static_cast<unsigned char>(bytes_.at(i)) > 127;
        need(binary, "A 6.1.2 four bytes above 127");
        need(bytes_.ends_with("%%EOF\n"), "A 6.1.3 nothing after the end");
        Object trailer = file_.getTrailer();
        need(!trailer.hasKey("/Encrypt"), "A 6.1.3 encryption");
        Object id = trailer.getKey("/ID");
        need(id.isArray() && id.getArrayNItems() == 2, "A 6.1.3 file identifier");
        if (id.isArray()) {
            out_.first_id = id.getArrayItem(0).getStringValue();
            out_.second_id = id.getArrayItem(1).getStringValue();
        }
        std::size_t first = bytes_.size();
        for (const auto& [object, where] : file_.getXRefTable()) first = std::min(first, static_cast<std::size_t>(where.getOffset()));
        for (const auto& [object, where] : file_.getXRefTable()) {
            const auto at = static_cast<std::size_t>(where.getOffset());
            const std::string head = std::to_string(object.getObj()) + " " + std::to_string(object.getGen()) + " obj\n", before = at == first ? "\n" : "\nendobj\n";
            need(bytes_.compare(at, head.size(), head) == 0 && at >= before.size() && bytes_.compare(at - before.size(), before.size(), before) == 0, "A 6.1.9 object " + std::to_string(object.getObj()) + " between line ends");
        }
        for (Object object : file_.getAllObjects()) {
            if (object.isStream()) {
                Object dictionary = object.getDict();
                need(!dictionary.hasKey("/F") && !dictionary.hasKey("/FFilter"), "A 6.1.7.1 external stream");
                if (dictionary.hasKey("/Filter")) need(!dictionary.getKey("/Filter").unparse().starts_with("/LZW"), "A 6.1.7.2 LZW");
            }
        }
    }

    void catalogue() {
        Object root = file_.getRoot();
        need(root.getKey("/Lang").isString() && is_language(root.getKey("/Lang").getUTF8Value()), "UA 7.2 document language");
        need(root.getKey("/MarkInfo").isDictionary() && root.getKey("/MarkInfo").getKey("/Marked").isBool() && root.getKey("/MarkInfo").getKey("/Marked").getBoolValue(), "A 6.7.2.2 marked");
        need(root.getKey("/ViewerPreferences").isDictionary() && root.getKey("/ViewerPreferences").hasKey("/DisplayDocTitle") && root.getKey("/ViewerPreferences").getKey("/DisplayDocTitle").getBoolValue(), "UA 7.1 title shown");
        need(!root.hasKey("/OpenAction") && !root.hasKey("/AA") && !root.hasKey("/OCProperties") && !root.hasKey("/Requirements"), "A 6.5, 6.9, 6.10");
        Object intents = root.getKey("/OutputIntents");
        need(intents.isArray() && intents.getArrayNItems() == 1, "A 6.2.3 output intent");
        if (intents.isArray() && intents.getArrayNItems() == 1) {
            Object intent = intents.getArrayItem(0);
            need(intent.getKey("/S").getName() == "/GTS_PDFA1" && intent.getKey("/DestOutputProfile").isStream() && intent.getKey("/OutputConditionIdentifier").isString(), "A 6.2.3 output intent");
            const std::string profile = stream_of(intent.getKey("/DestOutputProfile"));
            need(profile.size() > 128 && profile.substr(12, 4) == "mntr" && profile.substr(16, 4) == "RGB " && profile[8] <= 4 && number32(profile, 0) == profile.size(), "A 6.2.3 profile");
        }
        information(root);
        attachments(root);
        outline(root);
    }

    void information(Object root) {
        Object info = file_.getTrailer().getKey("/Info");
        if (info.isDictionary())
            for (const std::string& key : info.getKeys()) out_.information[key.substr(1)] = info.getKey(key).getUTF8Value();
        Object metadata = root.getKey("/Metadata");
        need(metadata.isStream() && !metadata.getDict().hasKey("/Filter"), "A 6.6.2.1 metadata, unfiltered");
        if (!metadata.isStream()) return;
        out_.xmp = stream_of(metadata);
        const std::string& xmp = out_.xmp;
        need(xmp.starts_with("<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>") && xmp.ends_with("<?xpacket end=\"w\"?>"), "A 6.6.2.1 packet header without bytes and encoding");
        const bool attached = root.hasKey("/AF");
        need(xmp.find(attached ? "<pdfaid:part>3<" : "<pdfaid:part>2<") != std::string::npos && xmp.find("<pdfaid:conformance>A<") != std::string::npos, "A 6.6.4 version mark");
        need(xmp.find("<pdfuaid:part>1<") != std::string::npos, "UA 5 version mark");
        need(xmp.find("pdfaExtension:schemas") != std::string::npos, "A 6.6.2.3 extension schema");
        properties(xmp);
        const auto escaped = [](std::string text) {
            text = base::replaced(text, "&", "&amp;");
            return base::replaced(base::replaced(text, "<", "&lt;"), ">", "&gt;");
        };
        need(!out_.information["Title"].empty() && xmp.find("x-default\">" + escaped(out_.information["Title"]) + "</rdf:li></rdf:Alt></dc:title>") != std::string::npos, "UA 7.1 dc:title equals Title");
        if (out_.information.count("Author") != 0) need(xmp.find("<rdf:li>" + escaped(out_.information["Author"]) + "</rdf:li></rdf:Seq></dc:creator>") != std::string::npos, "XMP creator equals Author");
        const std::string date = out_.information["CreationDate"]; // D:20261121110000+01'00'
        if (date.size() == 23) {
            const std::string same = date.substr(2, 4) + "-" + date.substr(6, 2) + "-" + date.substr(8, 2) + "T" + date.substr(10, 2) + ":" + date.substr(12, 2) + ":" + date.substr(14, 2) + date.substr(16, 3) + ":" + date.substr(20, 2);
            need(xmp.find("<xmp:CreateDate>" + same + "<") != std::string::npos && xmp.find("<xmp:ModifyDate>" + same + "<") != std::string::npos, "XMP dates equal Info dates");
        } else {
            broke("Info date form");
        }
    }

    // BCP 47: a language of letters, then parts of up to eight letters and digits.
    static bool is_language(const std::string& tag) {
        static const std::regex form("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*");
        return std::regex_match(tag, form);
    }

    // Every property is one the standard knows or the extension schema describes, in the container its type asks for.
    void properties(const std::string& xmp) {
        static const std::set<std::string> known{
            "x:xmpmeta", "rdf:RDF", "rdf:Description", "rdf:Alt", "rdf:Seq", "rdf:Bag", "rdf:li", "pdfaid:part", "pdfaid:conformance", "pdfuaid:part", "dc:title", "dc:creator", "dc:language", "dc:description", "dc:subject", "dc:format",
            "xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "xmp:CreatorTool", "pdf:Producer", "pdf:Keywords", "xmpMM:DocumentID", "xmpMM:InstanceID", "pdfaExtension:schemas", "pdfaSchema:schema", "pdfaSchema:namespaceURI",
            "pdfaSchema:prefix", "pdfaSchema:property", "pdfaProperty:name", "pdfaProperty:valueType", "pdfaProperty:category", "pdfaProperty:description"};
        static const std::regex tag("<([A-Za-z]+:[A-Za-z]+)");
        for (auto at = std::sregex_iterator(xmp.begin(), xmp.end(), tag); at != std::sregex_iterator(); ++at) need(known.count((*at)[1]) == 1, "A 6.6.2.3.1 property " + (*at)[1].str());
        for (const auto& [name, container] : {std::pair{"dc:title", "Alt"}, {"dc:description", "Alt"}, {"dc:creator", "Seq"}, {"dc:language", "Bag"}, {"dc:subject", "Bag"}})
            if (const std::string open = std::string("<") + name + ">"; xmp.find(open) != std::string::npos) need(xmp.find(open + "<rdf:" + container + ">") != std::string::npos, std::string("A 6.6.2.3.1 container of ") + name);
        need(xmp.find("<pdfaProperty:name>part</pdfaProperty:name>") != std::string::npos, "A 6.6.2.3.1 pdfuaid:part is described");
    }

    void attachments(Object root) {
        if (!root.hasKey("/AF")) {
            need(!root.hasKey("/Names"), "A-2: no embedded files");
            return;
        }
        Object names = root.getKey("/Names").getKey("/EmbeddedFiles").getKey("/Names");
        need(names.isArray() && names.getArrayNItems() == 2 * root.getKey("/AF").getArrayNItems(), "A-3 6.8 each attachment is associated");
        for (Object spec : root.getKey("/AF").getArrayAsVector()) {
            need(spec.getKey("/F").isString() && spec.getKey("/UF").isString(), "UA 7.11 F and UF");
            need(spec.getKey("/AFRelationship").isName(), "A-3 6.8 relationship");
            Object data = spec.getKey("/EF").getKey("/F");
            need(data.isStream() && data.getDict().getKey("/Subtype").isName() && data.getDict().getKey("/Params").hasKey("/ModDate"), "A-3 6.8 MIME type and date");
        }
    }

    void outline(Object root) {
        if (!root.hasKey("/Outlines")) return;
        int seen = 0;
        const std::function<void(Object)> walk = [&](Object item) {
            Object previous = Object::newNull();
            for (; item.isDictionary() && seen < 10000; item = item.getKey("/Next")) {
                ++seen;
                need(item.getKey("/Dest").isArray() && item.getKey("/Dest").getArrayItem(0).isPageObject() && item.getKey("/Title").isString(), "outline entry without page");
                if (previous.isDictionary()) need(item.getKey("/Prev").getObjGen() == previous.getObjGen(), "outline chain");
                if (item.hasKey("/First")) walk(item.getKey("/First"));
                previous = item;
            }
        };
        walk(root.getKey("/Outlines").getKey("/First"));
        need(root.getKey("/Outlines").getKey("/Count").getIntValue() == seen, "outline count");
    }

    const Font& font(Object object) {
        const auto [found, is_new] = fonts_.try_emplace(object.getObjGen(), Font{});
        if (!is_new) return found->second;
        Font& out = found->second;
        need(object.getKey("/Subtype").getName() == "/Type0" && object.getKey("/Encoding").isName() && object.getKey("/Encoding").getName() == "/Identity-H", "A 6.2.11.3 encoding");
        Object descendant = object.getKey("/DescendantFonts").getArrayItem(0);
        Object descriptor = descendant.getKey("/FontDescriptor");
        const std::string name = object.getKey("/BaseFont").getName();
        out_.fonts.push_back(name.substr(1));
        need(name.size() > 8 && name[7] == '+' && descendant.getKey("/BaseFont").getName() == name && descriptor.getKey("/FontName").getName() == name, "subset name stands alike in three places");
        for (const char* key : {"/Flags", "/FontBBox", "/ItalicAngle", "/Ascent", "/Descent", "/CapHeight", "/StemV"}) need(descriptor.hasKey(key), std::string("font descriptor lacks ") + key);
        need(descendant.getKey("/Subtype").getName() == "/CIDFontType2", "A 6.2.11.4.1 kind of the font program");
        need(!descriptor.hasKey("/CIDSet"), "A 6.2.11.4.2 CIDSet absent");
        need(descriptor.getKey("/FontFile2").isStream(), "A 6.2.11.4.1 embedded");
        need(descendant.getKey("/CIDToGIDMap").isStream(), "A 6.2.11.3.2 CIDToGIDMap");
        const std::string map = stream_of(descendant.getKey("/CIDToGIDMap"));
        for (std::size_t i = 0; i + 1 < map.size(); i += 2) out.glyphs.push_back(number16(map, i));
        Object widths = descendant.getKey("/W").getArrayItem(1);
        for (int i = 0; i < widths.getArrayNItems(); ++i) out.widths[static_cast<unsigned>(i)] = widths.getArrayItem(i).getNumericValue();
        read_program(stream_of(descriptor.getKey("/FontFile2")), out);
        read_texts(stream_of(object.getKey("/ToUnicode")), out);
        for (const auto& [code, width] : out.widths) {
            const unsigned glyph = code < out.glyphs.size() ? out.glyphs[code] : 0;
            const double own = glyph < out.program_advances.size() ? out.program_advances[glyph] * 1000.0 / out.units_per_em : -1;
            if (std::abs(own - width) > 1) broke("A 6.2.11.5 width of code " + std::to_string(code));
        }
        return out;
    }

    void read_program(const std::string& program, Font& out) {
        std::map<std::string, std::size_t> tables;
        for (unsigned i = 0; i < number16(program, 4); ++i) tables[program.substr(12 + 16 * i, 4)] = number32(program, 20 + 16 * i);
        for (const char* tag : {"glyf", "loca", "head", "hhea", "hmtx", "maxp"}) need(tables.count(tag) == 1, std::string("font program lacks ") + tag);
        out.units_per_em = number16(program, tables["head"] + 18);
        const unsigned metrics = number16(program, tables["hhea"] + 34), glyphs = number16(program, tables["maxp"] + 4);
        for (unsigned g = 0; g < glyphs; ++g) out.program_advances.push_back(number16(program, tables["hmtx"] + 4 * std::min(g, metrics - 1)));
    }

    static void read_texts(const std::string& map, Font& out) {
        for (std::size_t at = map.find("beginbfchar"); at != std::string::npos; at = map.find("beginbfchar", at)) {
            const std::size_t end = map.find("endbfchar", at);
            for (std::size_t open = map.find('<', at); open < end; open = map.find('<', open)) {
                const std::size_t close = map.find('>', open), second = map.find('<', close), second_end = map.find('>', second);
                out.texts[static_cast<unsigned>(std::stoul(map.substr(open + 1, close - open - 1), nullptr, 16))] = utf8_of_utf16(from_hex(map.substr(second + 1, second_end - second - 1)));
                open = second_end;
            }
            at = end;
        }
    }

    // Walks a page's operators; collects the text of each marked-content id.
    class Content : public Object::ParserCallbacks {
    public:
        Content(Reader& reader, Object page, int number) : reader_(reader), fonts_(page.getKey("/Resources").getKey("/Font")), number_(number) {}

        void handleObject(Object object, std::size_t, std::size_t) override {
            if (!object.isOperator()) {
                operands_.push_back(object);
                return;
            }
            run(object.getOperatorValue());
            operands_.clear();
        }
        void handleEOF() override {
            reader_.need(marks_.empty(), "content: marks are closed");
            reader_.need(saves_ == 0, "content: q and Q in balance");
        }

    private:
        void run(const std::string& op) {
            static const std::set<std::string> painting{"f", "F", "f*", "B", "B*", "b", "S", "s", "Do", "TJ", "Tj", "sh"};
            if (op == "BDC" || op == "BMC") {
                const bool artifact = operands_.at(0).getName() == "/Artifact";
                int id = -1;
                if (op == "BDC" && operands_.at(1).isDictionary() && operands_.at(1).hasKey("/MCID")) id = static_cast<int>(operands_.at(1).getKey("/MCID").getIntValue());
                for (const auto& [outer_artifact, outer_id] : marks_) {
                    reader_.need(!(artifact && outer_id >= 0), "UA 7.1 artifact inside tagged content");
                    reader_.need(!(outer_artifact && id >= 0), "UA 7.1 tagged content inside an artifact");
                }
                marks_.push_back({artifact, id});
                if (id >= 0) reader_.marked_[number_][id].role = operands_.at(0).getName().substr(1);
            } else if (op == "EMC") {
                reader_.need(!marks_.empty(), "content: EMC without a mark");
                if (!marks_.empty()) marks_.pop_back();
            } else if (op == "q") {
                ++saves_;
            } else if (op == "Q") {
                --saves_;
            } else if (op == "Tf") {
                reader_.need(fonts_.isDictionary() && fonts_.hasKey(operands_.at(0).getName()), "A 6.2.2 font named in resources");
                font_ = &reader_.font(fonts_.getKey(operands_.at(0).getName()));
            } else if (op == "gs" || op == "ri" || op == "Tr") {
                reader_.broke("operator " + op + " is not ours");
            }
            if (painting.count(op) != 0) reader_.need(!marks_.empty(), "UA 7.1 content neither tagged nor artifact");
            if (op == "TJ")
                for (Object part : operands_.at(0).getArrayAsVector())
                    if (part.isString()) show(part.getStringValue());
        }

        void show(const std::string& codes) {
            reader_.need(codes.size() % 2 == 0 && font_ != nullptr, "content: two-byte codes");
            reader_.need(codes.size() <= 32767, "A 6.1.13 string length");
            std::string text;
            for (std::size_t i = 0; i + 1 < codes.size(); i += 2) {
                const unsigned code = number16(codes, i);
                reader_.need(code < font_->glyphs.size() && font_->glyphs[code] != 0, "A 6.2.11.8 .notdef");
                const auto found = font_->texts.find(code);
                if (found == font_->texts.end()) {
                    reader_.broke("A 6.2.11.7.2 no Unicode for a code");
                    continue;
                }
                reader_.need(found->second != base::utf8(0xFFFE) && found->second != base::utf8(0xFEFF) && !found->second.empty(), "A 6.2.11.7.2 forbidden Unicode");
                text += found->second;
            }
            for (const auto& [artifact, id] : marks_)
                if (id >= 0) reader_.marked_[number_][id].text += text;
        }

        Reader& reader_;
        Object fonts_;
        int number_;
        std::vector<Object> operands_;
        std::vector<std::pair<bool, int>> marks_;
        int saves_ = 0;
        const Font* font_ = nullptr;
    };

    void pages() {
        int number = 0;
        for (QPDFPageObjectHelper helper : QPDFPageDocumentHelper(file_).getAllPages()) {
            Object page = helper.getObjectHandle();
            page_numbers_[page.getObjGen()] = number;
            page_objects_.push_back(page);
            need(page.hasKey("/Resources") && page.hasKey("/MediaBox") && page.getKey("/StructParents").isInteger(), "page lacks its keys");
            const Object::Rectangle box = page.getKey("/MediaBox").getArrayAsRectangle();
            for (const double side : {box.urx - box.llx, box.ury - box.lly}) need(side >= 3 && side <= 14400, "A 6.1.13 page size");
            need(!page.hasKey("/AA") && !page.hasKey("/Group"), "A 6.5.2, 6.2.10");
            if (page.hasKey("/Annots")) {
                need(page.hasKey("/Tabs") && page.getKey("/Tabs").getName() == "/S", "UA 7.18.3 tab order");
                for (Object annotation : page.getKey("/Annots").getArrayAsVector()) check_annotation(annotation);
            }
            marked_.emplace_back();
            Content content(*this, page, number);
            page.parsePageContents(&content);
            ++number;
        }
        out_.pages = static_cast<std::size_t>(number);
    }

    void check_annotation(Object annotation) {
        const std::string kind = annotation.getKey("/Subtype").getName();
        const long long flags = annotation.getKey("/F").isInteger() ? annotation.getKey("/F").getIntValue() : 0;
        need((flags & 4) != 0 && (flags & (1 | 2 | 32)) == 0, "A 6.3.2 print, not hidden, not invisible");
        need(annotation.getKey("/StructParent").isInteger(), "UA 7.18.1 annotation in the tree");
        if (kind == "/Link") {
            need(annotation.hasKey("/Contents") && !annotation.getKey("/Contents").getUTF8Value().empty(), "UA 7.18.5 link contents");
            if (annotation.hasKey("/A")) need(annotation.getKey("/A").getKey("/S").getName() == "/URI", "A 6.5.1 action");
        } else if (kind == "/Widget") {
            need(annotation.hasKey("/TU") && annotation.getKey("/AP").getKey("/N").isStream() && annotation.getKey("/AP").getKeys().size() == 1, "A 6.3.3 appearance, UA 7.18.4 TU");
            need(!annotation.hasKey("/A") && !annotation.hasKey("/AA"), "A 6.4.1 no action on a widget");
        } else {
            broke("annotation of kind " + kind);
        }
        annotations_.insert(annotation.getObjGen());
    }

    void structure() {
        Object root = file_.getRoot().getKey("/StructTreeRoot");
        need(root.isDictionary() && root.getKey("/Type").getName() == "/StructTreeRoot", "A 6.7.3.2 structure tree");
        Object top = root.getKey("/K");
        need(top.isDictionary() && top.getKey("/S").getName() == "/Document", "one Document at the top");
        element(top, root, 0, {});
        for (std::size_t page = 0; page < marked_.size(); ++page)
            for (const auto& [id, mark] : marked_[page]) need(mark.owned == 1, "marked content " + std::to_string(id) + " of page " + std::to_string(page + 1) + " has " + std::to_string(mark.owned) + " elements");
        need(annotations_.size() == owned_annotations_.size(), "UA 7.18.1 each annotation has its element");
    }

    void element(Object node, Object parent, int depth, std::string parent_role) {
        static const std::set<std::string> standard{"Document", "Part", "Sect", "Div", "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "THead", "TBody", "TFoot", "TR", "TH", "TD", "Figure", "Caption", "Link", "Form", "Span", "Note", "TOC", "TOCI", "Reference"};
        const std::string role = node.getKey("/S").getName().substr(1);
        need(standard.count(role) == 1, "UA 7.1 standard type " + role);
        need(node.getKey("/P").getObjGen() == parent.getObjGen(), "element's parent is its parent");
        need(depth < 60, "depth");
        const std::size_t index = out_.elements.size();
        out_.elements.push_back({role, depth, {}, {}, 0});
        const auto child_of = [&](std::initializer_list<const char*> parents) {
            bool found = false;
            for (const char* name : parents) found = found || parent_role == name;
            need(found, "UA 7.2 " + role + " in " + parent_role);
        };
        if (role == "LI") child_of({"L"});
        if (role == "Lbl" || role == "LBody") child_of({"LI"});
        if (role == "THead" || role == "TBody" || role == "TFoot") child_of({"Table"});
        if (role == "TR") child_of({"Table", "THead", "TBody", "TFoot"});
        if (role == "TH" || role == "TD") child_of({"TR"});
        attributes(node, out_.elements[index]);
        if (const auto lang = out_.elements[index].attributes.find("Lang"); lang != out_.elements[index].attributes.end()) need(is_language(lang->second), "UA 7.2 language of " + role);
        if (role == "Figure") need(!out_.elements[index].attributes["Alt"].empty() && !out_.elements[index].attributes["BBox"].empty(), "UA 7.3 figure with Alt and BBox");
        if (role == "TH") need(!out_.elements[index].attributes["Scope"].empty(), "UA 7.5 header with Scope");
        if (role == "L") need(!out_.elements[index].attributes["ListNumbering"].empty(), "UA 7.6 ListNumbering");
        if (role.size() == 2 && role[0] == 'H' && role[1] >= '1' && role[1] <= '6') {
            need(role[1] - '0' <= last_heading_ + 1, "UA 7.4.2 heading level skipped");
            last_heading_ = role[1] - '0';
        }
        const int before_annotations = out_.elements[index].annotations;
        Object kids = node.getKey("/K");
        if (!kids.isNull())
            for (Object kid : kids.isArray() ? kids.getArrayAsVector() : std::vector<Object>{kids}) take_kid(kid, node, index, depth);
        if (role == "Link" || role == "Form") need(out_.elements[index].annotations > before_annotations, "UA 7.18 " + role + " with its annotation");
        if (role == "Table") regular(index);
    }

    void take_kid(Object kid, Object node, std::size_t index, int depth) {
        if (kid.isInteger()) {
            take_content(node.getKey("/Pg"), static_cast<int>(kid.getIntValue()), index, node);
        } else if (kid.getKey("/Type").isName() && kid.getKey("/Type").getName() == "/MCR") {
            take_content(kid.getKey("/Pg"), static_cast<int>(kid.getKey("/MCID").getIntValue()), index, node);
        } else if (kid.getKey("/Type").isName() && kid.getKey("/Type").getName() == "/OBJR") {
            ++out_.elements[index].annotations;
            need(annotations_.count(kid.getKey("/Obj").getObjGen()) == 1, "referenced annotation stands on a page");
            owned_annotations_[kid.getKey("/Obj").getObjGen()] = node.getObjGen();
        } else {
            element(kid, node, depth + 1, out_.elements[index].role);
        }
    }

    void take_content(Object page, int id, std::size_t index, Object node) {
        const auto found = page_numbers_.find(page.getObjGen());
        if (found == page_numbers_.end() || marked_[static_cast<std::size_t>(found->second)].count(id) == 0) return broke("element names content that does not stand");
        Mark& mark = marked_[static_cast<std::size_t>(found->second)][id];
        ++mark.owned;
        mark.owner = node.getObjGen();
        need(mark.role == out_.elements[index].role, "mark's name is its element's type");
        out_.elements[index].text += mark.text;
    }

    static void attributes(Object node, ReadElement& out) {
        for (const char* key : {"Alt", "Lang", "ActualText"})
            if (node.hasKey(std::string("/") + key)) out.attributes[key] = node.getKey(std::string("/") + key).getUTF8Value();
        Object attributes = node.getKey("/A");
        if (!attributes.isDictionary()) return;
        for (const std::string& key : attributes.getKeys()) {
            Object value = attributes.getKey(key);
            out.attributes[key.substr(1)] = value.isName() ? value.getName().substr(1) : value.isString() ? value.getUTF8Value() : value.unparse();
        }
    }

    void regular(std::size_t table) {
        int width = -1, row = -1;
        const auto close = [&] {
            if (row >= 0 && width >= 0) need(row == width, "UA 7.5 table rows of different width");
            if (row >= 0) width = row;
        };
        for (std::size_t i = table + 1; i < out_.elements.size() && out_.elements[i].depth > out_.elements[table].depth; ++i) {
            if (out_.elements[i].role == "TR") {
                close();
                row = 0;
            } else if (out_.elements[i].role == "TH" || out_.elements[i].role == "TD") {
                const auto span = out_.elements[i].attributes.find("ColSpan");
                row += span == out_.elements[i].attributes.end() ? 1 : std::stoi(span->second);
            }
        }
        close();
        std::map<std::string, int> parts;
        for (std::size_t i = table + 1; i < out_.elements.size() && out_.elements[i].depth > out_.elements[table].depth; ++i)
            if (out_.elements[i].depth == out_.elements[table].depth + 1) ++parts[out_.elements[i].role];
        need(parts["THead"] <= 1 && parts["TFoot"] <= 1 && (parts["TBody"] > 0 || parts["THead"] + parts["TFoot"] == 0), "UA 7.2 one head, one foot and a body");
    }

    void parent_tree() {
        Object root = file_.getRoot().getKey("/StructTreeRoot");
        Object numbers = root.getKey("/ParentTree").getKey("/Nums");
        std::map<long long, Object> tree;
        long long last = -1;
        for (int i = 0; i + 1 < numbers.getArrayNItems(); i += 2) {
            const long long key = numbers.getArrayItem(i).getIntValue();
            need(key > last, "parent tree in order");
            last = key;
            tree.emplace(key, numbers.getArrayItem(i + 1));
        }
        need(root.getKey("/ParentTreeNextKey").getIntValue() > last, "next key");
        for (std::size_t page = 0; page < page_objects_.size(); ++page) {
            if (marked_[page].empty()) continue;
            const auto found = tree.find(page_objects_[page].getKey("/StructParents").getIntValue());
            if (found == tree.end() || !found->second.isArray()) {
                broke("page without parent tree entry");
                continue;
            }
            need(found->second.getArrayNItems() == static_cast<int>(marked_[page].size()), "parent tree has an entry for each content");
            for (auto& [id, mark] : marked_[page]) need(id < found->second.getArrayNItems() && found->second.getArrayItem(id).getObjGen() == mark.owner, "content's parent is the element that holds it");
        }
        for (const QPDFObjGen& annotation : annotations_) {
            const auto found = tree.find(file_.getObjectByObjGen(annotation).getKey("/StructParent").getIntValue());
            need(found != tree.end() && found->second.getObjGen() == owned_annotations_[annotation], "annotation's parent is the element that holds it");
        }
    }

    void signature() {
        Object form = file_.getRoot().getKey("/AcroForm");
        if (!form.isDictionary()) return;
        need(form.getKey("/SigFlags").getIntValue() == 3 && !form.hasKey("/NeedAppearances") && !form.hasKey("/XFA"), "A 6.4.1 form");
        Object value = form.getKey("/Fields").getArrayItem(0).getKey("/V");
        need(value.getKey("/SubFilter").getName() == "/ETSI.CAdES.detached" && value.getKey("/M").isString(), "signature dictionary");
        Object range = value.getKey("/ByteRange");
        need(range.getArrayNItems() == 4 && range.getArrayItem(0).getIntValue() == 0, "A 6.4.3 byte range");
        const auto at = [&](int i) { return static_cast<std::size_t>(range.getArrayItem(i).getIntValue()); };
        need(bytes_.at(at(1)) == '<' && bytes_.at(at(2) - 1) == '>' && at(2) + at(3) == bytes_.size(), "A 6.4.3 byte range covers all but the hole");
        need(at(2) - at(1) - 2 == 2 * value.getKey("/Contents").getStringValue().size(), "hole is the contents");
    }

    struct Mark {
        std::string role, text;
        int owned = 0;
        QPDFObjGen owner;
    };

    const std::string& bytes_;
    QPDF file_;
    ReadPdf out_;
    std::map<QPDFObjGen, Font> fonts_;
    std::map<QPDFObjGen, int> page_numbers_;
    std::vector<Object> page_objects_;
    std::vector<std::map<int, Mark>> marked_;
    std::set<QPDFObjGen> annotations_;
    std::map<QPDFObjGen, QPDFObjGen> owned_annotations_;
    int last_heading_ = 0;
};

} // namespace

ReadPdf read_pdf(const std::string& bytes) { return Reader(bytes).read(); }

std::string text_of(const ReadPdf& pdf) {
    std::string out;
    for (const ReadElement& element : pdf.elements) out += element.text;
    return base::replaced(out, "\xC2\xAD", "");
}

} // namespace legajo::testing
