#include "story.hpp"

#include "base/text.hpp"
#include "model/names.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include <filesystem>
#include <map>
#include <set>
#include <sstream>

using namespace legajo;
using choose_tests::Story;

namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : ",") + word;
    return text.empty() ? "ninguna" : text;
}

std::string text_of(const std::optional<base::Date>& date) { return date ? date->iso() : "ninguna"; }

std::string dump(const model::Decision& decision) {
    std::ostringstream out;
    out << model::name_of(decision.outcome) << " " << decision.letter << " proxima " << text_of(decision.next_date) << " " << decision.next_letter << "\n";
    const auto facts = [&](const auto& all) {
        for (const auto& [name, value] : all) out << " " << name << "=" << value;
        out << "\n";
    };
    for (const auto& reason : decision.reasons) {
        out << "  porque " << reason.rule;
        facts(reason.facts);
    }
    for (const auto& refused : decision.rejected) {
        out << "  no " << refused.letter << " " << refused.rule << " " << refused.reason << " " << text_of(refused.possible_from);
        facts(refused.facts);
    }
    return out.str();
}

void check(const model::Decision& decision, const std::string& line) {
    const auto colon = line.find(':');
    const auto key = line.substr(0, colon), value = std::string(base::trimmed(std::string_view(line).substr(colon + 1)));
    if (key == "resultado") CHECK(model::name_of(decision.outcome) == value);
    else if (key == "carta") CHECK((decision.letter.empty() ? "ninguna" : decision.letter) == value);
    else if (key == "nivel") CHECK(std::to_string(decision.level) == value);
    else if (key == "canal") CHECK(model::name_of(decision.channel) == value);
    else if (key == "facturas") CHECK(joined(decision.invoices) == value);
    else if (key == "copias") CHECK(joined(decision.copies_to) == value);
    else if (key == "plazo") CHECK(text_of(decision.deadline) == value);
    else if (key == "proxima") CHECK(text_of(decision.next_date) == value);
    else if (key == "proxima-carta") CHECK(decision.next_letter == value);
    else if (key == "destinatario") CHECK(decision.addressee == value);
    else if (key == "ocasion") CHECK(decision.occasion == value);
    else if (key == "domicilio") CHECK(decision.address == value);
    else if (key == "repeticion") CHECK((decision.is_repeat ? "si" : "no") == value);
    else if (key == "ultimo-aviso") CHECK((decision.is_last_notice ? "si" : "no") == value);
    else if (key == "motivo") {
        std::set<std::string> rules;
        for (const auto& reason : decision.reasons) rules.insert(reason.rule);
        CHECK(rules.count(value) == 1);
    } else if (key == "no") {
        const auto space = value.find(' ');
        std::string found = "(no consta)";
        for (const auto& refused : decision.rejected)
            if (refused.letter == value.substr(0, space)) found = refused.reason;
        CHECK(found == value.substr(space + 1));
    } else {
        FAIL("no entiendo «" << line << "»");
    }
}

model::Decision decide(const Story& story) {
    auto pack = choose_tests::spanish_pack();
    for (const auto& letter : story.missing_letters) pack.letters.erase(letter);
    return choose::choose_letter(story.debt, story.history, story.assessment, pack, story.options);
}

std::vector<Story> all_stories() {
    std::vector<Story> all;
    std::set<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(std::string(LEGAJO_SOURCE_DIR) + "/tests/choose/cases"))
        if (entry.path().extension() == ".txt") files.insert(entry.path().string());
    for (const auto& file : files)
        for (auto& story : choose_tests::read_stories(file)) all.push_back(std::move(story));
    return all;
}

} // namespace

TEST_CASE("every story ends as the lawyer wrote") {
    const auto stories = all_stories();
    REQUIRE(stories.size() > 80);
    for (const auto& story : stories) {
        const auto decision = decide(story);
        const auto told = dump(decision);
        for (const auto& [line, text] : story.expected) {
            INFO(story.file << ":" << line << ": " << story.title << "\n" << text << "\n" << told);
            check(decision, text);
        }
    }
}

TEST_CASE("a letter looked at before its day promises what the choice would: addressee, channel, deadline, invoices, last notice") {
    int compared = 0;
    for (const auto& story : all_stories()) {
        auto pack = choose_tests::spanish_pack();
        for (const auto& letter : story.missing_letters) pack.letters.erase(letter);
        const auto decision = choose::choose_letter(story.debt, story.history, story.assessment, pack, story.options);
        if (decision.letter.empty() || story.options.forced_type || !pack.letters.contains(decision.letter)) continue;
        const auto supposed = choose::suppose_letter(story.debt, story.history, story.assessment, pack, decision.letter, {}, story.options);
        INFO(story.title << "\n" << dump(decision) << dump(supposed));
        CHECK(supposed.outcome == model::Outcome::letter);
        CHECK(supposed.letter == decision.letter);
        CHECK(supposed.addressee == decision.addressee);
        CHECK(supposed.channel == decision.channel);
        CHECK(supposed.deadline == decision.deadline);
        CHECK(supposed.invoices == decision.invoices);
        CHECK(supposed.occasion == decision.occasion);
        CHECK(supposed.is_last_notice == decision.is_last_notice);
        ++compared;
    }
    CHECK(compared > 50);
}

TEST_CASE("a letter looked at before its day has a deadline of its own step and channel, for a guarantor too") {
    const auto& pack = choose_tests::spanish_pack();
    int looked_at = 0;
    for (const auto& story : all_stories()) {
        if (story.debt.invoices.empty()) continue;
        for (const char* letter : {"ultimo-plazo", "requerimiento", "negociacion-previa", "comunicacion"}) {
            const auto supposed = choose::suppose_letter(story.debt, story.history, story.assessment, pack, letter);
            INFO(story.title << "\n" << letter << "\n" << dump(supposed));
            REQUIRE(supposed.letter == letter);
            REQUIRE(supposed.deadline);
            const int travel = pack.policy.channel_delivery_days.at(supposed.channel);
            const auto counted = story.assessment.control_date.plus_days(travel + *supposed.deadline_days);
            CHECK(*supposed.deadline >= counted);
            CHECK(*supposed.deadline <= counted.plus_days(10)); // moved off days without work
            ++looked_at;
            for (const auto& obligor : story.debt.obligors) {
                const auto copy = choose::suppose_letter(story.debt, story.history, story.assessment, pack, letter, obligor.party.id);
                CHECK(copy.addressee == obligor.party.id);
                CHECK(copy.invoices == supposed.invoices);
                CHECK(copy.is_last_notice == supposed.is_last_notice);
            }
        }
    }
    CHECK(looked_at > 200);
}

TEST_CASE("in every story: each letter of the policy is chosen or refused with a rule, once, and every rule asked is on record") {
    for (const auto& story : all_stories()) {
        const auto decision = decide(story);
        INFO(story.title << "\n" << dump(decision));
        std::map<std::string, int> told;
        for (const auto& refused : decision.rejected) {
            ++told[refused.letter];
            CHECK_FALSE(refused.rule.empty());
            CHECK_FALSE(refused.reason.empty());
            CHECK(refused.letter != decision.letter);
        }
        for (const auto& [letter, times] : told) CHECK(times == 1);
        const auto* ladder = [&]() -> const model::PolicyLadder* {
            for (const auto& one : choose_tests::spanish_pack().policy.ladders)
                if (std::find(one.kinds.begin(), one.kinds.end(), story.debt.debtor.kind) != one.kinds.end()) return &one;
            return nullptr;
        }();
        if (ladder != nullptr)
            for (const auto& step : ladder->steps) CHECK((told.count(step.letter) == 1 || decision.letter == step.letter));
        CHECK_FALSE(decision.reasons.empty());
        CHECK(decision.tried.size() >= 14);
        for (const auto& rule : decision.tried) CHECK(rule.facts.back().first == "resultado");
        if (decision.next_date) CHECK(*decision.next_date > story.assessment.control_date);
    }
}
