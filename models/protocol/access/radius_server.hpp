// A RADIUS server: [rfc2865] 2, 3 with EAP ([rfc3579]): who may in, by identity or by MAC, and what
// it gives. It keeps nothing between two requests. Left out: the shared secret (a client that is
// not listed stands for a wrong one), proxies, policies other than these lists.
#pragma once

#include <optional>
#include <vector>

#include "models/wire/radius.hpp"
#include "sim/base/copy.hpp"

namespace models {

// What Access-Accept says.
struct RadiusGrant {
  bool voice = false;             // cisco-av-pair device-traffic-class=voice
  int vlan = 0;                   // 0: that of the port
  Duration session_timeout = 0s;  // 0: none
  bool reauthenticates = true;    // Termination-Action RADIUS-Request; else the session ends
};
struct RadiusAccount : RadiusGrant {
  Name identity{};
  Name password{};
};
struct RadiusStation : RadiusGrant {
  std::optional<Mac> mac{};  // none: any
  int count = 1;             // so many from there on
  bool covers(Mac one) const {
    return !mac ||
           (one.value >= mac->value && one.value - mac->value < static_cast<std::uint64_t>(count));
  }
};

struct RadiusServerConfig {
  std::vector<RadiusAccount> accounts;
  std::vector<RadiusStation> stations;  // of MAB
  std::vector<Ipv4> clients;            // switches that it answers; none: all
  EapType method = EapType::tls;        // that it proposes first
  int tls_rounds = 6;                   // requests of an EAP-TLS handshake (assumed)
  bool accepts = true;                  // off: it rejects everybody, as with its database gone
};

class RadiusServer {
 public:
  explicit RadiusServer(const RadiusServerConfig& config) : config_(&config) {}

  bool knows(Ipv4 client) const;  // else it says nothing ([rfc2865] 3)
  RadiusMessage answer(const RadiusMessage& request) const;

 private:
  const RadiusGrant* station(Mac mac) const;
  RadiusMessage accept(const RadiusMessage& request, const RadiusGrant& grant) const;
  RadiusMessage challenge(const RadiusMessage& request, EapType method, std::uint8_t round) const;

  sim::Beside<const RadiusServerConfig> config_;
};

}  // namespace models
