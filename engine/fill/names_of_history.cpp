// What happened before this letter: letters, promises, payments received, answers, disputes, agreements.

#include "fill/vocabulary.hpp"

#include <algorithm>

namespace legajo::fill {
namespace {

using base::Money;
using model::PromiseState;

// A letter of a kind counts only when it was about every invoice of this one: «le requerimos el pago de A y B» must be true of both.
const EarlierLetter* last_letter(const Facts& f, std::string_view letter = {}) {
    for (auto at = f.earlier.rbegin(); at != f.earlier.rend(); ++at)
        if (at->to_this_addressee && (letter.empty() ? at->covers_some : at->letter == letter && at->covers_all)) return &*at;
    return nullptr;
}


template <typename T>
const T* with_id(const std::vector<T>& all, const std::string& id) {
    for (const T& one : all)
        if (one.id == id) return &one;
    return nullptr;
}

// The debtor's words are told to the debtor alone.
std::vector<Row> promises_in(const Facts& f, PromiseState state) {
    std::vector<Row> rows;
    if (f.obligor != nullptr) return rows;
    for (const model::PromiseOutcome& outcome : f.assessment.promises) {
        if (outcome.state != state) continue;
        const model::Promise* promise = with_id(f.debt.promises, outcome.promise);
        if (promise == nullptr || !concerns(f, promise->invoices)) continue;
        if (state != PromiseState::open) rows.clear(); // of those whose day has passed the last is enough: a letter is no list of reproaches
        rows.push_back({f.say.date(promise->date), promise->until ? f.say.date(*promise->until) : std::string(),
                        promise->amount ? f.say.money(*promise->amount) : std::string(), outcome.paid_since.is_positive(), f.say.money(outcome.paid_since)});
    }
    return rows;
}

// The payment a receipt speaks of: the one that occasioned the letter, else the last that stands.
const model::Payment* payment_of(const Facts& f) {
    if (const model::Payment* named = with_id(f.debt.payments, f.decision.occasion)) return named;
    const model::Payment* last = nullptr;
    for (const model::Payment& payment : f.debt.payments)
        if (!payment.returned && (last == nullptr || payment.date >= last->date)) last = &payment;
    return last;
}

struct Applied {
    Money to_principal, to_interest;
};
Applied applied(const Facts& f) {
    Applied sum{Money(0, f.debt.currency), Money(0, f.debt.currency)};
    const model::Payment* payment = payment_of(f);
    if (payment == nullptr) return sum;
    for (const model::InvoiceAccount& account : f.assessment.account.invoices)
        for (const model::InvoiceMovement& movement : account.movements)
            if (movement.source_id == payment->id) {
                sum.to_principal += movement.to_principal;
                sum.to_interest += movement.to_interest;
            }
    return sum;
}

std::vector<Row> applications(const Facts& f) {
    std::vector<Row> rows;
    const model::Payment* payment = payment_of(f);
    if (payment == nullptr) return rows;
    for (const model::InvoiceAccount& account : f.assessment.account.invoices)
        for (const model::InvoiceMovement& movement : account.movements)
            if (movement.source_id == payment->id)
                rows.push_back({account.number, f.say.money(movement.amount), f.say.money(movement.to_principal), f.say.money(movement.to_interest), f.say.money(account.outstanding)});
    return rows;
}

// What this addressee answered to a letter of ours, without what was said in confidence.
const model::Communication* last_answer(const Facts& f) {
    const auto first = std::find_if(f.earlier.begin(), f.earlier.end(), [](const EarlierLetter& letter) { return letter.to_this_addressee && letter.covers_some; });
    if (first == f.earlier.end()) return nullptr;
    const std::string who = f.obligor == nullptr ? "" : f.obligor->party.id;
    const model::Communication* last = nullptr;
    for (const model::Communication& told : f.debt.communications) {
        const bool is_theirs = told.addressee == who || (who.empty() && told.addressee == f.debt.debtor.id);
        if (told.direction != model::Direction::received || !is_theirs || told.confidential.value_or(false) || !concerns(f, told.invoices)) continue;
        if (told.date < first->date || told.date > f.options.issued_at.local_date()) continue;
        if (last == nullptr || told.date >= last->date) last = &told;
    }
    return last;
}

const model::Hold* hold_of(const Facts& f, std::initializer_list<model::HoldKind> kinds) {
    const auto fits = [&](const model::Hold& hold) { return std::find(kinds.begin(), kinds.end(), hold.kind) != kinds.end(); };
    for (const model::Hold& hold : f.debt.holds)
        if (!f.decision.occasion.empty() && hold.id == f.decision.occasion && fits(hold)) return &hold;
    for (const model::Hold& hold : f.debt.holds)
        if (fits(hold)) return &hold;
    return nullptr;
}
const model::Hold* dispute(const Facts& f) { return hold_of(f, {model::HoldKind::dispute}); }
const model::Hold* transit(const Facts& f) { return hold_of(f, {model::HoldKind::payment_in_transit}); }
const model::Hold* insolvency(const Facts& f) { return hold_of(f, {model::HoldKind::insolvency}); }
const model::Hold* death(const Facts& f) { return hold_of(f, {model::HoldKind::death}); }

std::string invoices_of(const Facts& f, const model::Hold* hold) {
    if (hold == nullptr) return "";
    std::vector<std::string> numbers;
    for (const model::Invoice& invoice : f.debt.invoices)
        if (hold->invoices.empty() || std::find(hold->invoices.begin(), hold->invoices.end(), invoice.id) != hold->invoices.end()) numbers.push_back(invoice.number);
    return numbers.empty() ? "" : f.say.list(numbers);
}

std::string day(const Facts& f, const std::optional<base::Date>& date) { return date ? f.say.date(*date) : std::string(); }

std::vector<Name> letter_names() {
    std::vector<Name> names = {
        condition("carta-anterior.hay", "Ya se envió alguna carta a este destinatario", [](const Facts& f) { return last_letter(f) != nullptr; }),
        text("carta-anterior.fecha", "Fecha de la última", [](const Facts& f) { const auto* l = last_letter(f); return l ? f.say.date(l->date) : std::string(); }),
        condition("es-repeticion", "La misma carta va de nuevo, por otro medio o a otra dirección", [](const Facts& f) { return f.decision.is_repeat; }),
    };
    static constexpr const char* kLetters[] = {"comunicacion", "recordatorio", "requerimiento", "propuesta", "ultimo-plazo", "negociacion-previa", "reclamacion-administracion"};
    for (const char* letter : kLetters) {
        const std::string id = letter;
        names.push_back(condition(id + "-anterior.hay", "Ya se le envió la carta «" + id + "»", [id](const Facts& f) { return last_letter(f, id) != nullptr; }));
        names.push_back(text(id + "-anterior.fecha", "Cuándo", [id](const Facts& f) { const auto* l = last_letter(f, id); return l ? f.say.date(l->date) : std::string(); }));
    }
    return names;
}

std::vector<Name> promise_names() {
    const std::vector<Name> columns = {column("fecha", "Cuándo lo dijo"), optional_column("hasta", "Para cuándo"), optional_column("importe", "Cuánto"),
                                       flag_column("pago-algo", "Después pagó algo"), column("pagado", "Lo pagado desde entonces")};
    return {
        list("promesas-cumplidas", "El último compromiso de pago cumplido", columns, [](const Facts& f) { return promises_in(f, PromiseState::kept); }),
        condition("hay-promesas-cumplidas", "Cumplió algún compromiso de pago", [](const Facts& f) { return !promises_in(f, PromiseState::kept).empty(); }),
        list("promesas-incumplidas", "El último compromiso de pago cuyo día pasó", columns, [](const Facts& f) { return promises_in(f, PromiseState::broken); }),
        list("promesas-abiertas", "Compromisos de pago en plazo", columns, [](const Facts& f) { return promises_in(f, PromiseState::open); }),
    };
}

std::vector<Name> receipt_names() {
    return {
        condition("pago-recibido.hay", "Consta un pago del deudor", [](const Facts& f) { return payment_of(f) != nullptr; }),
        text("pago-recibido.fecha", "Día del pago del que trata la carta, o del último", [](const Facts& f) { const auto* p = payment_of(f); return p ? f.say.date(p->date) : std::string(); }),
        text("pago-recibido.importe", "Su importe", [](const Facts& f) { const auto* p = payment_of(f); return p ? f.say.money(p->amount) : std::string(); }),
        text("pago-recibido.importe-en-letra", "En letra", [](const Facts& f) { const auto* p = payment_of(f); return p ? f.say.amount_in_words(p->amount) : std::string(); }),
        optional_text("pago-recibido.medio", "Medio de pago", [](const Facts& f) { const auto* p = payment_of(f); return p ? p->means : ""; }),
        list("pago-recibido.aplicaciones", "A qué se aplica el pago",
             {column("factura", "Número de la factura"), column("importe", "Parte del pago"), column("a-principal", "A principal"), column("a-intereses", "A intereses"),
              column("resto", "Lo que queda de la factura")},
             applications),
        condition("pago-recibido.aplicado", "El pago se aplica a alguna factura", [](const Facts& f) { return !applications(f).empty(); }),
        text("pago-recibido.a-principal", "Lo aplicado a principal", [](const Facts& f) { return f.say.money(applied(f).to_principal); }),
        text("pago-recibido.a-intereses", "Lo aplicado a intereses", [](const Facts& f) { return f.say.money(applied(f).to_interest); }),
        condition("pago-recibido.va-a-intereses", "Parte del pago se aplica a intereses", [](const Facts& f) { return applied(f).to_interest.is_positive(); }),
        condition("queda-pendiente", "Después de los pagos queda principal", [](const Facts& f) { return f.totals.principal.is_positive(); }),
        condition("respuesta.hay", "El destinatario ha contestado a alguna carta, y no en confianza", [](const Facts& f) { return last_answer(f) != nullptr; }),
        text("respuesta.fecha", "Fecha de su última respuesta", [](const Facts& f) { const auto* a = last_answer(f); return a ? f.say.date(a->date) : std::string(); }),
        optional_text("respuesta.resumen", "Resumen del expediente sobre esa respuesta", [](const Facts& f) { const auto* a = last_answer(f); return a ? a->summary : ""; }),
    };
}

std::vector<Name> hold_names() {
    return {
        text("disputa.fecha", "Cuándo expresó el deudor su desacuerdo", [](const Facts& f) { const auto* h = dispute(f); return h ? f.say.date(h->from) : std::string(); }),
        optional_text("disputa.motivo", "Motivo que dio", [](const Facts& f) { const auto* h = dispute(f); return h ? without_stop(h->reason) : ""; }),
        optional_text("disputa.importe", "Parte discutida", [](const Facts& f) { const auto* h = dispute(f); return h && h->amount ? f.say.money(*h->amount) : std::string(); }),
        text("disputa.facturas", "Facturas discutidas", [](const Facts& f) { return invoices_of(f, dispute(f)); }),
        text("aviso-pago.fecha", "Cuándo avisó de que había pagado", [](const Facts& f) { const auto* h = transit(f); return h ? f.say.date(h->from) : std::string(); }),
        optional_text("aviso-pago.importe", "Cuánto dijo haber pagado", [](const Facts& f) { const auto* h = transit(f); return h && h->amount ? f.say.money(*h->amount) : std::string(); }),
        text("concurso.juzgado", "Juzgado del concurso", [](const Facts& f) { const auto* h = insolvency(f); return h ? h->court : ""; }),
        text("concurso.autos", "Número de autos", [](const Facts& f) { const auto* h = insolvency(f); return h ? h->proceedings : ""; }),
        text("concurso.fecha", "Fecha de la declaración", [](const Facts& f) { const auto* h = insolvency(f); return h ? f.say.date(h->from) : std::string(); }),
        optional_text("concurso.publicacion", "Publicación en el BOE", [](const Facts& f) { const auto* h = insolvency(f); return h ? day(f, h->boe_publication) : std::string(); }),
        text("concurso.administrador", "Administración concursal", [](const Facts& f) { const auto* h = insolvency(f); return h && h->administrator ? h->administrator->name : ""; }),
        condition("concurso.es-ordinario", "Es un concurso ordinario", [](const Facts& f) { const auto* h = insolvency(f); return h && h->insolvency == model::InsolvencyKind::ordinary; }),
        optional_text("fallecimiento.fecha", "Fecha del fallecimiento", [](const Facts& f) { const auto* h = death(f); return h ? f.say.date(h->from) : std::string(); }),
    };
}

} // namespace

std::vector<Name> names_of_history() {
    std::vector<Name> all;
    for (auto* part : {letter_names, promise_names, receipt_names, hold_names}) {
        std::vector<Name> some = part();
        std::move(some.begin(), some.end(), std::back_inserter(all));
    }
    return all;
}

} // namespace legajo::fill
