#include "pack/load_pack.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "support/command.hpp"
#include "support/temporary_folder.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include <fstream>
#include <map>

using namespace legajo;

namespace {

const std::string templates = std::string(LEGAJO_SOURCE_DIR) + "/templates";

using Files = std::map<std::string, std::string>;

// The smallest pack that loads.
Files small_pack(const std::string& id = "prueba") {
    return {
        {id + "/pack.xml", "<pack id=\"" + id + "\" version=\"1\" idioma=\"es-ES\" jurisdiccion=\"es\"/>"},
        {id + "/policy.xml",
         "<politica version=\"1\">\n<canal nombre=\"correo\"/>\n<escalera>\n<paso nivel=\"1\" carta=\"comunicacion\" canal=\"correo\"/>\n</escalera>\n</politica>"},
        {id + "/style.xml", "<estilo id=\"s\"><bloque id=\"p\" cuerpo=\"10.5pt\"/></estilo>"},
        {id + "/law/tipos.csv", "key,value,from,to,norm,source,confidence,text\nlegal,3.25,2026-01-01,,Ley,BOE,confirmed,\n"},
        {id + "/letters/comunicacion/letter.xml", "<carta id=\"comunicacion\" nivel=\"1\"><nombre id=\"deudor.nombre\"/></carta>"},
        {id + "/letters/comunicacion/letter.mustache", "<p>{{deudor.nombre}}</p>"},
    };
}

class Templates {
public:
    explicit Templates(const Files& files) {
        for (const auto& [name, text] : files) write(name, text);
    }
    void write(const std::string& name, const std::string& text) const {
        std::filesystem::create_directories((folder_ / name).parent_path());
        std::ofstream(folder_ / name, std::ios::binary) << text;
    }
    [[nodiscard]] auto load(const std::string& id = "prueba") const { return pack::load_pack(folder_.path(), id); }

    // "code file:line", sorted; without the folder's own name.
    [[nodiscard]] std::vector<std::string> problems(const std::string& id = "prueba") const {
        std::vector<std::string> told;
        const auto prefix = folder_.path().filename().string() + "/";
        const auto loaded = load(id);
        for (const auto& problem : loaded.problems()) {
            auto file = problem.place.file;
            if (file.starts_with(prefix)) file.erase(0, prefix.size());
            told.push_back(problem.code + " " + file + ":" + std::to_string(problem.place.line));
        }
        std::sort(told.begin(), told.end());
        return told;
    }

private:
    test::TemporaryFolder folder_;
};

using Told = std::vector<std::string>;

std::string argument(const base::Problem& problem, const std::string& name) {
    for (const auto& [key, value] : problem.arguments)
        if (key == name) return value;
    return "";
}

} // namespace

TEST_CASE("every pack of templates/ loads") {
    const auto ids = pack::list_packs(templates);
    REQUIRE(std::find(ids.begin(), ids.end(), "es-ES") != ids.end());
    for (const auto& id : ids) {
        const auto loaded = pack::load_pack(templates, id);
        for (const auto& problem : loaded.problems()) {
            UNSCOPED_INFO(id << ": " << problem.code << " " << problem.place.file << ":" << problem.place.line);
            for (const auto& [name, value] : problem.arguments) UNSCOPED_INFO("  " << name << " = " << value);
        }
        REQUIRE(loaded.ok());
        CHECK((*loaded)->id == id);
        CHECK((*loaded)->content_hash.size() == 64);
        CHECK_FALSE((*loaded)->policy.ladders.empty());
    }
}

TEST_CASE("a pack that brings only a style says the same on another page") {
    const auto classic = pack::load_pack(templates, "es-ES"), modern = pack::load_pack(templates, "moderno");
    REQUIRE((classic.ok() && modern.ok()));
    CHECK((*modern)->style.id == "moderno");
    CHECK((*modern)->style.blocks.at("p") != (*classic)->style.blocks.at("p"));
    REQUIRE((*modern)->letters.size() == (*classic)->letters.size());
    for (const auto& [id, letter] : (*classic)->letters) {
        INFO(id);
        const auto& same = (*modern)->letters.at(id);
        CHECK(same.letter.text == letter.letter.text);
        REQUIRE(same.variants.size() == letter.variants.size());
        for (const auto& [kind, text] : letter.variants) CHECK(same.variants.at(kind).text == text.text);
    }
    CHECK((*modern)->shared.size() == (*classic)->shared.size());
    CHECK((*modern)->words == (*classic)->words);
    CHECK((*modern)->content_hash != (*classic)->content_hash); // the register tells them apart
}

TEST_CASE("the packs' XML files agree with their schemas, as xmllint reads them") {
    const auto schema = templates + "/schema/";
    const std::map<std::string, std::string> schemas{
        {"pack.xml", "pack.xsd"}, {"policy.xml", "policy.xsd"}, {"style.xml", "style.xsd"}, {"letter.xml", "letter.xsd"}, {"common.xml", "letter.xsd"}};
    std::map<std::string, std::string> files; // schema -> files
    for (const auto& entry : std::filesystem::recursive_directory_iterator(templates))
        if (const auto found = schemas.find(entry.path().filename().string()); found != schemas.end() && entry.is_regular_file())
            files[found->second] += " " + test::quoted(entry.path());
    for (const auto& [name, list] : files) {
        const auto end = test::run_command("xmllint --noout --schema " + test::quoted(schema + name) + list);
        INFO(end.err);
        CHECK(end.status == 0);
    }
}

TEST_CASE("what a small pack says arrives") {
    const Templates folder(small_pack());
    const auto loaded = folder.load();
    for (const auto& problem : loaded.problems()) UNSCOPED_INFO(problem.code);
    REQUIRE(loaded.ok());
    const auto& pack = **loaded;
    CHECK(pack.policy.ladders.at(0).steps.at(0).letter == "comunicacion");
    CHECK(pack.style.blocks.at("p").text.size_pt == Approx(10.5));
    CHECK(pack.tables.at("legal").front().value.text() == "3.25");
    CHECK(pack.letters.at("comunicacion").letter.text == "<p>{{deudor.nombre}}</p>");
    CHECK(pack.letters.at("comunicacion").contract.names.front().name == "deudor.nombre");
}

TEST_CASE("any byte of any file, and any name, changes the hash; nothing else does") {
    auto files = small_pack();
    const auto hash = (*Templates(files).load())->content_hash;
    CHECK((*Templates(files).load())->content_hash == hash);
    for (const auto& [name, text] : files) {
        auto changed = files;
        changed[name] = text + (name.ends_with("csv") ? "\n" : name.ends_with("mustache") ? " " : "<!-- -->");
        INFO(name);
        CHECK((*Templates(changed).load())->content_hash != hash);
    }
    auto more = files;
    more["prueba/letters/comunicacion/letter.xml~"] = "copia";
    more["prueba/.git/x"] = "y";
    CHECK((*Templates(more).load())->content_hash == hash); // leftovers of editors are no part of it
}

TEST_CASE("all problems of all files at once, each with its line") {
    auto files = small_pack();
    files["prueba/policy.xml"] = "<politica version=\"1\" grazia=\"2\">\n<canal nombre=\"correo\"/>\n<escalera para=\"empressa\">\n"
                                 "<paso nivel=\"9\" carta=\"a\" canal=\"correo\"/>\n<paso nivel=\"2\" canal=\"fax\" carta=\"a\" plazo=\"-1\"/>\n<pasito/>\n</escalera>\n</politica>";
    files["prueba/style.xml"] = "<estilo id=\"s\">\n<bloque id=\"p\" cuerpo=\"10.5\" color=\"rojo\"/>\n<bloque id=\"p\" como=\"q\"/>\n</estilo>";
    files["prueba/law/tipos.csv"] = "key,value,from,to,norm,source,confidence,text\nlegal,3.25,2026-01-01,2026-06-30,,,confirmed,\nlegal,3.25,2026-06-30,,,,confirmed,\n"
                                    "legal,tres,2027-01-01,,,,quizá,\nlegal,1\n";
    files["prueba/letters/comunicacion/letter.xml"] = "<carta id=\"otra\" nivel=\"1\">\n<nombre id=\"x\" tipo=\"lista\"/>\n<nombre id=\"x\"/>\n"
                                                      "<clausula debe=\"estar\" regla=\"L-1\"/>\n</carta>";
    CHECK(Templates(files).problems() == Told{
                                             "contract.clause_or_words prueba/letters/comunicacion/letter.xml:4",
                                             "contract.id_differs prueba/letters/comunicacion/letter.xml:1",
                                             "contract.name_twice prueba/letters/comunicacion/letter.xml:3",
                                             "law.columns prueba/law/tipos.csv:5",
                                             "law.confidence prueba/law/tipos.csv:4",
                                             "law.overlap prueba/law/tipos.csv:3",
                                             "law.value prueba/law/tipos.csv:4",
                                             "pack.attribute_unknown prueba/policy.xml:1",
                                             "pack.attribute_value prueba/policy.xml:4",
                                             "pack.attribute_value prueba/policy.xml:5",
                                             "pack.attribute_value prueba/style.xml:2",
                                             "pack.attribute_value prueba/style.xml:2",
                                             "pack.element_unknown prueba/policy.xml:6",
                                             "pack.word_unknown prueba/policy.xml:3",
                                             "pack.word_unknown prueba/policy.xml:5",
                                             "policy.step_twice prueba/policy.xml:5",
                                             "style.base_unknown prueba/style.xml:3",
                                             "style.block_twice prueba/style.xml:3",
                                         });
}

TEST_CASE("a misspelt word is answered with the right one") {
    auto files = small_pack();
    files["prueba/policy.xml"] = "<politica version=\"1\" contactos-semanas=\"2\"><canal nombre=\"coreo\"/><escalera/></politica>";
    const auto loaded = Templates(files).load();
    std::map<std::string, std::string> told;
    for (const auto& problem : loaded.problems()) told[problem.code] = argument(problem, "sugerencia");
    CHECK(told["pack.attribute_unknown"] == "contactos-semana");
    CHECK(told["pack.word_unknown"] == "correo");
}

TEST_CASE("tables: order is mended, overlaps and gaps are not") {
    const std::string header = "key,value,from,to,norm,source,confidence,text\n";
    const auto with = [&](const std::string& rows, const std::string& leave = "") {
        auto files = small_pack();
        files["prueba/law/tipos.csv"] = header + rows;
        files["prueba/pack.xml"] = "<pack id=\"prueba\" version=\"1\" idioma=\"es-ES\" jurisdiccion=\"es\">" + leave + "</pack>";
        return Templates(files).problems();
    };
    CHECK(with("a,2,2026-07-01,,,,C,\na,1,2026-01-01,2026-06-30,,,C,\n").empty());
    CHECK(with("a,1,2026-01-01,,,,C,\na,2,2026-07-01,,,,C,\n") == Told{"law.overlap prueba/law/tipos.csv:3"});
    CHECK(with("a,1,2026-01-01,2026-06-29,,,C,\na,2,2026-07-01,,,,C,\n") == Told{"law.gap prueba/law/tipos.csv:3"});
    CHECK(with("a,1,2026-01-01,2025-06-29,,,C,\n") == Told{"law.backwards prueba/law/tipos.csv:2"});
    CHECK(with("holiday.ES,1,2026-01-01,2026-01-01,,,C,\nholiday.ES,1,2026-05-01,2026-05-01,,,C,\n", "<tabla clave=\"holiday.\" huecos=\"si\"/>").empty());
    CHECK(with("a,1,2026-01-01,,,,C,\"coma, y \"\"comillas\"\"\"\n").empty());
    CHECK(with("a,1,2026-01-01,,,,C,\"abierta\n") == Told{"law.csv_quote prueba/law/tipos.csv:2"});
    CHECK(with("a,1e5,2026-02-30,,,,C,\n") == Told{"law.date prueba/law/tipos.csv:2", "law.value prueba/law/tipos.csv:2"});
}

TEST_CASE("common.xml adds what a letter does not say itself") {
    auto files = small_pack();
    files["prueba/shared/common.xml"] = "<comun><nombre id=\"deudor.nombre\" opcional=\"si\"/><nombre id=\"importes.total\"/>"
                                        "<clausula id=\"reserva\" debe=\"estar\" regla=\"L-307\" desde-nivel=\"3\"/>"
                                        "<clausula palabras=\"moroso\" debe=\"faltar\" regla=\"L-706\"/>"
                                        "<clausula id=\"cuenta\" debe=\"estar\" regla=\"L-1\" excepto=\"comunicacion cierre\"/></comun>";
    const auto loaded = Templates(files).load();
    REQUIRE(loaded.ok());
    const auto& contract = (*loaded)->letters.at("comunicacion").contract;
    REQUIRE(contract.names.size() == 2);
    CHECK_FALSE(contract.names[0].optional); // the letter's own word stands
    REQUIRE(contract.clauses.size() == 1);
    CHECK(contract.clauses.front().words == "moroso");
}

TEST_CASE("a child takes what it says it inherits, file by file; a letter's texts come as a set") {
    auto files = small_pack("madre");
    files["madre/letters/comunicacion/letter.consumidor.mustache"] = "<p>consumidor</p>";
    files["madre/shared/saludo.mustache"] = "Hola";
    files["madre/words.txt"] = "pagina = Página\ncierre = Atentamente\n";
    files["hija/pack.xml"] = "<pack id=\"hija\" version=\"2\" idioma=\"es-MX\" jurisdiccion=\"es\"><padre id=\"madre\" hereda=\"politica estilo leyes contratos cartas compartidas palabras\"/></pack>";
    files["hija/letters/comunicacion/letter.mustache"] = "<p>{{deudor.nombre}}, qué tal</p>";
    files["hija/words.txt"] = "# propias\ncierre = Saludos\n";
    const Templates folder(files);
    const auto child = folder.load("hija");
    for (const auto& problem : child.problems()) UNSCOPED_INFO(problem.code << " " << problem.place.file);
    REQUIRE(child.ok());
    const auto& letter = (*child)->letters.at("comunicacion");
    CHECK(letter.letter.text == "<p>{{deudor.nombre}}, qué tal</p>");
    CHECK(letter.variants.empty()); // the mother's variant would not fit the daughter's letter
    CHECK(letter.contract.names.size() == 1);
    CHECK((*child)->shared.at("saludo").text == "Hola");
    CHECK((*child)->words.at("cierre") == "Saludos");
    CHECK((*child)->words.at("pagina") == "Página");
    CHECK((*child)->tables.contains("legal"));
    CHECK((*child)->content_hash != (*folder.load("madre"))->content_hash);

    files["madre/shared/saludo.mustache"] = "Buenos días";
    CHECK((*Templates(files).load("hija"))->content_hash != (*child)->content_hash); // a parent's change is a change
}

TEST_CASE("law does not cross borders, and no letter mixes languages") {
    auto files = small_pack("madre");
    files["otra/pack.xml"] = "<pack id=\"otra\" version=\"1\" idioma=\"es-MX\" jurisdiccion=\"mx\"><padre id=\"madre\" hereda=\"politica leyes cartas contratos\"/></pack>";
    files["cat/pack.xml"] = "<pack id=\"cat\" version=\"1\" idioma=\"ca-ES\" jurisdiccion=\"es\"><padre id=\"madre\" hereda=\"politica estilo leyes contratos cartas compartidas\"/></pack>";
    files["cat2/pack.xml"] = "<pack id=\"cat2\" version=\"1\" idioma=\"ca-ES\" jurisdiccion=\"es\"><padre id=\"madre\" hereda=\"politica estilo leyes contratos\"/></pack>";
    const Templates folder(files);
    CHECK(folder.problems("otra") == Told(3, "pack.inherits_law otra/pack.xml:0"));
    CHECK(folder.problems("cat") == Told(2, "pack.inherits_language cat/pack.xml:0"));
    const auto catalan = folder.load("cat2");
    REQUIRE(catalan.ok());
    CHECK((*catalan)->letters.empty());
}

TEST_CASE("hostile packs") {
    SECTION("ids that climb or hide") {
        const Templates folder(small_pack());
        for (const char* id : {"", ".", "..", "../prueba", "prueba/../prueba", "/etc", "no-existe", ".oculta"})
            CHECK(folder.load(id).problems().front().code == "pack.not_found");
    }
    SECTION("a circle of parents") {
        auto files = small_pack();
        files["prueba/pack.xml"] = "<pack id=\"prueba\" version=\"1\" idioma=\"es\" jurisdiccion=\"es\"><padre id=\"prueba\" hereda=\"leyes\"/></pack>";
        CHECK(Templates(files).problems() == Told{"pack.parent_circle prueba/pack.xml:0"});
    }
    SECTION("XML that is none, has a DOCTYPE, two roots, twice an attribute, bad bytes, loose text, endless depth") {
        std::string deep;
        for (int i = 0; i < 100'000; ++i) deep += "<escalera>";
        const std::vector<std::pair<std::string, std::string>> broken{
            {"<politica", "pack.xml_broken"},
            {"", "pack.xml_broken"},
            {"<!DOCTYPE a [<!ENTITY b \"c\">]><politica version=\"1\"/>", "pack.xml_doctype"},
            {"<politica version=\"1\"/><politica version=\"1\"/>", "pack.xml_broken"},
            {"<politica version=\"1\" version=\"2\"/>", "pack.xml_duplicate_attribute"},
            {"<politica version=\"\xff\"/>", "pack.xml_encoding"},
            {"<politica version=\"1\">hola</politica>", "pack.xml_text"},
            {"<policy version=\"1\"/>", "pack.root"},
            {deep, "pack.xml_broken"},
        };
        for (const auto& [text, code] : broken) {
            auto files = small_pack();
            files["prueba/policy.xml"] = text;
            const auto told = Templates(files).problems();
            INFO(text.substr(0, 80));
            REQUIRE_FALSE(told.empty());
            CHECK(told.front().substr(0, code.size()) == code);
        }
    }
    SECTION("a letter without contract, files without a letter") {
        auto files = small_pack();
        files.erase("prueba/letters/comunicacion/letter.xml");
        files["prueba/letters/otra/short.mustache"] = "x";
        CHECK(Templates(files).problems() == Told{"contract.missing prueba/letters/comunicacion/letter.xml:0", "pack.letter_without_text prueba/letters/comunicacion/letter.mustache:0",
                                                  "pack.letter_without_text prueba/letters/otra/short.mustache:0"});
    }
    SECTION("no policy") {
        auto files = small_pack();
        files.erase("prueba/policy.xml");
        CHECK(Templates(files).problems() == Told{"pack.file_missing prueba/policy.xml:0"});
    }
}

// What the schema refuses the reader refuses, and the other way round.
TEST_CASE("schema and reader agree over broken files") {
    struct Sample {
        const char *file, *schema, *text;
        bool is_good;
    };
    const std::vector<Sample> samples{
        {"policy.xml", "policy.xsd", "<politica version=\"1\"><canal nombre=\"correo\" coste=\"1.50\" entrega=\"2\"/><escalera para=\"empresa autonomo\" gracia=\"2\"/></politica>", true},
        {"policy.xml", "policy.xsd", "<politica version=\"1\"><canal nombre=\"paloma\"/></politica>", false},
        {"policy.xml", "policy.xsd", "<politica/>", false},
        {"policy.xml", "policy.xsd", "<politica version=\"1\" importe-minimo=\"1,50\"/>", false},
        {"policy.xml", "policy.xsd", "<politica version=\"1\" importe-minimo=\"-1\"/>", false},
        {"policy.xml", "policy.xsd", "<politica version=\"1\" gracia=\"mucha\"/>", false},
        {"policy.xml", "policy.xsd", "<politica version=\"1\"><escalera><paso carta=\"a\" canal=\"correo\"/></escalera></politica>", false},
        {"policy.xml", "policy.xsd", "<politica version=\"1\"><escalera><paso nivel=\"1\" carta=\"a\"/></escalera></politica>", false},
        {"policy.xml", "policy.xsd", "<politica version=\"1\" intereses=\"perdonar\"/>", false},
        {"style.xml", "style.xsd", "<estilo id=\"s\"><pagina ancho=\"21cm\" alto=\"297mm\" izquierda=\"25mm\"/><bloque id=\"p\" alinea=\"justificado\" espaciado=\"-12.5\"/></estilo>", true},
        {"style.xml", "style.xsd", "<estilo id=\"s\"><bloque id=\"p\" cuerpo=\"10px\"/></estilo>", false},
        {"style.xml", "style.xsd", "<estilo id=\"s\"><bloque id=\"p\" color=\"#12345\"/></estilo>", false},
        {"style.xml", "style.xsd", "<estilo id=\"s\"><bloque id=\"p\" color=\"#12345g\"/></estilo>", false},
        {"style.xml", "style.xsd", "<estilo id=\"s\"><bloque cuerpo=\"10pt\"/></estilo>", false},
        {"style.xml", "style.xsd", "<estilo id=\"s\"><bloque id=\"p\" alinea=\"derecha\"/></estilo>", false},
        {"style.xml", "style.xsd", "<estilo/>", false},
        {"letters/comunicacion/letter.xml", "letter.xsd", "<carta id=\"comunicacion\" nivel=\"1\" plazo=\"7\" valida-hasta=\"2027-01-31\"><base-legal norma=\"CC 1100\"/></carta>", true},
        {"letters/comunicacion/letter.xml", "letter.xsd", "<carta id=\"comunicacion\" nivel=\"8\"/>", false},
        {"letters/comunicacion/letter.xml", "letter.xsd", "<carta id=\"comunicacion\"/>", false},
        {"letters/comunicacion/letter.xml", "letter.xsd", "<carta id=\"comunicacion\" nivel=\"1\" plazo=\"0\"/>", false},
        {"letters/comunicacion/letter.xml", "letter.xsd", "<carta id=\"comunicacion\" nivel=\"1\" valida-hasta=\"31/01/2027\"/>", false},
        {"letters/comunicacion/letter.xml", "letter.xsd", "<carta id=\"comunicacion\" nivel=\"1\"><nombre id=\"a\" tipo=\"imagen\"/></carta>", false},
        {"letters/comunicacion/letter.xml", "letter.xsd", "<carta id=\"comunicacion\" nivel=\"1\"><clausula id=\"a\" debe=\"quizá\" regla=\"L-1\"/></carta>", false},
        {"letters/comunicacion/letter.xml", "letter.xsd", "<carta id=\"comunicacion\" nivel=\"1\"><base-legal/></carta>", false},
        {"pack.xml", "pack.xsd", "<pack id=\"prueba\" version=\"1\" idioma=\"es-ES\" jurisdiccion=\"es\"><tabla clave=\"a.\" huecos=\"si\"/></pack>", true},
        {"pack.xml", "pack.xsd", "<pack id=\"prueba\" version=\"1\" idioma=\"es-ES\"/>", false},
        {"pack.xml", "pack.xsd", "<pack id=\"prueba\" version=\"1\" idioma=\"es-ES\" jurisdiccion=\"es\"><tabla clave=\"a\" huecos=\"sí\"/></pack>", false},
        {"pack.xml", "pack.xsd", "<pack id=\"prueba\" version=\"1\" idioma=\"es-ES\" jurisdiccion=\"es\"><padre id=\"x\" hereda=\"todo\"/></pack>", false},
    };
    const test::TemporaryFolder scratch;
    for (const auto& sample : samples) {
        std::ofstream(scratch / "x.xml") << sample.text;
        const auto by_schema = test::run_command("xmllint --noout --schema " + test::quoted(templates + "/schema/" + sample.schema) + " " + test::quoted(scratch / "x.xml"));
        auto files = small_pack();
        files[std::string("prueba/") + sample.file] = sample.text;
        if (std::string(sample.file) == "policy.xml" && sample.is_good) files["prueba/letters/comunicacion/letter.xml"] = "<carta id=\"comunicacion\" nivel=\"1\"/>";
        const auto told = Templates(files).problems();
        INFO(sample.text << "\n" << by_schema.err << (told.empty() ? "" : told.front()));
        CHECK((by_schema.status == 0) == sample.is_good);
        CHECK(told.empty() == sample.is_good);
    }
}
