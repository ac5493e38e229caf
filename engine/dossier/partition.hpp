#pragma once
// What may go to a court and what stays sealed ("NO APORTAR"). Pure; when in doubt it is withheld.
// LO 1/2025 arts. 9 and 17: what is said in a negotiation is confidential, a binding offer too; lawyers' correspondence: Estatuto General de la
// Abogacía art. 23. Proof that the negotiation was asked for, and its date, parties and object, may be shown (art. 9.2, LEC 264.4).

#include "model/case.hpp"
#include "model/dossier.hpp"

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace legajo::dossier {

struct Partition {
    std::vector<std::string> admitted;      // exhibit ids, in the order of the case
    std::vector<model::Withheld> withheld;
};

// `cleared`: ids that a person has looked at and allowed; clears the date and "revisar" rules only, never an offer or a lawyer's letter.
[[nodiscard]] Partition partition_evidence(const model::Case& data, const std::set<std::string, std::less<>>& cleared = {});

// What of the withheld must be found nowhere in a court-safe file: descriptions, file names, contents of confidential communications, hashes, and
// the fingerprints that no admitted exhibit shares.
struct KnownExhibit { std::string id, file, sha256; std::vector<std::string> fingerprints; };
[[nodiscard]] model::LeakRequest leaks_to_look_for(const model::Case& data, const Partition& partition, const std::vector<KnownExhibit>& exhibits);

} // namespace legajo::dossier
