// A problem as a person and as a program reads it.

#include "golden.hpp"
#include "schema.hpp"

#include "report/problem_text.hpp"

using namespace legajo;

namespace {

const auto catalogue = report::Catalogue::parse(R"([case.amount_negative]
what = El importe {valor} de «{elemento}» es negativo.
why = Una factura se paga; lo que se devuelve va en un abono.
fix = Escriba el importe sin signo o conviértalo en <abono>.
[word.error]
text = error
[word.warning]
text = aviso
[word.at]
text = en
[word.because]
text = porque
[word.remedy]
text = remedio
)");

base::Problem negative_amount() {
    base::Problem problem;
    problem.code = "case.amount_negative";
    problem.stage = "read";
    problem.place = {"expediente.xml", 12, 8, "expediente/factura[2]/@importe"};
    problem.with("valor", "-12.00").with("elemento", "factura");
    return problem;
}

} // namespace

TEST_CASE("A problem reads like that of a good compiler") {
    CHECK(report::problem_text(negative_amount(), catalogue) ==
          "expediente.xml:12:8: error: El importe -12.00 de «factura» es negativo. [case.amount_negative]\n"
          "    en       expediente/factura[2]/@importe\n"
          "    porque   Una factura se paga; lo que se devuelve va en un abono.\n"
          "    remedio  Escriba el importe sin signo o conviértalo en <abono>.\n");
}

TEST_CASE("Without a place, and with an unknown code, nothing is invented") {
    base::Problem problem;
    problem.severity = base::Severity::warning;
    problem.code = "draw.odd";
    problem.with("page", "2");
    CHECK(report::problem_text(problem, catalogue) == "aviso: draw.odd (page: 2)\n");
    problem.place.file = "a.xml";
    CHECK(report::problem_text(problem, catalogue) == "a.xml: aviso: draw.odd (page: 2)\n");
}

TEST_CASE("Colour only when asked; control characters never") {
    auto problem = negative_amount();
    problem.arguments[0].second = "\x1b]0;owned\x07";
    CHECK(report::problem_text(problem, catalogue).find('\x1b') == std::string::npos);
    CHECK(report::problem_text(negative_amount(), catalogue, {.colour = true}).find("\x1b[1;31merror:") != std::string::npos);
}

TEST_CASE("A problem as data keeps to its schema") {
    const test::Schema schema("problem");
    CHECK(schema.faults(report::problem_json(negative_amount(), catalogue)) == "");
    CHECK(schema.faults(report::problem_json(base::Problem{}, catalogue)) == "");
    CHECK(report::problem_json(negative_amount(), catalogue) ==
          R"({"gravedad":"error","codigo":"case.amount_negative","etapa":"read","fichero":"expediente.xml","linea":12,"columna":8,)"
          R"("ruta":"expediente/factura[2]/@importe","que":"El importe -12.00 de «factura» es negativo.",)"
          R"("porque":"Una factura se paga; lo que se devuelve va en un abono.","remedio":"Escriba el importe sin signo o conviértalo en <abono>.",)"
          R"("argumentos":{"valor":"-12.00","elemento":"factura"}})");
    base::Problem broken;
    broken.code = "x";
    broken.place.file = "caf\xE9.xml"; // a file name need not be UTF-8
    CHECK(schema.faults(report::problem_json(broken, catalogue)) == "");
}
