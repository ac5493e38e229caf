#pragma once

#include <string>
#include <string_view>

namespace legajo::evidence {

// What a page's content stream needs to stand between q and Q, and whether it shows text (a scan shows none).
struct ContentScan {
    int missing_q = 0; // Q without q: as many q must go before
    int missing_Q = 0; // q without Q: as many Q must go after
    int missing_EMC = 0; // marked content that never ends, a layer switched off perhaps: what is drawn after would belong to it
    bool is_text_open = false; // BT without ET
    std::string closers;       // what ends a string, array or picture that never ends: it would swallow what is drawn after
    bool are_hex_strings_whole = true; // <...> of pairs of hexadecimal digits only
    bool shows_text = false;
    bool shows_anything = false;
};

// bytes: decoded content, all streams of the page joined by white space. Survives any garbage.
[[nodiscard]] ContentScan scan_content(std::string_view bytes);

} // namespace legajo::evidence
