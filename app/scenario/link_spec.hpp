// What a scenario file may say about a link.
#pragma once

#include "app/scenario/kinds/host.hpp"
#include "models/network/link.hpp"

namespace app {

struct LinkSpec {
  std::optional<std::string> between;
  Duration delay = models::LinkConfig{}.delay;
  sim::BitRate rate{models::LinkConfig{}.rate};
  sim::BitRate rate_back;
  sim::BitRate load;
  sim::BitRate load_back;
  bool voice_first = models::LinkConfig{}.voice_first;
  bool duplex_mismatch = models::LinkConfig{}.duplex_mismatch;
  sim::Probability loss;
  Duration jitter = models::LinkConfig{}.jitter;
  bool reorder = false;
  Duration queue = models::LinkConfig{}.queue;
  int mtu = models::LinkConfig{}.mtu;
  bool up = true;
  bool stays_lit = models::LinkConfig{}.stays_lit;
};

}  // namespace app
