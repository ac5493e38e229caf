#pragma once
// The SQLite file through SOCI: opening, migrating, transactions, prepared statements. Included by .cpp files of record/ only.

#include "record/register.hpp"
#include "record/rows.hpp"

#include <mutex>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

namespace legajo::record {

// A statement prepared once; the variables it is bound to live beside it.
class Prepared {
public:
    explicit Prepared(soci::session& session) : statement_(session) {}

    template <typename T>
    Prepared& in(T& variable) {
        statement_.exchange(soci::use(variable));
        return *this;
    }
    template <typename T>
    Prepared& out(T& variable) {
        statement_.exchange(soci::into(variable));
        return *this;
    }
    void prepare(const std::string& sql) {
        statement_.alloc();
        statement_.prepare(sql);
        statement_.define_and_bind();
    }
    bool run() { // one row at most; stepped to its end, since an open cursor would pin the connection to an old snapshot
        const bool found = statement_.execute(true);
        while (found && statement_.fetch()) {
        }
        return found;
    }
    void start() { statement_.execute(false); }
    bool next() { return statement_.fetch(); }
    [[nodiscard]] long long affected() { return statement_.get_affected_rows(); }

private:
    soci::statement statement_;
};

struct Register::Database {
    Database(const std::filesystem::path& path, OpenOptions options);

    // One transaction: all of `work` or nothing. SOCI's errors become base::Error.
    template <typename Work>
    auto write(Work work) {
        const std::lock_guard lock(mutex);
        return translated([&] {
            Transaction transaction(*this);
            if constexpr (std::is_void_v<decltype(work())>) {
                work();
                transaction.commit();
            } else {
                auto result = work();
                transaction.commit();
                return result;
            }
        });
    }
    template <typename Work>
    auto read(Work work) {
        const std::lock_guard lock(mutex);
        return translated(std::move(work));
    }

    void step() const { // before each statement that writes
        if (options.before_step) options.before_step();
    }
    long long last_id();

    std::mutex mutex;
    OpenOptions options;
    soci::session session;
    LetterRow row;         // bound to the statements below
    std::string reference; // key of the selects
    long long number = 0;
    std::string clock_date;

    std::unique_ptr<Prepared> select_letters, select_clock, insert_letter, insert_intent, upsert_clock, insert_change, select_identity, select_number;

    struct { // insert_change
        long long number = 0;
        std::string state, on_date, proof, note, by;
    } change;
    struct { // select_identity: letters and intents of the same identity
        long long letter_number = 0;
        std::string letter_state;
        int repetition = 0;
    } found;
    int may_repeat = 0;

    void note_change(long long letter, model::LetterState state, const std::string& date, const std::string& proof = {}, const std::string& text = {},
                     const std::string& by = {});
    void set_clock(const std::string& case_reference, const std::string& date); // never back
    [[nodiscard]] std::vector<LetterRow> letters_of(const std::string& case_reference);
    [[nodiscard]] std::optional<LetterRow> letter(long long letter_number);

private:
    class Transaction {
    public:
        explicit Transaction(Database& database) : database_(database) { database_.session << "BEGIN IMMEDIATE"; }
        ~Transaction();
        Transaction(const Transaction&) = delete;
        Transaction& operator=(const Transaction&) = delete;
        void commit();

    private:
        Database& database_;
        bool is_done_ = false;
    };

    template <typename Work>
    auto translated(Work work) -> decltype(work()) {
        try {
            return work();
        } catch (const soci::soci_error& error) {
            fail(error.what());
        }
    }
    [[noreturn]] static void fail(const std::string& detail);

    void migrate();
    void prepare_all();
};

} // namespace legajo::record
