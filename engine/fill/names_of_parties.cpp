// Creditor, debtor, addressee, signatory, contract: names whose values stand in the case as they are.

#include "fill/vocabulary.hpp"

#include <algorithm>

namespace legajo::fill {
namespace {

using model::Address;
using model::Party;
using model::PersonKind;

const Address* first_address(const Party& party) { return party.addresses.empty() ? nullptr : &party.addresses.front(); }

std::string town_line(const Address* address) {
    if (address == nullptr) return "";
    std::string line = address->postal_code;
    if (!address->town.empty()) line += (line.empty() ? "" : " ") + address->town;
    if (!address->province.empty() && address->province != address->town) line += " (" + address->province + ")";
    return line;
}

std::string one_line(const Address* address) {
    if (address == nullptr) return "";
    const std::string town = town_line(address);
    return address->street + (address->street.empty() || town.empty() ? "" : ", ") + town;
}

// Whom to talk to: the first named contact of the creditor, else the first contact, else nobody.
const model::Contact* talker(const Facts& f) {
    const std::vector<model::Contact>& contacts = f.debt.creditor.contacts;
    for (const model::Contact& contact : contacts)
        if (!contact.name.empty()) return &contact;
    return contacts.empty() ? nullptr : &contacts.front();
}

std::string creditor_contact(const Facts& f, std::string model::Contact::*field) {
    if (const model::Contact* contact = talker(f); contact != nullptr && !(contact->*field).empty()) return contact->*field;
    for (const model::Contact& contact : f.debt.creditor.contacts)
        if (!(contact.*field).empty()) return contact.*field;
    return "";
}

bool is_feminine(const std::string& salutation) {
    for (const char* word : {"Sra.", "Sra", "D.ª", "Dña.", "Doña", "Dª", "Srta.", "Dra.", "Sra. D.ª", "Sra. Dña.", "Na", "Dra"})
        if (salutation == word) return true;
    return false;
}
bool is_masculine(const std::string& salutation) {
    for (const char* word : {"Sr.", "Sr", "D.", "Don", "Dr.", "Sr. D.", "En", "Dr"})
        if (salutation == word) return true;
    return false;
}

// The one contract of all the letter's invoices.
const model::Contract* contract_of(const Facts& f) {
    std::string id;
    for (const ChargedInvoice& charged : f.invoices) {
        if (charged.invoice->contract.empty() || (!id.empty() && id != charged.invoice->contract)) return nullptr;
        id = charged.invoice->contract;
    }
    for (const model::Contract& contract : f.debt.contracts)
        if (contract.id == id) return &contract;
    return nullptr;
}

const model::Contract* guarantee_contract(const Facts& f) {
    if (f.obligor == nullptr) return nullptr;
    for (const model::Contract& contract : f.debt.contracts)
        if (contract.id == f.obligor->contract) return &contract;
    return nullptr;
}

bool obligor_is(const Facts& f, model::Obligor::Role role) { return f.obligor != nullptr && f.obligor->role == role; }

const model::Signatory* signatory(const Facts& f) { return f.debt.creditor.signatories.empty() ? nullptr : &f.debt.creditor.signatories.front(); }

std::vector<Name> creditor_names() {
    return {
        text("acreedor.nombre", "Nombre o razón social de quien reclama", [](const Facts& f) { return f.debt.creditor.name; }),
        text("acreedor.nif", "NIF de quien reclama", [](const Facts& f) { return f.debt.creditor.tax_id; }),
        text("acreedor.domicilio", "Domicilio en una línea", [](const Facts& f) { return one_line(first_address(f.debt.creditor)); }),
        text("acreedor.via", "Calle y número", [](const Facts& f) { const Address* a = first_address(f.debt.creditor); return a ? a->street : ""; }),
        text("acreedor.poblacion", "Código postal, municipio y provincia", [](const Facts& f) { return town_line(first_address(f.debt.creditor)); }),
        text("acreedor.municipio", "Municipio; encabeza la fecha", [](const Facts& f) { const Address* a = first_address(f.debt.creditor); return a ? a->town : ""; }),
        optional_text("acreedor.correo", "Correo para preguntas", [](const Facts& f) { return creditor_contact(f, &model::Contact::email); }),
        optional_text("acreedor.telefono", "Teléfono para preguntas", [](const Facts& f) { return creditor_contact(f, &model::Contact::phone); }),
        optional_text("acreedor.persona", "Persona con la que hablar", [](const Facts& f) { const auto* t = talker(f); return t ? t->name : ""; }),
        condition("acreedor.tiene-contacto", "Hay correo o teléfono",
                  [](const Facts& f) { return !creditor_contact(f, &model::Contact::email).empty() || !creditor_contact(f, &model::Contact::phone).empty(); }),
        text("firmante.nombre", "Quien firma; sin firmante, el propio acreedor",
             [](const Facts& f) { const auto* s = signatory(f); return s ? s->name : f.debt.creditor.name; }),
        optional_text("firmante.cargo", "Cargo de quien firma", [](const Facts& f) { const auto* s = signatory(f); return s ? s->role : ""; }),
        condition("firmante.es-otro", "Firma una persona en nombre del acreedor", [](const Facts& f) { const auto* s = signatory(f); return s != nullptr && s->name != f.debt.creditor.name; }),
    };
}

std::string contacts_in_a_line(const model::Party& party) {
    std::string line;
    for (const model::Contact& contact : party.contacts)
        for (const std::string& way : {contact.email, contact.phone})
            if (!way.empty() && line.find(way) == std::string::npos) line += (line.empty() ? "" : ", ") + way;
    return line;
}

std::vector<Name> debtor_names() {
    return {
        text("deudor.nombre", "Nombre o razón social del deudor", [](const Facts& f) { return f.debt.debtor.name; }),
        optional_text("deudor.nif", "NIF del deudor", [](const Facts& f) { return f.debt.debtor.tax_id; }),
        optional_text("deudor.domicilio", "Domicilio del deudor en una línea", [](const Facts& f) { return one_line(first_address(f.debt.debtor)); }),
        optional_text("deudor.contacto", "Correos y teléfonos del deudor en una línea", [](const Facts& f) { return contacts_in_a_line(f.debt.debtor); }),
        condition("deudor.es-persona-juridica", "El deudor es una sociedad u otra persona jurídica", [](const Facts& f) { return f.debt.debtor.person == PersonKind::legal; }),
        condition("deudor.es-comunidad", "El deudor es una comunidad de propietarios", [](const Facts& f) { return f.kind == model::PartyKind::owners_community; }),
    };
}

std::vector<Name> addressee_names() {
    using Role = model::Obligor::Role;
    return {
        text("destinatario.nombre", "A quien se dirige la carta: deudor, fiador, codeudor o heredero", [](const Facts& f) { return f.addressee->name; }),
        optional_text("destinatario.nif", "NIF del destinatario", [](const Facts& f) { return f.addressee->tax_id; }),
        optional_text("destinatario.domicilio", "Domicilio al que se envía, en una línea", [](const Facts& f) { return one_line(f.address); }),
        optional_text("destinatario.via", "Calle y número", [](const Facts& f) { return f.address ? f.address->street : ""; }),
        optional_text("destinatario.poblacion", "Código postal, municipio y provincia", [](const Facts& f) { return town_line(f.address); }),
        optional_text("destinatario.pais", "País, si no es el del acreedor",
                      [](const Facts& f) {
                          const Address* own = first_address(f.debt.creditor);
                          return f.address != nullptr && f.address->country != (own ? own->country : "ES") ? f.say.country(f.address->country) : std::string();
                      }),
        optional_text("destinatario.contacto", "Persona de contacto en la empresa del destinatario",
                      [](const Facts& f) {
                          for (const model::Contact& contact : f.addressee->contacts)
                              if (!contact.name.empty() && contact.name != f.addressee->name) return contact.name;
                          return std::string();
                      }),
        optional_text("destinatario.correo", "Correo del destinatario",
                      [](const Facts& f) {
                          for (const model::Contact& contact : f.addressee->contacts)
                              if (!contact.email.empty()) return contact.email;
                          return std::string();
                      }),
        optional_text("destinatario.tratamiento", "Tratamiento escrito en el expediente: Sra., D., …", [](const Facts& f) { return said(f.words, "tratamiento", f.addressee->salutation); }),
        condition("destinatario.trato-femenino", "El tratamiento es femenino", [](const Facts& f) { return is_feminine(f.addressee->salutation); }),
        condition("destinatario.trato-masculino", "El tratamiento es masculino", [](const Facts& f) { return is_masculine(f.addressee->salutation); }),
        condition("destinatario.es-persona-fisica", "El destinatario es una persona física",
                  [](const Facts& f) {
                      return f.addressee->person == PersonKind::natural ||
                             (f.addressee->person == PersonKind::unknown &&
                              (f.addressee->kind == model::PartyKind::consumer || f.addressee->kind == model::PartyKind::self_employed));
                  }),
        condition("destinatario.es-persona-juridica", "El destinatario es una sociedad u otra persona jurídica", [](const Facts& f) { return f.addressee->person == PersonKind::legal; }),
        condition("destinatario.es-deudor", "La carta va al deudor", [](const Facts& f) { return f.obligor == nullptr && !goes_to_outsider(f); }),
        condition("destinatario.es-tercero", "La carta va a quien no debe nada: letrado, agencia, aseguradora o administración concursal", goes_to_outsider),
        condition("destinatario.es-fiador", "La carta va a un fiador", [](const Facts& f) { return obligor_is(f, Role::guarantor); }),
        condition("destinatario.es-codeudor", "La carta va a un codeudor", [](const Facts& f) { return obligor_is(f, Role::co_debtor); }),
        condition("destinatario.es-heredero", "La carta va a un heredero", [](const Facts& f) { return obligor_is(f, Role::heir); }),
        condition("destinatario.es-agencia", "La carta va a la agencia de recobro", [](const Facts& f) { return f.decision.addressee == "agencia"; }),
        condition("destinatario.es-solidario", "Responde de forma solidaria, según el expediente",
                  [](const Facts& f) { return f.obligor != nullptr && f.obligor->regime == model::LiabilityRegime::solidary; }),
        optional_text("destinatario.limite", "Límite de la fianza",
                      [](const Facts& f) { return f.obligor && f.obligor->limit ? f.say.money(*f.obligor->limit) : std::string(); }),
        optional_text("destinatario.cuota", "Parte de la deuda que le corresponde, en tanto por ciento",
                      [](const Facts& f) { return f.obligor && f.obligor->share_percent ? f.say.percent(*f.obligor->share_percent) : std::string(); }),
        optional_text("parte.porcentaje", "En una deuda mancomunada, la parte de la deuda que debe el destinatario; las cifras son las de esa parte",
                      [](const Facts& f) { // 50 %, 33,33 %: no more decimals than there are
                          if (!f.debt.share) return std::string();
                          return f.say.plain_percent(f.debt.share->percent);
                      }),
        optional_text("destinatario.contrato", "Referencia del contrato en el que se obligó",
                      [](const Facts& f) { const auto* c = guarantee_contract(f); return c ? c->reference : ""; }),
        optional_text("dir3.oficina", "DIR3: oficina contable", [](const Facts& f) { return f.addressee->dir3 ? f.addressee->dir3->office : ""; }),
        optional_text("dir3.organo", "DIR3: órgano gestor", [](const Facts& f) { return f.addressee->dir3 ? f.addressee->dir3->body : ""; }),
        optional_text("dir3.unidad", "DIR3: unidad tramitadora", [](const Facts& f) { return f.addressee->dir3 ? f.addressee->dir3->unit : ""; }),
    };
}

std::vector<Name> case_names() {
    return {
        text("referencia", "Referencia del expediente", [](const Facts& f) { return f.debt.reference; }),
        text("fecha", "Fecha de la carta: 21 de noviembre de 2026", [](const Facts& f) { return f.say.date(f.options.issued_at.local_date()); }),
        text("fecha-control", "Día al que se calculan los importes", [](const Facts& f) { return f.say.date(f.assessment.control_date); }),
        optional_text("contrato.referencia", "Referencia del contrato, si todas las facturas son del mismo",
                      [](const Facts& f) { const auto* c = contract_of(f); return c ? c->reference : ""; }),
        optional_text("contrato.fecha", "Fecha de ese contrato",
                      [](const Facts& f) { const auto* c = contract_of(f); return c && c->date ? f.say.date(*c->date) : std::string(); }),
        optional_text("contrato.objeto", "Lo que dice el expediente que se contrató", [](const Facts& f) { const auto* c = contract_of(f); return c ? c->description : ""; }),
        text("proteccion-datos.responsable", "Responsable del tratamiento; si no consta, el acreedor",
             [](const Facts& f) {
                 return f.debt.data_protection && !f.debt.data_protection->controller.empty() ? f.debt.data_protection->controller : f.debt.creditor.name;
             }),
        text("proteccion-datos.contacto", "Dónde ejercer los derechos: contacto del expediente, correo o domicilio del acreedor",
             [](const Facts& f) {
                 if (f.debt.data_protection && !f.debt.data_protection->contact.empty()) return f.debt.data_protection->contact;
                 const std::string email = creditor_contact(f, &model::Contact::email);
                 return email.empty() ? one_line(first_address(f.debt.creditor)) : email;
             }),
        optional_text("proteccion-datos.url", "Página con el resto de la información", [](const Facts& f) { return f.debt.data_protection ? f.debt.data_protection->url : ""; }),
        optional_text("proteccion-datos.origen", "De dónde proceden los datos, si no los dio el deudor",
                      [](const Facts& f) { return f.debt.data_protection ? f.debt.data_protection->origin : ""; }),
    };
}

} // namespace

std::vector<Name> names_of_parties() {
    std::vector<Name> all;
    for (auto* part : {creditor_names, debtor_names, addressee_names, case_names}) {
        std::vector<Name> some = part();
        std::move(some.begin(), some.end(), std::back_inserter(all));
    }
    return all;
}

} // namespace legajo::fill
