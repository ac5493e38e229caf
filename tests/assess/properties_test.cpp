// What must hold for any case: random invoices, payments, credits and dates.

#include "assess/cases.hpp"
#include "assess/ledger.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include <algorithm>
#include <ctime>
#include <iostream>
#include <numeric>
#include <sstream>

using namespace legajo;
using namespace legajo::test;

namespace {

base::Date any_day(int low = 0, int high = 900) { return day("2024-03-01").plus_days(*rc::gen::inRange(low, high)); }

model::Case any_case() {
    model::Case c = *rc::gen::element(0, 1) == 0 ? business_case() : consumer_case();
    const int invoices = *rc::gen::inRange(1, 6);
    for (int i = 0; i < invoices; ++i) add_invoice(c, "1.00", any_day().iso().c_str()).amount = base::Money(*rc::gen::inRange(1, 500'000));
    const int payments = *rc::gen::inRange(0, 6);
    for (int i = 0; i < payments; ++i) {
        const std::string invoice = *rc::gen::element(0, 1) == 0 ? "" : "f" + std::to_string(*rc::gen::inRange(1, invoices + 1));
        auto& payment = add_payment(c, "1.00", any_day().iso().c_str(), invoice.c_str());
        payment.amount = base::Money(*rc::gen::inRange(1, 200'000));
        payment.imputation = *rc::gen::element(model::Imputation::unstated, model::Imputation::interest_first, model::Imputation::principal_first);
        if (*rc::gen::inRange(0, 6) == 0) payment.returned = payment.date.plus_days(*rc::gen::inRange(0, 60));
    }
    if (*rc::gen::element(0, 1) == 0) {
        model::CreditNote note;
        note.id = "ab1";
        note.invoice = "f1";
        note.date = any_day();
        note.amount = base::Money(*rc::gen::inRange(1, 100'000));
        c.credit_notes = {note};
    }
    const std::string sent = any_day(30, 900).iso();
    add_demand(c, sent.c_str(), day(sent.c_str()).plus_days(2).iso().c_str());
    return c;
}

// Everything a reader could see, as text.
std::string dump(const model::Assessment& a) {
    std::ostringstream out;
    const auto money = [](const std::optional<base::Money>& m) { return m ? m->text() : std::string("-"); };
    for (const auto& account : a.account.invoices) {
        out << account.invoice << ' ' << account.due.iso() << ' ' << account.outstanding.text() << ' ' << money(account.interest) << ' '
            << account.compensation.text() << ' ' << money(account.per_day) << '\n';
        for (const auto& s : account.segments) out << "  " << s.from.iso() << ' ' << s.to.iso() << ' ' << s.base.text() << ' ' << s.interest.text() << '\n';
        for (const auto& m : account.movements) out << "  " << m.source_id << ' ' << m.amount.text() << ' ' << m.to_interest.text() << '\n';
    }
    out << a.account.totals.total.text() << ' ' << a.account.unapplied_payments.text() << '\n';
    for (const auto& candidate : a.limitation.candidates) out << candidate.invoice << ' ' << candidate.rule << ' ' << candidate.last_safe_day->iso() << '\n';
    return out.str();
}

model::Assessment on(const model::Case& c, base::Date control) { return assessed(c, control.iso().c_str()); }

} // namespace

TEST_CASE("properties of the account") {
    rc::prop("money is neither made nor lost", [] {
        const model::Case c = any_case();
        const base::Date control = any_day(0, 1000);
        const auto a = on(c, control);
        base::Money in, kept;
        for (const auto& payment : c.payments)
            if (payment.date <= control && !(payment.returned && *payment.returned <= control)) in += payment.amount;
        for (const auto& note : c.credit_notes)
            if (note.date <= control) in += note.amount;
        for (const auto& account : a.account.invoices) {
            kept += account.paid + account.credited;
            RC_ASSERT(!account.outstanding.is_negative());
            RC_ASSERT(account.outstanding == account.charged - account.credited - (account.paid - account.interest_paid - account.compensation_paid));
            base::Money lines;
            for (const auto& segment : account.segments) lines += segment.interest;
            RC_ASSERT(lines == account.accrued_interest);
            RC_ASSERT(!account.interest->is_negative());
        }
        RC_ASSERT(in == kept + a.account.unapplied_payments);
        const auto& totals = a.account.totals;
        RC_ASSERT(totals.total == totals.principal + *totals.interest + totals.compensation);
    });
    rc::prop("segments of an invoice follow each other without a gap while something is owed", [] {
        const auto a = on(any_case(), any_day(0, 1000));
        for (const auto& account : a.account.invoices)
            for (std::size_t i = 0; i < account.segments.size(); ++i) {
                const auto& segment = account.segments[i];
                RC_ASSERT(segment.from >= account.default_from);
                RC_ASSERT(segment.days == base::days_between(segment.from, segment.to) + 1);
                if (i > 0) RC_ASSERT(segment.from > account.segments[i - 1].to);
            }
    });
    rc::prop("paying everything leaves nothing due at any later date", [] {
        model::Case c = any_case();
        const base::Date control = any_day(0, 900);
        std::erase_if(c.payments, [&](const auto& p) { return p.date > control || p.returned; });
        std::erase_if(c.credit_notes, [&](const auto& n) { return n.date > control; });
        std::erase_if(c.invoices, [&](const auto& i) { return i.issued > control; });
        for (auto& payment : c.payments)
            if (!payment.invoice.empty() && std::none_of(c.invoices.begin(), c.invoices.end(), [&](const auto& i) { return i.id == payment.invoice; })) payment.invoice.clear();
        if (c.invoices.empty() || c.invoices[0].id != "f1") c.credit_notes.clear();
        const auto before = on(c, control);
        for (const auto& account : before.account.invoices) {
            const base::Money owed = account.outstanding + *account.interest + account.compensation;
            if (owed.is_positive()) add_payment(c, owed.text().c_str(), control.iso().c_str(), account.invoice.c_str()).id = "zz" + account.invoice;
        }
        const auto after = on(c, control.plus_days(*rc::gen::inRange(0, 60)));
        RC_ASSERT(after.account.totals.total.is_zero());
        RC_ASSERT(after.account.totals.per_day->is_zero());
    });
    rc::prop("the order of siblings does not matter", [] {
        model::Case c = any_case();
        const base::Date control = any_day(0, 1000);
        const std::string before = dump(on(c, control));
        std::reverse(c.invoices.begin(), c.invoices.end());
        std::rotate(c.payments.begin(), c.payments.begin() + static_cast<std::ptrdiff_t>(c.payments.size() / 2), c.payments.end());
        std::reverse(c.communications.begin(), c.communications.end());
        RC_ASSERT(dump(on(c, control)) == before);
    });
    rc::prop("raising an amount never lowers interest or total", [] {
        model::Case c = any_case();
        c.payments.clear();
        const base::Date control = any_day(0, 1000);
        const auto before = on(c, control);
        c.invoices.back().amount += base::Money(*rc::gen::inRange(1, 100'000));
        const auto after = on(c, control);
        RC_ASSERT(*after.account.totals.interest >= *before.account.totals.interest);
        RC_ASSERT(after.account.totals.total >= before.account.totals.total);
    });
    rc::prop("one more day never lowers what is owed, without payments", [] {
        model::Case c = any_case();
        c.payments.clear();
        c.credit_notes.clear();
        const base::Date control = any_day(0, 980);
        RC_ASSERT(on(c, control).account.totals.total <= on(c, control.plus_days(1)).account.totals.total);
    });
    rc::prop("shares pro rata add up and follow their weights", [] {
        std::vector<base::Money> weights;
        for (const int w : *rc::gen::container<std::vector<int>>(5, rc::gen::inRange(0, 1000))) weights.emplace_back(w);
        weights.emplace_back(1);
        const base::Money amount(*rc::gen::inRange(0, 100'000));
        const auto shares = assess::split_pro_rata(amount, weights);
        RC_ASSERT(std::accumulate(shares.begin(), shares.end(), base::Money{}) == amount);
        for (std::size_t i = 0; i < shares.size(); ++i)
            for (std::size_t k = 0; k < shares.size(); ++k)
                if (weights[i] < weights[k]) RC_ASSERT(shares[i].cents() <= shares[k].cents() + 1);
    });
}

// Not a check of speed (machines differ): prints what one assessment costs when asked for by name.
TEST_CASE("time of an assessment", "[.][bench]") {
    for (const int invoices : {1, 12}) {
        model::Case c = business_case();
        for (int i = 0; i < invoices; ++i) add_invoice(c, "1210.00", day("2025-01-14").plus_days(20 * i).iso().c_str());
        add_payment(c, "200.00", "2026-03-01", "f1");
        add_demand(c, "2026-03-21", "2026-03-23");
        constexpr int runs = 2000;
        const auto start = std::clock();
        std::int64_t sum = 0;
        for (int i = 0; i < runs; ++i) sum += assessed(c, "2026-11-21").account.totals.total.cents();
        const auto spent = std::clock() - start;
        std::cout << invoices << " invoices: " << spent * (1000000000 / CLOCKS_PER_SEC) / runs << " ns of processor time (" << sum / runs << ")\n";
    }
}
