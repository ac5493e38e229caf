#pragma once
// A page of plain text for people: title, sections, labelled lines, paragraphs, tables. Internal to report/.

#include "report/explain.hpp"
#include "report/human.hpp"
#include "report/text_layout.hpp"

#include <string>
#include <utility>
#include <vector>

namespace legajo::report {

class PageWriter {
public:
    PageWriter(const Catalogue& catalogue, const PageStyle& style);

    void title(const std::string& left, const std::string& right);
    void section(std::string_view word_key);
    void labelled(std::vector<std::pair<std::string, std::string>> lines); // label (text, not key) and value; empty values are left out
    void item(const std::string& bullet, const std::string& text, int indent = 2);
    void text(const std::string& text, int indent = 2);
    void table(const TextTable& table, int indent = 2);
    void blank();

    [[nodiscard]] std::string word(std::string_view key, const Arguments& arguments = {}) const { return catalogue.word(key, arguments); }
    [[nodiscard]] std::string date(const std::optional<base::Date>& day) const { return day ? human.date(*day) : ""; }
    [[nodiscard]] std::string money(const std::optional<base::Money>& amount) const { return amount ? human.money(*amount) : ""; }
    // "vencimiento: 14/02/2026; días: 280", for readers.
    [[nodiscard]] std::string facts(const Arguments& facts) const;
    // The sentence, and behind it the facts that it does not mention.
    [[nodiscard]] std::string with_facts(const std::string& sentence, const Arguments& facts) const;
    [[nodiscard]] Arguments unmentioned(const std::string& sentence, const Arguments& facts) const;
    [[nodiscard]] std::string take() { return std::move(page_); }

    const Catalogue& catalogue;
    const Human human;

private:
    [[nodiscard]] std::string fact_name(const std::string& name) const;
    [[nodiscard]] std::string fact_value(const std::string& name, const std::string& value) const;
    [[nodiscard]] std::string strong(const std::string& text) const;
    PageStyle style_;
    std::string page_;
};

// Long texts that stand below a table once, and in it as "[1]".
class Notes {
public:
    // The mark of this text; the same text has the same mark; "" for an empty one.
    [[nodiscard]] std::string mark(const std::string& text);
    void write(PageWriter& page) const;

private:
    std::vector<std::string> texts_;
};

} // namespace legajo::report
