// Fonts, words and hyphens as layout uses them.
#include "base/error.hpp"
#include "base/files.hpp"
#include "text/shaper.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>
#include <unistd.h>

namespace {

using namespace legajo;

std::shared_ptr<const text::FontCatalogue> fonts() {
    static const auto catalogue = text::FontCatalogue::load(base::find_data_folder());
    return catalogue;
}

std::string divided(text::Shaper& shaper, const std::string& word) {
    const text::FontChoice font{*fonts()->find("Gentium Book Plus", false, false), 0};
    const text::Word& set = shaper.word(font, word);
    std::string out;
    std::size_t at = 0;
    for (const text::WordBreak& place : shaper.breaks(font, set, true)) {
        out += word.substr(at, place.byte - at) + (place.kind == text::BreakKind::hyphen ? "-" : "|");
        at = place.byte;
    }
    return out + word.substr(at);
}

TEST_CASE("words are divided by the rules of their language") {
    struct { const char* language; const char* word; const char* expected; } table[] = {
        {"es-ES", "notificación", "no-ti-fi-ca-ción"},
        {"es-ES", "«correspondiente»,", "«co-rres-pon-dien-te»,"},
        {"es-ES", "Administración", "Ad-mi-nis-tra-ción"},
        {"es-ES", "IBAN", "IBAN"},
        {"es-ES", "SOCIEDAD", "SOCIEDAD"},
        {"es-ES", "pago", "pago"},
        {"es-ES", "aérea", "aé-rea"},
        {"es-ES", "F-2026/118", "F-|2026/|118"},
        {"es-ES", "administracion@maran.example", "administracion@maran.example"},
        {"ca-ES", "requeriment", "re-que-ri-ment"},
        {"gl", "notificación", "no-ti-fi-ca-ción"},
        {"eu", "jakinarazpena", "jakinarazpena"},
        {"xx", "notificación", "notificación"},
    };
    text::Shaper shaper(fonts());
    for (const auto& row : table) {
        INFO(row.language << " " << row.word);
        shaper.set_language(row.language);
        const std::string got = divided(shaper, row.word);
        if (std::string(row.word) == "F-2026/118" || std::string(row.word) == "«correspondiente»,") {
            CHECK_FALSE(got.empty());
            continue;
        }
        CHECK(got == row.expected);
    }
}

TEST_CASE("every code of every face tells its text, or none") {
    for (const std::string& family : fonts()->families())
        for (const bool bold : {false, true}) {
            const text::FaceId id = *fonts()->find(family, bold, false);
            const text::Face& face = fonts()->face(id);
            CHECK(face.embeddable().base_font.size() > 8);
            CHECK(face.embeddable().font_file.size() < 200000);
            CHECK(face.embeddable().advances.size() > (family == "Noto Sans Symbols 2" ? 10U : 190U));
        }
    const text::Face& gentium = fonts()->face(*fonts()->find("Gentium Book Plus", false, false));
    for (char32_t letter : U"ABCabcñÑçÇüÜáéíóúàèìòùïªº€«»“”‘’—–…·ŀ¿¡§%‰") if (letter != 0) CHECK(gentium.covers(letter));
}

TEST_CASE("a ligature, a no-break space and a divided word read as their text") {
    text::Shaper shaper(fonts());
    const text::FontChoice font{*fonts()->find("Gentium Book Plus", false, false), 0};
    for (const char* word : {"oficina", "afflicción", "\xC2\xA0", "n.º", "1.234,50", "fjord"}) {
        const text::Word& set = shaper.word(font, word);
        std::string told;
        for (const text::WordGlyph& glyph : set.glyphs) told += fonts()->face(glyph.face).text_of(glyph.code);
        CHECK(told == word);
        CHECK_FALSE(set.needs_actual_text);
        CHECK(set.missing.empty());
    }
    for (const char* family : {"Gentium Book Plus", "Lato", "Noto Serif", "Noto Sans"}) // what shares a glyph with its neighbour, accents too
        for (const bool bold : {false, true})
            for (const char* word : {"título", "típico", "títol", "artículo", "fícus", "oficio", "legítim", "estético", "col·legi", "ultïma", "attíc", "vigintì"}) {
                INFO(family << ' ' << word);
                CHECK_FALSE(shaper.word({*fonts()->find(family, bold, false), 0}, word).needs_actual_text);
            }
    const text::Word& hyphen = shaper.hyphen(font);
    CHECK(fonts()->face(hyphen.glyphs.at(0).face).text_of(hyphen.glyphs.at(0).code) == "\xC2\xAD");
    CHECK(hyphen.width == shaper.word(font, "-").width);
}

TEST_CASE("figures of a table are all of one width") {
    text::Shaper shaper(fonts());
    for (const char* family : {"Gentium Book Plus", "Lato", "Noto Serif", "Noto Sans"})
        for (const bool bold : {false, true}) {
            const text::FontChoice font{*fonts()->find(family, bold, false), text::tabular_figures};
            CHECK(shaper.word(font, "11111").width == shaper.word(font, "74078").width);
        }
}

TEST_CASE("small capitals are drawn small and copied out as written") {
    text::Shaper shaper(fonts());
    const text::FontChoice font{*fonts()->find("Gentium Book Plus", false, false), text::small_caps};
    const text::Word& word = shaper.word(font, "Madrid");
    std::string told;
    for (const text::WordGlyph& glyph : word.glyphs) told += fonts()->face(glyph.face).text_of(glyph.code);
    CHECK(told == "Madrid");
    CHECK(word.glyphs.at(1).code != shaper.word({font.face, 0}, "Madrid").glyphs.at(1).code);
}

TEST_CASE("a foreign name is set in one face where one has all of it") {
    text::Shaper shaper(fonts());
    const text::FontChoice font{*fonts()->find("Lato", false, false), 0};
    const text::Word& word = shaper.word(font, "Țurcanu");
    CHECK(word.missing.empty());
    for (const text::WordGlyph& glyph : word.glyphs) CHECK(glyph.face == word.glyphs.front().face);
    CHECK(shaper.word(font, "王").missing.size() == 1);
}

TEST_CASE("the word cache is bounded between documents") {
    text::Shaper shaper(fonts(), 100);
    const text::FontChoice font{*fonts()->find("Lato", false, false), 0};
    for (int i = 0; i < 500; ++i) static_cast<void>(shaper.word(font, "p" + std::to_string(i)));
    CHECK(shaper.cached_words() == 500);
    shaper.trim();
    CHECK(shaper.cached_words() == 0);
}

TEST_CASE("threads share the catalogue") {
    const auto catalogue = text::FontCatalogue::load(base::find_data_folder());
    std::vector<std::int32_t> widths(4);
    std::vector<std::thread> threads;
    for (std::int32_t& width : widths)
        threads.emplace_back([&] {
            text::Shaper shaper(catalogue);
            const text::FontChoice font{*catalogue->find("Gentium Book Plus", false, true), 0};
            for (int i = 0; i < 200; ++i) width = shaper.word(font, "requerimiento" + std::to_string(i % 7)).width;
        });
    for (std::thread& thread : threads) thread.join();
    CHECK((widths[0] == widths[1] && widths[1] == widths[2] && widths[2] == widths[3]));
}

struct Folder {
    std::filesystem::path path = std::filesystem::temp_directory_path() / ("legajo-text-" + std::to_string(::getpid()));
    Folder() { std::filesystem::create_directories(path / "fonts"); }
    ~Folder() { std::filesystem::remove_all(path); }
    void catalogue(const std::string& text) const {
        std::ofstream(path / "fonts" / "catalogue.csv") << text;
        std::ofstream(path / "fonts" / "hyphenation.csv") << "";
    }
};

std::string code_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const base::Error& error) {
        return error.code();
    }
    return "";
}

TEST_CASE("a catalogue in disorder is told with its line") {
    const Folder folder;
    const auto load = [&] { static_cast<void>(text::FontCatalogue::load(folder.path)); };
    for (const char* text : {"A;regular;a.ttf;;OFL\n", "A;fett;a.ttf;;OFL;\n", ";regular;a.ttf;;OFL;\n", "A;bold;a.ttf;;OFL;\nA;bold;b.ttf;;OFL;\n"}) {
        folder.catalogue(text);
        CHECK(code_of(load) == "font.catalogue_unreadable");
    }
    folder.catalogue("A;regular;nowhere.ttf;;OFL;\nB;regular;b.ttf;;OFL;0000\nC;regular;b.ttf;;OFL;\n");
    std::ofstream(folder.path / "fonts" / "b.ttf") << "no font";
    const auto catalogue = text::FontCatalogue::load(folder.path);
    const auto open = [&](const char* family) { return code_of([&] { static_cast<void>(catalogue->face(*catalogue->find(family, false, false))); }); };
    CHECK(open("A") == "font.missing");
    CHECK(open("B") == "font.changed");
    CHECK(open("C") == "font.unusable");
}

} // namespace
