#pragma once
// Files: read within a limit, written whole or not at all, private by default. Failures throw Error "file.*".

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace legajo::base {

// Whole file. Throws Error file.missing, file.unreadable, file.not_regular (device, fifo, folder) or file.too_large (> limit bytes).
[[nodiscard]] std::string read_file(const std::filesystem::path& path, std::size_t limit = std::size_t{1} << 30);

// Through a temporary file beside the target, fsync, rename, fsync of the folder; mode 0600. Throws Error file.unwritable.
void write_file_durably(const std::filesystem::path& path, std::string_view bytes);

// Resolved path of `relative` inside `folder`, following no link that leaves it. Empty when it is absolute, climbs out, or leaves by a link.
// The file need not exist.
[[nodiscard]] std::filesystem::path path_inside(const std::filesystem::path& folder, const std::string& relative);

// A file written out of sight. It appears under its own name at the commit after it was put; when it is dropped before, it goes.
class StagedFile {
public:
    StagedFile(std::filesystem::path temporary, std::filesystem::path target) : temporary_(std::move(temporary)), target_(std::move(target)) {}
    StagedFile(StagedFile&& other) noexcept;
    StagedFile& operator=(StagedFile&& other) noexcept;
    ~StagedFile();
    void appear(); // throws Error file.unwritable
    [[nodiscard]] const std::filesystem::path& temporary() const { return temporary_; }
    [[nodiscard]] const std::filesystem::path& target() const { return target_; }

private:
    std::filesystem::path temporary_, target_; // empty: moved from, or seen by all
};

// Where files go. Production: FileGroup (durable by group); tests: one that fails at the n-th write.
class FileSink {
public:
    virtual ~FileSink() = default;
    // Writes the pieces one after another, out of sight. From any thread. Throws Error file.unwritable.
    [[nodiscard]] virtual StagedFile stage(const std::filesystem::path& path, std::span<const std::string_view> pieces) const = 0;
    // It becomes visible at commit. From one thread, as what follows.
    virtual void put(StagedFile file) = 0;
    // Makes all that was put since the last commit durable and visible, each file whole or not at all.
    virtual void commit() = 0;
    // How many were put and not committed; and back to that number: what was put since is dropped and never becomes visible.
    [[nodiscard]] virtual std::size_t pending() const = 0;
    virtual void drop_after(std::size_t count) = 0;
};

// Temporary files, one syncfs for the group, renames, one more (or a sync per folder when they are few).
class FileGroup : public FileSink {
public:
    [[nodiscard]] StagedFile stage(const std::filesystem::path& path, std::span<const std::string_view> pieces) const override;
    void put(StagedFile file) override { pending_.push_back(std::move(file)); }
    void commit() override;
    [[nodiscard]] std::size_t pending() const override { return pending_.size(); }
    void drop_after(std::size_t count) override;

private:
    std::vector<StagedFile> pending_;
};

// Folder that holds templates/ and fonts/: LEGAJO_DATA, else beside the program (installed: ../share/legajo; build folder: source tree).
// Throws Error data.not_found naming the places that were tried.
[[nodiscard]] std::filesystem::path find_data_folder();

} // namespace legajo::base
