#include "bind/bind_dossier.hpp"

#include "bind/front.hpp"
#include "bind/signature_place.hpp"
#include "bind/source_document.hpp"
#include "bind/stamps.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <ostream>
#include <unistd.h>

namespace legajo::bind {
namespace {

using namespace PoDoFo;

base::Problem problem(std::string code) { return {.severity = base::Severity::error, .code = std::move(code), .stage = "bind", .place = {}, .arguments = {}}; }

struct Mismatch { std::string detail; }; // the plan asks for what is not there

// A descriptor as a stream that is written front to back.
class DescriptorStream : private std::streambuf, public std::ostream {
public:
    explicit DescriptorStream(int descriptor) : std::ostream(static_cast<std::streambuf*>(this)), descriptor_(descriptor) { buffer_.reserve(block); }
    void finish() {
        send(buffer_);
        buffer_.clear();
    }
    [[nodiscard]] std::uint64_t size() const { return size_; }

private:
    static constexpr std::size_t block = std::size_t{1} << 18;

    int overflow(int letter) override {
        const char c = static_cast<char>(letter);
        return letter == std::char_traits<char>::eof() || xsputn(&c, 1) == 1 ? 0 : std::char_traits<char>::eof();
    }
    std::streamsize xsputn(const char* bytes, std::streamsize count) override {
        const std::string_view all(bytes, static_cast<std::size_t>(count));
        if (buffer_.size() + all.size() > block) finish();
        if (all.size() > block) send(all);
        else buffer_ += all;
        size_ += all.size();
        return count;
    }
    std::streampos seekoff(std::streamoff, std::ios_base::seekdir, std::ios_base::openmode) override { return std::streampos(static_cast<std::streamoff>(size_)); } // tellp
    void send(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
            if (count < 0 && errno == EINTR) continue;
            if (count <= 0) throw base::Error("file.unwritable", "bind", std::strerror(errno));
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
    }

    int descriptor_;
    std::string buffer_;
    std::uint64_t size_ = 0;
};

class Binder {
public:
    Binder(const model::BindPlan& plan, const BindFiles& files)
        : plan_(plan), files_(files), own_(files.own), stamps_file_(files.stamps), spool_(files.exhibits), originals_(files.originals), dossier_(own_.view()),
          document_(dossier_.document()) {}

    base::Result<model::BoundDossier> bind() {
        own_pages_ = pages_of(document_);
        read_exhibits();
        order_pages();
        put_stamps();
        base::Problems remarks = resolve_all_links();
        if (base::has_errors(remarks)) return remarks;
        write_front();
        return write();
    }

private:
    static std::string_view range_of(const base::MappedFile& file, const model::FileRange& range) {
        if (range.offset > file.view().size() || range.size > file.view().size() - range.offset) throw Mismatch{"range"};
        return file.view().substr(range.offset, range.size);
    }

    void read_exhibits() {
        for (const model::FileRange& range : plan_.exhibits) {
            SourceDocument source(range_of(spool_, range));
            Copied copied = copy_into(document_, source);
            layers_.insert(layers_.end(), copied.layers.begin(), copied.layers.end());
            hidden_.insert(hidden_.end(), copied.hidden_layers.begin(), copied.hidden_layers.end());
            exhibit_pages_.push_back(std::move(copied.pages));
            spool_.release(range.offset, range.size); // its streams are in our own memory now
        }
    }

    void order_pages() {
        std::vector<bool> own_used(own_pages_.size(), false);
        for (const model::BindPart& part : plan_.parts) {
            const bool is_own = part.exhibit < 0;
            if (!is_own && static_cast<std::size_t>(part.exhibit) >= exhibit_pages_.size()) throw Mismatch{"exhibit " + std::to_string(part.exhibit)};
            const PageList& source = is_own ? own_pages_ : exhibit_pages_[static_cast<std::size_t>(part.exhibit)];
            for (std::int32_t i = part.first_page; i < part.first_page + part.page_count; ++i) {
                if (i < 0 || static_cast<std::size_t>(i) >= source.size()) throw Mismatch{"page " + std::to_string(i)};
                if (is_own && own_used[static_cast<std::size_t>(i)]) throw Mismatch{"own page twice: " + std::to_string(i)};
                if (is_own) own_used[static_cast<std::size_t>(i)] = true;
                pages_.push_back(source[static_cast<std::size_t>(i)]);
            }
        }
        for (std::size_t i = 0; i < own_used.size(); ++i)
            if (!own_used[i]) throw Mismatch{"own page unused: " + std::to_string(i)};
        const auto exists = [&](std::int32_t page) { return page >= 0 && static_cast<std::size_t>(page) < pages_.size(); };
        for (const model::BindOutline& entry : plan_.outline)
            if (!exists(entry.page)) throw Mismatch{"outline " + std::to_string(entry.page)};
        for (const model::BindPart& part : plan_.parts)
            if (part.back_to_page >= 0 && !exists(part.back_to_page)) throw Mismatch{"back to " + std::to_string(part.back_to_page)};
        if (pages_.empty()) throw Mismatch{"no pages"};
    }

    void put_stamps() {
        Stamps stamps(document_, stamps_file_.view());
        LinkTags tags(document_);
        std::size_t at = 0;
        for (const model::BindPart& part : plan_.parts) {
            for (std::int32_t i = 0; i < part.page_count; ++i, ++at) {
                if (part.first_stamp < 0) continue;
                const auto stamp = static_cast<std::size_t>(part.first_stamp + i);
                if (stamp >= stamps.count()) throw Mismatch{"stamp " + std::to_string(stamp)};
                stamps.put_on(*pages_[at], stamp, back_link_of(part), tags);
            }
        }
        tags.finish();
    }

    // What the outline calls the page where it leads is what a reader hears.
    BackLink back_link_of(const model::BindPart& part) const {
        if (part.back_to_page < 0) return {};
        const auto entry = std::find_if(plan_.outline.begin(), plan_.outline.end(), [&](const model::BindOutline& one) { return one.page == part.back_to_page; });
        return {pages_[static_cast<std::size_t>(part.back_to_page)], entry == plan_.outline.end() ? std::string() : entry->title};
    }

    base::Problems resolve_all_links() {
        base::Problems problems;
        const bool goes_on = plan_.labels.size() == 1 && plan_.labels[0].from_page == 0; // one count from end to end: a supplement's goes on after the dossier's
        const std::size_t first_folio = goes_on ? static_cast<std::size_t>(std::max(plan_.labels[0].first_number, 1)) : 1;
        for (PdfObject* page : own_pages_)
            for (const std::string& folio : resolve_links(document_, *page, pages_, first_folio)) problems.push_back(problem("bind.link_lost").with("folio", folio));
        return problems;
    }

    void write_front() {
        PdfDictionary& catalog = document_.GetCatalog()->GetDictionary();
        for (const char* key : {"AA", "Outlines", "Dests"}) catalog.RemoveKey(PdfName(key));
        write_page_tree(document_, pages_);
        write_outline(document_, pages_, plan_.outline);
        write_labels(document_, plan_.labels);
        write_opening(document_, pages_, plan_.language);
        write_layers(document_, layers_, hidden_);
        for (const model::BindAttachment& attachment : plan_.attachments) (void)range_of(originals_, attachment.range);
        write_attachments(document_, plan_.attachments, originals_.view());
        write_metadata(document_, plan_);
    }

    model::BoundDossier write() {
        const unsigned signature = prepare_signature_dictionary(document_);
        DescriptorStream stream(files_.output);
        PdfOutputDevice device(static_cast<const std::ostream*>(&stream));
        document_.SetWriteMode(ePdfWriteMode_Clean);
        document_.Write(&device);
        stream.finish();
        model::BoundDossier bound;
        bound.pages = static_cast<std::int32_t>(pages_.size());
        bound.size = stream.size();
        if (signature != 0) {
            const base::MappedFile written(files_.output);
            bound.hole = find_hole(written.view(), signature);
        }
        return bound;
    }

    const model::BindPlan& plan_;
    const BindFiles& files_;
    base::MappedFile own_, stamps_file_, spool_, originals_;
    SourceDocument dossier_; // our own pages, and then everything
    PdfMemDocument& document_;
    PageList own_pages_, pages_;
    std::vector<PageList> exhibit_pages_;
    std::vector<PdfReference> layers_, hidden_;
};

} // namespace

base::Result<model::BoundDossier> bind_dossier(const model::BindPlan& plan, const BindFiles& files) {
    PdfError::EnableDebug(false);
    PdfError::EnableLogging(false);
    try {
        return Binder(plan, files).bind();
    } catch (const Mismatch& mismatch) {
        return problem("bind.plan_mismatch").with("detalle", mismatch.detail);
    } catch (const PdfError& error) { // no std::exception
        const char* name = PdfError::ErrorName(error.GetError());
        return problem("bind.source_unreadable").with("detalle", name ? name : "");
    }
}

} // namespace legajo::bind
