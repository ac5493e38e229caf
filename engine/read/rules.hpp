#pragma once
// How the vocabulary is written down: each element and attribute once, with its kind, its meaning and the member of the model it
// fills. The reader, did-you-mean, the schema and the reference in case-format.md are all made from these rules.

#include "model/case.hpp"
#include "model/names.hpp"
#include "read/value_context.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace legajo::read {

// What a value looks like; decides parsing, the schema type and the words of the reference.
enum class ValueKind {
    text, identifier, reference, references, date, money, percent, integer, yes_no, word, open_word, language, currency, country, tax_id,
    iban, clabe, email, link, file, sha256, clock_time, dir3
};

struct AttributeRule {
    std::string_view name; // empty: the text of the element
    std::string_view meaning;
    ValueKind kind = ValueKind::text;
    bool (*store)(ValueContext&, const AttributeRule&, void* object, std::string_view value) = nullptr;
    std::vector<std::string> (*words)() = nullptr; // kind word, open_word
    IdTarget target = IdTarget::none;              // what an identifier names or a reference must name
    bool is_required = false;
    std::int64_t minimum = 0, maximum = 0; // integer: the value; money and percent: hundredths. 0, 0: no limits of its own
    void (*keep_generated)(void* object, std::string id) = nullptr; // an absent identifier becomes "factura[2]": name and number
};

struct ElementRule;

struct ChildRule {
    const ElementRule* element = nullptr;
    void* (*make)(void* parent) = nullptr; // the object the child fills
    bool is_repeatable = false, is_required = false;
};

struct ElementRule {
    std::string_view name, type_name, meaning; // type_name: in the schema
    std::span<const AttributeRule> attributes;
    std::span<const ChildRule> children = {};
    const AttributeRule* text = nullptr;
    base::Place* (*place)(void* object) = nullptr;
};

namespace detail {

template <typename M>
struct Member;
template <typename C, typename V>
struct Member<V C::*> {
    using Class = C;
    using Value = V;
};

template <auto First, auto... Rest>
auto& follow(typename Member<decltype(First)>::Class& object) {
    if constexpr (sizeof...(Rest) == 0) return object.*First;
    else return follow<Rest...>(object.*First);
}
template <auto... Path>
struct Root;
template <auto First, auto... Rest>
struct Root<First, Rest...> {
    using Type = typename Member<decltype(First)>::Class;
};

template <auto... Path>
auto& member(void* object) {
    return follow<Path...>(*static_cast<typename Root<Path...>::Type*>(object));
}
template <auto... Path>
using Value = std::remove_reference_t<decltype(member<Path...>(nullptr))>;

template <typename T>
struct Unwrapped {
    using Type = T;
    static constexpr bool is_vector = false, is_optional = false;
};
template <typename T>
struct Unwrapped<std::optional<T>> {
    using Type = T;
    static constexpr bool is_vector = false, is_optional = true;
};
template <typename T>
struct Unwrapped<std::vector<T>> {
    using Type = T;
    static constexpr bool is_vector = true, is_optional = false;
};

template <typename T>
constexpr ValueKind kind_of() {
    if constexpr (std::is_same_v<T, std::string>) return ValueKind::text;
    else if constexpr (std::is_same_v<T, base::Date>) return ValueKind::date;
    else if constexpr (std::is_same_v<T, base::Money>) return ValueKind::money;
    else if constexpr (std::is_same_v<T, base::Decimal>) return ValueKind::percent;
    else if constexpr (std::is_same_v<T, int>) return ValueKind::integer;
    else if constexpr (std::is_same_v<T, bool>) return ValueKind::yes_no;
    else if constexpr (std::is_same_v<T, base::Currency>) return ValueKind::currency;
    else return ValueKind::word; // an enumeration of the model
}

template <typename E>
std::vector<std::string> enumeration_words() {
    const auto all = model::names<E>();
    return {all.begin(), all.end()};
}

// Keeps a value that was read; false when it was not one.
template <typename T, typename V>
bool keep(T& target, std::optional<V> value) {
    if (!value) return false;
    target = std::move(*value);
    return true;
}

template <auto... Path>
bool store_member(ValueContext& context, const AttributeRule& rule, void* object, std::string_view value) {
    auto& target = member<Path...>(object);
    using T = typename Unwrapped<Value<Path...>>::Type;
    if constexpr (std::is_same_v<T, base::Date>) return keep(target, context.date(value));
    else if constexpr (std::is_same_v<T, base::Money>) return keep(target, context.money(value, rule.minimum, rule.maximum));
    else if constexpr (std::is_same_v<T, base::Decimal>) return keep(target, context.percent(value, rule.minimum, rule.maximum));
    else if constexpr (std::is_same_v<T, int>) return keep(target, context.integer(value, rule.minimum, rule.maximum));
    else if constexpr (std::is_same_v<T, bool>) return keep(target, context.yes_no(value));
    else if constexpr (std::is_same_v<T, base::Currency>) return keep(target, context.currency_code(value));
    else if constexpr (std::is_enum_v<T>) {
        if (auto found = model::from_name<T>(value)) return keep(target, found);
        context.unknown_word(value, rule.words());
        return false;
    } else {
        static_assert(std::is_same_v<T, std::string>);
        return keep(target, context.text(value));
    }
}

template <typename T>
base::Place* place_of(void* object) {
    if constexpr (requires(T& t) { t.place; }) return &static_cast<T*>(object)->place;
    else if constexpr (requires(T& t) { t.party.place; }) return &static_cast<T*>(object)->party.place;
    else return nullptr;
}

template <auto... Path>
void* make_member(void* parent) {
    auto& target = member<Path...>(parent);
    using U = Unwrapped<Value<Path...>>;
    if constexpr (U::is_vector) return &target.emplace_back();
    else if constexpr (U::is_optional) return &target.emplace();
    else return &target;
}

} // namespace detail

// --- attributes -------------------------------------------------------------------------------------------------

// Kind and parsing follow from the member's type.
template <auto... Path>
constexpr AttributeRule attribute(std::string_view name, std::string_view meaning) {
    using T = typename detail::Unwrapped<detail::Value<Path...>>::Type;
    AttributeRule rule{name, meaning, detail::kind_of<T>(), &detail::store_member<Path...>};
    if constexpr (std::is_enum_v<T>) rule.words = &detail::enumeration_words<T>;
    return rule;
}

constexpr AttributeRule required(AttributeRule rule) {
    rule.is_required = true;
    return rule;
}
constexpr AttributeRule between(std::int64_t minimum, std::int64_t maximum, AttributeRule rule) {
    rule.minimum = minimum;
    rule.maximum = maximum;
    return rule;
}
constexpr std::int64_t largest_amount_cents = 1'000'000'000'000; // ten thousand million units: sums of a whole case stay far from overflow
// More than zero: nothing is owed, paid or credited by nought.
constexpr AttributeRule positive(AttributeRule rule) { return between(1, largest_amount_cents, rule); }
constexpr AttributeRule zero_or_more(AttributeRule rule) { return between(0, largest_amount_cents, rule); }

// A name by which other elements refer to this one; unique in the whole case.
template <auto... Path>
constexpr AttributeRule identifier(IdTarget target, std::string_view name, std::string_view meaning) {
    AttributeRule rule{name, meaning, ValueKind::identifier, nullptr};
    rule.target = target;
    rule.store = [](ValueContext& context, const AttributeRule& self, void* object, std::string_view value) {
        return detail::keep(detail::member<Path...>(object), context.identifier(value, self.target));
    };
    return rule;
}
template <auto... Path>
constexpr AttributeRule generated_identifier(IdTarget target, std::string_view name, std::string_view meaning) {
    AttributeRule rule = identifier<Path...>(target, name, meaning);
    rule.keep_generated = [](void* object, std::string id) { detail::member<Path...>(object) = std::move(id); };
    return rule;
}

// One id, or several parted by blanks when the member is a vector; each must exist in the case.
template <auto... Path>
constexpr AttributeRule reference(IdTarget target, std::string_view name, std::string_view meaning) {
    constexpr bool is_list = detail::Unwrapped<detail::Value<Path...>>::is_vector;
    AttributeRule rule{name, meaning, is_list ? ValueKind::references : ValueKind::reference, nullptr};
    rule.target = target;
    rule.store = [](ValueContext& context, const AttributeRule& self, void* object, std::string_view value) {
        auto& target_member = detail::member<Path...>(object);
        if constexpr (is_list) return detail::keep(target_member, context.references(value, self.target));
        else return detail::keep(target_member, context.reference(value, self.target));
    };
    return rule;
}

// A string with a closed list of words: List() gives a span of string_view.
template <auto List, auto... Path>
constexpr AttributeRule word(std::string_view name, std::string_view meaning) {
    AttributeRule rule{name, meaning, ValueKind::word, nullptr};
    rule.words = [] { return std::vector<std::string>(List().begin(), List().end()); };
    rule.store = [](ValueContext& context, const AttributeRule& self, void* object, std::string_view value) {
        for (const std::string_view known : List())
            if (known == value) {
                detail::member<Path...>(object) = std::string(value);
                return true;
            }
        context.unknown_word(value, self.words());
        return false;
    };
    return rule;
}

// A string with a form of its own; Read is a method of ValueContext.
template <ValueKind Kind, auto Read, auto... Path>
constexpr AttributeRule special(std::string_view name, std::string_view meaning) {
    AttributeRule rule{name, meaning, Kind, nullptr};
    rule.store = [](ValueContext& context, const AttributeRule&, void* object, std::string_view value) {
        return detail::keep(detail::member<Path...>(object), (context.*Read)(value));
    };
    return rule;
}

// --- children ---------------------------------------------------------------------------------------------------

// A vector member makes the child repeatable.
template <auto... Path>
constexpr ChildRule child(const ElementRule& element) {
    return {&element, &detail::make_member<Path...>, detail::Unwrapped<detail::Value<Path...>>::is_vector, false};
}
// The child fills members of its parent's own object (<nombre>, <nif>).
constexpr ChildRule own_child(const ElementRule& element) {
    return {&element, [](void* parent) { return parent; }, false, false};
}
// As child, and Prepare sets what the element's name says.
template <auto Prepare, auto... Path>
constexpr ChildRule prepared_child(const ElementRule& element) {
    ChildRule rule = child<Path...>(element);
    rule.make = [](void* parent) {
        void* object = detail::make_member<Path...>(parent);
        Prepare(*static_cast<typename detail::Unwrapped<detail::Value<Path...>>::Type*>(object));
        return object;
    };
    return rule;
}
constexpr ChildRule required(ChildRule rule) {
    rule.is_required = true;
    return rule;
}

// The vocabulary: the rule of <expediente>, which leads to all others (vocabulary.cpp and its neighbours).
[[nodiscard]] const ElementRule& case_rule();

} // namespace legajo::read
