// A Catalan debtor reads Catalan: every letter of ca-ES, filled for every kind of debtor, without Castilian words, missing apostrophes or contractions.
// The rules are those of the Institut d'Estudis Catalans; they look at words, not at sense: people read the sense.

#include "fill/case_builder.hpp"
#include "fill/elision.hpp"
#include "fill/mustache_render.hpp"
#include "fill/pack_words.hpp"

#include "base/text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <regex>
#include <set>

using namespace fill_test;

namespace {

// ---- reading ----

// Words in lower case without the punctuation around them; `ends` tells that punctuation follows, so that the next word is no neighbour.
struct Word {
    std::string text;
    bool ends = false;
};

bool is_ascii_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

std::vector<Word> words_of(std::string text) {
    for (const char* blank : {"\u00A0", "\n"}) text = base::replaced(text, blank, " ");
    for (const char* mark : {"«", "»", "—", "…", "•", "×", "÷"}) text = base::replaced(text, mark, " | ");
    std::vector<Word> words;
    for (std::string_view piece : base::split(text, ' ')) {
        if (piece.empty()) continue;
        const auto is_mark = [](char c) { return static_cast<unsigned char>(c) < 0x80 && !is_ascii_letter_or_digit(c); };
        bool ends = false;
        while (!piece.empty() && is_mark(piece.back())) {
            ends = true;
            piece.remove_suffix(1);
        }
        if (!piece.empty() && is_mark(piece.front()) && !words.empty()) words.back().ends = true;
        while (!piece.empty() && is_mark(piece.front())) piece.remove_prefix(1);
        if (piece.empty()) {
            if (!words.empty()) words.back().ends = true;
            continue;
        }
        words.push_back({base::ascii_lower(piece), ends});
    }
    return words;
}

bool starts_with_any(std::string_view word, std::initializer_list<const char*> starts) {
    return std::any_of(starts.begin(), starts.end(), [&](const char* start) { return word.starts_with(start); });
}

// Words that are Castilian and not Catalan, in the sense a letter could use them.
const std::set<std::string>& castilian() {
    static const std::set<std::string> all = {
        "y", "con", "para", "por", "pago", "pagos", "deuda", "deudas", "deudor", "acreedor", "facturas", "fecha", "fechas", "plazo", "plazos",
        "usted", "su", "sus", "nuestro", "nuestra", "nuestros", "nuestras", "muchas", "gracias", "ley", "código", "intereses", "importe", "importes",
        "cuenta", "cuota", "cuotas", "días", "año", "años", "hasta", "desde", "según", "sin", "también", "después", "puede", "podemos", "estimado",
        "estimada", "atentamente", "saludo", "los", "las", "lo", "cuando", "quien", "esta", "ese", "esa", "esto", "eso", "hay", "pero", "donde",
        "mismo", "ahora", "antes", "teléfono", "correo", "vencimiento", "pendiente", "solicitud", "respuesta", "propuesta",
        "acuerdo", "juzgado", "dinero", "tipo", "cálculo", "enero", "febrero", "marzo", "mayo", "junio", "julio", "septiembre", "octubre",
        "noviembre", "diciembre", "céntimos", "tanto", "algo", "bueno", "luego", "entonces", "nos", "le", "cobro", "artículo", "artículos", "muy",
        "mucho", "todo", "toda", "entrega", "varis", "tamany", "degut", "doncs", "recibo", "envío", "contrato", "abogado", "tras", "aunque",
        "mientras", "siga", "sigue", "dirección", "gratis",
    };
    return all;
}

bool is_vowel_sound(std::string_view word) {
    return starts_with_any(word, {"a", "e", "i", "o", "u", "à", "è", "é", "í", "ò", "ó", "ú", "ï", "ü", "ha", "he", "hi", "ho", "hu", "hà", "hè", "hé", "hò", "hó"});
}
bool is_consonantal(std::string_view word) { return starts_with_any(word, {"io", "ia", "ie", "iu", "hie", "hia", "hui", "ui", "uo"}); }
bool is_weak_i_or_u(std::string_view word) { return starts_with_any(word, {"i", "u", "hi", "hu"}); } // "la informació", "la unitat": no apostrophe

struct Finding {
    std::string what, where;
};

void look_at_pair(const Word& first, const Word& second, std::vector<Finding>& found) {
    const std::string both = first.text + " " + second.text;
    if (first.ends) return;
    static const std::set<std::string> lose_vowel = {"de", "el", "em", "et", "me", "te", "se", "es"};
    if (lose_vowel.contains(first.text) && is_vowel_sound(second.text) && !is_consonantal(second.text)) found.push_back({"apòstrof", both});
    if (first.text == "la" && is_vowel_sound(second.text) && !is_weak_i_or_u(second.text)) found.push_back({"apòstrof", both});
    static const std::set<std::string> joined = {"a el", "a els", "de el", "de els", "per el", "per els", "ca el"};
    if (joined.contains(both)) found.push_back({"contracció", both});
    static const std::set<std::string> barbarisms = {"a que", "en base", "en quant", "tenir que", "donat que", "per lo", "tal i"};
    if (barbarisms.contains(both)) found.push_back({"barbarisme", both});
    if (first.text == "el" && (second.text == "1" || second.text == "11")) found.push_back({"apòstrof", both});
    const bool is_number = first.text.front() >= '0' && first.text.front() <= '9';
    if (first.text == second.text && first.text.size() > 1 && !is_number) found.push_back({"paraula doble", both});
}

// Over what the template says itself.
std::vector<Finding> read_own_words(const std::string& text) {
    std::vector<Finding> found;
    for (const char* mark : {"ñ", "Ñ", "¿", "¡", "á", "Á", "l.l", "l•l", "l-l", "'"})
        if (text.find(mark) != std::string::npos) found.push_back({"lletra", mark});
    const std::vector<Word> words = words_of(text);
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (castilian().contains(words[at].text)) found.push_back({"castellà", words[at].text});
        if (words[at].text.ends_with("ción") || words[at].text.ends_with("iones") || words[at].text.ends_with("miento")) found.push_back({"castellà", words[at].text});
        if (at > 0) look_at_pair(words[at - 1], words[at], found);
    }
    return found;
}

// Over the whole text: blanks and points that values may bring along.
std::vector<Finding> read_text(const std::string& text) {
    std::vector<Finding> found;
    for (const char* wrong : {"{{", "  ", " ,", " .", " ;", " :", " )", "( ", "..", " ’", "’ ", "\uFDD0", "\uFDD1"})
        if (const auto at = text.find(wrong); at != std::string::npos) found.push_back({"espai o punt", text.substr(at > 20 ? at - 20 : 0, 50)});
    for (const char* month : {"de abril", "de agost", "de octubre", "de enero", "el 1 d", "dia l’"})
        if (text.find(month) != std::string::npos) found.push_back({"data", month});
    return found;
}

std::string shown(const std::vector<Finding>& found) {
    std::string out;
    for (const Finding& one : found) out += one.what + ": " + one.where + "\n";
    return out;
}

// ---- cases ----

struct NamedSetting {
    const char* name;
    Setting setting;
};

Setting named(Setting setting, const char* creditor, const char* debtor, const char* salutation = "") {
    setting.debt.creditor.name = creditor;
    setting.debt.debtor.name = debtor;
    setting.debt.debtor.salutation = salutation;
    return setting;
}

Setting of_kind(Setting setting, model::PartyKind kind, model::PersonKind person) {
    setting.debt.debtor.kind = kind;
    setting.debt.debtor.person = person;
    return setting;
}

Setting with_contact(Setting setting, const char* name) {
    setting.debt.debtor.contacts.push_back({.name = name, .role = "", .email = "adela@exemple.cat", .phone = ""});
    return setting;
}

Setting under_catalan_law(Setting setting) {
    for (model::Contract& contract : setting.debt.contracts) contract.law = model::ContractLaw::catalonia;
    return setting;
}

Setting to(Setting setting, model::Obligor::Role role, const char* name) {
    model::Obligor obligor;
    obligor.role = role;
    obligor.regime = model::LiabilityRegime::solidary;
    obligor.party.id = "altre";
    obligor.party.name = name;
    obligor.party.person = model::PersonKind::natural;
    obligor.party.addresses = setting.debt.debtor.addresses;
    setting.debt.obligors.push_back(obligor);
    setting.decision.addressee = "altre";
    return setting;
}

Setting paid_by_agency(Setting setting) {
    model::Party agency;
    agency.name = "Agència Exemple, SL";
    setting.debt.agency = agency;
    setting.debt.debtor.contacts.push_back({.name = "", .role = "", .email = "anna@exemple.cat", .phone = "+34 972 000 000"});
    setting.decision.addressee = "agencia";
    return setting;
}

Setting without(Setting setting) { // neither offer nor deadline nor contacts
    setting.debt.offer.reset();
    setting.assessment.plan.reset();
    setting.debt.creditor.contacts.clear();
    setting.debt.creditor.accounts.clear();
    setting.debt.consultation.reset();
    return setting;
}

std::vector<NamedSetting> settings() {
    using K = model::PartyKind;
    using P = model::PersonKind;
    using R = model::Obligor::Role;
    const Setting firm = with_everything(business()), firms = with_everything(business_three()), person = with_everything(consumer()), body = with_everything(public_body());
    Setting shared = person;
    shared.debt.share = model::JointShare{.party = "", .weights = {11, 89}, .index = 0, .percent = base::Decimal::parse("11").value()};
    Setting one_euro = person;
    one_euro.debt.offer->monthly_capacity = euros("1.00");
    return {
        {"empresa", named(firm, "Aigües d’Osona, SL", "Hotels Iris, SA")},
        {"empresa amb contacte", with_contact(named(firm, "Fusteria Puig, SL", "Òptica Ubach, SL"), "Adela Cots Pla")},
        {"tres factures", named(firms, "Editorial Anoia, SL", "Unió d’Hostalers, SCCL")},
        {"dret català", under_catalan_law(named(firms, "Editorial Anoia, SL", "Impremta Horta, SL"))},
        {"autònoma", of_kind(named(firm, "Ignasi Oliva Homs", "Helena Ubach Ibars", "Na"), K::self_employed, P::natural)},
        {"entitat pública", of_kind(named(firm, "Aigües d’Osona, SL", "Infraestructures Exemple, SAU"), K::public_entity, P::legal)},
        {"consumidora", named(person, "Clínica Alba, SLP", "Anna Oriol Ibáñez", "Sra. D.ª")},
        {"consumidor", named(person, "Fusteria Puig, SL", "Octavi Urpí Homs", "D.")},
        {"consumidor sense tractament", named(person, "Fusteria Puig, SL", "Àlex Hernández Ivars")},
        {"part d’un deute mancomunat", named(shared, "Fusteria Puig, SL", "Iolanda Elias Amat", "Sra.")},
        {"un euro", named(one_euro, "Fusteria Puig, SL", "Iu Amat Elias", "Sr.")},
        {"comunitat", of_kind(named(person, "Ascensors Ebre, SA", "Comunitat de Propietaris Aribau, 11"), K::owners_community, P::unknown)},
        {"administració", named(body, "Aigües d’Osona, SL", "Ajuntament d’Olot")},
        {"fiador", to(named(firm, "Editorial Anoia, SL", "Hotels Iris, SA"), R::guarantor, "Enric Abad Oms")},
        {"codeutora", to(named(person, "Editorial Anoia, SL", "Eva Amat Oms"), R::co_debtor, "Úrsula Abad Oms")},
        {"hereu", to(named(person, "Editorial Anoia, SL", "Eva Amat Oms"), R::heir, "Oriol Amat Oms")},
        {"agència", paid_by_agency(named(firm, "Editorial Anoia, SL", "Hotels Iris, SA"))},
        {"sense res més", without(named(firms, "Editorial Anoia, SL", "Hotels Iris, SA"))},
    };
}

} // namespace

TEST_CASE("catalan: every letter for every kind of debtor, without Castilian, and with its apostrophes") {
    fill::Filler filler(prepared("ca-ES"));
    int filled_letters = 0;
    std::set<std::string> seen;
    for (const NamedSetting& one : settings())
        for (const auto& [id, letter] : shipped("ca-ES").letters) {
            Setting setting = one.setting;
            setting.decision.letter = id;
            const auto filled = filler.fill_letter(setting.debt, setting.assessment, setting.decision, setting.options);
            if (!filled.ok()) continue; // not every letter fits every case; the count below holds them to it
            ++filled_letters;
            seen.insert(id);
            const std::string text = plain_text(*filled);
            auto found = read_own_words(filled->own_words);
            const auto in_text = read_text(text);
            found.insert(found.end(), in_text.begin(), in_text.end());
            INFO(one.name << " / " << id << "\n" << text);
            CHECK(shown(found) == "");
        }
    CHECK(filled_letters > 300);
    CHECK(seen.size() == shipped("ca-ES").letters.size());
}

// Names and elements of a template, each with how often it stands there.
std::map<std::string, int> made_of(const model::TemplateSource& source) {
    static const std::regex piece("\\{\\{([#^/>]?\\s*[A-Za-z0-9.-]+)\\s*\\}\\}|<(/?[a-z0-9-]+)");
    std::map<std::string, int> pieces;
    for (std::sregex_iterator at(source.text.begin(), source.text.end(), piece), end; at != end; ++at) ++pieces[(*at)[1].matched ? "{{" + (*at)[1].str() : "<" + (*at)[2].str()];
    return pieces;
}

TEST_CASE("catalan: each template asks for the same names, conditions and blocks as its Spanish one: nothing is lost, nothing added") {
    const model::Pack &catalan = shipped("ca-ES"), &spanish = shipped();
    REQUIRE(catalan.letters.size() == spanish.letters.size());
    const auto same = [](const std::string& name, const model::TemplateSource& ours, const model::TemplateSource& theirs) {
        INFO(name);
        CHECK(ours.text != theirs.text);
        CHECK(made_of(ours) == made_of(theirs));
    };
    for (const auto& [id, letter] : catalan.letters) {
        const model::LetterTemplate& original = spanish.letters.at(id);
        same(id, letter.letter, original.letter);
        REQUIRE(letter.variants.size() == original.variants.size());
        for (const auto& [variant, source] : letter.variants) same(id + "." + variant, source, original.variants.at(variant));
        REQUIRE(letter.short_message.has_value() == original.short_message.has_value());
        if (letter.short_message) same(id + ".short", *letter.short_message, *original.short_message);
    }
    for (const auto& [name, source] : catalan.shared) same(name, source, spanish.shared.at(name));
}

TEST_CASE("catalan: short messages too") {
    fill::Filler filler(prepared("ca-ES"));
    for (const auto& [id, letter] : shipped("ca-ES").letters) {
        if (!letter.short_message) continue;
        Setting setting = with_everything(business_three());
        setting.decision.letter = id;
        const auto message = filler.short_message(setting.debt, setting.assessment, setting.decision, setting.options);
        INFO(id << "\n" << text_of(message.problems()));
        REQUIRE(message.ok());
        std::string own = *message; // the only value that is no date, figure or address
        own = base::replaced(own, setting.debt.creditor.name, "…");
        INFO(own);
        CHECK(shown(read_own_words(own)) == "");
        for (const char* word : {"deute", "€", "impag", "deutor", "reclam", "requeri", "pendent", "factur"}) CHECK(message->find(word) == std::string::npos);
    }
}

TEST_CASE("catalan: the reader finds what it is there to find") {
    const auto finds = [](const char* text) { return !read_own_words(text).empty(); };
    for (const char* wrong : {"el pago de la factura", "de el venciment", "a el jutjat", "la altra factura", "es ha pagat", "de aquesta carta", "per els interessos", "el import",
                              "l'import", "sol.licitud", "la la factura", "su factura", "el 11 de maig", "com a màxim mañana", "la negociación", "de hotels"}) {
        INFO(wrong);
        CHECK(finds(wrong));
    }
    for (const char* right : {"el pagament de la factura", "la informació", "la indemnització", "la unitat", "de Iolanda", "d’aquesta carta", "pels interessos", "a ell", "sol·licitud", "de hui"}) {
        INFO(right << shown(read_own_words(right)));
        CHECK_FALSE(finds(right));
    }
}

TEST_CASE("catalan: de before a value") {
    struct {
        const char* value;
        bool elides;
    } rows[] = {
        {"Anna", true},        {"Puig", false},      {"Àlex", true},       {"Óscar", true},       {"Hotels Iris, SA", true}, {"Helena", true},      {"Iolanda", false},
        {"Ignasi", true},      {"Iu Pascual", true}, {"Huelva", false},    {"Ubach", true},       {"Hierros", false},        {"Íñigo", true},       {"Uax", false},
        {"1,00 €", true},      {"11,50 €", true},    {"1.000,00 €", false}, {"11.000,00 €", true}, {"1.000.000,00 €", true},  {"100,00 €", false},   {"12 factures", false},
        {"11 factures", true}, {"1/2026", false},    {"11-A", false},      {"<b>", false},        {"", false},               {"8,00 €", false},     {"1.500.000,00 €", true},
        {"Y Asociados", false}, {"h", false},
    };
    for (const auto& row : rows) {
        INFO(row.value);
        CHECK(fill::elides_before(row.value) == row.elides);
    }
    const std::string b = fill::kValueBegin, e = fill::kValueEnd;
    CHECK(fill::with_elisions("pagament de " + b + "Anna" + e + " i de " + b + "Puig" + e + ".") == "pagament d’" + b + "Anna" + e + " i de " + b + "Puig" + e + ".");
    CHECK(fill::with_elisions("De " + b + "Anna" + e) == "D’" + b + "Anna" + e);
    CHECK(fill::with_elisions("de <strong>" + b + "11,00 €" + e + "</strong>") == "d’<strong>" + b + "11,00 €" + e + "</strong>");
    CHECK(fill::with_elisions("per " + b + "de " + e + b + "Anna" + e) == "per " + b + "de " + e + b + "Anna" + e); // a value is never touched
    CHECK(fill::with_elisions("onde " + b + "Anna" + e) == "onde " + b + "Anna" + e);
}

TEST_CASE("catalan: norms, ways and forms of address of the case are said in Catalan") {
    const fill::PackWords& words = shipped("ca-ES").words;
    int norms = 0;
    for (const char* table : {"late_payment", "legal"})
        for (const model::LawRow& row : shipped("ca-ES").tables.at(table)) {
            const std::string norm = fill::said_by_pieces(words, "norma", row.norm);
            INFO(row.norm << " -> " << norm);
            for (const Word& word : words_of(norm))
                for (const char* left : {"ley", "leyes", "y", "de los", "los", "puntos", "prórroga", "desde", "después", "para", "sin", "contrato", "disposición"}) CHECK(word.text != left);
            CHECK(norm.find(".º") == std::string::npos);
            CHECK(norm.find(".er") == std::string::npos);
            ++norms;
        }
    CHECK(norms > 60);
    CHECK(fill::said_by_pieces(words, "norma", "Ley 3/2004, art. 7.2 (2.º semestre de 2026: BCE 2,40 + 8 puntos)") == "Llei 3/2004, art. 7.2 (2n semestre de 2026: BCE 2,40 + 8 punts)");
    CHECK(fill::said_by_pieces(words, "norma", "interés remuneratorio del contrato") == "interès remuneratori del contracte");
    CHECK(fill::said_by_pieces(shipped().words, "norma", "Ley 3/2004") == "Ley 3/2004");
    for (const char* route : {"monitorio", "verbal", "ordinario", "cambiario", "lcsp-199", "proceso-monitorio-europeo", "concurso", "ninguna"})
        for (const char* pack : {"es-ES", "ca-ES"}) {
            INFO(pack << ' ' << route);
            CHECK(shipped(pack).words.contains(std::string("via.") + route));
        }
    CHECK(fill::said(words, "tratamiento", "D.ª") == "Sra.");
    CHECK(fill::said(words, "tratamiento", "Sr.") == "Sr.");
}
