#include "fill/case_builder.hpp"

#include "base/error.hpp"
#include "pack/load_pack.hpp"

#include <catch2/catch.hpp>

#include <map>

namespace fill_test {

base::Date day(const char* iso) { return base::Date::parse(iso).value(); }
base::Money euros(const char* amount) { return base::Money::parse(amount).value(); }

namespace {

model::Party creditor() {
    model::Party party;
    party.kind = model::PartyKind::company;
    party.person = model::PersonKind::legal;
    party.name = "Suministros Ibáñez y Muñoz, S.L.";
    party.tax_id = "B87654323";
    party.addresses.push_back({.id = "d0", .street = "Calle de Alcalá, 100, 3.º B", .postal_code = "28009", .town = "Madrid", .province = "Madrid"});
    party.contacts.push_back({.name = "Lucía Prado", .role = "Administración", .email = "cobros@ejemplo.es", .phone = "+34 910 000 000"});
    party.accounts.push_back({.iban = "ES9121000418450200051332", .holder = "Suministros Ibáñez y Muñoz, S.L."});
    party.signatories.push_back({.name = "Ana Núñez Ibáñez", .role = "Administradora"});
    return party;
}

model::InvoiceAccount account_of(const model::Invoice& invoice, model::Regime regime) {
    model::InvoiceAccount account;
    account.invoice = invoice.id;
    account.number = invoice.number;
    account.issued = invoice.issued;
    account.due = *invoice.due;
    account.default_from = account.due.plus_days(1);
    account.charged = invoice.amount;
    account.outstanding = invoice.amount;
    account.is_due = true;
    account.days_late = base::days_between(account.due, day("2026-03-21"));
    account.regime = regime;
    account.interest = euros("0.00");
    account.per_day = euros("0.00");
    return account;
}

void add_invoice(Setting& setting, const char* id, const char* number, const char* issued, const char* due, const char* amount, model::Regime regime) {
    model::Invoice invoice;
    invoice.id = id;
    invoice.number = number;
    invoice.issued = day(issued);
    invoice.due = day(due);
    invoice.amount = euros(amount);
    invoice.subject = "Material de taller";
    invoice.vat = base::scaled(invoice.amount, 21, 121);
    setting.debt.invoices.push_back(invoice);
    setting.assessment.account.invoices.push_back(account_of(invoice, regime));
    setting.decision.invoices.push_back(id);
}

void add_interest(Setting& setting, std::size_t at, const char* rate, const char* source) {
    model::InvoiceAccount& account = setting.assessment.account.invoices[at];
    const base::Decimal percent = base::Decimal::parse(rate).value();
    model::InterestSegment segment;
    segment.invoice = account.invoice;
    segment.from = account.default_from;
    segment.to = setting.assessment.control_date;
    segment.days = account.days_late;
    segment.base = account.outstanding;
    segment.rate = percent;
    segment.source = source;
    segment.interest = base::simple_interest(segment.base, percent, segment.days, 365);
    account.segments.push_back(segment);
    account.interest = segment.interest;
    account.per_day = base::simple_interest(segment.base, percent, 1, 365);
}

void sum_up(Setting& setting) {
    model::Totals& totals = setting.assessment.account.totals;
    totals = {};
    totals.interest = euros("0.00");
    totals.per_day = euros("0.00");
    for (const model::InvoiceAccount& account : setting.assessment.account.invoices) {
        totals.principal += account.outstanding;
        totals.compensation += account.compensation;
        *totals.interest += *account.interest;
        *totals.per_day += *account.per_day;
    }
    totals.total = totals.principal + totals.compensation + *totals.interest;
    totals.uncontested = totals.principal;
    totals.interest_to = setting.assessment.control_date;
}

Setting frame() {
    Setting setting;
    setting.debt.reference = "EXP-2026-0417";
    setting.debt.creditor = creditor();
    setting.assessment.control_date = day("2026-03-21");
    setting.assessment.negotiation.is_required = true;
    setting.assessment.procedure.route = "monitorio";
    setting.options.issued_at = base::Instant::parse("2026-03-21T10:00:00+01:00").value();
    setting.decision.outcome = model::Outcome::letter;
    setting.decision.channel = model::Channel::burofax;
    setting.decision.deadline = day("2026-03-31");
    setting.decision.deadline_days = 10;
    return setting;
}

void add_payment(Setting& setting, std::size_t at, const char* date, const char* amount) {
    model::Payment payment;
    payment.id = "pg" + std::to_string(setting.debt.payments.size() + 1);
    payment.date = day(date);
    payment.amount = euros(amount);
    payment.invoice = setting.debt.invoices[at].id;
    payment.means = "transferencia";
    setting.debt.payments.push_back(payment);
    model::InvoiceAccount& account = setting.assessment.account.invoices[at];
    account.paid += payment.amount;
    account.outstanding -= payment.amount;
    model::InvoiceMovement movement;
    movement.date = payment.date;
    movement.amount = payment.amount;
    movement.to_principal = payment.amount;
    movement.source_id = payment.id;
    account.movements.push_back(movement);
}

} // namespace

Setting business() {
    Setting setting = frame();
    model::Party& debtor = setting.debt.debtor;
    debtor.kind = model::PartyKind::company;
    debtor.person = model::PersonKind::legal;
    debtor.name = "Talleres Núñez Peláez, S.L.";
    debtor.tax_id = "B12345674";
    debtor.addresses.push_back({.id = "d1", .street = "Avenida de la Industria, 7", .postal_code = "28906", .town = "Getafe", .province = "Madrid"});
    model::Contract contract;
    contract.id = "c1";
    contract.reference = "CS-2025-12";
    contract.date = day("2025-03-01");
    setting.debt.contracts.push_back(contract);
    add_invoice(setting, "f1", "2026/113", "2026-01-15", "2026-02-14", "1210.00", model::Regime::business_3_2004);
    setting.debt.invoices[0].contract = "c1";
    add_payment(setting, 0, "2026-03-01", "200.00");
    add_interest(setting, 0, "10.15", "BOE-A-2025-27201");
    setting.assessment.account.invoices[0].compensation = euros("40.00");
    sum_up(setting);
    return setting;
}

Setting business_three() {
    Setting setting = business();
    add_invoice(setting, "f2", "2026/120", "2026-01-20", "2026-02-19", "3025.50", model::Regime::business_3_2004);
    add_invoice(setting, "f3", "2026/131", "2026-02-02", "2026-03-04", "484.01", model::Regime::business_3_2004);
    model::InvoiceAccount& second = setting.assessment.account.invoices[1];
    second.credited = euros("25.50");
    second.outstanding -= second.credited;
    for (std::size_t at : {1U, 2U}) {
        add_interest(setting, at, "10.15", "BOE-A-2025-27201");
        setting.assessment.account.invoices[at].compensation = euros("40.00");
    }
    model::Promise promise;
    promise.id = "pr1";
    promise.date = day("2026-03-05");
    promise.until = day("2026-03-12");
    promise.amount = euros("1000.00");
    setting.debt.promises.push_back(promise);
    setting.assessment.promises.push_back({"pr1", model::PromiseState::broken, promise.until, euros("0.00")});
    model::Communication first;
    first.date = day("2026-03-02");
    first.letter = "comunicacion";
    setting.debt.communications.push_back(first);
    first.date = day("2026-03-10");
    first.letter = "requerimiento";
    setting.debt.communications.push_back(first);
    sum_up(setting);
    return setting;
}

Setting consumer() {
    Setting setting = frame();
    model::Party& debtor = setting.debt.debtor;
    debtor.kind = model::PartyKind::consumer;
    debtor.person = model::PersonKind::natural;
    debtor.name = "Lucía Gómez Prat";
    debtor.salutation = "Sra.";
    debtor.tax_id = "12345678Z";
    debtor.addresses.push_back({.id = "d1", .street = "Calle del Olmo, 3, 2.º A", .postal_code = "28040", .town = "Madrid", .province = "Madrid"});
    add_invoice(setting, "f1", "C-88", "2026-01-15", "2026-02-14", "640.00", model::Regime::consumer);
    setting.decision.deadline = day("2026-04-05");
    setting.decision.deadline_days = 15;
    sum_up(setting);
    return setting;
}

Setting public_body() {
    Setting setting = frame();
    model::Party& debtor = setting.debt.debtor;
    debtor.kind = model::PartyKind::public_admin;
    debtor.person = model::PersonKind::legal;
    debtor.name = "Ayuntamiento de Villarriba";
    debtor.tax_id = "P2800000A";
    debtor.dir3 = model::Dir3{"L01280000", "L01280001", "L01280002"};
    debtor.addresses.push_back({.id = "d1", .street = "Plaza Mayor, 1", .postal_code = "28999", .town = "Villarriba", .province = "Madrid"});
    add_invoice(setting, "f1", "2026/9", "2025-11-15", "2026-01-14", "2420.00", model::Regime::public_3_2004);
    setting.debt.invoices[0].registry_number = "REG-2025-7788";
    setting.debt.invoices[0].registry_date = day("2025-11-17");
    add_interest(setting, 0, "10.15", "BOE-A-2025-27201");
    setting.assessment.account.invoices[0].compensation = euros("40.00");
    setting.assessment.negotiation.is_required = false;
    setting.assessment.procedure.route = "lcsp-199";
    sum_up(setting);
    return setting;
}

Setting with_everything(Setting setting) {
    model::Case& debt = setting.debt;
    if (debt.payments.empty()) {
        add_payment(setting, 0, "2026-03-01", "100.00");
        if (!setting.assessment.account.invoices[0].segments.empty()) {
            setting.assessment.account.invoices[0].segments.clear();
            add_interest(setting, 0, "10.15", "BOE-A-2025-27201");
        }
        sum_up(setting);
    }
    model::Offer offer;
    offer.discount = model::Discount{base::Decimal::parse("5").value(), day("2026-04-10")};
    offer.plan = model::PlanOffer{3, day("2026-04-15"), "mensual"};
    offer.monthly_capacity = euros("400.00");
    offer.meeting = model::Meeting{day("2026-04-02"), "10:00", "nuestras oficinas", "https://reunion.ejemplo.es/a1"};
    offer.other_debts.push_back({"Banco Norte", "T-1", euros("900.00"), base::Decimal::parse("18.5"), euros("30.00")});
    debt.offer = offer;
    model::PaymentPlan plan;
    const base::Money principal = setting.assessment.account.totals.principal;
    const base::Money third = base::scaled(principal, 1, 3);
    base::Money left = principal;
    const char* dates[] = {"2026-04-15", "2026-05-15", "2026-06-15"};
    for (int number = 1; number <= 3; ++number) {
        const base::Money amount = number == 3 ? left : third;
        left -= amount;
        plan.instalments.push_back({number, day(dates[number - 1]), amount, left});
    }
    plan.total = principal;
    plan.discount = base::percent_of(principal, base::Decimal::parse("5").value());
    plan.discounted_total = principal - *plan.discount;
    plan.discount_until = day("2026-04-10");
    setting.assessment.plan = plan;

    model::Agreement agreement;
    agreement.id = "ac1";
    agreement.date = day("2026-02-20");
    agreement.acceleration = true;
    agreement.instalments = {{day("2026-03-01"), euros("100.00"), day("2026-03-01"), euros("100.00"), {}}, {day("2026-03-15"), euros("100.00"), {}, {}, {}}, {day("2026-04-15"), euros("100.00"), {}, {}, {}}};
    debt.agreements.push_back(agreement);
    setting.assessment.agreements.push_back({"ac1", model::PlanState::missed, day("2026-03-15"), day("2026-04-15"), euros("100.00"), euros("100.00")});

    model::Hold hold;
    hold.id = "in1";
    hold.kind = model::HoldKind::dispute;
    hold.from = day("2026-03-18");
    hold.reason = "faltaban dos cajas en la entrega";
    debt.holds.push_back(hold);
    hold = {};
    hold.id = "in2";
    hold.kind = model::HoldKind::payment_in_transit;
    hold.from = day("2026-03-19");
    hold.amount = euros("300.00");
    debt.holds.push_back(hold);
    hold = {};
    hold.id = "in3";
    hold.kind = model::HoldKind::insolvency;
    hold.insolvency = model::InsolvencyKind::ordinary;
    hold.from = day("2026-03-10");
    hold.court = "Juzgado de lo Mercantil n.º 2 de Madrid";
    hold.proceedings = "123/2026";
    hold.boe_publication = day("2026-03-12");
    hold.administrator = model::InsolvencyAdministrator{.name = "Concursal Centro, S.L.P.", .nif = "B11111119", .email = "ac@ejemplo.es", .address = {}};
    debt.holds.push_back(hold);
    hold = {};
    hold.id = "in4";
    hold.kind = model::HoldKind::death;
    hold.from = day("2026-03-01");
    debt.holds.push_back(hold);

    debt.assignments.push_back({.assignor = "Industrias Alfa, S.A.", .assignee = debt.creditor.name, .date = day("2026-02-25"), .notified = {}, .evidence = "", .place = {}});
    debt.creditor.insurance = model::CreditInsurance{"Aseguradora Ejemplo, S.A.", "P-123", 30};
    debt.creditor.payment_means.push_back({"tarjeta", "https://pago.ejemplo.es/EXP-2026-0417", {}});
    model::Party lawyer;
    lawyer.name = "Elena Ruiz Soto";
    lawyer.addresses.push_back({.id = "da", .street = "Calle Mayor, 5", .postal_code = "28013", .town = "Madrid", .province = "Madrid"});
    debt.lawyer = lawyer;
    debt.consultation = model::Consultation{"¿Monitorio o verbal?", "cobrar pronto", day("2026-04-20")};
    debt.evidence.push_back({.id = "p1", .kind = "albaran", .description = "Albarán firmado", .date = day("2026-01-14")});
    model::Obligor guarantor;
    guarantor.role = model::Obligor::Role::guarantor;
    guarantor.party.id = "fi1";
    guarantor.party.name = "Jorge Peláez Ruiz";
    guarantor.party.tax_id = "00000014Z";
    guarantor.party.person = model::PersonKind::natural;
    guarantor.limit = euros("500.00");
    guarantor.contract = "c1";
    debt.obligors.push_back(guarantor);
    setting.assessment.credit_file.is_possible = true;
    setting.assessment.credit_file.systems = {"Fichero Ejemplo"};
    setting.assessment.limitation.last_safe_day = day("2029-02-14");
    return setting;
}

std::string text_of(const base::Problems& problems) {
    std::string out;
    for (const base::Problem& problem : problems) {
        out += problem.code + " " + problem.place.file + ":" + std::to_string(problem.place.line) + " " + problem.place.path;
        for (const auto& [name, value] : problem.arguments) out += " " + name + "=" + value;
        out += "\n";
    }
    return out;
}

const model::Pack& shipped(const std::string& id) {
    static std::map<std::string, std::shared_ptr<const model::Pack>> packs;
    auto& pack = packs[id];
    if (!pack) {
        auto loaded = pack::load_pack(std::string(LEGAJO_SOURCE_DIR) + "/templates", id);
        INFO(text_of(loaded.problems()));
        REQUIRE(loaded.ok());
        pack = *loaded;
    }
    return *pack;
}

std::shared_ptr<const fill::PreparedTemplates> prepared(const std::string& id) {
    static std::map<std::string, std::shared_ptr<const fill::PreparedTemplates>> all;
    auto& templates = all[id];
    if (!templates) {
        auto made = fill::PreparedTemplates::prepare(shipped(id));
        INFO(text_of(made.problems()));
        REQUIRE(made.ok());
        templates = *made;
    }
    return templates;
}

namespace {
void add(std::string& out, const model::RichText& text) {
    for (const model::Run& run : text) out += run.text;
    out += "\n";
}
struct Collector {
    std::string& out;
    void blocks(const std::vector<model::Block>& all) const {
        for (const model::Block& block : all) std::visit(*this, block.content);
    }
    void operator()(const model::Paragraph& p) const { add(out, p.text); }
    void operator()(const model::Heading& h) const { add(out, h.text); }
    void operator()(const model::List& list) const {
        for (const model::ListItem& item : list.items) blocks(item.blocks);
    }
    void operator()(const model::Table& table) const {
        for (const auto* part : {&table.head, &table.body, &table.foot})
            for (const model::Row& row : *part)
                for (const model::Cell& cell : row.cells) add(out, cell.text);
    }
    void operator()(const model::SignatureBlock& s) const { out += s.name + "\n" + s.role + "\n"; }
    template <typename Other>
    void operator()(const Other&) const {}
};
} // namespace

std::string plain_text(const model::Document& document) {
    std::string out;
    if (document.frame) out += document.frame->subject + "\n";
    Collector{out}.blocks(document.blocks);
    return out;
}

} // namespace fill_test
