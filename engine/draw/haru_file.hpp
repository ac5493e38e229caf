#pragma once
// libharu as the writer of objects, pages, cross-references and trailer. The only door to it: no HPDF type leaves haru_file.cpp.

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace legajo::draw {

using ObjectNumber = std::uint32_t;

// One PDF in the making. Not thread-safe; any number may live side by side. Every failure of libharu sticks to the document and is thrown
// as Error draw.library at the next call that checks (add_page, write).
class HaruFile {
public:
    // `most_allocations`: from then on libharu gets no memory (tests).
    explicit HaruFile(std::size_t most_allocations = std::numeric_limits<std::size_t>::max());
    ~HaruFile();
    HaruFile(const HaruFile&) = delete;
    HaruFile& operator=(const HaruFile&) = delete;

    // An indirect dictionary; its inside ("/Type/Font...") may come later, once other numbers are known.
    ObjectNumber add_dictionary();
    void set_dictionary(ObjectNumber object, std::string inside);
    // A stream with its dictionary's inside (without /Length). `data` must outlive write().
    ObjectNumber add_stream(std::string inside, std::string_view data);
    ObjectNumber add_owned_stream(std::string inside, std::string data);

    struct PageHandle { ObjectNumber object = 0; std::size_t index = 0; };
    PageHandle add_page();
    // Zlib data, already deflated.
    void set_page_content(std::size_t page, std::string_view deflated);
    // Inside of the dictionary beyond Type, Parent and Contents (MediaBox too); `resources` is the inside of /Resources.
    void set_page_extras(std::size_t page, std::string extras, std::string resources);

    void set_catalog(std::string inside);
    void set_information(std::string inside);
    void set_trailer(std::string inside);

    // The header and the objects added so far, with the offsets of the latter: what other files may begin with. Nothing else is written then.
    [[nodiscard]] std::string write_beginning(std::vector<std::size_t>& offsets);
    // Before anything is added: the file begins with what write_beginning gave. The bytes themselves are not copied; write() gives what follows them.
    void begin_with(std::size_t length, const std::vector<std::size_t>& offsets);
    // This object is written after all others, so that little follows what changes when a signature is put in.
    void write_last(ObjectNumber object);

    // Where the named dictionary's body will stand is known only while writing: its offset in the file, after write().
    [[nodiscard]] std::size_t body_offset(ObjectNumber object) const;
    [[nodiscard]] std::string write(std::size_t size_hint);

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

} // namespace legajo::draw
