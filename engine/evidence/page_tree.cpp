#include "evidence/page_tree.hpp"

#include <set>

namespace legajo::evidence {
namespace {

const char* const inheritable[] = {"/Resources", "/MediaBox", "/CropBox", "/Rotate"};

class Walk {
public:
    explicit Walk(std::size_t limit) : limit_(limit) {}

    FoundPages from(QPDFObjectHandle root) {
        std::vector<FoundPage> open{{root, {}}}; // a stack: the next page is at its end
        while (!open.empty() && !found_.is_over_limit) {
            FoundPage node = std::move(open.back());
            open.pop_back();
            visit(std::move(node), open);
        }
        return std::move(found_);
    }

private:
    void visit(FoundPage node, std::vector<FoundPage>& open) {
        if (!node.page.isDictionary()) {
            ++found_.lost;
            return;
        }
        const bool is_branch = node.page.hasKey("/Kids");
        if (!is_branch && node.page.isDictionaryOfType("/Pages") && !node.page.hasKey("/Contents")) { // a branch that lost its children is no blank page
            ++found_.lost;
            return;
        }
        if (is_branch && !branches_.insert(node.page.getObjGen()).second) { // a branch twice is a loop; a page twice is allowed
            ++found_.lost;
            return;
        }
        for (const char* key : inheritable)
            if (node.page.hasKey(key)) node.inherited[key] = node.page.getKey(key);
        if (!is_branch) {
            if (found_.pages.size() >= limit_) found_.is_over_limit = true;
            else found_.pages.push_back(std::move(node));
            return;
        }
        QPDFObjectHandle kids = node.page.getKey("/Kids");
        if (!kids.isArray()) {
            ++found_.lost;
            return;
        }
        const int count = kids.getArrayNItems();
        if (static_cast<std::size_t>(count) + open.size() > 4 * limit_ + 1000) {
            found_.is_over_limit = true;
            return;
        }
        for (int i = count - 1; i >= 0; --i) open.push_back({kids.getArrayItem(i), node.inherited});
    }

    std::size_t limit_;
    FoundPages found_;
    std::set<QPDFObjGen> branches_;
};

FoundPages salvage(QPDF& pdf, std::size_t limit) {
    FoundPages found;
    found.is_salvaged = true;
    for (QPDFObjectHandle& object : pdf.getAllObjects()) {
        if (!object.isDictionary() || !object.isDictionaryOfType("/Page")) continue;
        if (found.pages.size() >= limit) {
            found.is_over_limit = true;
            break;
        }
        FoundPage page{object, {}};
        QPDFObjectHandle from = object;
        for (int up = 0; up < 16 && from.isDictionary(); ++up, from = from.getKey("/Parent")) // attributes from parents that survived
            for (const char* key : inheritable)
                if (from.hasKey(key) && !page.inherited.contains(key)) page.inherited[key] = from.getKey(key);
        found.pages.push_back(std::move(page));
    }
    return found;
}

} // namespace

FoundPages find_pages(QPDF& pdf, std::size_t limit) {
    const QPDFObjectHandle root = pdf.getTrailer().getKey("/Root");
    FoundPages found;
    if (QPDFObjectHandle catalog = root; catalog.isDictionary() && catalog.hasKey("/Pages")) found = Walk(limit).from(catalog.getKey("/Pages"));
    if (!found.pages.empty() || found.is_over_limit) return found;
    return salvage(pdf, limit);
}

} // namespace legajo::evidence
