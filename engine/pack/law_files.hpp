#pragma once
// law/*.csv -> model::LawTables and model::LawRules, checked: header, dates, values, order, overlaps, gaps.

#include "base/problem.hpp"
#include "model/law_table.hpp"

#include <map>
#include <string>
#include <vector>

namespace legajo::pack {

struct TableLeave { // <tabla> of pack.xml
    std::string key;  // a key, or the beginning of keys when it ends in '.'
    bool gaps = false, overlaps = false;
};

// Adds the rows of one table file. law.header, law.columns, law.value, law.date, law.confidence, law.key.
void read_table(std::string_view csv, const std::string& file, model::LawTables& tables, std::map<std::string, base::Place, std::less<>>& places,
                base::Problems& problems);
void read_rules(std::string_view csv, const std::string& file, model::LawRules& rules, base::Problems& problems);

// Rows of each key sorted by `from`; law.unsorted never happens after it. law.overlap, law.gap, law.open_row_not_last, law.backwards.
void check_tables(model::LawTables& tables, const std::vector<TableLeave>& leaves, const std::map<std::string, base::Place, std::less<>>& places,
                  base::Problems& problems);

} // namespace legajo::pack
