// Pages become one PDF: contents first (they tell which fonts and elements are in use), then annotations, structure, fonts and catalogue.
#include "draw/draw_pages.hpp"

#include "base/error.hpp"
#include "base/hash.hpp"
#include "draw/content_writer.hpp"
#include "draw/deflate.hpp"
#include "draw/document_objects.hpp"
#include "draw/haru_file.hpp"
#include "draw/metadata.hpp"
#include "draw/pdf_syntax.hpp"
#include "draw/pictures.hpp"
#include "draw/signature_field.hpp"
#include "draw/structure_writer.hpp"

#include <optional>
#include <set>

namespace legajo::draw {

namespace {

// A URI holds ASCII only (ISO 32000-1 12.6.4.7).
std::string ascii_uri(std::string_view uri) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : uri) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte > 0x20 && byte < 0x7F) out += c;
        else (out += '%', out += digits[byte >> 4], out += digits[byte & 0xF]);
    }
    return out;
}

// The hole counts as a string, and PDF/A allows strings of that length (ISO 19005-2 6.1.13).
constexpr std::size_t most_signature_bytes = 32767;

class PdfDrawing {
public:
    PdfDrawing(const model::Pages& pages, const text::FontCatalogue& fonts, const DrawOptions& options, Beginnings& kept)
        : pages_(pages), fonts_(fonts), options_(options), beginning_(beginning_of(kept)), structure_(pages, file_), content_(pages, fonts) {}

    DrawnPdf draw() {
        base::check(!pages_.pages.empty() && !pages_.structure.empty(), "there is a page and a document element");
        if (options_.signature_bytes > most_signature_bytes)
            throw base::Error("draw.signature_too_large", "draw", std::to_string(options_.signature_bytes) + " > " + std::to_string(most_signature_bytes));
        file_.begin_with(beginning_->bytes.size(), beginning_->offsets);
        for (std::size_t i = 0; i < pages_.pages.size(); ++i) page_objects_.push_back(file_.add_page().object);
        for (std::size_t i = 0; i < pages_.pages.size(); ++i) draw_page(i);
        const ObjectNumber root = structure_.finish();
        write_catalog(root);
        file_.set_information(information_body(pages_, options_));
        const std::string id = document_id();
        file_.set_trailer("/ID[<" + id + "><" + id + ">]");

        DrawnPdf out;
        out.beginning = beginning_;
        out.rest = file_.write(written_ + 4096 * (pages_.pages.size() + 4) + 200 * pages_.structure.size() + 2 * options_.signature_bytes);
        if (field_) patch_byte_range(out, file_.body_offset(field_->dictionary), options_.signature_bytes);
        return out;
    }

private:
    [[nodiscard]] std::shared_ptr<const Beginning> beginning_of(Beginnings& kept) const {
        std::set<text::FaceId> faces;
        for (const model::Page& page : pages_.pages)
            for (const model::PageItem& item : page.items)
                if (const auto* run = std::get_if<model::GlyphRun>(&item.content); run != nullptr && !run->glyphs.empty()) faces.insert(run->face);
        return kept.of(faces, fonts_);
    }

    void draw_page(std::size_t index) {
        const model::Page& page = pages_.pages[index];
        const std::string& content = content_.write(page);
        const std::string packed = deflated(content, options_.compression_level);
        content_identity_.add(packed);
        written_ += packed.size();
        file_.set_page_content(index, packed);
        std::string annotations;
        connect(page, index, annotations);

        std::string resources = "/Font<<";
        for (const text::FaceId face : content_.page_faces()) resources += "/F" + std::to_string(face) + ' ' + reference(beginning_->fonts.at(face));
        resources += ">>";
        if (!content_.page_images().empty()) {
            resources += "/XObject<<";
            for (std::size_t i = 0; i < content_.page_images().size(); ++i) resources += "/I" + std::to_string(i) + ' ' + reference(image(*content_.page_images()[i]));
            resources += ">>";
        }
        std::string extras = "/MediaBox[0 0 " + thousandths(page.width) + ' ' + thousandths(page.height) + "]/StructParents " + std::to_string(index) + "/Tabs/S";
        if (!annotations.empty()) extras += "/Annots[" + annotations + "]";
        file_.set_page_extras(index, std::move(extras), std::move(resources));
    }

    // Marked content and annotations go to their elements in the order in which they stand on the page.
    void connect(const model::Page& page, std::size_t index, std::string& annotations) {
        const ObjectNumber object = page_objects_[index];
        std::size_t next = 0;
        int open = -1;
        bool has_open = false;
        const auto& marked = content_.marked();
        std::string artifact;
        for (const model::PageItem& item : page.items) {
            if (const auto* link = std::get_if<model::LinkArea>(&item.content)) {
                annotations += reference(add_link(*link, item, page, object)) + ' ';
            } else if (const auto* area = std::get_if<model::SignatureArea>(&item.content)) {
                if (options_.signature_bytes == 0 || field_) continue; // unsigned: no field at all
                field_ = add_signature_field(file_);
                file_.write_last(field_->dictionary);
                const std::size_t parent = structure_.add_annotation(item.structure, field_->widget, object);
                fill_signature_field(file_, *field_, *area, page, object, parent, options_);
                annotations += reference(field_->widget) + ' ';
            } else {
                const bool same = has_open && open == item.structure && (open >= 0 || artifact == item.artifact);
                if (!same && item.structure >= 0) {
                    base::check(next < marked.size() && marked[next].structure == item.structure, "content and tree agree");
                    structure_.add_content(item.structure, marked[next].id, object, index);
                    ++next;
                }
                has_open = true;
                open = item.structure;
                artifact = item.artifact;
            }
        }
        base::check(next == marked.size(), "every marked content has its element");
    }

    ObjectNumber add_link(const model::LinkArea& link, const model::PageItem& item, const model::Page& page, ObjectNumber page_object) {
        const ObjectNumber object = file_.add_dictionary();
        const std::size_t parent = structure_.add_annotation(item.structure, object, page_object);
        std::string body = "/Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[" + thousandths(link.x) + ' ' + thousandths(page.height - link.y - link.height) + ' ' + thousandths(link.x + link.width) + ' ' +
                           thousandths(page.height - link.y) + "]/Contents" + text_string(link.alternate.empty() ? link.uri : link.alternate) + "/StructParent " + std::to_string(parent);
        if (link.target_page >= 0 && static_cast<std::size_t>(link.target_page) < page_objects_.size())
            body += "/Dest[" + reference(page_objects_[static_cast<std::size_t>(link.target_page)]) + "/Fit]";
        else body += "/A<</S/URI/URI" + literal(ascii_uri(link.uri)) + ">>";
        file_.set_dictionary(object, std::move(body));
        return object;
    }

    ObjectNumber image(const model::ImageItem& item) {
        std::shared_ptr<const Picture> picture = picture_of(item.bytes, item.file);
        for (const auto& [known, object] : image_objects_)
            if (known == picture) return object;
        const ObjectNumber object = file_.add_stream(picture->dictionary, picture->data);
        written_ += picture->data.size();
        image_objects_.emplace_back(std::move(picture), object); // keeps the bytes until they are written
        return object;
    }

    void write_catalog(ObjectNumber structure_root) {
        const ObjectNumber metadata = file_.add_owned_stream("/Type/Metadata/Subtype/XML", xmp_packet(pages_, options_));
        std::string body = "/Lang" + text_string(pages_.language) + "/MarkInfo<</Marked true>>/StructTreeRoot " + reference(structure_root) + "/ViewerPreferences<</DisplayDocTitle true>>/Metadata " +
                           reference(metadata) + "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)/DestOutputProfile " + reference(beginning_->colour_profile) + ">>]";
        if (const ObjectNumber outline = add_outline(file_, pages_, page_objects_); outline != 0) body += "/Outlines " + reference(outline);
        if (!pages_.attachments.empty()) {
            const Attachments attachments = add_attachments(file_, pages_, options_);
            body += "/Names<</EmbeddedFiles<</Names[" + attachments.names + "]>>>>/AF[" + attachments.associated + "]";
        }
        if (field_) {
            body += "/AcroForm<</Fields[" + reference(field_->widget) + "]/SigFlags 3>>";
            if (options_.certification > 0) body += "/Perms<</DocMDP " + reference(field_->dictionary) + ">>";
        }
        file_.set_catalog(std::move(body));
    }

    // Sixteen bytes that differ whenever the seed, the time or what is painted differs.
    std::string document_id() {
        const base::Sha256 content = content_identity_.finish();
        return base::sha256_hex(options_.id_seed + '\n' + xmp_date(options_.issued_at) + '\n' + pages_.title + '\n' + base::hex(content)).substr(0, 32);
    }

    const model::Pages& pages_;
    const text::FontCatalogue& fonts_;
    const DrawOptions& options_;
    std::shared_ptr<const Beginning> beginning_;
    HaruFile file_;
    StructureWriter structure_;
    ContentWriter content_;
    base::Sha256Stream content_identity_;
    std::vector<ObjectNumber> page_objects_;
    std::vector<std::pair<std::shared_ptr<const Picture>, ObjectNumber>> image_objects_;
    std::optional<SignatureField> field_;
    std::size_t written_ = 0;
};

} // namespace

DrawnPdf draw_pages(const model::Pages& pages, const text::FontCatalogue& fonts, const DrawOptions& options) {
    Beginnings once;
    return draw_pages(pages, fonts, options, once);
}

DrawnPdf draw_pages(const model::Pages& pages, const text::FontCatalogue& fonts, const DrawOptions& options, Beginnings& kept) {
    return PdfDrawing(pages, fonts, options, kept).draw();
}

} // namespace legajo::draw
