#pragma once
// One evidence file as the cell read it: what it is, what was found in it, and what it became. Crosses the pipe (fields() below).
// Every text comes from foreign bytes: valid UTF-8 without control characters (the pipe's parent side checks), but never trusted.

#include "model/document.hpp"

#include <cstdint>

namespace legajo::model {

// By content, never by the file's name.
enum class ExhibitKind { unknown, pdf, jpeg, png, tiff, webp, gif, heif, bmp, pnm, email, text, html, facturae, xml, office };
constexpr ExhibitKind wire_last(ExhibitKind) { return ExhibitKind::office; }

// What the cell made of it: a safe PDF; a Document for our own layout (text, mail, invoice); or nothing: a sheet will say why.
enum class ExhibitForm { sheet, pages, document };
constexpr ExhibitForm wire_last(ExhibitForm) { return ExhibitForm::document; }

enum class SignatureState { not_checked, valid, untrusted, broken };
constexpr SignatureState wire_last(SignatureState) { return SignatureState::broken; }

struct ExhibitSignature { // found inside the evidence; normalising breaks it, so the untouched original travels too
    std::string signer, time_iso, format; // format: "PDF" (as found), "PAdES", "sello de tiempo", "XAdES"
    std::string reason;                   // problem code of a broken one
    SignatureState state = SignatureState::not_checked;
    bool covers_whole_file = false;
    bool is_time_proved = false;          // by a time-stamp; else the signer's own word
};

struct MailSummary { std::string from, to, cc, date_iso, subject, message_id; };

struct InvoiceLine { std::string description, quantity, unit_price, amount; };
struct FoundTax { std::string kind, rate, base, quota; };
struct FoundParty {
    std::string name, tax_id, street, postal_code, town, province, country;
    std::string dir3_office, dir3_body, dir3_unit; // public bodies
    bool is_natural_person = false;
};
struct FoundInvoice { // an electronic invoice as it stands in the file; amounts and dates are its own texts
    std::string format;  // "Facturae 3.2.2"
    std::string number, issued, due, currency, base, taxes_total, withheld_total, total, iban;
    std::string class_code; // OO original, OR corrective, ...
    std::string corrects, correction_method; // number of the invoice it corrects; 01 in full, 02 by differences, 03 and 04 discounts and the like
    std::string operation_date, period_from, period_to, paid_on_account;
    std::int32_t instalments = 0;            // due days; `due` is the last
    FoundParty seller, buyer;
    std::vector<FoundTax> taxes;
    std::vector<InvoiceLine> lines;
};

// An attachment of a mail: an exhibit of its own, [offset, offset + size) of the descriptor that collects them.
struct FoundAttachment { std::string name, mime; std::uint64_t offset = 0, size = 0; };

struct Exhibit {
    ExhibitKind kind = ExhibitKind::unknown;
    ExhibitForm form = ExhibitForm::sheet;
    std::uint64_t bytes = 0;     // of the file as received
    std::string sha256;          // hex, of the file as received
    std::int32_t pages = 0;      // of the safe PDF
    std::int32_t pages_without_text = 0; // scans: candidates for --ocr
    bool has_recognised_text = false;    // OCR ran
    std::vector<ExhibitSignature> signatures;
    std::optional<MailSummary> mail;
    std::vector<FoundInvoice> invoices;
    std::vector<FoundAttachment> attachments;
    std::vector<std::string> fingerprints; // hex SHA-256 of the content streams and images of the safe PDF, for the leak check
    Document document;           // when form is document
};

// What the cell is asked.
struct ExhibitRequest {
    std::string name;            // as the case names the file; used in problems and to report a wrong extension
    bool recognise_text = false; // OCR
    std::string ocr_languages = "spa";
    std::uint32_t ocr_seconds = 900; // of CPU for one file; pages beyond it stay without text, and that is said
    bool take_fingerprints = false; // of what must not be in another file (see leak check)
    std::uint64_t page_limit = 20'000, pixel_limit = 100'000'000, stream_limit = std::uint64_t{256} << 20; // bytes of one expanded stream
};

template <class A> void fields(A& a, ExhibitSignature& s) { a(s.signer, s.time_iso, s.format, s.reason, s.state, s.covers_whole_file, s.is_time_proved); }
template <class A> void fields(A& a, MailSummary& m) { a(m.from, m.to, m.cc, m.date_iso, m.subject, m.message_id); }
template <class A> void fields(A& a, InvoiceLine& l) { a(l.description, l.quantity, l.unit_price, l.amount); }
template <class A> void fields(A& a, FoundTax& t) { a(t.kind, t.rate, t.base, t.quota); }
template <class A> void fields(A& a, FoundParty& p) { a(p.name, p.tax_id, p.street, p.postal_code, p.town, p.province, p.country, p.dir3_office, p.dir3_body, p.dir3_unit, p.is_natural_person); }
template <class A> void fields(A& a, FoundInvoice& i) {
    a(i.format, i.number, i.issued, i.due, i.currency, i.base, i.taxes_total, i.withheld_total, i.total, i.iban, i.class_code, i.corrects, i.correction_method, i.operation_date, i.period_from, i.period_to,
      i.paid_on_account, i.instalments, i.seller, i.buyer, i.taxes, i.lines);
}
template <class A> void fields(A& a, FoundAttachment& f) { a(f.name, f.mime, f.offset, f.size); }
template <class A> void fields(A& a, Exhibit& e) {
    a(e.kind, e.form, e.bytes, e.sha256, e.pages, e.pages_without_text, e.has_recognised_text, e.signatures, e.mail, e.invoices, e.attachments, e.fingerprints, e.document);
}
template <class A> void fields(A& a, ExhibitRequest& r) {
    a(r.name, r.recognise_text, r.ocr_languages, r.ocr_seconds, r.take_fingerprints, r.page_limit, r.pixel_limit, r.stream_limit);
}

// A Document, whole.
constexpr Emphasis wire_last(Emphasis) { return Emphasis::strong_em; }
constexpr CellAlign wire_last(CellAlign) { return CellAlign::decimal; }
template <class A> void fields(A& a, Run& r) { a(r.text, r.emphasis, r.link, r.language); }
template <class A> void fields(A& a, Paragraph& p) { a(p.style, p.text, p.clause); }
template <class A> void fields(A& a, Heading& h) { a(h.level, h.text, h.style, h.clause); }
template <class A> void fields(A& a, ListItem& i) { a(i.blocks); }
template <class A> void fields(A& a, List& l) { a(l.ordered, l.items, l.style); }
template <class A> void fields(A& a, Cell& c) { a(c.text, c.align, c.is_header, c.column_span); }
template <class A> void fields(A& a, Row& r) { a(r.cells, r.is_total); }
template <class A> void fields(A& a, Table& t) { a(t.head, t.body, t.foot, t.style, t.caption, t.widths, t.keep_together); }
constexpr Figure::Kind wire_last(Figure::Kind) { return Figure::Kind::image; }
template <class A> void fields(A& a, Figure::Part& p) { a(p.label, p.value, p.text); }
template <class A> void fields(A& a, Figure::Mark& m) { a(m.date_iso, m.label, m.lane); }
template <class A> void fields(A& a, Figure& f) { a(f.kind, f.alternate, f.style, f.modules, f.parts, f.marks, f.file); }
template <class A> void fields(A& a, SignatureBlock& s) { a(s.closing, s.name, s.role, s.organisation); }
template <class A> void fields(A&, PageBreak&) {}
template <class A> void fields(A& a, Spacer& s) { a(s.style); }
template <class A> void fields(A& a, Block& b) { a(b.content, b.keep_with_next); }
template <class A> void fields(A& a, LetterFrame& f) {
    a(f.sender, f.addressee, f.reference_lines, f.place_and_date, f.subject, f.footer);
}
template <class A> void fields(A& a, Document& d) {
    a(d.title, d.language, d.author, d.reference, d.frame, d.blocks, d.is_draft, d.page_label_format, d.clauses);
}

} // namespace legajo::model
