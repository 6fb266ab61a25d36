#include "app/proof/knowledge.hpp"

#include <algorithm>

#include "app/proof/quantity.hpp"
#include "app/scenario/kinds/spec.hpp"

namespace app {
namespace {

sim::Ipv4Interface network_of(sim::Ipv4Interface interface) {
  return {interface.network(), interface.prefix_length};
}

bool is_authority(const std::string& key) {
  return key == "issuer" || key == "trusts" || key == "authority" || key == "signed_by";
}

bool is_date(const std::string& key) {
  return key == "valid_from" || key == "valid_until" || key == "at_boot";
}

}  // namespace

Knowledge::Knowledge(const Scenario& scenario) : scenario_(scenario) {
  vlans_ = {0, 1};
  passwords_ = {""};
  ports_ = {5060, 5061};
  for (const Entry& entry : scenario.entries) {
    const Device& device = scenario.devices[entry.first];
    const Spec& spec = entry.specs[0];
    if (const HostSpec* host = host_of(spec)) {
      const auto address = device.address;
      if (address.address != sim::Ipv4{}) {
        hosts_.push_back(address);
        prefixes_.insert(network_of(address));
        if (is_server(entry.kind)) call_servers_.push_back(address.address);
        if (models::is<models::Server>(entry.kind)) servers_.push_back(address.address);
      }
      if (host->gateway) gateways_.push_back(host->gateway->value);
    }
    for (const Leaf& leaf : leaves_of_device(scenario, entry.first)) {
      using Kind = sim::Shape::Kind;
      if (leaf.value.empty()) continue;
      if (leaf.shape->kind == Kind::integer) {
        if (leaf.key == "vlan" || leaf.key == "voice_vlan") vlans_.insert(std::stoi(leaf.value));
        if (leaf.key.ends_with("port")) ports_.insert(std::stoi(leaf.value));
      } else if (leaf.shape->kind == Kind::text) {
        if (leaf.key == "password") {
          passwords_.insert(leaf.value);
        } else if (is_authority(leaf.key)) {
          authorities_.insert(leaf.value);
        } else if (is_date(leaf.key)) {
          continue;
        } else if (leaf.key.ends_with("class")) {
          classes_.insert(leaf.value);
        } else if (leaf.value.find('.') != std::string::npos) {
          names_.insert(leaf.value);
        }
      } else if (leaf.key == "router" || leaf.key == "via") {
        if (const auto address = sim::parse_ipv4(leaf.value)) gateways_.push_back(*address);
      }
    }
    if (const auto* router = std::get_if<RouterSpec>(&spec)) {
      for (const InterfaceSpec& interface : router->interfaces) {
        interfaces_.push_back(interface.address.value);
        prefixes_.insert(network_of(interface.address.value));
        const auto shares = [&](const models::FhrpConfig& group) {
          gateways_.push_back(group.address);
          interfaces_.push_back({group.address, interface.address.value.prefix_length});
        };
        std::ranges::for_each(interface.hsrp, shares);
        std::ranges::for_each(interface.vrrp, shares);
      }
    }
    if (const auto* server = std::get_if<ServerSpec>(&spec)) {
      for (const auto& scope : server->dhcp.scopes) prefixes_.insert(network_of(scope.network));
    }
  }
  for (const std::string& name : std::set(names_)) {  // a domain's records stand beside its name
    for (const char* service : {"_sip._udp.", "_sip._tcp.", "_sips._tcp."}) {
      if (name.starts_with(service)) names_.insert(name.substr(std::string_view(service).size()));
    }
  }
}

std::vector<std::string> Knowledge::networks() const {
  std::vector<std::string> all;
  for (const sim::Ipv4Interface& prefix : prefixes_) all.push_back(to_text(prefix));
  all.emplace_back("0.0.0.0/0");
  return all;
}

// Routers' addresses for what leads to a router; those that share the device's network first.
std::vector<std::string> Knowledge::addresses_for(const Leaf& leaf) const {
  if (leaf.key == "source") return {};  // of a switch itself: no other device's
  std::vector<sim::Ipv4> all;
  const bool of_routers = leaf.key == "gateway" || leaf.key == "via" || leaf.key == "router";
  if (of_routers) {
    for (const auto& interface : interfaces_) all.push_back(interface.address);
    std::ranges::stable_partition(all, [&](sim::Ipv4 address) {
      return scenario_.devices[leaf.owner].address.contains(address);
    });
  } else if (leaf.key == "address") {  // that routers share: what hosts take for theirs
    all = gateways_;
  } else {
    all = leaf.key == "a" ? call_servers_ : servers_;
    const auto& more = leaf.key == "a" ? servers_ : call_servers_;
    all.insert(all.end(), more.begin(), more.end());
  }
  std::vector<std::string> texts;
  for (const sim::Ipv4 address : all) texts.push_back(to_text(address));
  return texts;
}

std::string Knowledge::free_address(sim::Ipv4Interface in) const {
  for (std::uint32_t last = 9; last < 250; ++last) {
    const sim::Ipv4 address{in.network().value + last};
    const auto is_it = [&](const sim::Ipv4Interface& other) { return other.address == address; };
    const bool is_taken = std::ranges::any_of(scenario_.devices,
                                              [&](const Device& device) {
                                                return device.address.address == address;
                                              }) ||
                          std::ranges::any_of(interfaces_, is_it);
    if (!is_taken && in.contains(address)) {
      return to_text(sim::Ipv4Interface{address, in.prefix_length});
    }
  }
  return "";
}

// Of an address with its prefix: another length, the address that others believe it to have, a
// place in a neighbour's network; of a network: all that there are.
std::vector<std::string> Knowledge::interfaces_for(const Leaf& leaf) const {
  if (leaf.key != "address") return networks();
  std::vector<std::string> texts;
  const auto now = sim::parse_ipv4_interface(leaf.value);
  if (!now) return texts;
  std::set<std::uint8_t> lengths{24};
  for (const sim::Ipv4Interface& prefix : prefixes_) lengths.insert(prefix.prefix_length);
  for (const std::uint8_t length : lengths) {
    texts.push_back(to_text(sim::Ipv4Interface{now->address, length}));
  }
  if (models::is<models::Router>(scenario_.entries[scenario_.devices[leaf.owner].entry].kind)) {
    for (const sim::Ipv4 gateway : gateways_) {
      texts.push_back(to_text(sim::Ipv4Interface{gateway, now->prefix_length}));
    }
    return texts;
  }
  texts.push_back(free_address(*now));
  for (const sim::Ipv4Interface& interface : interfaces_) {
    texts.push_back(free_address(interface));
  }
  return texts;
}

std::vector<std::string> Knowledge::texts_for(const Leaf& leaf) const {
  std::vector<std::string> texts;
  if (leaf.key == "call_servers" || leaf.key == "backups") {
    for (const Entry& entry : scenario_.entries) {
      if (is_server(entry.kind)) texts.push_back(entry.name);
    }
    return texts;
  }
  if (is_date(leaf.key)) {
    return {"2199-12-31 23:59:59", "1970-01-01 00:00:00", "2020-01-01 00:00:00"};
  }
  if (leaf.key == "tftp_server_name" || leaf.key == "boot_server") {
    for (const sim::Ipv4 address : servers_) texts.push_back(to_text(address));
    texts.insert(texts.end(), names_.begin(), names_.end());
    texts.emplace_back("");
    return texts;
  }
  if (is_authority(leaf.key)) {
    texts.assign(authorities_.begin(), authorities_.end());
    return texts;
  }
  const auto& known = leaf.key == "password"        ? passwords_
                      : leaf.key.ends_with("class") ? classes_
                                                    : names_;
  texts.assign(known.begin(), known.end());
  if (leaf.key.ends_with("class") || leaf.key == "domain" || leaf.key == "answers_only_inform_of") {
    texts.emplace_back("");
  }
  return texts;
}

// The whole of the network that it lies in, but for what others have there.
std::vector<std::string> Knowledge::pool_ends_for(const Leaf& leaf) const {
  std::vector<std::string> texts;
  for (const sim::Ipv4Interface& prefix : prefixes_) {
    std::uint32_t low = prefix.network().value + 1;
    const std::uint32_t high = prefix.broadcast().value - 1;
    for (const auto& taken : hosts_) {
      if (prefix.contains(taken.address)) low = std::max(low, taken.address.value + 1);
    }
    for (const auto& taken : interfaces_) {
      if (prefix.contains(taken.address) && taken.address.value + 1 < high - 100) {
        low = std::max(low, taken.address.value + 1);
      }
    }
    if (low >= high) continue;
    if (leaf.key == "last") {
      texts.push_back(to_text(sim::Ipv4{high}));
    } else {
      texts.push_back(to_text(sim::Ipv4{low}));
      if (low + 99 < high) texts.push_back(to_text(sim::Ipv4{low + 99}));
    }
  }
  return texts;
}

// Another's in a list of them; a device's own could be anything else.
std::vector<std::string> Knowledge::macs_for(const Leaf& leaf) const {
  const bool is_own = std::ranges::count(leaf.path, '.') == 1;
  std::vector<std::string> texts;
  for (const Entry& entry : scenario_.entries) {
    if (is_own || station_of(entry.specs[0]) == nullptr) continue;
    texts.push_back(to_text(scenario_.devices[entry.first].mac));
  }
  texts.emplace_back("02:00:5e:00:53:01");  // of nobody, as a rule
  return texts;
}

std::vector<std::string> Knowledge::values_for(const Leaf& leaf, bool thorough) const {
  using Kind = sim::Shape::Kind;
  const Kind kind = leaf.shape->kind;
  std::vector<std::string> texts;
  if (kind == Kind::boolean) {
    if (leaf.key != "up" || leaf.value == "false") {  // nothing is cured by pulling cables
      texts = {leaf.value == "true" ? "false" : "true"};
    }
  } else if (kind == Kind::choice) {
    for (const sim::Shape::Choice& choice : leaf.shape->choices) texts.emplace_back(choice.name);
  } else if (kind == Kind::ipv4) {
    const bool of_pool = leaf.key == "first" || leaf.key == "last";
    texts = of_pool ? pool_ends_for(leaf) : addresses_for(leaf);
  } else if (kind == Kind::ipv4_interface) {
    texts = interfaces_for(leaf);
  } else if (kind == Kind::text) {
    texts = texts_for(leaf);
  } else if (kind == Kind::port_ranges) {
    if (leaf.key == "allowed") return {"1-4094"};
    texts = ports_for(leaf);
  } else if (kind == Kind::mac) {
    texts = macs_for(leaf);
  } else {
    texts = numbers_for(leaf, thorough);
  }
  if (!leaf.preset.empty()) texts.push_back(leaf.preset);
  std::vector<std::string> different;
  for (std::string& text : texts) {
    if (text == leaf.value || std::ranges::find(different, text) != different.end()) continue;
    different.push_back(std::move(text));
  }
  return different;
}

}  // namespace app
