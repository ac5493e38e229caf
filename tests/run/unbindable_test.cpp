// One exhibit that cannot be bound becomes a sheet; the others keep their places.

#include "run/unbindable.hpp"

#include "evidence/exhibits.hpp"

using namespace legajo;
using namespace legajo::test;

TEST_CASE("Of three exhibits the one that cannot be bound is withdrawn, by name and with a reason") {
    Exhibits cell;
    run::DossierEvidence evidence;
    evidence.pages_spool = run::memory_file("");
    const auto add = [&](const std::string& name, const std::string& pdf) {
        run::Exhibited item;
        item.entry.file = name;
        item.entry.is_readable = true;
        item.entry.pages = item.exhibit.pages = 1;
        item.exhibit.form = model::ExhibitForm::pages;
        const base::Descriptor file = run::memory_file(pdf);
        item.pages = {run::append_file(file.get(), evidence.pages_spool.get()), pdf.size()};
        evidence.exhibits.push_back(std::move(item));
    };
    const std::string sound = cell.read_bytes("a.pdf", pdf_of(one_page("Hola"))).pdf;
    add("uno.pdf", sound);
    add("dos.pdf", "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\nno more");
    add("tres.pdf", sound);
    const base::Descriptor own = run::memory_file(sound);
    CHECK(run::withdraw_unbindable(cell.pipe(), evidence, own.get()) == 1);
    CHECK(evidence.exhibits[0].entry.is_readable);
    CHECK(evidence.exhibits[2].exhibit.form == model::ExhibitForm::pages);
    const run::Exhibited& withdrawn = evidence.exhibits[1];
    CHECK(!withdrawn.entry.is_readable);
    CHECK(withdrawn.entry.pages == 0);
    CHECK(withdrawn.entry.remarks == std::vector<std::string>{"evidence.unbindable"});
    REQUIRE(withdrawn.problems.size() == 1);
    CHECK(withdrawn.problems[0].arguments[0].second == "dos.pdf");
    CHECK(run::withdraw_unbindable(cell.pipe(), evidence, own.get()) == 0);
}
