#pragma once
// Kinds that both the case and the law speak of, apart from the structs that carry them: law/ includes this and party.hpp, never case.hpp.

namespace legajo::model {

enum class ContractObject { unknown, goods, services, works, supply, carriage, fees, loan, lease, community_fees };
enum class Purpose { unknown, own_use, resale, private_use }; // destino: uso-propio, reventa, particular
enum class ContractLaw { common, catalonia, navarre };        // ley
enum class Imputation { unstated, interest_first, principal_first };
enum class InsolvencyKind { unknown, ordinary, without_assets, micro_company };

enum class Regime { unknown, business_3_2004, public_3_2004, legal_interest, consumer, no_rule_set }; // which law governs interest
enum class Urgency { ok, within_180_days, within_60_days, expired };
enum class NegotiationStage { not_required, not_started, waiting, under_way, ended, window_missed };

} // namespace legajo::model
