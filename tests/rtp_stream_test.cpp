// RTP as far as NATs see it: when it is sent, where to (RFC 7362), and what is heard.
#include "models/protocol/rtp/rtp_stream.hpp"

#include "tests/catch.hpp"

using namespace std::chrono_literals;
using models::Endpoint;
using models::RtpTarget;

namespace {

const Endpoint described{{0xc0a80109}, 8000};
const Endpoint outside{{0xcb007102}, 40000};
const Endpoint later{{0xcb007102}, 40002};

struct Stream {
  models::RtpConfig config;
  models::RtpStream rtp{};
  std::vector<sim::Time> sent{};
  int ended = 0;

  void run(sim::Time until) {
    while (rtp.deadline() <= until) {
      const sim::Time at = rtp.deadline();
      models::RtpActions out;
      rtp.wake(config, at, out);
      for (const auto& action : out) {
        if (std::holds_alternative<models::RtpSend>(action)) sent.push_back(at);
        if (std::holds_alternative<models::RtpSilent>(action)) ++ended;
      }
    }
  }
};

sim::Time moment(sim::Duration since) { return sim::Time{} + since; }

Endpoint target_after(RtpTarget how, bool offer) {
  Stream s{.config = {.sends_to = how}};
  s.rtp.follow(true, described, s.config, moment(0s));
  s.rtp.receive(outside, s.config, moment(1s));
  if (offer) s.rtp.follow(true, described, s.config, moment(2s));
  s.rtp.receive(later, s.config, moment(3s));
  return s.rtp.to();
}

}  // namespace

TEST_CASE("RTP: of a stream's first packets many are looked at, then one in `sample`") {
  Stream s{.config = {.sample = 1s}};
  s.rtp.follow(true, described, s.config, moment(0s));
  s.run(moment(4s));
  const std::vector<sim::Time> expected{moment(0s),     moment(20ms),   moment(60ms),
                                        moment(140ms),  moment(300ms),  moment(620ms),
                                        moment(1260ms), moment(2260ms), moment(3260ms)};
  CHECK(s.sent == expected);
}

TEST_CASE("RFC 7362: media go where SDP says, or where they come from") {
  CHECK(target_after(RtpTarget::described, false) == described);
  CHECK(target_after(RtpTarget::first, false) == outside);
  CHECK(target_after(RtpTarget::first, true) == outside);
  CHECK(target_after(RtpTarget::offer, false) == outside);
  CHECK(target_after(RtpTarget::offer, true) == later);
  CHECK(target_after(RtpTarget::latest, false) == later);
}

TEST_CASE("RFC 6263: on hold nothing is sent, or a keepalive; what holds no more begins anew") {
  Stream s;
  s.rtp.follow(true, described, s.config, moment(0s));
  s.rtp.follow(false, described, s.config, moment(10s));
  s.sent.clear();
  s.run(moment(100s));
  CHECK(s.sent.empty());
  s.config.hold_keepalive = 15s;
  s.rtp.follow(true, described, s.config, moment(100s));
  s.rtp.follow(false, described, s.config, moment(110s));
  s.sent.clear();
  s.run(moment(150s));
  CHECK(s.sent == std::vector<sim::Time>{moment(125s), moment(140s)});
  s.rtp.follow(true, described, s.config, moment(150s));
  s.sent.clear();
  s.run(moment(150s));
  CHECK(s.sent.size() == 1);
}

TEST_CASE("RTP: the longest silence counts from the last packet, and not while on hold") {
  Stream s;
  s.rtp.follow(true, described, s.config, moment(0s));
  s.rtp.receive(outside, s.config, moment(2s));
  s.rtp.receive(outside, s.config, moment(9s));
  s.rtp.follow(false, described, s.config, moment(10s));
  s.rtp.follow(true, described, s.config, moment(100s));
  s.rtp.stop(moment(104s));
  CHECK(s.rtp.longest_silence() == 7s);
  CHECK(s.rtp.silent_since() == moment(2s));
}

TEST_CASE("rtptimeout, rtpholdtimeout: whoever hears nothing for so long hangs up") {
  Stream s{.config = {.silence_ends = 30s}};
  s.rtp.follow(true, described, s.config, moment(0s));
  s.rtp.receive(outside, s.config, moment(5s));
  s.run(moment(34s));
  CHECK(s.ended == 0);
  s.run(moment(35s));
  CHECK(s.ended == 1);
  Stream held{.config = {.silence_ends = 30s}};
  held.rtp.follow(true, described, held.config, moment(0s));
  held.rtp.follow(false, described, held.config, moment(5s));
  held.run(moment(300s));
  CHECK(held.ended == 0);  // hold_silence_ends is 0s
}
