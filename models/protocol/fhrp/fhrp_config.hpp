// What the protocols of a shared first hop have in common: a group of routers, its virtual address,
// who is to be active, what a change-over tells switches and hosts, and what is sent.
#pragma once

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "models/wire/fhrp.hpp"
#include "sim/base/static_vector.hpp"

namespace models {

struct FhrpConfig {
  int group = 1;
  Ipv4 address{};       // the virtual one, which hosts have as their gateway
  bool enabled = true;  // taken out of it an active router says so: resign, priority 0
  int priority = 100;
  // From when on a higher priority may count: since the interface came up, or after a reload.
  Duration preempt_delay = 0s;         // IOS preempt delay minimum
  Duration preempt_delay_reload = 0s;  // the longer of both counts
  std::vector<int> track{};            // interfaces, by number: each that is down
  std::vector<int> track_routes{};     // routes with a track, by number: each that is not in force
  int decrement = 10;                  // takes so much from the priority
  bool use_bia = false;                // no virtual MAC, the interface's own: standby use-bia
  // The active one's hellos come from the virtual MAC, and so tell switches where it is
  // (RFC 2281 5.4, RFC 3768 7.2).
  bool virtual_source = true;
  int announces = 1;  // gratuitous ARPs of who becomes active (RFC 3768 6.4.2), so far apart:
  Duration announce_interval = 2s;
};

// How its interface came up: at the start of a run all has been up for long.
enum class FhrpStart : std::uint8_t { settled, reload, link };
inline constexpr Duration fhrp_settling = 20ms;  // of the first of them: so long nobody is active

// When a run begins an active router's next hello is due after this part of its interval: two that
// do not hear each other were not switched on at the same moment (assumed: anything).
struct FhrpPhase {
  std::uint16_t parts = 65535;  // of 65535
  constexpr Duration of(Duration interval) const { return interval * parts / 65535; }
};

struct FhrpSend {
  FhrpPacket packet;
  bool from_active;
};
struct FhrpAnnounce {};  // the virtual address is here now
using FhrpActions = sim::StaticVector<std::variant<FhrpSend, FhrpAnnounce>, 6>;

enum class FhrpRefusal : std::uint8_t {
  none,
  other_group,  // or another protocol, or version: that is nobody's business here
  password,
  interval,  // RFC 3768 7.1
  address,   // the same
};

constexpr int fhrp_priority(const FhrpConfig& c, int failures, int least) {
  return std::clamp(c.priority - failures * c.decrement, least, 255);
}

}  // namespace models
