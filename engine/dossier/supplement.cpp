#include "dossier/supplement.hpp"

#include <algorithm>
#include <set>

namespace legajo::dossier {
namespace {

bool is_before(const model::DeliveredDocument& a, const model::DeliveredDocument& b) { return a.is_sealed != b.is_sealed ? b.is_sealed : a.number < b.number; }

} // namespace

Delivered::Delivered(const std::vector<model::DeliveredDossier>& dossiers) {
    std::set<int> files; // by first folio: the same file handed to two people, or signed twice, counts once
    for (const model::DeliveredDossier& dossier : dossiers) {
        if (!files.insert(dossier.first_folio).second) continue;
        next_.after = dossier;
        next_.first_folio = std::max(next_.first_folio, dossier.first_folio + dossier.pages);
        for (const model::DeliveredDocument& document : dossier.documents) {
            int& next_number = document.is_sealed ? next_.first_sealed : next_.first_number;
            next_number = std::max(next_number, document.number + 1);
            in_force_[document.exhibit_id] = document;
        }
    }
    next_.after.documents.clear();
    next_.ordinal = static_cast<int>(files.size());
}

Supplement Delivered::next() const { return next_; }

const model::DeliveredDocument* Delivered::known(const std::string& exhibit_id) const {
    const auto found = in_force_.find(exhibit_id);
    return found == in_force_.end() ? nullptr : &found->second;
}

bool Delivered::stands(const model::IndexEntry& entry, bool is_sealed) const {
    const model::DeliveredDocument* before = known(entry.exhibit_id);
    return before && before->is_sealed == is_sealed && before->sha256 == entry.sha256;
}

std::string first_moved(const model::DeliveredDossier& delivered, const std::vector<model::IndexEntry>& documents, const std::vector<model::IndexEntry>& sealed, int pages) {
    std::vector<model::DeliveredDocument> now;
    for (const auto* list : {&documents, &sealed})
        for (const model::IndexEntry& entry : *list) now.push_back({entry.number, list == &sealed, entry.exhibit_id, entry.file, entry.sha256, entry.first_folio, entry.pages});
    std::vector<model::DeliveredDocument> before = delivered.documents;
    std::ranges::stable_sort(before, is_before);
    std::ranges::stable_sort(now, is_before);
    for (std::size_t i = 0; i < std::max(before.size(), now.size()); ++i) {
        const auto& named = i < before.size() ? before[i] : now[i];
        const bool stands = i < before.size() && i < now.size() && before[i].number == now[i].number && before[i].is_sealed == now[i].is_sealed && before[i].exhibit_id == now[i].exhibit_id &&
                            before[i].sha256 == now[i].sha256 && before[i].first_folio == now[i].first_folio;
        if (!stands) return (named.is_sealed ? "R" : "") + std::to_string(named.number);
    }
    return pages == delivered.pages ? "" : "—";
}

} // namespace legajo::dossier
