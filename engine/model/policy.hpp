#pragma once
// The escalation policy as data (policy.xml of the pack).

#include "model/party.hpp"
#include "model/case.hpp"

#include <map>

namespace legajo::model {

// What a payment pays first when nobody said so (L-306, CC 1173): interest; principal; or interest only once it has been claimed from the debtor.
enum class ImputationPolicy { interest_first, principal_first, claimed_interest_first }; // imputacion: intereses | principal | intereses-reclamados

enum class ClaimMode { claim, reserve, waive }; // reclamar | reservar | renunciar: never forgotten

struct PolicyStep {
    int level = 0;
    std::string letter;      // letter id
    int days_after_due = 0;  // of the invoice, for the first possible day (D+n)
    int wait_days = 0;       // after the previous step's letter (delivery, or issue when unknown)
    Channel channel = Channel::unknown;
    std::optional<int> deadline_days; // granted to the debtor, counted from delivery; absent: none
    bool needs_approval = false;
    bool on_request = false;          // only when a person asks for this letter by name
    bool wants_dossier = false;       // a batch asked for dossiers makes one at this step
    std::optional<Money> minimum_amount;
    std::optional<Money> channel_cost;
};

// Steps and figures for one debtor kind (or all). The most specific wins: case over debtor kind over policy.
struct PolicyLadder {
    std::vector<PartyKind> kinds; // empty = all others
    std::vector<PolicyStep> steps; // by level
    std::vector<PolicyStep> beside; // letters beside the ladder (level 0): channel, deadline, approval
    // Absent: the policy's own figure stands.
    std::optional<int> grace_days, maximum_level;
    std::optional<Money> minimum_amount;
    std::optional<ClaimMode> interest_mode, compensation_mode;
};

struct Policy {
    std::string version;
    std::vector<PolicyLadder> ladders;
    int grace_days = 0;
    int data_max_age_days = 0;   // older data stop the run; 0 = no limit
    Money minimum_amount{};      // below: no letter
    int contacts_per_week = 0;   // cap per debtor; 0 = none
    std::optional<Money> merge_formal_below; // steps 3 and 5 merge up to here
    int limitation_short_circuit_days = 60;
    std::map<Channel, Money> channel_costs;
    std::map<Channel, int> channel_delivery_days; // days to allow when delivery is unknown (L-920)
    ClaimMode interest_mode = ClaimMode::claim, compensation_mode = ClaimMode::claim;
    ImputationPolicy imputation = ImputationPolicy::interest_first; // of business debts; a consumer's payments serve the principal first
    std::vector<Channel> channel_order;    // weakest first: an undelivered letter is repeated by the next one after its own
    int repeat_limit = 0;                  // how often an undelivered letter may be repeated
    int repeat_wait_days = 0;              // after the failed delivery
    int payment_check_days = 0;            // days to wait for a payment that the debtor has announced as made
    int promise_tolerance_days = 0;        // days after a promise's last day before it counts as broken
    int instalment_reminder_days = 0;      // recordatorio-cuota: days before an instalment is due; 0 = none
    std::vector<std::string> automatic_letters; // may go out without approval even to natural persons (GDPR 22, L-922)
};

} // namespace legajo::model
