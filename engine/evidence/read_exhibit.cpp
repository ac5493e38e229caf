#include "evidence/read_exhibit.hpp"

#include "evidence/file_bytes.hpp"
#include "evidence/pictures.hpp"
#include "evidence/qpdf_tools.hpp"
#include "evidence/recognise.hpp"
#include "evidence/safe_pdf.hpp"
#include "evidence/sniff.hpp"
#include "evidence/texts.hpp"

#include "base/hash.hpp"
#include "base/mapped_file.hpp"

#include <gmime/gmime.h>
#include <iconv.h>

namespace legajo::evidence {
namespace {

using model::ExhibitKind;
using PictureReader = std::vector<PageImage> (*)(std::string_view, const model::ExhibitRequest&, Notes&, std::vector<Raster>*);

void read_picture(PictureReader reader, std::string_view bytes, const model::ExhibitRequest& request, int pages_out, model::Exhibit& exhibit, Notes& notes) {
    std::vector<Raster> rasters;
    std::vector<PageImage> images = reader(bytes, request, notes, request.recognise_text ? &rasters : nullptr);
    for (std::size_t i = 0; i < rasters.size() && i < images.size(); ++i) {
        if (!is_ocr_time_left(request)) {
            notes.warn("evidence.ocr_stopped").with("pagina", std::to_string(i + 1));
            break;
        }
        images[i].words = recognise(rasters[i], images[i].orientation);
        exhibit.has_recognised_text = exhibit.has_recognised_text || !images[i].words.empty();
        rasters[i] = {};
    }
    write_image_pages(images, pages_out);
    exhibit.pages = static_cast<std::int32_t>(images.size());
    for (const PageImage& image : images) exhibit.pages_without_text += image.words.empty();
    if (request.take_fingerprints)
        for (const PageImage& image : images) exhibit.fingerprints.push_back(base::sha256_hex(image.data));
    exhibit.form = model::ExhibitForm::pages;
}

void read_by_kind(std::string_view bytes, const model::ExhibitRequest& request, int pages_out, int attachments_out, model::Exhibit& exhibit, Notes& notes) {
    const Sniffed sniffed = sniff(bytes);
    exhibit.kind = sniffed.kind;
    if (!extension_fits(request.name, sniffed.kind)) notes.warn("evidence.wrong_extension").with("tipo", sniffed.name);
    switch (sniffed.kind) {
    case ExhibitKind::pdf: return make_safe_pdf(bytes, request, pages_out, attachments_out, exhibit, notes);
    case ExhibitKind::jpeg: return read_picture(read_jpeg, bytes, request, pages_out, exhibit, notes);
    case ExhibitKind::png: return read_picture(read_png, bytes, request, pages_out, exhibit, notes);
    case ExhibitKind::tiff: return read_picture(read_tiff, bytes, request, pages_out, exhibit, notes);
    case ExhibitKind::webp: return read_picture(read_webp, bytes, request, pages_out, exhibit, notes);
    case ExhibitKind::gif: return read_picture(read_gif, bytes, request, pages_out, exhibit, notes);
    case ExhibitKind::heif: return read_picture(read_heif, bytes, request, pages_out, exhibit, notes);
    case ExhibitKind::bmp: return read_picture(read_bmp, bytes, request, pages_out, exhibit, notes);
    case ExhibitKind::pnm: return read_picture(read_pnm, bytes, request, pages_out, exhibit, notes);
    case ExhibitKind::email: return read_mail(bytes, request, attachments_out, exhibit, notes);
    case ExhibitKind::facturae:
        if (read_facturae(bytes, exhibit, notes)) return;
        exhibit.kind = ExhibitKind::xml;
        notes.warn("evidence.not_facturae");
        return read_text(bytes, false, exhibit, notes);
    case ExhibitKind::xml:
    case ExhibitKind::text: return read_text(bytes, false, exhibit, notes);
    case ExhibitKind::html: return read_text(bytes, true, exhibit, notes);
    case ExhibitKind::office: notes.refuse("evidence.needs_office"); break;
    case ExhibitKind::unknown: notes.refuse("evidence.unknown_kind").with("tipo", sniffed.name); break;
    }
    throw Unreadable{};
}

} // namespace

base::Result<model::Exhibit> read_exhibit(const model::ExhibitRequest& request, int input, int pages_out, int attachments_out) {
    Notes notes(clean_text(request.name, 500));
    const base::MappedFile file(input);
    model::Exhibit exhibit;
    exhibit.bytes = file.view().size(); // its hash is the caller's to take
    if (file.view().empty()) {
        notes.refuse("evidence.empty");
        return notes.take();
    }
    try {
        read_by_kind(file.view(), request, pages_out, attachments_out, exhibit, notes);
        return {std::move(exhibit), notes.take()};
    } catch (const Unreadable&) {
        base::check(notes.has_errors(), "unreadable without a reason");
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const base::Error&) {
        throw;
    } catch (const std::exception& failure) { // libqpdf throws logic errors and runtime errors on what it did not expect
        notes.refuse("evidence.damaged").with("detalle", clean_text(failure.what(), 200));
    }
    return notes.take();
}

void warm_up() {
    g_mime_init();
    // glibc loads one table per character set from a file when it is first used; open ones stay loaded.
    for (const char* charset : {"ISO-8859-1", "ISO-8859-15", "WINDOWS-1252", "UTF-16LE", "UTF-16BE", "UTF-7", "ISO-8859-2", "WINDOWS-1250", "WINDOWS-1251", "KOI8-R",
                                "GB18030", "BIG5", "ISO-2022-JP", "SHIFT_JIS", "EUC-KR", "MACINTOSH", "IBM850", "ASCII", "UCS-4LE"})
        for (const bool is_source : {true, false}) (void)::iconv_open(is_source ? "UTF-8" : charset, is_source ? charset : "UTF-8");
}

void prepare(const model::ExhibitRequest& request) {
    if (request.recognise_text) load_recogniser(request.ocr_languages);
}

} // namespace legajo::evidence
