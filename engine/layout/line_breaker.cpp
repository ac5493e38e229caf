#include "layout/line_breaker.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace legajo::layout {

namespace {

constexpr std::int64_t line_demerit = 10, double_hyphen_demerit = 12000, last_hyphen_demerit = 400000, short_end_demerit = 30000, fitness_demerit = 4000;
constexpr std::int64_t beyond_help = 1'000'000'000;

std::int64_t badness_of(std::int32_t ratio) { // 100 r^3, r in thousandths
    const std::int64_t r = std::min<std::int64_t>(std::abs(ratio), 20000);
    return r * r / 1000 * r / 10000;
}

std::uint8_t fitness_of(std::int32_t ratio) {
    if (ratio < -500) return 0;
    if (ratio <= 500) return 1;
    return ratio <= 1000 ? 2 : 3;
}

} // namespace

bool LineBreaker::find(const std::vector<BreakItem>& items, const BreakSettings& settings, bool allow_flagged, std::int32_t tolerance, bool last_resort,
                       std::vector<LineEnd>& ends) {
    using Kind = BreakItem::Kind;
    nodes_.clear();
    active_.clear();
    nodes_.push_back({});
    nodes_.front().is_first = true;
    active_.push_back(0);
    Millipoints width = 0, stretch = 0, shrink = 0; // totals before the current item

    struct Best {
        std::int64_t demerits = std::numeric_limits<std::int64_t>::max();
        std::int32_t from = -1, ratio = 0;
        bool fits = true;
    };

    const auto count = static_cast<std::uint32_t>(items.size());
    for (std::uint32_t at = 0; at < count; ++at) {
        const BreakItem& item = items[at];
        const bool legal = item.kind == Kind::glue      ? item.penalty < never_break && at > 0 && items[at - 1].kind != Kind::glue
                           : item.kind == Kind::penalty ? item.penalty < never_break && (allow_flagged || !item.flagged)
                                                        : false;
        if (legal) {
            const bool forced = item.penalty == always_break;
            const bool is_end = at + 1 == count;
            std::array<Best, 4> best;
            std::size_t kept = 0;
            Best rescue;
            for (const std::int32_t index : active_) {
                const Node& from = nodes_[static_cast<std::size_t>(index)];
                const Millipoints natural = width - from.width + (item.kind == Kind::penalty ? item.width : 0) + (from.is_first ? settings.first_indent : 0);
                const Millipoints gap = settings.width - natural;
                const std::int64_t room = gap >= 0 ? static_cast<std::int64_t>(stretch - from.stretch) + settings.ragged : shrink - from.shrink;
                std::int32_t ratio = 0;
                if (gap > 0 && !forced) ratio = room > 0 ? static_cast<std::int32_t>(std::min<std::int64_t>(static_cast<std::int64_t>(gap) * 1000 / room, 30000)) : 30000;
                if (gap < 0) ratio = room > 0 ? static_cast<std::int32_t>(std::max<std::int64_t>(static_cast<std::int64_t>(gap) * 1000 / room, -30000)) : -30000;
                const bool too_wide = ratio < -1000;
                const bool keep = !too_wide && !forced;
                if (too_wide) { // costs more than any looseness, and is taken only when the paragraph would end here otherwise
                    const std::int64_t cost = from.demerits + beyond_help * 100 + beyond_help / 10 * std::min<std::int64_t>(-std::int64_t{gap}, 1'000'000);
                    if (last_resort && cost < rescue.demerits) rescue = {cost, index, ratio, false};
                } else if (ratio > tolerance) { // a loose line costs more than any in tolerance
                    const std::int64_t cost = from.demerits + beyond_help + ratio;
                    if (last_resort && cost < best[3].demerits) best[3] = {cost, index, ratio, true};
                } else {
                    const std::int64_t base = line_demerit + badness_of(ratio);
                    std::int64_t demerits = base * base;
                    if (item.penalty > 0) demerits += static_cast<std::int64_t>(item.penalty) * item.penalty;
                    else if (!forced) demerits -= static_cast<std::int64_t>(item.penalty) * item.penalty;
                    if (item.flagged && from.flagged) demerits += double_hyphen_demerit;
                    if (is_end && from.flagged) demerits += last_hyphen_demerit;
                    if (is_end && natural < settings.width / 7 && !from.is_first) demerits += short_end_demerit;
                    const std::uint8_t fitness = fitness_of(ratio);
                    if (std::abs(fitness - from.fitness) > 1) demerits += fitness_demerit;
                    demerits += from.demerits;
                    if (demerits < best[fitness].demerits) best[fitness] = {demerits, index, ratio, true};
                }
                if (keep) active_[kept++] = index;
            }
            const bool found = best[0].from >= 0 || best[1].from >= 0 || best[2].from >= 0 || best[3].from >= 0;
            const bool rescued = !found && rescue.from >= 0 && (kept == 0 || forced);
            if (rescued) best[0] = rescue;
            active_.resize(kept);
            if (found || rescued) {
                // What a line after this break would start with: glue and penalties at its head vanish.
                Millipoints after_width = width, after_stretch = stretch, after_shrink = shrink;
                for (std::uint32_t next = at; next < count && items[next].kind != Kind::box; ++next) {
                    if (items[next].kind == Kind::glue) {
                        after_width += items[next].width;
                        after_stretch += items[next].stretch;
                        after_shrink += items[next].shrink;
                    } else if (next > at && items[next].penalty == always_break) {
                        break;
                    }
                }
                for (std::uint8_t fitness = 0; fitness < 4; ++fitness) {
                    const Best& way = best[fitness];
                    if (way.from < 0) continue;
                    nodes_.push_back({at, way.from, way.demerits, after_width, after_stretch, after_shrink, way.ratio, fitness, item.flagged, way.fits, false});
                    active_.push_back(static_cast<std::int32_t>(nodes_.size()) - 1);
                }
            }
            if (active_.empty()) return false;
        }
        if (item.kind != Kind::penalty) width += item.width;
        if (item.kind == Kind::glue) {
            stretch += item.stretch;
            shrink += item.shrink;
        }
    }
    std::int32_t last = -1;
    for (const std::int32_t index : active_)
        if (nodes_[static_cast<std::size_t>(index)].item + 1 == count &&
            (last < 0 || nodes_[static_cast<std::size_t>(index)].demerits < nodes_[static_cast<std::size_t>(last)].demerits))
            last = index;
    if (last < 0) return false;
    ends.clear();
    for (std::int32_t index = last; nodes_[static_cast<std::size_t>(index)].previous >= 0; index = nodes_[static_cast<std::size_t>(index)].previous) {
        const Node& node = nodes_[static_cast<std::size_t>(index)];
        ends.push_back({node.item, node.fits, node.ratio});
    }
    std::reverse(ends.begin(), ends.end());
    return true;
}

} // namespace legajo::layout
