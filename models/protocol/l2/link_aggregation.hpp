// Cables that are bundled as one: a static channel, or LACP (IEEE 802.1AX-2008 5.4.12 to 5.4.16,
// [ieee-802-1ax]), with what vendors do where no partner answers. Left out: PAgP, standby links
// beyond eight, churn detection, the limit of three LACPDUs in a second.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "models/wire/ethernet.hpp"
#include "sim/base/copy.hpp"

namespace models {

enum class ChannelMode : std::uint8_t { on, active, passive };
enum class LacpRate : std::uint8_t { slow, fast };
enum class ChannelHash : std::uint8_t {
  source_mac,
  destination_mac,
  both_macs,
  source_ip,
  destination_ip,
  both_ips
};
enum class LacpFallback : std::uint8_t { none, individual, first };

struct ChannelConfig {
  ChannelMode mode = ChannelMode::on;
  LacpRate rate = LacpRate::slow;              // what is asked of the partner: 5.4.4
  int min_links = 1;                           // with fewer the channel is down
  ChannelHash hash = ChannelHash::source_mac;  // [catalyst-etherchannel]: the 2960's default
  LacpFallback fallback = LacpFallback::none;  // [catalyst-etherchannel]: suspended
  Duration fallback_delay = 0s;                // after that: [exos-lacp] 60 s, [dell-lacp] 15 s
  Duration aggregate_wait = 2s;                // 5.4.4: so long others may join
  bool guard = true;           // [catalyst-etherchannel]: spanning-tree etherchannel guard
  Duration guard_delay = 30s;  // until it is sure; assumed
  Duration guard_recovery = 0s;
};

// Which of eight buckets a frame falls into ([catalyst-etherchannel]): the lowest bits of its
// addresses. Without an IP header the MACs decide.
std::uint32_t bucket_of(const Frame& frame, ChannelHash hash);

struct LacpSend {
  std::uint16_t place = 0;  // of the member
  LacpPdu pdu;
};
struct ChannelChanged {};  // other members carry frames than before
using ChannelActions = std::vector<std::variant<LacpSend, ChannelChanged>>;

// Why a member carries nothing.
enum class ChannelBar : std::uint8_t { none, link, settings, partner, waiting, min_links };

class LinkAggregation {
 public:
  // Members by their place; `ports`: their numbers.
  LinkAggregation(const ChannelConfig& config, Mac system, std::uint16_t key,
                  const std::vector<std::uint16_t>& ports);

  void link_changed(std::uint16_t place, bool up, Time now, ChannelActions& out);
  void receive(std::uint16_t place, const LacpPdu& pdu, Time now, ChannelActions& out);
  void wake(Time now, ChannelActions& out);
  void stop();                                                             // power off
  void suspend(std::uint16_t place) { members_[place].suspended = true; }  // other settings
  // Before the run all has been so for long: nobody waits, and who has no partner knows it.
  void settle(bool on, Time now, ChannelActions& out);

  Time deadline() const;
  bool speaks() const { return config_->mode != ChannelMode::on; }
  LacpPdu says(std::uint16_t place) const {
    return {members_[place].actor, members_[place].partner};
  }
  bool is_up() const { return !carrying_.empty(); }
  bool carries(std::uint16_t place) const { return members_[place].carries; }
  bool is_individual(std::uint16_t place) const { return members_[place].individual; }
  ChannelBar bar(std::uint16_t place) const;
  // The member that takes a frame of that bucket; only while it is up.
  std::uint16_t choose(std::uint32_t bucket) const { return carrying_[bucket % carrying_.size()]; }
  const ChannelConfig& config() const { return *config_; }

 private:
  enum class Receive : std::uint8_t { port_disabled, expired, defaulted, current };  // figure 5-10
  enum class Mux : std::uint8_t { detached, waiting, attached, distributing };       // figure 5-14
  struct Member {
    LacpParty actor;
    LacpParty partner;
    Time current_until = never;  // current_while_timer
    Time wait_until = never;     // wait_while_timer
    Time send_at = never;        // periodic_timer
    Time fallback_at = never;
    Receive receive = Receive::port_disabled;
    Mux mux = Mux::detached;
    bool linked = false;
    bool suspended = false;
    bool selected = false;
    bool need_to_transmit = false;  // NTT
    bool carries = false;
    bool fell_back = false;
    bool individual = false;
  };

  void expire(Member& member, Time now);
  void default_partner(Member& member, Time now);
  void select();
  void run_mux(Member& member, Time now);
  void update(Time now, ChannelActions& out);
  bool may_send(const Member& m) const {
    return m.linked && !m.suspended && (m.actor.activity || m.partner.activity);
  }

  sim::Beside<const ChannelConfig> config_;
  std::vector<Member> members_;
  std::vector<std::uint16_t> carrying_;  // places
  bool settling_ = false;
};

}  // namespace models
