// One end of a link as a file writes it: `cucm1`, `phone{1-12}`, `sw1:23`, `access{1-4}:{1-48}`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace app {

struct NumberRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

struct LinkEndText {
  std::string name;
  std::optional<NumberRange> devices;  // of a counted entry
  std::optional<NumberRange> ports;
  std::size_t offset = 0;  // in the text, for complaints
};

// Empty if it is not of that form.
std::optional<LinkEndText> parse_link_end(std::string_view text);
// "A - B"
std::optional<std::pair<LinkEndText, LinkEndText>> parse_link(std::string_view text);

}  // namespace app
