#pragma once
// Which rules of PDF/A-2b a rebuilt PDF breaks, or might. Internal to evidence/.

#include "evidence/archive_content.hpp"

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include <set>
#include <string>
#include <vector>

namespace legajo::evidence {

// Codes, sorted: "capas" (6.9), "cmyk" (6.2.4.3: no CMYK output intent here), "contenido" (6.2.2, 6.1.12), "filtros" (6.1.7.2, 6.2.8.3: LZW, JPEG 2000),
// "letras" (6.2.11: not embedded, lacking a letter or its width, or of a kind that font_rules does not look through), "perfiles" (6.2.4.2), "tamano" (6.1.13), "tintas" (6.2.4.4; overprinting, 6.2.4.2), "tramas" (6.2.5).
class ArchiveRules {
public:
    // Also mends what is not seen: metadata of parts, interpolation, rendering intents that do not exist.
    [[nodiscard]] std::set<std::string> broken_by(QPDF& pdf);
    // After broken_by: every letter has its Unicode value (6.2.11.7.2).
    [[nodiscard]] bool is_unicode() const { return is_unicode_; }

private:
    void look_at_page(QPDFObjectHandle page);
    void look_at_reachable(QPDFObjectHandle from);
    void look_at(QPDFObjectHandle object, std::vector<QPDFObjectHandle>& open, int depth);
    void look_at_dictionary(QPDFObjectHandle dictionary);
    void look_at_stream(QPDFObjectHandle stream);
    void look_at_image(QPDFObjectHandle dictionary);
    void look_at_colour(QPDFObjectHandle array);
    void look_at_profile(QPDFObjectHandle stream);
    void look_at_fonts(QPDF& pdf);
    void look_at_content(QPDFObjectHandle holder);
    void breaks(const char* rule) { broken_.insert(rule); }

    bool is_unicode_ = true;
    ShownText shown_;
    std::set<std::string> broken_;
    std::set<QPDFObjGen> seen_;
};

} // namespace legajo::evidence
