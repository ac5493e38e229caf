#pragma once
// Visits every text that a wire struct's fields() names (see wire.hpp): an archive that neither reads nor writes.
//     TextWalk walk([](std::string& text) { ... });
//     walk(document);

#include "base/date.hpp"

#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace legajo::base {

template <class OnText>
class TextWalk {
public:
    explicit TextWalk(OnText on_text) : on_text_(std::move(on_text)) {}
    template <class... T>
    void operator()(T&... values) {
        (look(values), ...);
    }

private:
    void look(std::string& text) { on_text_(text); }
    void look(Date&) {}
    template <class T>
        requires std::is_arithmetic_v<T> || std::is_enum_v<T>
    void look(T&) {}
    void look(std::vector<bool>&) {}
    template <class T>
    void look(std::vector<T>& list) {
        for (T& item : list) look(item);
    }
    template <class T>
    void look(std::optional<T>& value) {
        if (value) look(*value);
    }
    template <class A, class B>
    void look(std::pair<A, B>& value) {
        look(value.first);
        look(value.second);
    }
    template <class... T>
    void look(std::variant<T...>& value) {
        std::visit([this](auto& alternative) { look(alternative); }, value);
    }
    template <class T>
        requires std::is_class_v<T>
    void look(T& value) {
        fields(*this, value);
    }

    OnText on_text_;
};

} // namespace legajo::base
