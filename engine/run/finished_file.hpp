#pragma once
// A large finished PDF that never is in memory as a whole: an unnamed file, mapped to be signed, then given its name.

#include "base/frame.hpp"

#include <filesystem>
#include <span>
#include <string_view>

namespace legajo::run {

class FinishedFile {
public:
    // `file`: as unnamed_file makes it, written to its end. Throws Error file.unreadable.
    explicit FinishedFile(base::Descriptor file);
    ~FinishedFile();
    FinishedFile(FinishedFile&& other) noexcept;
    FinishedFile& operator=(FinishedFile&&) = delete;

    [[nodiscard]] int descriptor() const { return file_.get(); }
    [[nodiscard]] std::string_view view() const { return {bytes_, size_}; }
    // Changes are changes of the file. Invalid after `append`.
    [[nodiscard]] std::span<char> bytes() { return {bytes_, size_}; }
    // Throws Error file.unwritable.
    void append(std::string_view tail);
    // Gives it a name, where nothing stands yet and on the file system where it was made; private (0600), not synced. Throws Error file.unwritable.
    void stand_at(const std::filesystem::path& path);

private:
    void map();
    void unmap();

    base::Descriptor file_;
    char* bytes_ = nullptr;
    std::size_t size_ = 0;
};

} // namespace legajo::run
