#include "sign/support/tiny_pdf.hpp"

#include <cstdio>

namespace tiny_pdf {

namespace {

std::string offset_line(std::size_t offset) {
    char line[32];
    std::snprintf(line, sizeof line, "%010zu 00000 n \n", offset);
    return line;
}

std::size_t last_startxref(const std::string& bytes) {
    const std::size_t at = bytes.rfind("startxref");
    return static_cast<std::size_t>(std::stoull(bytes.substr(at + 9)));
}

const std::map<int, std::string> one_page = {
    {1, "<</Type/Catalog/Pages 2 0 R>>"},
    {2, "<</Type/Pages/Count 1/Kids[3 0 R]>>"},
    {3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>/Contents 4 0 R>>"},
    {4, "<</Length 27>>stream\n0 0 1 rg 100 100 50 50 re f\nendstream"},
};

} // namespace

std::string file(const std::map<int, std::string>& objects, const std::string& trailer) {
    std::string out = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", table;
    for (const auto& [number, body] : objects) {
        table += offset_line(out.size());
        out += std::to_string(number) + " 0 obj\n" + body + "\nendobj\n";
    }
    const std::string size = std::to_string(objects.size() + 1);
    const std::size_t xref = out.size();
    out += "xref\n0 " + size + "\n0000000000 65535 f \n" + table;
    out += "trailer\n<</Size " + size + trailer + "/ID[<00112233445566778899AABBCCDDEEFF><00112233445566778899AABBCCDDEEFF>]>>\n";
    out += "startxref\n" + std::to_string(xref) + "\n%%EOF\n";
    return out;
}

std::string update(const std::string& base, const std::map<int, std::string>& objects, int size, const std::string& trailer) {
    std::string out = base, table;
    for (const auto& [number, body] : objects) {
        table += std::to_string(number) + " 1\n" + offset_line(out.size());
        out += std::to_string(number) + " 0 obj\n" + body + "\nendobj\n";
    }
    const std::size_t xref = out.size();
    out += "xref\n" + table + "trailer\n<</Size " + std::to_string(size) + trailer + "/Prev " + std::to_string(last_startxref(base));
    out += "/ID[<00112233445566778899AABBCCDDEEFF><00112233445566778899AABBCCDDEE00>]>>\nstartxref\n" + std::to_string(xref) + "\n%%EOF\n";
    return out;
}

std::string file_with_xref_stream() {
    std::string out = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
    std::map<int, std::size_t> offsets;
    const auto put = [&](int number, const std::string& body) {
        offsets[number] = out.size();
        out += std::to_string(number) + " 0 obj\n" + body + "\nendobj\n";
    };
    put(4, one_page.at(4));
    std::string content, header;
    int index = 0;
    for (const int number : {1, 2, 3}) {
        header += std::to_string(number) + ' ' + std::to_string(content.size()) + ' ';
        content += one_page.at(number) + '\n';
        ++index;
    }
    put(5, "<</Type/ObjStm/N " + std::to_string(index) + "/First " + std::to_string(header.size()) + "/Length " +
               std::to_string(header.size() + content.size()) + ">>stream\n" + header + content + "\nendstream");
    const std::size_t xref = out.size();
    const auto row = [](int type, std::size_t second, int third) {
        std::string bytes;
        bytes += static_cast<char>(type);
        for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>((second >> shift) & 0xFF);
        bytes += static_cast<char>(third);
        return bytes;
    };
    const std::string table = row(0, 0, 255) + row(2, 5, 0) + row(2, 5, 1) + row(2, 5, 2) + row(1, offsets[4], 0) + row(1, offsets[5], 0) + row(1, xref, 0);
    out += "6 0 obj\n<</Type/XRef/Size 7/W[1 4 1]/Root 1 0 R/ID[<00112233445566778899AABBCCDDEEFF><00112233445566778899AABBCCDDEEFF>]/Length " +
           std::to_string(table.size()) + ">>stream\n" + table + "\nendstream\nendobj\nstartxref\n" + std::to_string(xref) + "\n%%EOF\n";
    return out;
}

std::string plain() { return file(one_page); }

WithHole with_hole(const HoleWish& wish) {
    std::map<int, std::string> objects = one_page;
    objects[1] = "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]/SigFlags 3>>>>";
    objects[3] = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>/Contents 4 0 R/Annots[5 0 R]>>";
    objects[5] = "<</Type/Annot/Subtype/Widget/FT/Sig/T(firma-1)/F 132/Rect[0 0 0 0]/P 3 0 R/V 6 0 R>>";
    const std::string byte_range = "[0 0000000000 0000000000 0000000000]";
    const std::string contents = '<' + std::string(2 * wish.signature_bytes, '0') + '>';
    objects[6] = "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/" + wish.subfilter + "/M(D:20260601100000+02'00')" + wish.more + "/ByteRange" + byte_range +
                 "/Contents" + contents + ">>";
    WithHole out;
    out.bytes = file(objects);
    out.hole.byte_range_begin = out.bytes.find(byte_range);
    out.hole.byte_range_end = out.hole.byte_range_begin + byte_range.size();
    out.hole.contents_begin = out.bytes.find(contents);
    out.hole.contents_end = out.hole.contents_begin + contents.size();
    return out;
}

} // namespace tiny_pdf
