#include "run/batch_marker.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"

#include <map>

namespace legajo::run {
namespace {

namespace fs = std::filesystem;

constexpr const char* marker_name = "lote.txt";

std::string folder_name(const BatchRequest& request) { return fs::weakly_canonical(request.folder).string(); }

std::map<std::string, std::string> entries_of(const std::string& text) {
    std::map<std::string, std::string> entries;
    for (const std::string_view line : base::split(text, '\n'))
        if (const std::size_t at = line.find('='); at != std::string_view::npos) entries[std::string(line.substr(0, at))] = line.substr(at + 1);
    return entries;
}

// What the dossiers of a run are like; "no" when it makes none.
std::string dossiers_of(const BatchRequest& request) {
    if (!request.makes_dossiers) return "no";
    const DossierWish& wish = request.dossiers;
    return std::string(wish.is_court_safe ? "para-el-juzgado" : "completos") + (wish.recognise_text ? " ocr" : "") + (wish.attaches_originals ? " originales-adjuntos" : "");
}

base::Problem differs(const char* what, const std::string& then, const std::string& now) {
    base::Problem problem{.code = "run.resume_differs", .stage = "run"};
    return problem.with("what", what).with("then", then).with("now", now);
}

} // namespace

void write_marker(const BatchRequest& request) {
    base::write_file_durably(request.output / marker_name, "fecha-control=" + request.control_date.iso() + "\nemitida=" + request.issued_at.iso8601() +
                                                               "\ncarpeta=" + folder_name(request) + "\ndosieres=" + dossiers_of(request) + "\n");
}

base::Problems take_up_marker(BatchRequest& request, bool dates_were_given) {
    std::map<std::string, std::string> marker;
    try {
        marker = entries_of(base::read_file(request.output / marker_name, 65536));
    } catch (const base::Error&) {
    }
    const auto control = base::Date::parse(marker["fecha-control"]);
    const auto issued = base::Instant::parse(marker["emitida"]);
    if (!control || !issued) {
        base::Problem problem{.code = "run.nothing_to_resume", .stage = "run"};
        return {problem.with("folder", request.output.string())};
    }
    base::Problems problems;
    if (dates_were_given && *control != request.control_date) problems.push_back(differs("--as-of", control->iso(), request.control_date.iso()));
    if (marker["carpeta"] != folder_name(request)) problems.push_back(differs("FOLDER", marker["carpeta"], folder_name(request)));
    if (const auto kept = marker.find("dosieres"); kept != marker.end() && kept->second != dossiers_of(request)) problems.push_back(differs("--dossiers", kept->second, dossiers_of(request)));
    request.control_date = *control;
    request.issued_at = *issued;
    return problems;
}

} // namespace legajo::run
