#include "text/font_catalogue.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "text/face_builder.hpp"

#include <algorithm>
#include <array>
#include <mutex>

namespace legajo::text {

namespace {

constexpr std::size_t coverages = 4; // ids per entry; one spare

bool names_serif(std::string_view family) {
    for (std::string_view word : {"Serif", "Gentium", "Charis", "Times", "Garamond", "Book", "Roman"})
        if (family.find(word) != std::string_view::npos) return true;
    return false;
}

} // namespace

struct FontCatalogue::Entry {
    struct Slot {
        std::once_flag once;
        std::unique_ptr<const Face> face;
    };
    std::string family, file, fallback, sha256;
    std::filesystem::path path;
    bool bold = false, italic = false;
    mutable std::array<Slot, coverages> slots;

    const Face& face(Coverage coverage) const {
        Slot& slot = slots[static_cast<std::size_t>(coverage)];
        std::call_once(slot.once, [&] { slot.face = open(coverage); });
        return *slot.face;
    }

private:
    std::unique_ptr<const Face> open(Coverage coverage) const {
        FontFile font{path.string(), {}, names_serif(family), bold, italic};
        try {
            font.bytes = base::read_file(path, std::size_t{64} << 20);
        } catch (const base::Error& error) {
            throw base::Error("font.missing", "text", path.string() + ": " + error.detail());
        }
        if (!sha256.empty() && base::sha256_hex(font.bytes) != sha256)
            throw base::Error("font.changed", "text", path.string() + " is not the file that the catalogue knows (sha256)");
        return build_face(font, coverage);
    }
};

FontCatalogue::FontCatalogue() = default;
FontCatalogue::~FontCatalogue() = default;

std::shared_ptr<const FontCatalogue> FontCatalogue::load(const std::filesystem::path& data_folder) {
    const std::filesystem::path file = data_folder / "fonts" / "catalogue.csv";
    if (!std::filesystem::exists(file)) throw base::Error("font.catalogue_unreadable", "text", file.string());
    const std::string text = base::read_file(file, std::size_t{1} << 20);
    const std::shared_ptr<FontCatalogue> catalogue(new FontCatalogue);
    std::string identity(coverage_version());
    std::size_t line_number = 0;
    for (std::string_view line : base::split(text, '\n')) {
        ++line_number;
        line = base::trimmed(line);
        if (line.empty() || line.front() == '#') continue;
        const auto fail = [&](const std::string& why) {
            throw base::Error("font.catalogue_unreadable", "text", file.string() + ":" + std::to_string(line_number) + ": " + why);
        };
        const std::vector<std::string_view> fields = base::split(line, ';');
        if (fields.size() != 6) fail("six fields expected, separated by ';'");
        const std::string_view cut = base::trimmed(fields[1]);
        if (cut != "regular" && cut != "bold" && cut != "italic" && cut != "bold-italic") fail("unknown cut \"" + std::string(cut) + "\"");
        auto entry = std::make_unique<Entry>();
        entry->family = base::trimmed(fields[0]);
        entry->bold = cut.starts_with("bold");
        entry->italic = cut.ends_with("italic");
        entry->file = base::trimmed(fields[2]);
        entry->path = std::filesystem::path(entry->file).is_absolute() ? std::filesystem::path(entry->file) : file.parent_path() / entry->file;
        entry->fallback = base::trimmed(fields[3]);
        entry->sha256 = base::trimmed(fields[5]);
        if (entry->family.empty() || entry->file.empty()) fail("family and file must not be empty");
        if (catalogue->find(entry->family, entry->bold, entry->italic) && std::any_of(catalogue->entries_.begin(), catalogue->entries_.end(), [&](const auto& other) {
                return other->family == entry->family && other->bold == entry->bold && other->italic == entry->italic;
            }))
            fail("the same cut stands twice");
        identity += '\n';
        identity += line;
        catalogue->entries_.push_back(std::move(entry));
    }
    if (catalogue->entries_.size() > 10000) throw base::Error("font.catalogue_unreadable", "text", file.string() + ": too many lines");
    catalogue->hyphenation_ = std::make_unique<Hyphenation>(data_folder / "fonts" / "hyphenation.csv");
    identity += catalogue->hyphenation_->identity();
    catalogue->hash_ = base::sha256_hex(identity);
    return catalogue;
}

std::optional<FaceId> FontCatalogue::find(std::string_view family, bool bold, bool italic) const {
    std::optional<FaceId> best;
    int best_score = -1;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        const Entry& entry = *entries_[i];
        if (entry.family != family) continue;
        const int score = (entry.bold == bold ? 2 : 0) + (entry.italic == italic ? 2 : 0) + (!entry.bold && !entry.italic ? 1 : 0);
        if (score > best_score) {
            best_score = score;
            best = static_cast<FaceId>(i * coverages);
        }
    }
    return best;
}

std::optional<FaceId> FontCatalogue::fallback_of(FaceId face) const {
    const Entry& entry = *entries_.at(face / coverages);
    if (entry.fallback.empty()) return std::nullopt;
    return find(entry.fallback, entry.bold, entry.italic);
}

FaceId FontCatalogue::with_coverage(FaceId face, Coverage coverage) {
    return static_cast<FaceId>(face / coverages * coverages + static_cast<std::size_t>(coverage));
}

const Face& FontCatalogue::face(FaceId id) const { return entries_.at(id / coverages)->face(static_cast<Coverage>(id % coverages)); }

std::vector<std::string> FontCatalogue::families() const {
    std::vector<std::string> names;
    for (const auto& entry : entries_)
        if (std::find(names.begin(), names.end(), entry->family) == names.end()) names.push_back(entry->family);
    return names;
}

} // namespace legajo::text
