#pragma once
// How verify/'s questions and answers cross the pipe to the cell. Only the plain structs of its headers are used here.

#include "base/wire.hpp"
#include "model/dossier.hpp"
#include "verify/increment.hpp"
#include "verify/verify.hpp"

namespace legajo::model {

template <class A> void fields(A& a, ValidationData& d) { a(d.certificates, d.crls, d.ocsp_responses); }

constexpr PadesLevel wire_last(PadesLevel) { return PadesLevel::b_lta; }
constexpr SignatureKind wire_last(SignatureKind) { return SignatureKind::document_timestamp; }
constexpr Trust wire_last(Trust) { return Trust::no_anchors; }
constexpr Revocation wire_last(Revocation) { return Revocation::unknown; }
constexpr ChangeKind wire_last(ChangeKind) { return ChangeKind::other; }
constexpr Verdict wire_last(Verdict) { return Verdict::invalid; }

template <class A> void fields(A& a, Change& c) { a(c.kind, c.where); }
template <class A> void fields(A& a, CertificateFacts& f) { a(f.subject, f.common_name, f.issuer, f.serial_hex, f.sha256_hex, f.not_before, f.not_after, f.key); }
template <class A> void fields(A& a, TimestampReport& t) { a(t.intact, t.time, t.authority, t.chain, t.trust, t.revocation); }
template <class A> void fields(A& a, SignatureReport& s) {
    a(s.field, s.kind, s.sub_filter, s.verdict, s.problems, s.intact, s.signer, s.chain, s.claimed_time, s.claimed_name, s.reason, s.location, s.timestamp, s.level);
    a(s.covered_until, s.covers_whole_file, s.revision, s.changes_after, s.changes_allowed, s.certification_level, s.trust, s.trust_reason, s.revocation, s.judged_at);
}
template <class A> void fields(A& a, VerifyReport& r) { a(r.size, r.revisions, r.signatures, r.empty_fields, r.problems); }

} // namespace legajo::model

namespace legajo::verify {

template <class A> void fields(A& a, VerifyOptions& o) { a(o.anchors_pem, o.at, o.password); }
template <class A> void fields(A& a, SignatureWish& w) { a(w.signature_bytes, w.issued_at, w.name, w.reason, w.location, w.field, w.certification_level); }
template <class A> void fields(A& a, Increment& i) { a(i.appended, i.hole, i.field); }

} // namespace legajo::verify
