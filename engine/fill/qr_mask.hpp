#pragma once
// The mask of a QR code by the penalties of ISO/IEC 18004:2015 7.8.3, counted a row at a time instead of module by module.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace legajo::fill {

// One bit a module, dark = 1, row after row, as the library gives them; `side` modules a row, at most 69 (version 13).
struct ModuleSquare {
    std::size_t side = 0;
    std::vector<std::uint8_t> modules;
};

// What turns a symbol of one version and correction level from the first mask to each mask: the modules that differ, which do not depend on the text.
// Made once, shared by threads.
class MaskTurns {
public:
    // The same text under each mask, in the order of the masks.
    explicit MaskTurns(std::vector<ModuleSquare> under_each_mask);
    ~MaskTurns();
    MaskTurns(const MaskTurns&) = delete;
    MaskTurns& operator=(const MaskTurns&) = delete;
    // From the symbol under the first mask to the one with the fewest penalty points (the first of equals). Rows of '0' and '1'.
    [[nodiscard]] std::vector<std::string> best_of(const ModuleSquare& under_first_mask) const;

private:
    struct Inside;
    std::unique_ptr<const Inside> inside_;
};

} // namespace legajo::fill
