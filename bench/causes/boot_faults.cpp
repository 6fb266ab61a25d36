// What comes before a line: files, clocks, handshakes.
#include "bench/causes/fault.hpp"

namespace bench {
namespace {

using std::to_string;

constexpr std::string_view family = "boot";

// Phones out of the box: who has a configuration goes on with it.
void without_configuration(const Network& network, Fault& fault) {
  for (const auto& [name, phone] : network.all<app::PhoneSpec>()) {
    if (!phone.provisioning.enabled) continue;
    fault.edits.push_back(set("devices." + name + ".provisioning.stored", "false"));
    fault.or_at(name + ".provisioning.stored");
  }
}

void options(const Network& network, sim::Random& random, Faults& out) {
  for (const auto& [name, server] : network.all<app::ServerSpec>()) {
    for (std::size_t i = 0; server.dhcp.enabled && i < server.dhcp.scopes.size(); ++i) {
      const models::DhcpScope& scope = server.dhcp.scopes[i];
      const std::string path = name + ".dhcp.scopes." + to_string(i + 1);
      const auto wrong = to_text(network.free_address(scope.network, random));
      if (!scope.ntp_servers.empty()) {
        out.push_back(
            changed(family, "wrong time server", network, path + ".ntp_servers.1", wrong));
      }
      if (scope.tftp_servers.empty()) continue;
      Fault fault = missing(family, "wrong file server", path + ".tftp_servers");
      fault.edits = {set("devices." + path + ".tftp_servers.1", wrong)};
      for (std::size_t n = 2; n <= scope.tftp_servers.size(); ++n) {
        fault.edits.push_back(set("devices." + path + ".tftp_servers." + to_string(n), wrong));
      }
      for (std::size_t n = 1; n <= scope.tftp_servers.size(); ++n) {
        fault.or_at(path + ".tftp_servers." + to_string(n));
      }
      without_configuration(network, fault);
      out.push_back(std::move(fault));
    }
  }
}

void servers(const Network& network, Faults& out) {
  for (const auto& [name, server] : network.all<app::ServerSpec>()) {
    if (server.ntp.enabled) {
      out.push_back(changed(family, "no time", network, name + ".ntp.enabled", "false"));
      out.push_back(
          changed(family, "unsynchronized", network, name + ".ntp.synchronized", "false"));
    }
    if (!server.files.enabled) continue;
    for (const char* key : {"enabled", "has_configurations", "tftp"}) {
      Fault fault = changed(family, "no files", network, name + ".files." + key, "false");
      without_configuration(network, fault);
      out.push_back(std::move(fault));
    }
  }
}

void certificates(const Network& network, Faults& out) {
  for (const auto& [name, server] : network.all<app::CallServerSpec>()) {
    if (server.tls.own.valid_until.empty()) continue;
    const std::string path = name + ".tls.";
    out.push_back(changed(family, "expired", network, path + "certificate.valid_until",
                          "2025-06-01 00:00:00"));
    out.push_back(changed(family, "not yet valid", network, path + "certificate.valid_from",
                          "2029-01-01 00:00:00"));
    Fault issuer =
        changed(family, "unknown issuer", network, path + "certificate.issuer", "other-ca");
    for (const auto& [phone, spec] : network.all<app::PhoneSpec>()) {
      for (std::size_t i = 1; i <= spec.tls.issuers.size(); ++i) {
        issuer.or_at(phone + ".tls.trusts").or_at(phone + ".tls.trusts." + to_string(i));
      }
    }
    out.push_back(std::move(issuer));
  }
  for (const auto& [name, phone] : network.all<app::PhoneSpec>()) {
    if (phone.tls.issuers.empty()) continue;
    out.push_back(changed(family, "trusts another", network, name + ".tls.trusts.1", "other-ca"));
  }
}

}  // namespace

void boot_faults(const Network& network, sim::Random& random, Faults& out) {
  options(network, random, out);
  servers(network, out);
  certificates(network, out);
}

}  // namespace bench
