#include "bench/causes/fault.hpp"

#include <algorithm>
#include <cctype>

#include "sim/base/text.hpp"

namespace bench {
namespace {

constexpr std::array all_families{
    Family{"timer", timer_faults},         Family{"vlan", vlan_faults},
    Family{"mask", mask_faults},           Family{"gateway", gateway_faults},
    Family{"duplicate", duplicate_faults}, Family{"route", route_faults},
    Family{"cable", cable_faults},         Family{"power", power_faults},
    Family{"link", link_faults},           Family{"pool", pool_faults},
    Family{"option", option_faults},       Family{"relay", relay_faults},
    Family{"dhcp", dhcp_faults},           Family{"dns", dns_faults},
    Family{"password", password_faults},   Family{"port", port_faults},
    Family{"registrar", registrar_faults}, Family{"nat", nat_faults},
    Family{"firewall", firewall_faults},   Family{"limit", limit_faults},
    Family{"access", access_faults},       Family{"watch", watch_faults},
    Family{"boot", boot_faults},           Family{"trunk", trunk_faults},
    Family{"first hop", first_hop_faults}};

bool is_number(const std::string& piece) {
  return !piece.empty() &&
         std::ranges::all_of(piece, [](unsigned char c) { return std::isdigit(c); });
}

std::string path_in_file(const std::string& setting) {
  return setting.starts_with("links.") ? setting : "devices." + setting;
}

}  // namespace

std::span<const Family> families() { return all_families; }

Fault& Fault::or_at(std::string answer) {
  if (!answer.empty() && std::ranges::find(answers, answer) == answers.end()) {
    answers.push_back(std::move(answer));
  }
  return *this;
}

Fault& Fault::or_at(const std::vector<std::string>& all) {
  for (const std::string& answer : all) or_at(answer);
  return *this;
}

std::vector<std::string> holders(const std::string& setting) {
  std::vector<std::string> found;
  std::string path;
  for (const std::string& piece : sim::split_path(setting)) {
    if (is_number(piece) && path != "links") found.push_back(path);
    if (!path.empty() && is_number(path.substr(path.rfind('.') + 1))) found.push_back(path);
    path += (path.empty() ? "" : ".") + piece;
  }
  return found;
}

Fault changed(std::string_view family, std::string kind, const Network& network,
              const std::string& setting, const std::string& value) {
  const std::string before = network.value(setting);
  Fault fault{family,
              std::move(kind),
              setting + " = " + value + " (" + (before.empty() ? "none" : before) + ")",
              {set(path_in_file(setting), value)},
              {setting}};
  return fault.or_at(holders(setting));
}

Fault missing(std::string_view family, std::string kind, const std::string& setting) {
  Fault fault{family, std::move(kind), setting + " missing", {erase(path_in_file(setting))}, {}};
  const std::string last = setting.substr(setting.rfind('.') + 1);
  if (is_number(last)) {  // the item's number is another's now
    return fault.or_at(setting.substr(0, setting.rfind('.')));
  }
  return fault.or_at(setting).or_at(holders(setting));
}

Fault done(std::string_view family, std::string kind, const Network& network, sim::Duration at,
           const std::string& act, const std::string& target) {
  const std::string time = sim::to_text(at);
  return {family,
          std::move(kind),
          act + ' ' + target + " at " + time,
          {append("timeline", map_of({{"at", time}, {act, target}}))},
          {"timeline." + std::to_string(network.items("timeline") + 1)}};
}

}  // namespace bench
