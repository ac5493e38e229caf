#pragma once
// What comes after a delivered dossier: its numbers and folios never move, so only what is new or changed follows, with numbers and folios that go on.
// Pure.

#include "model/delivery.hpp"
#include "model/dossier.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace legajo::dossier {

struct Change {
    enum class Kind { added, replaced, withdrawn };
    Kind kind = Kind::added;
    model::IndexEntry now;                          // its folio stands once the book is laid out; of a withdrawn document: empty
    std::optional<model::DeliveredDocument> before; // as delivered; absent when added
};

struct Supplement {
    int ordinal = 1;                     // the first, the second ...
    model::DeliveredDossier after;       // the last one delivered; its documents are not looked at
    int first_folio = 1;                 // of this file
    int first_number = 1, first_sealed = 1;
    std::vector<Change> changes;         // documents, then reserved ones, by number; withdrawn ones last
    std::size_t documents = 0, sealed = 0; // how many of the index and of the reserved part are in this file: they stand first there
};

// The numbering that goes on after all that was delivered (of one case and version, oldest first), and which documents are known.
class Delivered {
public:
    explicit Delivered(const std::vector<model::DeliveredDossier>& dossiers);

    // The blank supplement: where numbers and folios go on.
    [[nodiscard]] Supplement next() const;
    // The document as last delivered under this id; null: never. A document that left the reserved part or entered it is another one.
    [[nodiscard]] const model::DeliveredDocument* known(const std::string& exhibit_id) const;
    [[nodiscard]] bool stands(const model::IndexEntry& entry, bool is_sealed) const; // unchanged, by id and hash
    [[nodiscard]] const std::map<std::string, model::DeliveredDocument>& in_force() const { return in_force_; }

private:
    Supplement next_;
    std::map<std::string, model::DeliveredDocument> in_force_;
};

// Where `documents` stands otherwise than in the delivered dossier: "Documento 4", "R1", "—" for the pages at the end; empty: nowhere.
[[nodiscard]] std::string first_moved(const model::DeliveredDossier& delivered, const std::vector<model::IndexEntry>& documents, const std::vector<model::IndexEntry>& sealed, int pages);

} // namespace legajo::dossier
