// DNS: records, servers, and what phones ask.
#include <charconv>

#include "bench/causes/fault.hpp"

namespace bench {
namespace {

constexpr std::string_view family = "dns";

void records(const Network& network, const std::string& name, const app::ServerSpec& server,
             sim::Random& random, Faults& out) {
  std::vector<std::string> domains;
  for (const auto& [phone, spec] : network.all<app::PhoneSpec>()) {
    if (!spec.domain.empty()) domains.push_back(phone + ".domain");
  }
  for (std::size_t i = 0; i < server.dns.zone.size(); ++i) {
    const app::DnsRecordSpec& record = server.dns.zone[i];
    const std::string path = name + ".dns.records." + std::to_string(i + 1);
    if (!network.has(path)) continue;
    out.push_back(missing(family, "record missing", path).or_at(domains));
    out.push_back(
        changed(family, "another name", network, path + ".name", "x" + record.name).or_at(domains));
    if (record.a) {
      const sim::Ipv4 wrong = network.free_address({*record.a, 24}, random);
      out.push_back(changed(family, "wrong address", network, path + ".a", to_text(wrong))
                        .or_at(network.owner_of(*record.a)));
    }
    if (record.srv) {
      out.push_back(changed(family, "wrong target", network, path + ".srv", "y" + *record.srv)
                        .or_at(name + ".dns.records"));
      Fault port = changed(family, "wrong port", network, path + ".port", "5099");
      for (const auto& [pbx, spec] : network.all<app::CallServerSpec>()) {
        port.or_at(pbx + ".port").or_at(pbx + ".tls_port");
      }
      out.push_back(std::move(port));
    }
  }
}

// The server moved, its records did not.
void moved_servers(const Network& network, sim::Random& random, Faults& out) {
  for (const auto& [pbx, server] : network.all<app::CallServerSpec>()) {
    const sim::Ipv4Interface own = server.address.value;
    const sim::Ipv4Interface now{network.free_address(own, random), own.prefix_length};
    Fault fault = changed(family, "server moved", network, pbx + ".address", to_text(now));
    bool is_named = false;
    for (const auto& [name, dns] : network.all<app::ServerSpec>()) {
      for (std::size_t i = 0; i < dns.dns.zone.size(); ++i) {
        if (dns.dns.zone[i].a != own.address) continue;
        const std::string path = name + ".dns.records." + std::to_string(i + 1) + ".a";
        fault.or_at(path).or_at(holders(path));
        is_named = true;
      }
    }
    if (is_named) out.push_back(std::move(fault));
  }
}

}  // namespace

void dns_faults(const Network& network, sim::Random& random, Faults& out) {
  moved_servers(network, random, out);
  for (const auto& [name, server] : network.all<app::ServerSpec>()) {
    if (!server.dns.enabled) continue;
    records(network, name, server, random, out);
    out.push_back(changed(family, "off", network, name + ".dns.enabled", "false"));
    out.push_back(changed(family, "fails", network, name + ".dns.fails", "true"));
    Fault slow = changed(family, "slow", network, name + ".dns.answer_delay", "40s");
    for (const auto& [phone, spec] : network.all<app::PhoneSpec>()) {
      slow.or_at(phone + ".resolver.timeout").or_at(phone + ".resolver.attempts");
    }
    out.push_back(std::move(slow));
    const auto now = network.free_address(server.address.value, random);
    Fault moved = changed(family, "DNS server moved", network, name + ".address",
                          to_text(now) + '/' + std::to_string(server.address.value.prefix_length));
    for (const auto& [phone, spec] : network.all<app::PhoneSpec>()) {
      if (!spec.dns.empty()) moved.or_at(phone + ".dns").or_at(phone + ".dns.1");
    }
    for (const auto& [dhcp, other] : network.all<app::ServerSpec>()) {
      for (std::size_t i = 0; i < other.dhcp.scopes.size(); ++i) {
        const std::string path = dhcp + ".dhcp.scopes." + std::to_string(i + 1) + ".dns";
        moved.or_at(path).or_at(path + ".1");
      }
    }
    out.push_back(std::move(moved));
  }
  for (const auto& [name, phone] : network.all<app::PhoneSpec>()) {
    if (!phone.domain.empty() && !phone.is_lync()) {
      Fault fault =
          changed(family, "another domain", network, name + ".domain", "x" + phone.domain);
      for (const auto& [dns, server] : network.all<app::ServerSpec>()) {
        if (server.dns.enabled) fault.or_at(dns + ".dns.records");
      }
      out.push_back(std::move(fault));
    }
    if (phone.dns.empty()) continue;
    const sim::Ipv4 wrong = network.free_address({phone.dns[0], 24}, random);
    out.push_back(changed(family, "another DNS server", network, name + ".dns.1", to_text(wrong))
                      .or_at(network.owner_of(phone.dns[0])));
  }
}

}  // namespace bench
