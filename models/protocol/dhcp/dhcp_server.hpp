// A DHCP server: RFC 2131 4.3, with the ping before an offer (2.2) and what servers do when it is
// answered ([measured-dhcp], [ms-dhcp]). An answer takes no time of its own. Left out: BOOTP, rapid
// commit, pings one after the other (dnsmasq), NAK for a REQUEST to another server (dnsmasq
// authoritative).
#pragma once

#include <variant>

#include "models/protocol/dhcp/dhcp_leases.hpp"
#include "models/protocol/dhcp/dhcp_relay.hpp"
#include "sim/base/copy.hpp"

namespace models {

// How a message came.
struct DhcpArrival {
  Ipv4 local{};           // our address there; none: the server's
  bool broadcast = true;  // relayed messages are: the client sent them so
};

struct DhcpReply {
  DhcpMessage message;
  DhcpDelivery how;
};
struct DhcpPing {  // an ICMP echo request
  Ipv4 address;
};
enum class DhcpLogKind : std::uint8_t {  // the number of Windows' audit log beside each
  assigned,                              // 10
  renewed,                               // 11
  released,                              // 12
  conflict,                              // 13: a ping was answered; mac: whom it was meant for
  pool_exhausted,                        // 14: no answer; no ip
  nak,                                   // 15
  expired,                               // 17
  declined,
};
struct DhcpLog {
  DhcpLogKind kind;
  Ipv4 ip;
  Mac mac;
};
using DhcpServerActions = sim::StaticVector<std::variant<DhcpReply, DhcpPing, DhcpLog>, 4>;

class DhcpServer {
 public:
  DhcpServer(const DhcpServerConfig& config, Ipv4 address)  // address: the server id, option 54
      : config_(&config), leases_(config), address_(address) {}

  void start(Time now);  // the first one takes over `imported`
  void stop();           // pings under way are forgotten, and leases unless keeps_leases
  void receive(const DhcpMessage& message, const DhcpArrival& arrival, Time now,
               DhcpServerActions& out);
  void ping_answered(Ipv4 address, Time now, DhcpServerActions& out);
  void wake(Time now, DhcpServerActions& out);

  Time deadline() const;
  bool is_running() const { return running_; }
  const DhcpLeases& leases() const { return leases_; }

 private:
  struct Check {  // a DISCOVER that waits for silence
    DhcpMessage discover;
    Ipv4 address{};
    Time deadline{};
    int attempts = 0;  // made
  };

  void discovered(const DhcpMessage& m, const DhcpScope& scope, Time now, DhcpServerActions& out);
  void offer_one(const DhcpMessage& m, const DhcpScope& scope, std::optional<Ipv4> address,
                 Time now, DhcpServerActions& out);
  std::optional<Ipv4> candidate(const DhcpMessage& m, const DhcpScope& scope, Time now);
  bool must_ping(Ipv4 address, Mac mac, Time now) const;
  void ping(const DhcpMessage& m, const DhcpScope& scope, Ipv4 address, Time now,
            DhcpServerActions& out);
  void send_offer(const DhcpMessage& m, const DhcpScope& scope, Ipv4 address, Time now,
                  DhcpServerActions& out);

  // dhcp_server_request.cpp
  void requested(const DhcpMessage& m, const DhcpScope& scope, bool broadcast, Time now,
                 DhcpServerActions& out);
  void selected(const DhcpMessage& m, const DhcpScope& scope, Time now, DhcpServerActions& out);
  DhcpVerdict verdict(Ipv4 address, Mac mac, const DhcpScope& scope, const DhcpVerdicts& verdicts,
                      Time now) const;
  void answer(DhcpVerdict verdict, const DhcpMessage& m, const DhcpScope& scope, Ipv4 address,
              Time now, DhcpServerActions& out);
  void acknowledge(const DhcpMessage& m, const DhcpScope& scope, Ipv4 address, Time now,
                   DhcpServerActions& out);

  void declined(const DhcpMessage& m, Time now, DhcpServerActions& out);
  void released(const DhcpMessage& m, Time now, DhcpServerActions& out);
  void informed(const DhcpMessage& m, DhcpServerActions& out) const;
  void expire(Time now, DhcpServerActions& out);

  const DhcpScope* scope_of(Ipv4 address) const;
  const DhcpScope* scope_of(const DhcpMessage& m, const DhcpArrival& arrival) const;
  Duration lease_of(const DhcpScope& scope) const { return scope.lease.value_or(config_->lease); }
  std::uint32_t lease_seconds(const DhcpScope& scope) const;
  DhcpMessage addressed(const DhcpMessage& m, DhcpType type) const;
  DhcpMessage reply(const DhcpMessage& m, const DhcpScope& scope, DhcpType type) const;

  sim::Beside<const DhcpServerConfig> config_;
  DhcpLeases leases_;
  std::vector<Check> checks_;  // in the order in which they began; at most pings_at_once
  Time next_expiry_ = never;   // not later than the first end of a lease
  Ipv4 address_;
  bool running_ = false;
  bool imported_ = false;
};

}  // namespace models
