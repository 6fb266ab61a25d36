#include "tests/decoys.hpp"

#include <algorithm>

#include "app/scenario/kinds/spec.hpp"
#include "bench/causes/edit.hpp"
#include "sim/base/text.hpp"
#include "sim/schema/document.hpp"
#include "sim/schema/override.hpp"
#include "tests/decoy_ways.hpp"

namespace tests {
namespace {

using sim::Node;

Node parsed(const std::string& text) {
  sim::Diagnostics diagnostics;
  return *sim::parse_yaml(text, "decoys", diagnostics);
}

// The site, first in the file; `options` and `records` are those of the scenario's own servers.
Node site() {
  return parsed(R"(
decoy_sw: {kind: switch}
decoy_dns: {kind: server, mac: "02:de:00:00:00:01", address: 10.253.0.3/24}
decoy_dhcp:
  kind: server
  mac: "02:de:00:00:00:02"
  address: 10.253.0.2/24
  dhcp:
    enabled: true
    web_service: pool1.contoso.com
    registrar: pool1.contoso.com
decoy_router:
  kind: router
  mac: "02:de:00:00:01:00"
  interfaces:
    - {port: 1, address: 10.253.0.1/24, dhcp_relay: [10.253.0.2]}
    - {port: 2, address: 10.253.1.1/24}
decoy_pbx:
  kind: call_server
  mac: "02:de:00:00:00:04"
  address: 10.253.0.10/24
  gateway: 10.253.0.1
  sip: {auth: {enabled: true, password: "4711"}}
decoy_phone:
  kind: phone
  mac: "02:de:00:00:00:05"
  dhcp: {enabled: true}
  call_servers: [decoy_pbx]
  sip: {password: "4711"}
decoy_mistyped:
  kind: phone
  mac: "02:de:00:00:00:06"
  address: 10.253.0.20/24
  gateway: 10.253.0.1
  call_servers: [decoy_pbx]
  sip: {password: "4712"}
)");
}

const std::string site_scopes =
    "[{network: 10.253.0.0/24, pool: {first: 10.253.0.100, last: 10.253.0.120}, "
    "router: 10.253.0.1, dns: [10.253.0.3]}]";
const std::string site_links =
    "[decoy_dns - decoy_sw:1, decoy_dhcp - decoy_sw:2, decoy_router:1 - decoy_sw:3, "
    "decoy_pbx - decoy_sw:4, decoy_phone - decoy_sw:5, decoy_mistyped - decoy_sw:6]";
const std::string site_records =
    "[{name: pool1.contoso.com, a: 10.253.0.10}, "
    "{name: _sipinternaltls._tcp.contoso.com, srv: pool1.contoso.com, port: 5061}]";

// What stands in the list of this key of the first server that has it.
const Node* first_of_servers(const Node& devices, const std::string& path) {
  for (const Node::Entry& entry : devices.entries) {
    const Node* found = sim::find_path(entry.value, sim::split_path(path));
    if (found != nullptr) return found;
  }
  return nullptr;
}

void put(Node& map, const std::string& path, const Node& value) {
  bench::apply({bench::Edit::Kind::set, path, value}, map);
}

// The site with the kinds of options, and the names, that the scenario's own servers know.
Node site_beside(const Node& devices) {
  Node all = site();
  for (const char* key : {"web_service", "registrar", "web_service_class", "registrar_class"}) {
    const Node* own = first_of_servers(devices, std::string("dhcp.") + key);
    if (own != nullptr) put(all, std::string("decoy_dhcp.dhcp.") + key, *own);
  }
  put(all, "decoy_dhcp.dhcp.scopes", parsed(site_scopes));
  const Node* records = first_of_servers(devices, "dns.records");
  put(all, "decoy_dns.dns.enabled", Node::scalar("true"));
  put(all, "decoy_dns.dns.records", records == nullptr ? parsed(site_records) : *records);
  return all;
}

void prepend(Node& list, const Node& before) {
  if (!list.is_list()) list = Node::list();
  list.items.insert(list.items.begin(), before.items.begin(), before.items.end());
}

// What the timeline sets of cables, which now have others before them.
void shift_links(Node& timeline, std::size_t by) {
  for (Node& item : timeline.items) {
    Node* set = item.find("set");
    if (set == nullptr) continue;
    for (Node::Entry& entry : set->entries) {
      if (!entry.key.starts_with("links.")) continue;
      const std::size_t number = std::stoul(entry.key.substr(6));
      const std::string rest = entry.key.substr(entry.key.find('.', 6));
      entry.key = "links." + std::to_string(number + by) + rest;
    }
  }
}

Node& section(Node& tree, const std::string& key) {
  if (tree.find(key) == nullptr) tree.entries.push_back({key, {}, Node::list()});
  return *tree.find(key);
}

}  // namespace

Node settled(Node tree, const app::Scenario& scenario) {
  std::erase_if(tree.entries, [](const Node::Entry& entry) {
    return entry.key == "expect" || entry.key == "remedies";
  });
  for (const app::Entry& entry : scenario.entries) {
    Node* device = tree.find("devices")->find(entry.name);
    if (device->find("mac") != nullptr) continue;
    device->entries.push_back(
        {"mac", {}, bench::quoted(to_text(scenario.devices[entry.first].mac))});
  }
  return tree;
}

Node with_decoys(Node tree, const app::Scenario& scenario, std::optional<app::Time> symptom) {
  add_ways(tree, scenario);
  Node& devices = *tree.find("devices");
  Node all = site_beside(devices);
  std::ranges::move(devices.entries, std::back_inserter(all.entries));
  devices = std::move(all);
  const Node links = parsed(site_links);
  prepend(section(tree, "links"), links);
  shift_links(section(tree, "timeline"), links.items.size());
  const app::Time at = symptom.value_or(app::Time{std::chrono::minutes(10)});
  const auto before = std::max(at.time_since_epoch() - std::chrono::seconds(1), sim::Duration{});
  prepend(section(tree, "timeline"),
          parsed("[{at: " + sim::to_text(before) +
                 ", set: {decoy_router.interfaces.2.address: 10.253.1.2/24, "
                 "decoy_pbx.sip.auth.password: \"4713\"}}]"));
  return tree;
}

}  // namespace tests
