#pragma once
// The people and bodies of a case: creditor, debtor, guarantors, co-debtors, heirs.

#include "base/date.hpp"
#include "base/decimal.hpp"
#include "base/money.hpp"
#include "base/problem.hpp"

#include <optional>
#include <string>
#include <vector>

namespace legajo::model {

using base::Date;
using base::Decimal;
using base::Money;
using base::Place;

// tipo. The purpose of a contract (destino) decides the regime over this (L-101, L-104).
enum class PartyKind { unknown, company, self_employed, consumer, public_admin, public_entity, owners_community };
enum class PersonKind { unknown, natural, legal, without_personality }; // persona

struct Address { // domicilio
    std::string id;
    std::string street;      // via
    std::string postal_code; // codigo-postal
    std::string town;        // municipio
    std::string province;    // provincia
    std::string country = "ES";
    std::string use;         // uso: social, notificaciones, particular, ...
    std::optional<Date> verified;
    std::string source;      // fuente
    Place place;
};

struct Contact { // contacto
    std::string name, role, email, phone;
    std::optional<bool> answered; // respondio
    Place place;
};

struct BankAccount { // cuenta
    std::string iban;   // without blanks; or a local account of another jurisdiction
    std::string holder; // titular
    std::string bic;
    Place place;
};

struct PaymentMeans { // medio-pago
    std::string kind; // tarjeta, bizum, domiciliacion
    std::string link;
    Place place;
};

struct Identification { // identificacion
    std::string kind, value;
};

struct Signatory { // firmante
    std::string name, role, nif;
    std::string power_notary, power_protocol; // poder-notario, poder-protocolo
    std::optional<Date> power_date;
    std::string evidence; // prueba
    Place place;
};

struct Administrator { // administrador
    std::string name, nif, role;
};

struct Dir3 { // routing codes of Spanish public bodies
    std::string office, body, unit; // oficina, organo, unidad
};

struct CreditInsurance { // seguro-credito
    std::string insurer, policy;
    std::optional<int> notice_days; // plazo-aviso
};

struct Party {
    std::string id;
    PartyKind kind = PartyKind::unknown;
    PersonKind person = PersonKind::unknown;
    std::string name;
    std::string tax_id;     // nif, upper case, without separators
    std::string salutation; // tratamiento: "Sra.", "D.", ...
    std::string language;   // idioma
    std::string registry;   // datos-registrales: entry in the Registro Mercantil, printed at the foot of letters (CCom 24)
    std::vector<Address> addresses;
    std::vector<Contact> contacts;
    std::vector<Identification> identifications;
    std::vector<Administrator> administrators;
    std::optional<Dir3> dir3;
    Place place;

    // Creditor only.
    std::vector<BankAccount> accounts;
    std::vector<Signatory> signatories;
    std::vector<PaymentMeans> payment_means;
    std::vector<std::string> credit_files; // fichero-solvencia nombre
    std::optional<Money> annual_turnover;  // facturacion-anual
    std::optional<CreditInsurance> insurance;
};

enum class LiabilityRegime { unknown, solidary, joint }; // solidario, mancomunado (CC 1137: joint unless agreed)

struct Obligor { // fiador, codeudor, heredero: a party with its share of the debt
    enum class Role { guarantor, co_debtor, heir };
    Role role = Role::co_debtor;
    Party party;
    LiabilityRegime regime = LiabilityRegime::unknown;
    std::optional<Decimal> share_percent; // cuota
    std::optional<Money> limit;           // limite
    std::string contract;                 // contrato id
    std::optional<bool> consents_extension;  // consiente-prorroga
    std::optional<Date> consent_date;
};

} // namespace legajo::model
