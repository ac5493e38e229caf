#include "run/cell_jobs.hpp"

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/text_walk.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

namespace legajo::run {
namespace {

// Foreign text that reaches layout, reports and terminals: valid UTF-8, no control characters but line breaks and tabs.
std::string cleaned(std::string_view text) {
    std::string clean;
    for (const char32_t point : base::code_points(text))
        if ((point >= 0x20 || point == U'\n' || point == U'\t') && !(point >= 0x7F && point < 0xA0)) clean += base::utf8(point);
    return clean;
}

bool is_clean(std::string_view text) {
    const auto is_control = [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F; };
    return base::is_valid_utf8(text) && std::ranges::none_of(text, is_control);
}

// The cell cleans what it tells; this holds if it was overcome.
template <class Answer>
void clean_texts(Answer& answer) {
    base::TextWalk walk([](std::string& text) {
        if (!is_clean(text)) text = cleaned(text);
    });
    walk(answer);
}

std::uint64_t pages_of(const model::BindPlan& plan) {
    std::uint64_t count = 0;
    for (const model::BindPart& part : plan.parts) count += static_cast<std::uint64_t>(std::max(part.page_count, 0));
    return count;
}

template <class Visit>
void each_block(int file, std::uint64_t begin, std::uint64_t size, Visit visit) {
    std::vector<std::uint8_t> buffer(std::size_t{1} << 18);
    for (std::uint64_t at = 0; at < size;) {
        const ssize_t count = ::pread(file, buffer.data(), std::min<std::uint64_t>(buffer.size(), size - at), static_cast<off_t>(begin + at));
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) throw base::Error("file.unreadable", "run", std::strerror(errno));
        visit(std::span<const std::uint8_t>(buffer.data(), static_cast<std::size_t>(count)));
        at += static_cast<std::uint64_t>(count);
    }
}

} // namespace

FileFacts facts_of(int file) {
    const off_t size = ::lseek(file, 0, SEEK_END);
    if (size < 0) throw base::Error("file.unreadable", "run", std::strerror(errno));
    base::Sha256Stream stream;
    each_block(file, 0, static_cast<std::uint64_t>(size), [&](std::span<const std::uint8_t> block) { stream.add(block); });
    return {base::hex(stream.finish()), static_cast<std::uint64_t>(size)};
}

base::Descriptor ScratchFiles::take() {
    if (free_.empty()) return unnamed_file(folder_);
    base::Descriptor file = std::move(free_.back());
    free_.pop_back();
    if (::ftruncate(file.get(), 0) != 0 || ::lseek(file.get(), 0, SEEK_SET) != 0) throw base::Error("file.unwritable", "run", std::strerror(errno));
    return file;
}

base::Result<ReadFile> read_exhibit(CellPipe& pipe, const model::ExhibitRequest& request, int file, const std::filesystem::path& scratch, const CellLimits& limits) {
    ScratchFiles files(scratch);
    return read_exhibit(pipe, request, file, files, limits);
}

base::Result<ReadFile> read_exhibit(CellPipe& pipe, const model::ExhibitRequest& request, int file, ScratchFiles& scratch, const CellLimits& limits) {
    ReadFile read{{}, scratch.take(), scratch.take()};
    const std::vector<int> descriptors{file, read.pages.get(), read.attachments.get()};
    auto answer = pipe.ask<model::Exhibit>("evidence", request, descriptors, limits);
    if (!answer) {
        scratch.give_back(std::move(read.pages));
        scratch.give_back(std::move(read.attachments));
        return std::move(answer.problems());
    }
    clean_texts(*answer);
    read.exhibit = std::move(*answer);
    const FileFacts facts = facts_of(file);
    read.exhibit.sha256 = facts.sha256;
    read.exhibit.bytes = facts.size;
    return {std::move(read), std::move(answer.problems())};
}

base::Result<model::BoundDossier> bind_dossier(CellPipe& pipe, const model::BindPlan& plan, const BindFiles& files) {
    std::uint64_t input = 0;
    for (const int file : {files.own, files.stamps, files.exhibits, files.originals}) input += static_cast<std::uint64_t>(std::max<off_t>(::lseek(file, 0, SEEK_END), 0));
    CellLimits limits;
    constexpr std::uint64_t page_objects = 256 * 1024; // what a tagged page of ours takes as objects, with room
    limits.memory_bytes = 5 * input + (std::uint64_t{512} << 20) + page_objects * pages_of(plan); // address space: what goes in and comes out is mapped too
    limits.file_bytes = 2 * input + (std::uint64_t{256} << 20);
    limits.cpu_seconds = 60 + static_cast<std::uint32_t>(input >> 23) + static_cast<std::uint32_t>(pages_of(plan) / 100); // 8 MB, 100 pages a second at the very worst
    limits.wall_seconds = 2 * limits.cpu_seconds;
    const std::vector<int> descriptors{files.own, files.stamps, files.exhibits, files.originals, files.output};
    return pipe.ask<model::BoundDossier>("bind", plan, descriptors, limits);
}

base::Result<model::ArchiveReport> make_archival(CellPipe& pipe, const model::ArchiveRequest& request, int safe_pdf, int output, const CellLimits& limits) {
    const std::vector<int> descriptors{safe_pdf, output};
    auto answer = pipe.ask<model::ArchiveReport>("archive", request, descriptors, limits);
    if (answer) clean_texts(*answer);
    return answer;
}

base::Result<model::LeakReport> find_leaks(CellPipe& pipe, int file, const model::LeakRequest& request, const CellLimits& limits) {
    const std::vector<int> descriptors{file};
    auto answer = pipe.ask<model::LeakReport>("leak-check", request, descriptors, limits);
    if (answer) clean_texts(*answer);
    return answer;
}

base::Result<std::string> write_mail(CellPipe& pipe, const mail::Message& message) { return pipe.ask<std::string>("mail", message); }

base::Descriptor memory_file(std::string_view bytes) {
    base::Descriptor file(::memfd_create("legajo", MFD_CLOEXEC));
    while (file.is_open() && !bytes.empty()) {
        const ssize_t count = ::write(file.get(), bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) throw base::Error("file.unwritable", "run", std::strerror(errno));
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    if (!file.is_open()) throw base::Error("file.unwritable", "run", std::strerror(errno));
    return file;
}

base::Result<verify::VerifyReport> verify_pdf(CellPipe& pipe, int file, const verify::VerifyOptions& options, const CellLimits& limits) {
    const std::vector<int> descriptors{file};
    auto answer = pipe.ask<verify::VerifyReport>("verify", options, descriptors, limits);
    if (answer) clean_texts(*answer);
    return answer;
}

base::Result<verify::Increment> prepare_signature(CellPipe& pipe, int file, const verify::SignatureWish& wish, const CellLimits& limits) {
    const std::vector<int> descriptors{file};
    return pipe.ask<verify::Increment>("prepare-signature", wish, descriptors, limits);
}

base::Result<verify::Increment> prepare_document_timestamp(CellPipe& pipe, int file, std::uint64_t token_bytes, const CellLimits& limits) {
    const std::vector<int> descriptors{file};
    return pipe.ask<verify::Increment>("prepare-timestamp", token_bytes, descriptors, limits);
}

base::Result<verify::Increment> add_validation_data(CellPipe& pipe, int file, const model::ValidationData& data, const CellLimits& limits) {
    const std::vector<int> descriptors{file};
    return pipe.ask<verify::Increment>("add-validation-data", data, descriptors, limits);
}

base::Result<model::DossierFacts> read_dossier_facts(CellPipe& pipe, int pdf, int manifest) {
    const auto size = static_cast<std::uint64_t>(std::max<off_t>(::lseek(pdf, 0, SEEK_END), 0));
    CellLimits limits;
    limits.memory_bytes = 3 * size + (std::uint64_t{512} << 20);
    limits.cpu_seconds = 60 + static_cast<std::uint32_t>(size >> 23);
    limits.wall_seconds = 2 * limits.cpu_seconds;
    const std::vector<int> descriptors{pdf, manifest};
    auto answer = pipe.ask<model::DossierFacts>("dossier-facts", std::string(), descriptors, limits);
    if (answer) clean_texts(*answer);
    return answer;
}

namespace {

base::Result<base::Descriptor> through_outside_program(CellPipe& pipe, std::string_view job, const std::string& name, int file, const std::filesystem::path& scratch, const CellLimits& limits) {
    base::Descriptor output = unnamed_file(scratch);
    const std::vector<int> descriptors{file, output.get()};
    auto answer = pipe.call(job, name, descriptors, limits);
    if (!answer) {
        for (base::Problem& problem : answer.problems())
            for (auto& [key, value] : problem.arguments)
                if (key == "fichero" && value.empty()) value = name;
        return std::move(answer.problems());
    }
    return {std::move(output), std::move(answer.problems())};
}

} // namespace

base::Result<base::Descriptor> convert_office(CellPipe& pipe, const std::string& name, int file, const std::filesystem::path& scratch) {
    CellLimits limits;
    limits.memory_bytes = std::uint64_t{8} << 30; // address space: LibreOffice reserves much and uses little
    return through_outside_program(pipe, "office", name, file, scratch, limits);
}

base::Result<base::Descriptor> repair_pdf(CellPipe& pipe, const std::string& name, int file, const std::filesystem::path& scratch) {
    return through_outside_program(pipe, "repair", name, file, scratch, {});
}

base::Result<base::Descriptor> paint_pages(CellPipe& pipe, const std::string& name, int safe_pdf, int pages, const std::filesystem::path& scratch) {
    CellLimits limits;
    const auto count = static_cast<std::uint32_t>(std::max(pages, 0));
    limits.cpu_seconds += count; // of each process: ours packs them all, poppler paints one
    limits.wall_seconds += 5 * count;
    limits.memory_bytes += std::uint64_t{count} << 20; // packed pages until they are written
    return through_outside_program(pipe, "paint", name, safe_pdf, scratch, limits);
}

base::Descriptor file_of_range(int spool, const model::FileRange& range, const std::filesystem::path& scratch) {
    base::Descriptor file = unnamed_file(scratch);
    append_range(spool, range.offset, range.size, file.get());
    return file;
}

base::Descriptor attachment_file(const ReadFile& from, const model::FoundAttachment& attachment, ScratchFiles& scratch) {
    base::Descriptor file = scratch.take();
    append_range(from.attachments.get(), attachment.offset, attachment.size, file.get());
    return file;
}

} // namespace legajo::run
