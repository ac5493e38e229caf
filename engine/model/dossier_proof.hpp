#pragma once
// A dossier's own word about itself, as read from its manifest, and what was found when it was checked. Plain data; the facts cross the pipe.

#include "base/problem.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace legajo::model {

struct ListedFile { // of the manifest's list `ficheros`
    std::string name, sha256; // name: relative to the folder, or of the attachment
    std::uint64_t bytes = 0;
    bool is_in_folder = false, is_attached = false;
};

struct ListedDocument {
    std::int32_t number = 0;
    bool is_sealed = false;
    std::string file, sha256; // file: as the case names it; sha256 empty: it never could be read
    std::string exhibit_id;
    std::int32_t first_folio = 0, pages = 0;
};

struct FoundFile { std::string name, sha256; std::uint64_t bytes = 0; };

inline constexpr const char* filing_version = "presentacion"; // a folder for the court's platform: no PDF of its own, nothing attached

struct DossierFacts {
    bool is_dossier = false;        // a manifest was found, attached or beside
    bool has_attached_manifest = false, manifests_differ = false;
    std::string reference, version; // version: completa, para-el-juzgado, filing_version
    std::string supplements;        // SHA-256 of the delivered PDF that this one supplements; empty: a dossier of its own
    std::int32_t told_pages = 0, pages = 0, first_folio = 1;
    std::vector<ListedFile> files;
    std::vector<ListedDocument> documents;
    std::vector<FoundFile> attachments; // of the PDF; the manifest among them
    base::Problems problems;
};

struct DossierReport {
    std::string reference, version;
    bool has_folder = false;
    std::int32_t documents = 0, files_checked = 0, attachments_checked = 0;
    base::Problems problems; // verify.dossier_*; empty or remarks only: everything is as the manifest says
};

template <class A> void fields(A& a, ListedFile& f) { a(f.name, f.sha256, f.bytes, f.is_in_folder, f.is_attached); }
template <class A> void fields(A& a, ListedDocument& d) { a(d.number, d.is_sealed, d.file, d.sha256, d.exhibit_id, d.first_folio, d.pages); }
template <class A> void fields(A& a, FoundFile& f) { a(f.name, f.sha256, f.bytes); }
template <class A> void fields(A& a, DossierFacts& f) {
    a(f.is_dossier, f.has_attached_manifest, f.manifests_differ, f.reference, f.version, f.supplements, f.told_pages, f.pages, f.first_folio, f.files, f.documents, f.attachments, f.problems);
}

} // namespace legajo::model
