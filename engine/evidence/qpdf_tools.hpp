#pragma once
// Small helpers over libqpdf for reading documents that lie.

#include <qpdf/Pipeline.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include <cstdint>
#include <optional>
#include <string>

namespace legajo::evidence {

// Collects at most `limit` bytes; beyond that it stops the decoder and says so.
class LimitedText : public Pipeline {
public:
    explicit LimitedText(std::uint64_t limit) : Pipeline("limited text", nullptr), limit_(limit) {}
    void write(unsigned char const* data, size_t size) override;
    void finish() override {}
    [[nodiscard]] bool was_too_long() const { return was_too_long_; }
    std::string text;

private:
    std::uint64_t limit_;
    bool was_too_long_ = false;
};

// Buffers and writes to a descriptor; throws base::Error evidence.output.
class DescriptorPipe : public Pipeline {
public:
    explicit DescriptorPipe(int descriptor) : Pipeline("descriptor", nullptr), descriptor_(descriptor) {}
    void write(unsigned char const* data, size_t size) override;
    void finish() override;

private:
    int descriptor_;
    std::string buffer_;
};

struct Decoded {
    std::string bytes;
    bool is_whole = false;     // false: damaged data, as far as it went
    bool was_too_long = false; // stopped at the limit
};

// Decoded data of a stream through the lossless filters (Flate, LZW, ASCII, run length); raw = as stored.
[[nodiscard]] Decoded decode_stream(QPDFObjectHandle stream, std::uint64_t limit);
[[nodiscard]] std::string raw_stream(QPDFObjectHandle stream);
// As /FlateDecode reads it.
[[nodiscard]] std::string deflated(std::string_view bytes);

// Value of a string object as UTF-8 without control characters, at most `limit` bytes; empty for anything else.
[[nodiscard]] std::string text_of(QPDFObjectHandle object, std::size_t limit = 1000);
// Foreign text made fit to be shown: valid UTF-8, no control characters but newline and tab, cut at a character within `limit` bytes.
[[nodiscard]] std::string clean_text(std::string_view text, std::size_t limit);

// Writes the document as the dossier wants it: no object streams, no encryption, streams untouched, no times or random ids.
// `of_content`: as an archived document asks: /ID tells files apart, the version is 1.7. What is bound into another needs neither.
enum class FileIdentity { fixed, of_content };
void write_plain(QPDF& pdf, int output, FileIdentity identity = FileIdentity::fixed);

} // namespace legajo::evidence
