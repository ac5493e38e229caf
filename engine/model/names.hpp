#pragma once
// Spanish data names of the enumerations (case XML, policy, reports) and back. One table each, in names.cpp.

#include "model/case.hpp"
#include "model/decision.hpp"

#include <span>
#include <string_view>

namespace legajo::model {

// name_of gives the data name ("consumidor"); from_name<E> the value, nullopt for an unknown word.
std::string_view name_of(PartyKind);
std::string_view name_of(PersonKind);
std::string_view name_of(LiabilityRegime);
std::string_view name_of(ContractObject);
std::string_view name_of(Purpose);
std::string_view name_of(ContractLaw);
std::string_view name_of(Title::Kind);
std::string_view name_of(Receipt);
std::string_view name_of(Imputation);
std::string_view name_of(AgreementState);
std::string_view name_of(Direction);
std::string_view name_of(Channel);
std::string_view name_of(DispatchResult);
std::string_view name_of(HoldKind);
std::string_view name_of(InsolvencyKind);
std::string_view name_of(Reserve);
std::string_view name_of(LetterState);
std::string_view name_of(Outcome);
std::string_view name_of(ClaimMode);
std::string_view name_of(ImputationPolicy);
std::string_view name_of(Obligor::Role);

template <typename E>
std::optional<E> from_name(std::string_view word);

template <typename E>
std::span<const std::string> names(); // all words, for did-you-mean; index-free order of the table

} // namespace legajo::model
