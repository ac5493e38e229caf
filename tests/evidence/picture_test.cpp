// Pictures: a page each, upright, lossless where the format allows, within limits.

#include "exhibits.hpp"

#include <random>

using namespace legajo;
using namespace legajo::test;

namespace {

// A sheet that tells up from down and left from right: black bar on top, grey square at the left.
void draw_sheet(const std::string& path, const std::string& options) {
    output_of("convert -size 120x160 xc:white -fill black -draw 'rectangle 0,0 119,30' -fill gray60 -draw 'rectangle 0,100 30,140' " + options + " '" + path + "'");
}

// Darkness of the page's four quarters as rendered by poppler: top left, top right, bottom left, bottom right.
std::array<int, 4> quarters(Exhibits& cell, const Reading& reading) {
    const std::string path = cell.save(reading), picture = cell.path("pagina");
    output_of("pdftoppm -r 36 -gray -singlefile '" + path + "' '" + picture + "'");
    const std::string numbers = output_of("convert '" + picture + ".pgm' -trim +repage -resize 2x2! -depth 8 gray:- | od -An -tu1");
    std::array<int, 4> dark{};
    REQUIRE(std::sscanf(numbers.c_str(), "%d %d %d %d", &dark[0], &dark[1], &dark[2], &dark[3]) == 4);
    return dark;
}

} // namespace

TEST_CASE("Every picture format becomes one upright page") {
    Exhibits cell;
    const std::string format = GENERATE("png", "jpg", "tif", "webp", "gif", "heic", "avif", "bmp", "ppm", "pgm", "pbm");
    INFO(format);
    draw_sheet(cell.path("foto." + format), "");
    const Reading reading = cell.read_file(cell.path("foto." + format));
    REQUIRE(reading.ok);
    CHECK(reading.codes.empty());
    CHECK(reading.exhibit.pages == 1);
    CHECK(reading.exhibit.pages_without_text == 1);
    cell.require_sound(reading);
    const auto dark = quarters(cell, reading);
    CHECK(dark[0] < dark[2] + 1); // the bar is on top
    CHECK(dark[2] < dark[3]);     // the square is at the left
}

TEST_CASE("A photograph taken sideways stands upright: all eight orientations") {
    Exhibits cell;
    const int orientation = GENERATE(range(1, 9));
    INFO(orientation);
    // ImageMagick turns the stored pixels back by the inverse of the tag, so that each file shows the same sheet.
    const char* inverse[] = {"", "-flop", "-rotate 180", "-flip", "-transpose", "-rotate 270", "-transverse", "-rotate 90"};
    draw_sheet(cell.path("recto.png"), "");
    output_of("convert '" + cell.path("recto.png") + "' " + inverse[orientation - 1] + " -quality 95 '" + cell.path("plano.jpg") + "'");
    std::string jpeg = base::read_file(cell.path("plano.jpg"));
    std::string exif = std::string("Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0", 24) + static_cast<char>(orientation) + std::string("\0\0\0\0\0\0\0", 7);
    jpeg.insert(2, std::string("\xFF\xE1\0", 3) + static_cast<char>(exif.size() + 2) + exif);
    const Reading reading = cell.read_bytes("foto.jpg", jpeg);
    REQUIRE(reading.ok);
    const auto dark = quarters(cell, reading);
    CHECK(dark[0] < 200);
    CHECK(dark[1] < 200);
    CHECK(dark[2] < dark[3]);
    CHECK(reading.pdf.find("Exif") == std::string::npos); // nor camera data, nor place
}

TEST_CASE("Turned pictures stand upright in WebP and PNG too") {
    Exhibits cell;
    draw_sheet(cell.path("recto.png"), "");
    const std::string tiff("II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0", 26);
    std::string file;
    SECTION("WebP") {
        output_of("convert '" + cell.path("recto.png") + "' -rotate 270 -define webp:lossless=true '" + cell.path("a.webp") + "'");
        file = base::read_file(cell.path("a.webp")) + std::string("EXIF\x1A\0\0\0", 8) + tiff;
        const auto size = static_cast<unsigned>(file.size() - 8);
        for (unsigned i = 0; i < 4; ++i) file[4 + i] = static_cast<char>(size >> 8 * i);
    }
    SECTION("PNG") {
        output_of("convert '" + cell.path("recto.png") + "' -rotate 270 '" + cell.path("a.png") + "'");
        file = base::read_file(cell.path("a.png"));
        file.insert(file.size() - 12, std::string("\0\0\0\x1A" "eXIf", 8) + tiff + "\xDE\xAD\xBE\xEF");
    }
    if (file.empty()) return;
    const Reading reading = cell.read_bytes("foto", file);
    REQUIRE(reading.ok);
    const auto dark = quarters(cell, reading);
    CHECK(dark[0] < 200);
    CHECK(dark[1] < 200);
    CHECK(dark[2] < dark[3]);
}

TEST_CASE("CMYK, grey and progressive JPEG look as they are") {
    Exhibits cell;
    const auto [options, kind] = GENERATE(table<std::string, std::string>({
        {"-colorspace CMYK", "/DeviceCMYK"}, {"-colorspace Gray", "/DeviceGray"}, {"-interlace JPEG", "/DeviceRGB"}, {"-sampling-factor 2x2", "/DeviceRGB"}}));
    INFO(options);
    draw_sheet(cell.path("foto.jpg"), "-fill red -draw 'rectangle 60,60 119,119' " + options);
    const Reading reading = cell.read_file(cell.path("foto.jpg"));
    REQUIRE(reading.ok);
    CHECK(reading.pdf.find(kind) != std::string::npos);
    const auto dark = quarters(cell, reading);
    CHECK(dark[0] < 200);
    CHECK(dark[3] > 100); // not inverted
}

TEST_CASE("TIFF: every page, fax compression kept small, odd resolutions kept in shape") {
    Exhibits cell;
    draw_sheet(cell.path("uno.png"), "-resize 1654x2339! -density 200 -units PixelsPerInch");
    SECTION("three pages of group 4") {
        output_of("convert '" + cell.path("uno.png") + "' '" + cell.path("uno.png") + "' '" + cell.path("uno.png") + "' -threshold 50% -compress Group4 '" + cell.path("fax.tif") + "'");
        const Reading reading = cell.read_file(cell.path("fax.tif"));
        REQUIRE(reading.ok);
        CHECK(reading.exhibit.pages == 3);
        cell.require_sound(reading);
        CHECK(reading.pdf.find("/CCITTFaxDecode") != std::string::npos);
        CHECK(reading.pdf.size() < 20'000);
        CHECK(output_of("pdfinfo '" + cell.save(reading) + "'").find("595.276 x 841.89") != std::string::npos);
        CHECK(quarters(cell, reading)[0] < 200);
    }
    SECTION("other packings") {
        const std::string packing = GENERATE("-compress LZW", "-compress Zip", "-compress JPEG", "-compress None", "-compress RLE -monochrome", "-colorspace Gray -compress LZW", "-define tiff:tile-geometry=256x256 -compress LZW");
        INFO(packing);
        output_of("convert '" + cell.path("uno.png") + "' -resize 25% " + packing + " '" + cell.path("a.tif") + "'");
        const Reading reading = cell.read_file(cell.path("a.tif"));
        REQUIRE(reading.ok);
        cell.require_sound(reading);
        CHECK(quarters(cell, reading)[0] < 200);
    }
}

TEST_CASE("What shines through is paper, and greys stay grey") {
    Exhibits cell;
    output_of("convert -size 60x60 xc:none -fill black -draw 'rectangle 0,0 59,20' '" + cell.path("a.png") + "'");
    const Reading reading = cell.read_file(cell.path("a.png"));
    REQUIRE(reading.ok);
    CHECK(reading.pdf.find("/DeviceGray") != std::string::npos);
    const auto dark = quarters(cell, reading);
    CHECK(dark[0] < 250);
}

TEST_CASE("A sound JPEG keeps its coded data, without what the camera wrote beside them") {
    Exhibits cell;
    draw_sheet(cell.path("a.jpg"), "-set comment 'Calle Mayor 3'");
    const std::string jpeg = base::read_file(cell.path("a.jpg"));
    REQUIRE(jpeg.find("Calle Mayor 3") != std::string::npos);
    const std::string scan = jpeg.substr(jpeg.find("\xFF\xDA"));
    const Reading sound = cell.read_bytes("a.jpg", jpeg + "trailing bytes");
    REQUIRE(sound.ok);
    CHECK(sound.pdf.find(scan) != std::string::npos);
    CHECK(sound.pdf.find("Calle Mayor 3") == std::string::npos);
    CHECK(sound.pdf.find("trailing bytes") == std::string::npos);
    std::string cut = jpeg.substr(0, jpeg.size() - scan.size() / 2);
    const Reading mended = cell.read_bytes("a.jpg", cut);
    REQUIRE(mended.ok);
    CHECK(mended.has("evidence.picture_damaged"));
    cell.require_sound(mended);
}

TEST_CASE("Bitmaps of every packing look alike") {
    Exhibits cell;
    const std::string packing = GENERATE("BMP2:", "BMP3:", "BMP:", "-colors 200 -compress RLE BMP3:", "-monochrome BMP3:", "-colors 12 BMP3:", "-alpha on -background none BMP:", "-define bmp:subtype=RGB565 BMP:");
    INFO(packing);
    draw_sheet(cell.path("a.png"), "");
    const std::size_t at = packing.rfind(' ') == std::string::npos ? 0 : packing.rfind(' ') + 1;
    output_of("convert '" + cell.path("a.png") + "' " + packing.substr(0, at) + packing.substr(at) + "'" + cell.path("a.bmp") + "'");
    const Reading reading = cell.read_file(cell.path("a.bmp"));
    REQUIRE(reading.ok);
    CHECK(reading.exhibit.kind == model::ExhibitKind::bmp);
    CHECK(reading.codes.empty());
    const auto dark = quarters(cell, reading);
    CHECK(dark[0] < dark[2] + 1);
    CHECK(dark[2] < dark[3]);
    const Reading renamed = cell.read_bytes("a.jpg", base::read_file(cell.path("a.bmp")));
    CHECK(renamed.codes == std::vector<std::string>{"evidence.wrong_extension"});
}

TEST_CASE("A text that begins like a bitmap is a text") {
    Exhibits cell;
    CHECK(cell.read_bytes("a.txt", "BMW nos escribe: la factura se pagará el lunes, sin falta.\n").exhibit.kind == model::ExhibitKind::text);
    CHECK(cell.read_bytes("a.txt", "P1 entregado\nP2 pendiente\n").exhibit.kind == model::ExhibitKind::text);
}

TEST_CASE("A telephone's photograph stays small and turns as its file says") {
    Exhibits cell;
    draw_sheet(cell.path("a.png"), "-resize 1200x1600!");
    output_of("convert '" + cell.path("a.png") + "' -attenuate 0.2 +noise Gaussian -quality 60 '" + cell.path("a.heic") + "'");
    const Reading reading = cell.read_file(cell.path("a.heic"));
    REQUIRE(reading.ok);
    CHECK(reading.exhibit.kind == model::ExhibitKind::heif);
    CHECK(reading.pdf.find("/DCTDecode") != std::string::npos);
    cell.require_sound(reading);
}

TEST_CASE("Moving pictures say that one picture of them is printed") {
    Exhibits cell;
    for (const char* name : {"a.gif", "a.webp"}) {
        int code = 0;
        output_of("convert -delay 10 -size 40x40 xc:white xc:black xc:red '" + cell.path(name) + "'", &code);
        const Reading reading = cell.read_file(cell.path(name));
        INFO(name);
        REQUIRE(reading.ok);
        CHECK(reading.exhibit.pages == 1);
    }
    CHECK(cell.read_file(cell.path("a.gif")).has("evidence.first_picture_only"));
}

TEST_CASE("A picture that claims to be enormous is refused before it takes memory") {
    Exhibits cell;
    SECTION("PNG of a billion points") {
        std::string png("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x7D\0\0\0\x7D\0\x08\x02\0\0\0", 29);
        const Reading reading = cell.read_bytes("a.png", png + std::string(200, '\0'));
        CHECK(!reading.ok);
    }
    SECTION("small file, large area") {
        output_of("python3 -c \"import zlib,struct\nc=lambda t,d: struct.pack('>I',len(d))+t+d+struct.pack('>I',zlib.crc32(t+d))\n"
                  "open('" + cell.path("a.png") + "','wb').write(b'\\x89PNG\\r\\n\\x1a\\n'+c(b'IHDR',struct.pack('>IIBBBBB',12000,12000,8,0,0,0,0))+"
                  "c(b'IDAT',zlib.compress(bytes(12001*12000)))+c(b'IEND',b''))\"");
        CHECK(fs::file_size(cell.path("a.png")) < 200'000);
        CHECK(cell.read_file(cell.path("a.png")).codes == std::vector<std::string>{"evidence.picture_too_large"});
    }
}

TEST_CASE("Of a picture cut short the lines that came are shown; without any it is damaged") {
    Exhibits cell;
    output_of("convert -size 200x300 gradient:black-gray60 -depth 8 -define png:compression-level=0 '" + cell.path("a.png") + "'");
    const std::string whole = base::read_file(cell.path("a.png"));
    const Reading half = cell.read_bytes("a.png", whole.substr(0, whole.size() / 2));
    REQUIRE(half.ok);
    CHECK(half.codes == std::vector<std::string>{"evidence.picture_damaged"});
    const auto dark = quarters(cell, half);
    CHECK(dark[0] < 100);
    CHECK(cell.read_bytes("a.png", whole.substr(0, whole.find("IDAT") + 4)).codes == std::vector<std::string>{"evidence.damaged"});
}

TEST_CASE("A JPEG without end whose coefficients are out of range is shown as it can be decoded") {
    Exhibits cell;
    using namespace std::string_literals;
    const std::string table = "\xFF\xDB\0\x43\0"s + std::string(64, '\1'), frame = "\xFF\xC0\0\x0B\x08\0\x08\0\x08\1\1\x11\0"s;
    const std::string codes = "\xFF\xC4\0\x14\0\1"s + std::string(15, '\0') + "\x0F\xFF\xC4\0\x14\x10\1"s + std::string(15, '\0') + "\0"s; // one code each: fifteen bits; end of block
    const Reading reading = cell.read_bytes("a.jpg", "\xFF\xD8"s + table + frame + codes + "\xFF\xDA\0\x08\1\1\0\0\x3F\0"s + "\x7F\xFF\0\x7F"s);
    REQUIRE(reading.ok);
    CHECK(reading.codes == std::vector<std::string>{"evidence.picture_damaged"});
    cell.require_sound(reading);
}

TEST_CASE("What our libraries do not know is not called damaged") {
    Exhibits cell;
    std::string tiff("II*\0\x08\0\0\0\x0A\0", 10); // one pixel, a number of 32 bits
    for (const auto& [tag, value] : {std::pair{256, 1}, {257, 1}, {258, 32}, {259, 1}, {262, 1}, {273, 8}, {277, 1}, {278, 1}, {279, 4}, {339, 3}})
        tiff += {static_cast<char>(tag), static_cast<char>(tag >> 8), '\3', '\0', '\1', '\0', '\0', '\0', static_cast<char>(value), '\0', '\0', '\0'};
    CHECK(cell.read_bytes("a.tif", tiff + std::string(4, '\0')).codes == std::vector<std::string>{"evidence.not_supported"});
    CHECK(cell.read_bytes("a.pdf", pdf_of(one_page("x"), " /Encrypt << /Filter /Standard /V 9 /R 9 /O (a) /U (b) /P -4 >> /ID [<00> <00>]")).codes == std::vector<std::string>{"evidence.not_supported"});
}

TEST_CASE("A moving PNG says that one picture of it is printed; a bitmap of four colours is one") {
    Exhibits cell;
    draw_sheet(cell.path("a.png"), "");
    std::string png = base::read_file(cell.path("a.png"));
    png.insert(33, std::string("\0\0\0\x08" "acTL\0\0\0\x02\0\0\0\0\xF3\x8D\x93\x70", 20));
    CHECK(cell.read_bytes("a.png", png).codes == std::vector<std::string>{"evidence.first_picture_only"});
    using namespace std::string_literals;
    const std::string bitmap = "BM\x4A\0\0\0\0\0\0\0\x46\0\0\0"s + "\x28\0\0\0\4\0\0\0\1\0\0\0\1\0\2\0"s + std::string(24, '\0') + "\0\0\0\0\xFF\0\0\0\0\xFF\0\0\0\0\xFF\0"s + "\x1B\0\0\0"s;
    const Reading reading = cell.read_bytes("a.bmp", bitmap);
    REQUIRE(reading.ok);
    CHECK(reading.codes.empty());
    std::string forgetful = bitmap; // says that the pixels begin where its palette does
    forgetful[10] = 0x36;
    const Reading second = cell.read_bytes("a.bmp", forgetful);
    REQUIRE(second.ok);
    CHECK(second.pdf == reading.pdf);
}

TEST_CASE("A wrong extension is reported, and the content wins") {
    Exhibits cell;
    draw_sheet(cell.path("foto.png"), "");
    const Reading reading = cell.read_bytes("contrato.pdf", base::read_file(cell.path("foto.png")));
    REQUIRE(reading.ok);
    CHECK(reading.exhibit.kind == model::ExhibitKind::png);
    CHECK(reading.codes == std::vector<std::string>{"evidence.wrong_extension"});
}

TEST_CASE("Broken pictures: a page or a reason each time, the cell never falls") {
    Exhibits cell;
    std::mt19937 random(7);
    draw_sheet(cell.path("b.png"), "-threshold 50%");
    output_of("convert '" + cell.path("b.png") + "' -compress Group4 '" + cell.path("b.tif") + "'");
    for (const char* format : {"a.png", "a.jpg", "a.tif", "a.webp", "a.gif", "a.heic", "a.avif", "a.bmp", "a.ppm"}) draw_sheet(cell.path(format), "");
    for (const char* name : {"a.png", "a.jpg", "a.tif", "a.webp", "a.gif", "b.tif", "a.heic", "a.avif", "a.bmp", "a.ppm"}) {
        const std::string whole = base::read_file(cell.path(name));
        for (int round = 0; round < 40; ++round) {
            std::string copy = round < 10 ? whole.substr(0, whole.size() * static_cast<std::size_t>(round) / 10) : whole;
            if (copy.empty()) copy = "x";
            for (auto i = random() % 8; i > 0; --i) copy[random() % copy.size()] = static_cast<char>(random());
            const Reading reading = cell.read_bytes(name, copy);
            INFO(name << " " << round);
            CHECK((reading.ok || !reading.codes.empty()));
            for (const std::string& code : reading.codes) {
                INFO(code);
                CHECK(code.substr(0, 5) != "cell.");
            }
        }
    }
}

TEST_CASE("OCR puts the words where they stand, unseen") {
    Exhibits cell;
    output_of("convert -size 1200x400 -density 150 -units PixelsPerInch xc:white -font " + output_of("fc-list : file | grep -m1 -i 'NotoSans-Regular\\|Lato-Regular' | cut -d: -f1 | tr -d '\\n'") +
              " -pointsize 22 -fill black -annotate +60+120 'Reconocimiento de deuda por 1.210 euros' '" + cell.path("a.png") + "'");
    model::ExhibitRequest request;
    request.recognise_text = true;
    const Reading reading = cell.read_file(cell.path("a.png"), request);
    REQUIRE(reading.ok);
    CHECK(reading.exhibit.has_recognised_text);
    CHECK(reading.exhibit.pages_without_text == 0);
    cell.require_sound(reading);
    INFO(cell.text_of(reading));
    CHECK(cell.text_of(reading).find("Reconocimiento de deuda por 1.210 euros") != std::string::npos);
    request.ocr_languages = "klingon";
    CHECK(cell.read_file(cell.path("a.png"), request).codes == std::vector<std::string>{"evidence.recogniser_missing"});
}
