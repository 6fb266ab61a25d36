// Addresses that devices are told to ask: who has them, and whether he answers that. What nobody is
// can hardly be meant; who comes in the timeline, or begins to serve then, counts as there.
#include <algorithm>
#include <map>
#include <set>

#include "app/scenario/kinds/spec.hpp"
#include "app/scenario/parts.hpp"
#include "app/scenario/questions.hpp"
#include "app/scenario/source_tree.hpp"

namespace app {
namespace {

std::string what_is_missing(Service service) {
  switch (service) {
    case Service::time: return "serves no NTP";
    case Service::files: return "serves phones no files";
    case Service::names: return "serves no DNS";
    case Service::radius: return "serves no RADIUS";
    case Service::dhcp: return "serves no DHCP";
    case Service::gateway: return "is no router";
  }
  return "";
}

std::string in_lower_case(std::string name) {  // RFC 4343 3: DNS takes A for a
  for (char& letter : name) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return name;
}

class Services {
 public:
  Services(const Scenario& scenario, sim::Diagnostics& diagnostics)
      : scenario_(scenario), diagnostics_(diagnostics), heeded_(scenario) {
    find_owners();
  }

  void check() {
    for (const Entry& entry : scenario_.entries) {
      for (std::size_t i = 0; i < entry.specs.size(); ++i) {
        const std::string& name = i == 0 ? entry.name : scenario_.devices[entry.owners[i - 1]].name;
        for (const Question& question : questions_of(entry.specs[i], heeded_)) {
          judge(entry, name, question, place_of(entry, name, question.key));
        }
        strangers(entry, i, name);
        unknown_domain(entry, i, name);
        relays_in_vain(entry, i, name);
      }
    }
    for (const TimelineEntry& item : scenario_.timeline) {
      for (const auto& change : item.change.specs) in_timeline(item, change);
    }
  }

 private:
  void has(sim::Ipv4 address, std::size_t device) {
    if (address != sim::Ipv4{}) owners_[address].insert(device);
  }
  void has_interfaces(const Spec& spec, std::size_t device) {
    const auto* router = std::get_if<RouterSpec>(&spec);
    if (router == nullptr) return;
    for (const InterfaceSpec& interface : router->interfaces) {
      has(interface.address.value.address, device);
      for (const auto& group : interface.hsrp) has(group.address, device);
      for (const auto& group : interface.vrrp) has(group.address, device);
    }
  }
  void find_owners() {
    for (std::size_t i = 0; i < scenario_.devices.size(); ++i) {
      const Spec& spec = spec_of(scenario_, i);
      has_interfaces(spec, i);
      const StationSpec* station = station_of(spec);
      if (station == nullptr || !station->dhcp.enabled) {  // else it is only what it remembers
        has(scenario_.devices[i].address.address, i);
      }
    }
    for (const TimelineEntry& item : scenario_.timeline) {
      for (const TimelineEntry::Move& move : item.moves) has(move.to.address, move.device);
      for (const auto& change : item.change.specs) {
        const Entry& entry = scenario_.entries[change.entry];
        has_interfaces(change.value,
                       change.spec == 0 ? entry.first : entry.owners[change.spec - 1]);
      }
    }
  }
  // An option of a network that is in no part of the file, or a gateway where nobody goes farther.
  bool concerns(const Question& option) const {
    return option.service == Service::gateway ? has_router(option.of) : is_there(option.of);
  }
  bool is_there(sim::Ipv4Interface network) const {
    const auto first = owners_.lower_bound(network.network());
    return first != owners_.end() && network.contains(first->first);
  }

  bool has_router(sim::Ipv4Interface network) const {
    const auto is_router = [&](std::size_t device) {
      return models::is<models::Router>(scenario_.entries[scenario_.devices[device].entry].kind);
    };
    for (auto one = owners_.lower_bound(network.network());
         one != owners_.end() && network.contains(one->first); ++one) {
      if (std::ranges::any_of(one->second, is_router)) return true;
    }
    return false;
  }

  bool serves(const Spec& spec, Service service) const {
    if (service == Service::gateway) return std::holds_alternative<RouterSpec>(spec);
    const auto* server = std::get_if<ServerSpec>(&spec);
    if (server == nullptr) return false;
    switch (service) {
      case Service::time: return server->ntp.enabled;
      case Service::files:
        return server->files.enabled &&
               ((heeded_.tftp && server->files.tftp) || (heeded_.http && server->files.http));
      case Service::names: return server->dns.enabled;
      case Service::radius: return server->radius.enabled;
      case Service::dhcp: return server->dhcp.enabled;
      case Service::gateway: break;
    }
    return false;
  }
  // At any time of the run.
  template <class Is>
  bool is_ever(std::size_t device, Is is) const {
    if (is(spec_of(scenario_, device))) return true;
    const Device& own = scenario_.devices[device];
    return std::ranges::any_of(scenario_.timeline, [&](const TimelineEntry& item) {
      return std::ranges::any_of(item.change.specs, [&](const auto& change) {
        return change.entry == own.entry && change.spec == own.spec && is(change.value);
      });
    });
  }

  void judge(const Entry& entry, const std::string& name, const Question& question,
             sim::Position at) {
    if (question.of != sim::Ipv4Interface{} && !concerns(question)) return;
    const auto found = owners_.find(question.address);
    const auto answers = [&](std::size_t device) {
      return is_ever(device, [&](const Spec& spec) { return serves(spec, question.service); });
    };
    if (found != owners_.end() && std::ranges::any_of(found->second, answers)) return;
    if (!told_.emplace(&entry, question.service, question.address).second) return;
    std::string text = name + "." + question.key + " names " + to_text(question.address) + ", ";
    if (found == owners_.end()) {
      text += "which is no device's address";
    } else {
      const Device& owner = scenario_.devices[*found->second.begin()];
      text += "'" + owner.name + "', which " + what_is_missing(question.service);
    }
    diagnostics_.warning(at, text);
  }

  // [rfc2865] 3: a request of an unknown client is discarded. A NAT between them would hide it.
  void strangers(const Entry& entry, std::size_t spec, const std::string& name) {
    const auto* sw = std::get_if<SwitchSpec>(&entry.specs[spec]);
    if (sw == nullptr || !asks_radius(*sw) || has_nat()) return;
    const std::size_t device = spec == 0 ? entry.first : entry.owners[spec - 1];
    const sim::Ipv4 own = scenario_.devices[device].address.address;
    for (std::size_t i = 0; i < sw->radius.servers.size(); ++i) {
      const auto found = owners_.find(sw->radius.servers[i]);
      if (found == owners_.end()) continue;
      const std::size_t server = *found->second.begin();
      const auto answers = [&](const Spec& one) {
        const auto* radius = std::get_if<ServerSpec>(&one);
        return radius == nullptr || radius->radius.clients.empty() ||
               std::ranges::find(radius->radius.clients, own) != radius->radius.clients.end();
      };
      if (is_ever(server, answers)) continue;
      const std::string& other = scenario_.devices[server].name;
      diagnostics_.warning(place_of(entry, name, "radius.servers." + std::to_string(i + 1)),
                           "'" + other + "' will not answer '" + name + "': " + to_text(own) +
                               " is not among its radius.clients");
    }
  }
  // RFC 3263 4.1, 4.2: a domain is looked up itself, or below _sip._udp and its like.
  void unknown_domain(const Entry& entry, std::size_t spec, const std::string& name) {
    const auto* phone = std::get_if<PhoneSpec>(&entry.specs[spec]);
    if (phone == nullptr || phone->domain.empty() || phone->is_lync()) return;
    const std::string domain = in_lower_case(phone->domain);
    std::set<std::string> known;
    const auto learn = [&](const Spec& one) {
      const auto* server = std::get_if<ServerSpec>(&one);
      if (server == nullptr || !server->dns.enabled) return;
      for (const DnsRecordSpec& record : server->dns.zone) {
        std::string of = in_lower_case(record.name);
        while (of.starts_with('_')) of.erase(0, std::min(of.find('.'), of.size() - 1) + 1);
        known.insert(of);
      }
    };
    for (const Entry& other : scenario_.entries) std::ranges::for_each(other.specs, learn);
    for (const TimelineEntry& item : scenario_.timeline) {
      for (const auto& change : item.change.specs) learn(change.value);
    }
    if (known.contains(domain)) return;
    const std::vector<std::string> names(known.begin(), known.end());
    diagnostics_.warning(place_of(entry, name, "domain"),
                         "no DNS server has a record of it: " + unknown("domain", domain, names));
  }
  // RFC 2131 4.3.1, RFC 1542 4: giaddr says which network the address is to be of.
  void relays_in_vain(const Entry& entry, std::size_t spec, const std::string& name) {
    const auto* router = std::get_if<RouterSpec>(&entry.specs[spec]);
    if (router == nullptr || !heeded_.leases) return;
    for (std::size_t i = 0; i < router->interfaces.size(); ++i) {
      const InterfaceSpec& interface = router->interfaces[i];
      std::string server;
      bool is_dealt = false;
      for (const sim::Ipv4 relay : interface.dhcp_relay) {
        const auto found = owners_.find(relay);
        if (found == owners_.end()) continue;
        const std::size_t device = *found->second.begin();
        server = scenario_.devices[device].name;
        is_dealt |= is_ever(device, [&](const Spec& one) {
          const auto* dhcp = std::get_if<ServerSpec>(&one);
          return dhcp == nullptr || std::ranges::any_of(dhcp->dhcp.scopes, [&](const auto& scope) {
                   return scope.network.contains(interface.address.value.address);
                 });
        });
      }
      if (server.empty() || is_dealt) continue;
      const std::string key = "interfaces." + std::to_string(i + 1) + ".dhcp_relay";
      diagnostics_.warning(place_of(entry, name, key),
                           "'" + server + "' has no scope for " + to_text(interface.address.value) +
                               ", whose DHCP '" + name + "' relays to it");
    }
  }
  bool has_nat() const {
    return std::ranges::any_of(scenario_.entries, [](const Entry& entry) {
      const auto* router = std::get_if<RouterSpec>(&entry.specs[0]);
      return router != nullptr && std::ranges::any_of(router->interfaces, &InterfaceSpec::outside);
    });
  }

  // What an item of the timeline sets itself; the rest was there before it.
  void in_timeline(const TimelineEntry& item, const Reconfiguration::OfSpec& change) {
    const Entry& entry = scenario_.entries[change.entry];
    const std::string& name =
        change.spec == 0 ? entry.name : scenario_.devices[entry.owners[change.spec - 1]].name;
    for (const Question& question : questions_of(change.value, heeded_)) {
      for (const sim::Assignment& set : item.sets) {
        if (sim::path_of(set) != name + "." + question.key) continue;
        judge(entry, name, question, set.value_at);
      }
    }
  }

  // Where the value was given: by a --set, in the file, or by a profile of the device.
  sim::Position place_of(const Entry& entry, const std::string& name,
                         const std::string& key) const {
    for (const sim::Assignment& set : scenario_.sets) {
      if (sim::path_of(set) == name + "." + key) return set.value_at;
    }
    const sim::Node* node = scenario_.tree->file.devices.find(entry.name);
    const sim::Node* value = node == nullptr ? nullptr : find_path(*node, sim::split_path(key));
    return value == nullptr ? entry.at : value->at;
  }

  const Scenario& scenario_;
  sim::Diagnostics& diagnostics_;
  Heeded heeded_;
  std::map<sim::Ipv4, std::set<std::size_t>> owners_;
  std::set<std::tuple<const Entry*, Service, sim::Ipv4>> told_;
};

}  // namespace

void check_services(const Scenario& scenario, sim::Diagnostics& diagnostics) {
  Services(scenario, diagnostics).check();
}

}  // namespace app
