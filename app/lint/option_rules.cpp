// FB303: what a phone needs of its lease, and nobody gives it.
#include <algorithm>
#include <set>

#include "app/lint/pools.hpp"
#include "app/lint/rule.hpp"
#include "app/lint/site.hpp"

namespace app {
namespace {

std::string name_in_dns(const Site& site, sim::Ipv4 address) {
  for (const std::size_t server : site.all<ServerSpec>()) {
    for (const DnsRecordSpec& record : site.as<ServerSpec>(server)->dns.zone) {
      if (record.a == address) return record.name;
    }
  }
  return "";
}

template <class Serves>
std::string address_of_service(const Site& site, Serves serves) {
  for (const std::size_t server : site.all<ServerSpec>()) {
    if (!serves(*site.as<ServerSpec>(server))) continue;
    return to_text(site.scenario().devices[server].address.address);
  }
  return "";
}

// What a phone lacks of a lease: for a complaint.
struct Lack {
  std::string option;
  std::string key;    // of the server, below it
  std::string value;  // that may be meant; empty: nobody knows
  std::string needs;  // of the phone, below it
};

std::vector<Lack> lacks_of_boot(const Site& site, const PhoneSpec& phone, const Pool& pool) {
  std::vector<Lack> all;
  const auto& files = phone.provisioning;
  const auto& dhcp = site.as<ServerSpec>(pool.server)->dhcp;
  const std::string server =
      address_of_service(site, [](const ServerSpec& one) { return one.files.enabled; });
  using Options = models::BootOptions;
  if (files.enabled && files.servers.empty() && !server.empty()) {
    const bool by_name = !dhcp.tftp_server_name.empty();
    if (files.options == Options::option_150 && pool.scope->tftp_servers.empty() && !by_name) {
      all.push_back(
          {"150 (TFTP servers)", pool.key() + "tftp_servers.1", server, "provisioning.options"});
    } else if (files.options == Options::option_66 && !by_name) {
      all.push_back(
          {"66 (TFTP server name)", "dhcp.tftp_server_name", server, "provisioning.options"});
    } else if (files.options == Options::option_160 && dhcp.boot_server.empty() && !by_name) {
      all.push_back({"160 (boot server)", "dhcp.boot_server", server, "provisioning.options"});
    }
  }
  if (phone.time.enabled && phone.time.uses_option && phone.time.servers.empty() &&
      pool.scope->ntp_servers.empty()) {
    all.push_back({"42 (NTP servers)", pool.key() + "ntp_servers.1",
                   address_of_service(site, [](const ServerSpec& one) { return one.ntp.enabled; }),
                   "time.uses_option"});
  }
  return all;
}

std::vector<Lack> lacks_of_way(const Site& site, const PhoneGroup& phone, const Pool& pool) {
  std::vector<Lack> all;
  if (!phone.spec->domain.empty() && phone.spec->dns.empty() && pool.scope->dns.empty()) {
    all.push_back({"6 (DNS servers)", pool.key() + "dns.1",
                   address_of_service(site, [](const ServerSpec& one) { return one.dns.enabled; }),
                   "domain"});
  }
  const auto servers = site.servers(phone);
  const auto is_away = [&](std::size_t server) {
    return !pool.scope->network.contains(site.scenario().devices[server].address.address);
  };
  const auto named = site.owner(pool.scope->router);
  const bool is_router = named && site.as<RouterSpec>(*named) != nullptr;
  if (is_router || std::ranges::none_of(servers, is_away)) return all;
  for (const std::size_t router : site.all<RouterSpec>()) {
    for (const InterfaceSpec& one : site.as<RouterSpec>(router)->interfaces) {
      const sim::Ipv4 address = one.address.value.address;
      if (!pool.scope->network.contains(address)) continue;
      all.push_back({"3 (router)", pool.key() + "router", to_text(address), "call_servers"});
      return all;
    }
  }
  return all;
}

// [lync-report]: options 43 and 120, of the class that the phone names, to the letter.
std::vector<Lack> lacks_of_lync(const Site& site, const PhoneGroup& phone) {
  std::vector<Lack> all;
  if (!phone.spec->is_lync()) return all;
  bool has_web = false;
  bool has_registrar = false;
  for (const std::size_t server : site.all<ServerSpec>()) {
    const auto& dhcp = site.as<ServerSpec>(server)->dhcp;
    if (!dhcp.enabled) continue;
    const auto fits = [&](const std::string& name, const std::string& of_class) {
      return !name.empty() && (of_class.empty() || of_class == phone.spec->vendor_class);
    };
    has_web = has_web || fits(dhcp.web_service_name, dhcp.web_service_for);
    has_registrar = has_registrar || fits(dhcp.registrar_name, dhcp.registrar_for);
  }
  const auto servers = site.servers(phone);
  const std::string name =
      servers.empty() ? "" : name_in_dns(site, site.scenario().devices[servers[0]].address.address);
  const std::string needs = "vendor_class";
  if (!has_web) all.push_back({"43 (web service)", "dhcp.web_service", name, needs});
  if (!has_registrar) all.push_back({"120 (registrar)", "dhcp.registrar", name, needs});
  return all;
}

}  // namespace

std::vector<Suspicion> options_missing(const Site& site) {
  std::vector<Suspicion> all;
  std::set<std::string> told;
  for (const PhoneGroup& phone : site.phones()) {
    if (!phone.spec->dhcp.enabled) continue;
    const auto own = site.address(phone.device);
    for (const Pool& pool : pools_of(site)) {
      if (!own || !pool.scope->network.contains(own->address)) continue;
      std::vector<Lack> lacks = lacks_of_boot(site, *phone.spec, pool);
      for (auto more : {lacks_of_way(site, phone, pool), lacks_of_lync(site, phone)}) {
        lacks.insert(lacks.end(), more.begin(), more.end());
      }
      for (const Lack& lack : lacks) {
        const std::string path = site.path(pool.server, lack.key);
        if (!told.insert(path).second) continue;
        Suspicion found;
        const std::string given = lack.needs == "call_servers" ? to_text(pool.scope->router) : "";
        found.message = site.group_name(phone.device) + " needs option " + lack.option + ", and " +
                        site.name(pool.server) +
                        (given.empty() || pool.scope->router == sim::Ipv4{}
                             ? " does not give it to " + network_text(*own)
                             : " names " + given + ", which is no router");
        found.paths = {path, site.path(phone.device, lack.needs)};
        if (!lack.value.empty()) {
          SetTo all_of_lync;
          for (const Lack& one : lacks) {
            if (one.needs != "vendor_class") continue;
            const std::string key = site.path(pool.server, one.key);
            const SetTo of_one{{key, one.value}, {key + "_class", phone.spec->vendor_class}};
            if (&one == &lack) add_cure(found, of_one);
            all_of_lync.insert(all_of_lync.end(), of_one.begin(), of_one.end());
          }
          add_cure(found, lack.needs == "vendor_class" ? all_of_lync : SetTo{{path, lack.value}});
        }
        all.push_back(std::move(found));
      }
    }
  }
  return all;
}

}  // namespace app
