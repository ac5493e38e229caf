#include "run/worker.hpp"

namespace legajo::run {

fill::Filler& Worker::filler(const PackBench& bench) {
    auto& filler = fillers_[&bench];
    if (!filler) filler = std::make_unique<fill::Filler>(bench.templates);
    return *filler;
}

sign::Signer& Worker::signer() {
    if (!signer_) {
        signer_ = open_keys_.signer();
        timestamps_ = open_keys_.timestamps();
        validation_ = open_keys_.validation();
    }
    return *signer_;
}

sign::TimestampClient* Worker::timestamps() {
    (void)signer();
    return timestamps_.get();
}

SigningTools Worker::signing_tools() { return {signer(), timestamps_.get(), validation_.get(), cell_}; }

text::Shaper& Worker::shaper() {
    if (!shaper_) shaper_ = std::make_unique<text::Shaper>(workshop.fonts());
    return *shaper_;
}

} // namespace legajo::run
