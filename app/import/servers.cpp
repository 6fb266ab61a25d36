// Which call servers phones mean: by the address or the name that their files give.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "app/import/ios_config.hpp"
#include "app/import/site.hpp"

namespace app {
namespace {

// Networks that some device has an address in.
std::vector<sim::Ipv4Interface> networks(const Draft& draft) {
  std::vector<sim::Ipv4Interface> all;
  const auto read = [&](std::string_view text, std::string_view key) {
    for (auto at = text.find(key); at != text.npos; at = text.find(key, at + 1)) {
      const std::string_view rest = text.substr(at + key.size());
      const auto address = sim::parse_ipv4_interface(rest.substr(0, rest.find_first_of(",} ]")));
      if (address) all.push_back(*address);
    }
  };
  for (const DraftDevice& device : draft.devices) {
    for (const DraftSetting& setting : device.settings) {
      if (setting.path == "address") read(setting.value, "");
      if (setting.path == "interfaces") read(setting.value, "address: ");
      if (setting.path == "dhcp.scopes") read(setting.value, "network: ");
    }
  }
  return all;
}

std::optional<sim::Ipv4> address_of(const DraftDevice& device) {
  const DraftSetting* address = device.find("address");
  if (address == nullptr) return std::nullopt;
  return sim::parse_ipv4(std::string_view(address->value).substr(0, address->value.find('/')));
}

class Servers {
 public:
  explicit Servers(Draft& draft) : draft_(draft), networks_(networks(draft)) {}

  std::string name(const ServerName& wanted, const DraftDevice& phone) {
    const auto ip = sim::parse_ipv4(wanted.name);
    const std::string label =
        lowered(wanted.name.substr(0, ip ? std::string::npos : wanted.name.find('.')));
    DraftDevice* homeless = nullptr;
    std::size_t without_address = 0;
    for (DraftDevice& device : draft_.devices) {
      if (device.kind != "call_server") continue;
      if (ip ? address_of(device) == ip : lowered(device.name) == label) return device.name;
      if (!device.find("address")) {
        homeless = &device;
        ++without_address;
      }
    }
    if (ip && without_address == 1 && phone.find("user_agent") != nullptr) {
      give_address(*homeless, *ip, wanted.from, "assumed: the only call server of these files");
      return homeless->name;
    }
    DraftDevice& device =
        draft_.device(ip ? "server_" + wanted.name : label, "call_server", wanted.from.file);
    const bool cucm = phone.find("user_agent") == nullptr;
    if (cucm) device.set("profile", "cisco-cucm", {}, "assumed: a phone's file names it");
    if (ip) {
      give_address(device, *ip, wanted.from, "");
    } else {
      device.lacks.push_back(fmt::format("address: of {}", wanted.name));
    }
    return device.name;
  }

 private:
  void give_address(DraftDevice& device, sim::Ipv4 ip, const Place& from, std::string note) {
    for (const auto& network : networks_) {
      if (!network.contains(ip) || network.prefix_length > 30) continue;
      const sim::Ipv4Interface address{ip, network.prefix_length};
      std::erase_if(device.lacks, [](const std::string& l) { return l.starts_with("address:"); });
      device.set("address", sim::to_text(address), {from}, std::move(note));
      return set_gateway(device, address);
    }
    device.lacks.push_back(
        fmt::format("address: {}/?, its prefix length stands in no file", sim::to_text(ip)));
  }
  // Of a router that has but one interface there.
  void set_gateway(DraftDevice& device, const sim::Ipv4Interface& address) {
    std::optional<sim::Ipv4> found;
    for (const DraftDevice& router : draft_.devices) {
      if (router.kind != "router") continue;
      for (const DraftSetting& setting : router.settings) {
        const std::size_t at = setting.value.find("address: ");
        if (setting.path != "interfaces" || at == std::string::npos) continue;
        const std::string_view rest = std::string_view(setting.value).substr(at + 9);
        const auto own = sim::parse_ipv4_interface(rest.substr(0, rest.find_first_of(",}")));
        if (!own || !address.contains(own->address) || own->address == address.address) continue;
        if (found || setting.value.find("address: ", at + 1) != std::string::npos) return;
        found = own->address;
      }
    }
    if (found)
      device.set("gateway", sim::to_text(*found), {}, "assumed: the router in its network");
  }

  Draft& draft_;
  std::vector<sim::Ipv4Interface> networks_;
};

}  // namespace

void resolve_servers_of_phones(Draft& draft) {
  Servers servers(draft);
  const bool has_dhcp = std::ranges::any_of(draft.devices, [](const DraftDevice& d) {
    const DraftSetting* on = d.find("dhcp.enabled");
    return d.kind == "server" && on != nullptr && on->value == "true";
  });
  const std::size_t count = draft.devices.size();
  for (std::size_t i = 0; i < count; ++i) {
    DraftDevice& phone = draft.devices[i];
    if (phone.kind != "phone") continue;
    std::string list;
    Places from;
    for (const ServerName& wanted : phone.servers) {
      const std::string name = servers.name(wanted, phone);
      if (list.find(name) == std::string::npos) list += (list.empty() ? "" : ", ") + name;
      from.push_back(wanted.from);
    }
    if (!list.empty()) phone.set("call_servers", '[' + list + ']', from);
    if (phone.find("address") == nullptr && phone.find("dhcp.enabled") == nullptr) {
      if (has_dhcp) {
        phone.set("dhcp.enabled", "true", {}, "assumed: no file gives it an address");
      } else {
        phone.lacks.push_back("address: its own");
      }
    }
  }
}

}  // namespace app
