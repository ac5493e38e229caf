// Statement of the debt: principal, interest by segment, compensation, payments, totals. The figures are those of the letters.
#include "dossier/page_tools.hpp"

#include "model/names.hpp"

#include <algorithm>

namespace legajo::dossier {
namespace {

std::string document_of_invoice(const Material& material, const std::string& invoice, int& folio) {
    for (const model::IndexEntry& entry : material.index) {
        if (entry.kind != "factura" && entry.kind != "factura-electronica") continue;
        const auto source = std::ranges::find(material.file.evidence, entry.exhibit_id, &model::Evidence::id);
        if (source == material.file.evidence.end() || std::ranges::find(source->invoices, invoice) == source->invoices.end()) continue;
        folio = entry.first_folio;
        return std::to_string(entry.number);
    }
    return {};
}

model::Block totals_table(const Material& material) {
    const Texts& texts = material.texts;
    const model::Totals& totals = material.assessment.account.totals;
    TableMaker table(texts("liquidacion.totales"), "dosier", {Side::left, Side::right});
    table.row({texts("liquidacion.principal"), money(totals.principal)});
    table.row({totals.interest ? texts("liquidacion.intereses-hasta", {{"fecha", date(totals.interest_to)}}) : texts("liquidacion.intereses"), totals.interest ? money(*totals.interest) : texts("liquidacion.sin-interes")});
    if (totals.compensation.is_positive()) table.row({texts("liquidacion.compensacion"), money(totals.compensation)});
    table.total({texts("liquidacion.total", {{"fecha", date(material.assessment.control_date)}}), money(totals.total)});
    table.keep_together();
    return table.take();
}

model::Block composition(const Material& material) {
    const Texts& texts = material.texts;
    const model::Totals& totals = material.assessment.account.totals;
    model::Figure figure;
    figure.kind = model::Figure::Kind::composition;
    const auto part = [&](const std::string& label, model::Money value) {
        if (value.is_positive()) figure.parts.push_back({label, value.cents(), money(value)});
    };
    part(texts("liquidacion.principal"), totals.principal);
    if (totals.interest) part(texts("liquidacion.intereses"), *totals.interest);
    part(texts("liquidacion.compensacion"), totals.compensation);
    figure.alternate = texts("liquidacion.figura", {{"principal", money(totals.principal)}, {"total", money(totals.total)}});
    return {std::move(figure)};
}

model::Block principal_table(const Material& material) {
    const Texts& texts = material.texts;
    TableMaker table(texts("liquidacion.tabla-principal"), "dosier.denso", {Side::left, Side::centre, Side::left, Side::left, Side::right, Side::right, Side::right, Side::right, Side::right},
                     {3.3, 1.5, 2.5, 2.5, 2.7, 2.4, 2.5, 2.7, 1.5});
    table.head({texts("liquidacion.factura"), texts("liquidacion.doc"), texts("liquidacion.fecha"), texts("liquidacion.vencimiento"), texts("liquidacion.importe"), texts("liquidacion.abonos"), texts("liquidacion.pagos"),
                texts("liquidacion.pendiente"), texts("liquidacion.dias")});
    model::Money charged, credited, paid, outstanding;
    bool is_first = true;
    for (const model::InvoiceAccount& account : material.assessment.account.invoices) {
        int folio = 0;
        const std::string document = document_of_invoice(material, account.invoice, folio);
        table.row(std::vector<model::RichText>{rich(account.number), to_folio(document, folio), rich(date(account.issued)), rich(date(account.due)), rich(amount(account.charged)),
                                               rich(account.credited.is_zero() ? "" : amount(account.credited)), rich(account.paid.is_zero() ? "" : amount(account.paid)), rich(amount(account.outstanding)),
                                               rich(account.days_late > 0 ? std::to_string(account.days_late) : "")});
        if (is_first) charged = account.charged, credited = account.credited, paid = account.paid, outstanding = account.outstanding;
        else charged += account.charged, credited += account.credited, paid += account.paid, outstanding += account.outstanding;
        is_first = false;
    }
    table.total({texts("liquidacion.suma"), "", "", "", amount(charged), amount(credited), amount(paid), amount(outstanding), ""});
    return table.take();
}

void add_interest(Blocks& blocks, const Material& material) {
    const Texts& texts = material.texts;
    TableMaker table(texts("liquidacion.tabla-intereses"), "dosier.denso", {Side::left, Side::left, Side::left, Side::right, Side::right, Side::right, Side::left, Side::right}, {2.8, 2.4, 2.4, 1.3, 2.5, 2, 6, 2.3});
    table.head({texts("liquidacion.factura"), texts("liquidacion.desde"), texts("liquidacion.hasta"), texts("liquidacion.dias"), texts("liquidacion.base"), texts("liquidacion.tipo"), texts("liquidacion.fuente"),
                texts("liquidacion.interes")});
    std::optional<model::Money> sum;
    int basis = 365;
    bool is_doubtful = false;
    for (const model::InvoiceAccount& account : material.assessment.account.invoices)
        for (const model::InterestSegment& segment : account.segments) {
            const bool must_check = segment.confidence != model::Confidence::confirmed;
            is_doubtful = is_doubtful || must_check;
            table.row({account.number, date(segment.from), date(segment.to), std::to_string(segment.days), amount(segment.base), percent(segment.rate), segment.source + (must_check && !material.is_court_safe ? " *" : ""),
                       amount(segment.interest)});
            sum = sum ? *sum + segment.interest : segment.interest;
            basis = segment.day_basis;
        }
    if (!sum) {
        blocks.push_back(paragraph(texts("liquidacion.ningun-interes")));
        return;
    }
    table.total({texts("liquidacion.suma"), "", "", "", "", "", "", amount(*sum)});
    std::optional<model::Money> paid; // so that the sum of the lines leads to the figure of the totals
    for (const model::InvoiceAccount& account : material.assessment.account.invoices)
        if (account.interest_paid.is_positive()) paid = paid ? *paid + account.interest_paid : account.interest_paid;
    if (paid) {
        table.total({texts("liquidacion.ya-pagados"), "", "", "", "", "", "", amount(-*paid)});
        table.total({texts("liquidacion.pendiente"), "", "", "", "", "", "", amount(*sum - *paid)});
    }
    blocks.push_back(table.take());
    blocks.push_back(paragraph(texts(basis == 365 ? "liquidacion.base-365" : "liquidacion.base-real"), "nota"));
    if (material.assessment.account.totals.interest_is_partial) blocks.push_back(paragraph(texts("liquidacion.parcial", {{"fecha", date(material.assessment.account.totals.interest_to)}}), "nota"));
    if (is_doubtful && !material.is_court_safe) blocks.push_back(paragraph(texts("comprobar"), "nota"));
}

void add_compensation(Blocks& blocks, const Material& material) {
    const Texts& texts = material.texts;
    std::vector<std::string> numbers;
    std::optional<model::Money> sum;
    for (const model::InvoiceAccount& account : material.assessment.account.invoices)
        if (account.compensation.is_positive()) {
            numbers.push_back(account.number);
            sum = sum ? *sum + account.compensation : account.compensation;
        }
    blocks.push_back(heading(2, texts("liquidacion.compensacion")));
    if (numbers.empty()) blocks.push_back(paragraph(texts("liquidacion.sin-compensacion")));
    else blocks.push_back(paragraph(texts("liquidacion.compensacion-texto", {{"n", std::to_string(numbers.size())}, {"importe", money(*sum)}, {"facturas", joined(numbers, ", ")}})));
}

void add_payments(Blocks& blocks, const Material& material) {
    const Texts& texts = material.texts;
    TableMaker table(texts("liquidacion.tabla-pagos"), "dosier.denso", {Side::left, Side::left, Side::left, Side::right, Side::right, Side::right, Side::right}, {2.4, 3.6, 3, 2.6, 2.6, 2.6, 2.6});
    table.head({texts("liquidacion.fecha"), texts("liquidacion.movimiento"), texts("liquidacion.factura"), texts("liquidacion.importe"), texts("liquidacion.a-principal"), texts("liquidacion.a-interes"), texts("liquidacion.a-compensacion")});
    static constexpr const char* kinds[] = {"movimiento.abono", "movimiento.pago", "movimiento.compensacion", "movimiento.devolucion"};
    for (const model::InvoiceAccount& account : material.assessment.account.invoices)
        for (const model::InvoiceMovement& movement : account.movements)
            table.row({date(movement.date), texts(kinds[static_cast<std::size_t>(movement.kind)]), account.number, amount(movement.amount), amount(movement.to_principal), amount(movement.to_interest), amount(movement.to_compensation)});
    if (table.empty()) return;
    const bool is_short = table.rows() <= 12; // then the section stands on one page, and its last table never alone
    if (is_short) table.keep_together();
    blocks.push_back(heading(2, texts("liquidacion.pagos-titulo")));
    blocks.push_back(table.take());
    blocks.back().keep_with_next = is_short;
    const model::StatementOfAccount& account = material.assessment.account;
    const std::string way = account.imputation == model::Imputation::interest_first ? "intereses" : "principal";
    blocks.push_back(paragraph(texts("liquidacion.imputacion." + way)));
    blocks.back().keep_with_next = account.other_imputation.has_value();
    if (account.other_imputation) {
        const model::Totals& other = *account.other_imputation;
        TableMaker both(texts("liquidacion.imputaciones"), "dosier", {Side::left, Side::right, Side::right}, {5, 3, 3});
        const bool is_interest_first = account.imputation == model::Imputation::interest_first;
        both.head({texts("liquidacion.imputaciones"), texts(is_interest_first ? "liquidacion.intereses-primero" : "liquidacion.principal-primero"), texts(is_interest_first ? "liquidacion.principal-primero" : "liquidacion.intereses-primero")});
        both.row({texts("liquidacion.principal"), money(account.totals.principal), money(other.principal)});
        both.row({texts("liquidacion.intereses"), account.totals.interest ? money(*account.totals.interest) : "—", other.interest ? money(*other.interest) : "—"});
        both.row({texts("liquidacion.compensacion"), money(account.totals.compensation), money(other.compensation)});
        both.total({texts("liquidacion.total-corto"), money(account.totals.total), money(other.total)});
        both.keep_together();
        blocks.push_back(both.take());
    }
    if (account.unapplied_payments.is_positive()) blocks.push_back(paragraph(texts("liquidacion.sobrante", {{"importe", money(account.unapplied_payments)}})));
}

} // namespace

model::Document statement(const Material& material) {
    const Texts& texts = material.texts;
    const model::Totals& totals = material.assessment.account.totals;
    model::Document page = blank(material, texts("liquidacion.titulo"));
    Blocks& blocks = page.blocks;
    blocks.push_back(heading(1, texts("liquidacion.titulo")));
    blocks.push_back(paragraph(texts("liquidacion.entrada", {{"acreedor", material.file.creditor.name}, {"deudor", material.file.debtor.name}, {"fecha", date(material.assessment.control_date)}})));
    blocks.push_back(totals_table(material));
    if (totals.principal.is_positive() || totals.compensation.is_positive() || (totals.interest && totals.interest->is_positive())) blocks.push_back(composition(material));
    if (totals.per_day && totals.per_day->is_positive()) blocks.push_back(paragraph(texts("liquidacion.por-dia", {{"importe", money(*totals.per_day)}})));
    if (totals.not_yet_due.is_positive()) blocks.push_back(paragraph(texts("liquidacion.no-vencido", {{"importe", money(totals.not_yet_due)}})));
    blocks.push_back(heading(2, texts("liquidacion.tabla-principal")));
    blocks.push_back(principal_table(material));
    blocks.push_back(heading(2, texts("liquidacion.tabla-intereses")));
    add_interest(blocks, material);
    add_compensation(blocks, material);
    add_payments(blocks, material);
    if (!material.file.recovery_costs.empty()) {
        TableMaker costs(texts("liquidacion.gastos"), "dosier.denso", {Side::left, Side::left, Side::left, Side::right}, {2, 6, 3, 2});
        costs.head({texts("liquidacion.fecha"), texts("liquidacion.concepto"), texts("liquidacion.doc"), texts("liquidacion.importe")});
        for (const model::RecoveryCost& cost : material.file.recovery_costs) costs.row(std::vector<model::RichText>{rich(date(cost.date)), rich(cost.subject), cited(material, cost.evidence), rich(amount(cost.amount))});
        blocks.push_back(heading(2, texts("liquidacion.gastos")));
        blocks.push_back(costs.take());
        blocks.push_back(paragraph(texts("liquidacion.gastos-nota"), "nota"));
    }
    return page;
}

} // namespace legajo::dossier
