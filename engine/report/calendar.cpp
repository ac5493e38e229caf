#include "report/calendar.hpp"

#include "base/error.hpp"
#include "base/hash.hpp"
#include "report/text_layout.hpp"

#include <libical/ical.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>
#include <tuple>

namespace legajo::report {
namespace {

struct FreeComponent {
    void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using Component = std::unique_ptr<icalcomponent, FreeComponent>;

Component new_component(icalcomponent_kind kind) {
    Component component(icalcomponent_new(kind));
    if (!component) throw base::Error("calendar.failed", "report", "no memory for a component");
    return component;
}

icaltimetype ical_date(base::Date date) {
    icaltimetype time = icaltime_null_date();
    time.year = date.year();
    time.month = static_cast<int>(date.month());
    time.day = static_cast<int>(date.day());
    time.is_date = 1;
    return time;
}

icaltimetype ical_instant(base::Instant instant) {
    return icaltime_from_timet_with_zone(static_cast<time_t>(instant.unix_seconds), 0, icaltimezone_get_utc_timezone());
}

std::string title_of(const CalendarEntry& entry, const Catalogue& catalogue) {
    const auto key = "calendar." + entry.kind;
    const auto what = catalogue.word(catalogue.knows("word." + key) ? key : "calendar.otro");
    return catalogue.word("calendar.title", {{"que", what}, {"referencia", printable(entry.reference)}});
}

std::string uid_of(const CalendarEntry& entry, int number) {
    const std::string key = entry.reference + '\x1f' + entry.kind + '\x1f' + entry.subject_id + '\x1f' + std::to_string(number);
    return base::sha256_hex(key).substr(0, 32) + "@legajo";
}

Component event_of(const CalendarEntry& entry, const std::string& uid, base::Instant stamp, const Catalogue& catalogue, int alarm_days_before) {
    const auto title = title_of(entry, catalogue);
    auto event = new_component(ICAL_VEVENT_COMPONENT);
    const auto add = [](const Component& component, icalproperty* property) { icalcomponent_add_property(component.get(), property); };
    add(event, icalproperty_new_uid(uid.c_str()));
    add(event, icalproperty_new_dtstamp(ical_instant(stamp)));
    add(event, icalproperty_new_dtstart(ical_date(entry.date)));
    add(event, icalproperty_new_summary(title.c_str()));
    add(event, icalproperty_new_class(ICAL_CLASS_PRIVATE));
    add(event, icalproperty_new_status(entry.is_uncertain ? ICAL_STATUS_TENTATIVE : ICAL_STATUS_CONFIRMED));
    add(event, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
    if (alarm_days_before > 0) {
        auto alarm = new_component(ICAL_VALARM_COMPONENT);
        add(alarm, icalproperty_new_action(ICAL_ACTION_DISPLAY));
        add(alarm, icalproperty_new_description(title.c_str()));
        icaltriggertype trigger{};
        trigger.time = icaltime_null_time();
        trigger.duration = icaldurationtype_from_int(-alarm_days_before * 24 * 60 * 60);
        add(alarm, icalproperty_new_trigger(trigger));
        icalcomponent_add_component(event.get(), alarm.release());
    }
    return event;
}

} // namespace

std::vector<CalendarEntry> calendar_entries(const std::string& reference, const model::Assessment& assessment, std::optional<model::Date> next_letter,
                                            const model::LawRules* rules) {
    std::vector<CalendarEntry> entries;
    for (const auto& clock : assessment.clocks) {
        bool is_uncertain = false;
        if (rules)
            if (const auto rule = rules->find(clock.rule); rule != rules->end()) is_uncertain = rule->second.confidence != model::Confidence::confirmed;
        entries.push_back({clock.date, clock.kind, reference, clock.subject_id, is_uncertain});
    }
    if (next_letter) entries.push_back({*next_letter, "carta", reference, "", false});
    return entries;
}

std::string calendar_text(std::vector<CalendarEntry> entries, base::Instant stamp, const Catalogue& catalogue, int alarm_days_before) {
    const auto key = [](const CalendarEntry& entry) { return std::tie(entry.date, entry.reference, entry.kind, entry.subject_id, entry.is_uncertain); };
    std::sort(entries.begin(), entries.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
    entries.erase(std::unique(entries.begin(), entries.end()), entries.end());

    auto calendar = new_component(ICAL_VCALENDAR_COMPONENT);
    icalcomponent_add_property(calendar.get(), icalproperty_new_prodid("-//legajo//plazos//ES"));
    icalcomponent_add_property(calendar.get(), icalproperty_new_version("2.0"));
    icalcomponent_add_property(calendar.get(), icalproperty_new_calscale("GREGORIAN"));
    icalcomponent_add_property(calendar.get(), icalproperty_new_method(ICAL_METHOD_PUBLISH));
    std::map<std::tuple<std::string, std::string, std::string>, int> seen; // two dates of one kind and subject: first, second, ...
    for (const auto& entry : entries) {
        const int number = seen[{entry.reference, entry.kind, entry.subject_id}]++;
        icalcomponent_add_component(calendar.get(), event_of(entry, uid_of(entry, number), stamp, catalogue, alarm_days_before).release());
    }
    const std::unique_ptr<char, decltype(&std::free)> text(icalcomponent_as_ical_string_r(calendar.get()), &std::free);
    if (!text) throw base::Error("calendar.failed", "report", "libical wrote nothing");
    return text.get();
}

} // namespace legajo::report
