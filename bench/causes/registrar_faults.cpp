// Registrars: passwords, ports, and who is asked.
#include "bench/causes/fault.hpp"

namespace bench {
namespace {

const app::PhoneSpec& phone_of(const Network& network, const std::string& name) {
  return std::get<app::PhoneSpec>(network.scenario().entry(name)->specs[0]);
}
const app::CallServerSpec& server_of(const Network& network, const std::string& name) {
  return std::get<app::CallServerSpec>(network.scenario().entry(name)->specs[0]);
}

// 0815 is text; without quotes it would be read as well, but people write them.
Fault with_text(Fault fault) {
  for (Edit& edit : fault.edits) edit.value.quoted = edit.kind == Edit::Kind::set;
  return fault;
}

}  // namespace

void password_faults(const Network& network, sim::Random& random, Faults& out) {
  const std::string wrong = std::to_string(1000 + random.below(9000));
  for (const auto& [phone, server] : network.pairs()) {
    const app::CallServerSpec& registrar = server_of(network, server);
    if (registrar.is_cucm() || !phone_of(network, phone).is_standard()) continue;
    const std::string own = phone + ".sip.password";
    const std::string theirs = server + ".sip.auth.password";
    if (registrar.sip.auth.enabled) {
      out.push_back(with_text(changed("password", "phone's", network, own, wrong)).or_at(theirs));
      out.push_back(missing("password", "phone's missing", own).or_at(theirs));
      out.push_back(
          with_text(changed("password", "registrar's", network, theirs, wrong)).or_at(own));
      out.push_back(
          changed("password", "nonce", network, server + ".sip.auth.nonce_lifetime", "1ms"));
      continue;
    }
    Fault asked = changed("password", "asked for", network, server + ".sip.auth.enabled", "true");
    asked.edits.push_back(set("devices." + theirs, wrong));
    out.push_back(with_text(asked).or_at(own).or_at(theirs));
    out.back().edits[0].value.quoted = false;
  }
}

void port_faults(const Network& network, sim::Random& random, Faults& out) {
  const std::vector<std::string> all_ports{"5070", "5080", "6060", "15060"};
  const std::vector<std::string> ports{pick(all_ports, random), pick(all_ports, random)};
  for (const auto& [phone, server] : network.pairs()) {
    const app::PhoneSpec& spec = phone_of(network, phone);
    const std::string theirs =
        server + (spec.transport == models::SipTransport::tls ? ".tls_port" : ".port");
    if (spec.is_sccp()) continue;
    std::vector<std::string> records;
    for (const auto& [dns, names] : network.all<app::ServerSpec>()) {
      for (std::size_t i = 0; i < names.dns.zone.size(); ++i) {
        const std::string path = dns + ".dns.records." + std::to_string(i + 1);
        if (names.dns.zone[i].srv) {
          records.insert(records.end(), {path + ".port", path, dns + ".dns.records"});
        }
      }
    }
    for (const std::string& port : ports) {
      out.push_back(changed("port", "registrar's", network, theirs, port)
                        .or_at(phone + ".registrar_port")
                        .or_at(records));
      if (spec.is_lync()) {
        out.back().or_at(phone + ".lync.registrar_port");
        continue;
      }
      out.push_back(
          changed("port", "phone's", network, phone + ".registrar_port", port).or_at(theirs));
    }
    if (!spec.is_lync()) continue;
    out.push_back(changed("port", "web service", network, phone + ".lync.web_port", "8443"));
    out.push_back(
        changed("port", "phone's", network, phone + ".lync.registrar_port", "5071").or_at(theirs));
  }
}

void registrar_faults(const Network& network, sim::Random& random, Faults& out) {
  for (const auto& [name, phone] : network.all<app::PhoneSpec>()) {
    for (const auto& [other, server] : network.all<app::CallServerSpec>()) {
      if (phone.call_servers.empty() || other == phone.call_servers[0].value) continue;
      out.push_back(changed("registrar", "another's", network, name + ".call_servers.1", other)
                        .or_at(other + ".registrar"));
    }
    if (phone.is_standard()) {
      out.push_back(changed("registrar", "phone's way", network, name + ".user_agent", "cisco"));
    }
    if (phone.is_sccp()) {
      out.push_back(changed("registrar", "phone's way", network, name + ".protocol", "sip"));
    }
  }
  for (const auto& [name, server] : network.all<app::CallServerSpec>()) {
    const std::string as = server.is_cucm() ? "standard" : "cucm";
    Fault other = changed("registrar", "of another kind", network, name + ".registrar", as);
    for (const Pair& pair : network.pairs()) {
      if (pair.server != name) continue;
      other.or_at(pair.phone + ".user_agent").or_at(pair.phone + ".protocol");
    }
    out.push_back(std::move(other));
    out.push_back(changed("registrar", "rejects", network, name + ".sccp.rejects", "true"));
    const std::vector<std::string> delays{"35s", "50s", "1min"};
    out.push_back(
        changed("registrar", "slow", network, name + ".sip.answer_delay", pick(delays, random)));
    out.push_back(
        changed("registrar", "slow", network, name + ".sccp.answer_delay", pick(delays, random)));
    if (!server.serves_web) continue;
    out.push_back(changed("registrar", "no web service", network, name + ".serves_web", "false"));
    out.push_back(changed("registrar", "no web service", network, name + ".web_status", "500"));
  }
}

}  // namespace bench
