#pragma once
// The tools of one thread: parsed templates, key session, word cache. Not thread-safe; one per thread.

#include "base/files.hpp"
#include "draw/beginning.hpp"
#include "fill/filler.hpp"
#include "layout/memory.hpp"
#include "record/register.hpp"
#include "run/letter_request.hpp"
#include "run/sign_run.hpp"
#include "run/stage_clock.hpp"
#include "run/workshop.hpp"
#include "sign/signer.hpp"
#include "sign/timestamp.hpp"
#include "text/shaper.hpp"

#include <functional>
#include <map>
#include <memory>

namespace legajo::run {

// Opens a key session; called once per worker, and never when letters are unsigned. Throw base::Error sign.* when there is none.
struct OpenKeys {
    std::function<std::unique_ptr<sign::Signer>()> signer;
    std::function<std::unique_ptr<sign::TimestampClient>()> timestamps;     // null for B-B
    std::function<std::unique_ptr<sign::ValidationGatherer>()> validation;  // null below B-LT
};

class Worker {
public:
    // `store` may be null (dry runs without a register), `files` too (nothing is written). All references must outlive the worker.
    Worker(Workshop& shared_workshop, record::Register* store, OpenKeys open_keys, const base::FileSink* sink = nullptr, bool measures = false)
        : workshop(shared_workshop), files(sink), register_(store), clock(measures), open_keys_(std::move(open_keys)) {}

    [[nodiscard]] fill::Filler& filler(const PackBench& bench);
    [[nodiscard]] sign::Signer& signer();
    [[nodiscard]] sign::TimestampClient* timestamps(); // null for level B-B
    [[nodiscard]] SigningTools signing_tools();
    [[nodiscard]] CellPipe& cell() { return cell_; } // starts the program at its first call
    [[nodiscard]] text::Shaper& shaper();
    [[nodiscard]] record::Register* store() { return register_; }

    [[nodiscard]] layout::Memory& layout_memory() { return layout_memory_; }
    [[nodiscard]] draw::Beginnings& beginnings() { return beginnings_; } // of letters' files

    Workshop& workshop;
    const base::FileSink* files;

private:
    record::Register* register_;

public:
    StageClock clock;

private:
    OpenKeys open_keys_;
    std::map<const PackBench*, std::unique_ptr<fill::Filler>> fillers_;
    std::unique_ptr<sign::Signer> signer_;
    std::unique_ptr<sign::TimestampClient> timestamps_;
    std::unique_ptr<sign::ValidationGatherer> validation_;
    draw::Beginnings beginnings_;
    layout::Memory layout_memory_;
    CellPipe cell_; // starts the program at its first call
    std::unique_ptr<text::Shaper> shaper_;
};

} // namespace legajo::run
