// Leases: show ip dhcp binding and conflict of IOS ([ntc-templates], [ios-messages]), and a plain
// list for servers whose tools are not known.
#include "app/show/sight.hpp"

namespace app::showing {
namespace {

using models::DhcpBinding;

struct Lease {
  sim::Ipv4 address;
  DhcpBinding binding;
};

std::vector<Lease> leases_of(const Sight& sight, DhcpBinding::State state) {
  std::vector<Lease> found;
  sight.of<models::Server>().dhcp().leases().for_each(
      [&](sim::Ipv4 address, const DhcpBinding& binding) {
        if (binding.state == state && sight.now() < binding.until)
          found.push_back({address, binding});
      });
  return found;
}

// Option 61 as most clients send it: 01 and the MAC.
std::string client_of(sim::Mac mac) {
  const std::string digits = fmt::format("01{:012x}", mac.value);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && i % 4 == 0) text += '.';
    text += digits[i];
  }
  return text;
}

std::string ends_of(const Sight& sight, Time until) {
  return until == models::never ? "Infinite" : short_date(sight, until);
}

}  // namespace

Shown dhcp_binding(const Sight& sight) {
  Shown shown;
  shown.text =
      "Bindings from all pools not associated with VRF:\n"
      "IP address          Client-ID/              Lease expiration        Type\n"
      "                    Hardware address/\n"
      "                    User name\n";
  for (const Lease& lease : leases_of(sight, DhcpBinding::State::leased)) {
    const std::string client = client_of(lease.binding.mac);
    const std::string ends = ends_of(sight, lease.binding.until);
    shown.text +=
        fmt::format("{:<20}{:<24}{:<24}{}\n", to_text(lease.address), client, ends, "Automatic");
    shown.rows.push_back({{"ip_address", to_text(lease.address)},
                          {"client_id", client},
                          {"lease_expiration", ends},
                          {"type", "Automatic"}});
  }
  return shown;
}

Shown dhcp_conflict(const Sight& sight) {
  Shown shown;
  shown.text = "IP address        Detection method   Detection time          VRF\n";
  for (const Lease& lease : leases_of(sight, DhcpBinding::State::kept_out)) {
    const models::DhcpFact* last = nullptr;
    for (const models::DhcpFact& fact : sight.journal().dhcp) {
      const bool about = fact.server == sight.node() && fact.address == lease.address;
      const bool found =
          fact.kind == models::DhcpLogKind::conflict || fact.kind == models::DhcpLogKind::declined;
      if (about && found) last = &fact;
    }
    const bool pinged = last != nullptr && last->kind == models::DhcpLogKind::conflict;
    const std::string method = pinged ? "Ping" : "Gratuitous ARP";
    const std::string when = last == nullptr ? "" : short_date(sight, last->at);
    shown.text += fmt::format("{:<18}{:<19}{}\n", to_text(lease.address), method, when);
    shown.rows.push_back({{"ip_address", to_text(lease.address)},
                          {"detection_method", method},
                          {"detection_time", when}});
  }
  return shown;
}

Shown leases(const Sight& sight) {
  Shown shown;
  shown.text = fmt::format("{:<16} {:<18} {:<12} {}\n", "address", "client", "state", "until");
  for (const auto state : {DhcpBinding::State::leased, DhcpBinding::State::kept_out}) {
    const bool leased = state == DhcpBinding::State::leased;
    for (const Lease& lease : leases_of(sight, state)) {
      const std::string client = leased ? to_text(lease.binding.mac) : "BAD_ADDRESS";
      const std::string word = leased ? "leased" : "kept out";
      const std::string ends = ends_of(sight, lease.binding.until);
      shown.text +=
          fmt::format("{:<16} {:<18} {:<12} {}\n", to_text(lease.address), client, word, ends);
      shown.rows.push_back({{"address", to_text(lease.address)},
                            {"client", client},
                            {"state", word},
                            {"until", ends}});
    }
  }
  return shown;
}

}  // namespace app::showing
