// Turns a folder into the list of its case files, looking only at the first bytes of each.
// Entry: find_cases.

#include "run/find_cases.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace legajo::run {
namespace {

namespace fs = std::filesystem;

// The head of a file without NUL bytes, so that UTF-16 can be searched like ASCII.
std::string head_of(const fs::path& file) {
    std::string head(4096, '\0');
    std::ifstream stream(file, std::ios::binary);
    stream.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, stream.gcount())));
    std::erase(head, '\0');
    return head;
}

// The first start tag after declaration, comments and instructions; empty when there is none in the head.
std::string_view root_tag(std::string_view head) {
    for (std::size_t at = head.find('<'); at != std::string_view::npos; at = head.find('<', at)) {
        if (head.substr(at).starts_with("<!--")) {
            at = head.find("-->", at);
        } else if (head.substr(at).starts_with("<?") || head.substr(at).starts_with("<!")) {
            at = head.find('>', at);
        } else {
            return head.substr(at + 1, head.find('>', at) == std::string_view::npos ? std::string_view::npos : head.find('>', at) - at - 1);
        }
    }
    return {};
}

std::string_view local_name(std::string_view tag) {
    const std::string_view name = tag.substr(0, tag.find_first_of(" \t\r\n/>"));
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string attribute(std::string_view tag, std::string_view name) {
    for (std::size_t at = tag.find(name); at != std::string_view::npos; at = tag.find(name, at + 1)) {
        const std::string_view rest = base::trimmed(tag.substr(at + name.size()));
        if (at == 0 || std::string_view(" \t\r\n").find(tag[at - 1]) == std::string_view::npos || !rest.starts_with('=')) continue;
        const std::string_view quoted = base::trimmed(rest.substr(1));
        if (quoted.empty() || (quoted[0] != '"' && quoted[0] != '\'')) continue;
        return std::string(quoted.substr(1, quoted.find(quoted[0], 1) - 1));
    }
    return {};
}

bool is_closed(const fs::directory_entry& folder) {
    std::error_code error;
    return !folder.is_symlink(error) && ::access(folder.path().c_str(), R_OK | X_OK) != 0;
}

} // namespace

FoundCases find_cases(const fs::path& folder) {
    FoundCases found;
    std::error_code error;
    fs::recursive_directory_iterator entries(folder, fs::directory_options::skip_permission_denied, error);
    if (error) throw base::Error("run.folder_unreadable", "run", folder.string());
    for (; entries != fs::recursive_directory_iterator(); entries.increment(error)) {
        if (error) throw base::Error("run.folder_unreadable", "run", folder.string());
        const fs::directory_entry& entry = *entries;
        if (entry.is_directory(error)) {
            if (!is_closed(entry)) continue;
            // Cases that cannot be seen are told as one that failed.
            entries.disable_recursion_pending();
            found.cases.push_back({entry.path(), ""});
            continue;
        }
        if (base::ascii_lower(entry.path().extension().string()) != ".xml") continue;
        // A link to nowhere or a pipe is not read here; reading it as a case tells what is wrong with it.
        const std::string head = entry.is_regular_file(error) ? head_of(entry.path()) : std::string();
        const std::string_view tag = root_tag(head);
        if (!tag.empty() && local_name(tag) != "expediente")
            found.other_xml_files.push_back(entry.path());
        else
            found.cases.push_back({entry.path(), attribute(tag, "referencia")});
    }
    std::ranges::sort(found.cases, {}, &FoundCase::file);
    std::ranges::sort(found.other_xml_files);
    return found;
}

} // namespace legajo::run
