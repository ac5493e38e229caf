#include "cell/job.hpp"
#include "cell/outside.hpp"
#include "cell/paint.hpp"
#include "cell/probe.hpp"

#include "base/mapped_file.hpp"

#ifdef LEGAJO_CELL_HAS_BIND
#include "bind/bind_dossier.hpp"
#endif
#ifdef LEGAJO_CELL_HAS_EVIDENCE
#include "evidence/archival.hpp"
#include "evidence/leak_check.hpp"
#include "evidence/read_exhibit.hpp"
#endif
#ifdef LEGAJO_CELL_HAS_MAIL
#include "mail/write_message.hpp"
#endif
#ifdef LEGAJO_CELL_HAS_VERIFY
#include "run/verify_wire.hpp"
#include "verify/dossier_facts.hpp"
#include "verify/xml_signature.hpp"
#endif

namespace legajo::cell {
namespace {

void need_descriptors(std::span<const int> descriptors, std::size_t count) {
    if (descriptors.size() != count) throw base::Error("wire.malformed", "cell", "descriptors");
}

#ifdef LEGAJO_CELL_HAS_EVIDENCE
// Descriptors: the file, the safe PDF to be, the attachments to be.
run::CellAnswer read_evidence(std::string_view payload, std::span<const int> descriptors) {
    need_descriptors(descriptors, 3);
    return answer(evidence::read_exhibit(base::from_wire<model::ExhibitRequest>(payload), descriptors[0], descriptors[1], descriptors[2]));
}
// Descriptor: the finished PDF.
run::CellAnswer find_leaks(std::string_view payload, std::span<const int> descriptors) {
    need_descriptors(descriptors, 1);
    const base::MappedFile file(descriptors[0]);
    return answer(evidence::find_leaks(file.view(), base::from_wire<model::LeakRequest>(payload)));
}
// Descriptors: a safe PDF, its archival copy to be.
run::CellAnswer make_archival(std::string_view payload, std::span<const int> descriptors) {
    need_descriptors(descriptors, 2);
    return answer(evidence::make_archival(base::from_wire<model::ArchiveRequest>(payload), descriptors[0], descriptors[1]));
}
void prepare_evidence(std::string_view payload) { evidence::prepare(base::from_wire<model::ExhibitRequest>(payload)); }
#endif

#ifdef LEGAJO_CELL_HAS_BIND
// Descriptors: our own pages, the stamps, the spool of safe PDFs, the spool of originals, the dossier to be.
run::CellAnswer bind_dossier(std::string_view payload, std::span<const int> descriptors) {
    need_descriptors(descriptors, 5);
    const bind::BindFiles files{descriptors[0], descriptors[1], descriptors[2], descriptors[3], descriptors[4]};
    return answer(bind::bind_dossier(base::from_wire<model::BindPlan>(payload), files));
}
#endif

#ifdef LEGAJO_CELL_HAS_MAIL
run::CellAnswer write_mail(std::string_view payload, std::span<const int> descriptors) {
    need_descriptors(descriptors, 0);
    return answer(mail::write_message(base::from_wire<mail::Message>(payload)));
}
#endif

#ifdef LEGAJO_CELL_HAS_VERIFY
// Descriptor: the whole PDF.
run::CellAnswer verify_file(std::string_view payload, std::span<const int> descriptors) {
    need_descriptors(descriptors, 1);
    const base::MappedFile file(descriptors[0]);
    const auto options = base::from_wire<verify::VerifyOptions>(payload);
    const std::size_t start = file.view().substr(0, 64).find_first_not_of("\xEF\xBB\xBF \t\r\n");
    const bool is_xml = start != std::string_view::npos && file.view()[start] == '<';
    return answer(is_xml ? verify::verify_xml(file.view(), options) : verify::verify_pdf(file.view(), options));
}
// Descriptors: the PDF, the manifest beside it; either may be empty.
run::CellAnswer read_dossier_facts(std::string_view, std::span<const int> descriptors) {
    need_descriptors(descriptors, 2);
    const base::MappedFile pdf(descriptors[0]), beside(descriptors[1]);
    return answer(base::Result<model::DossierFacts>(verify::dossier_facts(pdf.view(), beside.view())));
}
run::CellAnswer prepare_signature(std::string_view payload, std::span<const int> descriptors) {
    need_descriptors(descriptors, 1);
    const base::MappedFile file(descriptors[0]);
    return answer(verify::prepare_signature(file.view(), base::from_wire<verify::SignatureWish>(payload)));
}
run::CellAnswer prepare_timestamp(std::string_view payload, std::span<const int> descriptors) {
    need_descriptors(descriptors, 1);
    const base::MappedFile file(descriptors[0]);
    return answer(verify::prepare_document_timestamp(file.view(), base::from_wire<std::uint64_t>(payload)));
}
run::CellAnswer add_validation_data(std::string_view payload, std::span<const int> descriptors) {
    need_descriptors(descriptors, 1);
    const base::MappedFile file(descriptors[0]);
    return answer(verify::add_validation_data(file.view(), base::from_wire<model::ValidationData>(payload)));
}
#endif

} // namespace

const std::map<std::string, Job, std::less<>>& jobs() {
    static const std::map<std::string, Job, std::less<>> table = {
        {"probe", {probe, {}, Profile::strict}},
        {"office", {convert_office, prepare_office, Profile::program}},
        {"repair", {repair_pdf, prepare_repair, Profile::program}},
#ifdef LEGAJO_CELL_HAS_EVIDENCE
        {"leak-check", {find_leaks, {}, Profile::strict}},
        {"paint", {paint_pages, prepare_paint, Profile::program}},
        {"archive", {make_archival, {}, Profile::strict}},
        {"evidence", {read_evidence, prepare_evidence, Profile::strict}},
#endif
#ifdef LEGAJO_CELL_HAS_BIND
        {"bind", {bind_dossier, {}, Profile::strict}},
#endif
#ifdef LEGAJO_CELL_HAS_MAIL
        {"mail", {write_mail, {}, Profile::strict}},
#endif
#ifdef LEGAJO_CELL_HAS_VERIFY
        {"verify", {verify_file, {}, Profile::strict}},
        {"dossier-facts", {read_dossier_facts, {}, Profile::strict}},
        {"prepare-signature", {prepare_signature, {}, Profile::strict}},
        {"prepare-timestamp", {prepare_timestamp, {}, Profile::strict}},
        {"add-validation-data", {add_validation_data, {}, Profile::strict}},
#endif
    };
    return table;
}

} // namespace legajo::cell
