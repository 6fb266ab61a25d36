// Who is let in: 802.1X and MAC authentication, RADIUS servers and what they know of devices.
#include "bench/causes/fault.hpp"

namespace bench {
namespace {

using std::to_string;

constexpr std::string_view family = "access";

std::vector<std::string> passwords(const Network& network) {
  std::vector<std::string> found;
  for (const auto& [name, phone] : network.all<app::PhoneSpec>()) {
    if (phone.dot1x.enabled) found.push_back(name + ".dot1x.password");
  }
  return found;
}

std::vector<std::string> radius_servers(const Network& network) {
  std::vector<std::string> found;
  for (const auto& [name, one] : network.all<app::SwitchSpec>()) {
    if (!one.radius.servers.empty()) found.push_back(name + ".radius.servers");
  }
  return found;
}

void ports(const Network& network, sim::Random& random, Faults& out) {
  for (const auto& [name, one] : network.all<app::SwitchSpec>()) {
    for (std::size_t i = 0; i < one.port_access.size(); ++i) {
      const std::string path = name + ".port_access." + to_string(i + 1);
      const auto change = [&](const std::string& kind, const std::string& key,
                              const std::string& value) {
        out.push_back(changed(family, kind, network, path + key, value));
      };
      change("802.1X only", ".order", "dot1x");
      change("MAC only", ".order", "mab");
      change("one host", ".host_mode", "single_host");
      change("slow", ".tx_period", "20min");
      if (one.port_access[i].voice_bypass) change("no bypass", ".voice_bypass", "false");
    }
    if (one.port_access.empty() || one.radius.servers.empty()) continue;
    const sim::Ipv4 server = one.radius.servers[0];
    const sim::Ipv4 wrong = network.free_address({server, 24}, random);
    Fault moved =
        changed(family, "wrong server", network, name + ".radius.servers.1", to_text(wrong));
    for (std::size_t i = 1; i < one.radius.servers.size(); ++i) {  // the others know nobody
      moved.or_at(name + ".radius.servers");
    }
    out.push_back(std::move(moved));
  }
}

void servers(const Network& network, sim::Random& random, Faults& out) {
  const auto asked = radius_servers(network);
  for (const auto& [name, server] : network.all<app::ServerSpec>()) {
    if (!server.radius.enabled || server.radius.stations.size() + server.radius.users.size() == 0) {
      continue;
    }
    const std::string path = name + ".radius.";
    out.push_back(changed(family, "RADIUS off", network, path + "enabled", "false"));
    out.push_back(changed(family, "rejects", network, path + "accepts", "false"));
    const sim::Ipv4 other = network.free_address(server.address.value, random);
    out.push_back(changed(family, "unknown switch", network, path + "clients.1", to_text(other)));
    for (std::size_t i = 0; i < server.radius.stations.size(); ++i) {
      const std::string item = path + "stations." + to_string(i + 1);
      out.push_back(changed(family, "no phone", network, item + ".voice", "false"));
      out.push_back(missing(family, "unknown MAC", item));
      out.push_back(changed(family, "too few MACs", network, item + ".count", "1"));
    }
    for (std::size_t i = 0; i < server.radius.users.size(); ++i) {
      if (!server.radius.users[i].voice) continue;
      const std::string item = path + "accounts." + to_string(i + 1);
      out.push_back(changed(family, "no phone", network, item + ".voice", "false"));
      out.push_back(changed(family, "password", network, item + ".password", "other")
                        .or_at(passwords(network)));
      out.push_back(missing(family, "no account", item));
    }
  }
}

}  // namespace

void access_faults(const Network& network, sim::Random& random, Faults& out) {
  ports(network, random, out);
  servers(network, random, out);
  for (const auto& [name, phone] : network.all<app::PhoneSpec>()) {
    if (!phone.dot1x.enabled) continue;
    out.push_back(changed(family, "password", network, name + ".dot1x.password", "other"));
    out.push_back(changed(family, "no supplicant", network, name + ".dot1x.enabled", "false"));
  }
}

}  // namespace bench
