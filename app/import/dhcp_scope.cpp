#include "app/import/dhcp_scope.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/import/ios_config.hpp"

namespace app {

std::string DhcpScope::text() const {
  if (ranges.empty()) return "";
  std::vector<Range> sorted = ranges;
  std::ranges::sort(sorted, {}, [](const Range& r) { return r.first; });
  std::uint32_t last = sorted.front().last.value;
  std::string gaps;
  for (const Range& range : sorted) {
    if (range.first.value > last + 1) {
      gaps += fmt::format("{}{{first: {}, last: {}}}", gaps.empty() ? "" : ", ",
                          sim::to_text(sim::Ipv4{last + 1}),
                          sim::to_text(sim::Ipv4{range.first.value - 1}));
    }
    last = std::max(last, range.last.value);
  }
  std::string out =
      fmt::format("{{network: {}, pool: {{first: {}, last: {}}}", sim::to_text(network),
                  sim::to_text(sorted.front().first), sim::to_text(sim::Ipv4{last}));
  if (!gaps.empty()) out += ", excluded: [" + gaps + ']';
  if (!router.empty()) out += ", router: " + router;
  if (!dns.empty()) out += ", dns: [" + dns + ']';
  if (!tftp.empty()) out += ", tftp_servers: [" + tftp + ']';
  if (!ntp.empty()) out += ", ntp_servers: [" + ntp + ']';
  if (!lease.empty()) out += ", lease: " + lease;
  if (!voice_vlan.empty()) out += ", voice_vlan: " + voice_vlan;
  std::string hosts;
  for (const Reservation& r : reservations) {
    hosts += fmt::format("{}{{mac: \"{}\", address: {}}}", hosts.empty() ? "" : ", ", r.mac,
                         sim::to_text(r.address));
  }
  if (!hosts.empty()) out += ", reservations: [" + hosts + ']';
  return out + '}';
}

bool DhcpScope::option(int code, const std::string& value, Place place) {
  constexpr std::size_t most = 2;
  std::string* list = code == 6 ? &dns : code == 150 ? &tftp : code == 42 ? &ntp : nullptr;
  if (code == 3) {
    router = comma_list(value.substr(0, value.find(',')), 1);
    if (router.empty()) return false;
  } else if (list != nullptr) {
    *list = comma_list(value, most);
    if (list->empty()) return false;
  } else if (code == 51 && is_number(value)) {
    lease = lease_seconds(value);
  } else if (code == 132 && is_number(value)) {
    voice_vlan = value;
  } else {
    return false;
  }
  add_place(from, place);
  return true;
}

std::string comma_list(std::string_view addresses, std::size_t most) {
  std::string text;
  std::string spaced(addresses);
  std::ranges::replace(spaced, ',', ' ');
  for (const auto word : words_of(spaced)) {
    if (!sim::parse_ipv4(word) || most-- == 0) return "";
    text += (text.empty() ? "" : ", ") + std::string(word);
  }
  return text;
}

std::string lease_seconds(std::string_view number) {
  return number == "4294967295" || number == "-1" ? "forever" : seconds(number);
}

}  // namespace app
