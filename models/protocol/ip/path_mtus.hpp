// What a host has been told of the MTU on its ways (RFC 1191 6.3): by destination, for a while.
// When more are known than it can remember, it forgets them all and is told anew.
#pragma once

#include "models/wire/names.hpp"
#include "sim/base/address.hpp"
#include "sim/base/ageing_table.hpp"
#include "sim/base/table_growth.hpp"

namespace models {

// Which of its packets have DF set: they are not cut on their way, and their sender is told.
enum class PathMtuDiscovery : std::uint8_t {
  off,  // none
  tcp,  // TCP's; UDP goes in fragments where it must
  all,  // also UDP's, as far as they fit what it knows: Linux, ip_no_pmtu_disc 0
};

class PathMtus {
 public:
  static constexpr std::size_t most = 4096;
  static constexpr std::uint32_t smallest = 552;  // Linux min_pmtu [linux-ip-sysctl]

  void learn(Ipv4 destination, std::uint32_t mtu, Time until, Time now) {
    make_room(known_, most);
    const std::uint32_t heeded = std::max(mtu, smallest);
    if (known_.insert(destination, heeded, until, now) != nullptr) return;
    known_.clear();
    known_.insert(destination, heeded, until, now);
  }
  std::uint32_t towards(Ipv4 destination, std::uint32_t own, Time now) {
    const std::uint32_t* told = known_.fresh(destination, now);
    return told != nullptr ? std::min(own, *told) : own;
  }

 private:
  sim::AgeingTable<Ipv4, std::uint32_t> known_{sim::first_room, sim::WhenFull::refuse};
};

}  // namespace models
