#pragma once
// Files found inside an exhibit, written one after another to the descriptor that collects them.

#include "evidence/file_bytes.hpp"

#include "model/exhibit.hpp"

namespace legajo::evidence {

class Attachments {
public:
    Attachments(int descriptor, model::Exhibit& exhibit) : descriptor_(descriptor), exhibit_(exhibit) {}

    [[nodiscard]] bool is_full() const { return exhibit_.attachments.size() >= most; }
    void add(std::string name, std::string mime, std::string_view bytes) {
        if (is_full()) return;
        if (name.empty()) name = "adjunto-" + std::to_string(exhibit_.attachments.size() + 1);
        write_all(descriptor_, bytes);
        exhibit_.attachments.push_back({std::move(name), std::move(mime), offset_, bytes.size()});
        offset_ += bytes.size();
    }

private:
    static constexpr std::size_t most = 500;
    int descriptor_;
    model::Exhibit& exhibit_;
    std::uint64_t offset_ = 0;
};

} // namespace legajo::evidence
