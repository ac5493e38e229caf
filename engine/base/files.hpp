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

// Where files go. Production: FileGroup (durable by group); tests: memory, or one that fails at the n-th write.
class FileSink {
public:
    virtual ~FileSink() = default;
    // Keeps bytes for `path`; they become visible at commit. Throws Error file.unwritable.
    virtual void put(const std::filesystem::path& path, std::string_view bytes) = 0;
    // Makes all that was put since the last commit durable and visible, each file whole or not at all.
    virtual void commit() = 0;
    // How many were put and not committed; and back to that number: what was put since is dropped and never becomes visible.
    [[nodiscard]] virtual std::size_t pending() const = 0;
    virtual void drop_after(std::size_t count) = 0;
};

// Temporary files, one syncfs for the group, renames, one more (or a sync per folder when they are few). Not thread-safe: one per worker.
class FileGroup : public FileSink {
public:
    FileGroup() = default;
    ~FileGroup() override; // removes temporary files that were not committed
    FileGroup(const FileGroup&) = delete;
    FileGroup& operator=(const FileGroup&) = delete;
    void put(const std::filesystem::path& path, std::string_view bytes) override;
    void commit() override;
    [[nodiscard]] std::size_t pending() const override { return pending_.size(); }
    void drop_after(std::size_t count) override;

private:
    struct Pending {
        std::filesystem::path temporary, target;
    };
    std::vector<Pending> pending_;
};

// Folder that holds templates/ and fonts/: LEGAJO_DATA, else beside the program (installed: ../share/legajo; build folder: source tree).
// Throws Error data.not_found naming the places that were tried.
[[nodiscard]] std::filesystem::path find_data_folder();

} // namespace legajo::base
