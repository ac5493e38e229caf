#include "report/compare.hpp"

#include "model/names.hpp"

#include <algorithm>
#include <cstddef>

namespace legajo::report {
namespace {

// Myers, An O(ND) difference algorithm (1986): furthest reaching path per diagonal, kept for every D to walk back.
class EditScript {
public:
    EditScript(const std::vector<std::string>& before, const std::vector<std::string>& after, std::size_t limit)
        : a_(before), b_(after), n_(static_cast<int>(before.size())), m_(static_cast<int>(after.size())),
          most_(static_cast<int>(std::min<std::size_t>(limit, before.size() + after.size()))) {}

    std::vector<LineChange> run() {
        const int found = search();
        if (found < 0) return replaced();
        std::vector<LineChange> script;
        int x = n_, y = m_;
        for (int d = found; d > 0; --d) {
            const auto& v = trace_[static_cast<std::size_t>(d - 1)];
            const int k = x - y;
            const bool is_added = goes_down(v, k, d);
            const int previous_k = is_added ? k + 1 : k - 1;
            const int previous_x = at(v, previous_k), previous_y = previous_x - previous_k;
            while (x > previous_x && y > previous_y) keep(script, --x, --y);
            if (is_added)
                script.push_back({LineChange::Kind::added, b_[static_cast<std::size_t>(--y)]});
            else
                script.push_back({LineChange::Kind::removed, a_[static_cast<std::size_t>(--x)]});
        }
        while (x > 0 && y > 0) keep(script, --x, --y);
        std::reverse(script.begin(), script.end());
        return script;
    }

private:
    using Reach = std::vector<int>; // index k + offset

    int at(const Reach& v, int k) const { return v[static_cast<std::size_t>(k + most_ + 1)]; }
    bool goes_down(const Reach& v, int k, int d) const { return k == -d || (k != d && at(v, k - 1) < at(v, k + 1)); }

    int search() {
        Reach v(static_cast<std::size_t>(2 * most_ + 3), 0);
        for (int d = 0; d <= most_; ++d) {
            if (d > 0) trace_.push_back(v);
            for (int k = -d; k <= d; k += 2) {
                int x = d == 0 ? 0 : goes_down(v, k, d) ? at(v, k + 1) : at(v, k - 1) + 1;
                int y = x - k;
                while (x < n_ && y >= 0 && y < m_ && a_[static_cast<std::size_t>(x)] == b_[static_cast<std::size_t>(y)]) ++x, ++y;
                v[static_cast<std::size_t>(k + most_ + 1)] = x;
                if (x >= n_ && y >= m_) return d;
            }
        }
        return -1;
    }

    void keep(std::vector<LineChange>& script, int x, int) const { script.push_back({LineChange::Kind::same, a_[static_cast<std::size_t>(x)]}); }

    std::vector<LineChange> replaced() const {
        std::vector<LineChange> script;
        for (const auto& line : a_) script.push_back({LineChange::Kind::removed, line});
        for (const auto& line : b_) script.push_back({LineChange::Kind::added, line});
        return script;
    }

    const std::vector<std::string>&a_, &b_;
    int n_, m_, most_;
    std::vector<Reach> trace_;
};

// One unchanged line on either side of a change; what lies between is left out.
std::vector<LineChange> around_changes(const std::vector<LineChange>& all) {
    std::vector<LineChange> some;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const bool is_near = all[i].kind != LineChange::Kind::same || (i > 0 && all[i - 1].kind != LineChange::Kind::same) ||
                             (i + 1 < all.size() && all[i + 1].kind != LineChange::Kind::same);
        if (is_near) some.push_back(all[i]);
    }
    return some;
}

std::vector<std::string> sentences_of(const std::optional<model::Document>& document) {
    return document ? sentences(*document) : std::vector<std::string>{};
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

std::string codes(const base::Problems& problems) {
    std::string text;
    for (const auto& problem : problems) text += (text.empty() ? "" : " ") + problem.code;
    return text;
}

} // namespace

std::vector<LineChange> line_changes(const std::vector<std::string>& before, const std::vector<std::string>& after, std::size_t limit) {
    return EditScript(before, after, limit).run();
}

std::optional<CaseChange> compare(const ComparedCase& compared) {
    const auto& before = compared.before.decision;
    const auto& after = compared.after.decision;
    CaseChange change;
    change.reference = compared.reference;
    change.file = compared.file;
    const auto field = [&](const char* name, const std::string& old_value, const std::string& new_value) {
        if (old_value != new_value) change.fields.push_back({name, old_value, new_value});
    };
    const auto date = [](const std::optional<model::Date>& day) { return day ? day->iso() : std::string(); };
    const auto level = [](const model::Decision& decision) { return decision.letter.empty() ? std::string() : std::to_string(decision.level); };
    field("estado", std::string(model::name_of(before.outcome)), std::string(model::name_of(after.outcome)));
    field("carta", before.letter, after.letter);
    field("nivel", level(before), level(after));
    field("canal", std::string(model::name_of(before.channel)), std::string(model::name_of(after.channel)));
    field("plazo", date(before.deadline), date(after.deadline));
    field("proxima-fecha", date(before.next_date), date(after.next_date));
    field("destinatario", before.addressee, after.addressee);
    field("facturas", joined(before.invoices), joined(after.invoices));
    field("copias-a", joined(before.copies_to), joined(after.copies_to));
    change.decision_changed = !change.fields.empty();
    field("problemas", codes(compared.before.problems), codes(compared.after.problems));
    change.problems_changed = change.fields.size() > 0 && change.fields.back().name == "problemas";

    const auto lines = line_changes(sentences_of(compared.before.document), sentences_of(compared.after.document));
    change.text_changed = std::any_of(lines.begin(), lines.end(), [](const LineChange& line) { return line.kind != LineChange::Kind::same; });
    if (change.text_changed) change.lines = around_changes(lines);
    if (!change.decision_changed && !change.text_changed && !change.problems_changed) return std::nullopt;
    return change;
}

} // namespace legajo::report
