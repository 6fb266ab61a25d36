// How a phone finds the VLAN for voice: by CDP ([cisco-cdp-voice]), LLDP-MED ([ansi-tia-1057]
// 10.2.3), or an option of DHCP in the VLAN for data ([avaya-1100], [avaya-9600]); and Avaya's
// VLANTEST. Left out: announcements that change nothing, and priorities.
#pragma once

#include <algorithm>
#include <variant>

#include "models/wire/ethernet.hpp"
#include "sim/base/copy.hpp"
#include "sim/base/static_vector.hpp"

namespace models {

struct VoiceVlanConfig {
  bool cdp = false;              // it asks by CDP
  bool lldp_med = false;         // by LLDP-MED
  bool dhcp = false;             // it takes the VLAN of a lease (option 132, 43 or 242)
  int fast_start = 4;            // [ansi-tia-1057] 11.2.1: medFastStart 4, a second apart
  Duration patience = 10s;       // for an answer; then it goes on without (assumed)
  bool hears_later = true;       // it goes on asking, and changes over when told (CDP)
  Duration cdp_interval = 60s;   // [cdp-format]: default timer
  Duration lldp_interval = 30s;  // [ieee-802-1ab] 9.2.5.7: msgTxInterval
  bool announces = false;        // untagged, for ever: not only until it knows
  bool releases = true;          // the lease in the VLAN for data, before it leaves (assumed)
  Duration vlan_test = 0s;       // without an OFFER there: VLAN 0 until it restarts; 0 s: for ever

  constexpr bool asks() const { return cdp || lldp_med; }
  constexpr bool is_used() const { return asks() || dhcp || vlan_test > 0s; }
};

struct VoiceVlanAsk {
  DiscoveryProtocol protocol;
};
// Everything from now on goes there; who has an address elsewhere loses it.
struct VoiceVlanUse {
  VlanId vlan;
};
// The lease is given back; soon there will be another VLAN.
struct VoiceVlanRelease {};
using VoiceVlanActions =
    sim::StaticVector<std::variant<VoiceVlanAsk, VoiceVlanUse, VoiceVlanRelease>, 4>;

class VoiceVlan {
 public:
  enum class State : std::uint8_t {
    off,
    asking,      // nothing else is sent before there is an answer, or patience is at its end
    unanswered,  // nobody has said anything: the configured VLAN
    by_lease,    // untagged, until a lease names a VLAN
    leaving,     // it has given that lease back
    told,        // the VLAN is known: configured, announced, or of a lease
    given_up,    // vlan_test: VLAN 0, until it restarts
  };
  explicit VoiceVlan(const VoiceVlanConfig& config) : config_(&config) {}

  // It has booted, or its link came up again; `configured`: the VLAN that was set by hand.
  void start(VlanId configured, Time now, VoiceVlanActions& out);
  void stop();
  void receive(const Announcement& said, Time now, VoiceVlanActions& out);
  void leased(VlanId named, Time now, VoiceVlanActions& out);  // 0: the lease names none
  void answered() { test_ends_ = never; }                      // a DHCP server does, in this VLAN
  void wake(Time now, VoiceVlanActions& out);

  Time deadline() const { return std::min({ask_at_, patience_ends_, leaves_at_, test_ends_}); }
  State state() const { return state_; }
  VlanId vlan() const { return vlan_; }

 private:
  void ask(Time now, VoiceVlanActions& out);
  Duration interval() const;
  void go_on(Time now, VoiceVlanActions& out);
  void use(State state, VlanId vlan, Time now, VoiceVlanActions& out);

  sim::Beside<const VoiceVlanConfig> config_;
  Time ask_at_ = never;
  Time patience_ends_ = never;
  Time leaves_at_ = never;
  Time test_ends_ = never;
  int asked_ = 0;
  VlanId named_ = 0;  // of the lease
  VlanId configured_ = 0;
  VlanId vlan_ = 0;
  State state_ = State::off;
};

}  // namespace models
