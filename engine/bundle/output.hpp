#pragma once
// Where the bytes of a ZIP go. The writer comes back to patch sizes and checksums, so an output takes bytes at any offset.

#include "base/frame.hpp"

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace legajo::bundle {

class Output {
public:
    virtual ~Output() = default;
    // Throws base::Error file.unwritable.
    virtual void write_at(std::uint64_t offset, std::string_view bytes) = 0;
};

// A temporary file beside the target, mode 0600; commit() makes it durable and gives it its name. Uncommitted, it vanishes.
class FileOutput : public Output {
public:
    explicit FileOutput(std::filesystem::path target);
    ~FileOutput() override;
    FileOutput(const FileOutput&) = delete;
    FileOutput& operator=(const FileOutput&) = delete;
    void write_at(std::uint64_t offset, std::string_view bytes) override;
    void commit();
    [[nodiscard]] int descriptor() const { return file_.get(); }

private:
    std::filesystem::path target_, temporary_;
    base::Descriptor file_;
};

} // namespace legajo::bundle
