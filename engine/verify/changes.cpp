#include "verify/changes.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <set>
#include <tuple>

namespace legajo::verify {

namespace {

constexpr std::size_t most_changes = 100;
constexpr std::size_t most_pairs = 3'000'000;

// Which part of the document a pair of objects belongs to: it decides what a difference means.
enum class Zone { root, form, resources, named_resources, fields, field, widget, pages, page, annotations, annotation, validation, metadata, filling, content };

// Structure first: a page must be met through the page tree, a field through the form, before the structure tree leads there.
bool is_structural(Zone zone) {
    constexpr std::array shared{Zone::content, Zone::metadata, Zone::filling, Zone::validation, Zone::resources, Zone::named_resources};
    return std::find(shared.begin(), shared.end(), zone) == shared.end();
}
bool is_field(Zone zone) { return zone == Zone::field || zone == Zone::widget || zone == Zone::annotation; }

constexpr std::string_view visible_mark = " (visible)";

struct Pair {
    QPDFObjectHandle before, now;
    Zone zone;
    std::size_t place; // index into places_
};

struct Place {
    std::size_t parent;
    std::string step;
};

class Comparison {
public:
    Comparison(Document& before, Document& now) : before_(before), now_(now) { places_.push_back({0, {}}); }

    std::vector<Change> run() {
        find_new_signatures();
        compare_trailers();
        while (!structural_.empty() || !rest_.empty()) {
            if (changes_.size() >= most_changes) break;
            auto& queue = structural_.empty() ? rest_ : structural_;
            const Pair pair = queue.front();
            queue.pop_front();
            if (++pairs_ > most_pairs) {
                add(ChangeKind::other, 0, "too large to compare");
                break;
            }
            compare(pair);
        }
        return std::move(changes_);
    }

private:
    void compare_trailers() {
        QPDFObjectHandle before = before_.pdf().getTrailer(), now = now_.pdf().getTrailer();
        enqueue(entry(before, "/Root"), entry(now, "/Root"), Zone::root, 0, "Root");
        enqueue(entry(before, "/Info"), entry(now, "/Info"), Zone::metadata, 0, "Info");
        if (entry(before, "/Encrypt").unparseResolved() != entry(now, "/Encrypt").unparseResolved()) add(ChangeKind::other, 0, "Encrypt");
    }

    // Signature fields whose value is new: their widgets may appear on pages.
    void find_new_signatures() {
        std::set<QPDFObjGen> signed_before;
        for (auto& field : signature_fields(before_)) {
            known_fields_.insert(field.field.getObjGen());
            if (field.value.isDictionary()) signed_before.insert(field.field.getObjGen());
        }
        for (auto& field : signature_fields(now_)) {
            const QPDFObjGen id = field.field.getObjGen();
            if (!field.value.isDictionary() || signed_before.contains(id)) continue;
            newly_signed_.insert(id);
            QPDFObjectHandle kids = entry(field.field, "/Kids");
            for (int i = 0; kids.isArray() && i < kids.getArrayNItems(); ++i) newly_signed_.insert(kids.getArrayItem(i).getObjGen());
        }
    }

    static bool is_timestamp(QPDFObjectHandle value) {
        QPDFObjectHandle type = entry(value, "/Type");
        return type.isName() && type.getName() == "/DocTimeStamp";
    }

    static bool is_invisible(QPDFObjectHandle widget) {
        QPDFObjectHandle rectangle = entry(widget, "/Rect");
        if (!rectangle.isArray() || rectangle.getArrayNItems() != 4) return rectangle.isNull();
        const auto number = [&](int i) {
            QPDFObjectHandle item = rectangle.getArrayItem(i);
            return item.isNumber() ? item.getNumericValue() : 0.0;
        };
        return number(0) == number(2) || number(1) == number(3);
    }

    void enqueue(QPDFObjectHandle before, QPDFObjectHandle now, Zone zone, std::size_t parent, std::string step) {
        const std::size_t place = step_into(parent, std::move(step));
        (is_structural(zone) ? structural_ : rest_).push_back({before, now, zone, place});
    }

    std::size_t step_into(std::size_t parent, std::string step) {
        places_.push_back({parent, std::move(step)});
        return places_.size() - 1;
    }

    std::string path(std::size_t place, const std::string& last = {}) const {
        std::string out = last;
        for (; place != 0; place = places_[place].parent) {
            const std::string& step = places_[place].step;
            out = out.empty() ? step : step + (out.front() == '[' ? "" : "/") + out;
        }
        return out;
    }

    void add(ChangeKind kind, std::size_t place, const std::string& last = {}) {
        Change change{kind, path(place, last)};
        for (const auto& known : changes_)
            if (known == change) return;
        if (changes_.size() < most_changes) changes_.push_back(std::move(change));
    }

    static ChangeKind kind_of(Zone zone) {
        switch (zone) {
        case Zone::validation: return ChangeKind::validation_data;
        case Zone::metadata: return ChangeKind::metadata;
        case Zone::annotation: return ChangeKind::annotation;
        case Zone::filling: return ChangeKind::form_filling;
        default: return ChangeKind::other;
        }
    }

    void compare(Pair pair) {
        QPDFObjectHandle before = pair.before, now = pair.now;
        if (is_structural(pair.zone) && now.isStream()) return compare({before, now, Zone::content, pair.place}); // no structure is a stream
        if (before.isIndirect() && now.isIndirect() && is_known(pair)) return;
        if (pair.zone == Zone::validation) { // whatever it holds, it is no part of what is shown; it may grow or be written anew, not go
            if (now.isNull() && !before.isNull()) add(ChangeKind::other, pair.place);
            else if (before.unparseResolved() != now.unparseResolved()) add(ChangeKind::validation_data, pair.place);
            return;
        }
        if (before.getTypeCode() != now.getTypeCode()) return add(kind_of(pair.zone), pair.place);
        if (now.isDictionary()) return compare_dictionaries(pair, before, now);
        if (now.isArray()) return compare_arrays(pair);
        if (now.isStream()) return compare_streams(pair);
        if (before.unparseResolved() != now.unparseResolved()) add(kind_of(pair.zone), pair.place);
    }

    // A pair is compared once for each meaning it has: what is harmless in a form field or in the validation data is not so when the page draws
    // with the same object. Only what points back at pages and fields needs no second look.
    bool is_known(Pair pair) {
        const auto ids = std::pair(pair.before.getObjGen(), pair.now.getObjGen());
        if (is_structural(pair.zone)) {
            auto& meanings = structure_[ids];
            const auto is_same = [&](Zone met) { return met == pair.zone || (is_field(met) && is_field(pair.zone)); };
            if (std::any_of(meanings.begin(), meanings.end(), is_same)) return true;
            meanings.push_back(pair.zone);
            return false;
        }
        const auto found = structure_.find(ids);
        if (found != structure_.end()) {
            const auto is_met_again = [&](Zone met) { return met == Zone::pages || met == Zone::page || (is_field(met) && points_at_field(pair.place)); };
            if (std::any_of(found->second.begin(), found->second.end(), is_met_again)) return true;
        }
        return !seen_.emplace(ids.first, ids.second, pair.zone).second;
    }

    bool points_at_field(std::size_t place) const {
        const std::string& step = places_[place].step;
        if (step == "Obj" || step == "P" || step == "Parent") return true;
        return step.starts_with('[') && places_[places_[place].parent].step == "CO"; // calculation order
    }

    void compare_streams(const Pair& pair) {
        QPDFObjectHandle before = pair.before, now = pair.now;
        compare_dictionaries(pair, before.getDict(), now.getDict());
        const auto old_extent = before_.extent(before.getObjGen()), new_extent = now_.extent(now.getObjGen());
        if (old_extent.first != 0 && old_extent.first == new_extent.first) return; // the very same bytes
        const auto old_data = before.getRawStreamData(), new_data = now.getRawStreamData();
        const bool same = old_data->getSize() == new_data->getSize() &&
                          std::equal(old_data->getBuffer(), old_data->getBuffer() + old_data->getSize(), new_data->getBuffer());
        if (!same) add(kind_of(pair.zone), pair.place, "(stream)");
    }

    void compare_dictionaries(Pair pair, QPDFObjectHandle before, QPDFObjectHandle now) {
        const Zone zone = refine(pair.zone, now);
        std::set<std::string> keys = now.getKeys();
        keys.merge(before.getKeys());
        for (const auto& key : keys) {
            QPDFObjectHandle old_value = before.getKey(key), new_value = now.getKey(key);
            if (pair.now.isStream() && key == "/Length") continue;
            if (handle_specially({old_value, new_value, zone, pair.place}, key, pair)) continue;
            enqueue(old_value, new_value, zone_of(zone, key), pair.place, key.substr(1));
        }
    }

    static Zone refine(Zone zone, QPDFObjectHandle now) {
        const auto is = [&](const char* key, const char* name) {
            QPDFObjectHandle value = entry(now, key);
            return value.isName() && value.getName() == name;
        };
        if (zone == Zone::pages && !now.hasKey("/Kids")) return Zone::page;
        if (zone == Zone::annotation && is("/Subtype", "/Widget")) return Zone::widget;
        return zone;
    }

    static Zone zone_of(Zone zone, const std::string& key) {
        switch (zone) {
        case Zone::root:
            if (key == "/Pages") return Zone::pages;
            if (key == "/AcroForm") return Zone::form;
            if (key == "/DSS" || key == "/Extensions") return Zone::validation;
            if (key == "/Metadata") return Zone::metadata;
            return Zone::content;
        case Zone::form: return key == "/Fields" ? Zone::fields : key == "/DR" ? Zone::resources : Zone::content;
        case Zone::resources: return Zone::named_resources;
        case Zone::pages: return key == "/Kids" ? Zone::pages : Zone::content;
        case Zone::page: return key == "/Annots" ? Zone::annotations : Zone::content;
        case Zone::field:
        case Zone::widget: return key == "/Kids" ? Zone::fields : Zone::content;
        case Zone::metadata:
        case Zone::filling: return zone;
        default: return Zone::content;
        }
    }

    // Entries whose change is told here and not by walking on. True when done.
    bool handle_specially(Pair value, const std::string& key, const Pair& owner) {
        const bool added = value.before.isNull() && !value.now.isNull();
        const bool differs = value.before.unparse() != value.now.unparse();
        switch (value.zone) {
        case Zone::root:
            if (key == "/AcroForm" && added) return handle_new_form(value.now, owner.place);
            if (key == "/Version" && is_later_version(value)) {
                add(ChangeKind::metadata, owner.place, "Version");
                return true;
            }
            return false;
        case Zone::form:
            if (key == "/SigFlags" && value.now.isInteger()) {
                if (differs) add(ChangeKind::signature, owner.place, "SigFlags");
                return true;
            }
            return added && (key == "/DR" || key == "/DA") && add_for_signing(owner, key);
        case Zone::resources:
        case Zone::named_resources: return added && add_for_signing(owner, key); // a new name; what old names mean must stay
        case Zone::page:
            if (key == "/Annots" && added) {
                compare_lists({QPDFObjectHandle::newArray(), value.now, Zone::annotations, step_into(owner.place, "Annots")});
                return true;
            }
            if (key == "/Tabs" && added && value.now.unparse() == "/S") { // the order of keys on a page that had no annotation
                add(ChangeKind::signature, owner.place, "Tabs");
                return true;
            }
            return key == "/Parent";
        case Zone::field:
        case Zone::widget: return handle_field_entry(value, key, owner, added, differs);
        default: return false;
        }
    }

    // Fonts and a default appearance that a signing program leaves in the form; nothing signed can have used them.
    bool add_for_signing(const Pair& owner, const std::string& key) {
        add(ChangeKind::signature, owner.place, key.substr(1));
        return true;
    }

    // What an addition needs of its reader; it draws nothing.
    static bool is_later_version(Pair value) {
        const std::string before = value.before.isName() ? value.before.getName() : std::string("/1.0"), now = value.now.isName() ? value.now.getName() : std::string();
        const auto is_version = [](const std::string& name) { return name.size() == 4 && (name[1] == '1' || name[1] == '2') && name[2] == '.' && name[3] >= '0' && name[3] <= '9'; };
        return (value.before.isNull() || value.before.isName()) && is_version(before) && is_version(now) && before < now;
    }

    bool handle_new_form(QPDFObjectHandle form, std::size_t place) {
        for (const auto& key : form.getKeys())
            if (key != "/Fields" && key != "/SigFlags" && key != "/DA" && key != "/DR") add(ChangeKind::other, place, "AcroForm" + key);
        compare_lists({QPDFObjectHandle::newArray(), entry(form, "/Fields"), Zone::fields, step_into(step_into(place, "AcroForm"), "Fields")});
        return true;
    }

    bool handle_field_entry(Pair value, const std::string& key, Pair owner, bool added, bool differs) {
        if (key == "/P" || key == "/Parent") {
            if (differs && !added) add(ChangeKind::other, owner.place, key.substr(1));
            return true;
        }
        QPDFObjectHandle type = entry(owner.now, "/FT");
        const bool is_signature = (type.isName() && type.getName() == "/Sig") || known_fields_.contains(owner.now.getObjGen()) ||
                                  newly_signed_.contains(owner.now.getObjGen());
        if (is_signature) {
            if (!newly_signed_.contains(owner.now.getObjGen())) return false; // any difference below is `other`, except through Kids
            if (key == "/V" && added) {
                add(is_timestamp(value.now) ? ChangeKind::document_timestamp : ChangeKind::signature, owner.place, "V");
                return true;
            }
            const bool may_change = key == "/AP" || key == "/M" || key == "/MK" || key == "/F" || key == "/AS";
            if (may_change && differs) add(ChangeKind::signature, owner.place, key.substr(1));
            return may_change;
        }
        const bool is_filling = key == "/V" || key == "/AS" || key == "/AP" || key == "/I" || key == "/M" || key == "/RV" || key == "/MK" || key == "/DA";
        if (is_filling) enqueue(value.before, value.now, Zone::filling, owner.place, key.substr(1));
        return is_filling;
    }

    void compare_arrays(const Pair& pair) {
        if (pair.zone == Zone::fields || pair.zone == Zone::annotations) return compare_lists(pair);
        QPDFObjectHandle before = pair.before, now = pair.now;
        if (before.getArrayNItems() != now.getArrayNItems()) return add(kind_of(pair.zone), pair.place);
        for (int i = 0; i < now.getArrayNItems(); ++i)
            enqueue(before.getArrayItem(i), now.getArrayItem(i), pair.zone, pair.place, '[' + std::to_string(i) + ']');
    }

    // Fields and annotations: the old ones must still be there, in their order; new ones are judged.
    void compare_lists(const Pair& pair) {
        QPDFObjectHandle before = pair.before, now = pair.now;
        if (!now.isArray() || !before.isArray()) return add(ChangeKind::other, pair.place);
        const Zone inner = pair.zone == Zone::fields ? Zone::field : Zone::annotation;
        int next = 0;
        for (int i = 0; i < now.getArrayNItems(); ++i) {
            QPDFObjectHandle item = now.getArrayItem(i);
            if (next < before.getArrayNItems() && before.getArrayItem(next).unparse() == item.unparse()) {
                enqueue(before.getArrayItem(next), item, inner, pair.place, '[' + std::to_string(i) + ']');
                ++next;
            } else {
                judge_new_item(item, inner, pair.place, '[' + std::to_string(i) + ']');
            }
        }
        if (next < before.getArrayNItems()) add(ChangeKind::other, pair.place, "(removed or reordered)");
    }

    void judge_new_item(QPDFObjectHandle item, Zone zone, std::size_t place, const std::string& step) {
        const bool is_newly_signed = newly_signed_.contains(item.getObjGen()) && item.isIndirect();
        if (is_newly_signed) {
            const bool stamp = is_timestamp(entry(item, "/V"));
            if (!is_invisible(item)) return add(ChangeKind::signature, place, step + std::string(visible_mark));
            return add(stamp && is_invisible(item) ? ChangeKind::document_timestamp : ChangeKind::signature, place, step);
        }
        if (zone == Zone::field) {
            QPDFObjectHandle type = entry(item, "/FT");
            const bool empty_signature = type.isName() && type.getName() == "/Sig" && is_invisible(item);
            return add(empty_signature ? ChangeKind::signature : ChangeKind::other, place, step);
        }
        QPDFObjectHandle subtype = entry(item, "/Subtype");
        const bool is_widget = subtype.isName() && subtype.getName() == "/Widget";
        const bool harmless = is_widget && is_invisible(item);
        add(harmless ? ChangeKind::signature : is_widget ? ChangeKind::other : ChangeKind::annotation, place, step);
    }

    Document& before_;
    Document& now_;
    std::deque<Pair> structural_, rest_;
    std::vector<Place> places_;
    std::map<std::pair<QPDFObjGen, QPDFObjGen>, std::vector<Zone>> structure_;
    std::set<std::tuple<QPDFObjGen, QPDFObjGen, Zone>> seen_;
    std::set<QPDFObjGen> newly_signed_, known_fields_;
    std::vector<Change> changes_;
    std::size_t pairs_ = 0;
};

} // namespace

std::vector<Change> changes_between(Document& signed_revision, Document& now) { return Comparison(signed_revision, now).run(); }

bool shows_on_page(const Change& change) { return change.kind == ChangeKind::signature && change.where.ends_with(visible_mark); }

bool is_allowed(ChangeKind kind, int certification_level) {
    switch (kind) {
    case ChangeKind::validation_data:
    case ChangeKind::document_timestamp:
    case ChangeKind::metadata: return true;
    case ChangeKind::signature:
    case ChangeKind::form_filling: return certification_level != 1;
    case ChangeKind::annotation: return certification_level == 3;
    case ChangeKind::other: return false;
    }
    return false;
}

} // namespace legajo::verify
