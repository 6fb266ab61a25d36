#include "models/protocol/sccp/sccp_detection.hpp"

#include <algorithm>

namespace models {

void SccpDetection::sent(Time now) {
  if (unanswered_++ == 0) oldest_ = now;
}

void SccpDetection::acknowledged(const SccpDetectionConfig& config, Duration interval, Time now) {
  if (unanswered_ == 0) return;
  const auto window = static_cast<std::uint32_t>(config.averaged);
  if (samples_ > window) {  // the setting has shrunk
    sum_ = average() * window;
    samples_ = window;
  }
  if (samples_ == window) {  // an average one goes for the new one
    sum_ -= average();
    --samples_;
  }
  sum_ += now - oldest_;
  ++samples_;
  --unanswered_;
  oldest_ += interval;  // the next was sent one interval later
}

Time SccpDetection::failed_at(const SccpDetectionConfig& config, Duration interval) const {
  const bool unknown = samples_ == 0;  // no average yet; assumed: then as `delayed`
  if (unanswered_ == 0) return never;
  if (config.mode == SccpDetectionMode::delayed || unknown) return delayed_at(config, interval);
  return oldest_ + std::max(config.wait_floor, average() * config.wait_percent / 100);
}

Time SccpDetection::delayed_at(const SccpDetectionConfig& config, Duration interval) const {
  return unanswered_ == 0 ? never : oldest_ + config.misses * interval;
}

}  // namespace models
