#pragma once
// Reads the attributes of one element, each once and typed; what is unknown, missing or ill-formed becomes a problem with its place.

#include "base/date.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "model/names.hpp"
#include "model/style.hpp"
#include "pack/problems.hpp"
#include "pack/xml_tree.hpp"

#include <optional>
#include <set>
#include <span>

namespace legajo::pack {

class Fields {
public:
    Fields(const Element& element, base::Problems& problems) : element_(element), problems_(problems) {}
    ~Fields(); // reports attributes nobody asked for
    Fields(const Fields&) = delete;
    Fields& operator=(const Fields&) = delete;

    [[nodiscard]] std::string text(std::string_view name);                   // "" when absent
    [[nodiscard]] std::string required_text(std::string_view name);          // pack.attribute_missing
    [[nodiscard]] std::vector<std::string> words(std::string_view name);     // split at blanks
    [[nodiscard]] std::optional<int> whole(std::string_view name, int least, int most);
    [[nodiscard]] bool yes(std::string_view name, bool otherwise);
    [[nodiscard]] std::optional<base::Money> money(std::string_view name);   // not negative
    [[nodiscard]] std::optional<base::Date> date(std::string_view name);
    [[nodiscard]] std::optional<double> length_pt(std::string_view name);    // 25mm, 2.5cm, 10.5pt, 0
    [[nodiscard]] std::optional<double> number(std::string_view name);
    [[nodiscard]] std::optional<model::Colour> colour(std::string_view name); // #RRGGBB
    [[nodiscard]] bool has(std::string_view name) const;

    // A word of one of the model's tables ("burofax").
    template <typename E>
    [[nodiscard]] std::optional<E> word(std::string_view name) {
        const Attribute* attribute = take(name);
        if (attribute == nullptr) return std::nullopt;
        return word_of<E>(*attribute, attribute->value);
    }
    template <typename E>
    [[nodiscard]] std::vector<E> word_list(std::string_view name) {
        std::vector<E> result;
        const Attribute* attribute = take(name);
        if (attribute == nullptr) return result;
        for (const auto part : base::split(attribute->value, ' '))
            if (!part.empty())
                if (const auto value = word_of<E>(*attribute, part)) result.push_back(*value);
        return result;
    }
    // One of `words`; the position in it.
    [[nodiscard]] std::optional<std::size_t> choice(std::string_view name, std::span<const std::string> words);

private:
    const Attribute* take(std::string_view name);
    void refuse(const Attribute& attribute, std::string expected);
    void unknown_word(const Attribute& attribute, std::string_view word, std::span<const std::string> known);

    template <typename E>
    std::optional<E> word_of(const Attribute& attribute, std::string_view text) {
        const auto value = model::from_name<E>(text);
        if (!value) unknown_word(attribute, text, model::names<E>());
        return value;
    }

    const Element& element_;
    base::Problems& problems_;
    std::set<std::string, std::less<>> asked_;
};

// pack.element_unknown with did-you-mean.
void refuse_element(const Element& child, std::span<const std::string> known, base::Problems& problems);

} // namespace legajo::pack
