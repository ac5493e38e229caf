#include "story.hpp"

#include "model/names.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>
#include <set>

using namespace legajo;
using base::Date;
using base::Money;

namespace {

const Date first_day(2026, 3, 1);

struct World { // a debt as the clerk's file would tell it, before any letter
    model::Case debt;
    model::Assessment assessment;
};

World world_with(model::PartyKind kind, const std::vector<std::pair<std::int64_t, int>>& invoices) {
    World world;
    world.debt.reference = "EXP-1";
    world.debt.creditor.kind = model::PartyKind::company;
    world.debt.debtor.kind = kind;
    world.debt.debtor.contacts.push_back({"", "", "deudor@ejemplo.es", "", std::nullopt, {}});
    world.debt.debtor.addresses.push_back({});
    int number = 0;
    for (const auto& [cents, days] : invoices) {
        model::Invoice invoice;
        invoice.id = invoice.number = "f" + std::to_string(++number);
        invoice.amount = Money(cents);
        invoice.due = first_day.plus_days(days);
        invoice.issued = invoice.due->plus_days(-30);
        world.debt.invoices.push_back(invoice);
    }
    const bool is_public = kind == model::PartyKind::public_admin || kind == model::PartyKind::public_entity;
    world.assessment.negotiation.is_required = !is_public;
    world.assessment.negotiation.stage = is_public ? model::NegotiationStage::not_required : model::NegotiationStage::not_started;
    return world;
}

model::Decision decide(World& world, const model::History& history, Date today) {
    world.debt.data_as_of = today;
    choose_tests::draw_account(world.debt, today, world.assessment);
    choose::ChooseOptions options;
    options.approved = true;
    return choose::choose_letter(world.debt, history, world.assessment, choose_tests::spanish_pack(), options);
}

model::LetterRecord record_of(const model::Decision& decision, Date today, std::size_t number) {
    model::LetterRecord letter;
    letter.number = static_cast<std::int64_t>(number);
    letter.letter = decision.letter;
    letter.level = decision.level;
    letter.addressee = decision.addressee;
    letter.channel = decision.channel;
    letter.occasion = decision.occasion;
    letter.invoices = decision.invoices;
    letter.control_date = today;
    letter.issued_on = letter.sent_on = letter.delivered_on = today;
    letter.deadline = decision.deadline;
    letter.state = model::LetterState::delivered;
    return letter;
}

// Lives through the days; each letter goes out and arrives at once. Returns the highest level reached by each day.
std::vector<int> live(World world, int days, std::vector<model::Decision>* letters = nullptr) {
    model::History history;
    std::vector<int> levels;
    int level = 0;
    for (int day = 0; day < days; ++day) {
        const auto today = first_day.plus_days(day);
        const auto decision = decide(world, history, today);
        if (decision.outcome == model::Outcome::letter) {
            level = std::max(level, decision.level);
            history.letters.push_back(record_of(decision, today, history.letters.size() + 1));
            if (letters != nullptr) letters->push_back(decision);
        }
        levels.push_back(level);
    }
    return levels;
}

rc::Gen<model::PartyKind> any_kind() {
    return rc::gen::element(model::PartyKind::company, model::PartyKind::self_employed, model::PartyKind::consumer, model::PartyKind::public_admin,
                            model::PartyKind::public_entity, model::PartyKind::owners_community);
}

rc::Gen<std::vector<std::pair<std::int64_t, int>>> any_invoices() {
    return rc::gen::resize(5, rc::gen::nonEmpty(rc::gen::container<std::vector<std::pair<std::int64_t, int>>>(
                                  rc::gen::pair(rc::gen::inRange<std::int64_t>(1, 200'000), rc::gen::inRange(-60, 60)))));
}

} // namespace

TEST_CASE("raising an amount never lowers the level reached on any day") {
    rc::prop("over the whole life of the debt", [] {
        const auto kind = *any_kind();
        const auto cents = *rc::gen::inRange<std::int64_t>(1, 100'000);
        const auto more = *rc::gen::inRange<std::int64_t>(0, 100'000);
        const auto small = live(world_with(kind, {{cents, 0}}), 100);
        const auto large = live(world_with(kind, {{cents + more, 0}}), 100);
        for (std::size_t day = 0; day < small.size(); ++day) RC_ASSERT(small[day] <= large[day]);
    });
    rc::prop("for the same past, on either side of the merge of steps 3 and 5", [] {
        const auto kind = *any_kind();
        const auto days = *rc::gen::inRange(0, 120);
        const bool is_merged = *rc::gen::arbitrary<bool>();
        const auto least = is_merged ? 1 : 30'001, most = is_merged ? 30'000 : 200'000;
        auto low = *rc::gen::inRange<std::int64_t>(least, most), high = *rc::gen::inRange<std::int64_t>(least, most);
        if (high < low) std::swap(low, high);
        auto small = world_with(kind, {{low, 0}}), large = world_with(kind, {{high, 0}});
        model::History history;
        std::vector<model::Decision> letters;
        live(large, days, &letters);
        for (std::size_t i = 0; i < letters.size(); ++i) history.letters.push_back(record_of(letters[i], first_day.plus_days(static_cast<int>(i) * 10), i + 1));
        const auto today = first_day.plus_days(150);
        RC_ASSERT(decide(small, history, today).level <= decide(large, history, today).level);
    });
}

TEST_CASE("the order of siblings does not matter") {
    rc::prop("invoices shuffled", [] {
        const auto kind = *any_kind();
        auto world = world_with(kind, *any_invoices());
        auto shuffled = world;
        const auto seed = *rc::gen::arbitrary<unsigned>();
        for (std::size_t i = shuffled.debt.invoices.size(); i > 1; --i) std::swap(shuffled.debt.invoices[i - 1], shuffled.debt.invoices[(seed >> (i % 16)) % i]);
        const auto a = decide(world, {}, first_day.plus_days(40)), b = decide(shuffled, {}, first_day.plus_days(40));
        RC_ASSERT(a.letter == b.letter);
        RC_ASSERT(a.invoices == b.invoices);
        RC_ASSERT(a.next_date == b.next_date);
    });
}

TEST_CASE("paying everything leaves nothing to demand at any date") {
    rc::prop("after letters or before them", [] {
        const auto kind = *any_kind();
        auto world = world_with(kind, *any_invoices());
        const auto paid_after = *rc::gen::inRange(0, 90);
        std::vector<model::Decision> letters;
        live(world, paid_after, &letters);
        model::History history;
        for (std::size_t i = 0; i < letters.size(); ++i) history.letters.push_back(record_of(letters[i], first_day.plus_days(static_cast<int>(i)), i + 1));
        for (const auto& invoice : world.debt.invoices) {
            model::Payment payment;
            payment.id = "p" + invoice.id;
            payment.date = first_day.plus_days(paid_after);
            payment.amount = invoice.amount;
            payment.invoice = invoice.id;
            world.debt.payments.push_back(payment);
        }
        for (int day = paid_after; day < 400; day += 7) {
            const auto decision = decide(world, history, first_day.plus_days(day));
            RC_ASSERT(decision.level == 0);
            RC_ASSERT((decision.letter.empty() || decision.letter == "cierre" || decision.letter == "acuse-recibo"));
        }
    });
}

TEST_CASE("choosing is idempotent: the same question, the same answer; and no letter goes out twice") {
    rc::prop("over a life", [] {
        auto world = world_with(*any_kind(), *any_invoices());
        const auto today = first_day.plus_days(*rc::gen::inRange(0, 90));
        const auto once = decide(world, {}, today), twice = decide(world, {}, today);
        RC_ASSERT(once.letter == twice.letter);
        RC_ASSERT(once.invoices == twice.invoices);
        RC_ASSERT(once.rejected.size() == twice.rejected.size());

        std::vector<model::Decision> letters;
        live(world, 150, &letters);
        std::set<std::pair<std::string, std::vector<std::string>>> seen;
        for (const auto& letter : letters) RC_ASSERT(seen.emplace(letter.letter + "/" + letter.occasion, letter.invoices).second);
    });
}

TEST_CASE("the date that is promised is the date on which something becomes possible") {
    rc::prop("one invoice, from its due date on", [] {
        auto world = world_with(*rc::gen::element(model::PartyKind::company, model::PartyKind::consumer, model::PartyKind::public_admin),
                                {{*rc::gen::inRange<std::int64_t>(30'100, 200'000), 0}});
        model::History history;
        for (int day = 0; day < 120; ++day) {
            const auto today = first_day.plus_days(day);
            const auto decision = decide(world, history, today);
            if (decision.outcome == model::Outcome::letter) {
                history.letters.push_back(record_of(decision, today, history.letters.size() + 1));
            } else if (decision.next_date) {
                RC_ASSERT(*decision.next_date > today);
                RC_ASSERT(decide(world, history, decision.next_date->plus_days(-1)).outcome != model::Outcome::letter);
                RC_ASSERT(decide(world, history, *decision.next_date).letter == decision.next_letter);
            }
        }
    });
}

// The rule of approvals from scratch: policy says so, or it weighs on a natural person and is not on the list of automatic letters.
TEST_CASE("approvals: truth table") {
    for (const bool policy_wants : {false, true})
        for (const bool natural : {false, true})
            for (const bool automatic : {false, true})
                for (const int level : {1, 3, 5}) {
                    auto pack = choose_tests::spanish_pack();
                    pack.policy.automatic_letters.clear();
                    for (auto& ladder : pack.policy.ladders) {
                        ladder.steps.resize(1);
                        ladder.steps.front() = {level, "comunicacion", 2, 0, model::Channel::email, 7, policy_wants, false, false, std::nullopt, std::nullopt};
                    }
                    if (automatic) pack.policy.automatic_letters.push_back("comunicacion");
                    auto world = world_with(natural ? model::PartyKind::consumer : model::PartyKind::company, {{50'000, 0}});
                    choose_tests::draw_account(world.debt, first_day.plus_days(10), world.assessment);
                    world.debt.data_as_of = first_day;
                    const auto decision = choose::choose_letter(world.debt, {}, world.assessment, pack);
                    const bool expected = policy_wants || (natural && level >= 5 && !automatic);
                    INFO("policy " << policy_wants << " natural " << natural << " automatic " << automatic << " level " << level);
                    CHECK(decision.outcome == (expected ? model::Outcome::awaiting_approval : model::Outcome::letter));
                }
}

TEST_CASE("each guarantor gets its own letter, and a late one is caught up") {
    auto world = world_with(model::PartyKind::company, {{50'000, 0}});
    model::Obligor guarantor;
    guarantor.role = model::Obligor::Role::guarantor;
    guarantor.party.id = "fiador1";
    guarantor.party.addresses.push_back({});
    world.debt.obligors.push_back(guarantor);
    model::History history;
    model::LetterRecord reminder;
    reminder.letter = "recordatorio";
    reminder.state = model::LetterState::delivered;
    reminder.issued_on = reminder.delivered_on = first_day.plus_days(10);
    history.letters.push_back(reminder);

    const auto today = first_day.plus_days(30);
    world.debt.data_as_of = today;
    choose_tests::draw_account(world.debt, today, world.assessment);
    auto both = choose::choose_letters(world.debt, history, world.assessment, choose_tests::spanish_pack());
    REQUIRE(both.size() == 2);
    CHECK(both[1].addressee == "fiador1");
    CHECK(both[1].letter == "requerimiento");
    CHECK(both[1].outcome == model::Outcome::letter);

    history.letters.push_back(record_of(both[0], today, 2)); // only the debtor's went out
    choose_tests::draw_account(world.debt, today.plus_days(1), world.assessment);
    both = choose::choose_letters(world.debt, history, world.assessment, choose_tests::spanish_pack());
    REQUIRE(both.size() == 2);
    CHECK(both[0].outcome == model::Outcome::nothing_due);
    CHECK(both[1].letter == "requerimiento");
    CHECK(both[1].addressee == "fiador1");

    history.letters.push_back(record_of(both[1], today.plus_days(1), 3));
    CHECK(choose::choose_letters(world.debt, history, world.assessment, choose_tests::spanish_pack()).size() == 1);
}

TEST_CASE("a policy without a ladder for this debtor chooses nothing and says so") {
    auto pack = choose_tests::spanish_pack();
    pack.policy.ladders.clear();
    auto world = world_with(model::PartyKind::company, {{50'000, 0}});
    choose_tests::draw_account(world.debt, first_day.plus_days(30), world.assessment);
    world.debt.data_as_of = first_day;
    const auto decision = choose::choose_letter(world.debt, {}, world.assessment, pack);
    CHECK(decision.outcome == model::Outcome::nothing_due);
    REQUIRE(decision.reasons.size() == 1);
    CHECK(decision.reasons.front().rule == "policy.no_step");
}

TEST_CASE("pesos are compared with pesos") {
    auto world = world_with(model::PartyKind::company, {});
    world.debt.currency = *base::Currency::parse("MXN");
    model::Invoice invoice;
    invoice.id = invoice.number = "f1";
    invoice.amount = Money(150'000, world.debt.currency);
    invoice.due = first_day;
    invoice.issued = first_day.plus_days(-30);
    world.debt.invoices.push_back(invoice);
    auto pack = choose_tests::spanish_pack();
    pack.jurisdiction = "mx";
    world.assessment.has_rule_set = false;
    choose_tests::draw_account(world.debt, first_day.plus_days(3), world.assessment);
    world.debt.data_as_of = first_day;
    CHECK(choose::choose_letter(world.debt, {}, world.assessment, pack).letter == "comunicacion");
}
