// People and bodies: creditor, debtor, those who answer with it, lawyer and agency.

#include "read/vocabulary.hpp"

#include <array>

namespace legajo::read::vocabulary {
namespace {

using namespace model;

constexpr std::string_view address_use_words[] = {"social", "fiscal", "notificaciones", "particular", "trabajo", "local", "otro"};
std::span<const std::string_view> address_uses() { return address_use_words; }

constexpr std::string_view payment_means_words[] = {"tarjeta", "bizum", "domiciliacion", "transferencia", "otro"};
std::span<const std::string_view> payment_means_kinds() { return payment_means_words; }

constexpr AttributeRule address_attributes[] = {
    identifier<&Address::id>(IdTarget::address, "id", "Name by which a communication refers to this address."),
    required(attribute<&Address::street>("via", "Street, number, floor, door.")),
    attribute<&Address::postal_code>("codigo-postal", "Postal code; five digits in Spain."),
    required(attribute<&Address::town>("municipio", "Town.")),
    attribute<&Address::province>("provincia", "Province."),
    special<ValueKind::country, &ValueContext::country, &Address::country>("pais", "Country, two letters; ES when absent."),
    word<&address_uses, &Address::use>("uso", "What the address is used for."),
    attribute<&Address::verified>("verificado", "Day on which somebody made sure that it is right."),
    attribute<&Address::source>("fuente", "Where it comes from: register, contract, the debtor."),
};

constexpr AttributeRule contact_attributes[] = {
    attribute<&Contact::name>("nombre", "Person to talk to."),
    attribute<&Contact::role>("cargo", "Post of that person."),
    special<ValueKind::email, &ValueContext::email, &Contact::email>("correo", "E-mail address."),
    attribute<&Contact::phone>("telefono", "Telephone, with country prefix."),
    attribute<&Contact::answered>("respondio", "Whether this contact has ever answered."),
};

constexpr AttributeRule identification_attributes[] = {
    required(attribute<&Identification::kind>("tipo", "What kind of identification: NIF-IVA, pasaporte, registro, ...")),
};
constexpr AttributeRule identification_text = required(attribute<&Identification::value>("", "The number."));

constexpr AttributeRule administrator_attributes[] = {
    required(attribute<&Administrator::name>("nombre", "Name.")),
    special<ValueKind::tax_id, &ValueContext::tax_id, &Administrator::nif>("nif", "Tax id."),
    attribute<&Administrator::role>("cargo", "Office: administrador único, presidenta, ..."),
};

constexpr AttributeRule dir3_attributes[] = {
    required(special<ValueKind::dir3, &ValueContext::dir3, &Dir3::office>("oficina", "Accounting office.")),
    required(special<ValueKind::dir3, &ValueContext::dir3, &Dir3::body>("organo", "Managing body.")),
    required(special<ValueKind::dir3, &ValueContext::dir3, &Dir3::unit>("unidad", "Processing unit.")),
};

constexpr AttributeRule account_attributes[] = {
    special<ValueKind::iban, &ValueContext::iban, &BankAccount::iban>("iban", "Account into which the debtor pays."),
    special<ValueKind::clabe, &ValueContext::clabe, &BankAccount::iban>("clabe", "The same for an account in Mexico; instead of iban."),
    attribute<&BankAccount::holder>("titular", "Holder of the account."),
    attribute<&BankAccount::bic>("bic", "BIC of the bank, for payments from outside the SEPA area."),
};

constexpr AttributeRule signatory_attributes[] = {
    required(attribute<&Signatory::name>("nombre", "Person who signs the letters.")),
    attribute<&Signatory::role>("cargo", "Post or capacity."),
    special<ValueKind::tax_id, &ValueContext::tax_id, &Signatory::nif>("nif", "Tax id of the person."),
    attribute<&Signatory::power_notary>("poder-notario", "Notary before whom the power was granted."),
    attribute<&Signatory::power_protocol>("poder-protocolo", "Protocol number of the power."),
    attribute<&Signatory::power_date>("poder-fecha", "Day of the power."),
    reference<&Signatory::evidence>(IdTarget::evidence, "prueba", "Evidence that holds the power."),
};

constexpr AttributeRule payment_means_attributes[] = {
    required(word<&payment_means_kinds, &PaymentMeans::kind>("tipo", "Way to pay beside the bank account.")),
    special<ValueKind::link, &ValueContext::link, &PaymentMeans::link>("enlace", "Address on the web where it can be paid, https."),
};

constexpr AttributeRule insurance_attributes[] = {
    required(attribute<&CreditInsurance::insurer>("aseguradora", "Insurer.")),
    attribute<&CreditInsurance::policy>("poliza", "Number of the policy."),
    between(0, 3650, attribute<&CreditInsurance::notice_days>("plazo-aviso", "Days from default within which the insurer must be told.")),
};

constexpr AttributeRule credit_file_attributes[] = {
    required(AttributeRule{"nombre", "Credit-information system in which the creditor takes part and that the contract or the demand names.", ValueKind::text,
                           [](ValueContext& context, const AttributeRule&, void* object, std::string_view value) {
                               return detail::keep(*static_cast<std::string*>(object), context.text(value));
                           }}),
};

constexpr AttributeRule name_text = required(attribute<&Party::name>("", "Name and surnames, or full company name with its legal form."));
constexpr AttributeRule tax_id_text = required(special<ValueKind::tax_id, &ValueContext::tax_id, &Party::tax_id>("", "Tax id: NIF, NIE or CIF; in a case of Mexico the RFC."));

constexpr ElementRule name{"nombre", "nombre", "Name of the party.", {}, {}, &name_text};
constexpr ElementRule tax_id{"nif", "nif", "Tax id with its check character.", {}, {}, &tax_id_text};
constexpr ElementRule contact{"contacto", "contacto", "Somebody, or a mailbox, to talk to.", contact_attributes, {}, nullptr, &detail::place_of<Contact>};
constexpr ElementRule identification{"identificacion", "identificacion", "Another identification, for instance a foreign one.", identification_attributes, {}, &identification_text};
constexpr ElementRule administrator{"administrador", "administrador", "Who manages the company or presides the community.", administrator_attributes};
constexpr ElementRule dir3{"dir3", "dir3", "Codes that route an electronic invoice inside a public body.", dir3_attributes};
constexpr ElementRule account{"cuenta", "cuenta", "Bank account of the creditor; the first one is printed.", account_attributes, {}, nullptr, &detail::place_of<BankAccount>};
constexpr ElementRule signatory{"firmante", "firmante", "Who signs for the creditor; the first one is printed.", signatory_attributes, {}, nullptr, &detail::place_of<Signatory>};
constexpr ElementRule payment_means{"medio-pago", "medio-pago", "Another way to pay.", payment_means_attributes, {}, nullptr, &detail::place_of<PaymentMeans>};
constexpr ElementRule credit_file{"fichero-solvencia", "fichero-solvencia", "Credit-information system (LOPDGDD 20).", credit_file_attributes};
constexpr ElementRule insurance{"seguro-credito", "seguro-credito", "Credit insurance of this debt.", insurance_attributes};

// The same for any party; Prefix leads from the object to its Party.
template <auto... Prefix>
constexpr auto common_attributes() {
    return std::array{
        identifier<Prefix..., &Party::id>(IdTarget::party, "id", "Name by which other elements refer to this party."),
        attribute<Prefix..., &Party::kind>("tipo", "What the party is; the purpose of the contract decides the regime over this."),
        attribute<Prefix..., &Party::person>("persona", "Natural or legal person, or neither; from the tax id when absent."),
        attribute<Prefix..., &Party::salutation>("tratamiento", "Form of address in a letter: Sra., D., Dra."),
        special<ValueKind::language, &ValueContext::language, Prefix..., &Party::language>("idioma", "Language in which this party is written to; that of the case when absent."),
        attribute<Prefix..., &Party::registry>("datos-registrales", "Entry in the Registro Mercantil; printed at the foot of the creditor's letters."),
    };
}

template <auto... Prefix>
constexpr auto common_children() {
    if constexpr (sizeof...(Prefix) == 0)
        return std::array{required(own_child(name)), own_child(tax_id), child<&Party::addresses>(address), child<&Party::contacts>(contact),
                          child<&Party::identifications>(identification), child<&Party::administrators>(administrator), child<&Party::dir3>(dir3)};
    else
        return std::array{required(child<Prefix...>(name)), child<Prefix...>(tax_id), child<Prefix..., &Party::addresses>(address),
                          child<Prefix..., &Party::contacts>(contact), child<Prefix..., &Party::identifications>(identification),
                          child<Prefix..., &Party::administrators>(administrator), child<Prefix..., &Party::dir3>(dir3)};
}

template <typename T, std::size_t N, std::size_t M>
constexpr std::array<T, N + M> joined(const std::array<T, N>& first, const std::array<T, M>& second) {
    std::array<T, N + M> all{};
    for (std::size_t i = 0; i < N; ++i) all[i] = first[i];
    for (std::size_t i = 0; i < M; ++i) all[N + i] = second[i];
    return all;
}

constexpr auto with_required_kind(auto attributes) {
    for (AttributeRule& rule : attributes)
        if (rule.name == "tipo") rule.is_required = true;
    return attributes;
}

constexpr auto debtor_attributes = with_required_kind(common_attributes<>());
constexpr auto debtor_children = common_children<>();

constexpr auto creditor_attributes =
    joined(with_required_kind(common_attributes<>()),
           std::array{zero_or_more(attribute<&Party::annual_turnover>("facturacion-anual", "Turnover of the year before; decides VAT terms (LIVA 80.Cuatro)."))});
constexpr auto creditor_children =
    joined(common_children<>(), std::array{child<&Party::accounts>(account), child<&Party::signatories>(signatory), child<&Party::payment_means>(payment_means),
                                           child<&Party::credit_files>(credit_file), child<&Party::insurance>(insurance)});

constexpr auto obligor_attributes = joined(
    common_attributes<&Obligor::party>(),
    std::array{
        attribute<&Obligor::regime>("regimen", "Answers for the whole debt or for a share (CC 1137: a share unless agreed)."),
        between(1, 10'000, attribute<&Obligor::share_percent>("cuota", "Share of the debt, percent.")),
        positive(attribute<&Obligor::limit>("limite", "Most that is guaranteed.")),
        reference<&Obligor::contract>(IdTarget::contract, "contrato", "Contract under which this party answers."),
        attribute<&Obligor::consents_extension>("consiente-prorroga", "Whether the guarantor has agreed to extensions (CC 1851)."),
        attribute<&Obligor::consent_date>("consentimiento-fecha", "Day of that agreement."),
    });
constexpr auto obligor_children = common_children<&Obligor::party>();

} // namespace

constinit const ElementRule address{"domicilio", "domicilio", "Postal address; letters go to the first one.", address_attributes, {}, nullptr, &detail::place_of<Address>};
constinit const ElementRule creditor{"acreedor", "acreedor", "Who is owed.", creditor_attributes, creditor_children, nullptr, &detail::place_of<Party>};
constinit const ElementRule debtor{"deudor", "deudor", "Who owes.", debtor_attributes, debtor_children, nullptr, &detail::place_of<Party>};
constinit const ElementRule guarantor{"fiador", "obligado", "Guarantor; gets letters of its own (CC 1975).", obligor_attributes, obligor_children, nullptr, &detail::place_of<Obligor>};
constinit const ElementRule co_debtor{"codeudor", "obligado", "Another debtor of the same debt.", obligor_attributes, obligor_children, nullptr, &detail::place_of<Obligor>};
constinit const ElementRule heir{"heredero", "obligado", "Heir of a debtor who died.", obligor_attributes, obligor_children, nullptr, &detail::place_of<Obligor>};
constexpr auto adviser_attributes = common_attributes<>();
constinit const ElementRule lawyer{"abogado", "asesor", "Lawyer of the creditor; a binding offer above 2,000 EUR needs one.", adviser_attributes, debtor_children, nullptr, &detail::place_of<Party>};
constinit const ElementRule agency{"agencia", "asesor", "Collection agency that may get the case.", adviser_attributes, debtor_children, nullptr, &detail::place_of<Party>};

} // namespace legajo::read::vocabulary
