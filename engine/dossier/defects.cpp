#include "dossier/defects.hpp"

#include <algorithm>
#include <initializer_list>

namespace legajo::dossier {
namespace {

using model::Evidence;
using model::PartyKind;

constexpr int fresh_address_days = 365, payment_term_limit_days = 60;

struct Checks {
    const Examined& now;
    const model::Case& file = now.file;
    const model::Assessment& assessment = now.assessment;

    [[nodiscard]] bool has_kind(std::initializer_list<std::string_view> kinds, const std::string& invoice = {}) const {
        return std::ranges::any_of(file.evidence, [&](const Evidence& item) {
            const bool is_about = invoice.empty() || item.invoices.empty() || std::ranges::find(item.invoices, invoice) != item.invoices.end();
            return is_about && std::ranges::find(kinds, item.kind) != kinds.end();
        });
    }
    // A defect of the obvious kind; the code is taken as a suffix of "defecto.<n>".
    [[nodiscard]] static Defect found(int number, const char* rule, Finding finding, const std::string& detail = {}, model::Facts facts = {}) {
        return {number, rule, finding, detail.empty() ? "" : "defecto." + std::to_string(number) + "." + detail, std::move(facts)};
    }
    [[nodiscard]] bool is_consumer() const { return file.debtor.kind == PartyKind::consumer || file.debtor.kind == PartyKind::owners_community; }
    [[nodiscard]] bool is_business() const { return file.debtor.kind == PartyKind::company || file.debtor.kind == PartyKind::self_employed; }

    [[nodiscard]] Defect debtor() const {
        if (file.debtor.tax_id.empty()) return found(1, "L-601", Finding::present, "sin-nif");
        if (file.debtor.kind == PartyKind::unknown) return found(1, "L-601", Finding::unknown, "sin-clase");
        if (file.debtor.kind == PartyKind::company && !has_kind({"nota-registral"}) && file.debtor.registry.empty()) return found(1, "L-601", Finding::unknown, "sin-registro");
        return found(1, "L-601", Finding::absent);
    }

    [[nodiscard]] Defect delivery() const {
        model::Facts facts;
        std::string missing;
        for (const model::InvoiceAccount& account : assessment.account.invoices) {
            if (!account.outstanding.is_positive()) continue;
            const bool has_proof = std::ranges::any_of(file.evidence, [&](const Evidence& item) {
                const bool is_delivery = item.kind == "albaran" || item.kind == "reconocimiento-deuda" || item.kind == "certificado-comunidad" || item.kind == "titulo";
                return is_delivery && (item.invoices.empty() || std::ranges::find(item.invoices, account.invoice) != item.invoices.end());
            });
            const bool acknowledged = std::ranges::any_of(file.communications, [](const model::Communication& c) { return c.acknowledges.value_or(false) && !c.evidence.empty(); });
            if (!has_proof && !acknowledged) missing += (missing.empty() ? "" : ", ") + account.number;
        }
        if (missing.empty()) return found(2, "L-616", Finding::absent);
        return found(2, "L-616", Finding::present, "sin-prueba", {{"facturas", missing}});
    }

    [[nodiscard]] Defect invoice_party() const {
        bool is_read = false;
        for (const model::IndexEntry& entry : now.index) {
            if (std::ranges::find(entry.remarks, "evidence.invoice_differs") != entry.remarks.end())
                return found(3, "L-616", Finding::present, "difiere", {{"documento", std::to_string(entry.number)}});
            is_read = is_read || entry.kind == "factura-electronica";
        }
        if (is_read) return found(3, "L-616", Finding::absent);
        return found(3, "L-616", Finding::unknown, "sin-leer");
    }

    [[nodiscard]] Defect address() const {
        if (file.debtor.addresses.empty()) return found(4, "L-602", Finding::present, "sin-domicilio");
        const auto& communications = file.communications;
        const auto returned = std::ranges::find_if(communications, [](const model::Communication& c) { return c.direction == model::Direction::sent && c.result == model::DispatchResult::returned; });
        const bool delivered_later = returned != communications.end() && std::ranges::any_of(communications, [&](const model::Communication& c) { return c.delivered && *c.delivered > returned->date; });
        if (returned != communications.end() && !delivered_later) return found(4, "L-602", Finding::present, "devuelta", {{"fecha", returned->date.iso()}});
        const model::Address& first = file.debtor.addresses.front();
        if (!first.verified) return found(4, "L-602", Finding::unknown, "sin-fecha");
        if (base::days_between(*first.verified, assessment.control_date) > fresh_address_days) return found(4, "L-602", Finding::present, "antiguo", {{"fecha", first.verified->iso()}});
        return found(4, "L-602", Finding::absent, "comprobado", {{"fecha", first.verified->iso()}});
    }

    [[nodiscard]] Defect amount() const {
        if (assessment.account.totals.interest_is_partial) return found(5, "L-605", Finding::absent, "parcial");
        if (!assessment.account.totals.interest) return found(5, "L-605", Finding::unknown, "sin-intereses");
        return found(5, "L-605", Finding::absent);
    }

    [[nodiscard]] Defect consumer_items() const {
        if (!is_consumer()) return found(6, "L-134", Finding::not_applicable);
        if (assessment.account.totals.compensation.is_positive()) return found(6, "L-134", Finding::present, "compensacion");
        if (std::ranges::any_of(file.contracts, [](const model::Contract& c) { return c.default_interest.has_value(); })) return found(6, "L-205", Finding::unknown, "interes-pactado");
        return found(6, "L-134", Finding::absent);
    }

    [[nodiscard]] Defect negotiation() const {
        const model::NegotiationState& state = assessment.negotiation;
        if (!state.is_required) return found(7, "L-530", Finding::not_applicable);
        if (!state.attempt && !state.request) return found(7, "L-530", Finding::present, "sin-intento");
        if (!state.has_proof || !state.receipt) return found(7, "L-530", Finding::present, "sin-recepcion");
        return found(7, "L-530", Finding::absent, "recibida", {{"fecha", state.receipt->iso()}});
    }

    [[nodiscard]] Defect confidential() const {
        const bool has_any = std::ranges::any_of(file.evidence, [](const Evidence& item) { return item.kind == "oferta-confidencial" || item.reserve == model::Reserve::negotiation; });
        return found(8, "L-521", Finding::absent, has_any ? "apartada" : "");
    }

    [[nodiscard]] Defect object() const {
        if (!assessment.negotiation.is_required || (!assessment.negotiation.request && !assessment.negotiation.attempt)) return found(9, "L-507", Finding::not_applicable);
        const bool is_doubted = std::ranges::any_of(assessment.doubts, [](const model::Doubt& d) { return d.code == "doubt.negotiation_object"; });
        return found(9, "L-507", is_doubted ? Finding::present : Finding::absent);
    }

    [[nodiscard]] Defect window() const {
        const model::NegotiationState& state = assessment.negotiation;
        if (!state.is_required || !state.suit_until) return found(10, "L-414", Finding::not_applicable);
        const bool is_missed = state.stage == model::NegotiationStage::window_missed || *state.suit_until < assessment.control_date;
        return found(10, "L-414", is_missed ? Finding::present : Finding::absent, is_missed ? "pasado" : "abierto", {{"fecha", state.suit_until->iso()}});
    }

    [[nodiscard]] Defect limitation() const {
        const model::Limitation& state = assessment.limitation;
        std::string rule = state.candidates.empty() ? "L-401" : state.candidates.front().rule;
        const model::Facts facts = state.last_safe_day ? model::Facts{{"fecha", state.last_safe_day->iso()}} : model::Facts{};
        Defect defect = found(11, "L-401", Finding::absent, "", facts);
        defect.rule = rule;
        if (state.expired_in_every_reading) defect.finding = Finding::present, defect.detail = "defecto.11.todas";
        else if (state.urgency == model::Urgency::expired) defect.finding = Finding::present, defect.detail = "defecto.11.alguna";
        else if (state.last_safe_day) defect.detail = "defecto.11.hasta";
        else defect.finding = state.candidates.empty() ? Finding::unknown : Finding::absent;
        return defect;
    }

    [[nodiscard]] Defect receipt() const {
        if (file.payments.empty()) return found(12, "L-307", Finding::not_applicable);
        for (const model::Payment& payment : file.payments)
            if (payment.receipt == model::Receipt::without_reservation) return found(12, "L-908", Finding::present, "sin-reserva", {{"fecha", payment.date.iso()}});
        return found(12, "L-307", Finding::absent);
    }

    [[nodiscard]] Defect complaint() const {
        for (const model::Hold& hold : file.holds)
            if (hold.kind == model::HoldKind::dispute && (!hold.to || *hold.to >= assessment.control_date)) return found(13, "L-640", Finding::present, "disputa", {{"fecha", hold.from.iso()}, {"motivo", hold.reason}});
        return found(13, "L-640", Finding::absent);
    }

    [[nodiscard]] Defect set_off() const {
        if (assessment.account.unapplied_payments.is_positive()) return found(14, "L-309", Finding::present, "sin-aplicar", {{"importe", assessment.account.unapplied_payments.text()}});
        const bool has_any = !file.credit_notes.empty() || std::ranges::any_of(file.payments, &model::Payment::is_set_off);
        return found(14, "L-309", Finding::absent, has_any ? "descontado" : "");
    }

    [[nodiscard]] Defect insolvency() const {
        if (assessment.insolvency) return found(15, "L-620", Finding::present, assessment.insolvency->is_discharge ? "exoneracion" : "concurso", {{"fecha", assessment.insolvency->declared.iso()}});
        return found(15, "L-620", Finding::unknown, "sin-consulta");
    }

    [[nodiscard]] Defect guarantor() const {
        bool has_any = false;
        for (const model::Obligor& obligor : file.obligors) {
            if (obligor.role != model::Obligor::Role::guarantor) continue;
            has_any = true;
            const bool is_told = std::ranges::any_of(file.communications, [&](const model::Communication& c) { return c.addressee == obligor.party.id && c.delivered; }) ||
                                 std::ranges::any_of(file.limitation_events, [&](const model::LimitationEvent& e) { return e.against == obligor.party.id; });
            if (!is_told) return found(16, "L-412", Finding::present, "sin-aviso", {{"fiador", obligor.party.name}});
        }
        return found(16, "L-412", has_any ? Finding::absent : Finding::not_applicable);
    }

    [[nodiscard]] Defect joint_debtors() const {
        bool has_any = false;
        for (const model::Obligor& obligor : file.obligors) {
            if (obligor.role == model::Obligor::Role::guarantor) continue;
            has_any = true;
            if (obligor.regime == model::LiabilityRegime::joint) return found(17, "L-411", Finding::present, "mancomunado", {{"deudor", obligor.party.name}});
            if (obligor.regime == model::LiabilityRegime::unknown) return found(17, "L-411", Finding::unknown, "sin-regimen", {{"deudor", obligor.party.name}});
        }
        return found(17, "L-411", has_any ? Finding::absent : Finding::not_applicable);
    }

    [[nodiscard]] Defect public_debtor() const {
        if (file.debtor.kind != PartyKind::public_admin) return found(18, "L-142", file.debtor.kind == PartyKind::public_entity ? Finding::absent : Finding::not_applicable);
        return found(18, "L-142", assessment.procedure.route == "lcsp-199" ? Finding::absent : Finding::present);
    }

    [[nodiscard]] Defect unpublished_rate() const {
        if (!assessment.account.totals.interest_is_partial) return found(19, "L-123", Finding::absent);
        return found(19, "L-917", Finding::absent, "detenido", {{"fecha", assessment.account.totals.interest_to.iso()}});
    }

    [[nodiscard]] Defect vat() const {
        if (assessment.vat.empty()) return found(20, "L-631", Finding::not_applicable);
        bool is_closed = false, is_open = false, is_doubtful = false;
        for (const model::VatRecovery& recovery : assessment.vat) {
            const bool is_lost = std::ranges::find(recovery.missing, "ventana-cerrada") != recovery.missing.end();
            is_closed = is_closed || is_lost;
            is_open = is_open || (!is_lost && recovery.window_to.has_value());
            is_doubtful = is_doubtful || !recovery.window_to.has_value();
        }
        if (is_closed) return found(20, "L-631", Finding::present, "cerrada");
        return found(20, "L-631", is_open || !is_doubtful ? Finding::absent : Finding::not_applicable);
    }

    [[nodiscard]] Defect payment_term() const {
        if (!is_business()) return found(21, "L-112", Finding::not_applicable);
        for (const model::Contract& contract : file.contracts)
            if (contract.payment_term_days.value_or(0) > payment_term_limit_days) return found(21, "L-112", Finding::absent, "reducido", {{"dias", std::to_string(*contract.payment_term_days)}});
        for (const model::InvoiceAccount& account : assessment.account.invoices)
            if (account.agreed_due) return found(21, "L-112", Finding::absent, "vencimiento", {{"factura", account.number}});
        return found(21, "L-112", Finding::absent);
    }

    [[nodiscard]] Defect original_title() const {
        const bool has_title = has_kind({"titulo"}) || std::ranges::any_of(file.invoices, [](const model::Invoice& i) { return i.title.has_value(); });
        if (!has_title) return found(22, "L-611", Finding::not_applicable);
        for (const Evidence& item : file.evidence)
            if (item.kind == "titulo") return found(22, "L-611", item.original_holder.empty() ? Finding::unknown : Finding::absent, item.original_holder.empty() ? "sin-original" : "");
        return found(22, "L-611", Finding::present, "sin-titulo");
    }

    [[nodiscard]] Defect power() const {
        if (file.creditor.kind != PartyKind::company) return found(23, "L-601", Finding::not_applicable);
        const bool has_power = has_kind({"poder"}) || std::ranges::any_of(file.creditor.signatories, [](const model::Signatory& s) { return !s.power_protocol.empty() || !s.evidence.empty(); });
        return found(23, "L-601", has_power ? Finding::absent : Finding::present, has_power ? "" : "sin-poder");
    }

    [[nodiscard]] Defect extension() const {
        const bool has_plan = !file.agreements.empty() || (file.offer && file.offer->plan);
        bool has_guarantor = false;
        for (const model::Obligor& obligor : file.obligors) {
            if (obligor.role != model::Obligor::Role::guarantor) continue;
            has_guarantor = true;
            if (has_plan && !obligor.consents_extension.value_or(false)) return found(24, "L-903", file.agreements.empty() ? Finding::unknown : Finding::present, file.agreements.empty() ? "si-se-concede" : "sin-consentimiento", {{"fiador", obligor.party.name}});
        }
        return found(24, "L-903", has_guarantor && has_plan ? Finding::absent : Finding::not_applicable);
    }
};

} // namespace

std::vector<Defect> examine_defects(const Examined& examined) {
    const Checks checks{examined};
    return {checks.debtor(),   checks.delivery(), checks.invoice_party(), checks.address(),       checks.amount(),        checks.consumer_items(), checks.negotiation(),      checks.confidential(),
            checks.object(),   checks.window(),   checks.limitation(),    checks.receipt(),       checks.complaint(),     checks.set_off(),        checks.insolvency(),       checks.guarantor(),
            checks.joint_debtors(), checks.public_debtor(), checks.unpublished_rate(), checks.vat(), checks.payment_term(), checks.original_title(), checks.power(),         checks.extension()};
}

} // namespace legajo::dossier
