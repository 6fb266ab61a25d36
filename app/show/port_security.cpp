// Port security and the MAC address table of a Catalyst: [catalyst-show]. Secure addresses are
// listed as STATIC (assumed: 2960, 3750). Left out: addresses set by hand.
#include <algorithm>

#include "app/show/sight.hpp"

namespace app::showing {
namespace {

using models::MacTable;

// Of what is in force; `secure`: secure addresses only.
std::vector<MacTable::Entry> entries_of(const Sight& sight, bool secure) {
  std::vector<MacTable::Entry> found;
  sight.of<models::Switch>().mac_table().for_each_sorted([&](const MacTable::Entry& entry) {
    if (sight.now() < entry.fresh_until && (entry.value.secure || !secure)) found.push_back(entry);
  });
  return found;
}

std::size_t count_at(const std::vector<MacTable::Entry>& entries, std::uint16_t port) {
  return static_cast<std::size_t>(std::ranges::count_if(
      entries, [port](const MacTable::Entry& entry) { return entry.value.port == port; }));
}

// What its counter says: each dropped frame was one; `protect` counts none.
std::size_t violations_at(const Sight& sight, std::uint16_t port) {
  const auto& config = sight.of<models::Switch>().config();
  if (config.port_security.violation == models::Violation::protect) return 0;
  return static_cast<std::size_t>(
      std::ranges::count_if(sight.journal().drops, [&](const models::DropFact& drop) {
        return drop.device == sight.node() && drop.port == port &&
               drop.fate == models::Fate::port_security_violation;
      }));
}

std::string_view action_of(models::Violation violation) {
  if (violation == models::Violation::protect) return "Protect";
  return violation == models::Violation::restrict ? "Restrict" : "Shutdown";
}

bool is_secure(const models::SwitchConfig& config, std::uint16_t port) {
  return config.port_security.enabled && config.secure[port];
}

// Beyond one per port, which is what the system's line counts.
std::size_t excess(const Sight& sight, const std::vector<MacTable::Entry>& entries) {
  std::size_t more = 0;
  for (std::uint16_t port = 0; port < sight.of<models::Switch>().port_count(); ++port) {
    more += std::max<std::size_t>(count_at(entries, port), 1) - 1;
  }
  return more;
}

constexpr int system_limit = 6144;  // [catalyst-show]

std::string totals(std::size_t more) {
  return fmt::format(
      "Total Addresses in System (excluding one mac per port)     : {}\n"
      "Max Addresses limit in System (excluding one mac per port) : {}\n",
      more, system_limit);
}

MacTable::Entry last_source(const Sight& sight, std::uint16_t port) {
  const auto& table = sight.of<models::Switch>().mac_table();
  MacTable::Entry last{};
  table.for_each_sorted([&](const MacTable::Entry& entry) {
    if (entry.value.port != port || !entry.value.secure) return;
    const bool later = entry.fresh_until != last.fresh_until
                           ? entry.fresh_until > last.fresh_until
                           : entry.value.installed > last.value.installed;
    if (!last.used() || later) last = entry;
  });
  return last;
}

sim::Mac mac_of_key(models::MacKey key) { return {key.value & 0xffff'ffff'ffffU}; }

}  // namespace

Shown port_security(const Sight& sight) {
  const auto& config = sight.of<models::Switch>().config();
  const auto secure = entries_of(sight, true);
  const std::string rule(75, '-');
  Shown shown;
  shown.text =
      "Secure Port  MaxSecureAddr  CurrentAddr  SecurityViolation  Security Action\n"
      "                (Count)       (Count)          (Count)\n" +
      rule + "\n";
  for (std::uint16_t port = 0; port < config.ports.size(); ++port) {
    if (!is_secure(config, port)) continue;
    const std::size_t current = count_at(secure, port);
    const std::size_t violations = violations_at(sight, port);
    shown.text += fmt::format("{:>11}{:>15}{:>13}{:>19}{:>17}\n", port_name(port),
                              config.port_security.maximum, current, violations,
                              action_of(config.port_security.violation));
    shown.rows.push_back(
        {{"secure_port", port_name(port)},
         {"max_secure_addr", std::to_string(config.port_security.maximum)},
         {"current_addr", std::to_string(current)},
         {"security_violation", std::to_string(violations)},
         {"security_action", std::string(action_of(config.port_security.violation))}});
  }
  shown.text += rule + "\n" + totals(excess(sight, secure));
  return shown;
}

Shown port_security_interface(const Sight& sight) {
  const auto& device = sight.of<models::Switch>();
  const models::PortSecurityConfig& c = device.config().port_security;
  const auto port = port_of(sight.argument(), device.port_count());
  if (!port) return refusal("% Invalid interface: '" + sight.argument() + "'");
  const bool on = is_secure(device.config(), *port);
  const std::size_t total = count_at(entries_of(sight, true), *port);
  const MacTable::Entry last = last_source(sight, *port);
  const std::string status = !on                          ? "Secure-down"
                             : device.err_disabled(*port) ? "Secure-shutdown"
                             : is_lit(sight, *port)       ? "Secure-up"
                                                          : "Secure-down";
  Shown shown;
  Shown::Row row;
  const auto say = [&](std::string_view title, std::string_view key, const std::string& value) {
    shown.text += fmt::format("{:<27}: {}\n", title, value);
    row.emplace_back(key, value);
  };
  say("Port Security", "port_security", on ? "Enabled" : "Disabled");
  say("Port Status", "port_status", status);
  say("Violation Mode", "violation_mode", std::string(action_of(c.violation)));
  say("Aging Time", "aging_time", fmt::format("{} mins", whole(c.aging_time, 1min, true)));
  say("Aging Type", "aging_type",
      c.aging_type == models::AgingType::inactivity ? "Inactivity" : "Absolute");
  say("SecureStatic Address Aging", "static_aging", "Disabled");
  say("Maximum MAC Addresses", "maximum", std::to_string(c.maximum));
  say("Total MAC Addresses", "total", std::to_string(on ? total : 0));
  say("Configured MAC Addresses", "configured", "0");
  say("Sticky MAC Addresses", "sticky", std::to_string(on && c.sticky ? total : 0));
  say("Last Source Address:Vlan", "last_source",
      fmt::format("{}:{}", dotted(mac_of_key(last.key)), last.key.vlan()));
  say("Security Violation Count", "violations", std::to_string(violations_at(sight, *port)));
  shown.rows.push_back(std::move(row));
  return shown;
}

Shown port_security_addresses(const Sight& sight) {
  const models::PortSecurityConfig& c = sight.of<models::Switch>().config().port_security;
  const auto secure = entries_of(sight, true);
  const std::string rule(77, '-');
  Shown shown;
  shown.text = "               Secure Mac Address Table\n" + rule +
               "\nVlan    Mac Address       Type                          Ports   Remaining Age\n" +
               std::string(67, ' ') + "(mins)\n" +
               "----    -----------       ----                          -----   -------------\n";
  for (const MacTable::Entry& entry : secure) {
    const bool ages = entry.fresh_until != models::never;
    const std::string age =
        ages ? std::to_string(whole(entry.fresh_until - sight.now(), 1min, true)) : "-";
    const bool idle = ages && c.aging_type == models::AgingType::inactivity;
    const std::string_view type = c.sticky ? "SecureSticky" : "SecureDynamic";
    shown.text += fmt::format("{:>4}    {:<14}    {:<30}{:<10}{:>4}{}\n", entry.key.vlan(),
                              dotted(mac_of_key(entry.key)), type, port_name(entry.value.port), age,
                              idle ? " (I)" : "");
    shown.rows.push_back({{"vlan", std::to_string(entry.key.vlan())},
                          {"mac_address", dotted(mac_of_key(entry.key))},
                          {"type", std::string(type)},
                          {"port", port_name(entry.value.port)},
                          {"remaining_age", age}});
  }
  shown.text += rule + "\n" + totals(excess(sight, secure));
  return shown;
}

// [interface PORT | vlan N | address MAC | dynamic]
Shown mac_address_table(const Sight& sight) {
  const auto& device = sight.of<models::Switch>();
  std::optional<std::uint16_t> port;
  const std::string word = sight.argument();
  const std::string value = sight.arguments.size() > 1 ? sight.arguments[1] : "";
  const auto is = [&](std::string_view name) {
    return !word.empty() && std::string_view(name).starts_with(word);
  };
  if (is("interface")) port = port_of(value, device.port_count());
  const bool knows = word.empty() || (is("interface") && port) || (is("vlan") && !value.empty()) ||
                     (is("address") && !value.empty()) || (is("dynamic") && value.empty());
  if (!knows) return refusal("% Invalid input: interface PORT, vlan N, address MAC or dynamic");
  Shown shown;
  shown.text =
      "          Mac Address Table\n"
      "-------------------------------------------\n\n"
      "Vlan    Mac Address       Type        Ports\n"
      "----    -----------       --------    -----\n";
  for (const MacTable::Entry& entry : entries_of(sight, false)) {
    const std::string mac = dotted(mac_of_key(entry.key));
    if (port && entry.value.port != *port) continue;
    if (is("vlan") && std::to_string(entry.key.vlan()) != value) continue;
    if (is("address") && mac != value) continue;
    if (is("dynamic") && entry.value.secure) continue;
    const std::string_view type = entry.value.secure ? "STATIC" : "DYNAMIC";
    shown.text += fmt::format("{:>4}    {}    {:<8}    {}\n", entry.key.vlan(), mac, type,
                              port_name(entry.value.port));
    shown.rows.push_back({{"vlan", std::to_string(entry.key.vlan())},
                          {"mac_address", mac},
                          {"type", std::string(type)},
                          {"port", port_name(entry.value.port)}});
  }
  shown.text += fmt::format("Total Mac Addresses for this criterion: {}\n", shown.rows.size());
  return shown;
}

}  // namespace app::showing
