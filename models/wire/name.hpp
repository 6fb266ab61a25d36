// Host names, domains and classes as numbers: a run compares and copies no text. The table that
// knows the texts is made with the network and does not change while it runs.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace models {

struct Name {
  std::uint16_t value = 0;  // 0: none
  std::uint8_t octets = 0;  // of its text, so that a message knows its length without it
  constexpr auto operator<=>(const Name&) const = default;
  constexpr explicit operator bool() const { return value != 0; }
  constexpr std::uint64_t hash() const { return value * 0x9e37'79b9'7f4a'7c15ULL; }
};

// A domain name in a message: a length before each label, a zero at the end (RFC 1035 3.1).
constexpr std::uint32_t domain_bytes(Name name) { return name.octets + 2U; }

class NameTable {
 public:
  static constexpr std::size_t limit = 65'535;
  static constexpr std::size_t longest = 253;  // octets, RFC 1035 2.3.4; the rest is cut off

  // The number of this text, as it is written; none for the empty text or beyond the limit.
  Name add(std::string_view text);
  // The same for a domain name, where case does not matter (RFC 4343).
  Name add_domain(std::string_view text);
  std::string_view text(Name name) const;  // "" for none
  Name find(std::string_view text) const;  // none: not there

 private:
  std::map<std::string, Name, std::less<>> numbers_;
  std::vector<std::string> texts_;
};

}  // namespace models
