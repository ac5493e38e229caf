#include "dossier/order.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace legajo::dossier {

int group_of(const model::Evidence& evidence) {
    static const std::map<std::string_view, int> groups{
        {"contrato", 1},     {"condiciones", 1}, {"presupuesto", 1},        {"pedido", 1},        {"titulo", 1},           {"certificado-comunidad", 1}, {"albaran", 2},
        {"factura", 3},      {"factura-electronica", 3}, {"extracto", 4},   {"justificante-pago", 5}, {"correo", 6},       {"mensaje", 6},               {"reconocimiento-deuda", 6},
        {"burofax", 7},      {"certificado-texto", 7},   {"acuse", 7},      {"solicitud-negociacion", 8}, {"oferta-confidencial", 8}, {"nota-registral", 9}, {"poder", 10}};
    const auto found = groups.find(evidence.kind);
    return found == groups.end() ? 11 : found->second;
}

std::vector<const model::Evidence*> in_order(const std::vector<model::Evidence>& evidence) {
    constexpr std::string_view undated = "9999-12-31";
    const auto day = [&](const model::Evidence& item) { return item.date ? item.date->iso() : std::string(undated); };
    std::map<std::pair<int, std::string>, std::string> first_day; // of the exhibits that belong together
    for (const model::Evidence& item : evidence) {
        auto& first = first_day.try_emplace({group_of(item), item.group}, undated).first->second;
        first = std::min(first, day(item));
    }
    std::vector<const model::Evidence*> sorted;
    for (const model::Evidence& item : evidence) sorted.push_back(&item);
    const auto key = [&](const model::Evidence* item) {
        const int group = group_of(*item);
        return std::tuple(group, item->group.empty() ? day(*item) : first_day.at({group, item->group}), item->group, day(*item));
    };
    std::ranges::stable_sort(sorted, [&](const auto* a, const auto* b) { return key(a) < key(b); });
    return sorted;
}

} // namespace legajo::dossier
