#include "fill/payment_qr.hpp"

#include "base/text.hpp"

#include <qrencode.h>

#include <memory>

namespace legajo::fill {
namespace {

constexpr int kLargestVersion = 13;

std::string cut(std::string_view text, std::size_t characters) {
    std::vector<char32_t> points = base::code_points(text);
    if (points.size() <= characters) return std::string(text);
    points.resize(characters);
    return base::utf8(points);
}

} // namespace

std::string grouped_by_four(std::string_view iban) {
    std::string out;
    for (std::size_t at = 0; at < iban.size(); ++at) {
        if (at > 0 && at % 4 == 0) out += ' ';
        out += iban[at];
    }
    return out;
}

bool may_have_qr(const Facts& facts, base::Money amount) {
    const std::vector<model::BankAccount>& accounts = facts.debt.creditor.accounts;
    const bool has_iban = !accounts.empty() && accounts.front().iban.size() >= 15 && accounts.front().iban.size() <= 34 && accounts.front().iban[0] >= 'A';
    return has_iban && amount.currency().text() == "EUR" && amount.is_positive() && amount.cents() <= 99'999'999'999;
}

std::string sepa_payload(std::string_view holder, std::string_view iban, std::string_view bic, base::Money amount, std::string_view remittance) {
    std::string text = "BCD\n002\n1\nSCT\n";
    text += std::string(bic) + "\n" + cut(holder, 70) + "\n" + std::string(iban) + "\nEUR" + amount.text() + "\n\n\n" + cut(remittance, 140);
    return text;
}

std::vector<std::string> qr_modules(const std::string& payload) {
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeData(static_cast<int>(payload.size()), reinterpret_cast<const unsigned char*>(payload.data()), 0, QR_ECLEVEL_M), QRcode_free);
    if (!code || code->version > kLargestVersion) return {};
    const auto width = static_cast<std::size_t>(code->width);
    std::vector<std::string> rows(width, std::string(width, '0'));
    for (std::size_t y = 0; y < width; ++y)
        for (std::size_t x = 0; x < width; ++x)
            if ((code->data[y * width + x] & 1U) != 0) rows[y][x] = '1';
    return rows;
}

} // namespace legajo::fill
