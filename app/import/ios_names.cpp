// Names of Cisco's interfaces: types abbreviated or not, ranges of them.
#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

#include "app/import/ios_config.hpp"

namespace app {

std::string interface_name(std::string_view text) {
  std::string all;
  for (const char c : text) {
    if (c != ' ' && c != '\t') all += c;
  }
  const std::size_t digits = std::min(all.find_first_of("0123456789"), all.size());
  const std::string type = lowered(std::string_view(all).substr(0, digits));
  constexpr std::array<std::string_view, 20> types{"FastEthernet",
                                                   "GigabitEthernet",
                                                   "TenGigabitEthernet",
                                                   "TwoGigabitEthernet",
                                                   "TwentyFiveGigE",
                                                   "FortyGigabitEthernet",
                                                   "HundredGigE",
                                                   "FiveGigabitEthernet",
                                                   "Ethernet",
                                                   "Port-channel",
                                                   "Vlan",
                                                   "Loopback",
                                                   "Tunnel",
                                                   "Serial",
                                                   "Dialer",
                                                   "BVI",
                                                   "BDI",
                                                   "ATM",
                                                   "Cellular",
                                                   "Virtual-Template"};
  if (!type.empty()) {
    for (const std::string_view full : types) {
      if (lowered(full).starts_with(type)) return std::string(full) + all.substr(digits);
    }
  }
  return all;
}

std::string_view interface_type(std::string_view name) {
  return name.substr(0, std::min(name.find_first_of("0123456789"), name.size()));
}

std::vector<std::string> interface_range(std::string_view text) {
  constexpr std::size_t most = 1'000;
  std::vector<std::string> names;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    std::string one = interface_name(text.substr(0, comma));
    text.remove_prefix(std::min(comma + 1, text.size()));
    const std::size_t hyphen = one.find('-', one.find_first_of("0123456789"));
    const std::string first = one.substr(0, hyphen);
    if (first.empty() || std::isdigit(static_cast<unsigned char>(first.back())) == 0) return {};
    const std::size_t digits = first.find_last_not_of("0123456789") + 1;
    std::size_t from = 0;
    std::from_chars(first.data() + digits, first.data() + first.size(), from);
    std::size_t to = from;
    if (hyphen != std::string::npos) {
      const std::string last = one.substr(one.find_last_not_of("0123456789") + 1);
      if (last.empty()) return {};
      std::from_chars(last.data(), last.data() + last.size(), to);
    }
    if (to < from || to - from >= most || names.size() > most) return {};
    for (; from <= to; ++from) names.push_back(first.substr(0, digits) + std::to_string(from));
  }
  return names;
}

}  // namespace app
