#include "sign/support/authority.hpp"

#include "base/files.hpp"
#include "sign/support/command.hpp"

TimestampAuthority::TimestampAuthority(const test_pki::Identity& identity, const std::vector<const test_pki::Identity*>& chain) {
    std::string chain_pem;
    for (const auto* one : chain) chain_pem += one->pem();
    const std::string base = folder_.path().string();
    folder_.write("key.pem", identity.key_pem());
    folder_.write("cert.pem", identity.pem());
    folder_.write("chain.pem", chain_pem);
    folder_.write("serial", "01\n");
    folder_.write("ts.cnf", "[tsa]\ndefault_tsa=one\n[one]\nserial=" + base + "/serial\nsigner_cert=" + base + "/cert.pem\nsigner_key=" + base +
                                "/key.pem\n" + (chain.empty() ? "" : "certs=" + base + "/chain.pem\n") +
                                "signer_digest=sha256\ndefault_policy=1.2.3.4\ndigests=sha256,sha384,sha512\naccuracy=secs:1\n"
                                "ess_cert_id_chain=no\ness_cert_id_alg=sha256\n");
    server_ = std::make_unique<Loopback>([this](const Loopback::Request& request) {
        const std::string answer = answer_to(request.body);
        return Loopback::Answer{answer.empty() ? 500 : 200, "application/timestamp-reply", answer};
    });
}

std::string TimestampAuthority::answer_to(const std::string& query) {
    const std::string base = folder_.path().string();
    folder_.write("query.tsq", query);
    std::error_code ignored;
    std::filesystem::remove(folder_.path() / "reply.tsr", ignored);
    run_command({"openssl", "ts", "-reply", "-config", base + "/ts.cnf", "-queryfile", base + "/query.tsq", "-out", base + "/reply.tsr"});
    return std::filesystem::exists(folder_.path() / "reply.tsr") ? legajo::base::read_file(folder_.path() / "reply.tsr") : std::string();
}

test_pki::Identity make_timestamp_identity(const test_pki::Identity& root, const test_pki::Wish& wish) {
    test_pki::Wish own = wish;
    if (own.name == test_pki::Wish{}.name) own.name = "Sello de tiempo de pruebas";
    own.key_usage = "critical,digitalSignature";
    own.extended_key_usage = "critical,timeStamping";
    own.from = test_pki::mid_2026 - 3650 * test_pki::day;
    own.to = test_pki::mid_2026 + 3650 * test_pki::day;
    return test_pki::issue(root, test_pki::Kind::rsa2048, own);
}
