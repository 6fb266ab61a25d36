// Address resolution of one host: RFC 826 with what stacks add ([linux-arp], [measured-arp],
// [bsd-vxworks]): which of two replies wins, how long an entry lives, retries, what waits for it,
// re-validation, duplicate addresses (RFC 5227). Left out: when to probe and announce (the DHCP
// client knows); Linux' probe of an entry that was last used shortly before it became stale.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "models/wire/arp.hpp"
#include "sim/base/ageing_table.hpp"
#include "sim/base/copy.hpp"
#include "sim/base/random.hpp"
#include "sim/base/static_vector.hpp"

namespace models {

enum class ArpAccept : std::uint8_t {
  last,      // RFC 826: every packet that names a known sender overwrites
  first,     // what is known stays until it has aged
  locktime,  // Linux: a reply overwrites only after locktime; a request to us or about the sender
             // itself always does
};
// What a gratuitous ARP, whose sender asks about himself, does.
enum class ArpGratuitous : std::uint8_t {
  update,  // whom we know; RFC 826, Linux: arp_accept = 0
  create,  // an entry too; Linux: arp_accept = 1
  ignore,  // nothing
};
// Whose entry makes room for a new neighbour when all are taken.
enum class ArpReclaim : std::uint8_t {
  aged,  // one whose life is over, or that is stale, though it be in use
  idle,  // only one that nothing was sent to for idle_time: Linux 2.6, whose route cache holds the
         // others; who finds no room gets no answer either: "Neighbour table overflow" ([cucm-arp])
};
// Another host uses our own address: RFC 5227 2.4.
enum class ArpDefend : std::uint8_t {
  none,    // RFC 826: nobody notices
  notice,  // the caller is told, nothing else: IOS logs %IP-4-DUPADDR
  cede,    // (a) give the address up
  once,    // (b) announce it; give it up at the next conflict within defend_interval
  always,  // (c) announce it, at most once in defend_interval
};

struct ArpConfig {
  Duration lifetime = 20min;  // since the entry was last confirmed; BSD and VxWorks: 1200 s
  ArpAccept accept = ArpAccept::last;
  Duration locktime = 1s;  // Linux arp locktime
  Duration retry = 1s;     // between requests: Linux retrans_time
  int retries = 3;         // requests in all: Linux mcast_solicit
  int queue = 3;           // packets that wait for one reply: Linux unres_qlen; the oldest goes
  int capacity = 6;        // entries: Linux gc_thresh3
  ArpReclaim reclaim = ArpReclaim::aged;
  Duration idle_time = 60s;      // Linux gc_stale_time; it looks every 15 s, here it is exact
  int gc_threshold = 4'000'000;  // revalidate: beyond so many, stale ones that are idle go: Linux
                                 // gc_thresh1
  ArpGratuitous gratuitous = ArpGratuitous::update;
  bool announces = false;  // itself, when it is switched on or gets an address: RFC 5227 2.3
  bool learns_unsolicited = true;  // a reply to us that we did not ask for: RFC 826; Linux: false
  // RFC 4861 7.3 for IPv4, as Linux does it: an entry is fresh for reachable_time, then used as it
  // is and asked for 5 s later. Instead of `lifetime`: a stale entry goes when its room is needed.
  bool revalidate = false;
  Duration reachable_time = 30s;     // Linux base_reachable_time
  bool reachable_jitter = true;      // Linux, RFC 4861 6.3.2: uniform in 0.5 to 1.5 of it,
  Duration reachable_redraw = 300s;  // drawn anew for all entries so often (neigh_periodic_work)
  Duration delay_first_probe = 5s;   // Linux delay_first_probe_time: from the use of a stale entry
  int ucast_solicit = 3;             // then requests to the MAC we know, `retry` apart,
  int mcast_resolicit = 0;           // then broadcasts (before 2003: 3); then it is forgotten
  ArpDefend defend = ArpDefend::none;
  Duration defend_interval = 10s;  // RFC 5227 1.1 DEFEND_INTERVAL
  bool answers_duplicate = true;   // a request in our own name: RFC 826, BSD; Linux: no answer
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
struct ArpConflict {  // `by` uses `address`: the one that is probed, or our own
  Ipv4 address;
  Mac by;
  bool must_cede;  // RFC 5227 2.1.1, 2.4: not to be used (any longer)
};
struct ArpOverflow {};  // who asks has no entry, and gets no answer
using ArpAction = std::variant<ArpTransmit, ArpDrop, ArpSend, ArpConflict, ArpOverflow>;
using ArpActions = sim::StaticVector<ArpAction, 12>;

class ArpCache {
 public:
  // Without an address (0.0.0.0) it answers nobody and may only probe. `random`: reachable_jitter.
  ArpCache(const ArpConfig& config, Mac mac, Ipv4 address, sim::Random random = {});

  void fetch(Ipv4 next_hop) const { entries_.fetch(next_hop); }  // it will be asked for
  // The MAC of `next_hop` if it is known and fresh.
  const Mac* find(Ipv4 next_hop, Time now) {
    Entry* entry = entries_.fresh(next_hop, now);
    if (entry == nullptr) return nullptr;
    entry->used = now;
    return &entry->mac;
  }
  // The same; else `packet` waits, or is given up, in `out`.
  std::optional<Mac> resolve(Ipv4 next_hop, FrameId packet, Time now, ArpActions& out);
  void receive(const ArpPacket& packet, Time now, ArpActions& out);
  void wake(Time now, ArpActions& out);
  // Power off: one waiting packet after the other, until none is left and all is forgotten.
  std::optional<FrameId> abandon();
  void clear() { entries_.clear(); }  // by an operator; what waits for an answer goes on waiting
  // RFC 4861 7.3.1: forward progress, such as an ACK of new data, over this next hop.
  void confirmed(Ipv4 next_hop, Time now);

  // RFC 5227 2.1.1: does anyone use it? Who does is told once as ArpConflict, until
  // address_changed.
  void probe(Ipv4 address, ArpActions& out);
  void announce(ArpActions& out) const;  // RFC 5227 2.3: this address is ours
  void address_changed(Ipv4 address);    // 0.0.0.0: there is none; ends probing

  Time deadline() const;
  Mac mac() const { return mac_; }

  // What an operator may look at, in order of the addresses; no `mac`: it is asked for.
  struct Neighbour {
    Ipv4 address{};
    std::optional<Mac> mac{};
    Time updated{};
    Time used{};
    Time fresh_until{};
    bool asked_for = false;  // again, too
  };
  std::vector<Neighbour> neighbours() const;

 private:
  struct Entry {
    Mac mac;
    Time updated{};  // by another MAC, or from stale to reachable: Linux' locktime counts from here
    Time used{};     // something was sent there, or it was confirmed
  };
  // An address that is asked for: unknown, or (`known`) a stale entry that is in use.
  struct Pending {
    Time retry_at{};
    Ipv4 address;
    int tries = 0;
    sim::StaticVector<FrameId, 8> waiting;
    bool known = false;
  };
  using Found = sim::AgeingTable<Ipv4, Entry>::Found;

  Pending* pending(Ipv4 address);
  void drop_pending(const Pending& p);
  void request(Pending& p, Mac to, Time now, ArpActions& out);
  bool learn(const ArpPacket& packet, Time now);
  bool overrides(const Found& known, const ArpPacket& packet, Time now) const;
  // arp_reclaim.cpp
  bool is_idle(const Entry& entry, Time now) const;
  bool has_room(Time now);
  bool knows(Ipv4 address) { return entries_.find(address, Time{}).entry != nullptr; }
  bool is_collected(const Entry& entry, Time now) const;
  // arp_revalidation.cpp
  Time fresh_until(const ArpPacket& packet, const Found& known, Time now) const;
  Duration reachable_time(Time now) const;
  Mac use_stale(Ipv4 next_hop, sim::AgeingTable<Ipv4, Entry>::Entry& entry, Time now);
  void solicit(Pending& p, Time now, ArpActions& out);
  // arp_conflict.cpp
  void notice_conflict(const ArpPacket& packet, Time now, ArpActions& out);

  sim::Beside<const ArpConfig> config_;
  Mac mac_;
  Ipv4 address_;
  Ipv4 probed_{};
  std::uint32_t dice_;
  std::uint32_t crowded_until_ = 0;  // seconds of the run: before that no entry will be idle
  Time defended_ = Time::min();
  sim::AgeingTable<Ipv4, Entry> entries_;
  std::vector<Pending> pending_;
};
static_assert(sizeof(ArpCache) == 96);  // every phone has one

}  // namespace models
