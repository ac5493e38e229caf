#include "base/xml_text.hpp"

#include <catch2/catch.hpp>

using namespace legajo;

TEST_CASE("what is written into XML by hand reads as it was given") {
    CHECK(base::xml_text("A & B <b> \"c\" &amp;") == "A &amp; B &lt;b&gt; \"c\" &amp;amp;");
    CHECK(base::xml_attribute("A & B <b> \"c\"") == "A &amp; B &lt;b&gt; &quot;c&quot;");
}
