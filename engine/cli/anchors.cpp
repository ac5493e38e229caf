#include "cli/anchors.hpp"

#include "base/files.hpp"

namespace legajo::cli {

base::Result<std::vector<std::string>> read_anchors(const std::vector<std::string>& files) {
    std::vector<std::string> anchors;
    for (const std::string& file : files) {
        anchors.push_back(base::read_file(file, std::size_t{16} << 20));
        if (anchors.back().find("-----BEGIN ") != std::string::npos) continue;
        base::Problem problem{.code = "cli.no_certificate", .stage = "cli", .place = {.file = file}};
        return problem;
    }
    return anchors;
}

} // namespace legajo::cli
