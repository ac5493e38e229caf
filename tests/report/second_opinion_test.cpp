// The schemas and our output before a validator that this project did not write (python3-jsonschema), where it is installed.

#include "golden.hpp"

#include <cstdlib>

namespace fs = std::filesystem;

TEST_CASE("An independent validator accepts the schemas and what the golden files hold") {
    if (std::system("python3 -c 'import jsonschema' 2>/dev/null") != 0) {
        WARN("python3-jsonschema is not installed: no second opinion");
        return;
    }
    const std::string root = LEGAJO_SOURCE_DIR;
    const std::string program = "import json,sys,jsonschema as j\n"
                                "s=json.load(open(sys.argv[1]))\n"
                                "j.Draft202012Validator.check_schema(s)\n"
                                "j.Draft202012Validator(s).validate(json.load(open(sys.argv[2])))\n";
    struct Row { const char *schema, *golden; };
    for (const auto& row : {Row{"explain", "explain-business.json"}, Row{"result", "result-letter.json"}, Row{"summary", "resumen.json"}}) {
        INFO(row.golden);
        CHECK(std::system(("python3 -c '" + program + "' '" + root + "/templates/schema/" + row.schema + ".schema.json' '" + root + "/tests/report/golden/" + row.golden + "'").c_str()) == 0);
    }
}
