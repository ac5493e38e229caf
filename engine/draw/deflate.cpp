#include "draw/deflate.hpp"

#include "base/error.hpp"

#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <memory>

namespace legajo::draw {

std::string deflated(std::string_view bytes, int level) {
    struct Free {
        void operator()(libdeflate_compressor* compressor) const { libdeflate_free_compressor(compressor); }
    };
    thread_local std::array<std::unique_ptr<libdeflate_compressor, Free>, 13> compressors; // making one costs more than a page
    level = std::clamp(level, 1, 12);
    auto& compressor = compressors[static_cast<std::size_t>(level)];
    if (!compressor) compressor.reset(libdeflate_alloc_compressor(level));
    if (!compressor) throw base::Error("draw.library", "draw", "libdeflate gives no compressor");
    std::string out(libdeflate_zlib_compress_bound(compressor.get(), bytes.size()), '\0');
    out.resize(libdeflate_zlib_compress(compressor.get(), bytes.data(), bytes.size(), out.data(), out.size()));
    return out;
}

} // namespace legajo::draw
