// When an SCCP phone holds its call manager for failed ([cisco-200410], [cucm-sccp]): `normal`
// waits as long as an acknowledgment takes on average, `delayed` for three keepalive intervals.
// Left out: the 10 000 single times; a running mean stands in for their average.
#pragma once

#include "models/wire/names.hpp"

namespace models {

enum class SccpDetectionMode : std::uint8_t { normal, delayed };

struct SccpDetectionConfig {
  // Detect Unified CM Connection Failure; its default is Normal.
  SccpDetectionMode mode = SccpDetectionMode::normal;
  int averaged = 10'000;     // acknowledgments that the average spans (200410)
  int wait_percent = 100;    // normal: of the average (200410: waits X seconds)
  Duration wait_floor = 2s;  // normal: at least; assumed, the bare average fails on any jitter
  int misses = 3;            // delayed: intervals without an answer (200410)
};

class SccpDetection {
 public:
  void sent(Time now);  // a keepalive
  // KeepAliveAck has no number: over TCP it answers the oldest keepalive that is unanswered.
  void acknowledged(const SccpDetectionConfig& config, Duration interval, Time now);
  void forget_unanswered() { unanswered_ = 0; }  // another connection: the average outlives it

  // When the server counts as failed unless it answers; never while nothing is unanswered.
  Time failed_at(const SccpDetectionConfig& config, Duration interval) const;
  Time delayed_at(const SccpDetectionConfig& config, Duration interval) const;
  Duration average() const { return samples_ == 0 ? Duration{} : sum_ / samples_; }

 private:
  Time oldest_{};  // when the oldest unanswered keepalive was sent
  Duration sum_{};
  std::uint32_t samples_ = 0;
  std::uint32_t unanswered_ = 0;
};

}  // namespace models
