// A phone's DHCP client on a ladder, without chance: no jitter, probes at their minimum, no start
// wait unless it is fixed.
#pragma once

// `<` OFFER, ACK <address> or NAK, with: from <server>, lease <seconds>, router, dns, registrar,
// web, late (of the transaction before), another (phone's), anonymous (no server). `!` boot, off,
// conflict, router (it answers), lease (known before the run, as an ACK), t1 <permille>.

#include "models/protocol/dhcp/dhcp_client.hpp"
#include "tests/ladder.hpp"

class DhcpPhone {
 public:
  explicit DhcpPhone(const models::DhcpClientConfig& config = {});
  DhcpPhone(const DhcpPhone&) = delete;
  DhcpPhone& operator=(const DhcpPhone&) = delete;

  void receive(ladder::Words& words, sim::Time now, ladder::Trace& trace);
  void fact(ladder::Words& words, sim::Time now, ladder::Trace& trace);
  void wake(sim::Time now, ladder::Trace& trace);
  sim::Time deadline() const { return client_.deadline(); }

  // A ladder that begins with 10.0.0.5 bound for 1000 s at 0 s, without conflict detection.
  static std::string bound(std::string_view script);

 private:
  void print(const models::DhcpActions& actions, sim::Time now, ladder::Trace& trace);
  std::string sent(const models::DhcpSend& send);

  models::DhcpClientConfig config_;
  models::DhcpClient client_;
  models::DhcpMessage last_;  // sent
  std::uint32_t before_ = 0;  // the transaction before that
  bool configured_ = false;   // as far as the outputs say
};
