#include "dossier/filing.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace legajo::dossier {

std::string filing_name(FilingNaming naming, int number, int highest, const std::string& description, const std::string& extension) {
    base::check(number >= 0 && number <= highest, "document number");
    std::string digits = std::to_string(number);
    digits.insert(0, std::max<std::size_t>(highest > 99 ? std::to_string(highest).size() : 2, digits.size()) - digits.size(), '0');
    constexpr std::size_t longest = 60;
    const std::string head = naming == FilingNaming::state ? digits + "_" : "Doc" + digits + " - ";
    std::string words = base::file_name_safe(number == 0 && description.empty() ? "indice" : description, longest - head.size() - extension.size() - 1);
    if (naming == FilingNaming::catalonia) words = base::replaced(words, "-", " ");
    return head + words + "." + extension;
}

SizePlan plan_sizes(const std::vector<FilingFile>& files, std::uint64_t limit_bytes) {
    base::check(limit_bytes > 0, "size limit");
    SizePlan plan;
    plan.limit_bytes = limit_bytes;
    std::uint64_t in_sending = 0;
    for (const FilingFile& file : files) {
        plan.total_bytes += file.bytes;
        if (file.bytes > limit_bytes) {
            plan.beyond_limit.push_back(file.number);
            continue;
        }
        if (plan.sendings.empty() || in_sending + file.bytes > limit_bytes) { // in order: a judge reads them so
            plan.sendings.emplace_back();
            in_sending = 0;
        }
        plan.sendings.back().push_back(file.number);
        in_sending += file.bytes;
    }
    plan.is_near_limit = plan.total_bytes >= limit_bytes / 10 * 8;
    return plan;
}

} // namespace legajo::dossier
