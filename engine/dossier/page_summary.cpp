// The sheet that a lawyer reads first: one page, fourteen points and the additional ones.
#include "dossier/defects.hpp"
#include "dossier/page_tools.hpp"

#include "model/names.hpp"

#include <algorithm>
#include <set>

namespace legajo::dossier {
namespace {

using model::Emphasis;

class Sheet {
public:
    Sheet(const Material& material, int tightness) : m_(material), texts_(material.texts), limit_(tightness == 0 ? 4 : tightness == 1 ? 2 : 1), tightness_(tightness) {}

    model::Document made() {
        model::Document page = blank(m_, texts_("resumen.titulo"));
        page.blocks.push_back(heading(1, texts_("resumen.titulo"), "dosier.h1-prieto"));
        page.blocks.push_back(paragraph(urgency_text(m_), style_of(colour_of(m_))));
        if (const std::string unread = unread_documents(); !unread.empty()) page.blocks.push_back(paragraph(texts_("resumen.ilegibles", {{"documentos", unread}}), "dosier.rojo"));
        page.blocks.push_back(figures());
        TableMaker table(texts_("resumen.titulo"), tightness_ >= 2 ? "resumen2" : tightness_ == 1 ? "resumen1" : "resumen", {Side::left, Side::left}, {2.6, 10});
        add_parties(table);
        add_debt(table);
        add_clocks(table);
        add_way(table);
        add_rest(table);
        page.blocks.push_back(table.take());
        return page;
    }

private:
    static constexpr std::string_view separator = " · ";

    void line(TableMaker& table, const char* key, const std::string& value) const { table.row({texts_(key), value.empty() ? texts_("resumen.no-consta") : value}, true); }
    void line_if(TableMaker& table, const char* key, const std::string& value) const {
        if (!value.empty()) line(table, key, value);
    }

    [[nodiscard]] std::string some(std::vector<std::string> parts, std::string_view between = separator) const {
        std::erase(parts, "");
        const std::size_t count = parts.size();
        if (count > limit_) {
            parts.resize(limit_);
            parts.push_back(texts_("resumen.mas", {{"n", std::to_string(count - limit_)}}));
        }
        return joined(parts, between);
    }

    // A long free text stays readable elsewhere; here it must not push the page.
    [[nodiscard]] std::string brief(const std::string& text) const {
        const std::size_t most = tightness_ >= 2 ? 120 : 260;
        if (text.size() <= most) return text;
        std::size_t cut = text.rfind(' ', most);
        if (cut == std::string::npos) cut = most;
        while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
        return text.substr(0, cut) + "…";
    }

    [[nodiscard]] std::string unread_documents() const {
        std::vector<std::string> all;
        for (const model::IndexEntry& entry : m_.index)
            if (!entry.is_readable) all.push_back(texts_("cita", {{"n", std::to_string(entry.number)}}));
        for (const model::IndexEntry& entry : m_.sealed)
            if (!entry.is_readable) all.push_back(texts_("cita.reservada", {{"n", std::to_string(entry.number)}}));
        return some(all, ", ");
    }

    [[nodiscard]] model::Block figures() const {
        const model::Totals& totals = m_.assessment.account.totals;
        TableMaker table(texts_("resumen.deuda"), "cifras", {Side::left, Side::left, Side::left, Side::left, Side::left}, {1, 1, 1, 1.1, 0.8});
        table.head({texts_("liquidacion.principal"), texts_("liquidacion.intereses"), texts_("liquidacion.compensacion"), texts_("resumen.total"), texts_("resumen.por-dia")});
        table.row({money(totals.principal), totals.interest ? money(*totals.interest) : "—", money(totals.compensation), money(totals.total), totals.per_day ? money(*totals.per_day) : "—"});
        table.keep_together();
        return table.take();
    }

    [[nodiscard]] std::string kind_of(const model::Party& party) const { return texts_.named("clase", "kind", model::name_of(party.kind)); }

    void add_parties(TableMaker& table) const {
        const model::Party& creditor = m_.file.creditor;
        std::vector<std::string> signatories;
        for (const model::Signatory& person : creditor.signatories) {
            const std::string power = person.power_protocol.empty() ? "" : texts_("resumen.poder", {{"protocolo", person.power_protocol}, {"notario", person.power_notary}, {"fecha", date(person.power_date)}});
            signatories.push_back(joined({person.name, person.role, power}, ", "));
        }
        line(table, "resumen.acreedor", joined({creditor.name, creditor.tax_id, some(signatories, "; ")}, separator));
        const model::Party& debtor = m_.file.debtor;
        std::vector<std::string> administrators, addresses;
        for (const model::Administrator& person : debtor.administrators) administrators.push_back(joined({person.name, person.role}, ", "));
        line(table, "resumen.deudor", joined({debtor.name, debtor.tax_id, kind_of(debtor), some(administrators, "; ")}, separator));
        std::string address;
        if (!debtor.addresses.empty()) {
            const model::Address& first = debtor.addresses.front();
            address = one_line(first) + " (" + joined({first.source.empty() ? texts_("resumen.sin-fuente") : first.source, first.verified ? texts_("resumen.comprobado", {{"fecha", date(*first.verified)}}) : texts_("resumen.sin-comprobar")}, ", ") + ")";
        }
        std::vector<std::string> mails;
        for (const model::Contact& contact : debtor.contacts)
            if (!contact.email.empty()) mails.push_back(contact.email + (contact.answered.value_or(false) ? " " + texts_("resumen.respondio") : ""));
        line(table, "resumen.domicilio", joined({address, some(mails, ", ")}, separator));
        std::vector<std::string> obligors;
        for (const model::Obligor& obligor : m_.file.obligors)
            obligors.push_back(joined({obligor.party.name, texts_.named("papel", "role", model::name_of(obligor.role)), texts_.named("regimen", "liability", model::name_of(obligor.regime))}, ", "));
        line(table, "resumen.fiadores", obligors.empty() ? texts_("resumen.ninguno") : some(obligors, "; "));
    }

    void add_debt(TableMaker& table) const {
        const model::Totals& totals = m_.assessment.account.totals;
        line(table, "resumen.no-discutido", joined({money(totals.uncontested), totals.not_yet_due.is_positive() ? texts_("resumen.no-vencido", {{"importe", money(totals.not_yet_due)}}) : ""}, separator));
        std::vector<std::string> disputes;
        for (const model::Hold& hold : m_.file.holds)
            disputes.push_back(joined({texts_.named("incidencia", "hold", hold.kind_text.empty() ? model::name_of(hold.kind) : std::string_view(hold.kind_text)) + " (" + date(hold.from) + ")", hold.amount ? money(*hold.amount) : "", brief(hold.reason)}, ", "));
        line(table, "resumen.disputas", disputes.empty() ? texts_("resumen.ninguna") : some(disputes, "; "));
    }

    void add_clocks(TableMaker& table) const {
        const model::Limitation& limitation = m_.assessment.limitation;
        std::vector<std::string> readings;
        std::set<std::string> seen;
        for (const model::LimitationCandidate& candidate : limitation.candidates) {
            const std::string reading = candidate.term + ": " + (candidate.last_safe_day ? date(*candidate.last_safe_day) : texts_("resumen.suspendido")) +
                                        (candidate.less_strict_day ? " (" + texts_("resumen.otra-lectura", {{"fecha", date(*candidate.less_strict_day)}}) + ")" : "");
            if (seen.insert(reading).second) readings.push_back(reading);
        }
        line(table, "resumen.prescripcion", joined({limitation.last_safe_day ? texts_("resumen.ultimo-dia", {{"fecha", date(*limitation.last_safe_day)}}) : "", some(readings, "; ")}, separator));
        const model::NegotiationState& n = m_.assessment.negotiation;
        static constexpr const char* stages[] = {"negociacion.no-exigida", "negociacion.sin-empezar", "negociacion.esperando", "negociacion.en-curso", "negociacion.terminada", "negociacion.caducada"};
        const auto step = [&](const char* key, const std::optional<model::Date>& day) { return day ? texts_(key, {{"fecha", date(*day)}}) : std::string(); };
        line(table, "resumen.negociacion", joined({texts_(stages[static_cast<std::size_t>(n.stage)]), step("negociacion.solicitud", n.request), step("negociacion.intento", n.attempt), step("negociacion.recepcion", n.receipt),
                                                   step("negociacion.fin", n.ends_on), step("negociacion.demanda-desde", n.suit_not_before), step("negociacion.demanda-hasta", n.suit_until)}, separator));
    }

    void add_way(TableMaker& table) const {
        const model::Procedure& way = m_.assessment.procedure;
        std::vector<std::string> why;
        for (const model::RuleUse& use : way.rules) why.push_back(rule_note(m_, use.rule).sentence);
        why.erase(std::unique(why.begin(), why.end()), why.end());
        const std::string after = way.after_opposition.empty() ? "" : texts_("resumen.tras-oposicion", {{"via", texts_.named("via", "route", way.after_opposition)}});
        if (why.size() > 2) why.resize(tightness_ == 0 ? 2 : 1);
        line(table, "resumen.via", joined({texts_.named("via", "route", way.route), after, tightness_ >= 2 ? "" : joined(why, " ")}, ". "));
        line(table, "resumen.tribunal", joined({way.court, way.fee ? texts_("resumen.tasa", {{"importe", money(*way.fee)}}) : texts_("resumen.tasa-desconocida")}, separator));
        const auto needed = [&](const std::optional<bool>& value) { return texts_(!value ? "resumen.letrado-duda" : *value ? "resumen.letrado-si" : "resumen.letrado-no"); };
        line(table, "resumen.letrado", joined({needed(way.needs_lawyer), way.after_opposition.empty() ? "" : texts_("resumen.letrado-despues", {{"texto", needed(way.needs_lawyer_later)}})}, separator));
        std::vector<std::string> missing;
        std::string to_check;
        for (const Defect& defect : examine_defects({m_.file, m_.history, m_.assessment, m_.index}))
        {
            const std::string number = std::to_string(defect.number);
            if (defect.finding == Finding::present) missing.push_back(number + ". " + texts_("defecto." + number));
            if (defect.finding == Finding::unknown) to_check += (to_check.empty() ? "" : ", ") + number;
        }
        line(table, "resumen.faltan", joined({missing.empty() ? texts_("resumen.sin-defectos") : some(missing, "; "), to_check.empty() ? "" : texts_("resumen.por-comprobar", {{"defectos", to_check}})}, separator));
        line_if(table, "resumen.firmas", signatures());
        const model::Totals& totals = m_.assessment.account.totals;
        line(table, "resumen.coste", texts_(!way.needs_lawyer ? "resumen.coste-duda" : *way.needs_lawyer ? "resumen.coste-con" : "resumen.coste-sin", {{"total", money(totals.total)}, {"tasa", way.fee ? money(*way.fee) : texts_("resumen.por-determinar")}}));
    }

    // How the signatures inside the evidence came out; empty when there are none.
    [[nodiscard]] std::string signatures() const {
        int count[4] = {};
        std::vector<std::string> broken;
        for (const auto* list : {&m_.index, &m_.sealed})
            for (const model::IndexEntry& entry : *list) {
                bool is_broken = false;
                for (const model::ExhibitSignature& signature : entry.signatures) {
                    ++count[static_cast<std::size_t>(signature.state)];
                    is_broken = is_broken || signature.state == model::SignatureState::broken;
                }
                if (is_broken) broken.push_back(texts_(entry.is_sealed ? "cita.reservada" : "cita", {{"n", std::to_string(entry.number)}}));
            }
        const auto counted = [&](model::SignatureState state, const char* key) {
            const int n = count[static_cast<std::size_t>(state)];
            return n > 0 ? texts_(key, {{"n", std::to_string(n)}}) : std::string();
        };
        return joined({counted(model::SignatureState::valid, "resumen.firmas-validas"), counted(model::SignatureState::untrusted, "resumen.firmas-integras"), counted(model::SignatureState::not_checked, "resumen.firmas-sin-comprobar"),
                       broken.empty() ? "" : texts_("resumen.firmas-rotas", {{"documentos", some(broken, ", ")}})}, separator);
    }

    void add_rest(TableMaker& table) const {
        std::vector<std::string> vat;
        for (const model::VatRecovery& recovery : m_.assessment.vat)
            if (recovery.window_from && recovery.window_to)
                vat.push_back(texts_(recovery.is_eligible ? "resumen.iva-posible" : "resumen.iva-pendiente", {{"factura", invoice_number(m_, recovery.invoice)}, {"desde", date(*recovery.window_from)}, {"hasta", date(*recovery.window_to)}}));
        line(table, "resumen.iva", vat.empty() ? texts_("resumen.iva-no") : some(vat, "; "));
        std::vector<std::string> cover;
        if (m_.file.creditor.insurance) cover.push_back(joined({m_.file.creditor.insurance->insurer, m_.file.creditor.insurance->policy}, ", "));
        for (const model::Invoice& invoice : m_.file.invoices)
            if (!invoice.assigned_to.empty()) cover.push_back(texts_("resumen.cedida", {{"factura", invoice.number}, {"a", invoice.assigned_to}}));
        for (const model::Assignment& assignment : m_.file.assignments) cover.push_back(texts_("resumen.cesion", {{"a", assignment.assignee}, {"fecha", date(assignment.date)}}));
        line(table, "resumen.seguro", cover.empty() ? texts_("resumen.ninguno") : some(cover, "; "));
        std::vector<std::string> suits;
        for (const model::Lawsuit& suit : m_.file.lawsuits) suits.push_back(joined({suit.kind, suit.court, suit.proceedings, suit.state, date(suit.date)}, ", "));
        line(table, "resumen.pleitos", suits.empty() ? texts_("resumen.ninguno") : some(suits, "; "));
        if (const auto& asked = m_.file.consultation) {
            line(table, "resumen.pregunta", joined({brief(asked->question), asked->goal.empty() ? "" : texts_("resumen.objetivo", {{"objetivo", brief(asked->goal)}}), asked->answer_before ? texts_("resumen.responder", {{"fecha", date(*asked->answer_before)}}) : ""}, " "));
        } else {
            line(table, "resumen.pregunta", texts_("resumen.pregunta-usual"));
        }
        line_if(table, "resumen.responsable", m_.file.responsible);
    }

    const Material& m_;
    const Texts& texts_;
    std::size_t limit_;
    int tightness_;
};

} // namespace

model::Document summary(const Material& material, int tightness) { return Sheet(material, tightness).made(); }

} // namespace legajo::dossier
