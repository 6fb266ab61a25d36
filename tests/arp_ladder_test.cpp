// RFC 826 and what stacks add to it ([linux-arp], [bsd-vxworks]). Our host is 10.0.0.1 with MAC
// ...:01; `is at 09` is the MAC 02:00:00:00:00:09. Packets that wait for an answer have numbers.
// Longer than 300 lines because each rule of who wins has its ladder.
#include "models/protocol/arp/arp_cache.hpp"
#include "tests/ladder.hpp"

using namespace std::chrono_literals;

namespace {

class Arp {
 public:
  explicit Arp(const models::ArpConfig& config = {})
      : config_(config), cache_(config_, mac("01"), address("10.0.0.1")) {}
  Arp(const Arp& other) : Arp(other.config_) {}
  Arp& operator=(const Arp&) = delete;

  // reply 10.0.0.9 is at 09 [for 10.0.0.7]; request 10.0.0.9 is at 09 for 10.0.0.1
  void receive(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
    models::ArpPacket packet;
    packet.op = words.next() == "request" ? models::ArpOp::request : models::ArpOp::reply;
    packet.spa = address(words.next());
    words.skip("is");
    words.skip("at");
    packet.sha = mac(words.next());
    packet.tpa = address(words.skip("for") ? words.next() : "10.0.0.1");
    models::ArpActions out;
    cache_.receive(packet, now, out);
    print(out, now, trace);
  }
  void fact(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
    if (words.skip("abandon")) {
      while (const auto packet = cache_.abandon()) {
        trace.add(now, '=', "packet " + std::to_string(*packet) + " abandoned");
      }
      return;
    }
    const std::uint32_t packet = words.number_after("packet").value_or(0);
    words.skip("to");
    models::ArpActions out;
    const auto to = cache_.resolve(address(words.next()), packet, now, out);
    print(out, now, trace);
    if (to) trace.add(now, '=', "packet " + std::to_string(packet) + " to " + tail(*to));
  }
  void wake(sim::Time now, ladder::Trace& trace) {
    models::ArpActions out;
    cache_.wake(now, out);
    print(out, now, trace);
  }
  sim::Time deadline() const { return cache_.deadline(); }

 private:
  static sim::Mac mac(const std::string& last) {
    return sim::parse_mac("02:00:00:00:00:" + last).value();
  }
  static sim::Ipv4 address(const std::string& text) { return sim::parse_ipv4(text).value(); }
  static std::string tail(sim::Mac mac) {
    return mac == sim::broadcast_mac ? "all" : sim::to_text(mac).substr(15);
  }
  static const char* name(models::ArpFailure why) {
    switch (why) {
      case models::ArpFailure::unanswered: return " dropped: unanswered";
      case models::ArpFailure::queue_full: return " dropped: queue full";
      case models::ArpFailure::table_full: return " dropped: table full";
    }
    return "";
  }
  static void print(const models::ArpActions& actions, sim::Time now, ladder::Trace& trace) {
    for (const auto& action : actions) {
      if (const auto* transmit = std::get_if<models::ArpTransmit>(&action)) {
        trace.add(now, '=',
                  "packet " + std::to_string(transmit->packet) + " to " + tail(transmit->to));
      } else if (const auto* drop = std::get_if<models::ArpDrop>(&action)) {
        trace.add(now, '=', "packet " + std::to_string(drop->packet) + name(drop->why));
      } else {
        const auto& [p, to] = std::get<models::ArpSend>(action);
        const bool asks = p.op == models::ArpOp::request;
        CHECK(p.tha == (asks ? sim::Mac{} : to));
        trace.add(now, '>',
                  std::string(asks ? "request " : "reply ") + sim::to_text(p.spa) + " is at " +
                      tail(p.sha) + " for " + sim::to_text(p.tpa) + " to " + tail(to));
      }
    }
  }

  models::ArpConfig config_;
  models::ArpCache cache_;
};

models::ArpConfig accepting(models::ArpAccept accept) { return {.accept = accept}; }

// 10.0.0.9 is known as 09 since 0 s.
std::string known(std::string_view script) {
  return R"(
    0s ! packet 1 to 10.0.0.9
    0s > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    0s < reply 10.0.0.9 is at 09
    0s = packet 1 to 09
  )" + std::string(script);
}

}  // namespace

TEST_CASE("RFC 826: an unknown address is asked for, and the packet waits") {
  CHECK_LADDER(Arp{}, R"(
    0s     ! packet 1 to 10.0.0.9
    0s     > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    0.001s < reply 10.0.0.9 is at 09
    0.001s = packet 1 to 09
    0.002s ! packet 2 to 10.0.0.9
    0.002s = packet 2 to 09
    99s    .
  )");
}

TEST_CASE("[linux-arp]: requests every 1 s, three in all, then all that wait is given up") {
  CHECK_LADDER(Arp{}, R"(
    0s   ! packet 1 to 10.0.0.9
    0s   > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    0.5s ! packet 2 to 10.0.0.9
    1s   > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    2s   > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    3s   = packet 1 dropped: unanswered
    3s   = packet 2 dropped: unanswered
    9s   .
    9s   ! packet 3 to 10.0.0.9                 # it tries again
    9s   > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    10s  > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    10s  < reply 10.0.0.9 is at 09
    10s  = packet 3 to 09
    99s  .
  )");
}

TEST_CASE("[linux-arp]: retries are a setting") {
  CHECK_LADDER((Arp{{.retry = 250ms, .retries = 2}}), R"(
    0s    ! packet 1 to 10.0.0.9
    0s    > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    0.25s > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    0.5s  = packet 1 dropped: unanswered
  )");
}

TEST_CASE("two addresses are asked for at the same time, each by its own clock") {
  CHECK_LADDER(Arp{}, R"(
    0s   ! packet 1 to 10.0.0.9
    0s   > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    0s   ! packet 2 to 10.0.0.8
    0s   > request 10.0.0.1 is at 01 for 10.0.0.8 to all
    1s   > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    1s   > request 10.0.0.1 is at 01 for 10.0.0.8 to all
    1.5s < reply 10.0.0.8 is at 08
    1.5s = packet 2 to 08
    2s   > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    3s   = packet 1 dropped: unanswered
  )");
}

TEST_CASE("[linux-arp]: three packets wait, a fourth pushes the oldest out") {
  CHECK_LADDER(Arp{}, R"(
    0s     ! packet 1 to 10.0.0.9
    0s     > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    0s     ! packet 2 to 10.0.0.9
    0s     ! packet 3 to 10.0.0.9
    0s     ! packet 4 to 10.0.0.9
    0s     = packet 1 dropped: queue full
    0.5s   < reply 10.0.0.9 is at 09
    0.5s   = packet 2 to 09
    0.5s   = packet 3 to 09
    0.5s   = packet 4 to 09
  )");
}

TEST_CASE("[linux-arp]: an entry lives so long since it was last confirmed") {
  CHECK_LADDER((Arp{{.lifetime = 60s}}), known(R"(
    30s           < reply 10.0.0.9 is at 09     # confirmed
    89.999999999s ! packet 2 to 10.0.0.9
    89.999999999s = packet 2 to 09              # use does not prolong it
    90s           ! packet 3 to 10.0.0.9
    90s           > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    90s           < reply 10.0.0.9 is at 09
    90s           = packet 3 to 09
  )"));
  CHECK_LADDER((Arp{{.lifetime = sim::Duration::max()}}), known(R"(
    9000000s ! packet 2 to 10.0.0.9
    9000000s = packet 2 to 09
  )"));
}

TEST_CASE("RFC 826 Packet Reception: who asks for us is answered, and learned") {
  CHECK_LADDER(Arp{}, R"(
    0s < request 10.0.0.9 is at 09 for 10.0.0.1
    0s > reply 10.0.0.1 is at 01 for 10.0.0.9 to 09
    1s ! packet 1 to 10.0.0.9
    1s = packet 1 to 09
  )");
}

TEST_CASE("RFC 826 Packet Reception: a request from whom we ask is an answer too") {
  CHECK_LADDER(Arp{}, R"(
    0s   ! packet 1 to 10.0.0.9
    0s   > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    0.5s < request 10.0.0.9 is at 09 for 10.0.0.1
    0.5s > reply 10.0.0.1 is at 01 for 10.0.0.9 to 09
    0.5s = packet 1 to 09
    9s   .
  )");
}

TEST_CASE("RFC 826 Packet Reception: not the target: a known sender is updated, no other learned") {
  CHECK_LADDER(Arp{}, known(R"(
    1s < request 10.0.0.9 is at 0a for 10.0.0.7
    1s < reply 10.0.0.8 is at 08 for 10.0.0.7
    2s ! packet 2 to 10.0.0.9
    2s = packet 2 to 0a
    2s ! packet 3 to 10.0.0.8
    2s > request 10.0.0.1 is at 01 for 10.0.0.8 to all
    2s < request 10.0.0.8 is at 08 for 10.0.0.7   # not to us: packet 3 goes on waiting
    3s > request 10.0.0.1 is at 01 for 10.0.0.8 to all
  )"));
}

TEST_CASE("RFC 5227 3: a gratuitous ARP updates who knows the address, and nobody else") {
  CHECK_LADDER(Arp{}, known(R"(
    1s < request 10.0.0.9 is at 0b for 10.0.0.9
    1s < request 10.0.0.8 is at 08 for 10.0.0.8
    2s ! packet 2 to 10.0.0.9
    2s = packet 2 to 0b
    2s ! packet 3 to 10.0.0.8
    2s > request 10.0.0.1 is at 01 for 10.0.0.8 to all
  )"));
}

TEST_CASE("RFC 826, [bsd-vxworks]: the last reply wins") {
  CHECK_LADDER(Arp{accepting(models::ArpAccept::last)}, known(R"(
    0s < reply 10.0.0.9 is at fa
    1s ! packet 2 to 10.0.0.9
    1s = packet 2 to fa
  )"));
}

TEST_CASE("[cisco-200410] case 1: the first reply stands until it has aged") {
  models::ArpConfig config = accepting(models::ArpAccept::first);
  config.lifetime = 60s;
  CHECK_LADDER(Arp{config}, known(R"(
    30s < reply 10.0.0.9 is at fa
    30s < request 10.0.0.9 is at fb for 10.0.0.1
    30s > reply 10.0.0.1 is at 01 for 10.0.0.9 to fb
    31s ! packet 2 to 10.0.0.9
    31s = packet 2 to 09
    60s ! packet 3 to 10.0.0.9                  # and neither did they prolong it
    60s > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    60s < reply 10.0.0.9 is at fa
    60s = packet 3 to fa
  )"));
}

TEST_CASE(
    "[linux-arp], [measured-arp]: a second reply counts only more than locktime after the first") {
  CHECK_LADDER(Arp{accepting(models::ArpAccept::locktime)}, known(R"(
    1s           < reply 10.0.0.9 is at fa       # exactly 1 s: not yet
    1s           ! packet 2 to 10.0.0.9
    1s           = packet 2 to 09
    1.000000001s < reply 10.0.0.9 is at fa
    1.000000001s ! packet 3 to 10.0.0.9
    1.000000001s = packet 3 to fa
    1.5s         < reply 10.0.0.9 is at 09       # the clock runs from the change
    1.5s         ! packet 4 to 10.0.0.9
    1.5s         = packet 4 to fa
  )"));
}

TEST_CASE("[measured-arp]: a request from the real host overrides at once") {
  CHECK_LADDER(Arp{accepting(models::ArpAccept::locktime)}, known(R"(
    0.1s < request 10.0.0.9 is at fa for 10.0.0.1
    0.1s > reply 10.0.0.1 is at 01 for 10.0.0.9 to fa
    0.2s ! packet 2 to 10.0.0.9
    0.2s = packet 2 to fa
  )"));
}

TEST_CASE("a full table keeps no more: the packet that waited is dropped, with that reason") {
  CHECK_LADDER((Arp{{.lifetime = 60s, .capacity = 1}}), known(R"(
    1s  ! packet 2 to 10.0.0.8
    1s  > request 10.0.0.1 is at 01 for 10.0.0.8 to all
    1s  < reply 10.0.0.8 is at 08
    1s  = packet 2 dropped: table full
    60s ! packet 3 to 10.0.0.8                  # the other has aged: there is room
    60s > request 10.0.0.1 is at 01 for 10.0.0.8 to all
    60s < reply 10.0.0.8 is at 08
    60s = packet 3 to 08
  )"));
}

TEST_CASE("power off: what waits is handed back, all is forgotten") {
  CHECK_LADDER(Arp{}, known(R"(
    1s ! packet 2 to 10.0.0.8
    1s > request 10.0.0.1 is at 01 for 10.0.0.8 to all
    1s ! packet 3 to 10.0.0.8
    1s ! packet 4 to 10.0.0.7
    1s > request 10.0.0.1 is at 01 for 10.0.0.7 to all
    1s ! abandon
    1s = packet 4 abandoned
    1s = packet 2 abandoned
    1s = packet 3 abandoned
    9s ! packet 5 to 10.0.0.9
    9s > request 10.0.0.1 is at 01 for 10.0.0.9 to all
  )"));
}
