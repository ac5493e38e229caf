#include "run/staged_folder.hpp"

#include "base/error.hpp"
#include "run/cell_pipe.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ranges>
#include <vector>

namespace legajo::run {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path) { throw base::Error("file.unwritable", "run", path.string() + ": " + std::strerror(errno)); }

// Holds the folder itself: whoever comes second is told; what nobody holds is left over.
base::Descriptor locked(const fs::path& folder) {
    constexpr int most_tries = 5;
    for (int i = 0; i < most_tries; ++i) {
        if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) fail(folder);
        base::Descriptor held(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (!held.is_open()) fail(folder);
        if (::flock(held.get(), LOCK_EX | LOCK_NB) != 0) throw base::Error("run.output_in_use", "run", folder.string());
        struct stat mine{}, there{};
        if (::fstat(held.get(), &mine) == 0 && ::stat(folder.c_str(), &there) == 0 && mine.st_ino == there.st_ino) return held; // else it was renamed meanwhile
    }
    throw base::Error("run.output_in_use", "run", folder.string());
}

} // namespace

StagedFolder::StagedFolder(fs::path target) : target_(std::move(target)), staging_(target_.parent_path() / (".legajo-" + target_.filename().string() + ".tmp")) {
    lock_ = locked(staging_);
    std::error_code failed;
    for (const auto& left_over : fs::directory_iterator(staging_, failed)) fs::remove_all(left_over.path(), failed);
    if (failed) throw base::Error("file.unwritable", "run", staging_.string());
}

StagedFolder::~StagedFolder() {
    std::error_code ignored;
    if (!is_committed_) fs::remove_all(staging_, ignored);
}

base::Descriptor StagedFolder::created(const std::string& name) {
    const fs::path file = staging_ / name;
    make_folders_of(file);
    base::Descriptor out(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!out.is_open()) fail(file);
    return out;
}

void StagedFolder::write_range(const std::string& name, int file, std::uint64_t offset, std::uint64_t size) { append_range(file, offset, size, created(name).get()); }

void StagedFolder::write(const std::string& name, std::string_view bytes) {
    const base::Descriptor out = created(name);
    while (!bytes.empty()) {
        const ssize_t count = ::write(out.get(), bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) fail(staging_ / name);
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

void StagedFolder::make_folders_of(const fs::path& file) {
    std::vector<fs::path> missing;
    for (fs::path folder = file.parent_path(); folder != staging_; folder = folder.parent_path()) missing.push_back(folder);
    for (const fs::path& folder : std::views::reverse(missing))
        if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) fail(folder);
}

void StagedFolder::keep(const std::string& name) {
    make_folders_of(staging_ / name);
    if (::linkat(AT_FDCWD, (target_ / name).c_str(), AT_FDCWD, (staging_ / name).c_str(), 0) != 0) fail(staging_ / name);
}

std::set<std::string> StagedFolder::strangers(const std::function<bool(const std::string&)>& is_known) const {
    std::set<std::string> found;
    std::error_code failed;
    if (!fs::is_directory(fs::symlink_status(target_, failed))) {
        if (fs::exists(fs::symlink_status(target_, failed))) found.insert(target_.filename().string());
        return found;
    }
    for (fs::recursive_directory_iterator entry(target_, failed), end; !failed && entry != end; entry.increment(failed)) {
        const std::string name = entry->path().lexically_relative(target_).string();
        if (!fs::is_directory(entry->symlink_status()) && !is_known(name)) found.insert(name);
    }
    if (failed) throw base::Error("file.unreadable", "run", target_.string());
    return found;
}

// Puts the folder in its place. True when an earlier one now stands in the staging place.
bool StagedFolder::swap() const {
    if (::renameat2(AT_FDCWD, staging_.c_str(), AT_FDCWD, target_.c_str(), RENAME_NOREPLACE) == 0) return false;
    if (errno != EEXIST && errno != EINVAL) fail(target_);
    if (::renameat2(AT_FDCWD, staging_.c_str(), AT_FDCWD, target_.c_str(), RENAME_EXCHANGE) != 0) fail(target_);
    return true;
}

void StagedFolder::commit(const std::string& last, const fs::path& beside) {
    if (::syncfs(lock_.get()) != 0) fail(staging_);
    const char* const earlier = ".anterior";
    const bool had_one = !beside.empty() && ::rename(beside.c_str(), (staging_ / earlier).c_str()) == 0;
    if (!beside.empty() && !had_one && errno != ENOENT) fail(beside);
    const auto put_back = [&](const fs::path& folder) {
        if (had_one) ::rename((folder / earlier).c_str(), beside.c_str());
    };
    bool replaces = false;
    try {
        replaces = swap();
    } catch (...) {
        put_back(staging_);
        throw;
    }
    std::error_code ignored;
    if (!beside.empty() && ::rename((target_ / last).c_str(), beside.c_str()) != 0) {
        const int why = errno;
        put_back(target_);
        ::renameat2(AT_FDCWD, target_.c_str(), AT_FDCWD, staging_.c_str(), replaces ? RENAME_EXCHANGE : RENAME_NOREPLACE);
        errno = why;
        fail(beside);
    }
    is_committed_ = true;
    if (had_one) fs::remove(target_ / earlier, ignored);
    if (replaces) fs::remove_all(staging_, ignored); // the earlier folder stands there now
    const base::Descriptor parent(::open(target_.parent_path().empty() ? "." : target_.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (parent.is_open()) ::fsync(parent.get());
}

} // namespace legajo::run
