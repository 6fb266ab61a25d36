// FB103 to FB106: when a port lets a phone through, into which VLAN, and whether it gives it power.
#include <algorithm>
#include <map>
#include <set>

#include "app/lint/rule.hpp"
#include "app/lint/site.hpp"
#include "app/scenario/parts.hpp"

namespace app {
namespace {

std::size_t number_of_setting(const SwitchSpec& sw, std::uint16_t port) {  // from 1; 0: none
  for (std::size_t i = 0; i < sw.port_settings.size(); ++i) {
    if (sw.port_settings[i].ports.value.contains(port)) return i + 1;
  }
  return 0;
}

// The VLAN in which a phone's frames go on from that port; 0: nobody says.
int vlan_of(const PhoneSpec& phone, const SwitchSpec& sw, std::uint16_t port) {
  const std::size_t number = number_of_setting(sw, port);
  const int access = number == 0 ? 1 : sw.port_settings[number - 1].vlan;
  const int voice = number == 0 ? 0 : sw.port_settings[number - 1].voice_vlan;
  const bool is_told =
      (phone.voice_vlan.cdp && sw.cdp.enabled) || (phone.voice_vlan.lldp_med && sw.lldp.enabled);
  if (voice != 0 && is_told) return voice;
  return phone.vlan != 0 ? phone.vlan : access;
}

std::uint16_t port_towards(const Site& site, std::size_t from, std::size_t to) {
  for (const CableEnd& cable : site.cables(from)) {
    if (cable.other == to) return cable.port;
  }
  return 0;
}

// The trunk on that way whose list lacks the VLAN: the switch, and the number of its port setting.
std::optional<std::pair<std::size_t, std::size_t>> lacking(const Site& site,
                                                           const std::vector<std::size_t>& way,
                                                           int vlan) {
  for (std::size_t i = 1; i + 1 < way.size(); ++i) {
    const auto* sw = site.as<SwitchSpec>(way[i]);
    if (sw == nullptr) break;
    for (const std::size_t beside : {way[i - 1], way[i + 1]}) {
      if (site.as<PhoneSpec>(beside) != nullptr) continue;
      const std::size_t number = number_of_setting(*sw, port_towards(site, way[i], beside));
      if (number == 0) continue;
      const PortSettingSpec& port = sw->port_settings[number - 1];
      const bool lacks = port.trunk && port.allowed && port.vlan != vlan &&
                         !port.allowed->contains(static_cast<std::uint16_t>(vlan));
      if (lacks) return std::pair(way[i], number);
    }
  }
  return std::nullopt;
}

// Where the phone's frames have to go to in its VLAN: its call server, its gateway, who leases.
std::vector<std::size_t> goals(const Site& site, const PhoneGroup& phone) {
  std::vector<std::size_t> all = site.servers(phone);
  if (phone.spec->gateway) {
    if (const auto router = site.owner(phone.spec->gateway->value)) all.push_back(*router);
  }
  for (const std::size_t server : site.all<ServerSpec>()) {
    if (phone.spec->dhcp.enabled && site.as<ServerSpec>(server)->dhcp.enabled) {
      all.push_back(server);
    }
  }
  return all;
}

}  // namespace

// [ieee-802-1d] 8.4: two forward delays from link up to the first frame.
std::vector<Suspicion> portfast_missing(const Site& site) {
  std::map<std::string, Suspicion> by_path;
  for (std::size_t device = 0; device < site.scenario().devices.size(); ++device) {
    const auto* phone = site.as<PhoneSpec>(device);
    if (phone == nullptr || site.cables(device).empty()) continue;
    const std::size_t sw = site.cables(device)[0].other;
    const auto* spec = site.as<SwitchSpec>(sw);
    if (spec == nullptr || !spec->stp.enabled || spec->stp.portfast) continue;
    if (spec->stp.mode == models::SpanningTreeMode::rstp && spec->stp.auto_edge) continue;
    const Duration wait = spec->stp.forward_delay * 2;
    const std::string path = site.path(sw, "stp.portfast");
    const bool gives_up = phone->dhcp.enabled && phone->dhcp.give_up_after <= wait;
    const auto [known, is_new] = by_path.try_emplace(path);
    if (!is_new && !gives_up) continue;
    Suspicion& found = known->second;
    if (!is_new && found.late == Duration{}) continue;  // it tells of one that gives up already
    found = {};
    found.message = "ports of " + site.name(sw) + " forward " + sim::to_text(wait) +
                    " after a phone was plugged in, and " + site.group_name(device);
    found.paths = {path, site.path(sw, "stp.forward_delay")};
    if (gives_up) {
      found.message +=
          " starts anew when it has no address after " + sim::to_text(phone->dhcp.give_up_after);
      found.paths.insert(found.paths.begin() + 1, site.path(device, "dhcp.give_up_after"));
    } else {
      found.message += " waits for it";
      found.late = wait / 2;
    }
    add_cure(found, {{path, "true"}});
  }
  std::vector<Suspicion> all;
  for (auto& [path, found] : by_path) all.push_back(std::move(found));
  return all;
}

std::vector<Suspicion> trunk_lacks_vlan(const Site& site) {
  std::vector<Suspicion> all;
  std::set<std::string> told;
  for (const PhoneGroup& group : site.phones()) {
    const Entry& entry = site.scenario().entries[site.scenario().devices[group.device].entry];
    const std::vector<std::size_t> where = goals(site, group);
    std::set<std::size_t> switches;  // one phone of each of them
    for (std::size_t i = 0; i < group.count; ++i) {
      const std::size_t device = group.count == 1 ? group.device : entry.first + i;
      if (site.cables(device).empty()) continue;
      const CableEnd& cable = site.cables(device)[0];
      const auto* sw = site.as<SwitchSpec>(cable.other);
      if (sw == nullptr || !switches.insert(cable.other).second) continue;
      const int vlan = vlan_of(*group.spec, *sw, cable.other_port);
      for (const std::size_t goal : where) {
        const auto at = lacking(site, site.way(device, goal), vlan);
        if (!at) continue;
        const std::string list = "port_settings." + std::to_string(at->second) + ".allowed";
        const std::string path = site.path(at->first, list);
        if (!told.insert(path + std::to_string(vlan)).second) continue;
        const auto& port = site.as<SwitchSpec>(at->first)->port_settings[at->second - 1];
        Suspicion found;
        found.message = "the trunk " + site.name(at->first) + ":" + to_text(port.ports.value) +
                        " carries VLAN " + to_text(*port.allowed) + ", and " + site.name(device) +
                        " is in VLAN " + std::to_string(vlan) + ", on its way to " +
                        site.name(goal);
        const std::size_t number = number_of_setting(*sw, cable.other_port);
        const bool is_tagged = group.spec->vlan == vlan;
        const std::string own =
            is_tagged ? site.path(device, "vlan")
                      : site.path(cable.other, "port_settings." + std::to_string(number) + ".vlan");
        found.paths = {path, own};
        add_cure(found, {{path, to_text(*port.allowed) + "," + std::to_string(vlan)}});
        all.push_back(std::move(found));
      }
    }
  }
  return all;
}

// [cisco-mab]: tx-period times (max-reauth-req + 1) until the port tries the MAC address.
std::vector<Suspicion> mab_too_late(const Site& site) {
  std::map<std::pair<std::string, std::string>, Suspicion> by_paths;
  for (std::size_t device = 0; device < site.scenario().devices.size(); ++device) {
    const auto* phone = site.as<PhoneSpec>(device);
    if (phone == nullptr || phone->dot1x.enabled || site.cables(device).empty()) continue;
    const CableEnd& cable = site.cables(device)[0];
    const auto* sw = site.as<SwitchSpec>(cable.other);
    if (sw == nullptr || !phone->dhcp.enabled) continue;
    for (std::size_t i = 0; i < sw->port_access.size(); ++i) {
      const PortAccessSpec& access = sw->port_access[i];
      const bool begins = access.enabled && !access.open &&
                          access.order == models::AccessOrder::dot1x_mab &&
                          access.ports.value.contains(cable.other_port);
      if (!begins) continue;
      const Duration wait = access.tx_period * (access.max_reauth_req + 1);
      const Duration patience = phone->dhcp.give_up_after;
      if (patience > wait + wait / 10) continue;
      const std::string list = "port_access." + std::to_string(i + 1) + ".";
      const std::string path = site.path(cable.other, list + "tx_period");
      const std::string other = site.path(device, "dhcp.give_up_after");
      Suspicion found;
      found.message = site.name(cable.other) + " tries 802.1X for " + sim::to_text(wait) +
                      " before the MAC address, and " + site.group_name(device) +
                      " starts anew when it has no address after " + sim::to_text(patience);
      found.holds = patience > wait;
      if (found.holds) {
        found.message += ": " + std::to_string(percent_of(patience - wait, wait)) + " % to spare";
      }
      found.paths = {path, other, site.path(cable.other, list + "order")};
      add_cure(found, {{site.path(cable.other, list + "order"), "mab_dot1x"}});
      const Duration shorter = patience / (2 * (access.max_reauth_req + 1));
      if (shorter >= std::chrono::seconds{1}) {
        add_cure(found, {{path, sim::to_text(shorter / std::chrono::seconds{1} *
                                             Duration{std::chrono::seconds{1}})}});
      }
      by_paths.try_emplace({path, other}, std::move(found));
    }
  }
  std::vector<Suspicion> all;
  for (auto& [paths, found] : by_paths) all.push_back(std::move(found));
  return all;
}

// [catalyst-poe]: by class a port sets aside what the class allows, whatever is drawn.
std::vector<Suspicion> power_budget(const Site& site) {
  std::vector<Suspicion> all;
  std::set<std::string> told;
  for (std::size_t sw = 0; sw < site.scenario().devices.size(); ++sw) {
    const auto* spec = site.as<SwitchSpec>(sw);
    if (spec == nullptr || !spec->poe.enabled) continue;
    models::Power need{};
    std::size_t devices = 0;
    std::string first;
    for (const CableEnd& cable : site.cables(sw)) {
      const models::PoweredDeviceConfig* power = nullptr;
      if (const StationSpec* station = station_of(spec_of(site.scenario(), cable.other))) {
        power = &station->power;
      } else if (const auto* desk = site.as<SwitchSpec>(cable.other)) {
        power = &desk->power;
      }
      if (power == nullptr || power->source != models::PowerSupply::poe) continue;
      const models::Power by_class = models::power_of_class(power->power_class);
      const bool by_use = spec->poe.allocation == models::PowerAllocation::by_use;
      const bool is_drawn = by_use && power->draw > models::Power{};
      const bool asks = power->asks_by != models::PowerRequest::none;
      const models::Power taken = is_drawn ? power->draw : by_class;
      need += asks ? std::max(taken, power->request) : taken;
      if (devices++ == 0) first = site.path(cable.other, by_use ? "power.draw" : "power.class");
    }
    const std::string path = site.path(sw, "poe.budget");
    if (devices == 0 || need <= spec->poe.budget || !told.insert(path).second) continue;
    Suspicion found;
    found.message = std::to_string(devices) + " devices at " + site.name(sw) + " take " +
                    to_text(need) + " of its " + to_text(spec->poe.budget) + ": " +
                    to_text(need - spec->poe.budget) + " too much";
    found.paths = {path, first, site.path(sw, "poe.allocation")};
    add_cure(found, {{path, to_text(need)}});
    all.push_back(std::move(found));
  }
  return all;
}

}  // namespace app
