#include "cell/job.hpp"
#include "cell/probe.hpp"

#ifdef LEGAJO_CELL_HAS_EVIDENCE
#include "evidence/read_exhibit.hpp"
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
void prepare_evidence(std::string_view payload) { evidence::prepare(base::from_wire<model::ExhibitRequest>(payload)); }
#endif

} // namespace

const std::map<std::string, Job, std::less<>>& jobs() {
    static const std::map<std::string, Job, std::less<>> table = {
        {"probe", {probe, {}, Profile::strict}},
#ifdef LEGAJO_CELL_HAS_EVIDENCE
        {"evidence", {read_evidence, prepare_evidence, Profile::strict}},
#endif
    };
    return table;
}

} // namespace legajo::cell
