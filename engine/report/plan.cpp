#include "report/plan.hpp"

#include "report/csv.hpp"
#include "report/human.hpp"
#include "report/json_values.hpp"
#include "report/text_layout.hpp"
#include "report/used_rules.hpp"

#include <algorithm>
#include <tuple>

namespace legajo::report {
namespace {

// What the clerk must know beside the date: waits for approval, held and why, handed over.
std::string remark_of(const PlannedLetter& letter, const Catalogue& catalogue) {
    if (letter.state == CaseState::letter) return "";
    auto text = catalogue.word("state." + std::string(name_of(letter.state)));
    if (!letter.reason.empty()) text += ": " + reason_text(letter.reason, {}, catalogue);
    return text;
}

} // namespace

void sort(Plan& plan) {
    const auto key = [](const PlannedLetter& letter) { return std::tie(letter.date, letter.reference, letter.letter, letter.file); };
    std::sort(plan.letters.begin(), plan.letters.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
}

std::string plan_text(const Plan& plan, const Catalogue& catalogue, int width) {
    const Human human(catalogue.language());
    const auto word = [&](std::string_view key) { return catalogue.word(key); };
    std::string text = catalogue.word("plan.title", {{"desde", human.date(plan.from)}, {"hasta", human.date(plan.to)}}) + "\n\n";
    if (plan.letters.empty()) {
        text += "  " + word("plan.nothing") + "\n";
    } else {
        TextTable table({{word("date"), Align::left}, {word("reference"), Align::left, true}, {word("debtor"), Align::left, true},
                         {word("letter"), Align::left, true}, {word("channel"), Align::left, true}, {word("principal"), Align::right},
                         {word("plan.remark"), Align::left, true}});
        for (const auto& letter : plan.letters)
            table.row({human.date(letter.date), printable(letter.reference), printable(letter.debtor),
                       letter.letter.empty() ? "" : catalogue.word("letter." + letter.letter),
                       letter.channel.empty() ? "" : catalogue.word("channel." + letter.channel), human.money(letter.outstanding),
                       remark_of(letter, catalogue)});
        text += table.text(width);
    }
    text += "\n  " + catalogue.word("plan.sum", {{"cartas", human.count(static_cast<std::int64_t>(plan.letters.size()))},
                                                {"casos", human.count(plan.cases_read)},
                                                {"fallos", human.count(plan.cases_failed)}}) + "\n";
    return text;
}

std::string plan_csv(const Plan& plan, const Catalogue& catalogue, bool with_byte_order_mark) {
    CsvRow head;
    for (const char* name : {"fecha", "referencia", "deudor", "carta", "nivel", "canal", "estado", "motivo", "moneda", "principal", "ultimo-dia-seguro", "fichero", "nota"})
        head.data(name);
    std::string text = (with_byte_order_mark ? std::string(byte_order_mark) : "") + head.line();
    for (const auto& letter : plan.letters) {
        CsvRow row;
        row.data(letter.date.iso()).text(letter.reference).text(letter.debtor).data(letter.letter).data(std::to_string(letter.level));
        row.data(letter.channel).data(name_of(letter.state)).data(letter.reason).data(letter.outstanding.currency().text());
        row.data(letter.outstanding.text()).data(letter.last_safe_day ? letter.last_safe_day->iso() : "").text(letter.file);
        row.text(remark_of(letter, catalogue));
        text += row.line();
    }
    return text;
}

std::string plan_json(const Plan& plan, const Catalogue& catalogue) {
    Json letters = Json::array();
    for (const auto& letter : plan.letters) {
        Json one;
        one["fecha"] = date_json(letter.date);
        one["referencia"] = letter.reference;
        one["deudor"] = letter.debtor;
        one["carta"] = text_or_null(letter.letter);
        one["nivel"] = letter.level;
        one["canal"] = text_or_null(letter.channel);
        one["estado"] = name_of(letter.state);
        one["motivo"] = text_or_null(letter.reason);
        one["nota"] = text_or_null(remark_of(letter, catalogue));
        one["moneda"] = letter.outstanding.currency().text();
        one["principal"] = money_json(letter.outstanding);
        one["ultimo-dia-seguro"] = date_json(letter.last_safe_day);
        one["fichero"] = text_or_null(letter.file);
        letters.push_back(std::move(one));
    }
    Json json;
    json["resultado"] = "plan";
    json["desde"] = date_json(plan.from);
    json["hasta"] = date_json(plan.to);
    json["casos-leidos"] = plan.cases_read;
    json["casos-con-fallo"] = plan.cases_failed;
    json["cartas"] = std::move(letters);
    return json_text(json, 2) + "\n";
}

} // namespace legajo::report
