#include "mail/write_message.hpp"

#include "base/error.hpp"

#include <gmime/gmime.h>

#include <memory>
#include <mutex>

namespace legajo::mail {
namespace {

struct Unref {
    void operator()(gpointer object) const { g_object_unref(object); }
};
template <typename T>
using Object = std::unique_ptr<T, Unref>;

template <typename T>
Object<T> made(T* object) {
    if (!object) throw base::Error("mail.failed", "mail", "GMime made no object");
    return Object<T>(object);
}

void start_gmime() {
    static std::once_flag once;
    std::call_once(once, [] { g_mime_init(); });
}

Object<GMimeStream> stream_of(const std::string& bytes) { return made(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size())); }

Object<GMimePart> part_of(const char* type, const char* subtype, const std::string& bytes, GMimeContentEncoding encoding) {
    auto part = made(g_mime_part_new_with_type(type, subtype));
    const auto stream = stream_of(bytes);
    const auto content = made(g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
    g_mime_part_set_content(part.get(), content.get());
    g_mime_part_set_content_encoding(part.get(), encoding);
    return part;
}

Object<GMimePart> text_part(const Message& message) {
    auto part = part_of("text", "plain", message.text, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    g_mime_object_set_content_type_parameter(GMIME_OBJECT(part.get()), "charset", "utf-8");
    if (!message.language.empty()) g_mime_object_set_header(GMIME_OBJECT(part.get()), "Content-Language", message.language.c_str(), "utf-8");
    return part;
}

Object<GMimePart> attachment_part(const Attachment& attachment) {
    const auto slash = attachment.mime.find('/');
    auto part = part_of(attachment.mime.substr(0, slash).c_str(), attachment.mime.substr(slash + 1).c_str(), attachment.bytes, GMIME_CONTENT_ENCODING_BASE64);
    g_mime_object_set_disposition(GMIME_OBJECT(part.get()), GMIME_DISPOSITION_ATTACHMENT);
    g_mime_part_set_filename(part.get(), attachment.name.c_str());
    return part;
}

void add_addresses(InternetAddressList* list, const Mailbox& mailbox) {
    auto address = made(internet_address_mailbox_new(mailbox.name.empty() ? nullptr : mailbox.name.c_str(), mailbox.address.c_str()));
    internet_address_set_charset(address.get(), "utf-8"); // else GMime looks for the smallest charset, with tables from files
    internet_address_list_add(list, address.get());
}

void set_date(GMimeMessage* message, base::Instant instant) {
    struct FreeZone { void operator()(GTimeZone* zone) const { g_time_zone_unref(zone); } };
    struct FreeTime { void operator()(GDateTime* time) const { g_date_time_unref(time); } };
    const std::unique_ptr<GTimeZone, FreeZone> zone(g_time_zone_new_offset(instant.offset_minutes * 60));
    const std::unique_ptr<GDateTime, FreeTime> utc(g_date_time_new_from_unix_utc(instant.unix_seconds));
    const std::unique_ptr<GDateTime, FreeTime> local(utc ? g_date_time_to_timezone(utc.get(), zone.get()) : nullptr);
    if (!local) throw base::Error("mail.failed", "mail", "date out of range");
    g_mime_message_set_date(message, local.get());
}

Object<GMimeMessage> headers_of(const Message& message) {
    auto mime = made(g_mime_message_new(TRUE));
    set_date(mime.get(), message.date);
    add_addresses(g_mime_message_get_from(mime.get()), message.from);
    if (!message.reply_to.address.empty()) add_addresses(g_mime_message_get_reply_to(mime.get()), message.reply_to);
    for (const auto& mailbox : message.to) add_addresses(g_mime_message_get_to(mime.get()), mailbox);
    g_mime_message_set_subject(mime.get(), message.subject.c_str(), "utf-8");
    g_mime_message_set_message_id(mime.get(), message_id(message).c_str());
    if (message.is_unsent) g_mime_object_set_header(GMIME_OBJECT(mime.get()), "X-Unsent", "1", "utf-8");
    return mime;
}

std::string bytes_of(GMimeMessage* message) {
    struct FreeFormat { void operator()(GMimeFormatOptions* format) const { g_mime_format_options_free(format); } };
    const std::unique_ptr<GMimeFormatOptions, FreeFormat> format(g_mime_format_options_new());
    g_mime_format_options_set_newline_format(format.get(), GMIME_NEWLINE_FORMAT_DOS);
    g_mime_format_options_set_param_encoding_method(format.get(), GMIME_PARAM_ENCODING_METHOD_RFC2231);
    const auto stream = made(g_mime_stream_mem_new());
    if (g_mime_object_write_to_stream(GMIME_OBJECT(message), format.get(), stream.get()) < 0) throw base::Error("mail.failed", "mail", "GMime could not write");
    const GByteArray* array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
    return std::string(reinterpret_cast<const char*>(array->data), array->len);
}

} // namespace

base::Result<std::string> write_message(const Message& message) {
    if (auto problems = problems_of(message); !problems.empty()) return problems;
    start_gmime();
    const auto mime = headers_of(message);
    const auto text = text_part(message);
    if (message.attachments.empty()) {
        g_mime_message_set_mime_part(mime.get(), GMIME_OBJECT(text.get()));
        return bytes_of(mime.get());
    }
    const auto parts = made(g_mime_multipart_new_with_subtype("mixed"));
    g_mime_multipart_set_boundary(parts.get(), boundary(message).c_str());
    g_mime_multipart_add(parts.get(), GMIME_OBJECT(text.get()));
    for (const auto& attachment : message.attachments) {
        const auto part = attachment_part(attachment);
        g_mime_multipart_add(parts.get(), GMIME_OBJECT(part.get()));
    }
    g_mime_message_set_mime_part(mime.get(), GMIME_OBJECT(parts.get()));
    return bytes_of(mime.get());
}

void warm_up() {
    Message message;
    message.from = {"ñ", "a@b.example"};
    message.to = {message.from};
    message.subject = message.text = "ñ";
    message.language = "es";
    message.attachments = {{"ñ.pdf", "application/pdf", "x"}};
    (void)write_message(message);
}

} // namespace legajo::mail
