#pragma once
// The folder a run writes to: private, held by one process at a time, mended after a crash.

#include "record/register.hpp"
#include "run/letter_request.hpp"

#include <memory>

namespace legajo::run {

// The file is there and is the one that was recorded.
[[nodiscard]] bool is_whole(const std::filesystem::path& file, const std::string& sha256);

class OutputFolder {
public:
    // Makes the folder (0700), takes its lock, opens the register, settles what an interrupted run left: letters whose files are whole are
    // confirmed, the others abandoned, temporary files removed. Throws Error run.output_in_use, file.*, record.*.
    explicit OutputFolder(const LetterRequest& request);
    ~OutputFolder();
    OutputFolder(const OutputFolder&) = delete;
    OutputFolder& operator=(const OutputFolder&) = delete;

    [[nodiscard]] record::Register& store() { return *register_; }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] std::size_t confirmed_after_crash() const { return confirmed_; }

private:
    bool settle(); // whether there was anything to settle

    std::filesystem::path path_;
    int lock_ = -1;
    std::unique_ptr<record::Register> register_;
    std::size_t confirmed_ = 0;
};

} // namespace legajo::run
