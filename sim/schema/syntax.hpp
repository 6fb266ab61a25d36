// What is wrong with a text that is not YAML, said in the writer's terms.
// Half of this is a gate: what yaml-cpp must never see. The other half translates its complaints.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace sim {

struct Complaint {
  std::size_t offset = 0;  // in bytes; npos: the text as a whole
  std::string message;
};

// Control characters, NUL bytes and anything but UTF-8; nothing there; directives; a thousand open
// brackets, for each of which yaml-cpp would spend 250 bytes.
std::optional<Complaint> check_text(std::string_view text);
// The end of the quoted scalar that begins at `offset`, or npos. yaml-cpp takes the end of the file
// for it.
std::size_t closing_quote(std::string_view text, std::size_t offset);
// A list or a map where a key is due: an open bracket looks so to yaml-cpp.
Complaint explain_key(std::string_view text, std::size_t offset);
// yaml-cpp's complaint about `offset`. `open`: where the innermost open [ or { stands, if any;
// `last`: where the last good value stands.
Complaint explain_syntax(std::string_view text, std::size_t offset, std::string_view complaint,
                         std::optional<std::size_t> open, std::size_t last);

}  // namespace sim
