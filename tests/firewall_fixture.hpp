// A firewall whose answers are text. Interface 0 is inside (100), 1 is outside (0), 2 and 3 are two
// networks of level 50.
#pragma once

#include "models/protocol/nat/firewall_fields.hpp"
#include "tests/catch.hpp"

namespace firewall_fixture {

using models::Endpoint;
using models::FirewallConfig;
using models::FirewallRefusal;
using models::FirewallRule;
using models::FirewallTable;
using models::FirewallTimer;
using models::FlowPacket;
using models::NatProtocol;
using models::TcpFlags;
using sim::Duration;
using sim::Ipv4;
using sim::Time;
using namespace std::chrono_literals;

inline constexpr int inside = 0, outside = 1, dmz = 2, dmz2 = 3;
inline constexpr Endpoint phone{{0x0a00'0001}, 50000};  // 10.0.0.1
inline constexpr Endpoint cucm{{0x0a00'0102}, 2000};    // 10.0.1.2, SCCP
inline constexpr Endpoint cucm_sip{{0x0a00'0102}, 5060};
inline constexpr TcpFlags syn{.syn = true}, ack{.ack = true}, syn_ack{.syn = true, .ack = true},
    fin{.ack = true, .fin = true}, rst{.rst = true};

inline FirewallConfig levels() { return {.security_levels = {100, 0, 50, 50}}; }

template <class E>
std::string name_of(E value) {
  for (const auto& name : sim::names_of<E>()) {
    if (name.value == value) return std::string(name.name);
  }
  return "?";
}

class Firewall {
 public:
  explicit Firewall(const FirewallConfig& c) : config(c) {}

  models::FirewallVerdict verdict(const FlowPacket& p, int in, int out, Duration at) {
    return table.pass(p, in, out, Time{at});
  }
  // new: conn_timeout | pass: conn_timeout | aged at 1h: conn_timeout | not_permitted [RST]
  std::string pass(const FlowPacket& p, int in, int out, Duration at) {
    const auto v = verdict(p, in, out, at);
    const std::string reset = v.resets ? " RST" : "";
    if (v.why == FirewallRefusal::none) return (v.is_new ? "new: " : "pass: ") + name_of(v.timer);
    if (v.why != FirewallRefusal::aged) return name_of(v.why) + reset;
    return "aged at " + sim::to_text(v.since.time_since_epoch()) + ": " + name_of(v.timer) + reset;
  }
  std::string out(NatProtocol protocol, Duration at, TcpFlags tcp = {}, Endpoint to = cucm) {
    return pass({protocol, phone, to, tcp}, inside, outside, at);
  }
  std::string in(NatProtocol protocol, Duration at, TcpFlags tcp = {}, Endpoint from = cucm) {
    return pass({protocol, from, phone, tcp}, outside, inside, at);
  }
  std::string tcp_out(TcpFlags tcp, Duration at, Endpoint to = cucm) {
    return out(NatProtocol::tcp, at, tcp, to);
  }
  std::string tcp_in(TcpFlags tcp, Duration at, Endpoint from = cucm) {
    return in(NatProtocol::tcp, at, tcp, from);
  }
  void open(Duration at, Endpoint to = cucm) {
    tcp_out(syn, at, to);
    tcp_in(syn_ack, at, to);
    tcp_out(ack, at, to);
  }

  FirewallConfig config;
  FirewallTable table{config};
};

}  // namespace firewall_fixture
