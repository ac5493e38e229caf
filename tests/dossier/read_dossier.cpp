#include "read_dossier.hpp"

#include "base/text.hpp"
#include "support/command.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <regex>
#include <set>

namespace legajo::test {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

struct Word { double left, top, right, bottom; std::string text; }; // from the top left

std::string plain(std::string text) {
    for (const auto& [from, to] : {std::pair{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&apos;", "'"}, {"\xC2\xA0", " "}, {"\xC2\xAD", ""}}) text = base::replaced(text, from, to);
    return text;
}

std::vector<std::vector<Word>> words_of(const fs::path& pdf, SeenDossier& seen) {
    const CommandEnd end = run_command("pdftotext -bbox " + quoted(pdf) + " -");
    REQUIRE(end.status == 0);
    static const std::regex page(R"re(<page width="([\d.]+)" height="([\d.]+)">)re"), word(R"re(<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)</word>)re");
    std::vector<std::vector<Word>> all;
    for (const std::string_view line : base::split(end.out, '\n')) {
        const std::string text(line);
        std::smatch match;
        if (std::regex_search(text, match, page)) {
            all.emplace_back();
            seen.pages.push_back({"", "", std::stod(match[1]), std::stod(match[2])});
        } else if (!all.empty() && std::regex_search(text, match, word)) {
            all.back().push_back({std::stod(match[1]), std::stod(match[2]), std::stod(match[3]), std::stod(match[4]), plain(match[5])});
            seen.pages.back().text += (seen.pages.back().text.empty() ? "" : " ") + all.back().back().text;
        }
    }
    return all;
}

const Json& value_of(const Json& objects, const Json& object) { // follows a reference ("12 0 R")
    static const Json nothing;
    if (!object.is_string()) return object;
    const auto found = objects.find("obj:" + object.get<std::string>());
    if (found == objects.end()) return object;
    if (found->contains("value")) return (*found)["value"];
    return found->contains("stream") ? (*found)["stream"]["dict"] : nothing;
}

std::string text_of(const Json& text) {
    const std::string all = text.is_string() ? text.get<std::string>() : "";
    return all.starts_with("u:") ? all.substr(2) : all;
}

int rotation_of(const Json& page) { return page.value("/Rotate", 0); }

void see_links(const Json& objects, const Json& pages, const std::vector<std::vector<Word>>& words, SeenDossier& seen) {
    std::map<std::string, int> number;
    for (const Json& page : pages) number[page["object"]] = page["pageposfrom1"];
    for (const Json& listed : pages) {
        const Json& page = value_of(objects, listed["object"]);
        if (!page.contains("/Annots")) continue;
        const int at = listed["pageposfrom1"];
        for (const Json& reference : value_of(objects, page["/Annots"])) {
            const Json& annotation = value_of(objects, reference);
            if (annotation.value("/Subtype", "") != "/Link") continue;
            SeenLink link;
            link.page = at;
            if (annotation.contains("/Dest")) {
                const Json& destination = value_of(objects, annotation["/Dest"]);
                if (destination.is_array() && !destination.empty() && number.contains(destination[0])) link.target = number[destination[0]];
            } else if (annotation.contains("/A")) {
                link.address = text_of(value_of(objects, annotation["/A"]).value("/URI", Json()));
            }
            const Json& rect = annotation["/Rect"];
            const Json& sheet = value_of(objects, page["/MediaBox"]);
            const double left = sheet[0], bottom = sheet[1];
            link.at = {rect[0].get<double>() - left, rect[1].get<double>() - bottom, rect[2].get<double>() - left, rect[3].get<double>() - bottom};
            if (rotation_of(page) == 0 && !page.contains("/CropBox")) {
                const double height = seen.pages[static_cast<std::size_t>(at) - 1].height;
                for (const Word& word : words[static_cast<std::size_t>(at) - 1]) {
                    const double x = (word.left + word.right) / 2, y = height - (word.top + word.bottom) / 2;
                    if (x > link.at.left && x < link.at.right && y > link.at.bottom && y < link.at.top) link.text += (link.text.empty() ? "" : " ") + word.text;
                }
            } else {
                link.text = "?"; // turned pages: their words are told upright
            }
            seen.links.push_back(std::move(link));
        }
    }
}

void see_outline(const Json& entries, int level, SeenDossier& seen) {
    for (const Json& entry : entries) {
        seen.outline.push_back({entry["title"], entry["destpageposfrom1"].is_number() ? entry["destpageposfrom1"].get<int>() : 0, level});
        see_outline(entry["kids"], level + 1, seen);
    }
}

void see_labels(const Json& labels, SeenDossier& seen) {
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const std::size_t from = labels[i]["index"], to = i + 1 < labels.size() ? labels[i + 1]["index"].get<std::size_t>() : seen.pages.size();
        const Json& label = labels[i]["label"];
        for (std::size_t page = from; page < to; ++page) seen.pages[page].label = text_of(label.value("/P", Json(""))) + std::to_string(static_cast<std::size_t>(label.value("/St", 1)) + page - from);
    }
}

// What stands on each page by the manifest.
struct Place { int number = 0, page = 0, pages = 0; bool is_sealed = false; }; // number 0: our own

class Check {
public:
    Check(const SeenDossier& seen, const fs::path& folder, const fs::path& case_folder) : seen_(seen), folder_(folder), case_folder_(case_folder) {}

    std::vector<std::string> run() {
        manifest_ = Json::parse(base::read_file(folder_ / "manifiesto.json"));
        expect(manifest_["paginas"] == seen_.pages.size(), "the manifest counts other pages");
        if (manifest_.contains("suplemento")) before_ = manifest_["suplemento"]["primer-folio"].get<int>() - 1;
        place_documents();
        stamps();
        outline();
        links();
        index();
        files();
        return wrong_;
    }

private:
    void expect(bool is_right, const std::string& sentence) {
        if (!is_right) wrong_.push_back(sentence);
    }
    [[nodiscard]] const SeenPage& page(int number) const {
        static const SeenPage none;
        return number >= 1 && static_cast<std::size_t>(number) <= seen_.pages.size() ? seen_.pages[static_cast<std::size_t>(number) - 1] : none;
    }
    static bool is_sealed(const Json& document) { return document.value("no-aportar", false); }
    [[nodiscard]] int folio_of(int number, bool sealed) const {
        const auto found = folios_.find({sealed, number});
        return found == folios_.end() ? 0 : found->second;
    }

    // A folio is the label of its page; a supplement's go on where the delivered dossier ended.
    [[nodiscard]] int page_of(const Json& document) const { return document["folio"].get<int>() - before_; }

    void place_documents() {
        places_.resize(seen_.pages.size() + 1);
        for (const Json& document : manifest_["documentos"]) {
            const int folio = page_of(document), number = document["numero"];
            folios_[{is_sealed(document), number}] = folio;
            int pages = document["paginas"];
            if (pages == 0) { // a sheet in its place: as many pages as its first stamp says
                std::smatch match;
                static const std::regex stamp(R"(pág\. 1 de (\d+))");
                if (std::regex_search(page(folio + 1).text, match, stamp)) pages = std::stoi(match[1]);
            }
            for (int i = 1; i <= pages && static_cast<std::size_t>(folio + i) <= seen_.pages.size(); ++i) places_[static_cast<std::size_t>(folio + i)] = {number, i, pages, is_sealed(document)};
            const std::string title = (is_sealed(document) ? "Reservado R" : "Documento n.º ") + std::to_string(number);
            expect(page(folio).text.find(title) != std::string::npos, "folio " + std::to_string(folio) + " is not the sheet before " + title);
        }
    }

    void stamps() {
        for (std::size_t i = 1; i <= seen_.pages.size(); ++i) {
            const Place& place = places_[i];
            const std::string folio = std::to_string(static_cast<int>(i) + before_), of = "pág. " + std::to_string(place.page) + " de " + std::to_string(place.pages) + " · folio " + folio;
            const std::string number = std::to_string(place.number);
            const std::string stamp = place.number == 0 ? "folio " + folio + " de " + std::to_string(before_ + static_cast<int>(seen_.pages.size())) : place.is_sealed ? "NO APORTAR · Reservado R" + number + " · " + of : "Documento n.º " + number + " · " + of;
            expect(seen_.pages[i - 1].text.find(stamp) != std::string::npos, "page " + folio + " lacks its stamp \"" + stamp + "\"");
            expect(seen_.pages[i - 1].label == folio, "page " + folio + " is labelled " + seen_.pages[i - 1].label);
        }
    }

    void outline() {
        std::set<std::pair<bool, int>> listed;
        static const std::regex document(R"(^(R?)(\d+)\. (.*)$)");
        for (const SeenOutline& entry : seen_.outline) {
            std::smatch match;
            if (entry.level == 1 && std::regex_match(entry.title, match, document)) {
                const bool sealed = match[1].length() > 0;
                const int number = std::stoi(match[2]);
                listed.insert({sealed, number});
                expect(entry.page == folio_of(number, sealed), "outline entry \"" + entry.title + "\" leads to page " + std::to_string(entry.page));
            } else {
                expect(squeezed(page(entry.page).text).find(squeezed(entry.title)) != std::string::npos, "outline entry \"" + entry.title + "\" leads to page " + std::to_string(entry.page) + ", which does not say it");
            }
            if (squeezed(entry.title) == squeezed("Índice de documentos")) index_page_ = entry.page;
            if (squeezed(entry.title) == squeezed("NO APORTAR: parte reservada")) sealed_page_ = entry.page;
        }
        for (const auto& [key, folio] : folios_) expect(listed.contains(key), "no outline entry for document " + std::to_string(key.second));
    }

    static std::string squeezed(const std::string& text) { // hyphens of line ends, blanks and typographer's quotes aside
        std::string out;
        for (const char c : plain(text))
            if (c != ' ' && c != '-' && c != '\n') out += c;
        return base::replaced(base::replaced(base::replaced(out, "\xE2\x80\x90", ""), "\xEF\xAC\x81", "fi"), "\xEF\xAC\x82", "fl");
    }

    // A title of a section or a description of a document, perhaps with its number, perhaps a line of it.
    bool leads_to_its_words(const SeenLink& link) {
        if (link.text.empty()) return false;
        static const std::regex numbered(R"(^(R?)(\d+)\. (.*)$)");
        std::smatch match;
        const std::string words = std::regex_match(link.text, match, numbered) ? match[3].str() : link.text;
        if (!match.empty() && link.target != folio_of(std::stoi(match[2]), match[1].length() > 0)) return false;
        for (const Json& document : manifest_["documentos"])
            if (page_of(document) == link.target) return squeezed(document["descripcion"].get<std::string>()).find(squeezed(words)) != std::string::npos;
        return std::ranges::any_of(seen_.outline, [&](const SeenOutline& entry) { return entry.level == 0 && entry.page == link.target && squeezed(entry.title).find(squeezed(words)) != std::string::npos; });
    }

    void links() {
        static const std::regex document(R"(^(?:Documento|Doc\.) (\d+)$)"), sealed(R"(^(?:Reservado )?R(\d+)$)"), digits(R"(^\d+$)"), folio(R"(folio (\d+)$)");
        int back = 0;
        for (const SeenLink& link : seen_.links) {
            const std::string name = "link \"" + link.text + link.address + "\" on page " + std::to_string(link.page) + " → " + std::to_string(link.target);
            if (!link.address.empty()) {
                expect(link.address.starts_with("http") || link.address.starts_with("mailto:"), name + ": address left unresolved");
                continue;
            }
            expect(link.target > 0, name + ": leads nowhere");
            const Place& place = places_[static_cast<std::size_t>(link.page)];
            std::smatch match;
            if (link.text == "?" || std::regex_search(link.text, match, folio)) {
                ++back;
                expect(place.number > 0, name + ": a stamp of our own page is a link");
                expect(link.target == (place.is_sealed ? sealed_page_ : index_page_), name + ": does not lead back to the index");
            } else if (std::regex_match(link.text, match, document)) {
                expect(link.target == folio_of(std::stoi(match[1]), false), name);
            } else if (std::regex_match(link.text, match, sealed)) {
                expect(link.target == folio_of(std::stoi(match[1]), true), name);
            } else if (std::regex_match(link.text, digits)) {
                const bool is_folio_column = link.at.right > page(link.page).width - 60; // the last one of contents and index
                const bool is_sealed_table = sealed_page_ > 0 && link.page >= sealed_page_;
                expect(link.target == (is_folio_column ? std::stoi(link.text) - before_ : folio_of(std::stoi(link.text), is_sealed_table)), name);
            } else {
                expect(leads_to_its_words(link), name + ": that page does not begin what it says");
            }
        }
        int exhibit_pages = 0;
        for (const Place& place : places_) exhibit_pages += place.number > 0 ? 1 : 0;
        expect(back == exhibit_pages, "stamps that lead back: " + std::to_string(back) + " of " + std::to_string(exhibit_pages));
    }

    void index() {
        std::string text;
        int last = static_cast<int>(seen_.pages.size()) + 1; // where its exhibits begin
        for (const auto& [key, page] : folios_)
            if (!key.first) last = std::min(last, page);
        for (int i = index_page_; i >= 1 && i < last; ++i) text += squeezed(page(i).text) + "|";
        std::set<int> linked;
        for (const SeenLink& link : seen_.links)
            if (link.page >= index_page_ && link.page < last) linked.insert(link.target);
        for (const Json& document : manifest_["documentos"]) {
            if (is_sealed(document)) continue;
            const std::string number = std::to_string(document["numero"].get<int>()), hash = document["sha256"];
            expect(linked.contains(page_of(document)), "the index has no line that leads to document " + number);
            if (hash.empty()) continue;
            const std::string shown = "SHA256" + hash.substr(0, 32);
            expect(text.find(shown) != std::string::npos && text.find(hash.substr(32)) != std::string::npos, "the index lacks the hash of document " + number);
        }
    }

    void files() {
        for (const char* name : {"manifiesto.json", "indice.xml"}) {
            const auto found = seen_.attachments.find(name);
            expect(found != seen_.attachments.end() && found->second == base::read_file(folder_ / name), std::string(name) + " inside and beside the PDF differ");
        }
        const std::string eni = base::read_file(folder_ / "indice.xml");
        for (const Json& document : manifest_["documentos"]) {
            const std::string hash = document["sha256"], file = document["fichero"];
            if (hash.empty()) continue;
            expect(eni.find("<ValorHuella>" + hash + "</ValorHuella>") != std::string::npos, "indice.xml lacks the hash of " + file);
            std::error_code ignored;
            if (fs::is_regular_file(case_folder_ / file, ignored)) expect(sha256_of(case_folder_ / file) == hash, "hash of " + file + " in the manifest is not that of the file");
            expect(has_original(hash), "no original with the hash of " + file + " in folder or attachments");
        }
    }

    static std::string sha256_of(const fs::path& file) { return run_command("sha256sum < " + quoted(file)).out.substr(0, 64); }
    bool has_original(const std::string& hash) {
        if (originals_.empty()) {
            for (const char* name : {"originales", "NO_APORTAR"}) {
                std::error_code ignored;
                for (const auto& entry : fs::directory_iterator(folder_ / name, ignored)) originals_.insert(sha256_of(entry.path()));
            }
            const TemporaryFolder scratch;
            for (const auto& [name, bytes] : seen_.attachments) {
                std::ofstream(scratch / "one", std::ios::binary) << bytes;
                originals_.insert(sha256_of(scratch / "one"));
            }
        }
        return originals_.contains(hash);
    }

    const SeenDossier& seen_;
    fs::path folder_, case_folder_;
    Json manifest_;
    std::vector<Place> places_;
    std::map<std::pair<bool, int>, int> folios_; // page of its divider in this file
    std::set<std::string> originals_;
    int index_page_ = 0, sealed_page_ = 0, before_ = 0;
    std::vector<std::string> wrong_;
};

} // namespace

SeenDossier see_dossier(const fs::path& pdf) {
    SeenDossier seen;
    const auto words = words_of(pdf, seen);
    const CommandEnd end = run_command("qpdf --json=2 --json-key=pages --json-key=outlines --json-key=pagelabels --json-key=qpdf --json-stream-data=none " + quoted(pdf));
    REQUIRE(end.status == 0);
    const Json json = Json::parse(end.out);
    REQUIRE(json["pages"].size() == seen.pages.size());
    see_links(json["qpdf"][1], json["pages"], words, seen);
    see_outline(json["outlines"], 0, seen);
    see_labels(json["pagelabels"], seen);
    const TemporaryFolder folder;
    REQUIRE(run_command("pdfdetach -saveall -o " + quoted(folder.path()) + " " + quoted(pdf)).status == 0);
    for (const auto& entry : fs::directory_iterator(folder.path())) seen.attachments[entry.path().filename().string()] = base::read_file(entry.path());
    return seen;
}

std::vector<std::string> wrong_in(const SeenDossier& seen, const fs::path& folder, const fs::path& case_folder) { return Check(seen, folder, case_folder).run(); }

} // namespace legajo::test
