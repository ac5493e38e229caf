#include "fill/spell_out.hpp"

#include "base/error.hpp"

#include <array>

namespace legajo::fill {
namespace {

constexpr std::uint64_t kLimit = 1'000'000'000'000;

// ---- Spanish ----

std::string spanish_below_hundred(std::uint64_t n) {
    static const std::array<const char*, 30> small = {
        "",           "un",         "dos",         "tres",         "cuatro",      "cinco",     "seis",        "siete",       "ocho",       "nueve",
        "diez",       "once",       "doce",        "trece",        "catorce",     "quince",    "dieciséis",   "diecisiete",  "dieciocho",  "diecinueve",
        "veinte",     "veintiún",   "veintidós",   "veintitrés",   "veinticuatro", "veinticinco", "veintiséis", "veintisiete", "veintiocho", "veintinueve"};
    static const std::array<const char*, 10> tens = {"", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"};
    if (n < 30) return small[n];
    std::string text = tens[n / 10];
    if (n % 10 != 0) text += std::string(" y ") + small[n % 10];
    return text;
}

std::string spanish_below_thousand(std::uint64_t n) {
    static const std::array<const char*, 10> hundreds = {"",           "ciento",      "doscientos",  "trescientos", "cuatrocientos",
                                                         "quinientos", "seiscientos", "setecientos", "ochocientos", "novecientos"};
    if (n == 100) return "cien";
    std::string text = hundreds[n / 100];
    const std::string rest = spanish_below_hundred(n % 100);
    if (!text.empty() && !rest.empty()) text += ' ';
    return text + rest;
}

std::string spanish_below_million(std::uint64_t n) {
    std::string text;
    if (n >= 2000) text = spanish_below_thousand(n / 1000) + " mil";
    else if (n >= 1000) text = "mil";
    const std::string rest = spanish_below_thousand(n % 1000);
    if (!text.empty() && !rest.empty()) text += ' ';
    return text + rest;
}

// ---- Catalan (Institut d'Estudis Catalans: hyphens between tens, "i" and units, and between units and "cents") ----

std::string catalan_below_hundred(std::uint64_t n) {
    static const std::array<const char*, 20> small = {"",    "un",   "dos",   "tres",  "quatre",  "cinc",   "sis",   "set",     "vuit",   "nou",
                                                      "deu", "onze", "dotze", "tretze", "catorze", "quinze", "setze", "disset", "divuit", "dinou"};
    static const std::array<const char*, 10> tens = {"", "", "vint", "trenta", "quaranta", "cinquanta", "seixanta", "setanta", "vuitanta", "noranta"};
    if (n < 20) return small[n];
    std::string text = tens[n / 10];
    if (n % 10 == 0) return text;
    return text + (n / 10 == 2 ? "-i-" : "-") + small[n % 10];
}

std::string catalan_below_thousand(std::uint64_t n) {
    std::string text;
    if (n >= 200) text = catalan_below_hundred(n / 100) + "-cents";
    else if (n >= 100) text = "cent";
    const std::string rest = catalan_below_hundred(n % 100);
    if (!text.empty() && !rest.empty()) text += ' ';
    return text + rest;
}

std::string catalan_below_million(std::uint64_t n) {
    std::string text;
    if (n >= 2000) text = catalan_below_thousand(n / 1000) + " mil";
    else if (n >= 1000) text = "mil";
    const std::string rest = catalan_below_thousand(n % 1000);
    if (!text.empty() && !rest.empty()) text += ' ';
    return text + rest;
}

template <typename BelowMillion>
std::string spell(std::uint64_t number, BelowMillion below_million, const char* zero, const char* million, const char* millions) {
    base::check(number < kLimit, "number too large to spell");
    if (number == 0) return zero;
    std::string text;
    if (const std::uint64_t count = number / 1'000'000; count > 0) text = below_million(count) + ' ' + (count == 1 ? million : millions);
    const std::string rest = below_million(number % 1'000'000);
    if (!text.empty() && !rest.empty()) text += ' ';
    return text + rest;
}

} // namespace

std::string spell_spanish(std::uint64_t number) { return spell(number, spanish_below_million, "cero", "millón", "millones"); }
std::string spell_catalan(std::uint64_t number) { return spell(number, catalan_below_million, "zero", "milió", "milions"); }

} // namespace legajo::fill
