#include "fill/qr_mask.hpp"

#include "base/error.hpp"

#include <bitset>
#include <cstdlib>

namespace legajo::fill {
namespace {

constexpr int kRunStart = 3, kBlock = 3, kFinder = 40, kBalance = 10; // N1 to N4 of table 11
constexpr std::size_t kQuiet = 4;                                     // light modules beside a finder-like pattern; the margin counts as light
constexpr std::size_t kMostSide = 69;

// A symbol seen both ways, so that a rule for rows serves columns too. Bits: side + 2 * kQuiet and more.
template <std::size_t bits>
struct Lines {
    using Line = std::bitset<bits>;
    std::vector<Line> rows, columns;

    explicit Lines(const ModuleSquare& square) : rows(square.side), columns(square.side) {
        const std::uint8_t* module = square.modules.data();
        for (std::size_t y = 0; y < square.side; ++y)
            for (std::size_t x = 0; x < square.side; ++x, ++module)
                if (*module != 0) rows[y].set(x), columns[x].set(y);
    }

    void turn(const Lines& by) {
        for (std::size_t i = 0; i < rows.size(); ++i) rows[i] ^= by.rows[i], columns[i] ^= by.columns[i];
    }

    [[nodiscard]] int penalty() const {
        const Line pairs = ~Line() >> (bits + 1 - rows.size()); // places of two neighbours
        int points = 0, dark = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            points += runs(rows[i], pairs) + runs(columns[i], pairs) + finders(rows[i]) + finders(columns[i]);
            if (i + 1 < rows.size()) points += blocks(rows[i], rows[i + 1], pairs);
            dark += count(rows[i]);
        }
        const int total = static_cast<int>(rows.size() * rows.size());
        return points + kBalance * (std::abs(dark * 20 - total * 10) / total); // for each five per cent away from the half
    }

private:
    static int count(const Line& line) { return static_cast<int>(line.count()); }

    static Line alike(const Line& line, const Line& pairs) { return ~(line ^ (line >> 1)) & pairs; }

    // Runs of five and more of one colour: three points, and one for each module beyond the fifth.
    static int runs(const Line& line, const Line& pairs) {
        const Line same = alike(line, pairs);
        const Line fives = same & (same >> 1) & (same >> 2) & (same >> 3); // a run of n holds n - 4 starts of five
        if (fives.none()) return 0;
        return count(fives) + (kRunStart - 1) * count(fives & ~(fives << 1));
    }

    // 1:1:3:1:1 with four light modules before or after.
    static int finders(const Line& line) {
        const Line dark = line << kQuiet, light = ~dark;
        const Line core = dark & (light >> 1) & (dark >> 2) & (dark >> 3) & (dark >> 4) & (light >> 5) & (dark >> 6);
        if (core.none()) return 0;
        const Line before = (light << 1) & (light << 2) & (light << 3) & (light << 4);
        const Line after = (light >> 7) & (light >> 8) & (light >> 9) & (light >> 10);
        return kFinder * (count(core & before) + count(core & after));
    }

    static int blocks(const Line& upper, const Line& lower, const Line& pairs) {
        const Line same = ~(upper ^ lower);
        return kBlock * count(alike(upper, pairs) & same & (same >> 1));
    }
};

// The narrow lines serve up to version 9, which is nearly every payment.
template <typename Work>
auto with_lines(std::size_t side, Work work) {
    base::check(side > 0 && side <= kMostSide, "a symbol of version 1 to 13");
    return side + 2 * kQuiet <= 64 ? work.template operator()<64>() : work.template operator()<128>();
}

ModuleSquare turned(const ModuleSquare& square, const ModuleSquare& by) {
    ModuleSquare out = square;
    for (std::size_t i = 0; i < out.modules.size(); ++i) out.modules[i] ^= by.modules[i];
    return out;
}

} // namespace

struct MaskTurns::Inside {
    std::vector<ModuleSquare> squares;
    std::vector<Lines<64>> narrow;
    std::vector<Lines<128>> wide;

    template <std::size_t bits>
    [[nodiscard]] const std::vector<Lines<bits>>& lines() const {
        if constexpr (bits == 64) return narrow;
        else return wide;
    }
};

MaskTurns::MaskTurns(std::vector<ModuleSquare> under_each_mask) {
    auto inside = std::make_unique<Inside>();
    for (const ModuleSquare& square : under_each_mask) inside->squares.push_back(turned(square, under_each_mask.front()));
    with_lines(under_each_mask.front().side, [&]<std::size_t bits>() {
        for (const ModuleSquare& square : inside->squares)
            if constexpr (bits == 64) inside->narrow.emplace_back(square);
            else inside->wide.emplace_back(square);
    });
    inside_ = std::move(inside);
}

MaskTurns::~MaskTurns() = default;

// Counting bits is most of the work, and the processor has an instruction for it.
#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__)
#define LEGAJO_COUNTS_BITS [[gnu::target_clones("popcnt", "default"), gnu::flatten]]
#else
#define LEGAJO_COUNTS_BITS
#endif

namespace {

LEGAJO_COUNTS_BITS int penalty_of(const Lines<64>& lines) { return lines.penalty(); }
int penalty_of(const Lines<128>& lines) { return lines.penalty(); }

} // namespace

std::vector<std::string> MaskTurns::best_of(const ModuleSquare& under_first_mask) const {
    const std::size_t best = with_lines(under_first_mask.side, [&]<std::size_t bits>() {
        const Lines<bits> first(under_first_mask);
        const auto& turns = inside_->lines<bits>();
        std::size_t chosen = 0;
        int least = penalty_of(first);
        for (std::size_t mask = 1; mask < turns.size(); ++mask) {
            Lines<bits> lines = first;
            lines.turn(turns[mask]);
            if (const int points = penalty_of(lines); points < least) least = points, chosen = mask;
        }
        return chosen;
    });
    const ModuleSquare square = turned(under_first_mask, inside_->squares[best]);
    std::vector<std::string> rows(square.side, std::string(square.side, '0'));
    for (std::size_t y = 0; y < square.side; ++y)
        for (std::size_t x = 0; x < square.side; ++x)
            if (square.modules[y * square.side + x] != 0) rows[y][x] = '1';
    return rows;
}

} // namespace legajo::fill
