#include "draw/metadata.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "draw/pdf_syntax.hpp"

#include <lcms2.h>

#include <algorithm>

namespace legajo::draw {

namespace {

std::string xml_text(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&') out += "&amp;";
        else if (c == '<') out += "&lt;";
        else if (c == '>') out += "&gt;";
        else if (c == '"') out += "&quot;";
        else if (static_cast<unsigned char>(c) < 0x20) out += ' ';
        else out += c;
    }
    return out;
}

std::string one_line(std::string text) { // information dictionary and XMP must agree to the letter
    std::replace_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    return text;
}

constexpr std::string_view ua_extension = R"(<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the document conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
)";

} // namespace

std::string information_body(const model::Pages& pages, const DrawOptions& options) {
    std::string out = "/Title" + text_string(one_line(pages.title));
    if (!pages.author.empty()) out += "/Author" + text_string(one_line(pages.author));
    if (!pages.subject.empty()) out += "/Subject" + text_string(one_line(pages.subject));
    const std::string date = literal(pdf_date(options.issued_at));
    return out + "/Creator" + text_string(options.producer) + "/Producer" + text_string(options.producer) + "/CreationDate" + date + "/ModDate" + date;
}

std::string xmp_packet(const model::Pages& pages, const DrawOptions& options) {
    const std::string date = xmp_date(options.issued_at);
    std::string out = "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                      "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" "
                      "xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n";
    out += std::string("<pdfaid:part>") + (pages.attachments.empty() ? "2" : "3") + "</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n<pdfuaid:part>1</pdfuaid:part>\n";
    out += "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">" + xml_text(one_line(pages.title)) + "</rdf:li></rdf:Alt></dc:title>\n";
    if (!pages.author.empty()) out += "<dc:creator><rdf:Seq><rdf:li>" + xml_text(one_line(pages.author)) + "</rdf:li></rdf:Seq></dc:creator>\n";
    if (!pages.subject.empty()) out += "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">" + xml_text(one_line(pages.subject)) + "</rdf:li></rdf:Alt></dc:description>\n";
    out += "<dc:language><rdf:Bag><rdf:li>" + xml_text(pages.language) + "</rdf:li></rdf:Bag></dc:language>\n";
    out += "<xmp:CreateDate>" + date + "</xmp:CreateDate>\n<xmp:ModifyDate>" + date + "</xmp:ModifyDate>\n<xmp:MetadataDate>" + date + "</xmp:MetadataDate>\n";
    out += "<xmp:CreatorTool>" + xml_text(options.producer) + "</xmp:CreatorTool>\n<pdf:Producer>" + xml_text(options.producer) + "</pdf:Producer>\n</rdf:Description>\n";
    out += ua_extension;
    return out + "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>";
}

const std::string& srgb_profile() {
    static const std::string profile = [] {
        const cmsHPROFILE handle = cmsCreate_sRGBProfile();
        cmsUInt32Number size = 0;
        if (handle == nullptr || !cmsSaveProfileToMem(handle, nullptr, &size)) throw base::Error("draw.library", "draw", "lcms2 gives no sRGB profile");
        std::string bytes(size, '\0');
        cmsSaveProfileToMem(handle, bytes.data(), &size);
        cmsCloseProfile(handle);
        // Bytes 24..35 hold the moment of making, 40..43 the platform, 84..99 a checksum over them (ICC.1:2010 7.2): fixed, so that equal input gives equal bytes.
        const unsigned char when[12] = {0x07, 0xEA, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0};
        std::copy(std::begin(when), std::end(when), bytes.begin() + 24);
        std::fill(bytes.begin() + 40, bytes.begin() + 44, '\0');
        std::fill(bytes.begin() + 84, bytes.begin() + 100, '\0');
        return bytes;
    }();
    return profile;
}

} // namespace legajo::draw
