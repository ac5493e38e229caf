#include "run/output_folder.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/private_folders.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace legajo::run {
namespace {

namespace fs = std::filesystem;

int locked(const fs::path& path) {
    const int descriptor = ::open((path / ".legajo.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) throw base::Error("file.unwritable", "run", path.string() + ": " + std::strerror(errno));
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return descriptor;
    ::close(descriptor);
    throw base::Error("run.output_in_use", "run", path.string());
}

// The lock file holds a word while its run lives: who finds it there comes after a run that was killed, and clears up behind it.
constexpr std::string_view is_running = "en curso\n";

bool was_killed(int lock) {
    struct stat status {};
    return ::fstat(lock, &status) == 0 && status.st_size > 0;
}

void remove_temporary_files(const fs::path& folder) {
    std::error_code error;
    for (const auto& entry : fs::recursive_directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with(".legajo-") && name.ends_with(".tmp")) fs::remove(entry.path(), error);
    }
}

// What a killed run was about to put in place: a dossier's folder still hidden.
void remove_half_dossiers(const fs::path& folder) {
    std::error_code error;
    std::vector<fs::path> hidden;
    for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (entry->is_symlink() || !entry->is_directory()) continue;
        if (name.starts_with(".legajo-") && name.ends_with(".tmp")) hidden.push_back(entry->path());
        if (entry.depth() >= 2) entry.disable_recursion_pending(); // dosieres/1f/exp-1/.legajo-….tmp
    }
    for (const fs::path& one : hidden) fs::remove_all(one, error);
}

} // namespace

bool is_whole(const fs::path& file, const std::string& sha256) {
    try {
        return base::sha256_hex(base::read_file(file)) == sha256;
    } catch (const base::Error&) {
        return false;
    }
}

OutputFolder::OutputFolder(const LetterRequest& request) : path_(request.output) {
    base::make_private_folders(path_);
    lock_ = locked(path_);
    try {
        register_ = record::Register::open(request.register_file.empty() ? path_ / "registro.sqlite" : request.register_file);
        if (settle() || was_killed(lock_)) {
            remove_temporary_files(path_);
            remove_half_dossiers(path_ / "dosieres");
        }
        if (::pwrite(lock_, is_running.data(), is_running.size(), 0) < 0) throw base::Error("file.unwritable", "run", path_.string());
    } catch (...) {
        ::close(lock_);
        throw;
    }
}

OutputFolder::~OutputFolder() {
    if (::ftruncate(lock_, 0) != 0) {} // then the next start looks for remains in vain
    ::close(lock_);
}

// A case's letters of one run count together: its copy for a guarantor without the debtor's own letter would hide that the latter is missing.
bool OutputFolder::settle() {
    const std::vector<record::Intent> intents = register_->recover();
    if (intents.empty()) return false;
    using CaseOfRun = std::pair<std::int64_t, std::string>;
    const auto case_of = [](const record::Intent& intent) { return CaseOfRun{intent.run, intent.entry.letter.case_reference}; };
    std::set<CaseOfRun> torn;
    std::vector<const record::Intent*> visible;
    for (const record::Intent& intent : intents) {
        const model::LetterRecord& letter = intent.entry.letter;
        if (!letter.pdf_file.empty() && is_whole(path_ / letter.pdf_file, letter.pdf_sha256))
            visible.push_back(&intent);
        else
            torn.insert(case_of(intent));
    }
    for (const record::Intent* intent : visible)
        if (std::error_code error; torn.contains(case_of(*intent))) fs::remove(path_ / intent->entry.letter.pdf_file, error);
    confirmed_ = register_->settle([&](const record::Intent& intent) { return !torn.contains(case_of(intent)); }).first;
    return true;
}

} // namespace legajo::run
