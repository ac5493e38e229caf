// The symbol is one of the eight that another library makes, and the one that the norm's penalties prefer; they are counted here module by module.
#include "fill/payment_qr.hpp"

#include <catch2/catch.hpp>

#include <qrcodegen.hpp>

#include <algorithm>
#include <cstdlib>

namespace {

using Rows = std::vector<std::string>;

Rows library_symbol(const std::string& text, int mask) {
    const std::vector<std::uint8_t> bytes(text.begin(), text.end());
    const auto code = qrcodegen::QrCode::encodeSegments({qrcodegen::QrSegment::makeBytes(bytes)}, qrcodegen::QrCode::Ecc::MEDIUM, 1, 13, mask, false);
    Rows rows(static_cast<std::size_t>(code.getSize()));
    for (int y = 0; y < code.getSize(); ++y)
        for (int x = 0; x < code.getSize(); ++x) rows[static_cast<std::size_t>(y)] += code.getModule(x, y) ? '1' : '0';
    return rows;
}

Rows turned(const Rows& rows) {
    Rows out(rows.size());
    for (std::size_t x = 0; x < rows.size(); ++x)
        for (const std::string& row : rows) out[x] += row[x];
    return out;
}

int penalty_of_lines(const Rows& rows) {
    int points = 0;
    for (const std::string& row : rows) {
        for (std::size_t at = 0; at < row.size();) {
            const std::size_t end = std::min(row.find_first_not_of(row[at], at), row.size());
            if (end - at >= 5) points += static_cast<int>(end - at) - 2;
            at = end;
        }
        const std::string margins = "0000" + row + "0000";
        for (std::size_t at = margins.find("1011101"); at != std::string::npos; at = margins.find("1011101", at + 1)) {
            if (margins.compare(at - 4, 4, "0000") == 0) points += 40;
            if (margins.compare(at + 7, 4, "0000") == 0) points += 40;
        }
    }
    return points;
}

int penalty(const Rows& rows) {
    int points = penalty_of_lines(rows) + penalty_of_lines(turned(rows)), dark = 0;
    for (std::size_t y = 0; y < rows.size(); ++y)
        for (std::size_t x = 0; x < rows.size(); ++x) {
            dark += rows[y][x] == '1';
            if (y + 1 < rows.size() && x + 1 < rows.size() && rows[y][x] == rows[y][x + 1] && rows[y][x] == rows[y + 1][x] && rows[y][x] == rows[y + 1][x + 1]) points += 3;
        }
    const int total = static_cast<int>(rows.size() * rows.size());
    return points + 10 * (std::abs(dark * 100 - total * 50) / (total * 5));
}

} // namespace

TEST_CASE("qr: of the eight masks the one with the fewest penalty points") {
    for (int n = 1; n <= 60; ++n) {
        const std::string text = legajo::fill::sepa_payload(std::string(static_cast<std::size_t>(n), 'a'), "ES9121000418450200051332", "", legajo::base::Money(n * 7919), "EXP-" + std::to_string(n));
        Rows best;
        for (int mask = 0; mask < 8; ++mask)
            if (Rows rows = library_symbol(text, mask); best.empty() || penalty(rows) < penalty(best)) best = std::move(rows);
        CHECK(legajo::fill::qr_modules(text) == best);
    }
}
