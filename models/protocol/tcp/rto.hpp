// Retransmission timeout, RFC 6298. Numbers in parentheses are its rules.
#pragma once

#include <algorithm>

#include "models/protocol/tcp/tcp_config.hpp"

namespace models {

class Rto {
 public:
  explicit Rto(const TcpConfig& c) : rto_(c.rto_initial) {}

  Duration value() const { return rto_; }
  bool has_sample() const { return srtt_ != Duration::zero(); }
  Duration srtt() const { return srtt_; }

  // A round trip of a segment that was sent once, or of a timestamp: (3), Karn.
  void measured(Duration round_trip, const TcpConfig& c) {
    const Duration r = std::max(c.rto_granularity, in_ticks(round_trip, c));
    if (!has_sample()) {  // (2.2)
      srtt_ = r;
      rttvar_ = r / 2;
    } else {  // (2.3) beta = 1/4, alpha = 1/8, in this order
      rttvar_ = (3 * rttvar_ + std::chrono::abs(srtt_ - r)) / 4;
      srtt_ = (7 * srtt_ + r) / 8;
    }
    rto_ = base(c);
  }
  void expired(const TcpConfig& c) { rto_ = std::min(2 * rto_, c.rto_max); }  // (5.5)
  // Linux, thin streams: the next timeout is not doubled but as measured.
  void expired_linear(const TcpConfig& c) {
    if (has_sample()) rto_ = base(c);
  }
  void syn_was_lost() { rto_ = std::max<Duration>(rto_, 3s); }  // (5.7)

 private:
  // The clock ticks every G: what it measures and what it waits for is in whole ticks, rounded up.
  static Duration in_ticks(Duration d, const TcpConfig& c) {
    return (d + c.rto_granularity - Duration{1}) / c.rto_granularity * c.rto_granularity;
  }
  Duration base(const TcpConfig& c) const {
    const Duration spread = std::max(c.rto_granularity, 4 * rttvar_);
    const Duration rto = c.rto_floor == RtoFloor::variance
                             ? srtt_ + std::max(spread, c.rto_min)
                             : std::max(srtt_ + spread, c.rto_min);  // (2.4)
    return std::min(in_ticks(rto, c), c.rto_max);                    // (2.5)
  }

  Duration rto_;
  Duration srtt_{};  // zero: no sample yet
  Duration rttvar_{};
};

}  // namespace models
