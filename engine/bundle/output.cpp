#include "bundle/output.hpp"

#include "base/error.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace legajo::bundle {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path) {
    throw base::Error("file.unwritable", "bundle", path.string() + ": " + std::strerror(errno));
}

std::filesystem::path folder_of(const std::filesystem::path& path) { return path.has_parent_path() ? path.parent_path() : std::filesystem::path("."); }

} // namespace

FileOutput::FileOutput(std::filesystem::path target) : target_(std::move(target)) {
    std::string name = (folder_of(target_) / ("." + target_.filename().string() + ".XXXXXX")).string();
    file_ = base::Descriptor(::mkostemp(name.data(), O_CLOEXEC)); // mode 0600
    if (!file_.is_open()) fail(target_);
    temporary_ = name;
}

FileOutput::~FileOutput() {
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void FileOutput::write_at(std::uint64_t offset, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = ::pwrite(file_.get(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) fail(target_);
        bytes.remove_prefix(static_cast<std::size_t>(written));
        offset += static_cast<std::uint64_t>(written);
    }
}

void FileOutput::commit() {
    if (::fsync(file_.get()) != 0 || ::rename(temporary_.c_str(), target_.c_str()) != 0) fail(target_);
    temporary_.clear();
    const base::Descriptor folder(::open(folder_of(target_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.is_open() || ::fsync(folder.get()) != 0) fail(target_);
}

} // namespace legajo::bundle
