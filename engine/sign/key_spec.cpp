#include "sign/key_spec.hpp"

#include "base/text.hpp"

#include <optional>

namespace legajo::sign {

namespace {

constexpr std::string_view form_p12 = "p12:FILE";
constexpr std::string_view form_pem = "pem:CERT.pem,KEY.pem";
constexpr std::string_view form_pkcs11 = "pkcs11:MODULE?token=LABEL&serial=SERIAL&object=LABEL&id=HEX&chain=FILE";
constexpr std::string_view form_any = "p12:FILE | pem:CERT.pem,KEY.pem | pkcs11:MODULE?token=LABEL&object=LABEL";

base::Problem malformed(std::string_view expected_form) {
    return base::Problem{base::Severity::error, "sign.key_spec_malformed", "sign", {}, {}}.with("forma", std::string(expected_form));
}

base::Problem secret_inside() { return {base::Severity::error, "sign.secret_on_command_line", "sign", {}, {}}; }

std::optional<int> hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return std::nullopt;
}

std::optional<std::string> percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        if (i + 2 >= text.size()) return std::nullopt;
        const auto high = hex_digit(text[i + 1]), low = hex_digit(text[i + 2]);
        if (!high || !low) return std::nullopt;
        out += static_cast<char>(*high * 16 + *low);
        i += 2;
    }
    return out;
}

bool names_a_secret(std::string_view key) {
    const std::string lower = base::ascii_lower(key);
    return lower.starts_with("pin") || lower.starts_with("pass") || lower == "secret" || lower == "pwd";
}

bool is_hex(std::string_view text) {
    for (const char c : text)
        if (!hex_digit(c)) return false;
    return text.size() % 2 == 0;
}

base::Result<KeySpec> parse_pkcs11(std::string_view rest) {
    KeySpec spec;
    spec.store = KeyStore::pkcs11;
    const std::size_t question = rest.find('?');
    const auto module = percent_decoded(rest.substr(0, question));
    if (!module || module->empty()) return malformed(form_pkcs11);
    spec.module = *module;
    if (question == std::string_view::npos) return spec;
    for (const std::string_view part : base::split(rest.substr(question + 1), '&')) {
        if (part.empty()) continue;
        const std::size_t equals = part.find('=');
        const std::string_view key = part.substr(0, equals);
        if (names_a_secret(key)) return secret_inside();
        const auto value = equals == std::string_view::npos ? std::nullopt : percent_decoded(part.substr(equals + 1));
        if (!value) return malformed(form_pkcs11);
        if (key == "token") spec.token = *value;
        else if (key == "serial") spec.token_serial = *value;
        else if (key == "object") spec.object = *value;
        else if (key == "chain") spec.chain_file = *value;
        else if (key == "id" && is_hex(*value)) spec.object_id_hex = base::ascii_lower(*value);
        else return malformed(form_pkcs11);
    }
    return spec;
}

base::Result<KeySpec> parse_pem(std::string_view rest) {
    KeySpec spec;
    spec.store = KeyStore::pem;
    const auto files = base::split(rest, ',');
    if (files.empty() || files.size() > 2 || files[0].empty() || files.back().empty()) return malformed(form_pem);
    spec.file = std::string(files[0]);
    spec.key_file = std::string(files.back());
    return spec;
}

} // namespace

base::Result<KeySpec> KeySpec::parse(std::string_view text) {
    if (text.starts_with("pkcs11:")) return parse_pkcs11(text.substr(7));
    if (text.starts_with("pem:")) return parse_pem(text.substr(4));
    if (!text.starts_with("p12:")) return malformed(form_any);
    const std::string_view file = text.substr(4);
    if (file.empty()) return malformed(form_p12);
    if (const std::size_t question = file.find('?'); question != std::string_view::npos) {
        const std::string_view query = file.substr(question + 1);
        if (names_a_secret(query.substr(0, query.find('=')))) return secret_inside();
    }
    KeySpec spec;
    spec.file = std::string(file);
    return spec;
}

std::string KeySpec::name() const {
    if (store != KeyStore::pkcs11) return file.filename().string();
    if (!token.empty()) return token;
    return std::filesystem::path(module).filename().string();
}

} // namespace legajo::sign
