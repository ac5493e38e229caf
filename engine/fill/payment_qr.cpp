#include "fill/payment_qr.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "fill/qr_mask.hpp"

#include <qrencode.h>

#include <array>
#include <memory>
#include <mutex>

// Exported by the library and used by its own tools, but not in its header. The public calls try all eight masks module by module, which costs
// eight times as much as the code itself and was half the time of filling a letter.
extern "C" QRcode* QRcode_encodeMask(QRinput* input, int mask);

namespace legajo::fill {
namespace {

constexpr int kLargestVersion = 13, kMasks = 8;
constexpr std::size_t kMostQrBytes = 331; // version 13 with error correction M holds no more

using Input = std::unique_ptr<QRinput, decltype(&QRinput_free)>;

Input input_of(std::string_view payload, int version = 0) {
    Input input(QRinput_new2(version, QR_ECLEVEL_M), QRinput_free);
    base::check(input != nullptr && QRinput_append(input.get(), QR_MODE_8, static_cast<int>(payload.size()), reinterpret_cast<const unsigned char*>(payload.data())) == 0,
                "the text fits a code");
    return input;
}

struct Symbol {
    int version = 0;
    ModuleSquare square;
};

Symbol encoded(const Input& input, int mask) {
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeMask(input.get(), mask), QRcode_free);
    base::check(code != nullptr, "the text fits a code");
    Symbol symbol{code->version, {static_cast<std::size_t>(code->width), {}}};
    symbol.square.modules.assign(code->data, code->data + code->width * code->width);
    for (std::uint8_t& module : symbol.square.modules) module &= 1;
    return symbol;
}

// Made once per version; shared by threads.
const MaskTurns& turns_of(int version) {
    static std::array<std::once_flag, kLargestVersion + 1> made;
    static std::array<std::unique_ptr<const MaskTurns>, kLargestVersion + 1> turns;
    const auto at = static_cast<std::size_t>(version);
    std::call_once(made.at(at), [&] {
        std::vector<ModuleSquare> squares;
        for (int mask = 0; mask < kMasks; ++mask) squares.push_back(encoded(input_of("x", version), mask).square);
        turns[at] = std::make_unique<const MaskTurns>(std::move(squares));
    });
    return *turns[at];
}

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
    if (payload.empty() || payload.size() > kMostQrBytes) return {};
    const Symbol symbol = encoded(input_of(payload), 0);
    return turns_of(symbol.version).best_of(symbol.square);
}

} // namespace legajo::fill
