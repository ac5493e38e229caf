#include "story.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "model/names.hpp"
#include "pack/policy_file.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace legajo::choose_tests {
namespace {

using base::Date;
using base::Money;
using Words = std::vector<std::string>;

Words words_of(const std::string& text) {
    Words words;
    std::istringstream in(text);
    for (std::string word; in >> word;) words.push_back(word);
    return words;
}

[[noreturn]] void complain(const Story& story, const std::string& text) { throw std::runtime_error(story.file + ": " + story.title + ": " + text); }

Date date(const Story& story, const std::string& text) {
    const auto value = Date::parse(text);
    if (!value) complain(story, "no es una fecha: " + text);
    return *value;
}

Money money(const Story& story, const std::string& text) {
    const auto value = Money::parse(text, story.debt.currency);
    if (!value) complain(story, "no es un importe: " + text);
    return *value;
}

template <typename E>
E word(const Story& story, const std::string& text) {
    const auto value = model::from_name<E>(text);
    if (!value) complain(story, "palabra desconocida: " + text);
    return *value;
}

// The word after `key`, as in "vence 2026-02-14"; "" when absent.
std::string after(const Words& words, const std::string& key) {
    for (std::size_t i = 0; i + 1 < words.size(); ++i)
        if (words[i] == key) return words[i + 1];
    return "";
}

bool has(const Words& words, const std::string& key) { return std::find(words.begin(), words.end(), key) != words.end(); }

std::vector<std::string> parts(const std::string& text) {
    std::vector<std::string> result;
    if (!text.empty())
        for (const auto part : base::split(text, ',')) result.emplace_back(part);
    return result;
}

void add_invoice(Story& story, const Words& w) { // factura: f1 1210.00 vence 2026-02-14 [disputada 100.00] [contrato c1] [prescribe 2026-05-01] [prescrita] [consumo]
    model::Invoice invoice;
    invoice.id = w.at(0);
    invoice.number = w.at(0);
    invoice.amount = money(story, w.at(1));
    invoice.due = date(story, after(w, "vence"));
    invoice.issued = invoice.due->plus_days(-30);
    invoice.contract = after(w, "contrato");
    story.debt.invoices.push_back(invoice);
    model::InvoiceAccount account; // what draw_account cannot know
    account.invoice = invoice.id;
    if (const auto text = after(w, "disputada"); !text.empty()) account.disputed = money(story, text);
    if (const auto text = after(w, "prescribe"); !text.empty()) account.limitation_safe_day = date(story, text);
    account.is_time_barred = has(w, "prescrita");
    if (has(w, "consumo")) account.regime = model::Regime::consumer;
    story.assessment.account.invoices.push_back(account);
}

void add_letter(Story& story, const Words& w) { // enviada: recordatorio 2026-03-01 [entregada 2026-03-02] [canal correo] [a fiador1] [de f1,f2] [plazo D] [ocasion x] [domicilio d1]
    model::LetterRecord letter;
    letter.number = static_cast<std::int64_t>(story.history.letters.size()) + 1;
    letter.letter = w.at(0);
    letter.issued_on = letter.sent_on = date(story, w.at(1));
    letter.control_date = *letter.issued_on;
    letter.state = model::LetterState::sent;
    for (const char* state : {"propuesta", "aprobada", "emitida", "entregada", "rehusada", "no-recogida", "devuelta", "respondida", "anulada"})
        if (has(w, state)) {
            letter.state = word<model::LetterState>(story, state);
            const auto text = after(w, state);
            const auto day = Date::parse(text);
            if (day && std::string(state) == "entregada") letter.delivered_on = day;
            else if (day) letter.result_on = day;
        }
    if (const auto text = after(w, "canal"); !text.empty()) letter.channel = word<model::Channel>(story, text);
    letter.addressee = after(w, "a");
    letter.invoices = parts(after(w, "de"));
    letter.occasion = after(w, "ocasion");
    letter.address = after(w, "domicilio");
    if (const auto text = after(w, "plazo"); !text.empty()) letter.deadline = date(story, text);
    story.history.letters.push_back(letter);
}

void add_hold(Story& story, const Words& w) { // incidencia: disputa desde 2026-03-01 [hasta D] [de f1] [importe 100.00] [clase ordinario] [administrador]
    model::Hold hold;
    hold.id = "i" + std::to_string(story.debt.holds.size() + 1);
    hold.kind = model::from_name<model::HoldKind>(w.at(0)).value_or(model::HoldKind::unknown);
    hold.kind_text = w.at(0);
    hold.from = date(story, after(w, "desde"));
    if (const auto text = after(w, "hasta"); !text.empty()) hold.to = date(story, text);
    hold.invoices = parts(after(w, "de"));
    if (const auto text = after(w, "importe"); !text.empty()) hold.amount = money(story, text);
    if (const auto text = after(w, "clase"); !text.empty()) hold.insolvency = word<model::InsolvencyKind>(story, text);
    if (has(w, "administrador")) hold.administrator = model::InsolvencyAdministrator{"Administración concursal", "", "ac@ejemplo.es", std::nullopt};
    story.debt.holds.push_back(hold);
}

void add_promise(Story& story, const Words& w) { // promesa: 2026-03-10 hasta 2026-03-20 [abierta|rota|cumplida] [de f1]
    model::Promise promise;
    promise.id = "pr" + std::to_string(story.debt.promises.size() + 1);
    promise.date = date(story, w.at(0));
    if (const auto text = after(w, "hasta"); !text.empty()) promise.until = date(story, text);
    promise.invoices = parts(after(w, "de"));
    model::PromiseOutcome outcome;
    outcome.promise = promise.id;
    outcome.due = promise.until;
    outcome.state = has(w, "rota") ? model::PromiseState::broken : has(w, "cumplida") ? model::PromiseState::kept : model::PromiseState::open;
    story.debt.promises.push_back(promise);
    story.assessment.promises.push_back(outcome);
}

void add_agreement(Story& story, const Words& w) { // acuerdo: 2026-03-01 [cumpliendo siguiente D] [impagada D] [propuesto] [incumplido] [de f1]
    model::Agreement agreement;
    agreement.id = "ac" + std::to_string(story.debt.agreements.size() + 1);
    agreement.date = date(story, w.at(0));
    agreement.invoices = parts(after(w, "de"));
    agreement.state = has(w, "propuesto") ? model::AgreementState::proposed : has(w, "incumplido") ? model::AgreementState::broken : model::AgreementState::in_force;
    model::AgreementOutcome outcome;
    outcome.agreement = agreement.id;
    if (has(w, "cumpliendo")) outcome.state = model::PlanState::kept;
    if (const auto text = after(w, "siguiente"); !text.empty()) outcome.next_due = date(story, text);
    if (const auto text = after(w, "impagada"); !text.empty()) {
        outcome.state = model::PlanState::missed;
        outcome.missed_on = date(story, text);
    }
    story.debt.agreements.push_back(agreement);
    story.assessment.agreements.push_back(outcome);
}

void set_offer(Story& story, const Words& w) { // oferta: [plan [primera D]] [descuento 5 hasta D] [vinculante] [hasta-oferta D] [reunion D]
    auto& offer = story.debt.offer.emplace();
    if (has(w, "plan")) offer.plan = model::PlanOffer{3, std::nullopt, "mensual"};
    if (const auto text = after(w, "primera"); !text.empty()) { // as assess/ would plan it
        offer.plan->first = date(story, text);
        auto& plan = story.assessment.plan.emplace();
        plan.instalments.push_back({1, *offer.plan->first, {}, {}});
    }
    if (const auto text = after(w, "descuento"); !text.empty()) offer.discount = model::Discount{*base::Decimal::parse(text), date(story, after(w, "hasta"))};
    if (has(w, "vinculante")) offer.binding = true;
    if (const auto text = after(w, "valida"); !text.empty()) offer.valid_until = date(story, text);
    if (const auto text = after(w, "reunion"); !text.empty()) offer.meeting = model::Meeting{date(story, text), "10:00", "Madrid", ""};
}

void set_negotiation(Story& story, const Words& w) { // negociacion: no | pendiente | espera D | en-curso D | terminada D | caducada D [en-linea]
    auto& state = story.assessment.negotiation;
    using Stage = model::NegotiationStage;
    state.is_required = w.at(0) != "no";
    state.prefers_online = has(w, "en-linea");
    if (w.at(0) == "no") state.stage = Stage::not_required;
    if (w.at(0) == "pendiente") state.stage = Stage::not_started;
    if (w.at(0) == "espera") state.stage = Stage::waiting;
    if (w.at(0) == "en-curso") state.stage = Stage::under_way;
    if (w.at(0) == "terminada") state.stage = Stage::ended;
    if (w.at(0) == "caducada") state.stage = Stage::window_missed;
    if (w.size() < 2 || w[1] == "en-linea") return;
    state.ends_on = date(story, w[1]);
    if (state.stage == Stage::ended) state.suit_not_before = state.ends_on->plus_days(1);
    if (state.stage == Stage::window_missed) state.suit_until = state.ends_on;
}

void add_obligor(Story& story, const Words& w, model::Obligor::Role role) { // fiador: fiador1 [fisica] [consiente] [mancomunado] [contrato c1]
    model::Obligor obligor;
    obligor.role = role;
    obligor.party.id = w.at(0);
    obligor.party.person = has(w, "fisica") ? model::PersonKind::natural : model::PersonKind::legal;
    obligor.party.addresses.push_back({});
    obligor.contract = after(w, "contrato");
    obligor.regime = has(w, "mancomunado") ? model::LiabilityRegime::joint : model::LiabilityRegime::solidary;
    if (has(w, "consiente")) obligor.consents_extension = true;
    story.debt.obligors.push_back(obligor);
}

void set_debtor(Story& story, const Words& w) { // deudor: consumidor [sin-correo] [sin-domicilio] [domicilios d1,d2]
    auto& debtor = story.debt.debtor;
    debtor.kind = model::from_name<model::PartyKind>(w.at(0)).value_or(model::PartyKind::unknown);
    debtor.contacts.clear();
    debtor.addresses.clear();
    if (!has(w, "sin-correo")) debtor.contacts.push_back({"", "", "deudor@ejemplo.es", "", std::nullopt, {}});
    if (has(w, "sin-domicilio")) return;
    const auto ids = parts(after(w, "domicilios"));
    for (const auto& id : ids.empty() ? std::vector<std::string>{"d1"} : ids) {
        model::Address address;
        address.id = id;
        debtor.addresses.push_back(address);
    }
}

void add_payment(Story& story, const Words& w) { // pago: 2026-03-05 200.00 [de f1] [con-reserva]
    model::Payment payment;
    payment.id = "pg" + std::to_string(story.debt.payments.size() + 1);
    payment.date = date(story, w.at(0));
    payment.amount = money(story, w.at(1));
    payment.invoice = after(w, "de");
    if (has(w, "con-reserva")) payment.receipt = model::Receipt::with_reservation;
    story.debt.payments.push_back(payment);
}

void set_policy(Story& story, const Words& w) { // politica: [gracia 5] [minimo 10.00] [nivel-maximo 3]
    auto& policy = story.debt.policy.emplace();
    if (const auto text = after(w, "gracia"); !text.empty()) policy.grace_days = std::stoi(text);
    if (const auto text = after(w, "minimo"); !text.empty()) policy.minimum_amount = money(story, text);
    if (const auto text = after(w, "nivel-maximo"); !text.empty()) policy.maximum_level = std::stoi(text);
}

void add_other(Story& story, const std::string& key, const Words& w) {
    if (key == "acreedor") story.debt.creditor.kind = word<model::PartyKind>(story, w.at(0));
    else if (key == "moneda") story.debt.currency = *base::Currency::parse(w.at(0));
    else if (key == "datos-a") story.debt.data_as_of = date(story, w.at(0));
    else if (key == "ultima-fecha-control") story.history.last_control_date = date(story, w.at(0));
    else if (key == "llamada") story.debt.communications.push_back([&] {
        model::Communication talk;
        talk.date = date(story, w.at(0));
        talk.channel = model::Channel::phone;
        return talk;
    }());
    else if (key == "seguro") story.debt.creditor.insurance = model::CreditInsurance{w.at(0), "P-1", std::stoi(w.at(1))};
    else if (key == "cesion") story.debt.assignments.push_back({"Antigua, S.L.", "Nueva, S.L.", date(story, w.at(0)), std::nullopt, "", {}});
    else if (key == "abogado") story.debt.lawyer.emplace().id = "abogado";
    else if (key == "agencia") story.debt.agency.emplace().id = "agencia";
    else if (key == "procedimiento") story.debt.lawsuits.push_back({"monitorio", "", w.at(0), w.size() > 1 ? w[1] : "", std::nullopt, std::nullopt, {}});
    else if (key == "fichero") story.assessment.credit_file = {true, {w.at(0)}, {}, std::nullopt, {}};
    else if (key == "sin-reglas") story.assessment.has_rule_set = false;
    else if (key == "accesorios") story.assessment.account.totals.total = money(story, w.at(0));
    else if (key == "pide") story.options.forced_type = w.at(0);
    else if (key == "otra-vez") story.options.again = true;
    else if (key == "aprueba") story.options.approved = true;
    else if (key == "se-emite") story.options.issue_date = date(story, w.at(0));
    else if (key == "sin-texto") story.missing_letters.push_back(w.at(0));
    else complain(story, "no entiendo «" + key + "»");
}

void add_fact(Story& story, const std::string& key, const std::string& text) {
    const auto w = words_of(text);
    if (key == "hoy") story.assessment.control_date = date(story, w.at(0));
    else if (key == "deudor") set_debtor(story, w);
    else if (key == "factura") add_invoice(story, w);
    else if (key == "enviada") add_letter(story, w);
    else if (key == "pago") add_payment(story, w);
    else if (key == "incidencia") add_hold(story, w);
    else if (key == "promesa") add_promise(story, w);
    else if (key == "acuerdo") add_agreement(story, w);
    else if (key == "oferta") set_offer(story, w);
    else if (key == "negociacion") set_negotiation(story, w);
    else if (key == "fiador") add_obligor(story, w, model::Obligor::Role::guarantor);
    else if (key == "codeudor") add_obligor(story, w, model::Obligor::Role::co_debtor);
    else if (key == "heredero") add_obligor(story, w, model::Obligor::Role::heir);
    else if (key == "politica") set_policy(story, w);
    else add_other(story, key, w);
}

void finish(Story& story) {
    if (story.debt.data_as_of == Date{}) story.debt.data_as_of = story.assessment.control_date;
    const bool is_public = story.debt.debtor.kind == model::PartyKind::public_admin || story.debt.debtor.kind == model::PartyKind::public_entity;
    if (story.assessment.negotiation.stage == model::NegotiationStage::not_required && !story.assessment.negotiation.is_required && !is_public) {
        story.assessment.negotiation.is_required = true;
        story.assessment.negotiation.stage = model::NegotiationStage::not_started;
    }
    draw_account(story.debt, story.assessment.control_date, story.assessment);
}

} // namespace

void draw_account(const model::Case& debt, Date today, model::Assessment& assessment) {
    assessment.control_date = today;
    std::vector<model::InvoiceAccount> accounts;
    Money principal(0, debt.currency), not_yet_due(0, debt.currency);
    for (const auto& invoice : debt.invoices) {
        model::InvoiceAccount account;
        for (const auto& given : assessment.account.invoices)
            if (given.invoice == invoice.id) account = given;
        account.invoice = invoice.id;
        account.number = invoice.number;
        account.issued = invoice.issued;
        account.due = *invoice.due;
        account.charged = account.outstanding = invoice.amount;
        account.paid = Money(0, debt.currency);
        if (account.disputed.is_zero()) account.disputed = Money(0, debt.currency);
        account.movements.clear();
        if (account.regime != model::Regime::consumer)
            account.regime = debt.debtor.kind == model::PartyKind::consumer ? model::Regime::consumer : model::Regime::business_3_2004;
        for (const auto& payment : debt.payments) {
            if (payment.invoice != invoice.id || payment.date > today) continue;
            account.outstanding -= payment.amount;
            account.paid += payment.amount;
            account.movements.push_back({model::InvoiceMovement::Kind::payment, payment.date, payment.amount, payment.amount, {}, {}, payment.id});
        }
        account.is_due = account.due < today && account.outstanding.is_positive();
        account.days_late = account.due < today ? base::days_between(account.due, today) : 0;
        if (account.is_due) principal += account.outstanding;
        else if (account.due >= today) not_yet_due += account.outstanding;
        accounts.push_back(std::move(account));
    }
    std::sort(accounts.begin(), accounts.end(), [](const auto& a, const auto& b) { return std::tie(a.due, a.number) < std::tie(b.due, b.number); });
    assessment.account.invoices = std::move(accounts);
    auto& totals = assessment.account.totals;
    totals.principal = principal;
    totals.not_yet_due = not_yet_due;
    if (principal.is_positive()) totals.total = principal;
}

const model::Pack& spanish_pack() {
    static const model::Pack pack = [] {
        model::Pack made;
        const std::string file = std::string(LEGAJO_SOURCE_DIR) + "/templates/es-ES/policy.xml";
        base::Problems problems;
        const auto root = pack::parse_xml(base::read_file(file), file);
        if (!root) throw std::runtime_error("policy.xml");
        made.policy = pack::read_policy(*root, problems);
        if (base::has_errors(problems)) throw std::runtime_error("policy.xml: " + problems.front().code);
        made.id = "es-ES";
        made.jurisdiction = "es";
        for (const auto& ladder : made.policy.ladders)
            for (const auto* steps : {&ladder.steps, &ladder.beside})
                for (const auto& step : *steps) made.letters[step.letter].contract.id = step.letter;
        return made;
    }();
    return pack;
}

std::vector<Story> read_stories(const std::string& file) {
    std::ifstream in(file);
    if (!in) throw std::runtime_error("no se puede leer " + file);
    std::vector<Story> stories;
    bool expects = false;
    std::size_t number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        const auto text = std::string(base::trimmed(line));
        if (text.empty() || text.front() == '#') continue;
        if (text.starts_with("caso: ")) {
            if (!stories.empty()) finish(stories.back());
            stories.emplace_back();
            stories.back().title = text.substr(6);
            stories.back().file = file;
            stories.back().line = number;
            set_debtor(stories.back(), {"empresa"});
            stories.back().debt.creditor.kind = model::PartyKind::company;
            expects = false;
            continue;
        }
        if (text == "=>") {
            expects = true;
            continue;
        }
        const auto colon = text.find(':');
        const auto key = text.substr(0, colon);
        const auto value = colon == std::string::npos ? std::string{} : std::string(base::trimmed(std::string_view(text).substr(colon + 1)));
        if (stories.empty()) throw std::runtime_error(file + ": falta «caso:»");
        if (expects) stories.back().expected.emplace_back(number, text);
        else add_fact(stories.back(), key, value);
    }
    if (!stories.empty()) finish(stories.back());
    return stories;
}

} // namespace legajo::choose_tests
