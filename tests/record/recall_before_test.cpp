// What was known when a letter was issued: later results are taken back, siblings of the same run left out.

#include "record/register.hpp"

#include <catch2/catch.hpp>

using namespace legajo;
using base::Date;
using model::LetterState;

namespace {

record::LetterEntry entry(const std::string& letter, const std::string& addressee, LetterState state, Date day) {
    record::LetterEntry one;
    one.letter.case_reference = "EXP-1";
    one.letter.letter = letter;
    one.letter.addressee = addressee;
    one.letter.state = state;
    one.letter.channel = model::Channel::email;
    one.letter.control_date = day;
    if (state == LetterState::issued) {
        one.letter.issued_on = day;
        one.letter.pdf_file = "cartas/" + letter + addressee + ".pdf";
        one.issued_at = base::Instant::parse(day.iso() + "T10:00:00+01:00");
        one.signature_level = "B-T";
    }
    return one;
}

std::vector<std::int64_t> write(record::Register& store, std::int64_t run, std::vector<record::LetterEntry> entries) {
    std::vector<std::int64_t> intents;
    for (const auto& answer : store.write_intents(run, entries)) {
        REQUIRE(answer.ok());
        intents.push_back(*answer);
    }
    return store.confirm(run, intents);
}

} // namespace

TEST_CASE("the moment of issue and the level of signature are kept, with the offset") {
    auto store = record::Register::open(":memory:");
    const auto number = write(*store, 1, {entry("recordatorio", "", LetterState::issued, Date(2026, 3, 20))}).front();
    const auto kept = store->entry(number);
    REQUIRE(kept.has_value());
    REQUIRE(kept->issued_at.has_value());
    CHECK(kept->issued_at->iso8601() == "2026-03-20T10:00:00+01:00");
    CHECK(kept->signature_level == "B-T");
    CHECK_FALSE(store->entry(99).has_value());
}

TEST_CASE("before the first letter nothing was known; before the second, the first as it stood then") {
    auto store = record::Register::open(":memory:");
    const auto first = write(*store, 1, {entry("comunicacion", "", LetterState::issued, Date(2026, 3, 1))}).front();
    REQUIRE(store->mark(first, {.state = LetterState::sent, .date = Date(2026, 3, 2)}).ok());
    const auto second = write(*store, 2, {entry("recordatorio", "", LetterState::issued, Date(2026, 3, 20)), entry("recordatorio", "fiador", LetterState::issued, Date(2026, 3, 20))});
    REQUIRE(store->mark(first, {.state = LetterState::delivered, .date = Date(2026, 3, 3), .proof = "acuse"}).ok());
    REQUIRE(store->annul(second.back(), Date(2026, 3, 21), "error").ok());

    CHECK(store->recall_before(first).letters.empty());
    CHECK_FALSE(store->recall_before(first).last_control_date.has_value());
    for (const auto number : second) {
        const auto then = store->recall_before(number);
        REQUIRE(then.letters.size() == 1); // the sibling was not there yet
        CHECK(then.letters[0].number == first);
        CHECK(then.letters[0].state == LetterState::sent);
        CHECK(then.letters[0].sent_on == Date(2026, 3, 2));
        CHECK_FALSE(then.letters[0].delivered_on.has_value());
        CHECK(then.letters[0].proof.empty());
        CHECK(then.last_control_date == Date(2026, 3, 1));
    }
    CHECK(store->recall("EXP-1").letters[0].state == LetterState::delivered); // nothing was changed by asking
}

TEST_CASE("an approved proposal is approved again when its issue is looked at") {
    auto store = record::Register::open(":memory:");
    const auto number = write(*store, 1, {entry("propuesta", "", LetterState::proposed, Date(2026, 3, 1))}).front();
    REQUIRE(store->approve(number, Date(2026, 3, 2), "ana").ok());
    REQUIRE(write(*store, 2, {entry("propuesta", "", LetterState::issued, Date(2026, 3, 5))}).front() == number);
    const auto then = store->recall_before(number);
    REQUIRE(then.letters.size() == 1);
    CHECK(then.letters[0].state == LetterState::approved);
    CHECK_FALSE(then.letters[0].issued_on.has_value());
    CHECK(then.letters[0].pdf_file.empty());
}

TEST_CASE("a result that implied the dispatch gives it no day, as the register itself does not") {
    auto store = record::Register::open(":memory:");
    const auto first = write(*store, 1, {entry("comunicacion", "", LetterState::issued, Date(2026, 3, 1))}).front();
    REQUIRE(store->mark(first, {.state = LetterState::delivered, .date = Date(2026, 3, 4)}).ok());
    const auto live = store->recall("EXP-1").letters.front();
    const auto second = write(*store, 2, {entry("recordatorio", "", LetterState::issued, Date(2026, 3, 20))}).front();
    const auto then = store->recall_before(second).letters.front();
    CHECK(then.state == live.state);
    CHECK(then.sent_on == live.sent_on);
    CHECK(then.delivered_on == live.delivered_on);
}
