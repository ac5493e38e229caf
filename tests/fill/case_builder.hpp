#pragma once
// Cases and assessments made by hand, for the tests of fill: what the stages before it would hand over.

#include "fill/filler.hpp"

#include <string>
#include <vector>

namespace fill_test {

using namespace legajo;

struct Setting { // one letter's input
    model::Case debt;
    model::Assessment assessment;
    model::Decision decision;
    fill::FillOptions options;
};

base::Date day(const char* iso);
base::Money euros(const char* amount);

// A supplier of Madrid and a workshop of Getafe: one invoice of 1.210,00 €, 200,00 € paid, interest and compensation due.
Setting business();
// The same with three invoices, a credit note and a broken promise.
Setting business_three();
Setting consumer();
Setting public_body();

// The same case with all that a letter may speak of: offer, agreement, dispute, insolvency, assignment, insurance, lawyer, guarantor.
Setting with_everything(Setting setting);

// The shipped pack, loaded once; problems printed and the test failed when it does not load.
const model::Pack& shipped(const std::string& id = "es-ES");
std::shared_ptr<const fill::PreparedTemplates> prepared(const std::string& id = "es-ES");

std::string text_of(const base::Problems& problems);
// All words of a document in reading order, one block a line.
std::string plain_text(const model::Document& document);

} // namespace fill_test
