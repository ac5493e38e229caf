#include "dossier/filing.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace legajo::dossier {
namespace {

// At most `longest`, cut between words where that keeps most of it.
std::string cut(std::string text, std::size_t longest) {
    if (text.size() > longest) {
        const bool is_between = text[longest] == '-' || text[longest] == '_';
        text.resize(longest);
        if (const std::size_t word = text.rfind('-'); !is_between && word != std::string::npos && word > longest / 2) text.resize(word);
    }
    while (text.ends_with('-') || text.ends_with('_')) text.pop_back();
    return text;
}

// "factura_2026-113": the class, then what tells this one apart.
std::string classed(const std::string& kind, const std::string& description, std::size_t longest) {
    constexpr std::size_t whole = 4'000;
    const std::string words = base::file_name_safe(description, whole), group = kind.empty() ? "" : base::file_name_safe(kind, whole);
    if (group.empty() || words == group) return cut(words, longest);
    if (words.starts_with(group + "-")) return cut(group + "_" + words.substr(group.size() + 1), longest);
    return cut(description.empty() ? group : group + "_" + words, longest);
}

} // namespace

std::string filing_name(FilingNaming naming, int number, int highest, const std::string& kind, const std::string& description) {
    base::check(number >= 0 && number <= highest, "document number");
    constexpr std::size_t longest = 60;
    constexpr std::string_view extension = ".pdf";
    std::string digits = std::to_string(number);
    digits.insert(0, std::max<std::size_t>(highest > 99 ? std::to_string(highest).size() : 2, digits.size()) - digits.size(), '0');
    const std::string head = naming == FilingNaming::state ? digits + "_" : "Doc" + digits + " - ";
    const std::size_t room = longest - head.size() - extension.size();
    std::string words = number == 0 ? "indice" : classed(kind, description, room);
    if (naming == FilingNaming::catalonia) words = base::replaced(base::replaced(words, "-", " "), "_", " ");
    return head + words + std::string(extension);
}

SizePlan plan_sizes(std::vector<FilingDocument>& documents, std::uint64_t limit_bytes) {
    base::check(limit_bytes > 0, "size limit");
    SizePlan plan;
    plan.limit_bytes = limit_bytes;
    std::uint64_t in_sending = 0;
    for (FilingDocument& document : documents) {
        plan.total_bytes += document.bytes;
        document.sending = 0;
        if (document.bytes > limit_bytes) {
            plan.beyond_limit.push_back(document.number);
            continue;
        }
        if (plan.sendings.empty() || in_sending + document.bytes > limit_bytes) { // in order: a judge reads them so
            plan.sendings.emplace_back();
            in_sending = 0;
        }
        plan.sendings.back().push_back(document.number);
        document.sending = static_cast<std::int32_t>(plan.sendings.size());
        in_sending += document.bytes;
    }
    plan.is_near_limit = plan.total_bytes >= limit_bytes / 10 * 8;
    return plan;
}

} // namespace legajo::dossier
