#pragma once
// One update section of a PDF as text: changed and new objects, cross-reference, trailer. Internal to verify/.

#include "verify/document.hpp"

#include <map>
#include <string>
#include <string_view>

namespace legajo::verify {

// A dictionary's text with some entries set (a value in PDF syntax) or, with an empty value, left out.
[[nodiscard]] std::string dictionary_with(QPDFObjectHandle dictionary, const std::map<std::string, std::string>& changes);
[[nodiscard]] std::string array_with(QPDFObjectHandle array, const std::string& more);
[[nodiscard]] std::string reference(QPDFObjGen id);
[[nodiscard]] std::string pdf_text_string(std::string_view utf8); // UTF-16BE in hex when it is not ASCII
[[nodiscard]] std::string hex_of(std::string_view bytes);

class UpdateWriter {
public:
    explicit UpdateWriter(Document& document);
    [[nodiscard]] QPDFObjGen allocate() { return QPDFObjGen(next_++, 0); }
    void put(QPDFObjGen id, std::string body) { objects_[id] = std::move(body); }
    [[nodiscard]] QPDFObjGen add(std::string body);
    [[nodiscard]] QPDFObjGen add_stream(std::string_view data);
    // The section, to be appended to the file. Its cross-reference is of the kind the file ends with.
    [[nodiscard]] std::string finish();
    // After finish: where an object of this section stands in the whole file.
    [[nodiscard]] std::size_t written_at(QPDFObjGen id) const { return written_.at(id); }

private:
    [[nodiscard]] std::string trailer_entries(std::string_view section);
    Document& document_;
    int next_ = 1;
    std::map<QPDFObjGen, std::string> objects_;
    std::map<QPDFObjGen, std::size_t> written_;
};

} // namespace legajo::verify
