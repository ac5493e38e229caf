#pragma once
// The fonts a style may name (fonts/catalogue.csv), each cut down once to the letters we need and prepared for embedding.
// Immutable after load and shared by all threads; faces are read lazily, once, on first use.

#include "text/face.hpp"
#include "text/hyphenation.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace legajo::text {

// How much of a font file a face carries. A word that the core lacks is set whole in the wide face, so that it is kerned in one piece.
enum class Coverage : std::uint8_t { core, wide, small_caps };

// entry of the catalogue * 4 + Coverage
using FaceId = std::uint16_t;

class FontCatalogue {
public:
    // Reads <data_folder>/fonts/catalogue.csv; font files are opened on first use.
    // Throws Error font.catalogue_unreadable (with the line), later font.missing, font.changed, font.unusable.
    static std::shared_ptr<const FontCatalogue> load(const std::filesystem::path& data_folder);
    ~FontCatalogue();
    FontCatalogue(const FontCatalogue&) = delete;
    FontCatalogue& operator=(const FontCatalogue&) = delete;

    // Core face of the family in this cut; when the cut is absent, the regular one. nullopt: no such family.
    [[nodiscard]] std::optional<FaceId> find(std::string_view family, bool bold, bool italic) const;
    // Same cut of the family that stands in for this one; nullopt at the end of the chain.
    [[nodiscard]] std::optional<FaceId> fallback_of(FaceId face) const;
    [[nodiscard]] static FaceId with_coverage(FaceId face, Coverage coverage);

    [[nodiscard]] const Face& face(FaceId id) const;
    [[nodiscard]] const Hyphenation& hyphenation() const { return *hyphenation_; }
    [[nodiscard]] std::vector<std::string> families() const;
    // SHA-256 over the catalogue's lines and coverage sets: equal hashes draw equal pages. For dumps and the register.
    [[nodiscard]] const std::string& hash() const { return hash_; }

private:
    struct Entry;
    FontCatalogue();
    std::vector<std::unique_ptr<Entry>> entries_;
    std::unique_ptr<const Hyphenation> hyphenation_;
    std::string hash_;
};

} // namespace legajo::text
