#pragma once
// Everything known about one debtor's debt to one creditor, as the case file (expediente) tells it. Plain data, no rules.
// Spanish names in comments are those of the XML (case-format.md). Order of vectors = order of the file.

#include "model/kinds.hpp"
#include "model/party.hpp"

#include <string>
#include <vector>

namespace legajo::model {

struct Contract { // contrato
    std::string id, reference, description;
    std::optional<Date> date;
    std::optional<int> payment_term_days; // plazo-pago
    ContractObject object = ContractObject::unknown;
    Purpose purpose = Purpose::unknown;
    std::optional<ContractLaw> law;
    std::string place_of_performance; // lugar
    std::optional<int> acceptance_days;            // plazo-verificacion
    std::optional<Decimal> default_interest;       // interes-demora, percent a year
    std::optional<Decimal> remuneratory_interest;  // interes-remuneratorio
    std::optional<bool> automatic_default;         // mora-automatica
    std::string periodicity;                       // periodicidad: mensual, trimestral, anual, unica
    std::optional<bool> retention_of_title;        // reserva-dominio
    std::optional<bool> credit_file_notice;        // aviso-ficheros: the contract named the systems
    std::optional<Date> service_end;               // fin-servicio
    Place place;
};

struct Tax { // impuesto
    std::string kind;
    Decimal rate; // percent: tipo-impositivo
    std::optional<Money> base, quota;
};

struct Title { // titulo: bill, promissory note, cheque
    enum class Kind { promissory_note, bill, cheque };
    Kind kind = Kind::promissory_note;
    std::string number;
    std::optional<Date> due;
    std::optional<Money> amount;
    std::string evidence;
};

struct Invoice { // factura
    std::string id, number, subject; // subject: the text of the element, what was sold
    Date issued;                                // fecha
    std::optional<Date> delivered;              // entrega
    std::optional<Date> received;               // recepcion-factura
    std::optional<Date> accepted;               // aceptacion
    std::optional<Date> due;                    // vencimiento; absent: law decides (L-110)
    std::optional<Money> base, vat;             // base, iva
    Money amount;                               // importe
    std::optional<Money> withholding;           // retencion (IRPF)
    std::optional<Money> disbursements;         // suplidos: paid in the client's name, outside the tax base
    std::string contract;
    std::optional<bool> electronic;             // electronica
    std::string sending_proof;                  // envio-prueba
    std::optional<Date> period_from, period_to; // periodo-desde, periodo-hasta
    std::optional<Date> accrual;                // devengo (VAT)
    std::optional<bool> perishable;             // perecedero
    std::string registry_number;                // registro (public bodies)
    std::optional<Date> registry_date;          // registro-fecha
    std::optional<Date> conformity;             // conformidad
    std::optional<bool> in_vat_book;            // en-libro-iva
    std::optional<Date> vat_rectified;          // iva-rectificado: date; the debt itself stays whole (L-907)
    std::optional<bool> secured, related_party; // garantizada, vinculada
    std::string assigned_to;                    // cedida-a
    std::vector<Tax> taxes;
    std::optional<Title> title;
    Place place;
};

struct CreditNote { // abono
    std::string id, number, invoice, subject;
    Date date;
    Money amount;
    Place place;
};

struct Application { // aplicacion: which invoice a payment goes to
    std::string invoice;
    Money amount;
    Place place;
};

enum class Receipt { none, with_reservation, without_reservation };

struct Payment { // pago, compensacion (set-off)
    std::string id;
    Date date;
    std::optional<Date> value_date; // valor
    Money amount;
    std::string invoice; // single invoice; or applications
    std::vector<Application> applications;
    std::string means;   // medio
    std::string payer;   // pagador: party id; needed where each debtor owes a part
    Imputation imputation = Imputation::unstated;
    Receipt receipt = Receipt::none;
    std::optional<Date> returned; // devuelto: the payment came back on that day
    std::optional<Money> return_costs; // gastos-devolucion
    std::string evidence;
    bool is_set_off = false;
    Place place;
};

struct Promise { // promesa
    std::string id;
    Date date;                  // when it was made
    std::optional<Date> until;  // hasta: pay by
    std::optional<Money> amount;
    std::string evidence;
    std::optional<bool> acknowledges; // reconoce
    std::vector<std::string> invoices;
    Place place;
};

struct Instalment { // cuota
    Date due;
    Money amount;
    std::optional<Date> paid_date;
    std::optional<Money> paid_amount;
    Place place;
};

enum class AgreementState { proposed, in_force, broken, fulfilled, cancelled };

struct Agreement { // acuerdo
    std::string id, kind; // tipo="plan-de-pagos"
    Date date;
    AgreementState state = AgreementState::in_force;
    std::vector<std::string> invoices;
    std::optional<Decimal> interest;   // interes
    std::optional<bool> acceleration;  // vencimiento-anticipado
    std::optional<bool> acknowledges;  // reconoce
    std::string form;                  // forma
    std::string evidence;
    std::vector<Instalment> instalments;
    Place place;
};

enum class Direction { sent, received };
enum class Channel { unknown, email, letter, certified_letter, burofax, certified_email, notarial, phone, sms, message };
enum class DispatchResult { unknown, delivered, refused, not_collected, returned, no_answer, answered };

struct Communication { // comunicacion
    std::string id;
    Date date;
    Direction direction = Direction::sent;
    Channel channel = Channel::unknown;
    std::string letter; // carta: letter id
    std::string addressee; // destinatario: party id, empty = debtor
    std::string address;   // domicilio id
    std::optional<Date> attempt, delivered; // intento, entrega
    DispatchResult result = DispatchResult::unknown;
    std::string provider;   // prestador
    std::optional<bool> text_certified; // certificado-texto
    std::vector<std::string> invoices;
    std::optional<Money> claimed;       // reclamado
    std::optional<bool> acknowledges, confidential, negotiation; // reconoce, confidencial, negociacion
    std::string evidence, summary;
    Place place;
};

struct Negotiation { // negociacion (LO 1/2025)
    std::string id, kind; // tipo: negociacion-directa, mediacion, conciliacion, experto, oferta-vinculante, derecho-colaborativo
    std::optional<Date> request, attempt, receipt, first_meeting, proposal, extension, end;
    std::string result;   // sin-respuesta, rechazada, acuerdo, sin-acuerdo
    std::string lawyer;   // abogado
    std::vector<std::string> invoices;
    std::optional<Money> amount;
    std::string evidence;
    Place place;
};

enum class HoldKind { unknown, dispute, insolvency, discharge, death, payment_in_transit, suspension, vulnerable };

struct InsolvencyAdministrator {
    std::string name, nif, email;
    std::optional<Address> address;
};

struct Hold { // incidencia
    std::string id;
    HoldKind kind = HoldKind::unknown;
    std::string kind_text; // as written, for an unknown one
    Date from;
    std::optional<Date> to;
    std::vector<std::string> invoices; // empty = the whole case
    std::optional<Money> amount;       // disputed part
    std::string reason;                // motivo
    std::string before;                // ante: court or body
    InsolvencyKind insolvency = InsolvencyKind::unknown;
    std::string court, proceedings;    // juzgado, autos
    std::optional<Date> boe_publication;
    std::optional<InsolvencyAdministrator> administrator;
    Place place;
};

struct Discount { // descuento
    Decimal percent;
    Date until;
};

struct PlanOffer { // plan
    std::optional<int> instalments; // cuotas
    std::optional<Date> first;      // primera
    std::string periodicity = "mensual";
};

struct OtherDebt { // otra-deuda of the same debtor
    std::string creditor, reference;
    Money amount;
    std::optional<Decimal> interest;
    std::optional<Money> minimum_payment;
};

struct Meeting { // reunion
    std::optional<Date> date;
    std::string time, place_text, link;
};

struct Offer { // oferta: what the creditor authorises, nothing else may be offered
    std::optional<Discount> discount;
    std::optional<PlanOffer> plan;
    std::optional<Money> monthly_capacity; // capacidad-mensual
    std::vector<OtherDebt> other_debts;
    std::optional<Meeting> meeting;
    std::optional<Date> valid_until;
    std::optional<bool> binding; // vinculante
    Place place;
};

struct LimitationEvent { // hecho-prescripcion
    std::string kind; // interrupcion, suspension, reconocimiento, demanda
    Date date;
    std::optional<Date> until;
    std::string against; // frente-a: party id, empty = debtor
    std::string evidence;
    Place place;
};

struct Lawsuit { // procedimiento
    std::string kind, court, proceedings, state;
    std::optional<Date> date;
    std::optional<Money> amount;
    Place place;
};

struct Assignment { // cesion
    std::string assignor, assignee;
    Date date;
    std::optional<Date> notified;
    std::string evidence;
    Place place;
};

struct RecoveryCost { // gasto-cobro
    Date date;
    Money amount;
    std::string subject, evidence;
    Place place;
};

enum class Reserve { none, negotiation, lawyer, review }; // reserva

struct Evidence { // prueba
    std::string id, kind, description;
    std::optional<Date> date;
    std::string file; // fichero, relative to the case's folder
    std::string issuer, proves, original_holder, language, group, sha256;
    std::vector<std::string> invoices;
    Reserve reserve = Reserve::none;
    Place place;
};

struct PolicyOverride { // politica
    std::optional<int> grace_days;       // gracia
    std::optional<Money> minimum_amount; // importe-minimo
    std::optional<int> maximum_level;    // nivel-maximo
    std::string interest, compensation;  // intereses, compensacion: reclamar | reservar | renunciar
};

struct Consultation { // consulta
    std::string question, goal;
    std::optional<Date> answer_before;
};

struct DataProtection { // proteccion-datos
    std::string controller, contact, url, origin;
};

// A joint (mancomunado) debtor's part of a case: its debtor owes this part of every invoice and no more (CC 1137, 1138). See assess/shares.hpp.
struct JointShare {
    std::string party;                 // id in the whole case, empty = its debtor
    std::vector<std::int64_t> weights; // of all parts, the debtor's first, then the co-debtors' in the order of the file; positive
    std::size_t index = 0;             // of this part among them
    Decimal percent;                   // rounded to two decimals, for readers
};

struct Case {
    std::string reference;
    std::optional<JointShare> share; // set by split_shares only: amounts, payments and letters are those of this part
    Date data_as_of;          // datos-a
    std::string language = "es-ES";
    base::Currency currency{};
    std::string responsible;  // responsable
    Party creditor, debtor;
    std::vector<Obligor> obligors;
    std::vector<Contract> contracts;
    std::vector<Invoice> invoices;
    std::vector<CreditNote> credit_notes;
    std::vector<Payment> payments;
    std::vector<Promise> promises;
    std::vector<Agreement> agreements;
    std::vector<Communication> communications;
    std::vector<Negotiation> negotiations;
    std::vector<Hold> holds;
    std::optional<Offer> offer;
    std::vector<LimitationEvent> limitation_events;
    std::vector<Lawsuit> lawsuits;
    std::vector<Assignment> assignments;
    std::vector<RecoveryCost> recovery_costs;
    std::vector<Evidence> evidence;
    std::optional<PolicyOverride> policy;
    std::optional<Consultation> consultation;
    std::optional<Party> lawyer, agency; // abogado, agencia
    std::optional<DataProtection> data_protection;

    std::string file;    // where it was read, "-" for standard input
    std::string sha256;  // of the bytes as received
};

} // namespace legajo::model
