// The firewall's table, which judges age when asked, against a naive twin of std::maps that expires
// at once and tells each connection's story again with every segment: the same verdicts.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "sim/base/random.hpp"
#include "tests/firewall_fixture.hpp"

namespace {

using namespace firewall_fixture;
using enum FirewallRefusal;
using End = std::pair<Endpoint, int>;
using Key = std::tuple<NatProtocol, std::set<End>>;

struct Said {
  bool by_initiator = false;
  TcpFlags tcp{};
};
struct Connection {
  End initiator{}, responder{};
  std::vector<Said> story{};
  bool stateless = false;
  FirewallTimer timer{};
  Time until{};
};

// What the story amounts to: how the handshake and the end went.
struct Story {
  bool synacked = false, open = false, fin[2]{}, first_acked = false;
  int last_fin = -1;
  bool over = false;
  explicit Story(const std::vector<Said>& story) {
    for (const auto& [mine, tcp] : story) {
      if (tcp.rst) over = true;
      if (tcp.syn && !tcp.ack) *this = Story({});  // of the initiator, in order: it begins (again)
      if (tcp.syn && tcp.ack) synacked = true;
      if (tcp.syn || tcp.rst) continue;
      if (mine && tcp.ack) open = true;
      const bool both = fin[0] && fin[1];
      if (tcp.fin && !(last_fin == mine)) {
        fin[mine] = true;
        last_fin = mine;
      } else if (tcp.ack && !tcp.fin && last_fin == !mine) {
        if (both) over = true;
        first_acked = true;
      }
    }
  }
};

class Twin {
 public:
  explicit Twin(const FirewallConfig& c) : config_(c) {}

  void advance(Time now) {
    std::erase_if(live_, [&](const auto& e) {
      if (e.second.until > now) return false;
      past_[e.first] = e.second;
      return true;
    });
  }
  Time next_expiry() const {
    Time next = sim::never;
    for (const auto& [key, c] : live_) next = std::min(next, c.until);
    return next;
  }
  std::size_t size() const { return live_.size(); }

  models::FirewallVerdict pass(const FlowPacket& p, int in, int out, Time now) {
    const End from{p.source, in}, to{p.destination, out};
    const Key key{p.protocol, {from, to}};
    const auto live = live_.find(key);
    if (live != live_.end()) return known(live, p, from, now);

    const int a = config_.security_levels[static_cast<std::size_t>(in)];
    const int b = config_.security_levels[static_cast<std::size_t>(out)];
    const bool only_syn = p.tcp.syn && !p.tcp.ack && !p.tcp.fin && !p.tcp.rst;
    const bool stateful = p.protocol == NatProtocol::tcp && !config_.tcp_state_bypass;
    const bool ruled =
        a >= b || (!config_.permit.empty() && config_.permit[0].port == p.destination.port);
    FirewallRefusal why = none;
    if (in == out && !config_.same_security_permit_intra_interface) {
      why = intra_interface;
    } else if (in != out && a == b && !config_.same_security_permit_inter_interface) {
      why = inter_interface;
    } else if (stateful && !only_syn) {
      why = no_connection;
    } else if (!ruled) {
      why = not_permitted;
    }
    models::FirewallVerdict v{.why = why};
    const auto past = past_.find(key);
    if (past != past_.end()) {
      v.since = past->second.until;
      v.timer = past->second.timer;
      const bool answer = past->second.responder == from && !only_syn;
      if (why == no_connection || (why == not_permitted && answer)) v.why = aged;
    }
    if (v.why != none) return v;
    if (p.protocol == NatProtocol::icmp && !p.icmp_query) return v;
    if (live_.size() == static_cast<std::size_t>(config_.capacity)) {
      v.why = table_full;
      return v;
    }
    v.is_new = true;
    Connection c{.initiator = from, .responder = to, .stateless = !stateful};
    c.story.push_back({true, p.tcp});
    keep(c, p.protocol, now);
    if (past == past_.end()) v.timer = c.timer;
    past_.erase(key);
    live_[key] = c;
    return v;
  }

 private:
  models::FirewallVerdict known(std::map<Key, Connection>::iterator live, const FlowPacket& p,
                                const End& from, Time now) {
    Connection& c = live->second;
    const bool mine = from == c.initiator;
    const Story so_far(c.story);
    const bool is_syn = p.tcp.syn && !p.tcp.ack;
    const bool is_syn_ack = p.tcp.syn && p.tcp.ack;
    bool fits = true;
    if (!c.stateless && !p.tcp.rst) {
      if (is_syn) fits = mine && (!so_far.open || config_.tcp_syn_restarts);
      if (is_syn_ack) fits = !mine && so_far.last_fin < 0;
      if (!p.tcp.syn) fits = so_far.open || (mine && so_far.synacked && p.tcp.ack);
    }
    if (!fits) return {.why = out_of_state, .timer = c.timer};
    // A SYN that is sent again during the handshake does not undo it.
    if (!is_syn || so_far.open) c.story.push_back({mine, p.tcp});
    const FirewallTimer before = c.timer;
    const bool over = !c.stateless && Story(c.story).over;
    keep(c, p.protocol, now);
    if (over) c.timer = before;
    models::FirewallVerdict v{.timer = c.timer};
    if (over) live_.erase(live);
    return v;
  }
  void keep(Connection& c, NatProtocol protocol, Time now) const {
    const Story s(c.story);
    const bool sip = config_.inspect_sip && c.responder.first.port == config_.sip_port;
    if (protocol == NatProtocol::icmp) {
      c.timer = FirewallTimer::icmp_timeout;
    } else if (c.stateless) {
      c.timer = protocol == NatProtocol::tcp ? FirewallTimer::tcp_bypass_timeout
                : sip                        ? FirewallTimer::sip_timeout
                                             : FirewallTimer::udp_timeout;
    } else if (!s.open) {
      c.timer = FirewallTimer::embryonic_timeout;
    } else if ((s.fin[0] && s.fin[1]) || s.first_acked) {
      c.timer = FirewallTimer::half_closed_timeout;
    } else {
      c.timer = sip ? FirewallTimer::sip_timeout : FirewallTimer::conn_timeout;
    }
    c.until = now + value_of(config_, c.timer);
  }

  FirewallConfig config_;
  std::map<Key, Connection> live_, past_;
};

}  // namespace

TEST_CASE("firewall: 200 000 random packets as a twin with explicit expiry lets them pass") {
  std::set<std::string> seen;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    FirewallConfig config = levels();
    config.same_security_permit_inter_interface = seed % 2 == 0;
    config.same_security_permit_intra_interface = seed % 3 == 0;
    config.tcp_state_bypass = seed % 5 == 0;
    config.tcp_syn_restarts = seed % 7 < 3;
    config.inspect_sip = seed % 4 != 3;
    config.conn_timeout = 60s;
    config.half_closed_timeout = 20s;
    config.embryonic_timeout = 10s;
    config.udp_timeout = 15s;
    config.sip_timeout = 40s;
    config.tcp_bypass_timeout = 12s;
    config.capacity = seed % 2 == 0 ? 500 : 8;
    if (seed % 3 > 0) config.permit = {{.port = 5060}};
    CAPTURE(seed);
    sim::Random random(seed, "firewall", "twin");
    const auto below = [&](std::uint64_t n) { return static_cast<std::uint32_t>(random.below(n)); };
    FirewallTable table(config);
    Twin twin(config);
    Time now{};
    int wrong = -1;
    for (int i = 0; i < 5000 && wrong < 0; ++i) {
      const Time end = twin.next_expiry();
      const auto dice = below(10);
      if (dice < 3 && end != sim::never) {
        now = std::max(now, end + Duration{static_cast<int>(dice) - 1});
      } else if (dice > 5) {
        now += random.between(0s, dice == 9 ? 5s : 200ms);
      }
      twin.advance(now);
      const auto port = [&] { return static_cast<std::uint16_t>(5060 + below(2)); };
      FlowPacket p{NatProtocol::tcp, {{1}, port()}, {{2}, port()}, {}, true};
      if (below(5) == 0) p.protocol = below(2) == 0 ? NatProtocol::udp : NatProtocol::icmp;
      if (p.protocol == NatProtocol::icmp) p.icmp_query = below(2) == 0;
      const TcpFlags some[] = {syn, syn_ack, syn_ack, ack, ack, ack, ack, fin, fin, fin, rst};
      if (p.protocol == NatProtocol::tcp) p.tcp = some[below(below(5) == 0 ? 11 : 10)];
      const bool back = below(2) == 0;
      if (back) std::swap(p.source, p.destination);
      const int in = below(4) == 0 ? outside : dmz;
      const int out = below(4) == 0 ? dmz2 : below(5) == 0 ? in : inside;
      const auto got = table.pass(p, back ? out : in, back ? in : out, now);
      const auto expected = twin.pass(p, back ? out : in, back ? in : out, now);
      seen.insert(name_of(got.why));
      const bool forgot = config.capacity < 100 && got.since == sim::never;  // its room was needed
      bool same = got.is_new == expected.is_new;
      same = same && (got.why == expected.why || (forgot && expected.why == aged));
      same = same && (forgot || (got.since == expected.since && got.timer == expected.timer));
      twin.advance(now);
      if (!same || table.in_use(now) != twin.size()) wrong = i;
    }
    CHECK(wrong == -1);
  }
  CHECK(seen.size() == 8);  // every answer has been given
}
