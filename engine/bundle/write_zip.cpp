#include "bundle/write_zip.hpp"

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "bundle/zip_sources.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace legajo::bundle {
namespace {

base::Problem problem(const char* code, const std::string& detail) {
    base::Problem one;
    one.code = code;
    one.stage = "bundle";
    one.with("detalle", detail);
    return one;
}

base::Problems all_problems(std::span<const Entry> entries) {
    auto problems = problems_of(entries);
    if (entries.empty()) problems.push_back(problem("bundle.empty", ""));
    for (const auto& entry : entries) {
        if (entry.file.empty()) continue;
        struct stat facts {};
        if (::lstat(entry.file.c_str(), &facts) != 0)
            problems.push_back(problem(errno == ENOENT ? "file.missing" : "file.unreadable", entry.file.string()));
        else if (!S_ISREG(facts.st_mode))
            problems.push_back(problem("file.not_regular", entry.file.string()));
        else if (::access(entry.file.c_str(), R_OK) != 0)
            problems.push_back(problem("file.unreadable", entry.file.string()));
    }
    return problems;
}

// What is compressed already, or empty, gains nothing.
bool is_worth_compressing(const Entry& entry) {
    std::error_code ignored;
    if ((entry.file.empty() ? entry.bytes.size() : std::filesystem::file_size(entry.file, ignored)) == 0) return false;
    static constexpr std::array<std::string_view, 12> packed{".pdf", ".jpg", ".jpeg", ".png", ".zip", ".docx", ".xlsx", ".odt", ".webp", ".gif", ".mp4", ".p7s"};
    const std::string lower = base::ascii_lower(entry.name);
    return std::none_of(packed.begin(), packed.end(), [&](std::string_view ending) { return lower.ends_with(ending); });
}

// Noon: libzip goes through local time, and no zone changes its clocks at noon.
constexpr zip_uint16_t noon = 12 << 11;
zip_uint16_t dos_date(base::Date day) {
    return static_cast<zip_uint16_t>(((day.year() - 1980) << 9) | (static_cast<int>(day.month()) << 5) | static_cast<int>(day.day()));
}

void require(bool holds, zip_t* zip, const std::string& what) {
    if (!holds) throw base::Error("bundle.failed", "bundle", what + ": " + zip_error_strerror(zip_get_error(zip)));
}

struct Discard {
    void operator()(zip_t* zip) const { zip_discard(zip); }
};

void add(zip_t* zip, const Entry& entry, base::Date day, Failure& failure) {
    zip_source_t* source = entry.file.empty() ? zip_source_buffer(zip, entry.bytes.data(), entry.bytes.size(), 0) : file_source(zip, entry.file, failure);
    require(source != nullptr, zip, entry.name);
    const auto index = zip_file_add(zip, entry.name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) zip_source_free(source);
    require(index >= 0, zip, entry.name);
    const auto at = static_cast<zip_uint64_t>(index);
    const bool is_packed = is_worth_compressing(entry);
    require(zip_set_file_compression(zip, at, is_packed ? ZIP_CM_DEFLATE : ZIP_CM_STORE, is_packed ? 6 : 0) == 0, zip, entry.name);
    require(zip_file_set_dostime(zip, at, noon, dos_date(day), 0) == 0, zip, entry.name);
    constexpr zip_uint32_t private_file = (S_IFREG | 0600U) << 16;
    require(zip_file_set_external_attributes(zip, at, 0, ZIP_OPSYS_UNIX, private_file) == 0, zip, entry.name);
}

} // namespace

base::Result<ZipFacts> write_zip(Output& output, std::span<const Entry> entries, base::Date day) {
    if (auto problems = all_problems(entries); !problems.empty()) return problems;
    base::check(day.year() >= 1980 && day.year() <= 2107, "a ZIP knows the years 1980 to 2107");
    Failure failure; // what went wrong inside the library's calls: exceptions must not cross C code
    OutputState state{output, failure};
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* target = output_source(state, error);
    std::unique_ptr<zip_t, Discard> zip(target ? zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, &error) : nullptr);
    if (!zip) {
        if (target) zip_source_free(target);
        throw base::Error("bundle.failed", "bundle", zip_error_strerror(&error));
    }
    for (const auto& entry : entries) add(zip.get(), entry, day, failure);
    if (zip_close(zip.get()) != 0) {
        if (failure.error) throw *failure.error;
        require(false, zip.get(), "close");
    }
    (void)zip.release(); // closed
    return ZipFacts{state.size, "", entries.size()};
}

base::Result<ZipFacts> write_zip(const std::filesystem::path& target, std::span<const Entry> entries, base::Date day) {
    if (auto problems = all_problems(entries); !problems.empty()) return problems;
    FileOutput output(target);
    auto result = write_zip(output, entries, day);
    if (!result) return result;
    base::Sha256Stream hash;
    std::array<char, 1 << 16> piece{};
    for (std::uint64_t at = 0; at < result->size;) {
        const auto read = ::pread(output.descriptor(), piece.data(), piece.size(), static_cast<off_t>(at));
        if (read <= 0) throw base::Error("file.unwritable", "bundle", target.string() + ": what was written cannot be read back");
        hash.add({reinterpret_cast<const std::uint8_t*>(piece.data()), static_cast<std::size_t>(read)});
        at += static_cast<std::uint64_t>(read);
    }
    result->sha256 = base::hex(hash.finish());
    output.commit();
    return result;
}

} // namespace legajo::bundle
