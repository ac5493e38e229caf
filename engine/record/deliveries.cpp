// Dossiers handed over: from then on numbers and folios stand.

#include "record/database.hpp"
#include "record/problems.hpp"

#include <algorithm>

namespace legajo::record {
namespace {

bool same_place(const model::DeliveredDocument& a, const model::DeliveredDocument& b) {
    return a.number == b.number && a.is_sealed == b.is_sealed && a.exhibit_id == b.exhibit_id && a.sha256 == b.sha256 && a.first_folio == b.first_folio && a.pages == b.pages;
}

std::string name_of(const model::DeliveredDocument& document) { return (document.is_sealed ? "R" : "") + std::to_string(document.number); }

// The number of the first document that does not stand where it stood; nullopt: all do.
std::optional<std::string> first_moved(const model::DeliveredDossier& before, const model::DeliveredDossier& now) {
    const auto& a = before.documents;
    const auto& b = now.documents;
    for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
        if (i < a.size() && i < b.size() && same_place(a[i], b[i])) continue;
        return name_of(i < a.size() ? a[i] : b[i]);
    }
    return before.pages == now.pages ? std::nullopt : std::optional<std::string>("—");
}

// What stands in the way of this delivery after those before it (of its case and version, oldest first).
std::optional<base::Problem> objection(const std::vector<model::DeliveredDossier>& before, const model::DeliveredDossier& now) {
    for (const model::DeliveredDossier& one : before)
        if (one.pdf_sha256 == now.pdf_sha256 && one.receiver == now.receiver) return problem("record.dossier_delivered").with("destinatario", now.receiver).with("fecha", one.on.iso());
    if (before.empty() && now.supplements.empty()) return std::nullopt;
    // The same numbers once more: another receiver, or made and signed anew.
    const auto twin = std::ranges::find_if(before, [&](const auto& one) { return one.supplements == now.supplements; });
    if (twin != before.end()) {
        const auto moved = first_moved(*twin, now);
        if (!moved) return std::nullopt;
        return problem("record.dossier_moves").with("expediente", now.reference).with("documento", *moved).with("fecha", twin->on.iso());
    }
    const auto known = std::ranges::find(before, now.supplements, &model::DeliveredDossier::pdf_sha256);
    if (known == before.end()) return problem("record.supplement_astray").with("expediente", now.reference).with("sha256", now.supplements);
    return std::nullopt;
}

std::vector<model::DeliveredDossier> deliveries_of(soci::session& session, const std::string& reference, const std::string& version) {
    std::vector<model::DeliveredDossier> all;
    std::vector<long long> ids;
    {
        model::DeliveredDossier one;
        long long id = 0;
        std::string day, key = reference, kind = version;
        Prepared statement(session);
        statement.out(id).out(one.reference).out(one.version).out(one.receiver).out(day).out(one.pdf_sha256).out(one.manifest_sha256).out(one.supplements).out(one.first_folio).out(one.pages).in(key).in(kind);
        statement.prepare("SELECT id, reference, version, receiver, delivered_on, pdf_sha256, manifest_sha256, supplements, first_folio, pages FROM delivery WHERE reference = :r AND version = :v ORDER BY id");
        statement.start();
        while (statement.next()) {
            one.on = base::Date::parse(day).value_or(base::Date{});
            all.push_back(one);
            ids.push_back(id);
        }
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
        model::DeliveredDocument document;
        int is_sealed = 0;
        Prepared statement(session);
        statement.out(document.number).out(is_sealed).out(document.exhibit_id).out(document.file).out(document.sha256).out(document.first_folio).out(document.pages).in(ids[i]);
        statement.prepare("SELECT number, is_sealed, exhibit, file, sha256, first_folio, pages FROM delivered_document WHERE delivery = :d ORDER BY id");
        statement.start();
        while (statement.next()) {
            document.is_sealed = is_sealed != 0;
            all[i].documents.push_back(document);
        }
    }
    return all;
}

} // namespace

std::vector<model::DeliveredDossier> Register::deliveries(std::string_view reference, std::string_view version) {
    auto& store = *database_;
    return store.read([&] { return deliveries_of(store.session, std::string(reference), std::string(version)); });
}

base::Result<std::int64_t> Register::deliver(const model::DeliveredDossier& dossier) {
    auto& store = *database_;
    return store.write([&]() -> base::Result<std::int64_t> {
        if (auto refused = objection(deliveries_of(store.session, dossier.reference, dossier.version), dossier)) return base::Problems{std::move(*refused)};
        store.step();
        model::DeliveredDossier row = dossier;
        std::string day = dossier.on.iso();
        {
            Prepared statement(store.session);
            statement.in(row.reference).in(row.version).in(row.receiver).in(day).in(row.pdf_sha256).in(row.manifest_sha256).in(row.supplements).in(row.first_folio).in(row.pages);
            statement.prepare("INSERT INTO delivery (reference, version, receiver, delivered_on, pdf_sha256, manifest_sha256, supplements, first_folio, pages) VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i)");
            statement.run();
        }
        long long id = store.last_id();
        model::DeliveredDocument document;
        int is_sealed = 0;
        Prepared statement(store.session);
        statement.in(id).in(document.number).in(is_sealed).in(document.exhibit_id).in(document.file).in(document.sha256).in(document.first_folio).in(document.pages);
        statement.prepare("INSERT INTO delivered_document (delivery, number, is_sealed, exhibit, file, sha256, first_folio, pages) VALUES (:a, :b, :c, :d, :e, :f, :g, :h)");
        for (const model::DeliveredDocument& one : dossier.documents) {
            store.step();
            document = one;
            is_sealed = one.is_sealed ? 1 : 0;
            statement.run();
        }
        return static_cast<std::int64_t>(id);
    });
}

} // namespace legajo::record
