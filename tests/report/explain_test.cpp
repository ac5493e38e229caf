// The page a clerk reads, and the same as data. Read the golden pages: they are what the user gets.

#include "golden.hpp"
#include "sample.hpp"
#include "schema.hpp"

#include "base/text.hpp"
#include "report/explain.hpp"
#include "report/text_layout.hpp"

using namespace legajo;
using test::check_golden;

namespace {

report::Explained explained(const test::Sample& sample) {
    return {sample.file, sample.history, sample.assessment, sample.decision, sample.pack, sample.remarks};
}

const report::Catalogue& spanish() {
    static const auto catalogue = report::Catalogue::load(test::messages_folder(), "es");
    return catalogue;
}

const report::Catalogue& english() {
    static const auto catalogue = report::Catalogue::load(test::messages_folder(), "en");
    return catalogue;
}

} // namespace

TEST_CASE("A clerk reads who owes what, which letter comes now and why, and what is in doubt") {
    const auto sample = test::business_sample();
    check_golden("explain-business.es.txt", report::explain_text(explained(sample), spanish()));
    check_golden("explain-business.en.txt", report::explain_text(explained(sample), english()));
    check_golden("explain-business.json", report::explain_json(explained(sample), spanish()));
}

TEST_CASE("A case in which nothing is due says so, and from when") {
    const auto sample = test::quiet_sample();
    check_golden("explain-quiet.es.txt", report::explain_text(explained(sample), spanish()));
}

TEST_CASE("No line of the page is wider than asked, at any width") {
    const auto sample = test::business_sample();
    for (int width : {80, 96, 100, 120}) {
        const auto page = report::explain_text(explained(sample), spanish(), {.width = width});
        for (auto line : base::split(page, '\n')) {
            INFO(line);
            CHECK(report::display_width(line) <= width);
        }
    }
}

TEST_CASE("Colour is there only when asked") {
    const auto sample = test::business_sample();
    CHECK(report::explain_text(explained(sample), spanish()).find('\x1b') == std::string::npos);
    CHECK(report::explain_text(explained(sample), spanish(), {.colour = true}).find('\x1b') != std::string::npos);
}

TEST_CASE("A name in the case file cannot drive the terminal") {
    auto sample = test::business_sample();
    sample.file.debtor.name = "Mal\x1b[2J\nS.L.\xE2\x80\xAE";
    const auto page = report::explain_text(explained(sample), spanish());
    CHECK(page.find('\x1b') == std::string::npos);
    CHECK(page.find("\xE2\x80\xAE") == std::string::npos);
}

TEST_CASE("The explanation as data keeps to its schema, whatever is absent") {
    const test::Schema schema("explain");
    for (const auto& sample : {test::business_sample(), test::quiet_sample()})
        for (int indent : {-1, 2}) CHECK(schema.faults(report::explain_json(explained(sample), spanish(), indent)) == "");
    auto full = test::business_sample();
    full.assessment.plan = model::PaymentPlan{.instalments = {{1, *base::Date::parse("2026-12-01"), base::Money(100), base::Money(0)}}, .total = base::Money(100), .discount = {}, .discounted_total = {},
                                                .discount_until = {}, .refused_because = {"guarantor_consent"}, .rules = {}};
    full.assessment.insolvency = model::InsolvencyState{};
    full.assessment.repayment = model::RepaymentComparison{};
    full.assessment.agreements = {{"ac1", model::PlanState::missed, base::Date::parse("2026-11-01"), {}, {}, base::Money(5)}};
    full.assessment.obstacles = {{"obstacle.currency", "L-310", {{"moneda", "USD"}}}};
    CHECK(schema.faults(report::explain_json(explained(full), spanish())) == "");
    full.assessment.account.totals.interest.reset();
    full.assessment.account.invoices[0].interest.reset();
    CHECK(schema.faults(report::explain_json(explained(full), english())) == "");
}

TEST_CASE("Interest that could not be computed is not shown as nought") {
    auto sample = test::business_sample();
    sample.assessment.account.totals.interest.reset();
    const auto page = report::explain_text(explained(sample), spanish());
    CHECK(page.find("no calculados: véanse las dudas") != std::string::npos);
    CHECK(page.find("sin intereses: no se han podido calcular") != std::string::npos);
}

TEST_CASE("Interest already paid comes off, so that the printed column ties to the totals") {
    auto sample = test::business_sample();
    sample.assessment.account.invoices[0].interest_paid = base::Money(505);
    const auto page = report::explain_text(explained(sample), spanish());
    CHECK(page.find("−5,05") != std::string::npos);
    CHECK(page.find("115,55") != std::string::npos);
}

TEST_CASE("The same explanation gives the same bytes") {
    const auto sample = test::business_sample();
    CHECK(report::explain_json(explained(sample), spanish()) == report::explain_json(explained(sample), spanish()));
}
