// Deadlines as a calendar file: read back as lines, so that nothing private slips in.

#include "golden.hpp"
#include "sample.hpp"

#include "base/text.hpp"
#include "report/calendar.hpp"

#include <algorithm>
#include <set>

using namespace legajo;

namespace {

const report::Catalogue& spanish() {
    static const auto catalogue = report::Catalogue::load(test::messages_folder(), "es");
    return catalogue;
}

const auto stamp = *base::Instant::parse("2026-11-21T11:00:00+01:00");

std::vector<report::CalendarEntry> sample_entries() {
    const auto sample = test::business_sample();
    return report::calendar_entries(sample.file.reference, sample.assessment, sample.decision.next_date, &sample.pack.rules);
}

std::vector<std::string> lines_with(const std::string& text, const std::string& start) {
    std::vector<std::string> found;
    for (auto line : base::split(text, '\n'))
        if (line.starts_with(start)) found.emplace_back(base::trimmed(line));
    return found;
}

} // namespace

TEST_CASE("The deadlines of a case, without a word of the debt") {
    const auto text = report::calendar_text(sample_entries(), stamp, spanish());
    test::check_golden("plazos.ics", text);
    for (const char* word : {"Talleres", "Ibáñez", "requerimiento", "deuda", "pago", "impag", "€", "1815", "A28000008"}) {
        INFO(word);
        CHECK(text.find(word) == std::string::npos);
    }
    CHECK(lines_with(text, "DTSTAMP").front() == "DTSTAMP:20261121T100000Z");
}

TEST_CASE("Order of the entries and repeats change nothing") {
    auto entries = sample_entries();
    const auto expected = report::calendar_text(entries, stamp, spanish());
    std::reverse(entries.begin(), entries.end());
    entries.push_back(entries.front());
    CHECK(report::calendar_text(entries, stamp, spanish()) == expected);
}

TEST_CASE("A date that moves keeps its identity; two dates of one subject have two") {
    auto entries = sample_entries();
    const auto before = lines_with(report::calendar_text(entries, stamp, spanish()), "UID:");
    entries[0].date = entries[0].date.plus_days(-10);
    const auto after = lines_with(report::calendar_text(entries, stamp, spanish()), "UID:");
    CHECK(std::set<std::string>(before.begin(), before.end()) == std::set<std::string>(after.begin(), after.end()));
    entries.push_back(entries[0]);
    entries.back().date = entries.back().date.plus_days(3);
    const auto uids = lines_with(report::calendar_text(entries, stamp, spanish()), "UID:");
    CHECK(std::set<std::string>(uids.begin(), uids.end()).size() == entries.size());
}

TEST_CASE("A hostile reference cannot add a line to the calendar") {
    report::CalendarEntry entry{*base::Date::parse("2026-12-01"), "carta", "EXP\r\nATTENDEE:mailto:x@y.z\r\n;,\\", "", false};
    const auto text = report::calendar_text({entry}, stamp, spanish());
    CHECK(lines_with(text, "ATTENDEE").empty());
    CHECK(lines_with(text, "SUMMARY").size() == 1);
    for (auto line : base::split(text, '\n')) CHECK(line.size() <= 76);
}

TEST_CASE("An unknown kind of date gets a neutral title") {
    const auto text = report::calendar_text({{*base::Date::parse("2026-12-01"), "algo-nuevo", "E1", "", true}}, stamp, spanish(), 0);
    CHECK(lines_with(text, "SUMMARY").front() == "SUMMARY:Fecha · E1");
    CHECK(lines_with(text, "STATUS").front() == "STATUS:TENTATIVE");
    CHECK(lines_with(text, "BEGIN:VALARM").empty());
}
