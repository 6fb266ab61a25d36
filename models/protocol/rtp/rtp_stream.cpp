#include "models/protocol/rtp/rtp_stream.hpp"

#include <algorithm>

namespace models {
namespace {

// Of a stream's first packets more are looked at, then ever fewer: 20, 60, 140 ms ...
constexpr Duration packet_time = 20ms;

}  // namespace

void RtpStream::follow(bool talks, Endpoint described, const RtpConfig& config, Time now) {
  const bool begins = talks && !talks_;
  if (!talks && talks_) hear_nothing(now);
  learns_ = learns_ || config.sends_to == RtpTarget::offer;
  described_ = described;
  if (!up_ || begins || talks != talks_) {
    heard_ = now;
    interval_ = packet_time;
    next_ = now;
  }
  if (!talks) next_ = config.hold_keepalive > 0s ? now + config.hold_keepalive : never;
  if (talks && relays_) next_ = never;
  up_ = true;
  talks_ = talks;
  expect_end(config, now);
}

void RtpStream::stop(Time now) {
  if (talks_) hear_nothing(now);
  up_ = talks_ = false;
  next_ = ends_ = never;
}

void RtpStream::receive(Endpoint from, const RtpConfig& config, Time now) {
  if (!up_) return;
  if (talks_) hear_nothing(now);
  heard_ = now;
  const bool follows =
      config.sends_to == RtpTarget::latest || (config.sends_to != RtpTarget::described && learns_);
  if (follows) source_ = from;
  learns_ = false;
  expect_end(config, now);
}

void RtpStream::wake(const RtpConfig& config, Time now, RtpActions& out) {
  if (now >= ends_) {
    ends_ = never;
    out.push_back(RtpSilent{});
    return;
  }
  if (now < next_) return;
  if (!talks_) {
    next_ = now + config.hold_keepalive;
    if (config.hold_keepalive == 0s) next_ = never;
    out.push_back(RtpSend{true});
    return;
  }
  next_ = now + interval_;
  interval_ = std::min(2 * interval_, config.sample);
  out.push_back(RtpSend{false});
}

void RtpStream::hear_nothing(Time until) {
  if (until - heard_ <= silence_) return;
  silence_ = until - heard_;
  silent_since_ = heard_;
}

void RtpStream::expect_end(const RtpConfig& config, Time now) {
  const Duration patience = talks_ ? config.silence_ends : config.hold_silence_ends;
  ends_ = patience > 0s ? now + patience : never;
}

}  // namespace models
