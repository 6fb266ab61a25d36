// 802.1X and MAB of a Catalyst: what its ports demand, and its RADIUS servers.
#include <fmt/format.h>

#include <algorithm>

#include "app/import/ios_config.hpp"

namespace app {
namespace {

struct AccessKey {
  const char* fact;
  const char* path;
  const char* unit;
};
// What is written into the scenario as it is.
constexpr AccessKey plain_keys[] = {{"violation", "violation", ""},
                                    {"tx", "tx_period", "s"},
                                    {"max_reauth", "max_reauth_req", ""},
                                    {"supp", "supp_timeout", "s"},
                                    {"max_req", "max_req", ""},
                                    {"server", "server_timeout", "s"},
                                    {"quiet", "quiet_period", "s"},
                                    {"inactivity", "inactivity", "s"},
                                    {"guest_vlan", "guest_vlan", ""},
                                    {"failure_vlan", "failure_vlan", ""},
                                    {"critical_vlan", "critical_vlan", ""}};
constexpr AccessKey flags[] = {{"open", "open", ""},
                               {"next_method", "failure_next_method", ""},
                               {"critical", "critical", ""},
                               {"critical_voice", "critical_voice", ""},
                               {"reinitialize", "reinitialize", ""}};

std::string methods(std::string_view words) {
  const auto all = words_of(words);
  const auto is = [&](std::size_t i, std::string_view word) {
    return i < all.size() && means(all[i], word);
  };
  if (is(0, "dot1x")) return is(1, "mab") ? "dot1x_mab" : all.size() == 1 ? "dot1x" : "";
  if (is(0, "mab")) return is(1, "dot1x") ? "mab_dot1x" : all.size() == 1 ? "mab" : "";
  return "";
}

std::string host_mode(std::string_view word) {
  if (means(word, "single-host")) return "single_host";
  if (means(word, "multi-domain")) return "multi_domain";
  if (means(word, "multi-auth")) return "multi_auth";
  if (means(word, "multi-host")) return "multi_host";
  return "";
}

// One port's demands; empty: it lets everybody in.
std::string demands(const IosConfig& config, const Block& port, std::vector<const Fact*>& from) {
  const Fact* control = port.find("control");
  const bool dot1x = port.find("pae") != nullptr && config.global.find("dot1x") != nullptr;
  const bool mab = port.find("mab") != nullptr;
  if (control == nullptr || !means(control->value, "auto") || (!dot1x && !mab)) return "";
  from.push_back(control);
  const auto take = [&](const char* key) {
    const Fact* fact = port.find(key);
    if (fact != nullptr) from.push_back(fact);
    return fact;
  };
  std::string order = dot1x ? mab ? "dot1x_mab" : "dot1x" : "mab";
  if (dot1x) take("pae");
  if (mab) take("mab");
  if (const Fact* fact = port.find("order");
      fact && dot1x && mab && !methods(fact->value).empty()) {
    order = methods(take("order")->value);
  }
  std::string says = "order: " + order;
  if (const Fact* fact = port.find("priority"); fact && dot1x && mab) {
    const std::string first = methods(fact->value);
    if (!first.empty()) says += first.starts_with("mab") ? ", priority: mab" : ", priority: dot1x";
    if (!first.empty()) take("priority");
  }
  if (const Fact* fact = port.find("host_mode"); fact && !host_mode(fact->value).empty()) {
    says += ", host_mode: " + host_mode(take("host_mode")->value);
  }
  for (const AccessKey& key : plain_keys) {
    const Fact* fact = port.find(key.fact);
    if (fact == nullptr || (*key.unit != 0 && !is_number(fact->value))) continue;
    says += fmt::format(", {}: {}{}", key.path, lowered(take(key.fact)->value), key.unit);
  }
  for (const AccessKey& key : flags) {
    if (port.find(key.fact) != nullptr && take(key.fact))
      says += fmt::format(", {}: true", key.path);
  }
  if (const Fact* reauth = port.find("reauth"); reauth && port.find("periodic")) {
    take("periodic");
    take("reauth");
    if (is_number(reauth->value)) {
      says += fmt::format(", reauth_period: {}s, reauth_by_server: false", reauth->value);
    }
  } else if (reauth != nullptr) {
    idle(config, reauth, "it does nothing without 'authentication periodic'");
  }
  if (const Fact* eapol = config.global.find("critical_eapol")) {
    from.push_back(eapol);
    says += ", critical_eapol: true";
  }
  return says;
}

void radius(const IosConfig& config, DraftDevice& device) {
  std::string servers;
  Places from;
  for (const Fact* fact : config.global.all("radius")) {
    servers += (servers.empty() ? "" : ", ") + fact->value;
    add_place(from, {config.file, fact->line});
  }
  for (const Block& block : config.blocks) {
    const Fact* address = block.kind == "radius" ? block.find("address") : nullptr;
    if (address == nullptr) continue;
    servers += (servers.empty() ? "" : ", ") + address->value;
    add_place(from, {config.file, address->line});
  }
  if (servers.empty()) return;
  device.set("radius.servers", '[' + servers + ']', from);
  for (const auto& [fact, path, unit] : {AccessKey{"radius_timeout", "timeout", "s"},
                                         AccessKey{"radius_retransmit", "retransmits", ""},
                                         AccessKey{"radius_deadtime", "dead_time", "min"}}) {
    if (const Fact* found = config.global.find(fact)) {
      device.set(fmt::format("radius.{}", path), found->value + unit, config.at(found));
    }
  }
}

}  // namespace

void build_ios_access(const IosConfig& config, DraftDevice& device) {
  std::vector<PortGroup> groups;
  for (const Block& port : config.ports) {
    const std::size_t number = port_number(device, port.name);
    if (number == 0) continue;
    std::vector<const Fact*> from;
    const std::string says = demands(config, port, from);
    if (!says.empty()) {
      group_of(groups, says).join(number, port, config.at(from));
      continue;
    }
    for (const Fact& fact : port.facts) {
      for (const char* key : {"pae", "mab", "control", "order", "priority", "host_mode", "tx",
                              "periodic", "reauth", "open", "violation"}) {
        if (fact.key == key) idle(config, &fact, "802.1X is not on here, or lets everybody in");
      }
    }
  }
  const Fact* global = config.global.find("dot1x");
  if (groups.empty()) {
    idle(config, global, "no port asks for it");
    for (const Fact& fact : config.global.facts) {
      if (fact.key.starts_with("radius") || fact.key == "critical_eapol") {
        idle(config, &fact, "no port asks RADIUS");
      }
    }
    for (const Block& block : config.blocks) {
      if (block.kind == "radius") idle(config, block.find("address"), "no port asks RADIUS");
    }
    return;
  }
  if (global != nullptr) config.file->used(global->line, device.name + ".port_access");
  for (PortGroup& group : groups) {
    device.add("port_access",
               fmt::format("{{ports: {}, {}}}", number_ranges(group.ports), group.says),
               group.from);
  }
  radius(config, device);
  if (device.find("address") == nullptr) device.lacks.push_back("802.1X: its own address");
}

}  // namespace app
