// Who failed to authenticate too often is shut out by its address ([fail2ban]: maxretry, findtime,
// bantime): so is everybody behind the same NAT. Left out: the delay until the log is read.
#pragma once

#include <vector>

#include "models/wire/names.hpp"

namespace models {

enum class BanAnswer : std::uint8_t { drop, reject };

struct SourceBansConfig {
  int max_failures = 0;                  // maxretry: the one that bans; 0: nobody is
  Duration find_time = 10min;            // findtime: older failures do not count
  Duration ban_time = 10min;             // bantime
  BanAnswer answer = BanAnswer::reject;  // its default blocktype: icmp-port-unreachable
};

class SourceBans {
 public:
  void failed(Ipv4 source, const SourceBansConfig& config, Time now);
  bool is_banned(Ipv4 source, Time now) const;
  void stop() { sources_.clear(); }

 private:
  struct Source {
    Ipv4 address;
    Time banned_until{};
    std::vector<Time> failures;  // of the last find_time
  };
  std::vector<Source> sources_;  // that ever failed
};

}  // namespace models
