#include "app/scenario/questions.hpp"

#include <algorithm>

namespace app {

Heeded::Heeded(const Scenario& scenario) {
  for (const Entry& entry : scenario.entries) {
    for (const Spec& spec : entry.specs) add(spec);
  }
  for (const TimelineEntry& item : scenario.timeline) {
    for (const auto& change : item.change.specs) add(change.value);
  }
  for (const Entry& entry : scenario.entries) {  // a file server's name is looked up
    const auto* server = std::get_if<ServerSpec>(&entry.specs[0]);
    if (server == nullptr || !server->dhcp.enabled || !option_66) continue;
    for (const std::string& word : {server->dhcp.tftp_server_name, server->dhcp.boot_server}) {
      names = names || (!word.empty() && !sim::parse_ipv4(word));
    }
  }
}

void Heeded::add(const Spec& spec) {
  const StationSpec* station = station_of(spec);
  if (station == nullptr) return;
  leases = leases || station->dhcp.enabled;
  const auto* phone = std::get_if<PhoneSpec>(&spec);
  if (phone == nullptr) return;
  const auto& files = phone->provisioning;
  using Options = models::BootOptions;
  const bool by_option = files.enabled && phone->dhcp.enabled && files.options != Options::none;
  option_150 = option_150 || (by_option && files.options == Options::option_150);
  option_66 = option_66 || by_option;
  option_160 = option_160 || (by_option && files.options == Options::option_160);
  time = time || (phone->time.enabled && phone->time.uses_option && phone->dhcp.enabled);
  names = names || !phone->domain.empty() || phone->is_lync();
  const bool is_tftp = files.protocol == models::FileProtocol::tftp;
  tftp = tftp || (files.enabled && is_tftp);
  http = http || (files.enabled && !is_tftp);
}

bool asks_radius(const SwitchSpec& sw) {
  return std::ranges::any_of(sw.port_access, &PortAccessSpec::enabled);
}

std::vector<Question> questions_of(const Spec& spec, const Heeded& heeded) {
  std::vector<Question> all;
  const auto list = [&](const std::string& key, const std::vector<sim::Ipv4>& addresses,
                        std::size_t most, Service service, sim::Ipv4Interface of = {}) {
    for (std::size_t i = 0; i < std::min(most, addresses.size()); ++i) {
      all.push_back({key + "." + std::to_string(i + 1), addresses[i], service, of});
    }
  };
  constexpr std::size_t every = 8;
  if (const auto* sw = std::get_if<SwitchSpec>(&spec); sw != nullptr && asks_radius(*sw)) {
    list("radius.servers", sw->radius.servers, every, Service::radius);
  } else if (const auto* router = std::get_if<RouterSpec>(&spec);
             router != nullptr && heeded.leases) {
    for (std::size_t i = 0; i < router->interfaces.size(); ++i) {
      list("interfaces." + std::to_string(i + 1) + ".dhcp_relay", router->interfaces[i].dhcp_relay,
           every, Service::dhcp);
    }
  } else if (const auto* phone = std::get_if<PhoneSpec>(&spec)) {
    if (phone->time.enabled) list("time.servers", phone->time.servers, 2, Service::time);
    if (phone->provisioning.enabled) {
      list("provisioning.servers", phone->provisioning.servers, 2, Service::files);
    }
    if (!phone->domain.empty()) list("dns", phone->dns, 2, Service::names);
  } else if (const auto* server = std::get_if<ServerSpec>(&spec);
             server != nullptr && server->dhcp.enabled) {
    for (std::size_t i = 0; i < server->dhcp.scopes.size(); ++i) {
      const models::DhcpScope& scope = server->dhcp.scopes[i];
      if (scope.pool.size() == 0) continue;
      const auto of = scope.network;
      const std::string key = "dhcp.scopes." + std::to_string(i + 1) + ".";
      if (heeded.leases && scope.router != sim::Ipv4{}) {
        all.push_back({key + "router", scope.router, Service::gateway, of});
      }
      if (heeded.time) list(key + "ntp_servers", scope.ntp_servers, 1, Service::time, of);
      if (heeded.option_150) list(key + "tftp_servers", scope.tftp_servers, 2, Service::files, of);
      if (heeded.names) list(key + "dns", scope.dns, 2, Service::names, of);
    }
    const auto named = [&](const std::string& key, const std::string& word) {
      const auto address = sim::parse_ipv4(word);
      if (address) all.push_back({key, *address, Service::files});
    };
    if (heeded.option_66) named("dhcp.tftp_server_name", server->dhcp.tftp_server_name);
    if (heeded.option_160) named("dhcp.boot_server", server->dhcp.boot_server);
  }
  return all;
}

}  // namespace app
