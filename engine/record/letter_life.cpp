#include "record/letter_life.hpp"

#include <algorithm>

namespace legajo::record {
namespace {

using model::LetterState;

constexpr std::pair<LetterState, LetterState> steps[] = {
    {LetterState::proposed, LetterState::approved},   {LetterState::proposed, LetterState::annulled},      {LetterState::approved, LetterState::issued},
    {LetterState::approved, LetterState::annulled},   {LetterState::issued, LetterState::sent},            {LetterState::issued, LetterState::annulled},
    {LetterState::sent, LetterState::delivered},      {LetterState::sent, LetterState::refused},           {LetterState::sent, LetterState::not_collected},
    {LetterState::sent, LetterState::returned},       {LetterState::sent, LetterState::answered},          {LetterState::delivered, LetterState::answered},
    {LetterState::refused, LetterState::answered},    {LetterState::not_collected, LetterState::answered}, {LetterState::returned, LetterState::answered},
};

} // namespace

std::span<const std::pair<LetterState, LetterState>> permitted_steps() { return steps; }

bool may_become(LetterState from, LetterState to) { return std::find(std::begin(steps), std::end(steps), std::pair{from, to}) != std::end(steps); }

} // namespace legajo::record
