#pragma once
// The dossier as data: what is bound, in which order, under which numbers. Pages of the finished PDF are counted from 0; a folio is page + 1.

#include "model/exhibit.hpp"
#include "model/pages.hpp"
#include "model/party.hpp"

#include "model/signing.hpp"

namespace legajo::model {

// Bytes [offset, offset + size) of a spool file.
struct FileRange { std::uint64_t offset = 0, size = 0; };

// A run of pages in final order. exhibit -1: our own pages, else index into BindPlan::exhibits.
struct BindPart {
    std::int32_t exhibit = -1;
    std::int32_t first_page = 0, page_count = 0; // within its source
    std::int32_t first_stamp = -1;  // page of the stamps' PDF for the first of these pages, the next for the next; -1: none
    std::int32_t back_to_page = -1; // final page that the stamp leads to (the index); -1: nowhere
};

struct BindOutline { std::string title; std::int32_t page = 0, level = 0; };
struct BindLabel { std::int32_t from_page = 0; std::string prefix; std::int32_t first_number = 1; bool is_roman = false; };
struct BindAttachment { FileRange range; std::string name, mime, description, relationship, modified_iso; }; // relationship: "Source", "Data", "Supplement" ...

// Links of our own pages with the address "legajo:folio:<N>" become jumps to that page.
struct BindPlan {
    std::vector<FileRange> exhibits; // safe PDFs in the spool
    std::vector<BindPart> parts;     // every page of our own PDF stands in exactly one
    std::vector<BindOutline> outline;
    std::vector<BindLabel> labels;
    std::vector<BindAttachment> attachments; // in the spool of originals
    std::string title, author, subject, language, created_iso; // "2026-03-21T10:15:00+01:00"
};

struct BoundDossier {
    std::int32_t pages = 0;
    std::uint64_t size = 0;
    std::optional<SignatureHole> hole; // of the signature field that our own PDF brought along
};

template <class A> void fields(A& a, FileRange& r) { a(r.offset, r.size); }
template <class A> void fields(A& a, BindPart& p) { a(p.exhibit, p.first_page, p.page_count, p.first_stamp, p.back_to_page); }
template <class A> void fields(A& a, BindOutline& o) { a(o.title, o.page, o.level); }
template <class A> void fields(A& a, BindLabel& l) { a(l.from_page, l.prefix, l.first_number, l.is_roman); }
template <class A> void fields(A& a, BindAttachment& f) { a(f.range, f.name, f.mime, f.description, f.relationship, f.modified_iso); }
template <class A> void fields(A& a, BindPlan& p) { a(p.exhibits, p.parts, p.outline, p.labels, p.attachments, p.title, p.author, p.subject, p.language, p.created_iso); }
template <class A> void fields(A& a, SignatureHole& h) { a(h.contents_begin, h.contents_end, h.byte_range_begin, h.byte_range_end); }
template <class A> void fields(A& a, BoundDossier& d) { a(d.pages, d.size, d.hole); }

// One line of the index of exhibits ("índice de documentos").
struct IndexEntry {
    std::int32_t number = 0;      // "Documento n.º 3"
    std::string exhibit_id;       // prueba id; "p5/2" for the second attachment of p5
    std::string kind, description, issuer, language, original_holder, proves, group, file;
    std::optional<Date> date;
    std::int32_t pages = 0, first_folio = 0; // folio of its divider
    std::string sha256;           // of the file as received
    std::vector<ExhibitSignature> signatures;
    std::vector<std::string> remarks; // problem codes of its reading
    bool is_readable = true;      // false: a sheet stands for it
    bool is_sealed = false;       // "NO APORTAR": numbered apart, R1, R2 ...
};

// Why an exhibit is kept apart ("NO APORTAR").
struct Withheld {
    std::string exhibit_id;
    std::string reason; // stable code: "oferta-vinculante", "reserva-negociacion", "reserva-letrado", "reserva-revisar", "durante-negociacion"
    std::string rule;   // "LO 1/2025 art. 9"
};

// A safe PDF as PDF/A-2u or 2b, where that can be said (evidence/archival.hpp).
struct ArchiveRequest {
    std::string title, created_iso; // "2026-03-21T10:15:00+01:00"
    std::string srgb_profile;       // bytes of an ICC profile
};
struct ArchiveReport {
    bool is_archival = false;
    bool is_unicode = false;          // 2u: every letter has its Unicode value; else 2b
    std::vector<std::string> reasons; // why not: "letras", "cmyk", "tintas", "capas", "filtros", "contenido", "perfiles", "tamano", "tramas"
};
template <class A> void fields(A& a, ArchiveRequest& r) { a(r.title, r.created_iso, r.srgb_profile); }
template <class A> void fields(A& a, ArchiveReport& r) { a(r.is_archival, r.is_unicode, r.reasons); }

// What must not be in a file, and what was found of it.
struct LeakRequest {
    std::vector<std::string> phrases;      // names of files, titles, sentences: compared without case, accents, blanks and punctuation; 8 letters or more count
    std::vector<std::string> hashes;       // hex SHA-256 of withheld files
    std::vector<std::string> fingerprints; // Exhibit::fingerprints of withheld exhibits that no admitted one shares
};
struct Leak { std::string needle, place; }; // place: "página 4", "adjunto", "objeto 12"
struct LeakReport { std::vector<Leak> leaks; std::int32_t pages = 0, objects = 0, unreadable_streams = 0; }; // unreadable: pictures and the like, searched only as stored
template <class A> void fields(A& a, LeakRequest& r) { a(r.phrases, r.hashes, r.fingerprints); }
template <class A> void fields(A& a, Leak& l) { a(l.needle, l.place); }
template <class A> void fields(A& a, LeakReport& r) { a(r.leaks, r.pages, r.objects, r.unreadable_streams); }

struct ChronologyEvent {
    Date date;
    std::string kind, description, exhibit_id, proof; // kind: contrato, entrega, factura, vencimiento, pago, comunicacion, promesa, acuerdo, negociacion, incidencia
    std::int32_t lane = 0; // of the drawn time line: 0 contract and invoices, 1 payments, 2 letters and answers, 3 negotiation
};

} // namespace legajo::model
