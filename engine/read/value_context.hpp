#pragma once
// Reading of single values: text to date, money, identifier ... Each method gives the value, or reports why it is none.

#include "base/date.hpp"
#include "base/money.hpp"
#include "read/findings.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace legajo::read {

enum class IdTarget { none, party, address, contract, invoice, credit_note, payment, promise, agreement, communication, negotiation, hold, evidence };

// Whose rules tax ids and accounts follow: from moneda and idioma of the case.
enum class Jurisdiction { spain, mexico, other };

struct GivenId {
    std::string_view id;
    IdTarget target;
    std::size_t offset;
    std::string path;
};

struct Reference {
    std::string_view id;
    IdTarget target;
    std::size_t offset;
    std::string path;
};

class ValueContext {
public:
    ValueContext(Findings& findings, const std::string& path) : findings_(findings), path_(path) {}

    // Set by the tree reader before each value: where it stands; `attribute` is empty for the text of an element.
    void set_place(std::size_t offset, std::string_view element, std::string_view attribute) {
        offset_ = offset;
        element_ = element;
        attribute_ = attribute;
    }
    void set_jurisdiction(Jurisdiction jurisdiction, base::Currency currency) {
        jurisdiction_ = jurisdiction;
        currency_ = currency;
    }
    [[nodiscard]] Jurisdiction jurisdiction() const { return jurisdiction_; }

    std::optional<std::string> text(std::string_view value); // white space folded
    std::optional<base::Date> date(std::string_view value);
    std::optional<base::Money> money(std::string_view value, std::int64_t minimum_cents, std::int64_t maximum_cents);
    std::optional<base::Decimal> percent(std::string_view value, std::int64_t minimum_hundredths, std::int64_t maximum_hundredths);
    std::optional<int> integer(std::string_view value, std::int64_t minimum, std::int64_t maximum);
    std::optional<bool> yes_no(std::string_view value);
    std::optional<base::Currency> currency_code(std::string_view value);
    std::optional<std::string> identifier(std::string_view value, IdTarget target);
    std::optional<std::string> reference(std::string_view value, IdTarget target);
    std::optional<std::vector<std::string>> references(std::string_view value, IdTarget target);
    std::optional<std::string> language(std::string_view value);
    std::optional<std::string> country(std::string_view value);
    std::optional<std::string> tax_id(std::string_view value);
    std::optional<std::string> iban(std::string_view value);
    std::optional<std::string> clabe(std::string_view value);
    std::optional<std::string> email(std::string_view value);
    std::optional<std::string> link(std::string_view value);
    std::optional<std::string> file(std::string_view value);
    std::optional<std::string> sha256(std::string_view value);
    std::optional<std::string> clock_time(std::string_view value);
    std::optional<std::string> dir3(std::string_view value);

    void unknown_word(std::string_view value, const std::vector<std::string>& words);
    void report(base::Severity severity, std::string_view code, std::string_view value, const Arguments& more = {});

    [[nodiscard]] const std::vector<GivenId>& ids() const { return ids_; }
    [[nodiscard]] const std::vector<Reference>& references_found() const { return references_; }

private:
    [[nodiscard]] std::string path_of_value() const;
    void bad(std::string_view code, std::string_view value, const Arguments& more = {}) { report(base::Severity::error, code, value, more); }

    Findings& findings_;
    const std::string& path_; // of the element at hand, kept by the tree reader
    std::size_t offset_ = 0;
    std::string_view element_, attribute_;
    Jurisdiction jurisdiction_ = Jurisdiction::spain;
    base::Currency currency_{};
    std::vector<GivenId> ids_;
    std::vector<Reference> references_;
};

// Possible words, the nearest first, for a sentence: "entrega, vencimiento, …" (at most `limit`).
[[nodiscard]] std::string listed_nearest_first(std::string_view word, const std::vector<std::string>& candidates, std::size_t limit = 8);

} // namespace legajo::read
