#pragma once
// The proof that a finished file for the court holds nothing of what is withheld.

#include "run/dossier_evidence.hpp"

#include <string_view>

namespace legajo::run {

class LeakProof { // one dossier's; references must outlive it
public:
    LeakProof(const DossierJob& job, const DossierEvidence& evidence);

    // Withheld text, files and pages are looked for in the finished bytes. Throws Refused with dossier.leak (hallado, lugar) for each find and
    // dossier.leak_unproved (n) when some of the file could not be searched. Where nothing is withheld there is nothing to prove.
    void of_pdf(std::string_view pdf) const;
    void of_file(int file) const; // an open one
    // The same for a text of ours (CSV, JSON).
    void of_text(std::string_view text) const;

private:
    const DossierJob& job_;
    model::LeakRequest needles_;
};

} // namespace legajo::run
