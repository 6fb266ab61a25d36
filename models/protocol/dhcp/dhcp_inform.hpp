// DHCPINFORM: a phone that has its address asks for options alone, RFC 2131 3.4 and 4.4.3. Lync
// phones do so with their vendor class ([ms-dhcpn]). Left out: several answers; the first one
// counts.
#pragma once

#include "models/protocol/dhcp/dhcp_client.hpp"
#include "sim/base/copy.hpp"

namespace models {

struct DhcpInformConfig {
  DhcpRetransmission retransmission = {};
  int tries = 4;  // RFC 2131 4.4.3: then, after 60 s, suitable defaults
};

struct DhcpInformed {
  DhcpMessage message;  // the ACK: its options
};
struct DhcpInformFailed {};
using DhcpInformActions =
    sim::StaticVector<std::variant<DhcpSend, DhcpInformed, DhcpInformFailed>, 2>;

class DhcpInform {
 public:
  enum class State : std::uint8_t { idle, informing };

  DhcpInform(const DhcpInformConfig& config, Mac mac, sim::Random random)
      : config_(&config), random_(random), mac_(mac) {}

  void start(Ipv4 address, Name vendor_class, Time now, DhcpInformActions& out);
  void stop();
  void receive(const DhcpMessage& message, DhcpInformActions& out);
  void wake(Time now, DhcpInformActions& out);

  Time deadline() const { return next_; }
  State state() const { return state_; }

 private:
  void send(Time now, DhcpInformActions& out);

  sim::Beside<const DhcpInformConfig> config_;
  sim::Random random_;
  Mac mac_;
  Time next_ = never;
  Time began_{};
  Ipv4 address_;
  std::uint32_t xid_ = 0;
  int tries_ = 0;
  Name vendor_class_;
  State state_ = State::idle;
};

}  // namespace models
