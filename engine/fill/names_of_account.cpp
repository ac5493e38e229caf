// The statement of account as the letter shows it: invoices, totals, interest table. Figures are those of the assessment; nothing is computed here
// but sums of what is printed (L-304: total = sum of printed lines).

#include "fill/vocabulary.hpp"

#include "model/totals.hpp"

#include <algorithm>
#include <set>

namespace legajo::fill {
namespace {

using base::Money;
using model::InvoiceAccount;
using model::InvoiceMovement;

std::string money_or_empty(const Facts& f, Money amount) { return amount.is_zero() ? "" : f.say.money(amount); }

bool any(const Facts& f, bool (*holds)(const ChargedInvoice&)) { return std::any_of(f.invoices.begin(), f.invoices.end(), holds); }

Money sum(const Facts& f, Money InvoiceAccount::*field) {
    Money total(0, f.debt.currency);
    for (const ChargedInvoice& charged : f.invoices) total += charged.account->*field;
    return total;
}

std::vector<Row> invoice_rows(const Facts& f) {
    std::vector<Row> rows;
    for (const auto& [invoice, account] : f.invoices) {
        std::string contract;
        for (const model::Contract& candidate : f.debt.contracts)
            if (candidate.id == invoice->contract) contract = candidate.reference;
        rows.push_back({
            account->number,
            f.say.short_date(account->issued),
            f.say.short_date(account->due),
            account->agreed_due && *account->agreed_due != account->due ? f.say.short_date(*account->agreed_due) : std::string(),
            invoice->subject,
            contract,
            f.say.money(account->charged),
            f.say.money(account->credited),
            f.say.money(account->paid),
            f.say.money(account->outstanding),
            f.say.money(account->disputed),
            f.say.integer(account->days_late),
            account->interest ? f.say.money(*account->interest) : std::string(),
            money_or_empty(f, account->compensation),
            invoice->registry_number,
            invoice->registry_date ? f.say.short_date(*invoice->registry_date) : std::string(),
            invoice->delivered ? f.say.short_date(*invoice->delivered) : std::string(),
            invoice->conformity ? f.say.short_date(*invoice->conformity) : std::string(),
        });
    }
    return rows;
}

std::vector<Row> movement_rows(const Facts& f, InvoiceMovement::Kind kind) {
    struct Line {
        base::Date date;
        Row row;
    };
    std::vector<Line> lines;
    std::set<std::string_view> came_back; // a payment that the bank took back is no payment received
    if (kind == InvoiceMovement::Kind::payment)
        for (const ChargedInvoice& charged : f.invoices)
            for (const InvoiceMovement& movement : charged.account->movements)
                if (movement.kind == InvoiceMovement::Kind::returned_payment) came_back.insert(movement.source_id);
    for (const ChargedInvoice& charged : f.invoices)
        for (const InvoiceMovement& movement : charged.account->movements)
            if (movement.kind == kind && !came_back.contains(movement.source_id)) lines.push_back({movement.date, {f.say.date(movement.date), f.say.money(movement.amount), charged.account->number}});
    std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.date < b.date; });
    std::vector<Row> rows;
    for (Line& line : lines) rows.push_back(std::move(line.row));
    return rows;
}

std::vector<Row> segment_rows(const Facts& f) {
    std::vector<Row> rows;
    for (const ChargedInvoice& charged : f.invoices)
        for (const model::InterestSegment& s : charged.account->segments)
            rows.push_back({charged.account->number, f.say.short_date(s.from), f.say.short_date(s.to), f.say.integer(s.days), f.say.money(s.base),
                            f.say.percent(s.rate), said_by_pieces(f.words, "norma", s.source), f.say.money(s.interest)});
    return rows;
}

// The rate when one alone was applied.
std::string single_rate(const Facts& f) {
    const base::Decimal* rate = nullptr;
    for (const ChargedInvoice& charged : f.invoices)
        for (const model::InterestSegment& segment : charged.account->segments) {
            if (rate != nullptr && !(*rate == segment.rate)) return "";
            rate = &segment.rate;
        }
    return rate == nullptr ? "" : f.say.percent(*rate);
}

std::string sources(const Facts& f) {
    std::vector<std::string> seen;
    for (const ChargedInvoice& charged : f.invoices)
        for (const model::InterestSegment& segment : charged.account->segments)
            if (!segment.source.empty() && std::find(seen.begin(), seen.end(), segment.source) == seen.end()) seen.push_back(segment.source);
    for (std::string& source : seen) source = said_by_pieces(f.words, "norma", source);
    return seen.empty() ? "" : f.say.list(seen);
}

Money accrued(const Facts& f) {
    Money total(0, f.debt.currency);
    for (const ChargedInvoice& charged : f.invoices)
        for (const model::InterestSegment& segment : charged.account->segments) total += segment.interest;
    return total;
}
Money interest_paid(const Facts& f) { return f.totals.interest ? accrued(f) - *f.totals.interest : Money(0, f.debt.currency); }

int compensated(const Facts& f) {
    return static_cast<int>(std::count_if(f.invoices.begin(), f.invoices.end(), [](const ChargedInvoice& c) { return c.account->compensation.is_positive(); }));
}

// The fixed sum of one invoice, before payments.
std::string compensation_each(const Facts& f) {
    for (const ChargedInvoice& charged : f.invoices) {
        const InvoiceAccount& account = *charged.account;
        if (account.compensation.is_positive()) return f.say.money(std::max(account.compensation, account.compensation_charged));
    }
    return "";
}

bool is_uniform(const Facts& f) {
    return std::all_of(f.invoices.begin(), f.invoices.end(), [](const ChargedInvoice& c) { return c.account->compensation_paid.is_zero(); });
}

std::string numbers(const Facts& f) {
    std::vector<std::string> all;
    for (const ChargedInvoice& charged : f.invoices) all.push_back(charged.account->number);
    return all.empty() ? "" : f.say.list(all);
}

// The first invoice of the letter; templates use it where the letter has only one.
std::string first(const Facts& f, std::string (*value)(const Facts&, const ChargedInvoice&)) { return f.invoices.empty() ? "" : value(f, f.invoices.front()); }

bool wants_interest(const Facts& f) { return f.assessment.account.interest_mode == model::ClaimMode::claim; }
bool wants_compensation(const Facts& f) { return f.assessment.account.compensation_mode == model::ClaimMode::claim; }
bool bears_interest(const Facts& f) { return !f.totals.interest || f.totals.interest->is_positive(); }

std::vector<Name> invoice_names() {
    using K = InvoiceMovement::Kind;
    const std::vector<Name> movement_columns = {column("fecha", "Fecha"), column("importe", "Importe"), column("factura", "Número de la factura")};
    return {
        list("facturas", "Las facturas de esta carta, por vencimiento",
             {column("numero", "Número"), column("fecha", "Fecha de emisión (21/11/2026)"), column("vencimiento", "Último día para pagar a tiempo, según la ley"),
              optional_column("vencimiento-pactado", "El pactado, si es otro"), optional_column("concepto", "Lo facturado"),
              optional_column("contrato", "Referencia del contrato"), column("importe", "Importe de la factura"), column("abonado", "Rectificado por abonos"),
              column("pagado", "Pagado a cuenta"), column("pendiente", "Pendiente"), column("discutido", "Parte en discusión"), column("dias", "Días desde el vencimiento"),
              optional_column("intereses", "Intereses de esta factura"), optional_column("compensacion", "Compensación de esta factura"),
              optional_column("registro", "Número de registro administrativo"), optional_column("registro-fecha", "Fecha de ese registro"),
              optional_column("entrega", "Fecha de entrega o prestación"), optional_column("conformidad", "Fecha de conformidad")},
             invoice_rows),
        condition("una-factura", "La carta trata de una sola factura", [](const Facts& f) { return f.invoices.size() == 1; }),
        condition("varias-facturas", "La carta trata de varias facturas", [](const Facts& f) { return f.invoices.size() > 1; }),
        text("facturas.cuantas", "Número de facturas, en cifras", [](const Facts& f) { return f.say.integer(static_cast<std::int64_t>(f.invoices.size())); }),
        text("facturas.numeros", "Los números, en una frase: A, B y C", numbers),
        condition("facturas.pocas", "Tres o menos: caben en una frase", [](const Facts& f) { return f.invoices.size() <= 3; }),
        condition("facturas.con-pagos", "Alguna tiene pagos a cuenta", [](const Facts& f) { return any(f, [](const ChargedInvoice& c) { return !c.account->paid.is_zero(); }); }),
        condition("facturas.con-abonos", "Alguna tiene abonos", [](const Facts& f) { return any(f, [](const ChargedInvoice& c) { return !c.account->credited.is_zero(); }); }),
        condition("facturas.con-parte-discutida", "De alguna se discute una parte", [](const Facts& f) { return any(f, [](const ChargedInvoice& c) { return c.account->disputed.is_positive(); }); }),
        condition("facturas.con-plazo-reducido", "El vencimiento en ley es anterior al pactado (plazo máximo de 60 días)",
                  [](const Facts& f) { return any(f, [](const ChargedInvoice& c) { return c.account->agreed_due && c.account->due < *c.account->agreed_due; }); }),
        condition("facturas.con-registro", "Alguna consta en un registro administrativo",
                  [](const Facts& f) { return any(f, [](const ChargedInvoice& c) { return !c.invoice->registry_number.empty(); }); }),
        condition("facturas.con-iva", "Alguna lleva IVA",
                  [](const Facts& f) { return any(f, [](const ChargedInvoice& c) { return c.invoice->vat && c.invoice->vat->is_positive(); }); }),
        text("factura.numero", "Número de la primera factura", [](const Facts& f) { return first(f, [](const Facts&, const ChargedInvoice& c) { return c.account->number; }); }),
        text("factura.fecha", "Su fecha", [](const Facts& f) { return first(f, [](const Facts& g, const ChargedInvoice& c) { return g.say.date(c.account->issued); }); }),
        text("factura.vencimiento", "Su vencimiento", [](const Facts& f) { return first(f, [](const Facts& g, const ChargedInvoice& c) { return g.say.date(c.account->due); }); }),
        text("factura.importe", "Su importe", [](const Facts& f) { return first(f, [](const Facts& g, const ChargedInvoice& c) { return g.say.money(c.account->charged); }); }),
        text("factura.pendiente", "Lo pendiente de ella", [](const Facts& f) { return first(f, [](const Facts& g, const ChargedInvoice& c) { return g.say.money(c.account->outstanding); }); }),
        optional_text("factura.concepto", "Lo facturado en ella, sin punto final", [](const Facts& f) { return first(f, [](const Facts&, const ChargedInvoice& c) { return without_stop(c.invoice->subject); }); }),
        text("facturas.vencimiento-mas-antiguo", "El primero de los vencimientos",
             [](const Facts& f) {
                 const auto oldest = std::min_element(f.invoices.begin(), f.invoices.end(), [](const auto& a, const auto& b) { return a.account->due < b.account->due; });
                 return oldest == f.invoices.end() ? std::string() : f.say.date(oldest->account->due);
             }),
        list("pagos", "Pagos aplicados a las facturas de la carta", movement_columns, [](const Facts& f) { return movement_rows(f, K::payment); }),
        list("abonos", "Abonos aplicados", movement_columns, [](const Facts& f) { return movement_rows(f, K::credit_note); }),
        list("pagos-devueltos", "Pagos que el banco devolvió", movement_columns, [](const Facts& f) { return movement_rows(f, K::returned_payment); }),
        condition("hay-pagos", "Hubo pagos a cuenta", [](const Facts& f) { return !movement_rows(f, K::payment).empty(); }),
    };
}

// What the letter asks for, if it is paid on its last day and not today.
std::optional<Money> claimed_at_deadline(const Facts& f) {
    if (!f.decision.deadline || !f.claims_interest) return std::nullopt;
    Money total = f.claimed - *f.totals.interest;
    for (const ChargedInvoice& charged : f.invoices) {
        if (!charged.account->is_due && !charged.account->owes_only_accessories) continue;
        const auto interest = model::interest_on(*charged.account, f.assessment.control_date, *f.decision.deadline);
        if (!interest) return std::nullopt;
        total += *interest;
    }
    if (f.obligor != nullptr && f.obligor->limit) total = std::min(total, *f.obligor->limit);
    return total > f.payable ? std::optional(total) : std::nullopt;
}

std::vector<Name> total_names() {
    return {
        condition("plazo.hay-total", "Se conoce lo que se deberá el último día del plazo, y es más que hoy", [](const Facts& f) { return claimed_at_deadline(f).has_value(); }),
        text("plazo.total", "Lo que se deberá el último día del plazo si no se paga antes", [](const Facts& f) { const auto total = claimed_at_deadline(f); return total ? f.say.money(*total) : std::string(); }),
        text("importes.principal", "Suma pendiente de las facturas de la carta, sin intereses", [](const Facts& f) { return f.say.money(f.totals.principal); }),
        text("importes.principal-en-letra", "Lo mismo, en letra", [](const Facts& f) { return f.say.amount_in_words(f.totals.principal); }),
        text("importes.cargado", "Suma de los importes facturados", [](const Facts& f) { return f.say.money(sum(f, &InvoiceAccount::charged)); }),
        text("importes.pagado", "Suma de lo pagado a cuenta", [](const Facts& f) { return f.say.money(sum(f, &InvoiceAccount::paid)); }),
        text("importes.abonado", "Suma de los abonos", [](const Facts& f) { return f.say.money(sum(f, &InvoiceAccount::credited)); }),
        text("importes.discutido", "Suma de lo que se discute", [](const Facts& f) { return f.say.money(sum(f, &InvoiceAccount::disputed)); }),
        text("importes.pendiente", "Suma de lo pendiente, con lo discutido", [](const Facts& f) { return f.say.money(sum(f, &InvoiceAccount::outstanding)); }),
        text("importes.intereses", "Intereses que se reclaman", [](const Facts& f) { return f.claims_interest ? f.say.money(*f.totals.interest) : std::string(); }),
        text("importes.compensacion", "Compensación por costes de cobro que se reclama", [](const Facts& f) { return f.claims_compensation ? f.say.money(f.totals.compensation) : std::string(); }),
        text("importes.total", "Principal más lo que se reclama además", [](const Facts& f) { return f.say.money(f.claimed); }),
        text("importes.total-en-letra", "Lo mismo, en letra", [](const Facts& f) { return f.say.amount_in_words(f.claimed); }),
        text("importes.por-dia", "Intereses por cada día más", [](const Facts& f) { return f.totals.per_day ? f.say.money(*f.totals.per_day) : std::string(); }),
        text("importes.no-vencido", "Pendiente que aún no ha vencido", [](const Facts& f) { return f.say.money(f.totals.not_yet_due); }),
        condition("importes.total-distinto", "El total no es solo el principal", [](const Facts& f) { return f.claimed != f.totals.principal; }),
        condition("hay-no-vencidas", "El deudor tiene además importes sin vencer", [](const Facts& f) { return f.totals.not_yet_due.is_positive(); }),
        condition("hay-otras-vencidas", "Hay otras facturas vencidas fuera de esta carta",
                  [](const Facts& f) {
                      const auto& all = f.assessment.account.invoices;
                      return std::any_of(all.begin(), all.end(), [&](const InvoiceAccount& account) {
                          return account.is_due && std::none_of(f.invoices.begin(), f.invoices.end(), [&](const ChargedInvoice& c) { return c.account == &account; });
                      });
                  }),
    };
}

std::vector<Name> interest_names() {
    return {
        list("tramos", "Cálculo de los intereses por tramos",
             {column("factura", "Número de la factura"), column("desde", "Primer día, incluido"), column("hasta", "Último día, incluido"), column("dias", "Días"),
              column("base", "Principal sobre el que corre"), column("tipo", "Tipo anual"), column("fuente", "Norma o resolución del tipo"), column("interes", "Interés del tramo")},
             segment_rows),
        condition("intereses.se-reclaman", "Esta carta puede reclamar intereses con su cifra", [](const Facts& f) { return f.claims_interest; }),
        condition("intereses.se-reservan", "Se reservan para más adelante, por voluntad del acreedor o porque se discute una parte",
                  [](const Facts& f) { return f.assessment.account.interest_mode == model::ClaimMode::reserve || (wants_interest(f) && f.has_disputed_part); }),
        condition("intereses.sin-cifra", "Se reclamarían, pero no se pueden calcular todavía",
                  [](const Facts& f) { return wants_interest(f) && !f.has_disputed_part && !f.totals.interest; }),
        condition("intereses.parciales", "Calculados solo hasta el último día con tipo publicado",
                  [](const Facts& f) { return f.claims_interest && f.totals.interest_is_partial; }),
        condition("intereses.se-renuncia", "El acreedor renuncia a ellos", [](const Facts& f) { return f.assessment.account.interest_mode == model::ClaimMode::waive; }),
        condition("intereses.quedan", "Hay intereses devengados o no calculables, y el acreedor no renuncia a ellos",
                  [](const Facts& f) { return bears_interest(f) && f.assessment.account.interest_mode != model::ClaimMode::waive; }),
        condition("intereses.corren", "Hay intereses devengados o no calculables", bears_interest),
        text("intereses.devengados", "Suma de los tramos", [](const Facts& f) { return f.say.money(accrued(f)); }),
        text("intereses.pagados", "Parte de los pagos aplicada a intereses", [](const Facts& f) { return f.say.money(interest_paid(f)); }),
        condition("intereses.con-pagos", "Algún pago se aplicó a intereses", [](const Facts& f) { return !interest_paid(f).is_zero(); }),
        text("intereses.hasta", "Último día contado", [](const Facts& f) { return f.say.date(f.totals.interest_to); }),
        optional_text("intereses.tipo", "Tipo anual, si es uno solo", single_rate),
        text("intereses.fuentes", "Normas o resoluciones de los tipos aplicados", sources),
        condition("intereses.hay-por-dia", "Se conoce lo que aumenta cada día",
                  [](const Facts& f) { return f.claims_interest && !f.totals.interest_is_partial && f.totals.per_day && f.totals.per_day->is_positive(); }),
        condition("intereses.base-365", "Se divide por 365 días", [](const Facts& f) { return f.assessment.account.day_basis == 365; }),
        condition("compensacion.se-reclama", "Se reclama la compensación por costes de cobro", [](const Facts& f) { return f.claims_compensation; }),
        condition("compensacion.se-reserva", "Se reserva",
                  [](const Facts& f) { return f.totals.compensation.is_positive() && f.assessment.account.compensation_mode == model::ClaimMode::reserve; }),
        condition("compensacion.se-renuncia", "El acreedor renuncia a ella",
                  [](const Facts& f) { return f.totals.compensation.is_positive() && !wants_compensation(f) && f.assessment.account.compensation_mode == model::ClaimMode::waive; }),
        condition("compensacion.de-una", "Corresponde a una sola factura", [](const Facts& f) { return compensated(f) == 1; }),
        condition("compensacion.entera", "Ningún pago se ha aplicado a ella", is_uniform),
        text("compensacion.unidades", "Número de facturas con compensación", [](const Facts& f) { return f.say.integer(compensated(f)); }),
        text("compensacion.por-factura", "Compensación de cada factura", compensation_each),
    };
}

} // namespace

std::vector<Name> names_of_account() {
    std::vector<Name> all;
    for (auto* part : {invoice_names, total_names, interest_names}) {
        std::vector<Name> some = part();
        std::move(some.begin(), some.end(), std::back_inserter(all));
    }
    return all;
}

} // namespace legajo::fill
