#pragma once
// A problem as a good compiler prints it, and as data.
//
//     expediente.xml:12:8: error: El importe «-12.00» de «factura» es negativo. [case.amount_negative]
//         en       expediente/factura[2]/@importe
//         porque   Una factura se paga; lo que se devuelve va en un abono.
//         remedio  Escriba el importe sin signo o conviértalo en <abono>.

#include "report/catalogue.hpp"

#include <string>

namespace legajo::report {

struct ProblemStyle {
    bool colour = false; // ANSI; only when the caller knows that a terminal reads it
    int width = 100;     // columns; the explanations are wrapped
};

// Ends with a line feed. Control characters of the user's data are shown as U+FFFD, so that a case file cannot drive the terminal.
[[nodiscard]] std::string problem_text(const base::Problem& problem, const Catalogue& catalogue, const ProblemStyle& style = {});
[[nodiscard]] std::string problems_text(const base::Problems& problems, const Catalogue& catalogue, const ProblemStyle& style = {});

// {"gravedad","codigo","etapa","fichero","linea","columna","ruta","que","porque","remedio","argumentos"}; one line, without line feed.
[[nodiscard]] std::string problem_json(const base::Problem& problem, const Catalogue& catalogue);

} // namespace legajo::report
