// `legajo` holds the keys: it links no parser of foreign documents, read from its own dynamic section. (libpng reads the pack's logo, which is ours.)

#include <catch2/catch.hpp>

#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

namespace {

std::string output_of(const std::string& command) {
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
    std::string text;
    std::array<char, 4096> buffer{};
    while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe.get())) text.append(buffer.data(), count);
    return text;
}

} // namespace

TEST_CASE("legajo links no parser of foreign documents; legajo-cell does") {
    const std::string program = std::string(LEGAJO_BIN_DIR) + "/legajo";
    REQUIRE(std::filesystem::exists(program));
    const std::string needed = output_of("readelf -d " + program);
    REQUIRE(needed.find("libhpdf") != std::string::npos);
    for (const char* parser : {"libqpdf", "libpodofo", "libgmime", "libtiff", "libtesseract", "libjpeg", "libwebp", "libgif", "libheif", "liblept"}) {
        INFO(parser);
        CHECK(needed.find(parser) == std::string::npos);
    }
}
