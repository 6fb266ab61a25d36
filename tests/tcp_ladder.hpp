// One end of a TCP connection on a ladder. Sequence numbers count from each side's SYN = 0, and
// wrap on the wire soon after. `m1 1+100 ack 1` is message 1 as bytes 1 to 100. `! show` prints the
// state and the RTO in force. A message has 100 bytes, or as many as `bytes` says; `of 3000` is
// what a part of one belongs to.
#pragma once

#include "models/protocol/tcp/tcp_connection.hpp"
#include "tests/ladder.hpp"

class Tcp {
 public:
  explicit Tcp(const models::TcpConfig& config = {})
      : config_(config), tcp_(config_, buffers_, 50000, 5060, local) {}
  Tcp(const Tcp& other) : Tcp(other.config_) {}  // not yet played; the machine points at its config
  Tcp& operator=(const Tcp&) = delete;

  void receive(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
    models::TcpActions out;
    const models::TcpSegment s = segment(words);
    if (tcp_.state() == models::TcpConnection::State::closed && s.syn) {
      tcp_.accept(s, now, out);
    } else {
      tcp_.receive(s, now, out);
    }
    print(out, now, trace);
  }

  void fact(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
    models::TcpActions out;
    const std::string what = words.next();
    if (what == "open") tcp_.open(now, out);
    if (what == "close") tcp_.close(now, out);
    if (what == "abort") tcp_.abort(now, out);
    if (what == "host_unreachable") tcp_.unreachable(false, out);
    if (what == "port_unreachable") tcp_.unreachable(true, out);
    if (what == "too_big") tcp_.path_mtu(*words.number_after("mtu"), now, out);
    if (what == "send") {
      const models::SipMessage sip{.cseq = message(words.next())};
      const auto bytes = static_cast<std::uint16_t>(words.number_after("bytes").value_or(100));
      if (!tcp_.send(sip, bytes, now, out)) trace.add(now, '=', "cannot send");
    }
    print(out, now, trace);
    if (what == "show") {
      trace.add(now, '=', name(tcp_.state()) + ", rto " + sim::to_text(tcp_.rto()));
    }
  }

  void wake(sim::Time now, ladder::Trace& trace) {
    models::TcpActions out;
    tcp_.wake(now, out);
    print(out, now, trace);
  }
  sim::Time deadline() const { return tcp_.deadline(); }

  static std::string to_text(const models::TcpSegment& s);

 private:
  static constexpr std::uint32_t local = 0xffff'fffa;
  static constexpr std::uint32_t remote = 0xffff'ff80;

  static std::uint32_t message(std::string_view word);
  static models::TcpSegment segment(ladder::Words& words);
  static std::string name(models::TcpConnection::State state);
  static void print(const models::TcpActions& actions, sim::Time now, ladder::Trace& trace);

  models::TcpConfig config_;
  models::TcpBuffers buffers_{1};
  models::TcpConnection tcp_;
};

namespace on_wire {

// A phone as in the case study: R0 = 0.22 s for round trips of 11 to 20 ms ([derived-cycle]).
inline models::TcpConfig phone() {
  using namespace std::chrono_literals;
  return {.rto_min = 200ms,
          .rto_max = 120s,
          .rto_granularity = 10ms,
          .rto_floor = models::RtoFloor::variance};
}

// Every ladder that does not concern the handshake begins after it: 20 ms, R0 = 0.22 s.
inline std::string established(std::string_view script) {
  return R"(
    0s    ! open
    0s    > SYN 0
    0.02s < SYN,ACK 0 ack 1
    0.02s > ACK 1 ack 1
    0.02s = established
  )" + std::string(script);
}

}  // namespace on_wire
