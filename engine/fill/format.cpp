#include "fill/format.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "fill/spell_out.hpp"

#include <unicode/currunit.h>
#include <unicode/datefmt.h>
#include <unicode/dcfmtsym.h>
#include <unicode/gregocal.h>
#include <unicode/listformatter.h>
#include <unicode/numberformatter.h>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>

#include <cstdio>

namespace legajo::fill {
namespace {

constexpr const char* kNoBreak = "\u00A0";

std::string utf8_of(const icu::UnicodeString& text) {
    std::string out;
    text.toUTF8String(out);
    return out;
}

void require(UErrorCode status, const std::string& language) {
    if (U_FAILURE(status)) throw base::Error("fill.language_unknown", "fill", language);
}

} // namespace

struct Formatter::Icu {
    std::unique_ptr<icu::ListFormatter> list;
};

Formatter::Formatter(const std::string& language) : language_(language), icu_(std::make_unique<Icu>()) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Locale locale = icu::Locale::forLanguageTag(language, status);
    require(status, language);
    // ICU answers in English for a language it lacks; its own word for the language of its symbols tells.
    const icu::DecimalFormatSymbols symbols(locale, status);
    const icu::Locale actual = symbols.getLocale(ULOC_VALID_LOCALE, status);
    if (U_FAILURE(status) || std::string(actual.getLanguage()) != locale.getLanguage()) throw base::Error("fill.language_unknown", "fill", language);
    group_ = utf8_of(symbols.getSymbol(icu::DecimalFormatSymbols::kGroupingSeparatorSymbol));
    decimal_ = utf8_of(symbols.getSymbol(icu::DecimalFormatSymbols::kDecimalSeparatorSymbol));
    learn_numbers(language);
    learn_dates(language);
    icu_->list.reset(icu::ListFormatter::createInstance(locale, status));
    require(status, language);
}

Formatter::~Formatter() = default;

void Formatter::learn_numbers(const std::string& language) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Locale locale = icu::Locale::forLanguageTag(language, status);
    const auto shape_of = [&](const icu::MeasureUnit& unit) {
        UErrorCode failed = U_ZERO_ERROR;
        const std::string one = utf8_of(icu::number::NumberFormatter::withLocale(locale)
                                            .unit(unit)
                                            .precision(icu::number::Precision::fixedFraction(0))
                                            .formatInt(1, failed)
                                            .toString(failed));
        require(failed, language);
        const std::size_t digit = one.find('1');
        base::check(digit != std::string::npos, "no digit in a formatted number");
        Shape shape{one.substr(0, digit), one.substr(digit + 1)};
        shape.after = base::replaced(shape.after, "\u202F", kNoBreak);
        return shape;
    };
    const icu::CurrencyUnit euro(u"EUR", status), peso(u"MXN", status);
    euro_ = shape_of(euro);
    peso_ = shape_of(peso);
    percent_ = shape_of(icu::NoUnit::percent());
    require(status, language);
}

void Formatter::learn_dates(const std::string& language) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Locale locale = icu::Locale::forLanguageTag(language, status);
    const std::unique_ptr<icu::DateFormat> format(icu::DateFormat::createDateInstance(icu::DateFormat::kLong, locale));
    base::check(format != nullptr, "no long date format");
    format->adoptTimeZone(icu::TimeZone::getGMT()->clone());
    for (int month = 0; month < 12; ++month) {
        icu::GregorianCalendar calendar(*icu::TimeZone::getGMT(), status);
        calendar.set(2017, month, 28, 12, 0, 0);
        icu::UnicodeString formatted;
        format->format(calendar.getTime(status), formatted);
        require(status, language);
        const std::string text = utf8_of(formatted);
        const std::size_t day = text.find("28"), year = text.find("2017");
        base::check(day != std::string::npos && year != std::string::npos && day < year, "unexpected order of a long date");
        std::string middle = text.substr(day + 2, year - day - 2);
        // 21, de, noviembre | de, 2026: day and month stay together, and so does what stands right before the year.
        const std::size_t last = middle.find_last_not_of(' ');
        const std::size_t before_year = middle.rfind(' ', last);
        std::string bound;
        for (std::size_t at = 0; at < middle.size(); ++at) bound += middle[at] == ' ' && at != before_year ? std::string(kNoBreak) : std::string(1, middle[at]);
        middle = bound;
        months_[static_cast<std::size_t>(month)] = {text.substr(0, day), middle, text.substr(year + 4)};
    }
}

std::string Formatter::grouped(std::uint64_t number) const {
    const std::string digits = std::to_string(number);
    std::string out;
    for (std::size_t at = 0; at < digits.size(); ++at) {
        if (at > 0 && (digits.size() - at) % 3 == 0) out += group_;
        out += digits[at];
    }
    return out;
}

std::string Formatter::money(base::Money amount) const {
    const std::string code = amount.currency().text();
    const bool negative = amount.is_negative();
    const std::uint64_t cents = negative ? 0 - static_cast<std::uint64_t>(amount.cents()) : static_cast<std::uint64_t>(amount.cents());
    char fraction[3];
    std::snprintf(fraction, sizeof fraction, "%02u", static_cast<unsigned>(cents % 100));
    const std::string figure = grouped(cents / 100) + decimal_ + fraction;
    const std::string sign = negative ? "-" : "";
    if (code == "EUR") return sign + euro_.before + figure + euro_.after;
    if (code == "MXN") return sign + peso_.before + figure + peso_.after;
    return sign + figure + kNoBreak + code;
}

std::string Formatter::integer(std::int64_t number) const {
    const std::uint64_t size = number < 0 ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
    return (number < 0 ? "-" : "") + grouped(size);
}

std::string Formatter::percent(const base::Decimal& rate) const {
    const base::Decimal shown = rate.scale < 2 ? rate.rescaled(2) : rate;
    const bool negative = shown.digits < 0;
    std::string digits = std::to_string(negative ? -shown.digits : shown.digits);
    const auto scale = static_cast<std::size_t>(shown.scale);
    if (digits.size() <= scale) digits.insert(0, scale + 1 - digits.size(), '0');
    std::size_t decimals = scale;
    while (decimals > 2 && digits.back() == '0') {
        digits.pop_back();
        --decimals;
    }
    const std::size_t point = digits.size() - decimals;
    return (negative ? "-" : "") + percent_.before + digits.substr(0, point) + decimal_ + digits.substr(point) + percent_.after;
}

std::string Formatter::plain_percent(const base::Decimal& rate) const { return percent_.before + base::replaced(rate.text(), ".", decimal_) + percent_.after; }

std::string Formatter::country(const std::string& code) const {
    icu::UnicodeString name;
    icu::Locale("", code.c_str()).getDisplayCountry(icu::Locale(language_.c_str()), name);
    return utf8_of(name);
}

std::string Formatter::date(base::Date date) const {
    const auto& [before, middle, after] = months_[date.month() - 1];
    return before + std::to_string(date.day()) + middle + std::to_string(date.year()) + after;
}

std::string Formatter::short_date(base::Date date) const {
    char text[16];
    std::snprintf(text, sizeof text, "%02u/%02u/%04d", date.day(), date.month(), date.year());
    return text;
}

std::string Formatter::list(const std::vector<std::string>& items) const {
    if (items.size() == 1) return items.front();
    std::vector<icu::UnicodeString> texts;
    for (const std::string& item : items) texts.push_back(icu::UnicodeString::fromUTF8(item));
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString joined;
    icu_->list->format(texts.data(), static_cast<std::int32_t>(texts.size()), joined, status);
    require(status, language_);
    return utf8_of(joined);
}

std::string Formatter::amount_in_words(base::Money amount) const {
    struct Words {
        const char *unit, *units, *cent, *cents, *with, *of;
    };
    const bool catalan = language_.starts_with("ca"), spanish = language_.starts_with("es");
    const std::string currency = amount.currency().text();
    if ((!catalan && !spanish) || (currency != "EUR" && currency != "MXN") || amount.is_negative()) return "";
    Words words = catalan ? Words{"euro", "euros", "cèntim", "cèntims", " amb ", " d’"} : Words{"euro", "euros", "céntimo", "céntimos", " con ", " de "};
    if (currency == "MXN")
        words = catalan ? Words{"peso", "pesos", "centau", "centaus", " amb ", " de "} : Words{"peso", "pesos", "centavo", "centavos", " con ", " de "};
    const auto spell = catalan ? spell_catalan : spell_spanish;
    const auto whole = static_cast<std::uint64_t>(amount.cents() / 100), cents = static_cast<std::uint64_t>(amount.cents() % 100);
    if (whole >= 1'000'000'000'000U) return "";
    const std::string cents_text = spell(cents) + ' ' + (cents == 1 ? words.cent : words.cents);
    if (whole == 0 && cents != 0) return cents_text;
    std::string text = spell(whole);
    // "un millón de euros", but "un millón cien euros".
    text += (whole >= 1'000'000 && whole % 1'000'000 == 0) ? words.of : " ";
    text += whole == 1 ? words.unit : words.units;
    return cents == 0 ? text : text + words.with + cents_text;
}

} // namespace legajo::fill
