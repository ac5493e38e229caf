#pragma once
// One assessed case to report on: a business debtor, two invoices, a part payment, a first letter sent, a formal demand due. Figures by hand:
// 2026/113  1,210.00 due 2026-02-14, 200.00 paid on 2026-03-01 to principal: 15 days at 10.15 % on 1,210.00 =  5.05
//           2026-03-02..2026-06-30, 121 days at 10.15 % on 1,010.00 = 33.98; 2026-07-01..2026-11-21, 144 days at 10.40 % = 41.44
// 2026/140  605.00 due 2026-03-31: 91 days at 10.15 % = 15.31; 144 days at 10.40 % = 24.82

#include "model/assessment.hpp"
#include "model/decision.hpp"
#include "model/history.hpp"
#include "model/pack.hpp"

namespace legajo::test {

struct Sample {
    model::Case file;
    model::History history;
    model::Assessment assessment;
    model::Decision decision;
    model::Pack pack;
    base::Problems remarks;
};

Sample business_sample();
// A consumer from whom nothing may be asked yet: no invoice is due, no letter, nothing known of the law.
Sample quiet_sample();

} // namespace legajo::test
