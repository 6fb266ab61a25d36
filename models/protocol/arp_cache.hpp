// Address resolution of one host: RFC 826, with what stacks add to it (facts 5.4, 5.5): which of
// two replies wins, how long an entry lives, retries, packets that wait meanwhile. Left out: RFC
// 4861-like re-validation of stale entries, and RFC 5227 probing.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "models/wire/arp.hpp"
#include "sim/base/ageing_table.hpp"
#include "sim/base/static_vector.hpp"

namespace models {

enum class ArpAccept : std::uint8_t {
  last,      // RFC 826: every packet that names a known sender overwrites
  first,     // what is known stays until it has aged
  locktime,  // Linux: a reply overwrites only after locktime; a request always does
};

struct ArpConfig {
  Duration lifetime = 20min;  // since the entry was last confirmed; BSD and VxWorks: 1200 s
  ArpAccept accept = ArpAccept::last;
  Duration locktime = 1s;  // Linux arp locktime
  Duration retry = 1s;     // between requests: Linux retrans_time
  int retries = 3;         // requests in all: Linux mcast_solicit
  int queue = 3;           // packets that wait for one reply: Linux unres_qlen; the oldest goes
  int capacity = 6;        // entries
};

struct ArpTransmit {
  FrameId packet;
  Mac to;
};  // the waiting packet can go
enum class ArpFailure : std::uint8_t { unanswered, queue_full, table_full };
struct ArpDrop {
  FrameId packet;
  ArpFailure why;
};
struct ArpSend {
  ArpPacket packet;
  Mac to;
};
using ArpAction = std::variant<ArpTransmit, ArpDrop, ArpSend>;
using ArpActions = sim::StaticVector<ArpAction, 12>;

class ArpCache {
 public:
  ArpCache(const ArpConfig& config, Mac mac, Ipv4 address);

  // The MAC of `next_hop` if it is known and fresh; else `packet` waits, or is given up, in `out`.
  std::optional<Mac> resolve(Ipv4 next_hop, FrameId packet, Time now, ArpActions& out);
  void receive(const ArpPacket& packet, Time now, ArpActions& out);
  void wake(Time now, ArpActions& out);
  // Power off: one waiting packet after the other, until none is left and all is forgotten.
  std::optional<FrameId> abandon();

  Time deadline() const;

 private:
  struct Entry {
    Mac mac;
    Time updated{};
  };
  struct Pending {
    Ipv4 address;
    Time retry_at{};
    int tries = 0;
    sim::StaticVector<FrameId, 8> waiting;
  };

  Pending* pending(Ipv4 address);
  void request(Pending& p, Time now, ArpActions& out);
  void learn(Ipv4 address, Mac mac, Time now);
  bool overrides(const Entry& known, const ArpPacket& packet, Time now) const;

  const ArpConfig* config_;
  Mac mac_;
  Ipv4 address_;
  sim::AgeingTable<Ipv4, Entry> entries_;
  std::vector<Pending> pending_;
};

}  // namespace models
