// Pools of DHCP of Cisco IOS: a DHCP server of its own in the scenario.
#include <fmt/format.h>

#include <algorithm>

#include "app/import/ios_config.hpp"

namespace app {
namespace {

std::string address_list(std::string_view value, std::size_t most) {
  std::string text;
  for (const auto word : words_of(value)) {
    if (!sim::parse_ipv4(word) || most-- == 0) return "";
    text += (text.empty() ? "" : ", ") + std::string(word);
  }
  return text;
}

std::string lease_text(std::string_view value) {
  if (value == "infinite") return "forever";
  const auto words = words_of(value);
  std::uint64_t minutes = 0;
  constexpr std::uint64_t in_days[] = {24 * 60, 60, 1};
  for (std::size_t i = 0; i < words.size() && i < 3; ++i) {
    minutes += in_days[i] * std::stoull(std::string(words[i]));
  }
  return fmt::format("{}min", minutes);
}

// Of a pool's client, 0100.2414.2ddf.24 or 0024.142d.df24.
std::string mac_text(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c != '.' && c != ':' && c != '-') digits += c;
  }
  if (digits.size() == 14 && digits.starts_with("01")) digits.erase(0, 2);
  if (digits.size() != 12) return "";
  std::string mac;
  for (std::size_t i = 0; i < 12; i += 2) mac += (i > 0 ? ":" : "") + digits.substr(i, 2);
  return sim::parse_mac(mac) ? mac : "";
}

std::optional<sim::Ipv4Interface> network_of(const Block& pool) {
  const Fact* fact = pool.find("network");
  if (fact == nullptr) return std::nullopt;
  const auto words = words_of(fact->value);
  const auto ip = sim::parse_ipv4(words[0]);
  if (!ip) return std::nullopt;
  if (words[1].starts_with('/'))
    return sim::parse_ipv4_interface(fmt::format("{}{}", words[0], words[1]));
  const auto mask = sim::parse_ipv4(words[1]);
  if (!mask || prefix_length(*mask) < 0) return std::nullopt;
  return sim::Ipv4Interface{*ip, static_cast<std::uint8_t>(prefix_length(*mask))};
}

struct Scope {
  const IosConfig& config;
  sim::Ipv4Interface network;
  Places from{};
};

std::string excluded(Scope& scope) {
  std::string list;
  for (const Fact* fact : scope.config.global.all("excluded")) {
    const auto words = words_of(fact->value);
    const auto first = sim::parse_ipv4(words[0]);
    const auto last = sim::parse_ipv4(words[1]);
    if (!first || !last || !scope.network.contains(*first) || !scope.network.contains(*last)) {
      continue;
    }
    const std::uint32_t low = std::max(first->value, scope.network.network().value + 1);
    const std::uint32_t high = std::min(last->value, scope.network.broadcast().value - 1);
    if (low > high) continue;
    list += fmt::format("{}{{first: {}, last: {}}}", list.empty() ? "" : ", ",
                        sim::to_text(sim::Ipv4{low}), sim::to_text(sim::Ipv4{high}));
    add_place(scope.from, {scope.config.file, fact->line});
  }
  return list;
}

std::string reservations(Scope& scope) {
  std::string list;
  for (const Block& block : scope.config.blocks) {
    const Fact* host = block.kind == "pool" ? block.find("host") : nullptr;
    const Fact* client = block.find("client");
    if (client == nullptr) client = block.find("mac");
    if (host == nullptr || client == nullptr) continue;
    const auto words = words_of(host->value);
    const auto ip = sim::parse_ipv4(words[0]);
    const std::string mac = mac_text(client->value);
    if (!ip || mac.empty() || !scope.network.contains(*ip)) continue;
    list += fmt::format("{}{{mac: \"{}\", address: {}}}", list.empty() ? "" : ", ", mac, words[0]);
    add_place(scope.from, {scope.config.file, host->line});
    add_place(scope.from, {scope.config.file, client->line});
  }
  return list;
}

std::string scope_text(const Block& pool, Scope& scope) {
  const auto take = [&](const char* key) {
    const Fact* fact = pool.find(key);
    if (fact != nullptr) add_place(scope.from, {scope.config.file, fact->line});
    return fact;
  };
  take("network");
  std::string text =
      fmt::format("{{network: {}, pool: {{first: {}, last: {}}}", sim::to_text(scope.network),
                  sim::to_text(sim::Ipv4{scope.network.network().value + 1}),
                  sim::to_text(sim::Ipv4{scope.network.broadcast().value - 1}));
  if (const Fact* router = take("router")) {
    text += ", router: " + std::string(words_of(router->value)[0]);
  }
  struct List {
    const char* fact;
    const char* path;
  };
  for (const List& list :
       {List{"dns", "dns"}, List{"tftp", "tftp_servers"}, List{"ntp", "ntp_servers"}}) {
    const Fact* fact = pool.find(list.fact);
    if (fact == nullptr) continue;
    constexpr std::size_t most = 2;
    const std::string addresses = address_list(fact->value, most);
    if (addresses.empty()) {
      idle(scope.config, fact, "more than two, or no addresses", LineFate::relevant);
      continue;
    }
    add_place(scope.from, {scope.config.file, fact->line});
    text += fmt::format(", {}: [{}]", list.path, addresses);
  }
  if (const Fact* lease = take("lease")) text += ", lease: " + lease_text(lease->value);
  if (const std::string list = excluded(scope); !list.empty()) text += ", excluded: [" + list + ']';
  if (const std::string list = reservations(scope); !list.empty()) {
    text += ", reservations: [" + list + ']';
  }
  return text + '}';
}

}  // namespace

void build_ios_dhcp(const IosConfig& config, std::string_view name, Draft& draft) {
  DraftDevice& device = draft.device(name, "server", config.file);
  device.set("profile", "ios-dhcp", {}, "what IOS does without a word [ios-dhcp]");
  device.set("dhcp.enabled", "true", {});
  for (const Block& pool : config.blocks) {
    if (pool.kind != "pool") continue;
    const auto network = network_of(pool);
    if (!network || network->prefix_length > 30) continue;  // of one host: a reservation
    Scope scope{config, *network};
    const std::string text = scope_text(pool, scope);
    device.add("dhcp.scopes", text, scope.from);
    if (const Fact* name66 = pool.find("option66")) {
      std::string value = name66->value;
      std::erase(value, '"');
      device.set("dhcp.tftp_server_name", yaml_scalar(value), config.at(name66));
    }
    if (pool.find("lease") == nullptr) {
      draft.defaults.push_back({device.name, "dhcp.lease", "24h", "IOS: 1 day [ios-dhcp]"});
    }
  }
  if (const Fact* pings = config.global.find("dhcp.pings")) {
    device.set("dhcp.ping_attempts", pings->value, config.at(pings));
  }
  if (const Fact* wait = config.global.find("dhcp.wait")) {
    device.set("dhcp.ping_wait", wait->value + "ms", config.at(wait));
  }
  if (const Fact* database = config.global.find("dhcp.database")) {
    device.set("dhcp.keeps_leases", "true", config.at(database));
  }
  device.lacks.push_back("address: the router's own is taken; give its DHCP server another one");
}

}  // namespace app
