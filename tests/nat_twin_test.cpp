// The NAT table, which judges age when asked, against a naive twin of std::maps with explicit
// expiry: the same answers to 200 000 random packets, in all combinations of behaviours.
#include "tests/nat_twin.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace {

using namespace nat_fixture;
using models::NatPacket;
using models::NatTable;

class Duel {
 public:
  Duel(const NatConfig& config, std::uint64_t seed)
      : config_(config),
        random_(seed, "router", "duel"),
        table_(config_, router, sim::Random(seed, "router", "nat ports")),
        twin_(config_) {}

  // The first packet with different answers, or -1.
  int run(int packets) {
    for (int i = 0; i < packets; ++i) {
      now_ = next_time();
      twin_.advance(now_);
      if (random_.below(2000) == 0) {
        table_.clear();
        twin_ = NatTwin(config_);
      }
      if (!(random_.below(2) == 0 ? send() : receive())) return i;
      twin_.advance(now_);  // what a timer of 0 s ended
      if (table_.in_use(now_) != twin_.flows()) return i;
    }
    return -1;
  }
  std::set<std::string> seen;  // every kind of answer

 private:
  // Often the very moment at which something ends, or just before or after it.
  Time next_time() {
    const Time end = twin_.next_expiry();
    const auto dice = random_.below(10);
    if (dice < 3 && end != sim::never)
      return std::max(now_, end + Duration{static_cast<int>(dice) - 1});
    if (dice < 6) return now_;
    return now_ + random_.between(0s, 8s);
  }
  Endpoint remote() {
    return {{100 + static_cast<std::uint32_t>(random_.below(2))},
            static_cast<std::uint16_t>(1 + random_.below(2))};
  }
  NatPacket packet() {
    const auto dice = random_.below(10);
    NatPacket p{NatProtocol::udp, {}, remote(), {}};
    if (dice >= 5) p.protocol = dice < 9 ? NatProtocol::tcp : NatProtocol::icmp;
    if (p.protocol != NatProtocol::tcp) return p;
    const TcpFlags some[] = {syn, syn, syn_ack, ack, ack, ack, fin, rst};
    p.tcp = some[random_.below(8)];
    return p;
  }
  bool send() {
    NatPacket p = packet();
    p.local = phone(static_cast<std::uint32_t>(random_.below(5)),
                    static_cast<std::uint16_t>(5060 + random_.below(2)));
    const auto expected = twin_.expect_outbound(p);
    const auto got = table_.outbound(p, now_);
    seen.insert("refusal " + std::to_string(static_cast<int>(got.why)));
    if (got.why != expected.why || got.is_new != expected.is_new) return false;
    if (!small() && got.aged_since != expected.aged_since) return false;
    if (got.why != NatRefusal::none) return true;
    if (got.outside.address != router || !twin_.is_right_port(p, got.outside.port)) return false;
    twin_.outbound(p, got.outside.port, now_);
    return true;
  }
  bool receive() {
    NatPacket p = packet();
    p.local = {router, static_cast<std::uint16_t>(5059 + random_.below(9))};
    const auto expected = twin_.inbound(p, now_);
    const auto got = table_.inbound(p, now_);
    seen.insert("miss " + std::to_string(static_cast<int>(got.why)));
    // A small table forgets what has aged.
    if (small() && got.why == NatMiss::never_seen) return expected.why != NatMiss::none;
    if (small() && expected.why == NatMiss::aged && got.why == NatMiss::filtered) return true;
    return got.why == expected.why && got.inside == expected.inside &&
           got.since == expected.since &&
           (expected.why == NatMiss::filtered || got.timer == expected.timer);
  }
  bool small() const { return config_.capacity < 100; }

  NatConfig config_;
  sim::Random random_;
  NatTable table_;
  NatTwin twin_;
  Time now_{};
};

}  // namespace

TEST_CASE("nat: 200 000 random packets as a twin with explicit expiry translates them") {
  using enum NatBehavior;
  constexpr NatBehavior behaviors[] = {endpoint_independent, address_dependent,
                                       address_and_port_dependent};
  std::set<std::string> seen;
  std::uint64_t seed = 0;
  for (const NatBehavior mapping : behaviors) {
    for (const NatBehavior filtering : behaviors) {
      for (const NatPorts ports : {NatPorts::preserve, NatPorts::sequential, NatPorts::random}) {
        for (const int capacity : {500, 7}) {
          NatConfig config = behaving(mapping, filtering);
          config.port_allocation = ports;
          config.first_port = 5060;
          config.last_port = 5066;
          config.refresh = ++seed % 2 == 0 ? NatRefresh::both : NatRefresh::outbound;
          config.udp_timeout = 30s;
          if (seed % 4 < 2) config.udp_stream_timeout = 60s;
          config.tcp_syn_timeout = 20s;
          config.tcp_established_timeout = 120s;
          config.tcp_closing_timeout = 10s;
          config.tcp_loose = seed % 3 == 0;
          config.capacity = capacity;
          CAPTURE(static_cast<int>(mapping), static_cast<int>(filtering), seed, capacity);
          Duel duel(config, seed);
          CHECK(duel.run(4000) == -1);
          seen.merge(duel.seen);
        }
      }
    }
  }
  CHECK(seen.size() == 8);  // each refusal and each miss has happened
}
