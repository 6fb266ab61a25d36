#include "models/protocol/nat/firewall_table.hpp"

#include <algorithm>

#include "sim/base/table_growth.hpp"

namespace models {
namespace {

using State = FirewallConnection::State;

bool is_low(const FlowPacket& p, int in, int out) {
  return std::pair(p.source, in) <= std::pair(p.destination, out);
}

bool begins_tcp(TcpFlags tcp) { return tcp.syn && !tcp.ack && !tcp.fin && !tcp.rst; }

bool matches(const FirewallRule& rule, const FlowPacket& p) {
  return (!rule.protocol || *rule.protocol == p.protocol) &&
         rule.source.contains(p.source.address) &&
         rule.destination.contains(p.destination.address) &&
         (rule.port == 0 || rule.port == p.destination.port);
}

enum class Step : std::uint8_t { passes, ends, out_of_state };

// RFC 9293 3.5 and 3.6 as one who only looks on can follow them.
Step follow(const FirewallConfig& config, FirewallConnection& c, bool from_low, TcpFlags tcp) {
  if (c.state != State::stateless && config.tcp_state_bypass) c.state = State::stateless;
  if (c.state == State::stateless) return Step::passes;
  if (tcp.rst) return Step::ends;
  const bool from_initiator = from_low == c.low_began;
  if (tcp.syn && tcp.ack) {  // sent again if the ACK was lost behind us
    if (from_initiator || c.state > State::established) return Step::out_of_state;
    if (c.state == State::syn_sent) c.state = State::syn_acked;
    return Step::passes;
  }
  if (tcp.syn) {
    if (!from_initiator) return Step::out_of_state;
    if (c.state > State::syn_acked) {
      if (!config.tcp_syn_restarts) return Step::out_of_state;  // the ASA's tcp-syn-ooo
      c.state = State::syn_sent;
    }
    return Step::passes;
  }
  if (c.state == State::syn_sent) return Step::out_of_state;
  if (c.state == State::syn_acked) {
    if (!from_initiator || !tcp.ack) return Step::out_of_state;
    c.state = State::established;
  }
  const bool from_closer = c.state > State::established && from_low == c.low_closes;
  if (tcp.fin && !from_closer) {
    c.state = c.state == State::established ? State::fin_sent : State::last_ack;
    c.low_closes = from_low;
  } else if (tcp.ack && !tcp.fin && !from_closer) {
    if (c.state == State::last_ack) return Step::ends;  // two FINs and the last one's ACK
    if (c.state == State::fin_sent) c.state = State::half_closed;
  }
  return Step::passes;
}

}  // namespace

FirewallKey::FirewallKey(const FlowPacket& p, int in_interface, int out_interface)
    : protocol(p.protocol) {
  ENSURE(0 <= in_interface && in_interface < 256 && 0 <= out_interface && out_interface < 256);
  const bool low = is_low(p, in_interface, out_interface);
  const Endpoint& a = low ? p.source : p.destination;
  const Endpoint& b = low ? p.destination : p.source;
  low_address = a.address;
  low_port = a.port;
  low_interface = static_cast<std::uint8_t>(low ? in_interface : out_interface);
  high_address = b.address;
  high_port = b.port;
  high_interface = static_cast<std::uint8_t>(low ? out_interface : in_interface);
}

FirewallTable::FirewallTable(const FirewallConfig& config)
    : config_(&config),
      connections_(std::min(sim::first_room, static_cast<std::size_t>(config.capacity))) {}

FirewallVerdict FirewallTable::pass(const FlowPacket& packet, int in_interface, int out_interface,
                                    Time now) {
  const FirewallKey key(packet, in_interface, out_interface);
  const bool from_low = is_low(packet, in_interface, out_interface);
  const auto found = connections_.find(key, now);
  if (found.value != nullptr) {
    FirewallConnection& connection = *found.value;
    const FirewallRefusal why = why_not_again(key, connection);
    if (why != FirewallRefusal::none) {
      connections_.erase(key);
      return {.why = why, .resets = resets(packet, why, in_interface, out_interface)};
    }
    const Step step = follow(*config_, connection, from_low, packet.tcp);
    if (step == Step::out_of_state) {
      return {.why = FirewallRefusal::out_of_state, .timer = connection.timer};
    }
    connection.timer = timer_of(key, connection);
    const FirewallVerdict verdict{.timer = connection.timer};
    if (step == Step::ends) {
      connections_.erase(key);
    } else {
      connections_.refresh(*found.entry, after(now, value_of(*config_, connection.timer)));
    }
    return verdict;
  }
  FirewallVerdict verdict{.why = why_not_begin(packet, in_interface, out_interface)};
  if (found.miss == sim::Miss::aged) {
    const FirewallConnection& was = found.entry->value;
    verdict.since = found.since;
    verdict.timer = was.timer;
    // What goes on with the former connection: a segment, or an answer to who began it.
    const bool answers = from_low != was.low_began && !begins_tcp(packet.tcp);
    if (verdict.why == FirewallRefusal::no_connection ||
        (verdict.why == FirewallRefusal::not_permitted && answers)) {
      verdict.why = FirewallRefusal::aged;
    }
  }
  verdict.resets = resets(packet, verdict.why, in_interface, out_interface);
  const bool judged_alone =
      packet.protocol == NatProtocol::icmp && (!packet.icmp_query || !config_->inspect_icmp);
  if (verdict.why != FirewallRefusal::none || judged_alone) return verdict;

  const bool with_state = packet.protocol == NatProtocol::tcp && !config_->tcp_state_bypass;
  FirewallConnection connection{.low_began = from_low,
                                .state = with_state ? State::syn_sent : State::stateless};
  connection.timer = timer_of(key, connection);
  const Time until = after(now, value_of(*config_, connection.timer));
  make_room(connections_, static_cast<std::size_t>(config_->capacity));
  if (connections_.insert(key, connection, until, now) == nullptr) {
    verdict.why = FirewallRefusal::table_full;
    return verdict;
  }
  verdict.is_new = true;
  if (verdict.since == never) verdict.timer = connection.timer;
  return verdict;
}

// In the order of [asa-tcp].
FirewallRefusal FirewallTable::why_not_begin(const FlowPacket& packet, int in_interface,
                                             int out_interface) const {
  if (in_interface == out_interface) {
    if (!config_->same_security_permit_intra_interface) return FirewallRefusal::intra_interface;
  } else if (level(in_interface) == level(out_interface)) {
    if (!config_->same_security_permit_inter_interface) return FirewallRefusal::inter_interface;
  }
  if (packet.protocol == NatProtocol::tcp && !begins_tcp(packet.tcp) &&
      !config_->tcp_state_bypass) {
    return FirewallRefusal::no_connection;
  }
  return is_permitted(packet, in_interface, out_interface) ? FirewallRefusal::none
                                                           : FirewallRefusal::not_permitted;
}

// Whether its initiator might still begin it.
FirewallRefusal FirewallTable::why_not_again(const FirewallKey& key,
                                             const FirewallConnection& c) const {
  if (!config_->rematches) return FirewallRefusal::none;
  FlowPacket first{.protocol = key.protocol,
                   .source = {key.low_address, key.low_port},
                   .destination = {key.high_address, key.high_port},
                   .tcp = {.syn = true}};
  if (!c.low_began) std::swap(first.source, first.destination);
  return why_not_begin(first, c.low_began ? key.low_interface : key.high_interface,
                       c.low_began ? key.high_interface : key.low_interface);
}

bool FirewallTable::is_permitted(const FlowPacket& packet, int in_interface,
                                 int out_interface) const {
  return level(in_interface) >= level(out_interface) ||
         std::ranges::any_of(config_->permit,
                             [&](const FirewallRule& rule) { return matches(rule, packet); });
}

// "Traffic between same security level interfaces is also affected": by either setting.
bool FirewallTable::resets(const FlowPacket& packet, FirewallRefusal why, int in_interface,
                           int out_interface) const {
  const bool is_denied = why == FirewallRefusal::no_connection || why == FirewallRefusal::aged ||
                         why == FirewallRefusal::not_permitted;
  if (!is_denied || packet.protocol != NatProtocol::tcp || packet.tcp.rst) return false;
  const int from = level(in_interface);
  const int to = level(out_interface);
  return (from <= to && config_->reset_inbound) || (from >= to && config_->reset_outbound);
}

FirewallTimer FirewallTable::timer_of(const FirewallKey& key,
                                      const FirewallConnection& connection) const {
  const int port = connection.low_began ? key.high_port : key.low_port;  // the responder's
  const bool sip = config_->inspect_sip && port == config_->sip_port;
  switch (connection.state) {
    case State::stateless:
      if (key.protocol == NatProtocol::icmp) return FirewallTimer::icmp_timeout;
      if (key.protocol == NatProtocol::tcp) return FirewallTimer::tcp_bypass_timeout;
      return sip ? FirewallTimer::sip_timeout : FirewallTimer::udp_timeout;
    case State::syn_sent:
    case State::syn_acked: return FirewallTimer::embryonic_timeout;
    case State::established:
    case State::fin_sent: return sip ? FirewallTimer::sip_timeout : FirewallTimer::conn_timeout;
    case State::half_closed:
    case State::last_ack: return FirewallTimer::half_closed_timeout;
  }
  return FirewallTimer::conn_timeout;
}

int FirewallTable::level(int interface) const {
  const auto i = static_cast<std::size_t>(interface);
  return i < config_->security_levels.size() ? config_->security_levels[i] : 0;
}

}  // namespace models
