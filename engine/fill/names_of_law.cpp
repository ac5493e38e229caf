// Which law the letter may cite, credit files, lawyer, negotiation.

#include "fill/vocabulary.hpp"

namespace legajo::fill {
namespace {

const model::Negotiation* negotiation(const Facts& f) { return f.debt.negotiations.empty() ? nullptr : &f.debt.negotiations.back(); }

const model::Address* address(const std::optional<model::Party>& party) { return party && !party->addresses.empty() ? &party->addresses.front() : nullptr; }

bool any_law(const Facts& f, model::ContractLaw law) {
    for (const ChargedInvoice& charged : f.invoices)
        for (const model::Contract& contract : f.debt.contracts)
            if (contract.id == charged.invoice->contract && contract.law == law) return true;
    return false;
}

// What debtor and creditor both know, or could: what was agreed, delivered, invoiced and written. Not the creditor's own papers.
bool is_shared(const model::Evidence& evidence) {
    for (const char* kind : {"contrato", "condiciones", "presupuesto", "pedido", "albaran", "factura", "factura-electronica", "correo", "mensaje", "reconocimiento-deuda"})
        if (evidence.kind == kind) return evidence.reserve == model::Reserve::none && !evidence.description.empty();
    return false;
}

std::vector<Row> exhibits(const Facts& f) {
    std::vector<Row> rows;
    for (const model::Evidence& evidence : f.debt.evidence)
        if (is_shared(evidence) && concerns(f, evidence.invoices))
            rows.push_back({evidence.description, evidence.date ? f.say.short_date(*evidence.date) : std::string()});
    return rows;
}

} // namespace

std::vector<Name> names_of_law() {
    return {
        condition("regimen.ley-3-2004", "Entre empresas: Ley 3/2004", [](const Facts& f) { return f.law == LetterLaw::business; }),
        condition("regimen.administracion", "Administración: Ley 3/2004 y LCSP", [](const Facts& f) { return f.law == LetterLaw::administration; }),
        condition("regimen.civil", "Entre empresas fuera de la Ley 3/2004: interés legal", [](const Facts& f) { return f.law == LetterLaw::civil; }),
        condition("regimen.consumidor", "Consumo", [](const Facts& f) { return f.law == LetterLaw::consumer; }),
        condition("ficheros.aviso-posible", "Se dan las condiciones para avisar de ficheros de solvencia (L-703)",
                  [](const Facts& f) { return f.assessment.credit_file.is_possible && !f.assessment.credit_file.systems.empty(); }),
        condition("ficheros.varios", "Son varios", [](const Facts& f) { return f.assessment.credit_file.systems.size() > 1; }),
        condition("requerimiento.sin-otro-plazo", "Tras este requerimiento la política no da un último plazo aparte", [](const Facts& f) { return f.decision.is_last_notice; }),
        text("ficheros.nombres", "Ficheros en los que participa el acreedor",
             [](const Facts& f) { return f.assessment.credit_file.systems.empty() ? std::string() : f.say.list(f.assessment.credit_file.systems); }),
        condition("negociacion.exigida", "Antes de demandar hay que intentar negociar (LO 1/2025)", [](const Facts& f) { return f.assessment.negotiation.is_required; }),
        text("negociacion.solicitud", "Fecha de la solicitud de negociación", [](const Facts& f) {
            const auto* n = negotiation(f);
            return n && n->request ? f.say.date(*n->request) : std::string();
        }),
        optional_text("abogado.nombre", "Letrado del acreedor", [](const Facts& f) { return f.debt.lawyer ? f.debt.lawyer->name : ""; }),
        optional_text("abogado.via", "Calle y número del letrado", [](const Facts& f) { const auto* a = address(f.debt.lawyer); return a ? a->street : ""; }),
        optional_text("abogado.poblacion", "Código postal y municipio del letrado", [](const Facts& f) { const auto* a = address(f.debt.lawyer); return a ? a->postal_code + " " + a->town : ""; }),
        optional_text("agencia.via", "Calle y número de la agencia", [](const Facts& f) { const auto* a = address(f.debt.agency); return a ? a->street : ""; }),
        optional_text("agencia.poblacion", "Código postal y municipio de la agencia", [](const Facts& f) { const auto* a = address(f.debt.agency); return a ? a->postal_code + " " + a->town : ""; }),
        optional_text("agencia.nombre", "Agencia de recobro del expediente", [](const Facts& f) { return f.debt.agency ? f.debt.agency->name : ""; }),
        optional_text("consulta.pregunta", "Lo que se pregunta al letrado", [](const Facts& f) { return f.debt.consultation ? f.debt.consultation->question : ""; }),
        optional_text("consulta.objetivo", "Lo que se quiere conseguir, sin punto final", [](const Facts& f) { return f.debt.consultation ? without_stop(f.debt.consultation->goal) : std::string(); }),
        optional_text("consulta.responder-antes", "Para cuándo hace falta la respuesta", [](const Facts& f) { return f.debt.consultation && f.debt.consultation->answer_before ? f.say.date(*f.debt.consultation->answer_before) : std::string(); }),
        optional_text("prescripcion.ultimo-dia-seguro", "Último día seguro de la prescripción más corta", [](const Facts& f) { return f.assessment.limitation.last_safe_day ? f.say.date(*f.assessment.limitation.last_safe_day) : std::string(); }),
        text("cesion.cedente", "Quien cedió el crédito", [](const Facts& f) { return f.debt.assignments.empty() ? std::string() : f.debt.assignments.back().assignor; }),
        text("cesion.cesionario", "A quién se cedió", [](const Facts& f) { return f.debt.assignments.empty() ? std::string() : f.debt.assignments.back().assignee; }),
        condition("cesion.es-nuestra", "El crédito se cedió al acreedor del expediente",
                  [](const Facts& f) { return !f.debt.assignments.empty() && f.debt.assignments.back().assignee == f.debt.creditor.name; }),
        text("cesion.fecha", "Cuándo", [](const Facts& f) { return f.debt.assignments.empty() ? std::string() : f.say.date(f.debt.assignments.back().date); }),
        text("seguro.aseguradora", "Aseguradora del crédito", [](const Facts& f) { return f.debt.creditor.insurance ? f.debt.creditor.insurance->insurer : ""; }),
        text("seguro.poliza", "Número de póliza", [](const Facts& f) { return f.debt.creditor.insurance ? f.debt.creditor.insurance->policy : ""; }),
        condition("ley.comun", "Ningún contrato de la carta se rige por otra ley que la común", [](const Facts& f) { return !any_law(f, model::ContractLaw::catalonia) && !any_law(f, model::ContractLaw::navarre); }),
        condition("ley.cataluna", "Algún contrato se rige por la ley de Cataluña", [](const Facts& f) { return any_law(f, model::ContractLaw::catalonia); }),
        condition("canal.es-burofax", "La carta va por burofax", [](const Facts& f) { return f.decision.channel == model::Channel::burofax; }),
        condition("canal.es-correo-certificado", "Va por correo electrónico certificado", [](const Facts& f) { return f.decision.channel == model::Channel::certified_email; }),
        condition("canal.es-carta-certificada", "Va por carta certificada", [](const Facts& f) { return f.decision.channel == model::Channel::certified_letter; }),
        optional_text("procedimiento.via", "Vía que señala el análisis: proceso monitorio, juicio verbal, …; falta si se abstiene", [](const Facts& f) { return said(f.words, "via", f.assessment.procedure.route); }),
        condition("procedimiento.es-monitorio", "La vía es el monitorio", [](const Facts& f) { return f.assessment.procedure.route == "monitorio"; }),
        list("documentos", "Lo contratado, entregado, facturado y escrito que consta en el expediente y no está reservado", {column("descripcion", "Qué es"), optional_column("fecha", "Fecha")}, exhibits),
        condition("hay-documentos", "Hay documentos que acompañar", [](const Facts& f) { return !exhibits(f).empty(); }),
    };
}

} // namespace legajo::fill
