// What a number or a range of ports may have been meant to be.
#include <algorithm>
#include <functional>
#include <set>

#include "app/proof/knowledge.hpp"
#include "app/proof/quantity.hpp"
#include "app/scenario/kinds/spec.hpp"

namespace app {
namespace {

// Of routers that share an address.
std::set<int> groups_of(const Scenario& scenario) {
  std::set<int> groups;
  for (const Entry& entry : scenario.entries) {
    const auto* router = std::get_if<RouterSpec>(&entry.specs[0]);
    if (router == nullptr) continue;
    for (const InterfaceSpec& interface : router->interfaces) {
      for (const auto& group : interface.hsrp) groups.insert(group.group);
      for (const auto& group : interface.vrrp) groups.insert(group.group);
    }
  }
  return groups;
}

// What packets may be as large as, somewhere; RFC 894's first.
std::set<int, std::greater<>> mtus_of(const Scenario& scenario) {
  std::set<int, std::greater<>> mtus{models::InterfaceConfig{}.mtu};
  for (const Entry& entry : scenario.entries) {
    if (const HostSpec* host = host_of(entry.specs[0])) mtus.insert(host->mtu);
    const auto* router = std::get_if<RouterSpec>(&entry.specs[0]);
    if (router == nullptr) continue;
    for (const InterfaceSpec& interface : router->interfaces) mtus.insert(interface.mtu);
  }
  for (const LinkSpec& link : scenario.link_specs) {
    if (link.mtu != 0) mtus.insert(link.mtu);
  }
  return mtus;
}

}  // namespace

std::vector<std::string> Knowledge::numbers_for(const Leaf& leaf, bool thorough) const {
  using Kind = sim::Shape::Kind;
  const sim::Shape& shape = *leaf.shape;
  std::vector<std::string> texts;
  if (leaf.key == "vlan" || leaf.key == "voice_vlan") {
    for (const int vlan : vlans_) texts.push_back(std::to_string(vlan));
    return texts;
  }
  if (leaf.key.ends_with("port") && shape.kind == Kind::integer) {
    for (const int port : ports_) texts.push_back(std::to_string(port));
    return texts;
  }
  if (leaf.key == "mtu" || leaf.key == "mss_clamp") {
    constexpr int headers = static_cast<int>(models::tcp_ip_header_bytes);
    for (const int mtu : mtus_of(scenario_)) {
      texts.push_back(std::to_string(leaf.key == "mtu" ? mtu : mtu - headers));
    }
    if (!leaf.preset.empty()) texts.push_back(leaf.preset);
    return texts;
  }
  if (leaf.key == "tcp_above") return {"1300"};  // RFC 3261 18.1.1
  if (leaf.key == "group") {                     // of routers that share an address: the others'
    for (const int group : groups_of(scenario_)) texts.push_back(std::to_string(group));
  }
  const auto now = quantity(shape.kind, leaf.value);
  if (!now) return texts;
  std::int64_t high = shape.rules.high;
  if (shape.kind == Kind::duration) {
    high = std::min<std::int64_t>(high,
                                  std::max<std::int64_t>(2 * scenario_.duration.count(), 2 * *now));
  }
  const std::int64_t low = std::max<std::int64_t>(shape.rules.low, 0);
  const auto add = [&](std::int64_t number) {
    if (number >= low && number <= high) texts.push_back(bound_text(shape.kind, number));
  };
  const std::int64_t finest = shape.kind == Kind::duration ? 1'000'000'000 : 1;
  const std::int64_t from = std::max(*now, finest);
  for (const int factor : {4, 32}) add(from <= high / factor ? from * factor : high);
  for (const int factor : {4, 32}) add(*now / factor);
  if (thorough) {
    for (const int factor : {2, 8, 256}) {
      add(from <= high / factor ? from * factor : high);
      add(*now / factor);
    }
    add(high);
    for (std::int64_t few = low; high - low < 10 && few < high; ++few) add(few);
  }
  add(0);
  add(low);
  return texts;
}

// Of a switch: each port, beside those that are there, that leads to no phone or PC; all such.
std::vector<std::string> Knowledge::ports_for(const Leaf& leaf) const {
  if (leaf.key == "vlans") return {"1-4094"};
  if (leaf.key != "trusted") return {"1-24", "1-48"};
  const auto now = sim::parse_port_ranges(leaf.value).value_or(sim::PortRanges{});
  std::set<int> more;
  for (const LinkPlan& link : scenario_.links) {
    const auto add = [&](std::size_t end, std::uint16_t port, std::size_t other) {
      const auto kind = scenario_.entries[scenario_.devices[other].entry].kind;
      const bool is_desk = is_phone(kind) || models::is<models::Computer>(kind);
      const auto number = static_cast<std::uint16_t>(port + 1);
      if (scenario_.devices[end].entry != scenario_.devices[leaf.owner].entry || is_desk) return;
      if (!now.contains(number)) more.insert(number);
    };
    add(link.a, link.port_a, link.b);
    add(link.b, link.port_b, link.a);
  }
  std::vector<std::string> texts;
  std::string all = leaf.value;
  for (const int port : more) {
    const std::string number = std::to_string(port);
    texts.push_back(leaf.value.empty() ? number : leaf.value + "," + number);
    all += (all.empty() ? "" : ",") + number;
  }
  texts.push_back(all);
  return texts;
}

}  // namespace app
