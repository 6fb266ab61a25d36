// What a DHCP server did, step by step: its messages and what it found out, in one order.
#pragma once

#include "app/report/logs/vendor.hpp"

namespace app::logs {

struct DhcpStep {
  Time at{};
  const models::DhcpMessage* message = nullptr;  // received or sent; or
  const models::DhcpFact* fact = nullptr;        // conflict, declined, nak, pool_exhausted, expired
  const models::DhcpMessage* asked = nullptr;  // the client's last message until then; may be null
  bool exhausted = false;                      // a DISCOVER that found no free address
};
// At one moment: what was received, what was found out, what was sent. A NAK is told as the fact,
// which holds the refused address.
std::vector<DhcpStep> dhcp_steps(const Witness& witness);
// The network of the first scope, as 192.0.2.0/24; empty without one.
std::string first_network(const Witness& witness);
// The relay's address, or the interface.
std::string via(const models::DhcpMessage* message);

}  // namespace app::logs
