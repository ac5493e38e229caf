#pragma once
// A finished dossier as other programs see it: qpdf tells objects, pdftotext words and their places, pdfdetach what is attached. Nothing of ours reads here.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace legajo::test {

struct SeenRect { double left = 0, bottom = 0, right = 0, top = 0; }; // points from the bottom left of what is seen

struct SeenLink {
    int page = 0, target = 0;   // from 1; target 0: leads nowhere in the file
    std::string text, address;  // words under it; a web address
    SeenRect at;
};

struct SeenOutline { std::string title; int page = 0, level = 0; };

struct SeenPage {
    std::string text;  // words, single spaces
    std::string label;
    double width = 0, height = 0;
};

struct SeenDossier {
    std::vector<SeenPage> pages;
    std::vector<SeenLink> links;
    std::vector<SeenOutline> outline;
    std::map<std::string, std::string> attachments; // name → bytes
};

[[nodiscard]] SeenDossier see_dossier(const std::filesystem::path& pdf);

// Everything that is wrong in it, as sentences; empty: every link, outline entry, label, stamp, index line and hash is right. `folder` is the one
// beside it, `case_folder` holds the evidence as received.
[[nodiscard]] std::vector<std::string> wrong_in(const SeenDossier& seen, const std::filesystem::path& folder, const std::filesystem::path& case_folder);

} // namespace legajo::test
