// The configs that hold host names and classes: servers of DHCP and DNS, and who asks them.
#include <algorithm>

#include "app/run/configs.hpp"
#include "app/run/host_configs.hpp"

namespace app {
namespace {

// The records of one name and type are one set.
std::vector<models::DnsRrset> zone_of(const std::vector<DnsRecordSpec>& specs,
                                      models::NameTable& names) {
  std::vector<models::DnsRrset> zone;
  for (const DnsRecordSpec& spec : specs) {
    const models::Name name = names.add_domain(spec.name);
    const auto type = spec.a ? models::DnsType::a : models::DnsType::srv;
    auto set = std::ranges::find_if(
        zone, [&](const models::DnsRrset& r) { return r.name == name && r.type == type; });
    if (set == zone.end()) {
      zone.push_back({.name = name, .type = type, .ttl = spec.ttl});
      set = zone.end() - 1;
    }
    set->records.push_back({.address = spec.a.value_or(models::Ipv4{}),
                            .target = names.add_domain(spec.srv.value_or("")),
                            .priority = static_cast<std::uint16_t>(spec.priority),
                            .port = static_cast<std::uint16_t>(spec.port)});
  }
  return zone;
}

bool lies_in(std::string_view name, std::string_view zone) {
  if (!name.ends_with(zone)) return false;
  return name.size() == zone.size() || name[name.size() - zone.size() - 1] == '.';
}

// The zones that a server with these records has. Assumed: a host, and the domain that it is in.
std::vector<std::string> zones_of(const std::vector<DnsRecordSpec>& records) {
  std::vector<std::string> zones;
  for (const DnsRecordSpec& record : records) {
    std::string host = record.name;
    for (std::size_t dot = host.find('.'); host.starts_with('_') && dot != std::string::npos;
         dot = host.find('.')) {
      host.erase(0, dot + 1);
    }
    const std::string parent = host.substr(std::min(host.size(), host.find('.') + 1));
    if (parent.find('.') != std::string::npos) zones.push_back(parent);
    zones.push_back(host);
  }
  return zones;
}

// All that somebody may ask for.
std::vector<std::string> names_asked(const Scenario& scenario) {
  std::vector<std::string> names;
  for (const Entry& entry : scenario.entries) {
    for (const Spec& spec : entry.specs) {
      const auto* phone = std::get_if<PhoneSpec>(&spec);
      for (const char* prefix :
           {"", "_sip._udp.", "_sip._tcp.", "_sips._tcp.", "_sip._tls.", "_sipinternaltls._tcp.",
            "_sipinternal._tcp.", "sipinternal.", "sip.", "sipexternal."}) {
        if (phone != nullptr && !phone->domain.empty()) names.push_back(prefix + phone->domain);
      }
      const auto* server = std::get_if<ServerSpec>(&spec);
      if (server == nullptr) continue;
      for (const DnsRecordSpec& record : server->dns.zone) {
        if (record.srv) names.push_back(*record.srv);
      }
    }
  }
  return names;
}

// Of these a server says that there is no such name, not that it is none of its business.
std::vector<models::Name> empty_names(const std::vector<DnsRecordSpec>& records,
                                      const Scenario& scenario, models::NameTable& names) {
  std::vector<models::Name> empty;
  const auto zones = zones_of(records);
  if (zones.empty()) return empty;
  for (const std::string& name : names_asked(scenario)) {
    const auto has_it = [&](const std::string& zone) { return lies_in(name, zone); };
    const auto is_it = [&](const DnsRecordSpec& record) { return record.name == name; };
    if (std::ranges::none_of(zones, has_it) || std::ranges::any_of(records, is_it)) continue;
    const models::Name number = names.add_domain(name);
    if (std::ranges::find(empty, number) == empty.end()) empty.push_back(number);
  }
  return empty;
}

// Option 160, or 66: an address as text, or a name.
models::DhcpBoot boot_server_of(const DhcpServiceSpec& spec, models::NameTable& names) {
  models::DhcpBoot boot;
  const bool is_160 = !spec.boot_server.empty();
  const std::string& text = is_160 ? spec.boot_server : spec.tftp_server_name;
  if (text.empty()) return boot;
  boot.option = is_160 ? 160 : 66;
  if (const auto address = sim::parse_ipv4(text)) {
    boot.address = *address;
  } else {
    boot.name = names.add_domain(text);
  }
  return boot;
}

std::array<models::Ipv4, 2> dns_of(const std::vector<sim::Ipv4>& servers) {
  std::array<models::Ipv4, 2> dns{};
  std::copy_n(servers.begin(), std::min(servers.size(), dns.size()), dns.begin());
  return dns;
}

// What a Lync phone asks DNS for, in its order ([lync-dns]), and the class of its INFORM.
void add_lync_names(const PhoneSpec& spec, models::PhoneConfig& config, models::NameTable& names) {
  config.vendor_class = names.add(spec.vendor_class);
  const auto look_up = [&](const std::string& name, models::DnsType type) {
    config.lync.lookups.push_back({names.add_domain(name + spec.domain), type});
  };
  look_up("_sipinternaltls._tcp.", models::DnsType::srv);
  look_up("_sipinternal._tcp.", models::DnsType::srv);
  look_up("_sip._tls.", models::DnsType::srv);
  look_up("sipinternal.", models::DnsType::a);
  look_up("sip.", models::DnsType::a);
  look_up("sipexternal.", models::DnsType::a);
}

std::vector<models::Ipv4> addresses_of(const Spec& spec, const Scenario& scenario) {
  std::vector<models::Ipv4> addresses;
  for (const auto& word : servers_of(spec)) {
    addresses.push_back(address_named(word.value, scenario));
  }
  return addresses;
}

}  // namespace

models::ServerConfig config_of(const ServerSpec& spec, const Scenario& scenario,
                               models::NameTable& names) {
  models::ServerConfig config{.host = host_config(spec),
                              .serves_dhcp = spec.dhcp.enabled,
                              .dhcp = spec.dhcp,
                              .serves_dns = spec.dns.enabled,
                              .dns = spec.dns,
                              .serves_radius = spec.radius.enabled,
                              .radius = spec.radius,
                              .files = spec.files,
                              .serves_ntp = spec.ntp.enabled,
                              .is_synchronized = spec.ntp.synchronized,
                              .tcp = spec.tcp,
                              .max_connections = spec.max_connections,
                              .socket_queue = spec.socket_queue};
  config.dhcp.answers_only_inform_of = names.add(spec.dhcp.answers_only_class);
  for (models::DhcpScope& scope : config.dhcp.scopes) {
    scope.web_service = names.add_domain(spec.dhcp.web_service_name);
    scope.web_service_class = names.add(spec.dhcp.web_service_for);
    scope.registrar = names.add_domain(spec.dhcp.registrar_name);
    scope.registrar_class = names.add(spec.dhcp.registrar_for);
    scope.boot_server = boot_server_of(spec.dhcp, names);
  }
  config.dns.records = zone_of(spec.dns.zone, names);
  config.dns.empty_names = empty_names(spec.dns.zone, scenario, names);
  for (const RadiusAccountSpec& one : spec.radius.users) {
    config.radius.accounts.push_back({one, names.add(one.identity), names.add(one.password)});
  }
  config.files.trust = {.authority = names.add(spec.files.authority),
                        .signed_by = names.add(spec.files.signed_by)};
  return config;
}

models::PhoneConfig config_of(const PhoneSpec& spec, const Scenario& scenario,
                              models::NameTable& names) {
  using models::SipTransport;
  const bool tls = spec.transport == SipTransport::tls;
  const bool by_name = !spec.domain.empty() && !spec.is_lync();
  models::PhoneConfig config{.station = station_config(spec, names),
                             .voice_vlan = spec.voice_vlan,
                             .tcp = spec.tcp,
                             .protocol = spec.protocol,
                             .transport = spec.goes_by_tcp() ? SipTransport::tcp : spec.transport,
                             .tcp_above = spec.tcp_above,
                             .user_agent = spec.user_agent,
                             .discovery = spec.discovery,
                             .sip = spec.sip,
                             .cisco = spec.sip,
                             .sccp = spec.sccp,
                             .calls = spec.calls,
                             .rtp = spec.rtp,
                             .call_servers = addresses_of(spec, scenario),
                             .register_bytes = spec.register_bytes,
                             .registrar_port = spec.registrar_port.value_or(tls ? 5061 : 5060),
                             .local_port = spec.local_port,
                             .local_port_step = spec.local_port_step,
                             .contact_port = spec.contact_port,
                             .fail_over = spec.fail_over,
                             .resolver = spec.resolver,
                             .dns = dns_of(spec.dns),
                             .lync = spec.lync,
                             .inform = spec.inform,
                             .vendor_class = {},
                             .provisioning = spec.provisioning,
                             .time = spec.time,
                             .tls = spec.tls,
                             .start = spec.start,
                             .start_spread = spec.start_spread};
  config.station.lodges = spec.is_trunk();
  config.sip.timers.reliable = config.transport != SipTransport::udp;
  config.cisco.register_expires = config.sip.register_expires;
  if (by_name) {  // RFC 3263 4.2
    const std::string service = tls                                   ? "_sips._tcp."
                                : spec.transport == SipTransport::tcp ? "_sip._tcp."
                                                                      : "_sip._udp.";
    config.domain = names.add_domain(spec.domain);
    config.service = names.add_domain(service + spec.domain);
  }
  config.sip.locates = by_name || (spec.is_standard() && config.call_servers.size() > 1);
  config.time.clock_at_boot = since_begin(spec.time.at_boot, scenario).value_or(Duration{});
  for (const std::string& issuer : spec.tls.issuers) config.tls.trusts.push_back(names.add(issuer));
  if (spec.is_lync()) add_lync_names(spec, config, names);
  return config;
}

}  // namespace app
