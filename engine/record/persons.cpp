// What the register holds about a person: to hand over, or to erase.

#include "base/text.hpp"
#include "model/names.hpp"
#include "record/database.hpp"
#include "record/made_dossiers.hpp"

namespace legajo::record {

namespace {

// Of the cases in which the person is the debtor, without the lists of documents.
std::vector<model::DeliveredDossier> deliveries_about(soci::session& session, std::string tax_id) {
    std::vector<model::DeliveredDossier> all;
    model::DeliveredDossier one;
    std::string day;
    Prepared statement(session);
    std::string again = tax_id;
    statement.out(one.reference).out(one.version).out(one.receiver).out(day).out(one.pdf_sha256).out(one.pages).in(tax_id).in(again);
    statement.prepare("SELECT reference, version, receiver, delivered_on, pdf_sha256, pages FROM delivery WHERE reference IN (SELECT reference FROM letter WHERE debtor_tax_id = :a "
                      "UNION SELECT reference FROM dossier WHERE debtor_tax_id = :b) ORDER BY id");
    statement.start();
    while (statement.next()) {
        one.on = base::Date::parse(day).value_or(base::Date{});
        all.push_back(one);
    }
    return all;
}

} // namespace

PersonData Register::export_person(std::string_view tax_id) {
    auto& store = *database_;
    return store.read([&] {
        PersonData data;
        std::string key(tax_id), key_again(tax_id);
        LetterRow row;
        {
            Prepared statement(store.session);
            statement.out(row.number);
            each_column(row, [&](const char*, auto& value) { statement.out(value); });
            statement.in(key).in(key_again);
            statement.prepare("SELECT number, " + columns() + " FROM letter WHERE debtor_tax_id = :a OR addressee_tax_id = :b ORDER BY number");
            statement.start();
            while (statement.next()) data.letters.push_back(entry_of(row));
        }
        {
            StateChange change;
            long long number = 0;
            std::string state, date;
            Prepared statement(store.session);
            statement.out(number).out(state).out(date).out(change.proof).out(change.note).out(change.by).in(key).in(key_again);
            statement.prepare("SELECT change.number, change.state, on_date, change.proof, note, by_whom FROM change JOIN letter USING (number) "
                              "WHERE debtor_tax_id = :a OR addressee_tax_id = :b ORDER BY change.id");
            statement.start();
            while (statement.next()) {
                change.number = number;
                change.state = model::from_name<model::LetterState>(state).value_or(model::LetterState::proposed);
                change.date = base::Date::parse(date).value_or(base::Date{});
                data.changes.push_back(change);
            }
        }
        CaseOutcome outcome;
        std::string date, codes;
        Prepared statement(store.session);
        statement.out(outcome.reference).out(date).out(outcome.outcome).out(outcome.letter).out(outcome.rule).out(codes).in(key);
        statement.prepare("SELECT reference, control_date, outcome, letter, rule, codes FROM outcome WHERE reference IN "
                          "(SELECT reference FROM letter WHERE debtor_tax_id = :a) ORDER BY id");
        statement.start();
        while (statement.next()) {
            outcome.control_date = base::Date::parse(date).value_or(base::Date{});
            outcome.problem_codes.clear();
            for (const auto code : base::split(codes, ' '))
                if (!code.empty()) outcome.problem_codes.emplace_back(code);
            data.outcomes.push_back(outcome);
        }
        data.dossiers = deliveries_about(store.session, key);
        data.made_dossiers = dossiers_about(store.session, key);
        return data;
    });
}

// As debtor: the whole row loses its case, names, files and proofs. As another's addressee: only the person goes.
std::size_t Register::erase_person(std::string_view tax_id) {
    auto& store = *database_;
    const std::string key(tax_id);
    const auto erased = store.write([&] {
        const auto run = [&](const char* sql) {
            store.step();
            soci::statement statement = (store.session.prepare << sql, soci::use(key));
            statement.execute(true);
            return static_cast<std::size_t>(statement.get_affected_rows());
        };
        run("UPDATE change SET proof = '', note = '', by_whom = '' WHERE number IN (SELECT number FROM letter WHERE debtor_tax_id = :a)");
        run("UPDATE change SET proof = '', note = '' WHERE number IN (SELECT number FROM letter WHERE addressee_tax_id = :a)");
        run("DELETE FROM delivery WHERE reference IN (SELECT reference FROM letter WHERE debtor_tax_id = :a)"); // its documents with it
        run("DELETE FROM delivery WHERE reference IN (SELECT reference FROM dossier WHERE debtor_tax_id = :a)");
        run("DELETE FROM outcome WHERE reference IN (SELECT reference FROM dossier WHERE debtor_tax_id = :a)");
        run("DELETE FROM case_clock WHERE reference IN (SELECT reference FROM dossier WHERE debtor_tax_id = :a)");
        run("DELETE FROM outcome WHERE reference IN (SELECT reference FROM letter WHERE debtor_tax_id = :a)");
        run("DELETE FROM case_clock WHERE reference IN (SELECT reference FROM letter WHERE debtor_tax_id = :a)");
        run("DELETE FROM intent WHERE debtor_tax_id = :a");
        run("DELETE FROM intent WHERE addressee_tax_id = :a");
        const auto as_debtor = run("UPDATE letter SET reference = 'borrado-' || number, invoices = '', address = '', claimed = '', currency = '', case_sha256 = '', "
                                   "pdf_sha256 = '', pdf_file = '', proof = '', occasion = '', debtor_tax_id = '', addressee_tax_id = '', addressee_name = '' "
                                   "WHERE debtor_tax_id = :a");
        const auto as_addressee = run("UPDATE letter SET addressee_tax_id = '', addressee_name = '', address = '', pdf_file = '', proof = '' WHERE addressee_tax_id = :a");
        const auto dossiers = run("DELETE FROM dossier WHERE debtor_tax_id = :a");
        return as_debtor + as_addressee + dossiers;
    });
    store.read([&] { // the write-ahead log still holds the old pages
        int busy = 0, pages = 0, moved = 0;
        store.session << "PRAGMA wal_checkpoint(TRUNCATE)", soci::into(busy), soci::into(pages), soci::into(moved);
    });
    return erased;
}

} // namespace legajo::record
