// FB101, FB102: what a secured port forgets, and how many addresses it admits.
#include <algorithm>
#include <map>
#include <set>

#include "app/lint/rule.hpp"
#include "app/lint/site.hpp"
#include "app/scenario/parts.hpp"

namespace app {
namespace {

// Switches with their secured ports that have a cable.
template <class Visit>
void each_secured_port(const Site& site, Visit visit) {
  for (std::size_t sw = 0; sw < site.scenario().devices.size(); ++sw) {
    const auto* spec = site.as<SwitchSpec>(sw);
    if (spec == nullptr || !spec->port_security.enabled || !spec->port_security.ports) continue;
    for (const CableEnd& cable : site.cables(sw)) {
      if (spec->port_security.ports->value.contains(cable.port)) visit(sw, *spec, cable);
    }
  }
}

std::optional<PhoneGroup> phone_at(const Site& site, std::size_t device) {
  const auto* spec = site.as<PhoneSpec>(device);
  if (spec == nullptr || spec->is_trunk()) return std::nullopt;
  return PhoneGroup{device, 1, spec};
}

const PortSettingSpec* setting_of(const SwitchSpec& sw, std::uint16_t port) {
  for (const PortSettingSpec& one : sw.port_settings) {
    if (one.ports.value.contains(port)) return &one;
  }
  return nullptr;
}

// How many addresses come in there; of them in the access and in the voice VLAN.
struct Addresses {
  int all = 0;
  int access = 0;
  int voice = 0;
  std::string who{};
};

void add_addresses(const Site& site, const SwitchSpec& sw, const CableEnd& cable,
                   std::size_t device, Addresses& sum) {
  const PortSettingSpec* port = setting_of(sw, cable.port);
  const int voice_vlan = port != nullptr ? port->voice_vlan : 0;
  int access = 0;
  int voice = 0;
  if (const auto* phone = site.as<PhoneSpec>(device)) {
    const auto& asks = phone->voice_vlan;
    const bool is_told = voice_vlan != 0 && ((asks.cdp && sw.cdp.enabled) ||
                                             (asks.lldp_med && sw.lldp.enabled) || asks.dhcp);
    const bool is_tagged = voice_vlan != 0 && (phone->vlan == voice_vlan || is_told);
    voice = is_tagged ? 1 : 0;
    access = !is_tagged || is_told || asks.announces ? 1 : 0;
  } else if (site.as<ComputerSpec>(device) != nullptr) {
    access = 1;
  } else {
    return;  // a desk's switch has no address of its own that it sends from
  }
  sum.all += access + voice;
  sum.access += access;
  sum.voice += voice;
  sum.who += (sum.who.empty() ? "" : " and ") + site.name(device);
  if (access + voice == 2) sum.who += " (in two VLANs)";
}

}  // namespace

// [catalyst-3550]: an address that has aged out is learned from the next frame, which is lost.
std::vector<Suspicion> port_security_ageing(const Site& site) {
  struct Worst {
    std::size_t sw;
    PhoneGroup phone;
    std::size_t server;
    Beat beat;
  };
  std::map<std::pair<std::string, std::string>, Worst> worst;  // by the two settings
  each_secured_port(site, [&](std::size_t sw, const SwitchSpec& spec, const CableEnd& cable) {
    const auto& security = spec.port_security;
    const bool ages = security.aging_time > Duration{} && !security.sticky;
    if (!ages || security.relearn != models::Relearn::drop) return;
    for (const std::size_t device : site.behind(sw, cable.port)) {
      const auto phone = phone_at(site, device);
      if (!phone) continue;
      const auto servers = site.servers(*phone);
      if (servers.empty()) continue;
      const auto beat = site.own_beat(*phone, servers[0]);
      if (!beat) continue;
      const auto key = std::pair(site.path(sw, "port_security.aging_time"), beat->path);
      const auto [known, is_new] = worst.try_emplace(key, Worst{sw, *phone, servers[0], *beat});
      if (!is_new && known->second.beat.every < beat->every) known->second.beat = *beat;
    }
  });
  std::vector<Suspicion> all;
  for (const auto& [paths, one] : worst) {
    const auto& security = site.as<SwitchSpec>(one.sw)->port_security;
    const bool by_silence = security.aging_type == models::AgingType::inactivity;
    const Duration life = security.aging_time + security.aging_tick;
    const bool is_near = by_silence && life > one.beat.every;
    if (is_near && life > one.beat.every + one.beat.every / 10) continue;
    Suspicion found;
    const std::string path = paths.first;
    found.message = "secure addresses at " + site.name(one.sw) + " go after " +
                    sim::to_text(security.aging_time) +
                    (by_silence ? " of silence, and " : " in any case, and ") +
                    site.group_name(one.phone.device) + " may send nothing for " +
                    sim::to_text(one.beat.every);
    if (is_near) {
      found.holds = true;
      found.message +=
          ": " + std::to_string(percent_of(life - one.beat.every, one.beat.every)) + " % to spare";
    } else if (by_silence) {
      found.message += life == one.beat.every
                           ? std::string(", just as long")
                           : ", " + sim::to_text(one.beat.every - life) + " longer";
    }
    found.paths = {path, paths.second};
    if (!by_silence) found.paths.push_back(site.path(one.sw, "port_security.aging_type"));
    SetTo cure{{path, at_least_text(one.beat.every * 2)}};
    if (!by_silence) cure.emplace_back(site.path(one.sw, "port_security.aging_type"), "inactivity");
    add_cure(found, cure);
    all.push_back(std::move(found));
  }
  return all;
}

// [catalyst-3550] maximum: one secure address for each MAC and VLAN.
std::vector<Suspicion> port_security_maximum(const Site& site) {
  std::vector<Suspicion> all;
  std::set<std::string> told;
  each_secured_port(site, [&](std::size_t sw, const SwitchSpec& spec, const CableEnd& cable) {
    const auto& security = spec.port_security;
    Addresses sum;
    bool has_phone = false;
    for (const std::size_t device : site.behind(sw, cable.port)) {
      add_addresses(site, spec, cable, device, sum);
      has_phone = has_phone || site.as<PhoneSpec>(device) != nullptr;
    }
    const auto tell = [&](const std::string& key, int need, int limit, const std::string& where) {
      if (!has_phone || limit == 0 || need <= limit) return;
      const std::string path = site.path(sw, "port_security." + key);
      if (!told.insert(path).second) return;
      Suspicion found;
      found.message = port_text(site.scenario(), sw, static_cast<std::uint16_t>(cable.port - 1)) +
                      " admits " + std::to_string(limit) + " address" + (limit == 1 ? "" : "es") +
                      where + ", and " + std::to_string(need) + " come in there: " + sum.who;
      found.paths = {path, site.path(sw, "port_security.violation")};
      SetTo cure{{path, std::to_string(need)}};
      if (key != "maximum" && sum.all > security.maximum) {
        cure.emplace_back(site.path(sw, "port_security.maximum"), std::to_string(sum.all));
      }
      add_cure(found, cure);
      all.push_back(std::move(found));
    };
    tell("maximum", sum.all, security.maximum, "");
    tell("maximum_access", sum.access, security.maximum_access, " in its access VLAN");
    tell("maximum_voice", sum.voice, security.maximum_voice, " in its voice VLAN");
  });
  return all;
}

}  // namespace app
