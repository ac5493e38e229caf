#pragma once
// 128-bit integers for exact products of cents, rates and days. A compiler extension, named once here.

namespace legajo::base {

__extension__ typedef __int128 Wide;

[[nodiscard]] constexpr Wide power_of_ten(int exponent) {
    Wide power = 1;
    while (exponent-- > 0) power *= 10;
    return power;
}

} // namespace legajo::base
