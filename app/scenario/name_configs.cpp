// The configs that hold host names and classes: servers of DHCP and DNS, and who asks them.
#include <algorithm>

#include "app/scenario/configs.hpp"
#include "app/scenario/host_configs.hpp"

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

}  // namespace

models::ServerConfig config_of(const ServerSpec& spec, const Scenario&, models::NameTable& names) {
  models::ServerConfig config{.host = host_config(spec),
                              .serves_dhcp = spec.dhcp.enabled,
                              .dhcp = spec.dhcp,
                              .serves_dns = spec.dns.enabled,
                              .dns = spec.dns};
  config.dhcp.answers_only_inform_of = names.add(spec.dhcp.answers_only_class);
  for (models::DhcpScope& scope : config.dhcp.scopes) {
    scope.web_service = names.add_domain(spec.dhcp.web_service_name);
    scope.web_service_class = names.add(spec.dhcp.web_service_for);
    scope.registrar = names.add_domain(spec.dhcp.registrar_name);
    scope.registrar_class = names.add(spec.dhcp.registrar_for);
  }
  config.dns.records = zone_of(spec.dns.zone, names);
  return config;
}

models::LyncPhoneConfig config_of(const LyncPhoneSpec& spec, const Scenario& scenario,
                                  models::NameTable& names) {
  models::LyncPhoneConfig config{.station = station_config(spec, names),
                                 .tcp = spec.tcp,
                                 .sip = spec.sip,
                                 .lync = spec.lync,
                                 .inform = spec.inform,
                                 .vendor_class = names.add(spec.vendor_class),
                                 .resolver = spec.resolver,
                                 .dns = {},
                                 .registrars = {},
                                 .start = spec.start,
                                 .start_spread = spec.start_spread};
  // TCP repeats; SIP does not (RFC 3261 17.1.2.2).
  config.sip.timers.t1 = config.sip.timers.timer_f + 1s;
  for (std::size_t i = 0; i < std::min(spec.dns.size(), config.dns.size()); ++i) {
    config.dns[i] = spec.dns[i];
  }
  for (const auto& word : spec.registrars) {
    config.registrars.push_back(address_named(word.value, scenario));
  }
  const auto look_up = [&](const std::string& name, models::DnsType type) {
    config.lync.lookups.push_back({names.add_domain(name + spec.sip_domain), type});
  };
  look_up("_sipinternaltls._tcp.", models::DnsType::srv);  // facts 9.2
  look_up("_sipinternal._tcp.", models::DnsType::srv);
  look_up("_sip._tls.", models::DnsType::srv);
  look_up("sipinternal.", models::DnsType::a);
  look_up("sip.", models::DnsType::a);
  look_up("sipexternal.", models::DnsType::a);
  return config;
}

}  // namespace app
