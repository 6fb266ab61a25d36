// A SIP phone over UDP on a ladder; it is user 7. `<` an answer to its last REGISTER (or, said so,
// to its last `options`, to the REGISTER `before`, to `another` phone), perhaps with a nonce, or
// OPTIONS, INVITE, CANCEL or ACK for a user. `!` boot, off, what the timeline may change: keepalive
// <seconds>; disconnected; and, of a phone that `locates`: located (elsewhere), unlocated, icmp.
#pragma once

#include "models/protocol/sip/sip_ua.hpp"
#include "tests/ladder.hpp"

class UdpPhone {
 public:
  explicit UdpPhone(const models::SipUaConfig& config = {}, sim::Random random = {})
      : config_(config), random_(random), ua_(config_, 7, random) {}
  UdpPhone(const UdpPhone& other) : UdpPhone(other.config_, other.random_) {}
  UdpPhone& operator=(const UdpPhone&) = delete;

  void receive(ladder::Words& words, sim::Time now, ladder::Trace& trace);
  void fact(ladder::Words& words, sim::Time now, ladder::Trace& trace);
  void wake(sim::Time now, ladder::Trace& trace) {
    models::SipUaActions out;
    ua_.wake(now, out);
    print(out, now, trace);
  }
  sim::Time deadline() const { return ua_.deadline(); }

  // A ladder that begins with the phone registered for 3600 s, at 0 s.
  static std::string registered(std::string_view script);

 private:
  void print(const models::SipUaActions& actions, sim::Time now, ladder::Trace& trace);
  std::string sent(const models::SipMessage& message);

  models::SipUaConfig config_;
  sim::Random random_;
  models::SipUa ua_;
  std::uint32_t register_ = 0;  // CSeq of the last one
  std::uint32_t before_ = 0;    // and of the one before
  std::uint32_t options_ = 0;
};
