#pragma once
// Problems that end one case or one dossier: thrown by the steps of a way, caught once where it begins. Internal to run/.

#include "base/problem.hpp"

namespace legajo::run {

struct Refused {
    base::Problems problems;
};

// The value; its remarks are not told.
template <typename T>
T taken(base::Result<T> result) {
    if (!result.ok()) throw Refused{std::move(result.problems())};
    return std::move(result).value();
}

// The value, its remarks kept.
template <typename T>
T taken(base::Result<T> result, base::Problems& remarks) {
    if (result.ok()) remarks.insert(remarks.end(), result.problems().begin(), result.problems().end());
    return taken(std::move(result));
}

} // namespace legajo::run
