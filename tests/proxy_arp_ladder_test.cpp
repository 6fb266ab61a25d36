// Who answers for others, and when ([asa-proxy-arp], [measured-proxy-arp]); and the race between
// the proxy, whose MAC is ...:fa, and the host 10.0.0.9 with MAC ...:09 for the cache of a phone
// ([linux-arp], [cisco-200410]). Longer than 300 lines because two adapters stand beside their
// ladders.
#include <algorithm>
#include <deque>

#include "models/protocol/arp/proxy_arp.hpp"
#include "tests/arp_fixture.hpp"

using namespace std::chrono_literals;
using namespace arp_fixture;
using models::ProxyArpConfig;
using models::ProxyArpFor;

namespace {

// The proxy's interface is 10.0.0.254/24.
class Proxy {
 public:
  explicit Proxy(const ProxyArpConfig& config) : config_(config) {}
  Proxy(const Proxy& other) : Proxy(other.config_) {}
  Proxy& operator=(const Proxy&) = delete;

  // [unicast] [elsewhere] request 10.0.0.1 is at 01 for 10.0.0.9
  void receive(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
    models::ProxyArpRequest request;
    request.is_unicast = words.skip("unicast");
    request.routed_elsewhere = words.skip("elsewhere");
    request.packet = packet(words);
    models::ProxyArpActions out;
    const auto answer = proxy_.receive(request, now, out);
    if (answer == models::ProxyArpAnswer::none) trace.add(now, '=', "not for the proxy");
    if (answer == models::ProxyArpAnswer::queue_full) trace.add(now, '=', "queue full");
    print(out, now, trace);
  }
  void fact(ladder::Words& words, sim::Time, ladder::Trace&) {
    if (words.skip("off")) proxy_.clear();
  }
  void wake(sim::Time now, ladder::Trace& trace) {
    models::ProxyArpActions out;
    proxy_.wake(now, out);
    print(out, now, trace);
  }
  sim::Time deadline() const { return proxy_.deadline(); }

 private:
  static void print(const models::ProxyArpActions& out, sim::Time now, ladder::Trace& trace) {
    for (const auto& send : out) trace.add(now, '>', text(send));
  }
  ProxyArpConfig config_;
  models::ProxyArp proxy_{config_, mac("fa"), sim::parse_ipv4_interface("10.0.0.254/24").value(),
                          sim::Random(1, "asa", "proxy arp")};
};

ProxyArpConfig asa() { return {.enabled = true}; }
ProxyArpConfig linux_proxy() {
  return {.enabled = true,
          .answers_for = ProxyArpFor::routed,
          .reply_delay = 0s,
          .reply_delay_random = 800ms,
          .answers_probes = false};
}

// A phone, the host and the proxy on one link without delay; the host answers after `host_delay`.
class Race {
 public:
  Race(const models::ArpConfig& arp, const ProxyArpConfig& proxy, sim::Duration host_delay)
      : arp_(arp), proxy_config_(proxy), host_delay_(host_delay) {}
  Race(const Race& other) : Race(other.arp_, other.proxy_config_, other.host_delay_) {}
  Race& operator=(const Race&) = delete;

  void receive(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
    models::ArpActions out;
    phone_.receive(packet(words), now, out);
    carry_out(out, now, trace);
  }
  // packet 1 | host silent | no proxy
  void fact(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
    if (words.skip("no")) return static_cast<void>(proxy_config_.enabled = !words.skip("proxy"));
    if (words.skip("host")) return static_cast<void>(host_is_silent_ = words.skip("silent"));
    const std::uint32_t packet = words.number_after("packet").value_or(0);
    models::ArpActions out;
    const auto to = phone_.resolve(address("10.0.0.9"), packet, now, out);
    carry_out(out, now, trace);
    if (to) trace.add(now, '=', "packet " + std::to_string(packet) + " to " + tail(*to));
  }
  void wake(sim::Time now, ladder::Trace& trace) {
    if (!replies_.empty() && replies_.front().first <= now) {
      const models::ArpPacket reply = replies_.front().second;
      replies_.pop_front();
      return answered(reply, now, trace);
    }
    models::ArpActions out;
    phone_.wake(now, out);
    carry_out(out, now, trace);
    models::ProxyArpActions sent;
    proxy_.wake(now, sent);
    for (const auto& s : sent) answered(s.packet, now, trace);
  }
  sim::Time deadline() const {
    const sim::Time host = replies_.empty() ? sim::never : replies_.front().first;
    return std::min({host, phone_.deadline(), proxy_.deadline()});
  }

 private:
  void answered(const models::ArpPacket& reply, sim::Time now, ladder::Trace& trace) {
    trace.add(now, '=', "reply from " + tail(reply.sha));
    models::ArpActions out;
    phone_.receive(reply, now, out);
    carry_out(out, now, trace);
  }
  void carry_out(const models::ArpActions& out, sim::Time now, ladder::Trace& trace) {
    print(out, now, trace);
    for (const auto& action : out) {
      const auto* send = std::get_if<models::ArpSend>(&action);
      if (send == nullptr || send->packet.op != models::ArpOp::request) continue;
      if (send->to != mac("09")) {
        models::ProxyArpActions sent;
        proxy_.receive({send->packet, send->to == mac("fa")}, now, sent);
        for (const auto& s : sent) answered(s.packet, now, trace);
      }
      if (send->to != mac("fa") && !host_is_silent_) {
        replies_.push_back({now + host_delay_,
                            {.sha = mac("09"),
                             .tha = mac("01"),
                             .spa = address("10.0.0.9"),
                             .tpa = address("10.0.0.1"),
                             .op = models::ArpOp::reply}});
      }
    }
  }

  models::ArpConfig arp_;
  ProxyArpConfig proxy_config_;
  sim::Duration host_delay_;
  bool host_is_silent_ = false;
  models::ArpCache phone_{arp_, mac("01"), address("10.0.0.1")};
  models::ProxyArp proxy_{proxy_config_, mac("fa"),
                          sim::parse_ipv4_interface("10.0.0.254/24").value(),
                          sim::Random(1, "asa", "proxy arp")};
  std::deque<std::pair<sim::Time, models::ArpPacket>> replies_;
};

models::ArpConfig phone(models::ArpAccept accept) { return {.lifetime = 20min, .accept = accept}; }

}  // namespace

TEST_CASE(
    "[asa-proxy-arp]: identity NAT with any: the ASA answers for its whole network but itself") {
  CHECK_LADDER(Proxy{asa()}, R"(
    0s       < request 10.0.0.1 is at 01 for 10.0.0.9
    0.0003s  > reply 10.0.0.9 is at fa for 10.0.0.1 to 01
    1s       < request 10.0.0.1 is at 01 for 10.0.1.9
    1s       = not for the proxy
    1s       < request 10.0.0.1 is at 01 for 10.0.0.254    # its own: the cache answers
    1s       = not for the proxy
    1s       < reply 10.0.0.1 is at 01 for 10.0.0.9
    1s       = not for the proxy
    1s       < request 10.0.0.9 is at fa for 10.0.0.1      # its own request
    1s       = not for the proxy
    1s       < unicast request 10.0.0.1 is at 01 for 10.0.0.9
    1.0003s  > reply 10.0.0.9 is at fa for 10.0.0.1 to 01
  )");
}

TEST_CASE("[asa-proxy-arp]: sysopt noproxyarp: nobody is answered") {
  CHECK_LADDER(Proxy{{}}, R"(
    0s < request 10.0.0.1 is at 01 for 10.0.0.9
    0s = not for the proxy
  )");
}

TEST_CASE("[asa-proxy-arp]: mapped addresses and VPN pools are answered for in any case") {
  for (const auto answers_for :
       {ProxyArpFor::listed, ProxyArpFor::routed, ProxyArpFor::identity_nat_any}) {
    ProxyArpConfig config = asa();
    config.answers_for = answers_for;
    config.addresses = {sim::parse_ipv4_interface("10.0.1.64/26").value()};
    CHECK_LADDER(Proxy{config}, R"(
      0s      < request 10.0.0.1 is at 01 for 10.0.1.64
      0.0003s > reply 10.0.1.64 is at fa for 10.0.0.1 to 01
      1s      < request 10.0.0.1 is at 01 for 10.0.1.63
      1s      = not for the proxy
    )");
  }
  CHECK_LADDER((Proxy{{.enabled = true, .answers_for = ProxyArpFor::listed}}), R"(
    1s < elsewhere request 10.0.0.1 is at 01 for 10.0.0.9
    1s = not for the proxy
  )");
}

TEST_CASE(
    "[measured-proxy-arp]: Linux answers for what is routed elsewhere; a unicast request at once") {
  ProxyArpConfig config = linux_proxy();
  config.reply_delay_random = 0s;  // proxy_delay = 0
  CHECK_LADDER(Proxy{config}, R"(
    0s < elsewhere request 10.0.0.1 is at 01 for 10.0.1.9
    0s > reply 10.0.1.9 is at fa for 10.0.0.1 to 01
    1s < request 10.0.0.1 is at 01 for 10.0.0.9
    1s = not for the proxy
    2s < elsewhere request 10.0.1.9 is at 01 for 10.0.1.9   # a gratuitous one: measured
    2s > reply 10.0.1.9 is at fa for 10.0.1.9 to 01
  )");
  CHECK_LADDER(Proxy{linux_proxy()}, R"(
    0s < unicast elsewhere request 10.0.0.1 is at 01 for 10.0.1.9
    0s > reply 10.0.1.9 is at fa for 10.0.0.1 to 01
    9s .
  )");
}

TEST_CASE("measured: Linux does not answer RFC 5227 probes; an ASA that does ruins DHCP clients") {
  CHECK_LADDER(Proxy{linux_proxy()}, R"(
    0s < elsewhere request 0.0.0.0 is at 01 for 10.0.1.9
    0s = not for the proxy
  )");
  CHECK_LADDER(Proxy{asa()}, R"(
    0s      < request 0.0.0.0 is at 01 for 10.0.0.1
    0.0003s > reply 10.0.0.1 is at fa for 0.0.0.0 to 01
  )");
}

TEST_CASE("[measured-proxy-arp]: Linux waits uniformly 0 to 0.8 s before it answers a broadcast") {
  ProxyArpConfig config = linux_proxy();
  config.queue = 1000;
  models::ProxyArp proxy(config, mac("fa"), {}, sim::Random(1, "router", "proxy arp"));
  models::ProxyArpActions out;
  const models::ArpPacket ask{
      .sha = mac("01"), .tha = {}, .spa = address("10.0.0.1"), .tpa = address("10.0.1.9")};
  for (int i = 0; i < 1000; ++i) proxy.receive({ask, false, true}, sim::Time{}, out);
  REQUIRE(out.empty());
  std::vector<sim::Time> at;
  while (proxy.deadline() != sim::never) {
    at.push_back(proxy.deadline());
    proxy.wake(at.back(), out);
    CHECK(out.size() == 1);
    out.clear();
  }
  REQUIRE(at.size() == 1000);
  CHECK(std::ranges::is_sorted(at));
  CHECK(at.front() < sim::Time{10ms});
  CHECK(at[500] > sim::Time{370ms});
  CHECK(at[500] < sim::Time{430ms});
  CHECK(at.back() > sim::Time{790ms});
  CHECK(at.back() <= sim::Time{800ms});
}

TEST_CASE("replies that wait are bounded, stay in order, and are forgotten at power off") {
  ProxyArpConfig config = asa();
  config.queue = 2;
  CHECK_LADDER(Proxy{config}, R"(
    0s      < request 10.0.0.1 is at 01 for 10.0.0.9
    0s      < request 10.0.0.1 is at 01 for 10.0.0.8
    0s      < request 10.0.0.1 is at 01 for 10.0.0.7
    0s      = queue full
    0.0003s > reply 10.0.0.9 is at fa for 10.0.0.1 to 01
    0.0003s > reply 10.0.0.8 is at fa for 10.0.0.1 to 01
    1s      < request 10.0.0.1 is at 01 for 10.0.0.7
    1s      ! off
    9s      .
  )");
}

TEST_CASE("[cisco-200410] case 1: the first reply wins, and the proxy is faster: the ASA has it") {
  CHECK_LADDER((Race{phone(models::ArpAccept::first), asa(), 500us}), R"(
    0s      ! packet 1
    0s      > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    0.0003s = reply from fa
    0.0003s = packet 1 to fa
    0.0005s = reply from 09
    1s      ! packet 2
    1s      = packet 2 to fa
    1200s   ! no proxy                          # the remedy
    1200s   ! packet 3
    1200s   = packet 3 to fa                    # until the entry has aged
    1201s   ! packet 4
    1201s   > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    1201.0005s = reply from 09
    1201.0005s = packet 4 to 09
  )");
}

TEST_CASE("[linux-arp]: of two replies the first, the last, or within locktime the first wins") {
  struct Row {
    models::ArpAccept accept;
    sim::Duration host_delay;
    const char* winner;
  };
  using enum models::ArpAccept;
  for (const Row& row :
       {Row{first, 100us, "09"}, Row{first, 500us, "fa"}, Row{last, 100us, "fa"},
        Row{last, 500us, "09"}, Row{locktime, 100us, "09"}, Row{locktime, 500us, "fa"},
        Row{locktime, 1000300us, "fa"}, Row{locktime, 1000301us, "09"}}) {
    CAPTURE(static_cast<int>(row.accept), row.host_delay);
    Race race(phone(row.accept), asa(), row.host_delay);
    ladder::Trace trace;
    ladder::Words ask("packet 1"), again("packet 2");
    race.fact(ask, sim::Time{}, trace);
    for (int i = 0; i < 2; ++i) race.wake(race.deadline(), trace);
    race.fact(again, sim::Time{2s}, trace);
    CHECK(trace.lines().back().text == std::string("packet 2 to ") + row.winner);
  }
}

TEST_CASE("[measured-arp]: over UDP a wrong entry never heals: the proxy itself confirms it") {
  CHECK_LADDER((Race{linux_arp(), asa(), 500us}), R"(
    0s      ! packet 1
    0s      > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    0.0003s = reply from fa
    0.0003s = packet 1 to fa
    0.0005s = reply from 09
    60s     .
    60s     ! packet 2
    60s     = packet 2 to fa
    65s     > request 10.0.0.1 is at 01 for 10.0.0.9 to fa
    65.0003s = reply from fa
    120s    .
    120s    ! no proxy                          # the remedy works at once: nobody confirms it
    120s    ! packet 3
    120s    = packet 3 to fa
    125s    > request 10.0.0.1 is at 01 for 10.0.0.9 to fa
    126s    > request 10.0.0.1 is at 01 for 10.0.0.9 to fa
    127s    > request 10.0.0.1 is at 01 for 10.0.0.9 to fa
    128s    ! packet 4
    128s    > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    128.0005s = reply from 09
    128.0005s = packet 4 to 09
  )");
}

TEST_CASE("[measured-arp]: a request from the real host heals it at once") {
  CHECK_LADDER((Race{linux_arp(), asa(), 500us}), R"(
    0s      ! packet 1
    0s      > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    0.0003s = reply from fa
    0.0003s = packet 1 to fa
    0.0005s = reply from 09
    0.1s    < request 10.0.0.9 is at 09 for 10.0.0.1
    0.1s    > reply 10.0.0.1 is at 01 for 10.0.0.9 to 09
    0.2s    ! packet 2
    0.2s    = packet 2 to 09
    5.2s    > request 10.0.0.1 is at 01 for 10.0.0.9 to 09
    5.2005s = reply from 09
  )");
}

TEST_CASE("[measured-proxy-arp]: Linux as the proxy is slow: the real host wins at defaults") {
  ProxyArpConfig config = linux_proxy();
  config.answers_for = ProxyArpFor::identity_nat_any;  // of the link the race is on
  CHECK_LADDER((Race{linux_arp(), config, 500us}), R"(
    0s           ! packet 1
    0s           > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    0.0005s      = reply from 09
    0.0005s      = packet 1 to 09
    0.731041111s = reply from fa
    1s           ! packet 2
    1s           = packet 2 to 09
  )");
}

TEST_CASE("a host that is down while its proxy is up: packets go to the proxy") {
  CHECK_LADDER((Race{phone(models::ArpAccept::last), asa(), 500us}), R"(
    0s      ! host silent
    0s      ! packet 1
    0s      > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    0.0003s = reply from fa
    0.0003s = packet 1 to fa
  )");
}
