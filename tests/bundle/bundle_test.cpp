// The ZIP of a hand-over: read back by Python's zipfile, which did not write it; the same bytes every time; nothing left when the disk fails.

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "bundle/write_zip.hpp"

#include <catch2/catch.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>

using namespace legajo;
namespace fs = std::filesystem;

namespace {

class Folder { // a temporary folder of one test
public:
    Folder() {
        std::string name = (fs::temp_directory_path() / "legajo-bundle-XXXXXX").string();
        path = ::mkdtemp(name.data());
    }
    ~Folder() { fs::remove_all(path); }
    fs::path path;
};

class Memory : public bundle::Output { // fails at the n-th write
public:
    explicit Memory(int fail_at = 0) : fail_at_(fail_at) {}
    void write_at(std::uint64_t offset, std::string_view piece) override {
        if (++writes == fail_at_) throw base::Error("file.unwritable", "bundle", "no space left");
        if (bytes.size() < offset + piece.size()) bytes.resize(offset + piece.size());
        bytes.replace(offset, piece.size(), piece);
    }
    std::string bytes;
    int writes = 0;

private:
    int fail_at_;
};

const auto day = *base::Date::parse("2026-03-29"); // clocks change that night in Madrid

std::string long_text() {
    std::string text;
    for (int i = 0; i < 5000; ++i) text += "línea " + std::to_string(i) + "\n";
    return text;
}

std::vector<bundle::Entry> sample() {
    return {{"00_indice.txt", long_text(), {}}, {"pruebas/reseña n.º 1.pdf", "%PDF-1.7 not really", {}}, {"pruebas/vacío.txt", "", {}}};
}

std::string zipped(const std::vector<bundle::Entry>& entries) {
    Memory memory;
    const auto result = bundle::write_zip(memory, entries, day);
    REQUIRE(result.ok());
    CHECK(result->size == memory.bytes.size());
    return memory.bytes;
}

std::string output_of(const std::string& command) {
    std::string output;
    if (FILE* pipe = popen(command.c_str(), "r")) {
        std::array<char, 4096> buffer{};
        while (const auto n = std::fread(buffer.data(), 1, buffer.size(), pipe)) output.append(buffer.data(), n);
        pclose(pipe);
    }
    return output;
}

std::string seen_by_python(const fs::path& zip) {
    return output_of("PYTHONIOENCODING=utf-8 python3 -c \"\n"
                     "import zipfile,hashlib,sys\n"
                     "z=zipfile.ZipFile(sys.argv[1])\n"
                     "print('bad',z.testzip())\n"
                     "for i in z.infolist(): print(i.filename,i.file_size,i.date_time,oct(i.external_attr>>16),i.compress_type,len(i.extra),i.comment,hashlib.sha256(z.read(i)).hexdigest()[:8])\n"
                     "\" '" + zip.string() + "'");
}

std::string codes(const base::Problems& problems) {
    std::string text;
    for (const auto& problem : problems) text += problem.code + " ";
    return text;
}

} // namespace

TEST_CASE("Another program reads every entry, in the order given") {
    const Folder folder;
    const auto target = folder.path / "encargo.zip";
    const auto facts = bundle::write_zip(target, sample(), day);
    REQUIRE(facts.ok());
    const auto hash = [](const std::string& bytes) { return base::sha256_hex(bytes).substr(0, 8); };
    CHECK(seen_by_python(target) == "bad None\n"
                                    "00_indice.txt " + std::to_string(long_text().size()) + " (2026, 3, 29, 12, 0, 0) 0o100600 8 0 b'' " + hash(long_text()) + "\n"
                                    "pruebas/reseña n.º 1.pdf 19 (2026, 3, 29, 12, 0, 0) 0o100600 0 0 b'' " + hash("%PDF-1.7 not really") + "\n"
                                    "pruebas/vacío.txt 0 (2026, 3, 29, 12, 0, 0) 0o100600 0 0 b'' " + hash("") + "\n");
    CHECK(facts->sha256 == base::sha256_hex(base::read_file(target)));
    CHECK(facts->size == fs::file_size(target));
    struct stat mode {};
    REQUIRE(::stat(target.c_str(), &mode) == 0);
    CHECK((mode.st_mode & 0777) == 0600);
    CHECK(std::distance(fs::directory_iterator(folder.path), fs::directory_iterator()) == 1);
}

TEST_CASE("The same entries give the same bytes, in any time zone, from memory or from files") {
    const auto expected = zipped(sample());
    const char* old = std::getenv("TZ");
    const std::string kept = old ? old : "UTC";
    for (const char* zone : {"UTC", "Europe/Madrid", "Pacific/Auckland", "America/Mexico_City"}) {
        ::setenv("TZ", zone, 1);
        ::tzset();
        INFO(zone);
        CHECK(zipped(sample()) == expected);
    }
    ::setenv("TZ", kept.c_str(), 1);
    ::tzset();

    const Folder folder;
    auto entries = sample();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        entries[i].file = folder.path / std::to_string(i);
        std::ofstream(entries[i].file, std::ios::binary) << entries[i].bytes;
        entries[i].bytes.clear();
    }
    CHECK(zipped(entries) == expected);
}

TEST_CASE("Names that would leave the folder, or break on another system, are refused; all at once") {
    for (const char* bad : {"", "/etc/passwd", "../a", "a/../b", "a/./b", "a//b", "a/", "C:/a", "a\\b", "a\nb", "a\x1b[2J", "con", "docs/NUL.txt", "com1.pdf", "a.", "a ", " a", "a?b", "a\xE9", "\\\\host\\a"}) {
        INFO(bad);
        CHECK_FALSE(bundle::is_safe_name(bad));
    }
    for (const char* good : {"a", "a/b.pdf", "Documento n.º 1.pdf", "…puntos", "console.txt", "com10.pdf", ".oculto"}) {
        INFO(good);
        CHECK(bundle::is_safe_name(good));
    }
    CHECK_FALSE(bundle::is_safe_name(std::string(201, 'a')));
    const std::vector<bundle::Entry> entries{{"../a", "", {}}, {"b", "", {}}, {"B", "", {}}, {"d/e", "", {}}, {"d", "", {}}, {"f", "", "/no/such/file"}, {"g", "", "/dev/null"}, {"h", "", "/tmp"}};
    Memory memory;
    CHECK(codes(bundle::write_zip(memory, entries, day).problems()) ==
          "bundle.name_unsafe bundle.name_repeated bundle.name_repeated file.missing file.not_regular file.not_regular ");
    CHECK(memory.bytes.empty());
    CHECK(codes(bundle::write_zip(memory, {}, day).problems()) == "bundle.empty ");
}

TEST_CASE("A link is not followed") {
    const Folder folder;
    fs::create_symlink("/etc/passwd", folder.path / "link");
    Memory memory;
    CHECK(codes(bundle::write_zip(memory, std::vector<bundle::Entry>{{"a", "", folder.path / "link"}}, day).problems()) == "file.not_regular ");
}

TEST_CASE("Whichever write fails, the error comes out and no file is left") {
    Memory counter;
    REQUIRE(bundle::write_zip(counter, sample(), day).ok());
    REQUIRE(counter.writes > 5);
    for (int n = 1; n <= counter.writes; ++n) {
        Memory failing(n);
        try {
            (void)bundle::write_zip(failing, sample(), day);
            FAIL("write " << n << " failed and nobody said so");
        } catch (const base::Error& error) {
            CHECK(error.code() == "file.unwritable");
        }
    }
    const Folder folder;
    CHECK_THROWS_AS(bundle::write_zip(folder.path / "no-such-folder/a.zip", sample(), day), base::Error);
    fs::create_directory(folder.path / "a.zip"); // the name is taken by a folder: the rename fails
    CHECK_THROWS_AS(bundle::write_zip(folder.path / "a.zip", sample(), day), base::Error);
    CHECK(std::distance(fs::directory_iterator(folder.path), fs::directory_iterator()) == 1);
}

TEST_CASE("A file that vanishes between the check and its turn is an error, and leaves nothing") {
    const Folder folder;
    std::ofstream(folder.path / "a") << "a";
    class Remover : public bundle::Output {
    public:
        explicit Remover(fs::path victim) : victim_(std::move(victim)) {}
        void write_at(std::uint64_t, std::string_view) override { fs::remove(victim_); }
        fs::path victim_;
    } remover(folder.path / "a");
    const std::vector<bundle::Entry> entries{{"first", "x", {}}, {"a", "", folder.path / "a"}};
    CHECK_THROWS_AS(bundle::write_zip(remover, entries, day), base::Error);
}

TEST_CASE("A large file passes through in pieces") {
    const Folder folder;
    const auto big = folder.path / "big.pdf";
    std::ofstream(big).close();
    REQUIRE(::truncate(big.c_str(), off_t{300} << 20) == 0);
    const auto resident = [] {
        std::ifstream status("/proc/self/status");
        std::string line;
        while (std::getline(status, line))
            if (line.starts_with("VmHWM:")) return std::strtol(line.c_str() + 6, nullptr, 10);
        return 0L;
    };
    const long before = resident();
    const auto facts = bundle::write_zip(folder.path / "a.zip", std::vector<bundle::Entry>{{"big.pdf", "", big}}, day);
    REQUIRE(facts.ok());
    CHECK(facts->size > (std::uint64_t{300} << 20));
    CHECK(resident() - before < 20 * 1024); // kilobytes
}
