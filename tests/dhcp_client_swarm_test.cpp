// The DHCP client under anything that may come in, in any order and with any settings: what always
// holds, and that it has its address soon after the network has come to its senses.
#include <set>

#include "models/protocol/dhcp/dhcp_client.hpp"
#include "tests/catch.hpp"

using namespace std::chrono_literals;
using models::DhcpActions;
using models::DhcpClient;
using models::DhcpClientConfig;
using models::DhcpMessage;
using models::DhcpType;
using models::Ipv4;
using sim::Random;
using sim::Time;
using State = models::DhcpClient::State;

namespace {

class Swarm {
 public:
  explicit Swarm(std::uint64_t seed)
      : dice_(seed, "test", "swarm"), config_(settings()), client_(config_, mac, dice_) {}

  void run(int steps) {
    for (int i = 0; i < steps; ++i) step();
  }

  // From now on one server answers everybody as RFC 2131 4.3 asks for, and nobody disturbs.
  bool recovers(sim::Duration within) {
    const Time until = now_ + within;
    start();
    while (!client_.is_configured()) {
      if (sent_) {
        const bool boot = last_.type == DhcpType::request && last_.server_id == Ipv4{};
        const DhcpType type = last_.type == DhcpType::discover ? DhcpType::offer
                              : boot                           ? DhcpType::nak
                                                               : DhcpType::ack;
        sent_ = false;
        input([&] { client_.receive(answer(last_, type, server, 9), now_, out_); });
      } else {
        if (client_.deadline() > until) return false;
        wake();
      }
    }
    return true;
  }
  bool has_seen(std::size_t state) const { return seen_[state]; }

 private:
  static constexpr sim::Mac mac{1};
  static constexpr Ipv4 server{0x0a00'0001};

  DhcpClientConfig settings() {
    DhcpClientConfig c{};
    c.request_tries = static_cast<int>(1 + dice_.below(4));
    c.t1_permille = static_cast<int>(1 + dice_.below(1000));
    c.t2_permille = static_cast<int>(1 + dice_.below(1000));
    c.nak_wait = dice_.below(2) * 3s;
    c.init_reboot = dice_.below(2) == 0;
    c.remembers = dice_.below(2) == 0;
    c.suggests_address = dice_.below(2) == 0;
    c.on_silence = static_cast<models::DhcpOnSilence>(dice_.below(2));
    c.conflict_detection = static_cast<models::DhcpConflictDetection>(dice_.below(3));
    c.acd.max_conflicts = static_cast<int>(1 + dice_.below(3));
    c.sticky_address = dice_.below(2) == 0;
    c.stale_options = dice_.below(2) == 0;
    c.on_nak = static_cast<models::DhcpOnNak>(dice_.below(2));
    c.same_again_tries = static_cast<int>(1 + dice_.below(3));
    c.same_again_boots = static_cast<int>(dice_.below(3));
    c.give_up_after = dice_.below(2) == 0 ? 200s : sim::forever;
    return c;
  }

  static DhcpMessage answer(DhcpMessage m, DhcpType type, Ipv4 from, std::uint32_t host) {
    m.yiaddr = m.ciaddr != Ipv4{} ? m.ciaddr : m.requested;
    if (m.yiaddr == Ipv4{}) m.yiaddr = {server.value + host};
    m.type = type;
    m.server_id = from;
    m.lease = 3600;
    return m;
  }

  void step() {
    if (client_.deadline() != sim::never && dice_.below(3) != 0) {
      return wake();
    }
    if (client_.deadline() - now_ > 1s) now_ += sim::Duration{1ms} * dice_.below(1000);
    switch (dice_.below(12)) {
      case 0: return start();
      case 1: configured_ = false; return input([&] { client_.stop(); });
      case 2:
      case 3: return input([&] { client_.conflict(now_, out_); });
      case 4: return input([&] { client_.wake(now_, out_); });  // a stale one
      default: break;
    }
    const auto type = static_cast<DhcpType>(1 + dice_.below(8));
    DhcpMessage m = answer(last_, type, {server.value + static_cast<unsigned>(dice_.below(2))},
                           static_cast<std::uint32_t>(5 + dice_.below(3)));
    m.lease =
        dice_.below(5) == 0 ? models::infinite_lease : static_cast<std::uint32_t>(dice_.below(100));
    if (dice_.below(8) == 0) ++m.xid;
    input([&] { client_.receive(m, now_, out_); });
  }

  void start() {
    configured_ = false;
    input([&] { client_.start(now_, out_); });
  }

  void wake() {
    now_ = client_.deadline();
    input([&] { client_.wake(now_, out_); });
    REQUIRE(client_.deadline() > now_);
  }

  template <class Input>
  void input(Input&& call) {
    out_.clear();
    call();
    for (const auto& action : out_) follow(action);
    const State state = client_.state();
    seen_[static_cast<std::size_t>(state)] = true;
    const bool uses =
        state == State::bound || state == State::renewing || state == State::rebinding;
    const bool rests = state == State::off || state == State::failed ||
                       (uses && client_.lease().expiry() == sim::never);
    CAPTURE(state);
    REQUIRE(client_.deadline() >= now_);
    REQUIRE((rests || client_.deadline() != sim::never));
    REQUIRE(client_.is_configured() == uses);
    REQUIRE(configured_ == uses);
    REQUIRE((!uses || client_.lease().address != Ipv4{}));
  }

  void follow(const auto& action) {
    if (const auto* send = std::get_if<models::DhcpSend>(&action)) {
      last_ = send->message;
      sent_ = send->message.type != DhcpType::decline;
      REQUIRE(send->from == send->message.ciaddr);
      if (send->from != Ipv4{}) REQUIRE(send->from == client_.lease().address);
    }
    if (std::holds_alternative<models::DhcpBound>(action)) configured_ = true;
    if (std::holds_alternative<models::DhcpReleased>(action)) {
      REQUIRE(configured_);
      configured_ = false;
    }
  }

  Random dice_;
  DhcpClientConfig config_;
  DhcpClient client_;
  DhcpActions out_;
  DhcpMessage last_;
  Time now_{};
  bool sent_ = false;
  std::array<bool, 14> seen_{};  // states
  bool configured_ = false;
};

}  // namespace

TEST_CASE("swarm: a DHCP client keeps its promises and recovers, whatever has come in") {
  std::set<std::size_t> states;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    CAPTURE(seed);
    Swarm swarm(seed);
    swarm.run(300);
    REQUIRE(swarm.recovers(120s));
    for (std::size_t s = 0; s < 14; ++s) {
      if (swarm.has_seen(s)) states.insert(s);
    }
  }
  CHECK(states.size() == 12);  // everywhere but where on_expiry and on_silence lead
}
