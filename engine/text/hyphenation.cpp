#include "text/hyphenation.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

#include <hyphen.h>
#include <unicode/uchar.h>

#include <charconv>
#include <cstdlib>
#include <mutex>

namespace legajo::text {

namespace {

constexpr std::size_t longest_divided = 100; // letters; nothing longer is a word

struct DictionaryFree {
    void operator()(HyphenDict* dictionary) const { hnj_hyphen_free(dictionary); }
};

struct Letters { // lower case, with the byte where each began
    std::vector<char32_t> lower;
    std::vector<std::uint32_t> bytes;
};

// The one run of letters in the word; empty when the word should stay whole.
Letters divisible_letters(std::string_view text) {
    Letters letters;
    bool ended = false, only_first_is_capital = true, any_small = false;
    std::size_t next = 0;
    for (const char32_t letter : base::code_points(text)) {
        const std::size_t start = next;
        next += base::utf8(letter).size();
        const auto code_point = static_cast<UChar32>(letter);
        if (code_point == 0xFFFD || u_isdigit(code_point) || code_point == '@' || code_point == '/' || code_point == '_' || code_point == '\\') return {};
        if (!u_isalpha(code_point)) {
            if (!letters.lower.empty()) ended = true;
            if (ended && (code_point == '.' || code_point == '-' || code_point == '\'')) // inner dots and dashes: e-mail, initials, compounds
                if (next < text.size() && u_isalpha(static_cast<unsigned char>(text[next]))) return {};
            continue;
        }
        if (ended) return {};
        if (u_isupper(code_point)) {
            if (!letters.lower.empty()) only_first_is_capital = false;
        } else {
            any_small = true;
        }
        letters.lower.push_back(static_cast<char32_t>(u_tolower(code_point)));
        letters.bytes.push_back(static_cast<std::uint32_t>(start));
        if (letters.lower.size() > longest_divided) return {};
    }
    if (letters.lower.size() < 5 || !only_first_is_capital || !any_small) return {};
    return letters;
}

int whole_number(std::string_view text, int fallback) {
    int value = fallback;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

} // namespace

struct Hyphenation::Dictionary {
    std::string language, file, sha256;
    int before = 2, after = 2;
    mutable std::once_flag once;
    mutable std::unique_ptr<HyphenDict, DictionaryFree> patterns;

    HyphenDict* open() const {
        std::call_once(once, [&] {
            std::string bytes;
            try {
                bytes = base::read_file(file, std::size_t{8} << 20);
            } catch (const base::Error& error) {
                throw base::Error("font.missing", "text", file + ": " + error.detail());
            }
            if (!sha256.empty() && base::sha256_hex(bytes) != sha256)
                throw base::Error("font.changed", "text", file + " is not the file that the catalogue knows (sha256)");
            patterns.reset(hnj_hyphen_load(file.c_str()));
            if (!patterns) throw base::Error("font.unusable", "text", file + ": not a pattern file");
        });
        return patterns.get();
    }
};

Hyphenation::Hyphenation(const std::filesystem::path& file) : identity_(base::read_file(file, std::size_t{1} << 20)) {
    for (std::string_view line : base::split(identity_, '\n')) {
        line = base::trimmed(line);
        if (line.empty() || line.front() == '#') continue;
        const std::vector<std::string_view> fields = base::split(line, ';');
        if (fields.size() != 5) throw base::Error("font.catalogue_unreadable", "text", file.string() + ": five fields expected in \"" + std::string(line) + "\"");
        auto dictionary = std::make_unique<Dictionary>();
        dictionary->language = base::trimmed(fields[0]);
        dictionary->file = base::trimmed(fields[1]);
        if (!std::filesystem::path(dictionary->file).is_absolute()) dictionary->file = (file.parent_path() / dictionary->file).string();
        dictionary->before = std::max(2, whole_number(base::trimmed(fields[2]), 2));
        dictionary->after = std::max(2, whole_number(base::trimmed(fields[3]), 2));
        dictionary->sha256 = base::trimmed(fields[4]);
        dictionaries_.push_back(std::move(dictionary));
    }
}

Hyphenation::~Hyphenation() = default;

int Hyphenation::language_index(std::string_view bcp47) const {
    const std::string_view primary = bcp47.substr(0, bcp47.find('-'));
    for (std::size_t i = 0; i < dictionaries_.size(); ++i)
        if (dictionaries_[i]->language == bcp47 || dictionaries_[i]->language == primary) return static_cast<int>(i);
    return -1;
}

std::vector<std::uint32_t> Hyphenation::points(int language, std::string_view text) const {
    if (language < 0) return {};
    const Dictionary& dictionary = *dictionaries_.at(static_cast<std::size_t>(language));
    const Letters letters = divisible_letters(text);
    if (letters.lower.empty()) return {};
    HyphenDict* patterns = dictionary.open();

    std::string word; // in the dictionary's own encoding
    for (const char32_t letter : letters.lower) {
        if (patterns->utf8) word += base::utf8(letter);
        else if (letter <= 0xFF) word += static_cast<char>(letter);
        else return {};
    }
    std::vector<char> marks(word.size() + 5, 0);
    char** replacements = nullptr;
    int* positions = nullptr;
    int* cuts = nullptr;
    const int failed = hnj_hyphen_hyphenate3(patterns, word.data(), static_cast<int>(word.size()), marks.data(), nullptr, &replacements, &positions, &cuts,
                                             dictionary.before, dictionary.after, dictionary.before, dictionary.after);
    const std::size_t count = letters.lower.size();
    std::vector<std::uint32_t> points;
    for (std::size_t i = 0; !failed && i + 1 < count; ++i) {
        const bool changes_spelling = replacements != nullptr && replacements[i] != nullptr; // Catalan l·l: leave whole rather than respell
        const bool leaves_enough = i + 1 >= static_cast<std::size_t>(dictionary.before) && count - i - 1 >= static_cast<std::size_t>(dictionary.after);
        if ((marks[i] & 1) != 0 && !changes_spelling && leaves_enough) points.push_back(letters.bytes[i + 1]);
    }
    if (replacements != nullptr)
        for (std::size_t i = 0; i < word.size(); ++i) std::free(replacements[i]);
    std::free(replacements);
    std::free(positions);
    std::free(cuts);
    return points;
}

} // namespace legajo::text
