#pragma once
// Where words of a language may be divided (libhyphen). Dictionaries are read once, on first use, and then only read: any thread may ask.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace legajo::text {

class Hyphenation {
public:
    // fonts/hyphenation.csv. Throws Error font.catalogue_unreadable.
    explicit Hyphenation(const std::filesystem::path& file);
    ~Hyphenation();
    Hyphenation(const Hyphenation&) = delete;
    Hyphenation& operator=(const Hyphenation&) = delete;

    // -1 when the language has no dictionary (Basque has none): its words are not divided. "es-MX" finds "es".
    [[nodiscard]] int language_index(std::string_view bcp47) const;
    // Bytes in `text` before which a hyphen may fall. Only the first run of letters is divided; words with digits, with inner capitals or
    // made of capitals, and words shorter than five letters are not. Throws Error font.missing, font.changed.
    [[nodiscard]] std::vector<std::uint32_t> points(int language, std::string_view text) const;
    [[nodiscard]] const std::string& identity() const { return identity_; }

private:
    struct Dictionary;
    std::vector<std::unique_ptr<Dictionary>> dictionaries_;
    std::string identity_;
};

} // namespace legajo::text
