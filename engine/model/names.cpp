#include "model/names.hpp"

#include <algorithm>

namespace legajo::model {
namespace {

template <typename E>
struct Word {
    E value;
    std::string_view text;
};

template <typename E>
struct Table; // one specialisation per enumeration, below

#define LEGAJO_WORDS(E, ...)                                     \
    template <>                                                  \
    struct Table<E> {                                            \
        static constexpr Word<E> words[] = {__VA_ARGS__};        \
    }

LEGAJO_WORDS(PartyKind, {PartyKind::company, "empresa"}, {PartyKind::self_employed, "autonomo"}, {PartyKind::consumer, "consumidor"},
             {PartyKind::public_admin, "administracion"}, {PartyKind::public_entity, "entidad-publica"},
             {PartyKind::owners_community, "comunidad-propietarios"});
LEGAJO_WORDS(PersonKind, {PersonKind::natural, "fisica"}, {PersonKind::legal, "juridica"}, {PersonKind::without_personality, "sin-personalidad"});
LEGAJO_WORDS(LiabilityRegime, {LiabilityRegime::solidary, "solidario"}, {LiabilityRegime::joint, "mancomunado"});
LEGAJO_WORDS(ContractObject, {ContractObject::goods, "bienes"}, {ContractObject::services, "servicios"}, {ContractObject::works, "obra"},
             {ContractObject::supply, "suministro"}, {ContractObject::carriage, "transporte"}, {ContractObject::fees, "honorarios"},
             {ContractObject::loan, "prestamo"}, {ContractObject::lease, "arrendamiento"}, {ContractObject::community_fees, "cuotas-comunidad"});
LEGAJO_WORDS(Purpose, {Purpose::own_use, "uso-propio"}, {Purpose::resale, "reventa"}, {Purpose::private_use, "particular"});
LEGAJO_WORDS(ContractLaw, {ContractLaw::common, "comun"}, {ContractLaw::catalonia, "cataluna"}, {ContractLaw::navarre, "navarra"});
LEGAJO_WORDS(Title::Kind, {Title::Kind::promissory_note, "pagare"}, {Title::Kind::bill, "letra"}, {Title::Kind::cheque, "cheque"});
LEGAJO_WORDS(Receipt, {Receipt::none, "ninguno"}, {Receipt::with_reservation, "con-reserva"}, {Receipt::without_reservation, "sin-reserva"});
LEGAJO_WORDS(Imputation, {Imputation::interest_first, "intereses"}, {Imputation::principal_first, "principal"});
LEGAJO_WORDS(AgreementState, {AgreementState::proposed, "propuesto"}, {AgreementState::in_force, "vigente"}, {AgreementState::broken, "incumplido"},
             {AgreementState::fulfilled, "cumplido"}, {AgreementState::cancelled, "anulado"});
LEGAJO_WORDS(Direction, {Direction::sent, "enviada"}, {Direction::received, "recibida"});
LEGAJO_WORDS(Channel, {Channel::email, "correo"}, {Channel::letter, "carta"}, {Channel::certified_letter, "carta-certificada"},
             {Channel::burofax, "burofax"}, {Channel::certified_email, "correo-certificado"}, {Channel::notarial, "notarial"},
             {Channel::phone, "telefono"}, {Channel::sms, "sms"}, {Channel::message, "mensaje"});
LEGAJO_WORDS(DispatchResult, {DispatchResult::delivered, "entregada"}, {DispatchResult::refused, "rehusada"},
             {DispatchResult::not_collected, "no-recogida"}, {DispatchResult::returned, "devuelta"}, {DispatchResult::no_answer, "sin-respuesta"},
             {DispatchResult::answered, "respondida"});
LEGAJO_WORDS(HoldKind, {HoldKind::dispute, "disputa"}, {HoldKind::insolvency, "concurso"}, {HoldKind::discharge, "exoneracion"},
             {HoldKind::death, "fallecimiento"}, {HoldKind::payment_in_transit, "pago-en-transito"}, {HoldKind::suspension, "suspension"},
             {HoldKind::vulnerable, "vulnerable"});
LEGAJO_WORDS(InsolvencyKind, {InsolvencyKind::ordinary, "ordinario"}, {InsolvencyKind::without_assets, "sin-masa"},
             {InsolvencyKind::micro_company, "microempresa"});
LEGAJO_WORDS(Reserve, {Reserve::none, "ninguna"}, {Reserve::negotiation, "negociacion"}, {Reserve::lawyer, "letrado"}, {Reserve::review, "revisar"});
LEGAJO_WORDS(LetterState, {LetterState::proposed, "propuesta"}, {LetterState::approved, "aprobada"}, {LetterState::issued, "emitida"},
             {LetterState::sent, "enviada"}, {LetterState::delivered, "entregada"}, {LetterState::refused, "rehusada"},
             {LetterState::not_collected, "no-recogida"}, {LetterState::returned, "devuelta"}, {LetterState::answered, "respondida"},
             {LetterState::annulled, "anulada"});
LEGAJO_WORDS(Outcome, {Outcome::letter, "carta"}, {Outcome::awaiting_approval, "pendiente-aprobacion"}, {Outcome::nothing_due, "nada-que-enviar"},
             {Outcome::held, "retenido"}, {Outcome::hand_over, "encargo"});
LEGAJO_WORDS(ImputationPolicy, {ImputationPolicy::interest_first, "intereses"}, {ImputationPolicy::principal_first, "principal"},
             {ImputationPolicy::claimed_interest_first, "intereses-reclamados"});
LEGAJO_WORDS(ClaimMode, {ClaimMode::claim, "reclamar"}, {ClaimMode::reserve, "reservar"}, {ClaimMode::waive, "renunciar"});
LEGAJO_WORDS(Obligor::Role, {Obligor::Role::guarantor, "fiador"}, {Obligor::Role::co_debtor, "codeudor"}, {Obligor::Role::heir, "heredero"});

template <typename E>
std::string_view word_of(E value) {
    for (const auto& word : Table<E>::words)
        if (word.value == value) return word.text;
    return "";
}

} // namespace

template <typename E>
std::optional<E> from_name(std::string_view text) {
    for (const auto& word : Table<E>::words)
        if (word.text == text) return word.value;
    return std::nullopt;
}

template <typename E>
std::span<const std::string> names() {
    static const std::vector<std::string> all = [] {
        std::vector<std::string> words;
        for (const auto& word : Table<E>::words) words.emplace_back(word.text);
        return words;
    }();
    return all;
}

#define LEGAJO_NAMES(E)                                                  \
    std::string_view name_of(E value) { return word_of(value); }        \
    template std::optional<E> from_name<E>(std::string_view);           \
    template std::span<const std::string> names<E>()

LEGAJO_NAMES(PartyKind);
LEGAJO_NAMES(PersonKind);
LEGAJO_NAMES(LiabilityRegime);
LEGAJO_NAMES(ContractObject);
LEGAJO_NAMES(Purpose);
LEGAJO_NAMES(ContractLaw);
LEGAJO_NAMES(Title::Kind);
LEGAJO_NAMES(Receipt);
LEGAJO_NAMES(Imputation);
LEGAJO_NAMES(AgreementState);
LEGAJO_NAMES(Direction);
LEGAJO_NAMES(Channel);
LEGAJO_NAMES(DispatchResult);
LEGAJO_NAMES(HoldKind);
LEGAJO_NAMES(InsolvencyKind);
LEGAJO_NAMES(Reserve);
LEGAJO_NAMES(LetterState);
LEGAJO_NAMES(Outcome);
LEGAJO_NAMES(ClaimMode);
LEGAJO_NAMES(ImputationPolicy);
LEGAJO_NAMES(Obligor::Role);

} // namespace legajo::model
