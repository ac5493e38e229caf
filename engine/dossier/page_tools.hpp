#pragma once
// What the sections share. Internal to dossier/.

#include "dossier/blocks.hpp"
#include "dossier/compose.hpp"

#include <span>

namespace legajo::dossier {

// An empty page of the dossier: language, author, reference, foot.
[[nodiscard]] model::Document blank(const Material& material, const std::string& title);
// "Documento 3" with its link, or "".
[[nodiscard]] model::RichText cited(const Material& material, const std::string& exhibit_id);
// The documents of a list that are bound into this file; the others stand in a dossier delivered before.
[[nodiscard]] std::span<const model::IndexEntry> in_this_file(const Material& material, const std::vector<model::IndexEntry>& list);
[[nodiscard]] std::string invoice_number(const Material& material, const std::string& id);
[[nodiscard]] std::string invoice_numbers(const Material& material, const std::vector<std::string>& ids);
// Norm of a rule ("LEC, art. 813"), and whether a lawyer should check it.
struct RuleNote { std::string norm, sentence; bool must_be_checked = false; };
[[nodiscard]] RuleNote rule_note(const Material& material, const std::string& rule);
[[nodiscard]] std::string letter_name(const Material& material, const std::string& letter);
[[nodiscard]] std::string one_line(const model::Address& address);
[[nodiscard]] std::string joined(const std::vector<std::string>& parts, std::string_view separator = " · "); // empty parts are left out
[[nodiscard]] std::string facts_text(const Material& material, const model::Facts& facts);

enum class Colour { green, amber, red };
[[nodiscard]] Colour colour_of(const Material& material);
[[nodiscard]] std::string urgency_text(const Material& material);
[[nodiscard]] std::string style_of(Colour colour);

} // namespace legajo::dossier
