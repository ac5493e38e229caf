#include "evidence/annotations.hpp"

#include "evidence/annotation_marks.hpp"

#include "base/text.hpp"

#include <qpdf/QPDFAcroFormDocumentHelper.hh>
#include <qpdf/QPDFAnnotationObjectHelper.hh>
#include <qpdf/QPDFFormFieldObjectHelper.hh>

#include <algorithm>
#include <initializer_list>

namespace legajo::evidence {
namespace {

bool is_in(QPDFObjectHandle name, std::initializer_list<const char*> names) {
    return name.isName() && std::ranges::any_of(names, [&](const char* candidate) { return name.getName() == candidate; });
}

// On the screen (12.5.3). "Invisible" is only for kinds that a reader does not know.
bool is_seen(QPDFObjectHandle annotation) {
    constexpr long long invisible = 1, hidden = 2, no_view = 32;
    QPDFObjectHandle value = annotation.getKey("/F");
    const long long flags = value.isInteger() ? value.getIntValue() : 0;
    if ((flags & (hidden | no_view)) != 0) return false;
    return (flags & invisible) == 0 ||
           is_in(annotation.getKey("/Subtype"), {"/Text", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut",
                                                 "/Stamp", "/Caret", "/Ink", "/FileAttachment", "/Sound", "/Movie", "/Widget", "/Screen", "/PrinterMark", "/TrapNet", "/Watermark", "/3D"});
}

// One drawing, or one for each state. libqpdf finds no drawing of the first kind beside a state, as Okular leaves one in signatures; viewers do.
QPDFObjectHandle appearance_of(QPDFObjectHandle annotation) {
    QPDFObjectHandle drawings = annotation.getKey("/AP");
    QPDFObjectHandle normal = drawings.isDictionary() ? drawings.getKey("/N") : QPDFObjectHandle::newNull();
    if (normal.isStream()) {
        annotation.removeKey("/AS");
        return normal;
    }
    QPDFObjectHandle state = annotation.getKey("/AS");
    return normal.isDictionary() && state.isName() ? normal.getKey(state.getName()) : QPDFObjectHandle::newNull();
}

// What libqpdf can write with the one-byte fonts of forms.
bool is_western(const std::string& value) {
    return std::ranges::all_of(base::code_points(value), [](char32_t point) { return point < 0x100 || point == 0x20AC || (point >= 0x2013 && point <= 0x2022); });
}

} // namespace

// Copies: other pages may use the same dictionaries.
LentResources::LentResources(QPDFObjectHandle resources) : all_(resources.isDictionary() ? resources.shallowCopy() : QPDFObjectHandle::newDictionary()) {
    for (const char* kind : {"/XObject", "/Properties"})
        if (QPDFObjectHandle list = all_.getKey(kind); list.isDictionary()) all_.replaceKey(kind, list.shallowCopy());
}

std::string LentResources::add(const char* kind, const char* prefix, QPDFObjectHandle value) {
    if (!all_.getKey(kind).isDictionary()) all_.replaceKey(kind, QPDFObjectHandle::newDictionary());
    QPDFObjectHandle list = all_.getKey(kind);
    std::string name;
    do name = prefix + std::to_string(++serial_);
    while (list.hasKey(name));
    list.replaceKey(name, value);
    return name;
}

Annotations::Annotations(QPDF& pdf, Notes& notes) : pdf_(pdf), notes_(notes) {
    QPDFObjectHandle form = pdf.getTrailer().getKey("/Root").getKey("/AcroForm");
    QPDFObjectHandle wish = form.isDictionary() ? form.getKey("/NeedAppearances") : QPDFObjectHandle::newNull();
    asks_for_drawings_ = wish.isBool() && wish.getBoolValue();
}

void Annotations::draw(QPDFObjectHandle annotations, QPDFObjectHandle resources, int rotation, QPDFObjectHandle page) {
    if (!annotations.isArray()) return;
    constexpr int most = 20'000;
    LentResources lent(resources);
    std::string drawing;
    for (int i = 0; i < std::min(annotations.getArrayNItems(), most); ++i)
        if (QPDFObjectHandle annotation = annotations.getArrayItem(i); annotation.isDictionary()) drawing += drawn(annotation, lent, rotation, page.getKey("/MediaBox"));
    if (drawing.empty()) return;
    page.replaceKey("/Resources", lent.all());
    page.getKey("/Contents").appendItem(QPDFObjectHandle::newStream(&pdf_, "q\n" + drawing + "\nQ\n"));
}

std::string Annotations::drawn(QPDFObjectHandle annotation, LentResources& lent, int rotation, QPDFObjectHandle media) {
    QPDFObjectHandle subtype = annotation.getKey("/Subtype");
    if (is_in(subtype, {"/Link"})) note_link(annotation);
    if (is_in(subtype, {"/Link", "/Popup"}) || !is_seen(annotation)) return {};
    if (is_in(subtype, {"/Text", "/FileAttachment", "/Sound", "/Movie", "/Screen", "/3D", "/RichMedia"})) notes_.warn("evidence.notes_in_pdf");
    std::string content;
    if (is_in(subtype, {"/Widget"})) content = draw_field(annotation, lent, media);
    QPDFObjectHandle appearance = appearance_of(annotation);
    if (appearance.isStream()) {
        if (is_in(subtype, {"/Widget"})) lend_resources(appearance);
        constexpr int any = 0;
        content += QPDFAnnotationObjectHelper(annotation).getPageContentForAppearance(lent.add("/XObject", "/LegajoAnnotation", appearance), rotation, any, any);
    } else {
        content += drawn_mark(annotation, lent, media);
    }
    QPDFObjectHandle layer = annotation.getKey("/OC");
    if (content.empty() || !layer.isDictionary() || !layer.isIndirect()) return content;
    return "/OC " + lent.add("/Properties", "/LegajoLayer", layer) + " BDC\n" + content + "\nEMC\n";
}

// Viewers draw plain marks themselves when they bring no drawing; what only some of them draw is told.
std::string Annotations::drawn_mark(QPDFObjectHandle annotation, LentResources& lent, QPDFObjectHandle media) {
    QPDFObjectHandle form = mark_of(pdf_, annotation, media);
    if (form.isStream()) {
        notes_.remark("evidence.marks_drawn");
        return lent.add("/XObject", "/LegajoMark", form) + " Do\n";
    }
    if (is_in(annotation.getKey("/Subtype"), {"/FreeText", "/Stamp", "/Caret", "/Redact"}) && !annotation.getKey("/AP").isDictionary()) notes_.warn("evidence.marks_not_drawn");
    return {};
}

// Gives a field the drawing of its value when it has none or asks for one, as viewers do. Returns what is drawn below it: ground and border.
std::string Annotations::draw_field(QPDFObjectHandle widget, LentResources& lent, QPDFObjectHandle media) {
    constexpr long long multi_line = 1 << 12, password = 1 << 13;
    const bool is_drawn = widget.hasKey("/AP");
    if (is_drawn && !asks_for_drawings_) return {};
    std::string below;
    if (QPDFObjectHandle frame = is_drawn ? QPDFObjectHandle::newNull() : frame_of(pdf_, widget, media); frame.isStream()) below = lent.add("/XObject", "/LegajoMark", frame) + " Do\n";
    try {
        QPDFFormFieldObjectHelper field(widget);
        const std::string type = field.getFieldType();
        const bool is_text = type == "/Tx", is_kept = is_text && is_drawn && (field.getFlags() & multi_line) != 0; // libqpdf writes one line
        if (type == "/Btn" && is_drawn && (field.isRadioButton() || field.isCheckbox())) field.setV(field.getValue()); // its state after its value
        if (type == "/Btn" && !is_drawn && widget.getKey("/MK").isDictionary() && widget.getKey("/MK").hasKey("/CA")) notes_.warn("evidence.marks_not_drawn");
        if (!is_western(field.getValueAsString())) {
            if (!is_drawn) notes_.warn("evidence.marks_not_drawn");
            return below;
        }
        const bool is_written = (is_text || type == "/Ch") && !is_kept && (is_drawn || !field.getValueAsString().empty()) && !(is_text && (field.getFlags() & password) != 0);
        if (!is_written) return below;
        QPDFAnnotationObjectHelper helper(widget);
        field.generateAppearance(helper);
    } catch (const std::exception&) { // a sick form: its page is shown without
        if (!is_drawn) notes_.warn("evidence.marks_not_drawn");
    }
    return below;
}

// Fonts of a form's fields stand in the form, which goes.
void Annotations::lend_resources(QPDFObjectHandle appearance) {
    QPDFObjectHandle form = pdf_.getTrailer().getKey("/Root").getKey("/AcroForm");
    QPDFObjectHandle lent = form.isDictionary() ? form.getKey("/DR") : QPDFObjectHandle::newNull();
    if (!lent.isDictionary()) return;
    QPDFObjectHandle known = appearance.getDict().getKey("/Resources");
    QPDFObjectHandle merged = known.isDictionary() ? known.shallowCopy() : QPDFObjectHandle::newDictionary();
    for (const std::string& kind : merged.getKeys())
        if (QPDFObjectHandle list = merged.getKey(kind); list.isDictionary()) merged.replaceKey(kind, list.shallowCopy());
    merged.mergeResources(lent);
    appearance.getDict().replaceKey("/Resources", merged);
}

// Links go with all actions; those that start something are worth a word.
void Annotations::note_link(QPDFObjectHandle annotation) {
    QPDFObjectHandle action = annotation.getKey("/A");
    if (action.isDictionary() && is_in(action.getKey("/S"), {"/Launch", "/JavaScript", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition"}))
        notes_.warn("evidence.actions_removed");
}

} // namespace legajo::evidence
