#include "evidence/qpdf_tools.hpp"

#include "evidence/file_bytes.hpp"

#include "base/text.hpp"

#include <libdeflate.h>
#include <qpdf/QPDFWriter.hh>

#include <memory>
#include <stdexcept>

namespace legajo::evidence {

void LimitedText::write(unsigned char const* data, size_t size) {
    if (text.size() + size > limit_) {
        was_too_long_ = true;
        throw std::runtime_error("stream expands beyond the limit");
    }
    text.append(reinterpret_cast<const char*>(data), size);
}

void DescriptorPipe::write(unsigned char const* data, size_t size) {
    constexpr std::size_t block = std::size_t{1} << 18;
    if (buffer_.size() + size > block) finish();
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (size >= block) write_all(descriptor_, bytes);
    else buffer_ += bytes;
}

void DescriptorPipe::finish() {
    write_all(descriptor_, buffer_);
    buffer_.clear();
}

Decoded decode_stream(QPDFObjectHandle stream, std::uint64_t limit) {
    LimitedText collected(limit);
    bool filtered = false, whole = false;
    try {
        whole = stream.pipeStreamData(&collected, &filtered, 0, qpdf_dl_generalized, true, false);
    } catch (const std::exception&) {
        whole = false;
    }
    if (!filtered && !collected.was_too_long()) collected.text.clear(); // a filter we do not know: what came out is not the content
    return {std::move(collected.text), whole && filtered && !collected.was_too_long(), collected.was_too_long()};
}

std::string deflated(std::string_view bytes) {
    const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor(libdeflate_alloc_compressor(6), libdeflate_free_compressor);
    if (!compressor) throw std::bad_alloc();
    std::string packed(libdeflate_zlib_compress_bound(compressor.get(), bytes.size()), '\0');
    packed.resize(libdeflate_zlib_compress(compressor.get(), bytes.data(), bytes.size(), packed.data(), packed.size()));
    return packed;
}

std::string raw_stream(QPDFObjectHandle stream) {
    const auto buffer = stream.getRawStreamData();
    return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

std::string clean_text(std::string_view text, std::size_t limit) {
    std::string clean;
    for (const char32_t point : base::code_points(text)) {
        const bool is_control = (point < 0x20 && point != '\n' && point != '\t') || (point >= 0x7F && point < 0xA0) || point == 0xFEFF || point == 0xFFFE ||
                                point == 0xFFFF || (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069); // direction overrides
        if (is_control) continue;
        const std::string letter = base::utf8(point);
        if (clean.size() + letter.size() > limit) break;
        clean += letter;
    }
    return clean;
}

std::string text_of(QPDFObjectHandle object, std::size_t limit) {
    return object.isString() ? clean_text(object.getUTF8Value(), limit) : std::string();
}

void write_plain(QPDF& pdf, int output, FileIdentity identity) {
    DescriptorPipe pipe(output);
    QPDFWriter writer(pdf);
    writer.setOutputPipeline(&pipe);
    if (identity == FileIdentity::fixed) writer.setStaticID(true);
    else writer.setDeterministicID(true);
    writer.setObjectStreamMode(qpdf_o_disable);
    writer.setStreamDataMode(qpdf_s_preserve);
    writer.setPreserveEncryption(false);
    writer.setSuppressOriginalObjectIDs(true);
    if (identity == FileIdentity::of_content) writer.forcePDFVersion("1.7"); // 6.1.2: whatever number the source bears
    else writer.setMinimumPDFVersion("1.7");
    writer.setNewlineBeforeEndstream(true); // ISO 19005-2, 6.1.7.1: a line end that /Length does not count
    writer.write();
    pipe.finish();
}

} // namespace legajo::evidence
