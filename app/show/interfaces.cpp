// What a Catalyst says of its ports: show interfaces status, vlan, power inline ([ntc-templates]).
// Left out: descriptions, the second table of show vlan.
#include <algorithm>
#include <map>

#include "app/show/sight.hpp"

namespace app::showing {
namespace {

std::string status_of(const Sight& sight, std::uint16_t port) {
  if (sight.of<models::Switch>().err_disabled(port)) return "err-disabled";
  return is_lit(sight, port) ? "connected" : "notconnect";
}

std::string speed_of(const Sight& sight, std::uint16_t port) {
  const models::LinkDirection* link = sight.world.network().link_at(sight.node(), port);
  const std::uint64_t rate = link == nullptr ? 0 : link->config().rate;
  return rate == 0 || rate >= 100'000'000 ? "a-100" : "a-10";
}

std::string watts_of(models::Power power) {
  return fmt::format("{}.{}", power.milliwatts / 1000, power.milliwatts % 1000 / 100);
}

std::string_view oper_of(const models::PowerSourcing* poe, std::uint16_t port) {
  if (poe == nullptr) return "off";
  using enum models::PowerBar;
  const models::PowerBar why = poe->why(port);
  const bool waits = why == budget || why == outranked || why == refused || why == limit;
  switch (poe->state(port)) {
    case models::PowerState::idle: return "off";
    case models::PowerState::searching:
      return poe->is_attached(port) && waits ? "power-deny" : "off";
    case models::PowerState::delivering: return "on";
    case models::PowerState::denied: return "power-deny";
    case models::PowerState::fault: return "faulty";
  }
  return "off";
}

}  // namespace

Shown interfaces_status(const Sight& sight) {
  const auto& device = sight.of<models::Switch>();
  Shown shown;
  shown.text = "Port      Name               Status       Vlan       Duplex  Speed Type\n";
  for (std::uint16_t port = 0; port < device.port_count(); ++port) {
    const models::SwitchPortConfig& config = device.config().ports[port];
    const std::string status = status_of(sight, port);
    const bool up = status == "connected";
    const std::string vlan = config.trunk ? "trunk" : std::to_string(device.untagged_vlan(port));
    const std::string speed = up ? speed_of(sight, port) : "auto";
    shown.text += fmt::format("{:<10}{:<19}{:<13}{:<10} {:>6} {:>6} {}\n", port_name(port), "",
                              status, vlan, up ? "a-full" : "auto", speed, "10/100BaseTX");
    shown.rows.push_back({{"port", port_name(port)},
                          {"name", ""},
                          {"status", status},
                          {"vlan", vlan},
                          {"duplex", up ? "a-full" : "auto"},
                          {"speed", speed},
                          {"type", "10/100BaseTX"}});
  }
  return shown;
}

// Assumed: of a port that nothing else explains, too many ARP packets.
Shown interfaces_err_disabled(const Sight& sight) {
  const auto& device = sight.of<models::Switch>();
  const models::SwitchConfig& config = device.config();
  Shown shown;
  shown.text =
      "Port      Name               Status       Reason               Err-disabled Vlans\n";
  for (std::uint16_t port = 0; port < device.port_count(); ++port) {
    if (!device.err_disabled(port)) continue;
    const bool secure = config.port_security.enabled && config.secure[port];
    const bool controlled = port < config.access_of.size() && config.access_of[port] != 0;
    const std::string reason = device.is_guarded(port) ? "bpduguard"
                               : secure                ? "psecure-violation"
                               : controlled            ? "security-violation"
                                                       : "arp-inspection";
    shown.text +=
        fmt::format("{:<10}{:<19}{:<13}{}\n", port_name(port), "", "err-disabled", reason);
    shown.rows.push_back(
        {{"port", port_name(port)}, {"status", "err-disabled"}, {"reason", reason}});
  }
  return shown;
}

Shown vlan_brief(const Sight& sight) {
  const auto& device = sight.of<models::Switch>();
  std::map<models::VlanId, std::vector<std::string>> ports{{1, {}}};
  for (std::uint16_t port = 0; port < device.port_count(); ++port) {
    const models::SwitchPortConfig& config = device.config().ports[port];
    if (config.trunk) continue;
    ports[device.untagged_vlan(port)].push_back(port_name(port));
    if (config.voice_vlan != 0) ports[config.voice_vlan].push_back(port_name(port));
  }
  Shown shown;
  shown.text =
      "VLAN Name                             Status    Ports\n"
      "---- -------------------------------- --------- -------------------------------\n";
  for (const auto& [vlan, names] : ports) {
    const std::string name = vlan == 1 ? "default" : fmt::format("VLAN{:04}", vlan);
    std::string line = fmt::format("{:<4} {:<32} {:<9} ", vlan, name, "active");
    std::string all;
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (i > 0) line += i % 4 == 0 ? "\n" + std::string(48, ' ') : ", ";
      line += names[i];
      all += (i == 0 ? "" : ", ") + names[i];
    }
    shown.text += line + "\n";
    shown.rows.push_back(
        {{"vlan", std::to_string(vlan)}, {"name", name}, {"status", "active"}, {"ports", all}});
  }
  return shown;
}

Shown power_inline(const Sight& sight) {
  const auto& device = sight.of<models::Switch>();
  const models::PowerSourcingConfig& config = device.config().poe;
  if (!config.enabled) return refusal("% This switch gives no power");
  const models::PowerSourcing* poe = device.power_sourcing();
  const models::Power used = poe == nullptr ? models::Power{} : poe->used();
  Shown shown;
  shown.text = fmt::format(
      "Module   Available     Used     Remaining\n"
      "          (Watts)     (Watts)    (Watts)\n"
      "------   ---------   --------   ---------\n"
      "{:<9}{:>8}{:>11}{:>12}\n"
      "Interface Admin  Oper       Power   Device              Class Max\n"
      "                            (Watts)\n"
      "--------- ------ ---------- ------- ------------------- ----- ----\n",
      1, watts_of(config.budget), watts_of(used), watts_of(config.budget - used));
  std::size_t on = 0;
  for (std::uint16_t port = 0; port < device.port_count(); ++port) {
    const models::PowerPortConfig* settings = poe == nullptr ? nullptr : poe->settings(port);
    const models::PowerMode mode =
        settings == nullptr ? models::PowerMode::automatic : settings->mode;
    const std::string admin = mode == models::PowerMode::off        ? "off"
                              : mode == models::PowerMode::reserved ? "static"
                                                                    : "auto";
    const std::string oper(oper_of(poe, port));
    const bool gives = oper == "on";
    const bool known = poe != nullptr && poe->is_attached(port) && oper != "off";
    const std::string power = watts_of(gives ? poe->allocated(port) : models::Power{});
    const std::string kind = known ? "Ieee PD" : "n/a";
    const std::string power_class = known ? std::to_string(poe->device(port).power_class) : "n/a";
    const std::string most = config.standard == models::PoeStandard::af   ? "15.4"
                             : config.standard == models::PoeStandard::at ? "30.0"
                                                                          : "60.0";
    on += gives ? 1 : 0;
    shown.text += fmt::format("{:<10}{:<7}{:<11}{:<8}{:<20}{:<6}{}\n", port_name(port), admin, oper,
                              power, kind, power_class, most);
    shown.rows.push_back({{"interface", port_name(port)},
                          {"admin", admin},
                          {"oper", oper},
                          {"power", power},
                          {"device", kind},
                          {"class", power_class},
                          {"max", most}});
  }
  shown.text += fmt::format(
      "--------- ------ ---------- ---------- ---------- ------ -----\n"
      "Totals:          {:<5}on    {}\n",
      on, watts_of(used));
  return shown;
}

}  // namespace app::showing
