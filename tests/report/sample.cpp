#include "sample.hpp"

namespace legajo::test {
namespace {

using base::Date;
using base::Decimal;
using base::Money;
using namespace legajo::model;

Money eur(std::int64_t cents) { return Money(cents); }
Date day(const char* iso) { return *Date::parse(iso); }

InterestSegment segment(const char* invoice, const char* from, const char* to, std::int64_t days, std::int64_t base, const char* rate, std::int64_t interest,
                        const char* source) {
    InterestSegment one;
    one.invoice = invoice;
    one.from = day(from);
    one.to = day(to);
    one.days = days;
    one.base = eur(base);
    one.rate = *Decimal::parse(rate);
    one.source = source;
    one.interest = eur(interest);
    return one;
}

Pack small_pack() {
    Pack pack;
    pack.id = "es-ES";
    pack.version = "1.0.0";
    pack.rules["L-120"] = {"L-120", "Ley 3/2004 art. 5", "La mora es automática: los intereses corren desde el día siguiente al vencimiento.", Confidence::confirmed};
    pack.rules["L-131"] = {"L-131", "Ley 3/2004 art. 8; TJUE C-585/20", "La compensación de 40 € se debe por cada factura impagada.", Confidence::confirmed};
    pack.rules["L-306"] = {"L-306", "CC 1172-1174", "El pago parcial se imputa según la regla elegida; se muestran ambos totales.", Confidence::single_source};
    pack.rules["L-401"] = {"L-401", "CC 1964.2", "Las acciones personales prescriben a los cinco años.", Confidence::confirmed};
    pack.rules["L-420"] = {"L-420", "CC 1967.1-4", "Tres años para el precio de géneros vendidos a quien no es comerciante o se dedica a distinto tráfico.", Confidence::inferred};
    pack.rules["L-410"] = {"L-410", "CC 1973", "La reclamación extrajudicial interrumpe la prescripción.", Confidence::confirmed};
    pack.rules["L-505"] = {"L-505", "LO 1/2025 art. 5", "El monitorio exige negociación previa.", Confidence::confirmed};
    pack.rules["L-614"] = {"L-614", "Ley 10/2012", "Tasa fija de 100 € en el monitorio de personas jurídicas por más de 2.000 €.", Confidence::confirmed};
    pack.rules["L-602"] = {"L-602", "LEC 813", "Es competente el juzgado del domicilio del deudor.", Confidence::confirmed};
    pack.rules["L-502"] = {"L-502", "LO 1/2025 art. 3.2", "No hay negociación previa con el sector público.", Confidence::confirmed};
    return pack;
}

InvoiceAccount first_invoice() {
    InvoiceAccount invoice;
    invoice.invoice = "f1";
    invoice.number = "2026/113";
    invoice.issued = day("2026-01-15");
    invoice.due = day("2026-02-14");
    invoice.default_from = day("2026-02-15");
    invoice.is_in_default = true;
    invoice.charged = eur(121000);
    invoice.paid = eur(20000);
    invoice.outstanding = eur(101000);
    invoice.days_late = 280;
    invoice.is_due = true;
    invoice.regime = Regime::business_3_2004;
    invoice.movements = {{InvoiceMovement::Kind::payment, day("2026-03-01"), eur(20000), eur(20000), eur(0), eur(0), "pg1"}};
    invoice.segments = {segment("f1", "2026-02-15", "2026-03-01", 15, 121000, "10.15", 505, "BOE-A-2025-27201"),
                        segment("f1", "2026-03-02", "2026-06-30", 121, 101000, "10.15", 3398, "BOE-A-2025-27201"),
                        segment("f1", "2026-07-01", "2026-11-21", 144, 101000, "10.4", 4144, "BOE-A-2026-14327")};
    invoice.segments[2].confidence = Confidence::single_source;
    invoice.accrued_interest = eur(8047);
    invoice.interest = eur(8047);
    invoice.compensation = eur(4000);
    invoice.compensation_charged = eur(4000);
    invoice.per_day = eur(29);
    invoice.interest_to = day("2026-11-21");
    invoice.rules = {{"L-120", {{"vencimiento", "2026-02-14"}}}, {"L-131", {}}, {"L-306", {{"pago", "pg1"}}}};
    return invoice;
}

InvoiceAccount second_invoice() {
    InvoiceAccount invoice;
    invoice.invoice = "f2";
    invoice.number = "2026/140";
    invoice.issued = day("2026-03-01");
    invoice.due = day("2026-03-31");
    invoice.agreed_due = day("2026-05-30");
    invoice.default_from = day("2026-04-01");
    invoice.is_in_default = true;
    invoice.charged = eur(60500);
    invoice.outstanding = eur(60500);
    invoice.days_late = 235;
    invoice.is_due = true;
    invoice.disputed = eur(10000);
    invoice.regime = Regime::business_3_2004;
    invoice.segments = {segment("f2", "2026-04-01", "2026-06-30", 91, 60500, "10.15", 1531, "BOE-A-2025-27201"),
                        segment("f2", "2026-07-01", "2026-11-21", 144, 60500, "10.4", 2482, "BOE-A-2026-14327")};
    invoice.segments[1].confidence = Confidence::single_source;
    invoice.accrued_interest = eur(4013);
    invoice.interest = eur(4013);
    invoice.compensation = eur(4000);
    invoice.compensation_charged = eur(4000);
    invoice.per_day = eur(17);
    invoice.interest_to = day("2026-11-21");
    invoice.rules = {{"L-120", {{"vencimiento", "2026-03-31"}}}, {"L-131", {}}};
    return invoice;
}

} // namespace

Sample business_sample() {
    Sample sample;
    sample.pack = small_pack();
    auto& file = sample.file;
    file.reference = "EXP-2026-0417";
    file.data_as_of = day("2026-11-20");
    file.creditor.name = "Suministros Ibáñez y Muñoz, S.L.";
    file.creditor.tax_id = "B87654323";
    file.creditor.kind = PartyKind::company;
    file.debtor.id = "d1";
    file.debtor.name = "Talleres Ñandú Hermanos, S.A.";
    file.debtor.tax_id = "A28000008";
    file.debtor.kind = PartyKind::company;
    Obligor guarantor;
    guarantor.role = Obligor::Role::guarantor;
    guarantor.party.id = "fi1";
    guarantor.party.name = "Íñigo Peña Güell";
    guarantor.regime = LiabilityRegime::solidary;
    guarantor.limit = eur(150000);
    file.obligors.push_back(guarantor);
    for (const auto& [id, number] : {std::pair{"f1", "2026/113"}, std::pair{"f2", "2026/140"}}) {
        Invoice invoice;
        invoice.id = id;
        invoice.number = number;
        file.invoices.push_back(invoice);
    }
    Evidence evidence;
    evidence.id = "p1";
    evidence.kind = "contrato";
    evidence.description = "Contrato de suministro firmado";
    file.evidence.push_back(evidence);

    LetterRecord letter;
    letter.number = 12;
    letter.letter = "comunicacion";
    letter.level = 1;
    letter.state = LetterState::delivered;
    letter.channel = Channel::email;
    letter.issued_on = day("2026-10-20");
    letter.delivered_on = day("2026-10-20");
    sample.history.letters.push_back(letter);

    auto& assessment = sample.assessment;
    assessment.control_date = day("2026-11-21");
    auto& account = assessment.account;
    account.invoices = {first_invoice(), second_invoice()};
    account.totals.principal = eur(161500);
    account.totals.interest = eur(12060);
    account.totals.compensation = eur(8000);
    account.totals.total = eur(181560);
    account.totals.per_day = eur(46);
    account.totals.interest_to = day("2026-11-21");
    account.totals.uncontested = eur(151500);
    account.disputed = eur(10000);
    account.other_imputation = account.totals;
    account.other_imputation->principal = eur(162005);
    account.other_imputation->interest = eur(11605);
    account.other_imputation->total = eur(181610);
    assessment.limitation.last_safe_day = day("2029-02-14");
    LimitationCandidate three, five;
    three.term = "3 años";
    three.rule = "L-420";
    three.invoice = "f1";
    three.starts = day("2026-02-14");
    three.last_safe_day = day("2029-02-14");
    three.confidence = Confidence::inferred;
    five = three;
    five.term = "5 años";
    five.rule = "L-401";
    five.last_safe_day = day("2031-02-14");
    five.confidence = Confidence::confirmed;
    five.events = {{"L-410", {{"carta", "2026-10-20"}}}};
    assessment.limitation.candidates = {three, five};
    assessment.negotiation.is_required = true;
    assessment.negotiation.stage = NegotiationStage::not_started;
    assessment.negotiation.rules = {{"L-505", {}}};
    assessment.procedure.route = "monitorio";
    assessment.procedure.court = "Tribunal de Instancia de Getafe, Sección Civil";
    assessment.procedure.fee = eur(0);
    assessment.procedure.needs_lawyer = false;
    assessment.procedure.value = eur(181560);
    assessment.procedure.after_opposition = "verbal";
    assessment.procedure.needs_lawyer_later = false;
    assessment.procedure.documents = {"p1"};
    assessment.procedure.rules = {{"L-602", {{"domicilio", "Getafe"}}}, {"L-614", {{"cuantía", "1815.60"}}}};
    VatRecovery vat;
    vat.invoice = "f1";
    vat.window_from = day("2026-07-14");
    vat.window_to = day("2027-01-14");
    vat.missing = {"reclamacion-fehaciente"};
    assessment.vat = {vat};
    assessment.promises = {{"pr1", PromiseState::broken, day("2026-11-10"), eur(0)}};
    assessment.record.invoices_paid_on_time = 6;
    assessment.record.invoices_paid_late = 2;
    assessment.record.average_days_late = 17;
    assessment.record.promises_broken = 1;
    assessment.record.letters_unanswered = 1;
    assessment.clocks = {{"limitacion", day("2029-02-14"), "f1", "L-420"}, {"iva", day("2027-01-14"), "f1", "L-631"}};
    assessment.doubts = {{"doubt.agreed_rate_unchecked", "L-124", {{"tipo", "12.00"}}}};

    auto& decision = sample.decision;
    decision.outcome = Outcome::letter;
    decision.letter = "requerimiento";
    decision.level = 3;
    decision.channel = Channel::burofax;
    decision.invoices = {"f1", "f2"};
    decision.deadline_days = 10;
    decision.deadline = day("2026-12-07");
    decision.copies_to = {"fi1"};
    decision.reasons = {{"L-120", {{"vencimiento", "2026-02-14"}, {"días de retraso", "280"}}}};
    decision.rejected = {{"reclamacion-administracion", "L-502", "only_public_bodies", {}, std::nullopt},
                         {"ultimo-plazo", "policy.wait", "code_that_nobody_wrote", {{"espera", "15"}}, day("2026-12-22")}};
    decision.next_date = day("2026-12-22");
    decision.next_letter = "ultimo-plazo";

    base::Problem remark;
    remark.severity = base::Severity::warning;
    remark.code = "unknown.remark";
    remark.with("fecha", "2026-11-20");
    sample.remarks = {remark};
    return sample;
}

Sample quiet_sample() {
    Sample sample;
    sample.pack = small_pack();
    sample.file.reference = "EXP-2026-0001";
    sample.file.creditor.name = "Clínica Dental Àngels";
    sample.file.debtor.name = "María José Núñez";
    sample.file.debtor.kind = PartyKind::consumer;
    sample.assessment.control_date = day("2026-11-21");
    InvoiceAccount invoice;
    invoice.invoice = "f1";
    invoice.number = "A-1";
    invoice.issued = day("2026-11-10");
    invoice.due = day("2026-12-10");
    invoice.charged = eur(9999);
    invoice.outstanding = eur(9999);
    invoice.regime = Regime::consumer;
    invoice.interest = eur(0);
    sample.assessment.account.invoices = {invoice};
    sample.assessment.account.totals.interest = eur(0);
    sample.assessment.account.totals.interest_to = day("2026-11-21");
    sample.assessment.account.totals.not_yet_due = eur(9999);
    sample.decision.outcome = Outcome::nothing_due;
    sample.decision.next_date = day("2026-12-11");
    sample.decision.next_letter = "comunicacion";
    return sample;
}

} // namespace legajo::test
