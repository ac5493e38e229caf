#include "text/word_bonds.hpp"

#include "text/shaper.hpp"

#include <algorithm>
#include <array>

namespace legajo::text {

namespace {

constexpr std::array<std::string_view, 47> before_their_word{
    "n.º",  "N.º",   "n.ª",  "nº",   "Nº",   "núm.", "Núm.", "art.", "Art.", "arts.", "Arts.", "ap.",  "apdo.", "párr.", "pág.", "págs.",
    "p.",   "pp.",   "fol.", "Sr.",  "Sra.", "Srta.", "Sres.", "Sras.", "D.", "D.ª",  "Dª",    "Dña.", "Dñ.",   "Dr.",   "Dra.", "Ilmo.",
    "Ilma.", "Excmo.", "Excma.", "C.", "C/", "Av.", "Avda.", "Pza.", "Pl.", "km", "S.", "Sta.", "Sto.", "ref.", "Ref."};
constexpr std::array<std::string_view, 21> before_their_number{"Ley", "Orgánica", "Decreto", "Decreto-ley", "artículo", "artículos", "Artículo", "apartado", "número", "página", "folio", "tomo", "article", "articles", "Article", "apartat", "pàgina", "orgànica", "dia", "Llei", "Lei"};
constexpr std::array<std::string_view, 12> months_es{"enero", "febrero", "marzo",      "abril",   "mayo",      "junio",
                                                     "julio", "agosto",  "septiembre", "octubre", "noviembre", "diciembre"};
constexpr std::array<std::string_view, 24> months_other{"gener", "febrer", "març", "maig", "juny", "juliol", "agost", "setembre", "novembre", "desembre", "xaneiro", "febreiro",
                                                        "maio", "xuño", "xullo", "setembro", "outubro", "novembro", "decembro", "d'abril", "d'agost", "d’octubre", "d’agost", "d’abril"};
constexpr std::array<std::string_view, 15> units{"€", "%", "‰", "EUR", "euros", "euro", "MXN", "USD", "$", "kg", "km", "h", "m²", "céntimos", "cèntims"};

std::string_view without_tail(std::string_view word) { // trailing punctuation off
    while (!word.empty() && (word.back() == '.' || word.back() == ',' || word.back() == ';' || word.back() == ':' || word.back() == ')')) word.remove_suffix(1);
    return word;
}

bool is_figure(std::string_view word) {
    if (word.starts_with("(")) word.remove_prefix(1);
    if (word.starts_with("-")) word.remove_prefix(1);
    if (word.empty() || word.front() < '0' || word.front() > '9') return false;
    return std::all_of(word.begin(), word.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == ','; });
}

// "2100", "ES91"; a comma or full stop ends the number.
bool is_group_of_digits(std::string_view word) {
    if (word.size() == 4 && word[0] >= 'A' && word[0] <= 'Z' && word[1] >= 'A' && word[1] <= 'Z') word.remove_prefix(2);
    return !word.empty() && word.size() <= 4 && std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

template <std::size_t N>
bool stands_in(const std::array<std::string_view, N>& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

} // namespace

std::uint8_t word_bonds(std::string_view word) {
    std::uint8_t bonds = 0;
    std::string_view opened = word; // "(art." binds like "art."
    while (!opened.empty() && (opened.front() == '(' || opened.front() == '[')) opened.remove_prefix(1);
    const std::string_view core = without_tail(opened);
    if (stands_in(before_their_word, opened)) bonds |= binds_next;
    if (is_figure(core)) bonds |= is_number_word;
    if (stands_in(months_es, core) || stands_in(months_other, core)) bonds |= is_month;
    if (stands_in(before_their_number, opened)) bonds |= names_number;
    if (is_group_of_digits(opened)) bonds |= is_group;
    if (core == "de" || core == "del") bonds = static_cast<std::uint8_t>((bonds | is_de) & ~is_month);
    if (stands_in(units, core)) bonds |= is_unit;
    for (std::string_view sign : {"%", "€", "‰", "»", "”", ")", "?", "!", ";", ":"}) // alone, it never opens a line
        if (word == sign) bonds |= binds_previous;
    for (std::string_view sign : {"«", "“", "(", "¿", "¡", "§"})
        if (word == sign) bonds |= binds_next;
    return bonds;
}

} // namespace legajo::text
