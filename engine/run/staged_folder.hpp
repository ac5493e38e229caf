#pragma once
// A folder that appears whole or not at all: written beside its place under a hidden name, made durable, then put there in one step. An earlier one
// of the same name is replaced in the same step, but only when it holds nothing that a program did not put there.

#include "base/frame.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace legajo::run {

class StagedFolder {
public:
    // Throws Error run.output_in_use when another process makes the same folder, file.unwritable. What a crash left is removed.
    explicit StagedFolder(std::filesystem::path target);
    ~StagedFolder(); // uncommitted: nothing stays
    StagedFolder(const StagedFolder&) = delete;
    StagedFolder& operator=(const StagedFolder&) = delete;

    // `name` below the folder ("documentos/01_x.pdf"); mode 0600, folders 0700. Throws Error file.unwritable.
    void write(const std::string& name, std::string_view bytes);
    // A part of an open file, copied by the kernel: it never is in our memory. Throws Error file.unwritable.
    void write_range(const std::string& name, int file, std::uint64_t offset, std::uint64_t size);
    // A file of the folder that is there now goes along. Throws Error file.unwritable.
    void keep(const std::string& name);
    // Where it stands until it is committed.
    [[nodiscard]] const std::filesystem::path& path() const { return staging_; }
    // Files of the folder that is there now and that `is_known` does not know; they would be lost.
    [[nodiscard]] std::set<std::string> strangers(const std::function<bool(const std::string&)>& is_known) const;
    // Throws Error file.unwritable; then all stands as before. `last` names a file of the folder that comes out of it, as `beside`, when all else is
    // in place; what stood there went first. So whoever sees that file sees the folder that belongs to it, also after a crash.
    void commit(const std::string& last = {}, const std::filesystem::path& beside = {});

private:
    [[nodiscard]] base::Descriptor created(const std::string& name);
    void make_folders_of(const std::filesystem::path& file);
    [[nodiscard]] bool swap() const;

    std::filesystem::path target_, staging_;
    base::Descriptor lock_;
    bool is_committed_ = false;
};

} // namespace legajo::run
