#include "read/value_context.hpp"

#include "base/text.hpp"
#include "read/iban.hpp"
#include "read/tax_id_mexico.hpp"
#include "read/tax_id_spain.hpp"
#include "read/value_hints.hpp"

#include <algorithm>
#include <charconv>

namespace legajo::read {
namespace {

using base::Severity;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

// Id: a letter or digit, then letters, digits, dot, hyphen, underscore; at most 64 characters. Generated ids carry brackets, so
// that they cannot collide with given ones.
bool is_identifier(std::string_view id) {
    const auto is_first = [](char c) { return is_digit(c) || is_lower(c) || is_capital(c); };
    const auto is_part = [&](char c) { return is_first(c) || c == '.' || c == '-' || c == '_'; };
    return !id.empty() && id.size() <= 64 && is_first(id[0]) && std::all_of(id.begin(), id.end(), is_part);
}

// Hundredths as text for a message: 1 -> "0.01", 10000 -> "100".
std::string hundredths(std::int64_t value) { return base::Decimal{value, 2}.text(); }

} // namespace

std::string listed_nearest_first(std::string_view word, const std::vector<std::string>& candidates, std::size_t limit) {
    std::vector<std::string> ordered = candidates;
    if (const auto near = base::nearest(word, candidates)) {
        const auto at = std::find(ordered.begin(), ordered.end(), *near);
        std::rotate(ordered.begin(), at, at + 1);
    }
    std::string list;
    for (std::size_t i = 0; i < ordered.size() && i < limit; ++i) list += (i == 0 ? "" : ", ") + ordered[i];
    if (ordered.size() > limit) list += ", …";
    return list;
}

std::string ValueContext::path_of_value() const { return attribute_.empty() ? path_ : path_ + "/@" + std::string(attribute_); }

void ValueContext::report(Severity severity, std::string_view code, std::string_view value, const Arguments& more) {
    if (findings_.is_full()) return;
    const std::string shown = value.size() > 80 ? std::string(value.substr(0, 77)) + "..." : std::string(value);
    const std::string name = attribute_.empty() ? std::string(element_) : std::string(element_) + "/@" + std::string(attribute_);
    Arguments arguments{{"valor", shown}, {"dato", name}};
    arguments.insert(arguments.end(), more.begin(), more.end());
    findings_.add(severity, code, findings_.place(offset_, path_of_value()), arguments);
}

void ValueContext::unknown_word(std::string_view value, const std::vector<std::string>& words) {
    bad("case.unknown_word", value, {{"opciones", listed_nearest_first(value, words, 40)}});
}

std::optional<std::string> ValueContext::text(std::string_view value) {
    std::string folded;
    folded.reserve(value.size());
    for (const char c : value) {
        if (!is_blank(c)) folded += c;
        else if (!folded.empty() && folded.back() != ' ') folded += ' ';
    }
    if (!folded.empty() && folded.back() == ' ') folded.pop_back();
    return folded;
}

std::optional<base::Date> ValueContext::date(std::string_view value) {
    if (auto parsed = base::Date::parse(value)) return parsed;
    const DateHint hint = explain_date(value);
    switch (hint.fault) {
    case DateFault::order: bad("case.date_format", value, {{"sugerencia", hint.suggestion}}); break;
    case DateFault::not_in_calendar: bad("case.date_not_in_calendar", value); break;
    case DateFault::out_of_range: bad("case.date_out_of_range", value); break;
    case DateFault::other: bad("case.bad_date", value); break;
    }
    return std::nullopt;
}

std::optional<base::Money> ValueContext::money(std::string_view value, std::int64_t minimum, std::int64_t maximum) {
    const auto parsed = base::Money::parse(value, currency_);
    if (!parsed) {
        const AmountHint hint = explain_amount(value);
        switch (hint.fault) {
        case AmountFault::comma: bad("case.amount_comma", value, {{"sugerencia", hint.suggestion}}); break;
        case AmountFault::grouping: bad("case.amount_grouping", value, {{"sugerencia", hint.suggestion}}); break;
        case AmountFault::currency: bad("case.amount_currency", value, {{"sugerencia", hint.suggestion}}); break;
        case AmountFault::decimals: bad("case.amount_decimals", value); break;
        case AmountFault::other: bad("case.bad_amount", value); break;
        }
        return std::nullopt;
    }
    if (value.starts_with('-')) bad("case.amount_negative", value);
    else if (parsed->cents() < minimum) bad("case.amount_zero", value);
    else if (parsed->cents() > maximum) bad("case.amount_too_large", value, {{"maximo", hundredths(maximum)}});
    else return parsed;
    return std::nullopt;
}

std::optional<base::Decimal> ValueContext::percent(std::string_view value, std::int64_t minimum, std::int64_t maximum) {
    const auto parsed = base::Decimal::parse(value);
    if (!parsed || value.starts_with('-')) {
        bad(value.find(',') != std::string_view::npos ? "case.percent_comma" : "case.bad_percent", value);
        return std::nullopt;
    }
    if (*parsed < base::Decimal{minimum, 2} || base::Decimal{maximum, 2} < *parsed) {
        bad("case.percent_out_of_range", value, {{"minimo", hundredths(minimum)}, {"maximo", hundredths(maximum)}});
        return std::nullopt;
    }
    return parsed;
}

std::optional<int> ValueContext::integer(std::string_view value, std::int64_t minimum, std::int64_t maximum) {
    int number = 0;
    const auto result = std::from_chars(value.data(), value.data() + value.size(), number);
    if (result.ec == std::errc() && result.ptr == value.data() + value.size() && number >= minimum && number <= maximum) return number;
    bad("case.bad_integer", value, {{"minimo", std::to_string(minimum)}, {"maximo", std::to_string(maximum)}});
    return std::nullopt;
}

std::optional<bool> ValueContext::yes_no(std::string_view value) {
    if (value == "si") return true;
    if (value == "no") return false;
    bad("case.bad_yes_no", value);
    return std::nullopt;
}

std::optional<base::Currency> ValueContext::currency_code(std::string_view value) {
    if (auto parsed = base::Currency::parse(value)) return parsed;
    bad("case.bad_currency", value);
    return std::nullopt;
}

std::optional<std::string> ValueContext::identifier(std::string_view value, IdTarget target) {
    if (!is_identifier(value)) {
        bad("case.bad_id", value);
        return std::nullopt;
    }
    ids_.push_back({value, target, offset_, path_of_value()});
    return std::string(value);
}

std::optional<std::string> ValueContext::reference(std::string_view value, IdTarget target) {
    if (!is_identifier(value)) {
        bad("case.bad_id", value);
        return std::nullopt;
    }
    references_.push_back({value, target, offset_, path_of_value()});
    return std::string(value);
}

std::optional<std::vector<std::string>> ValueContext::references(std::string_view value, IdTarget target) {
    std::vector<std::string> ids;
    for (std::size_t at = 0; at < value.size();) {
        while (at < value.size() && is_blank(value[at])) ++at;
        std::size_t end = at;
        while (end < value.size() && !is_blank(value[end])) ++end;
        if (end == at) break;
        const std::string_view id = value.substr(at, end - at);
        if (std::find(ids.begin(), ids.end(), id) != ids.end()) report(Severity::warning, "case.repeated_reference", id);
        else if (auto checked = reference(id, target)) ids.push_back(std::move(*checked));
        at = end;
    }
    return ids;
}

// BCP 47 in the form that packs are named by: "es-ES", "ca-ES", "eu".
std::optional<std::string> ValueContext::language(std::string_view value) {
    const std::size_t dash = value.find('-');
    const std::string_view tongue = value.substr(0, dash);
    bool is_good = tongue.size() >= 2 && tongue.size() <= 3 && std::all_of(tongue.begin(), tongue.end(), is_lower);
    if (dash != std::string_view::npos) {
        const std::string_view region = value.substr(dash + 1);
        is_good = is_good && region.size() == 2 && std::all_of(region.begin(), region.end(), is_capital);
    }
    if (is_good) return std::string(value);
    bad("case.bad_language", value);
    return std::nullopt;
}

std::optional<std::string> ValueContext::country(std::string_view value) {
    if (value.size() == 2 && is_capital(value[0]) && is_capital(value[1])) return std::string(value);
    bad("case.bad_country", value);
    return std::nullopt;
}

// A wrong id is kept beside its problem, so that nobody reads next that there is none.
std::optional<std::string> ValueContext::tax_id(std::string_view value) {
    std::string id = compact_tax_id(value);
    if (jurisdiction_ == Jurisdiction::spain) {
        const TaxIdVerdict verdict = check_spanish_tax_id(id);
        if (!verdict.has_form) bad("case.bad_tax_id", value);
        else if (!verdict.is_valid) bad("case.tax_id_control", value, {{"esperado", std::string_view(&verdict.expected, 1)}});
    } else if (jurisdiction_ == Jurisdiction::mexico) {
        id = base::replaced(id, "ñ", "Ñ");
        const RfcVerdict verdict = check_rfc(id);
        if (!verdict.has_form) bad("case.bad_rfc", value);
        else if (!verdict.is_valid) bad("case.rfc_control", value, {{"esperado", std::string_view(&verdict.expected, 1)}});
    }
    return id;
}

std::optional<std::string> ValueContext::iban(std::string_view value) {
    std::string compact = compact_iban(value);
    switch (check_iban(compact)) {
    case IbanVerdict::valid: return compact;
    case IbanVerdict::bad_form: bad("case.bad_iban", value); break;
    case IbanVerdict::unknown_country: bad("case.iban_country", value, {{"pais", compact.substr(0, 2)}}); break;
    case IbanVerdict::bad_length:
        bad("case.iban_length", value,
            {{"pais", compact.substr(0, 2)}, {"esperada", std::to_string(iban_length(compact.substr(0, 2)))}, {"longitud", std::to_string(compact.size())}});
        break;
    case IbanVerdict::bad_control:
    case IbanVerdict::bad_inner_control: bad("case.iban_control", value); break;
    }
    return std::nullopt;
}

std::optional<std::string> ValueContext::clabe(std::string_view value) {
    std::string compact = compact_iban(value);
    if (is_valid_clabe(compact)) return compact;
    bad("case.bad_clabe", value);
    return std::nullopt;
}

// One '@' with something before it and a domain with a dot after it; no blanks, no separators of lists. More is the post's business.
std::optional<std::string> ValueContext::email(std::string_view value) {
    const std::size_t at = value.find('@');
    const bool is_address = at != std::string_view::npos && at > 0 && value.find('@', at + 1) == std::string_view::npos &&
                            value.find_first_of(" \t\r\n,;<>\"") == std::string_view::npos && value.find('.', at) != std::string_view::npos &&
                            value[at + 1] != '.' && value.back() != '.';
    if (is_address) return std::string(value);
    bad("case.bad_email", value);
    return std::nullopt;
}

std::optional<std::string> ValueContext::link(std::string_view value) {
    const bool is_good = value.starts_with("https://") && value.size() > 8 && value.find_first_of(" \t\r\n<>\"") == std::string_view::npos;
    if (is_good) return std::string(value);
    bad("case.bad_link", value);
    return std::nullopt;
}

std::optional<std::string> ValueContext::file(std::string_view value) {
    if (value.find('\\') != std::string_view::npos) {
        bad("case.file_backslash", value, {{"sugerencia", base::replaced(value, "\\", "/")}});
        return std::nullopt;
    }
    return std::string(value);
}

std::optional<std::string> ValueContext::sha256(std::string_view value) {
    std::string lower = base::ascii_lower(value);
    const auto is_hex = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); };
    if (lower.size() == 64 && std::all_of(lower.begin(), lower.end(), is_hex)) return lower;
    bad("case.bad_sha256", value);
    return std::nullopt;
}

std::optional<std::string> ValueContext::clock_time(std::string_view value) {
    const bool has_form = value.size() == 5 && value[2] == ':' && is_digit(value[0]) && is_digit(value[1]) && is_digit(value[3]) && is_digit(value[4]);
    if (has_form && value.substr(0, 2) < "24" && value.substr(3, 2) < "60") return std::string(value);
    bad("case.bad_time", value);
    return std::nullopt;
}

// Code of an office, body or unit in the common directory of Spanish public bodies (DIR3): letters and digits, nine in all.
std::optional<std::string> ValueContext::dir3(std::string_view value) {
    const auto is_part = [](char c) { return is_digit(c) || is_capital(c); };
    if (value.size() == 9 && is_capital(value[0]) && std::all_of(value.begin(), value.end(), is_part)) return std::string(value);
    bad("case.bad_dir3", value);
    return std::nullopt;
}

} // namespace legajo::read
