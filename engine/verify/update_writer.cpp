#include "verify/update_writer.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>

namespace legajo::verify {

namespace {

std::size_t last_startxref(std::string_view file) {
    const std::size_t at = file.rfind("startxref");
    return static_cast<std::size_t>(std::stoull(std::string(file.substr(at + 9, 32))));
}

struct Row {
    QPDFObjGen id;
    std::size_t offset;
};

// Number of the cross-reference stream at that place; 0 for a table. Some writers leave it out of /Size and of the entries.
int stream_number_at(std::string_view file, std::size_t at) {
    int number = 0;
    const std::string_view text = file.substr(std::min(at, file.size()), 10);
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    return failure == std::errc() ? number : 0;
}

int last_stream_number(std::string_view file) {
    int last = 0;
    for (std::size_t at = file.find("startxref"); at != std::string_view::npos; at = file.find("startxref", at + 9)) {
        std::string_view text = file.substr(at + 9, 32);
        text.remove_prefix(std::min(text.find_first_not_of(" \r\n"), text.size()));
        std::size_t offset = 0;
        if (std::from_chars(text.data(), text.data() + text.size(), offset).ec == std::errc()) last = std::max(last, stream_number_at(file, offset));
    }
    return last;
}

// Runs of consecutive numbers share one subsection.
template <typename Begin, typename Each>
void by_subsections(const std::vector<Row>& rows, Begin begin, Each each) {
    for (std::size_t i = 0; i < rows.size();) {
        std::size_t end = i + 1;
        while (end < rows.size() && rows[end].id.getObj() == rows[end - 1].id.getObj() + 1) ++end;
        begin(rows[i].id.getObj(), end - i);
        for (; i < end; ++i) each(rows[i]);
    }
}

std::string big_endian(std::size_t value, int width) {
    std::string out;
    for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) out += static_cast<char>((value >> shift) & 0xFF);
    return out;
}

std::string xref_table(const std::vector<Row>& rows) {
    std::string out = "xref\n";
    by_subsections(
        rows, [&](int first, std::size_t count) { out += std::to_string(first) + ' ' + std::to_string(count) + '\n'; },
        [&](const Row& row) {
            char line[32];
            std::snprintf(line, sizeof line, "%010zu %05d n \n", row.offset, row.id.getGen());
            out += line;
        });
    return out;
}

} // namespace

std::string dictionary_with(QPDFObjectHandle dictionary, const std::map<std::string, std::string>& changes) {
    std::string out = "<<";
    for (auto& [key, value] : dictionary.getDictAsMap()) {
        if (changes.contains(key)) continue;
        out += QPDFObjectHandle::newName(key).unparse() + ' ' + value.unparse() + ' ';
    }
    for (const auto& [key, value] : changes)
        if (!value.empty()) out += key + ' ' + value + ' ';
    return out + ">>";
}

std::string array_with(QPDFObjectHandle array, const std::string& more) {
    std::string out = "[";
    for (int i = 0; array.isArray() && i < array.getArrayNItems(); ++i) out += array.getArrayItem(i).unparse() + ' ';
    return out + more + ']';
}

std::string reference(QPDFObjGen id) { return std::to_string(id.getObj()) + ' ' + std::to_string(id.getGen()) + " R"; }

std::string hex_of(std::string_view bytes) { return base::hex({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}); }

std::string pdf_text_string(std::string_view utf8) {
    const bool ascii = std::all_of(utf8.begin(), utf8.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
    if (ascii) {
        std::string out = "(";
        for (const char c : utf8) {
            if (c == '(' || c == ')' || c == '\\') out += '\\';
            out += c;
        }
        return out + ')';
    }
    std::string units = "\xFE\xFF";
    const auto unit = [&](char32_t value) { units += big_endian(value, 2); };
    for (const char32_t point : base::code_points(utf8)) {
        if (point < 0x10000) {
            unit(point);
        } else {
            unit(0xD800 + ((point - 0x10000) >> 10));
            unit(0xDC00 + ((point - 0x10000) & 0x3FF));
        }
    }
    return '<' + hex_of(units) + '>';
}

UpdateWriter::UpdateWriter(Document& document) : document_(document) {
    for (const auto& [id, where] : document.pdf().getXRefTable()) next_ = std::max(next_, id.getObj() + 1);
    QPDFObjectHandle size = entry(document.pdf().getTrailer(), "/Size");
    if (size.isInteger()) next_ = std::max(next_, size.getIntValueAsInt());
    constexpr int largest_number = 8'388'607; // ISO 32000-1, Annex C
    if (const int number = last_stream_number(document.bytes()); number < largest_number) next_ = std::max(next_, number + 1);
}

QPDFObjGen UpdateWriter::add(std::string body) {
    const QPDFObjGen id = allocate();
    put(id, std::move(body));
    return id;
}

QPDFObjGen UpdateWriter::add_stream(std::string_view data) {
    return add("<</Length " + std::to_string(data.size()) + ">>\nstream\n" + std::string(data) + "\nendstream");
}

std::string UpdateWriter::trailer_entries(std::string_view section) {
    QPDFObjectHandle trailer = document_.pdf().getTrailer();
    std::string out = "/Root " + entry(trailer, "/Root").unparse();
    if (QPDFObjectHandle info = entry(trailer, "/Info"); info.isIndirect()) out += "/Info " + info.unparse();
    // The first half names the document for ever, the second this state of it: derived, so that the same input gives the same bytes.
    const std::string state = base::sha256_hex(std::string(section) + std::to_string(document_.bytes().size())).substr(0, 32);
    QPDFObjectHandle id = entry(trailer, "/ID");
    const bool has_id = id.isArray() && id.getArrayNItems() == 2 && id.getArrayItem(0).isString();
    out += "/ID[<" + (has_id ? hex_of(id.getArrayItem(0).getStringValue()) : state) + "><" + state + ">]";
    return out + "/Prev " + std::to_string(last_startxref(document_.bytes()));
}

std::string UpdateWriter::finish() {
    const std::string_view file = document_.bytes();
    const bool continues_stream = !file.substr(last_startxref(file)).starts_with("xref");
    std::string out = file.ends_with('\n') || file.ends_with('\r') ? "" : "\n";
    std::vector<Row> rows;
    for (const auto& [id, body] : objects_) {
        rows.push_back({id, file.size() + out.size()});
        written_[id] = rows.back().offset;
        out += std::to_string(id.getObj()) + ' ' + std::to_string(id.getGen()) + " obj\n" + body + "\nendobj\n";
    }
    const std::string entries = trailer_entries(out);
    const std::size_t xref = file.size() + out.size();
    if (!continues_stream) {
        out += xref_table(rows) + "trailer\n<</Size " + std::to_string(next_) + entries + ">>";
    } else {
        const QPDFObjGen id = allocate();
        rows.push_back({id, xref});
        std::string table, index;
        by_subsections(
            rows, [&](int first, std::size_t count) { index += std::to_string(first) + ' ' + std::to_string(count) + ' '; },
            [&](const Row& row) { table += '\1' + big_endian(row.offset, 5) + big_endian(static_cast<std::size_t>(row.id.getGen()), 2); });
        out += std::to_string(id.getObj()) + " 0 obj\n<</Type/XRef/Size " + std::to_string(next_) + "/W[1 5 2]/Index[" + index + "]/Length " +
               std::to_string(table.size()) + entries + ">>\nstream\n" + table + "\nendstream\nendobj";
    }
    return out + "\nstartxref\n" + std::to_string(xref) + "\n%%EOF\n";
}

} // namespace legajo::verify
