#include "assess/ledger.hpp"

#include "base/error.hpp"
#include "base/wide.hpp"

#include <algorithm>
#include <numeric>

namespace legajo::assess {
namespace {

using model::InvoiceMovement;

struct Event {
    enum class Kind { credit, payment, returned };
    Date date;
    Kind kind = Kind::credit;
    std::string_view id;
    std::size_t index = 0; // in its list
};

class Ledger {
public:
    Ledger(const std::vector<LedgerInvoice>& invoices, law::DayBasis basis, base::Currency currency)
        : invoices_(invoices), basis_(basis), zero_(0, currency) {
        result_.unapplied = zero_;
        result_.accounts.reserve(invoices.size());
        for (const LedgerInvoice& invoice : invoices) {
            LedgerAccount account{.principal = invoice.charged, .credited = zero_, .paid = zero_, .interest_paid = zero_, .compensation_paid = zero_};
            account.counted_to = invoice.interest_from ? invoice.interest_from->plus_days(-1) : invoice.interest_last;
            result_.accounts.push_back(std::move(account));
        }
    }

    void credit(const LedgerCredit& note) {
        Money left = note.amount;
        if (note.invoice) {
            const std::size_t i = *note.invoice;
            count_to(i, note.date);
            const Money part = std::min(left, book(i).principal);
            take_from_principal(i, part, note.date);
            book(i).credited += part;
            left -= part;
            record(i, {InvoiceMovement::Kind::credit_note, note.date, part, part, zero_, zero_, note.id});
        }
        result_.unapplied += left;
    }

    void pay(const LedgerPayment& payment) {
        Money left = std::max(payment.amount - payment.elsewhere, zero_);
        result_.unapplied += payment.amount - left;
        if (payment.invoice) {
            left -= receive(*payment.invoice, left, payment);
        } else {
            for (const auto& [invoice, amount] : payment.applications) {
                const Money part = std::min(amount, left);
                const Money used = receive(invoice, part, payment);
                left -= part;
                result_.unapplied += part - used;
            }
            if (left.is_positive()) left -= distribute(left, payment);
        }
        result_.unapplied += left;
    }

    // The money went back: what it had paid is owed again from that day on. Interest of the days between is not claimed.
    void give_back(const LedgerPayment& payment) {
        Money given_back = zero_;
        for (std::size_t i = 0; i < invoices_.size(); ++i) {
            std::vector<InvoiceMovement> undone;
            for (const InvoiceMovement& movement : book(i).movements)
                if (movement.source_id == payment.id && is_payment(movement.kind)) undone.push_back(movement);
            for (InvoiceMovement& movement : undone) {
                count_to(i, *payment.returned);
                book(i).principal += movement.to_principal;
                book(i).interest_paid -= movement.to_interest;
                book(i).compensation_paid -= movement.to_compensation;
                book(i).paid -= movement.amount;
                given_back += movement.amount;
                if (movement.to_principal.is_positive()) book(i).settled_on.reset();
                movement.kind = InvoiceMovement::Kind::returned_payment;
                movement.date = *payment.returned;
                book(i).movements.push_back(std::move(movement));
            }
        }
        result_.unapplied -= payment.amount - given_back;
    }

    LedgerResult close(Date control_date) {
        for (std::size_t i = 0; i < invoices_.size(); ++i) count_to(i, control_date);
        return std::move(result_);
    }

private:
    LedgerAccount& book(std::size_t i) { return result_.accounts[i]; }
    static bool is_payment(InvoiceMovement::Kind kind) { return kind == InvoiceMovement::Kind::payment || kind == InvoiceMovement::Kind::set_off; }
    [[nodiscard]] bool is_overdue(std::size_t i, Date day) const { return invoices_[i].has_due && invoices_[i].due < day; }

    // Interest up to and including `day` on the principal as it stands; notes whether the invoice is late.
    void count_to(std::size_t i, Date day) {
        LedgerAccount& account = book(i);
        if (is_overdue(i, day) && account.principal.is_positive()) account.was_late = true;
        const Date last = std::min(day, invoices_[i].interest_last);
        if (!invoices_[i].interest_from || last <= account.counted_to) return;
        auto more = law::interest_segments(account.principal, account.counted_to.plus_days(1), last, invoices_[i].rates, basis_);
        account.segments.insert(account.segments.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
        account.counted_to = last;
    }

    Money interest_owed(std::size_t i) { return law::sum_of_lines(book(i).segments, zero_.currency()) - book(i).interest_paid; }
    Money compensation_owed(std::size_t i) { return (book(i).was_late ? invoices_[i].compensation : zero_) - book(i).compensation_paid; }

    void take_from_principal(std::size_t i, Money amount, Date day) {
        book(i).principal -= amount;
        if (amount.is_positive() && book(i).principal.is_zero()) book(i).settled_on = day;
    }

    void record(std::size_t i, InvoiceMovement movement) {
        if (!movement.amount.is_zero()) book(i).movements.push_back(std::move(movement));
    }

    struct Parts {
        Money principal, interest, compensation;
        [[nodiscard]] Money sum() const { return principal + interest + compensation; }
    };

    void enter(std::size_t i, const Parts& parts, const LedgerPayment& payment) {
        take_from_principal(i, parts.principal, payment.date);
        book(i).interest_paid += parts.interest;
        book(i).compensation_paid += parts.compensation;
        book(i).paid += parts.sum();
        record(i, {payment.is_set_off ? InvoiceMovement::Kind::set_off : InvoiceMovement::Kind::payment, payment.date, parts.sum(), parts.principal,
                   parts.interest, parts.compensation, payment.id});
    }

    // One invoice takes what it is owed, in the order of the imputation (CC 1173); compensation last. Returns what it took.
    Money receive(std::size_t i, Money amount, const LedgerPayment& payment) {
        count_to(i, payment.date);
        Parts parts{zero_, zero_, zero_};
        const auto take = [&](Money owed, Money& part) {
            part = std::min(amount, std::max(owed, zero_));
            amount -= part;
        };
        if (payment.interest_first) take(interest_owed(i), parts.interest);
        take(book(i).principal, parts.principal);
        if (!payment.interest_first) take(interest_owed(i), parts.interest);
        take(compensation_owed(i), parts.compensation);
        enter(i, parts, payment);
        return parts.sum();
    }

    // CC 1174. Returns what was taken.
    Money distribute(Money amount, const LedgerPayment& payment) {
        const Money before = amount;
        std::vector<std::size_t> overdue, later;
        for (std::size_t i = 0; i < invoices_.size(); ++i) {
            count_to(i, payment.date);
            (is_overdue(i, payment.date) ? overdue : later).push_back(i);
        }
        std::stable_sort(overdue.begin(), overdue.end(), [&](std::size_t a, std::size_t b) { return burden(a, payment.date) > burden(b, payment.date); });
        for (auto first = overdue.begin(); first != overdue.end() && amount.is_positive();) {
            const base::Decimal rate = burden(*first, payment.date);
            const auto last = std::find_if(first, overdue.end(), [&](std::size_t i) { return !(burden(i, payment.date) == rate); });
            amount -= share_among({first, last}, amount, payment);
            first = last;
        }
        for (const std::size_t i : overdue) amount -= receive_accessories(i, amount, payment);
        for (const std::size_t i : later) {
            Parts parts{std::min(amount, book(i).principal), zero_, zero_};
            amount -= parts.principal;
            enter(i, parts, payment);
        }
        return before - amount;
    }

    base::Decimal burden(std::size_t i, Date day) const {
        const LedgerInvoice& invoice = invoices_[i];
        if (!invoice.interest_from || day < *invoice.interest_from) return {};
        const law::RateSpan* span = invoice.rates.at(day);
        return span ? span->rate : base::Decimal{};
    }

    Money share_among(const std::vector<std::size_t>& group, Money amount, const LedgerPayment& payment) {
        std::vector<Money> weights;
        Money sum = zero_;
        for (const std::size_t i : group) {
            weights.push_back(book(i).principal + (payment.interest_first ? std::max(interest_owed(i), zero_) : zero_));
            sum += weights.back();
        }
        if (!sum.is_positive()) return zero_;
        const std::vector<Money> shares = split_pro_rata(std::min(amount, sum), weights);
        Money taken = zero_;
        for (std::size_t k = 0; k < group.size(); ++k)
            if (shares[k].is_positive()) taken += receive(group[k], shares[k], payment);
        return taken;
    }

    Money receive_accessories(std::size_t i, Money amount, const LedgerPayment& payment) {
        Parts parts{zero_, std::min(amount, std::max(interest_owed(i), zero_)), zero_};
        parts.compensation = std::min(amount - parts.interest, std::max(compensation_owed(i), zero_));
        enter(i, parts, payment);
        return parts.sum();
    }

    const std::vector<LedgerInvoice>& invoices_;
    law::DayBasis basis_;
    Money zero_;
    LedgerResult result_;
};

} // namespace

std::vector<Money> split_pro_rata(Money amount, const std::vector<Money>& weights) {
    base::Wide sum = 0;
    for (const Money& weight : weights) sum += weight.cents();
    base::check(sum > 0, "shares without weight");
    std::vector<Money> shares;
    std::vector<base::Wide> rest;
    base::Wide given = 0;
    for (const Money& weight : weights) {
        const base::Wide product = static_cast<base::Wide>(amount.cents()) * weight.cents();
        shares.emplace_back(static_cast<std::int64_t>(product / sum), amount.currency());
        rest.push_back(product % sum);
        given += product / sum;
    }
    std::vector<std::size_t> order(weights.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rest[a] > rest[b]; });
    const auto missing = static_cast<std::size_t>(amount.cents() - given);
    for (std::size_t k = 0; k < missing; ++k) shares[order[k]] += Money(1, amount.currency());
    return shares;
}

LedgerResult keep_books(const std::vector<LedgerInvoice>& invoices, std::vector<LedgerCredit> credits, std::vector<LedgerPayment> payments,
                        Date control_date, law::DayBasis basis, base::Currency currency) {
    std::vector<Event> events;
    events.reserve(credits.size() + payments.size());
    for (std::size_t i = 0; i < credits.size(); ++i) events.push_back({credits[i].date, Event::Kind::credit, credits[i].id, i});
    for (std::size_t i = 0; i < payments.size(); ++i) {
        events.push_back({payments[i].date, Event::Kind::payment, payments[i].id, i});
        if (payments[i].returned) events.push_back({*payments[i].returned, Event::Kind::returned, payments[i].id, i});
    }
    const auto amount_of = [&](const Event& e) { return e.kind == Event::Kind::credit ? credits[e.index].amount : payments[e.index].amount; };
    std::stable_sort(events.begin(), events.end(), [&](const Event& a, const Event& b) {
        if (a.date != b.date) return a.date < b.date;
        if (a.kind != b.kind) return a.kind < b.kind;
        if (a.id != b.id) return a.id < b.id;
        return amount_of(a) < amount_of(b);
    });
    Ledger ledger(invoices, basis, currency);
    for (const Event& event : events) {
        switch (event.kind) {
        case Event::Kind::credit: ledger.credit(credits[event.index]); break;
        case Event::Kind::payment: ledger.pay(payments[event.index]); break;
        case Event::Kind::returned: ledger.give_back(payments[event.index]); break;
        }
    }
    return ledger.close(control_date);
}

} // namespace legajo::assess
