#include "evidence/archival.hpp"

#include "evidence/archive_rules.hpp"
#include "evidence/qpdf_tools.hpp"

#include "base/mapped_file.hpp"
#include "base/text.hpp"
#include "base/xml_text.hpp"

namespace legajo::evidence {
namespace {

std::string packet(const model::ArchiveRequest& request, bool is_unicode) {
    return "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
           "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" "
           "xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n"
           "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>" + std::string(is_unicode ? "U" : "B") + "</pdfaid:conformance>\n<dc:format>application/pdf</dc:format><dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">" + base::xml_text(request.title) +
           "</rdf:li></rdf:Alt></dc:title>\n<xmp:CreateDate>" + base::xml_text(request.created_iso) + "</xmp:CreateDate><xmp:ModifyDate>" + base::xml_text(request.created_iso) + "</xmp:ModifyDate><xmp:MetadataDate>" +
           base::xml_text(request.created_iso) + "</xmp:MetadataDate><xmp:CreatorTool>legajo</xmp:CreatorTool><pdf:Producer>legajo</pdf:Producer>\n</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>";
}

void mark(QPDF& pdf, const model::ArchiveRequest& request, bool is_unicode) {
    QPDFObjectHandle metadata = QPDFObjectHandle::newStream(&pdf, packet(request, is_unicode));
    metadata.getDict().replaceKey("/Type", QPDFObjectHandle::newName("/Metadata"));
    metadata.getDict().replaceKey("/Subtype", QPDFObjectHandle::newName("/XML"));
    QPDFObjectHandle profile = QPDFObjectHandle::newStream(&pdf, request.srgb_profile);
    profile.getDict().replaceKey("/N", QPDFObjectHandle::newInteger(3));
    QPDFObjectHandle intent = QPDFObjectHandle::parse("<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB IEC61966-2.1) >>");
    intent.replaceKey("/DestOutputProfile", pdf.makeIndirectObject(profile));
    QPDFObjectHandle root = pdf.getTrailer().getKey("/Root");
    root.replaceKey("/Metadata", pdf.makeIndirectObject(metadata));
    root.replaceKey("/OutputIntents", QPDFObjectHandle::newArray(std::vector<QPDFObjectHandle>{intent}));
    root.replaceKey("/ViewerPreferences", QPDFObjectHandle::parse("<< /DisplayDocTitle true >>"));
}

} // namespace

base::Result<model::ArchiveReport> make_archival(const model::ArchiveRequest& request, int input, int output) {
    const base::MappedFile file(input);
    try {
        QPDF pdf;
        pdf.setSuppressWarnings(true);
        pdf.processMemoryFile("", file.view().data(), file.view().size());
        model::ArchiveReport report;
        ArchiveRules rules;
        const auto broken = rules.broken_by(pdf);
        report.reasons.assign(broken.begin(), broken.end());
        report.is_archival = broken.empty();
        report.is_unicode = rules.is_unicode();
        if (!report.is_archival) return report;
        mark(pdf, request, report.is_unicode);
        write_plain(pdf, output, FileIdentity::of_content);
        return report;
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const base::Error&) {
        throw;
    } catch (const std::exception& failure) {
        base::Problem problem{.severity = base::Severity::error, .code = "evidence.damaged", .stage = "evidence", .place = {}, .arguments = {}};
        return problem.with("fichero", request.title).with("detalle", clean_text(failure.what(), 200));
    }
}

} // namespace legajo::evidence
