// A mail message: its headers, its text (or its HTML as text), and every other part as an exhibit of its own.

#include "evidence/attachments.hpp"
#include "evidence/qpdf_tools.hpp"
#include "evidence/texts.hpp"

#include "base/text.hpp"

#include <gmime/gmime.h>

#include <memory>

namespace legajo::evidence {
namespace {

struct Release {
    void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Release>;
struct Free {
    void operator()(char* text) const { g_free(text); }
};
using OwnedText = std::unique_ptr<char, Free>;

std::string clean(const char* text, std::size_t limit = 2000) { return text ? clean_text(text, limit) : std::string(); }

std::string content_of(GMimePart* part) {
    GMimeDataWrapper* content = g_mime_part_get_content(part);
    if (!content) return {};
    const Owned<GMimeStream> memory(g_mime_stream_mem_new());
    g_mime_data_wrapper_write_to_stream(content, memory.get());
    const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory.get()));
    return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

std::string bytes_of(GMimeObject* object) {
    const Owned<GMimeStream> memory(g_mime_stream_mem_new());
    g_mime_object_write_to_stream(object, nullptr, memory.get());
    const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory.get()));
    return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

std::string mime_type(GMimeObject* object) {
    const OwnedText type(g_mime_content_type_get_mime_type(g_mime_object_get_content_type(object)));
    return base::ascii_lower(clean(type.get(), 100));
}

class MailReader {
public:
    MailReader(const model::ExhibitRequest& request, Attachments& attachments, Notes& notes) : request_(request), attachments_(attachments), notes_(notes) {}

    std::string text; // of all bodies, in order

    void take(GMimeObject* object, int depth) {
        if (depth > 30) {
            notes_.warn("evidence.nested_too_deeply");
            return;
        }
        if (GMIME_IS_MULTIPART(object)) take_multipart(GMIME_MULTIPART(object), depth);
        else if (GMIME_IS_MESSAGE_PART(object)) take_message(GMIME_MESSAGE_PART(object));
        else if (GMIME_IS_PART(object)) take_part(GMIME_PART(object));
    }

private:
    void take_multipart(GMimeMultipart* parts, int depth) {
        const int count = g_mime_multipart_get_count(parts);
        const bool is_choice = mime_type(GMIME_OBJECT(parts)) == "multipart/alternative";
        int chosen = -1; // of an alternative: plain text if there is any, else its last version
        for (int i = 0; is_choice && i < count; ++i)
            if (chosen < 0 || mime_type(g_mime_multipart_get_part(parts, chosen)) != "text/plain") chosen = i;
        for (int i = 0; i < count; ++i) {
            GMimeObject* part = g_mime_multipart_get_part(parts, i);
            const std::string type = mime_type(part);
            const bool is_other_version = is_choice && i != chosen && (type == "text/html" || type == "text/plain");
            if (!is_other_version) take(part, depth + 1);
        }
    }
    void take_message(GMimeMessagePart* part) {
        GMimeMessage* message = g_mime_message_part_get_message(part);
        if (!message) return;
        const std::string subject = clean(g_mime_message_get_subject(message), 100);
        attach((subject.empty() ? "mensaje" : subject) + ".eml", "message/rfc822", bytes_of(GMIME_OBJECT(message)));
    }
    void take_part(GMimePart* part) {
        const std::string type = mime_type(GMIME_OBJECT(part));
        const std::string name = clean(g_mime_part_get_filename(part), 200);
        const char* disposition = g_mime_object_get_disposition(GMIME_OBJECT(part));
        const bool is_attached = (disposition && base::ascii_lower(disposition) == "attachment") || !name.empty();
        const std::string content = content_of(part);
        if (is_attached || (type != "text/plain" && type != "text/html")) {
            attach(name, type, content);
            return;
        }
        require_printable_length(content, notes_);
        const std::string charset = clean(g_mime_object_get_content_type_parameter(GMIME_OBJECT(part), "charset"), 40);
        std::string body = decoded_text(content, charset, notes_);
        if (type == "text/html") {
            notes_.remark("evidence.html_as_text");
            body = text_of_html(body);
        }
        text += (text.empty() ? "" : "\n\n") + body;
    }
    void attach(const std::string& name, const std::string& type, const std::string& content) {
        if (content.empty() && name.empty()) return;
        if (attachments_.is_full()) notes_.warn("evidence.too_many_attachments");
        if (content.size() > request_.stream_limit) notes_.warn("evidence.attachment_damaged").with("adjunto", name);
        else attachments_.add(name, type, content);
    }

    const model::ExhibitRequest& request_;
    Attachments& attachments_;
    Notes& notes_;
};

std::string addresses(InternetAddressList* list) {
    if (!list) return {};
    const OwnedText text(internet_address_list_to_string(list, nullptr, FALSE));
    return clean(text.get());
}

model::MailSummary summary_of(GMimeMessage* message) {
    model::MailSummary summary;
    summary.from = addresses(g_mime_message_get_from(message));
    summary.to = addresses(g_mime_message_get_to(message));
    summary.cc = addresses(g_mime_message_get_cc(message));
    summary.subject = clean(g_mime_message_get_subject(message));
    summary.message_id = clean(g_mime_message_get_message_id(message), 300);
    if (GDateTime* date = g_mime_message_get_date(message)) {
        const OwnedText iso(g_date_time_format(date, "%Y-%m-%dT%H:%M:%S%:z"));
        summary.date_iso = clean(iso.get(), 40);
    }
    return summary;
}

model::Block header_table(const model::MailSummary& mail, GMimeMessage* message, const model::Exhibit& exhibit) {
    model::Table table;
    table.caption = "Cabecera del mensaje";
    table.widths = {1, 5};
    const auto row = [&](const char* label, const std::string& text) {
        if (!text.empty()) table.body.push_back({{cell(label, model::CellAlign::start, true), cell(text)}, false});
    };
    row("De", mail.from);
    row("Para", mail.to);
    row("Copia", mail.cc);
    row("Fecha", clean(g_mime_object_get_header(GMIME_OBJECT(message), "Date"), 100));
    row("Asunto", mail.subject);
    row("Identificador", mail.message_id);
    std::string names;
    for (const model::FoundAttachment& attachment : exhibit.attachments) names += (names.empty() ? "" : ", ") + attachment.name;
    row("Adjuntos", names);
    return {table, false};
}

} // namespace

void read_mail(std::string_view bytes, const model::ExhibitRequest& request, int attachments_out, model::Exhibit& exhibit, Notes& notes) {
    const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
    const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    g_mime_parser_set_format(parser.get(), bytes.starts_with("From ") ? GMIME_FORMAT_MBOX : GMIME_FORMAT_MESSAGE);
    GMimeParserOptions* options = g_mime_parser_options_new();
    const char* charsets[] = {"utf-8", "windows-1252", nullptr};
    g_mime_parser_options_set_fallback_charsets(options, charsets);
    const Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), options));
    g_mime_parser_options_free(options);
    if (!message) {
        notes.refuse("evidence.damaged").with("detalle", "MIME");
        throw Unreadable{};
    }
    Attachments attachments(attachments_out, exhibit);
    MailReader reader(request, attachments, notes);
    if (GMimeObject* top = g_mime_message_get_mime_part(message.get())) reader.take(top, 0);
    exhibit.mail = summary_of(message.get());
    exhibit.document.title = exhibit.mail->subject;
    exhibit.document.blocks.push_back(header_table(*exhibit.mail, message.get(), exhibit));
    for (model::Block& block : blocks_of_text(reader.text)) exhibit.document.blocks.push_back(std::move(block));
    if (reader.text.empty()) notes.remark("evidence.mail_without_text");
    exhibit.form = model::ExhibitForm::document;
}

} // namespace legajo::evidence
