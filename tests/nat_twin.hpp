// A NAT as a beginner would write it: std::maps, all that has ended is taken out at once and
// written down. It does not choose ports: it says which would be right.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "tests/nat_fixture.hpp"

namespace nat_fixture {

class NatTwin {
 public:
  using Packet = models::NatPacket;
  using Timer = models::NatTimer;

  struct Outbound {
    NatRefusal why = NatRefusal::none;
    bool is_new = false;
    Time aged_since = sim::never;
  };

  explicit NatTwin(const NatConfig& config) : config_(config) {}

  std::size_t flows() const { return flows_.size(); }
  Time next_expiry() const {
    Time next = sim::never;
    for (const auto& [key, flow] : flows_) next = std::min(next, flow.until);
    for (const auto& [key, until] : promised_) next = std::min(next, until);
    return next;
  }
  void advance(Time now) {
    std::erase_if(flows_, [&](const auto& entry) {
      if (entry.second.until > now) return false;
      past_flows_[entry.first] = entry.second;
      return true;
    });
    std::erase_if(promised_, [&](const auto& entry) {
      if (entry.second > now) return false;
      users_.erase(entry.first);
      return true;
    });
    std::erase_if(mappings_, [&](const auto& entry) {
      if (entry.second.until > now) return false;
      past_mappings_[entry.first] = entry.second.until;
      return true;
    });
  }

  Outbound expect_outbound(const Packet& p) const {
    Outbound result;
    const auto mapping = mappings_.find(key(p, config_.mapping));
    const bool is_new = mapping == mappings_.end();
    if (!is_new) {
      const Key flow = flow_key(p, mapping->second.port);
      if (flows_.contains(flow)) return result;
      const auto past = past_flows_.find(flow);
      if (past != past_flows_.end() && past->second.mapping == mapping->first) {
        result.aged_since = past->second.until;
      }
    } else if (past_mappings_.contains(key(p, config_.mapping))) {
      result.aged_since = past_mappings_.at(key(p, config_.mapping));
    }
    const auto capacity = static_cast<std::size_t>(config_.capacity);
    if (!may_open(p)) {
      result.why = NatRefusal::not_open;
    } else if (is_new && !has_port(p)) {
      result.why = NatRefusal::no_port_free;
    } else if (flows_.size() == capacity || (is_new && mappings_.size() == capacity)) {
      result.why = NatRefusal::table_full;
    } else {
      result.is_new = is_new;
    }
    return result;
  }

  bool is_right_port(const Packet& p, int port) const {
    const auto mapping = mappings_.find(key(p, config_.mapping));
    if (mapping != mappings_.end()) return port == mapping->second.port;
    const bool own = config_.port_allocation == NatPorts::preserve && may_take(p, p.local.port);
    return own ? port == p.local.port : may_take(p, port);
  }
  void outbound(const Packet& p, int port, Time now) {
    const Key mapping = key(p, config_.mapping);
    mappings_[mapping].port = port;
    const auto [flow, is_new] =
        flows_.try_emplace(flow_key(p, port), Flow{.mapping = mapping, .began = now});
    passed(*flow, p, true, now);
    keep(*flow, now);
  }
  models::NatInbound inbound(const Packet& p, Time now) {
    const Key k = flow_key(p, p.local.port);
    if (const auto flow = flows_.find(k); flow != flows_.end()) {
      const Timer before = flow->second.timer;
      const bool keeps = p.protocol != NatProtocol::udp || config_.refresh == NatRefresh::both;
      passed(*flow, p, false, now);
      keeps ? keep(*flow, now) : static_cast<void>(flow->second.timer = before);
      return {.inside = std::get<1>(flow->second.mapping), .timer = flow->second.timer};
    }
    if (const auto past = past_flows_.find(k); past != past_flows_.end()) {
      return {std::get<1>(past->second.mapping), NatMiss::aged, past->second.until,
              past->second.timer};
    }
    const bool in_use = promised_.contains({p.protocol, p.local.port});
    return {.why = in_use ? NatMiss::filtered : NatMiss::never_seen};
  }

 private:
  using Key = std::tuple<NatProtocol, Endpoint, Endpoint>;  // local, remote as far as it matters
  using Place = std::pair<NatProtocol, int>;                // an outside port
  struct Mapping {
    int port = 0;
    Time until{};
  };
  struct Flow {
    Key mapping{};
    Time began{}, until{};
    Timer timer{};
    bool replied = false;
    std::vector<std::pair<bool, TcpFlags>> log{};  // outbound?, flags
  };

  static Key key(const Packet& p, NatBehavior behavior) {
    Endpoint remote = p.remote;
    if (behavior != NatBehavior::address_and_port_dependent) remote.port = 0;
    if (behavior == NatBehavior::endpoint_independent) remote.address = {};
    return {p.protocol, p.local, remote};
  }
  Key flow_key(Packet p, int port) const {
    p.local = {{}, static_cast<std::uint16_t>(port)};
    return key(p, config_.filtering);
  }
  bool own_ports() const { return config_.mapping < config_.filtering; }
  bool may_take(const Packet& p, int port) const {
    const bool in_range = p.protocol == NatProtocol::icmp ||
                          (config_.first_port <= port && port <= config_.last_port);
    return in_range && (own_ports() ? !promised_.contains({p.protocol, port})
                                    : !flows_.contains(flow_key(p, port)));
  }
  bool has_port(const Packet& p) const {
    for (int port = 0; port <= 65535; ++port) {
      if (may_take(p, port)) return true;
    }
    return false;
  }
  bool may_open(const Packet& p) const {
    if (p.protocol != NatProtocol::tcp) return true;
    if (p.tcp.fin || p.tcp.rst || (p.tcp.syn && p.tcp.ack)) return false;
    return p.tcp.syn || config_.tcp_loose;
  }
  // The whole story of the connection, told again with each segment.
  static Timer tcp_timer(const std::vector<std::pair<bool, TcpFlags>>& log) {
    bool closed = false, open = !log.front().second.syn, syn_out = false, syn_in = false;
    for (const auto& [out, flags] : log) {
      if (flags.syn && closed) closed = open = syn_out = syn_in = false;
      if (flags.fin || flags.rst) closed = true;
      if (flags.syn) (out ? syn_out : syn_in) = true;
      if (flags.ack && !flags.syn && syn_out && syn_in) open = true;
    }
    return closed ? Timer::tcp_closing_timeout
           : open ? Timer::tcp_established_timeout
                  : Timer::tcp_syn_timeout;
  }
  void passed(std::pair<const Key, Flow>& entry, const Packet& p, bool out, Time now) {
    Flow& f = entry.second;
    if (p.protocol == NatProtocol::tcp) {
      f.log.emplace_back(out, p.tcp);
      f.timer = tcp_timer(f.log);
    } else if (p.protocol == NatProtocol::icmp) {
      f.timer = Timer::icmp_timeout;
    } else {
      const bool stream = config_.udp_stream_timeout && f.replied && now - f.began > 2s;
      f.timer = stream ? Timer::udp_stream_timeout : Timer::udp_timeout;
    }
    f.replied = f.replied || !out;
  }
  void keep(std::pair<const Key, Flow>& entry, Time now) {
    const auto& [k, flow] = entry;
    entry.second.until = now + value_of(config_, flow.timer);
    past_flows_.erase(k);
    const Place place{std::get<0>(k), std::get<1>(k).port};
    auto& users = users_[place];
    users.insert(k);
    Time& promise = promised_[place];
    promise = users.size() == 1 ? flow.until : std::max(promise, flow.until);
    mappings_.at(flow.mapping).until = own_ports() ? promise : flow.until;
  }

  NatConfig config_;
  std::map<Key, Mapping> mappings_;
  std::map<Key, Flow> flows_, past_flows_;
  std::map<Place, Time> promised_;
  std::map<Place, std::set<Key>> users_;
  std::map<Key, Time> past_mappings_;
};

}  // namespace nat_fixture
