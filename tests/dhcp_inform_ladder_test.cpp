// DHCPINFORM on a ladder, RFC 2131 3.4 and 4.4.3. `<` ACK, NAK or OFFER, late (of the transaction
// before), another (phone's). `!` inform, off.
#include "models/protocol/dhcp/dhcp_inform.hpp"
#include "tests/ladder.hpp"

using namespace std::chrono_literals;
using models::DhcpMessage;
using models::DhcpType;

namespace {

const models::Ipv4 address{0x0a00'0005};

class Informer {
 public:
  explicit Informer(const models::DhcpInformConfig& config)
      : config_(config), inform_(config_, mac, sim::Random{1, "phone", "inform"}) {}
  Informer(const Informer&) = delete;
  Informer& operator=(const Informer&) = delete;

  void receive(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
    DhcpMessage m = last_;
    m.type = words.skip("ACK")   ? DhcpType::ack
             : words.skip("NAK") ? DhcpType::nak
                                 : DhcpType::offer;
    if (m.type == DhcpType::offer) words.skip("OFFER");
    m.web_service = {9};
    if (words.skip("late")) m.xid = before_;
    if (words.skip("another")) m.set_chaddr({2});
    models::DhcpInformActions out;
    inform_.receive(m, out);
    print(out, now, trace);
  }
  void fact(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
    models::DhcpInformActions out;
    if (words.skip("inform")) inform_.start(address, models::Name{7}, now, out);
    if (words.skip("off")) inform_.stop();
    print(out, now, trace);
  }
  void wake(sim::Time now, ladder::Trace& trace) {
    models::DhcpInformActions out;
    inform_.wake(now, out);
    print(out, now, trace);
  }
  sim::Time deadline() const { return inform_.deadline(); }

 private:
  static constexpr models::Mac mac{1};

  void print(const models::DhcpInformActions& actions, sim::Time now, ladder::Trace& trace) {
    for (const auto& action : actions) {
      if (const auto* send = std::get_if<models::DhcpSend>(&action)) {
        const DhcpMessage& m = send->message;
        CHECK(m.type == DhcpType::inform);
        CHECK(m.chaddr() == mac);
        CHECK(m.ciaddr == address);  // table 5
        CHECK(m.requested == models::Ipv4{});
        CHECK(m.vendor_class == models::Name{7});
        CHECK(send->from == address);
        CHECK(send->to == models::limited_broadcast);
        const bool again = m.xid == last_.xid;
        if (!again) before_ = last_.xid;
        last_ = m;
        trace.add(now, '>', "INFORM secs " + std::to_string(m.secs) + (again ? " again" : ""));
      } else if (const auto* informed = std::get_if<models::DhcpInformed>(&action)) {
        trace.add(now, '=', "informed web " + std::to_string(informed->message.web_service.value));
      } else {
        trace.add(now, '=', "failed");
      }
    }
    const bool busy = inform_.state() == models::DhcpInform::State::informing;
    CHECK(busy == (inform_.deadline() != sim::never));
  }

  models::DhcpInformConfig config_;
  models::DhcpInform inform_;
  DhcpMessage last_;
  std::uint32_t before_ = 0;
};

constexpr models::DhcpInformConfig still{.retransmission = {.jitter = 0s}};

}  // namespace

TEST_CASE("RFC 2131 3.4: INFORM for the vendor class is answered with options") {
  CHECK_LADDER((Informer{still}), R"(
    0s   < ACK
    10s  ! inform
    10s  > INFORM secs 0
    11s  < NAK                                           # figure 5 has none of it
    11s  < OFFER
    11s  < ACK another
    11s  < ACK late
    14s  > INFORM secs 4 again
    15s  < ACK
    15s  = informed web 9
    15s  < ACK                                           # of a second server
    99s  ! inform
    99s  > INFORM secs 0
    99s  < ACK late
    100s ! off
    100s < ACK
    999s .
  )");
}

TEST_CASE("RFC 2131 4.4.3: four tries, 60 s, then the phone does without") {
  CHECK_LADDER((Informer{still}), R"(
    0s   ! inform
    0s   > INFORM secs 0
    4s   > INFORM secs 4 again
    12s  > INFORM secs 12 again
    28s  > INFORM secs 28 again
    60s  = failed
    61s  < ACK
    999s .
  )");
  CHECK_LADDER((Informer{{.retransmission = {.initial = 1s, .max = 1s, .jitter = 0s}, .tries = 2}}),
               R"(
    0s   ! inform
    0s   > INFORM secs 0
    1s   > INFORM secs 1 again
    2s   = failed
    3s   ! inform
    3s   > INFORM secs 0
    3.5s ! inform                                        # anew
    3.5s > INFORM secs 0
    4.5s > INFORM secs 1 again
    5s   < ACK
    5s   = informed web 9
  )");
}

TEST_CASE("a wake-up before its time, or without any, does nothing") {
  models::DhcpInform inform(still, sim::Mac{1}, sim::Random{});
  models::DhcpInformActions out;
  inform.wake(sim::Time{9s}, out);
  inform.start(address, {}, sim::Time{10s}, out);
  inform.wake(sim::Time{13s}, out);
  CHECK(out.size() == 1);
  CHECK(inform.deadline() == sim::Time{14s});
}
