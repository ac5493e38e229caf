// The autonomous community of a postal code: its first two digits are the province.

#include "law/es/spanish_rules.hpp"

#include <array>

namespace legajo::law::es {

std::string_view SpanishRules::regional_holiday_key(std::string_view postal_code) const {
    static constexpr std::array<std::string_view, 53> regions{
        "",              "holiday.ES-PV", "holiday.ES-CM", "holiday.ES-VC", "holiday.ES-AN", "holiday.ES-CL", "holiday.ES-EX", "holiday.ES-IB", "holiday.ES-CT",
        "holiday.ES-CL", "holiday.ES-EX", "holiday.ES-AN", "holiday.ES-VC", "holiday.ES-CM", "holiday.ES-AN", "holiday.ES-GA", "holiday.ES-CM", "holiday.ES-CT",
        "holiday.ES-AN", "holiday.ES-CM", "holiday.ES-PV", "holiday.ES-AN", "holiday.ES-AR", "holiday.ES-AN", "holiday.ES-CL", "holiday.ES-CT", "holiday.ES-RI",
        "holiday.ES-GA", "holiday.ES-MD", "holiday.ES-AN", "holiday.ES-MC", "holiday.ES-NC", "holiday.ES-GA", "holiday.ES-AS", "holiday.ES-CL", "holiday.ES-CN",
        "holiday.ES-GA", "holiday.ES-CL", "holiday.ES-CN", "holiday.ES-CB", "holiday.ES-CL", "holiday.ES-AN", "holiday.ES-CL", "holiday.ES-CT", "holiday.ES-AR",
        "holiday.ES-CM", "holiday.ES-VC", "holiday.ES-CL", "holiday.ES-PV", "holiday.ES-CL", "holiday.ES-AR", "holiday.ES-CE", "holiday.ES-ML"};
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (postal_code.size() != 5 || !is_digit(postal_code[0]) || !is_digit(postal_code[1])) return {};
    const auto province = static_cast<std::size_t>((postal_code[0] - '0') * 10 + (postal_code[1] - '0'));
    return province < regions.size() ? regions[province] : std::string_view{};
}

} // namespace legajo::law::es
