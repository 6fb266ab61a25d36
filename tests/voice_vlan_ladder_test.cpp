// How a phone finds the VLAN for voice, step by step: what it asks and which VLAN it uses, with the
// seconds since it was switched on.
#include <string>

#include "models/protocol/l2/voice_vlan.hpp"
#include "tests/catch.hpp"

namespace {

using models::Announcement;
using models::DiscoveryProtocol;
using models::VoiceVlan;
using models::VoiceVlanActions;
using models::VoiceVlanConfig;
using sim::Time;
using namespace std::chrono_literals;

class Bench {
 public:
  explicit Bench(const VoiceVlanConfig& config, models::VlanId configured = 0)
      : config_(config), machine_(config_) {
    VoiceVlanActions actions;
    machine_.start(configured, {}, actions);
    note(actions);
  }
  void until(sim::Duration at) {
    while (machine_.deadline() <= Time{at}) {
      now_ = machine_.deadline();
      VoiceVlanActions actions;
      machine_.wake(now_, actions);
      note(actions);
    }
    now_ = Time{at};
  }
  void hears(models::VlanId voice, DiscoveryProtocol by = DiscoveryProtocol::cdp) {
    VoiceVlanActions actions;
    machine_.receive({.protocol = by, .from_switch = true, .voice_vlan = voice}, now_, actions);
    note(actions);
  }
  void leased(models::VlanId named) {
    VoiceVlanActions actions;
    machine_.leased(named, now_, actions);
    note(actions);
  }
  VoiceVlan& machine() { return machine_; }
  std::string text;

 private:
  void note(const VoiceVlanActions& actions) {
    for (const auto& action : actions) {
      text += std::to_string(now_.time_since_epoch() / 1s);
      if (const auto* ask = std::get_if<models::VoiceVlanAsk>(&action)) {
        text += ask->protocol == DiscoveryProtocol::cdp ? " cdp; " : " lldp; ";
      } else if (const auto* use = std::get_if<models::VoiceVlanUse>(&action)) {
        text += " use " + std::to_string(use->vlan) + "; ";
      } else {
        text += " release; ";
      }
    }
  }

  VoiceVlanConfig config_;
  VoiceVlan machine_;
  Time now_{};
};

}  // namespace

TEST_CASE("a phone that asks nobody uses the VLAN that was set by hand") {
  CHECK(Bench({}, 200).text == "0 use 200; ");
}

TEST_CASE("[cisco-cdp-voice]: it asks untagged, and tags as soon as it is told") {
  Bench bench({.cdp = true});
  bench.until(1500ms);
  bench.hears(200);
  bench.until(10min);
  CHECK(bench.text == "0 cdp; 1 cdp; 1 use 200; ");
}

TEST_CASE("[ansi-tia-1057] 11.2.1: fast start is four frames a second apart; then every 30 s") {
  Bench bench({.lldp_med = true});
  bench.until(1min + 5s);
  CHECK(bench.text == "0 lldp; 1 lldp; 2 lldp; 3 lldp; 10 use 0; 33 lldp; 63 lldp; ");
}

TEST_CASE("who is told later changes over, unless it does not listen any more") {
  Bench bench({.cdp = true});
  bench.until(64s);
  bench.hears(200);
  CHECK(bench.text.ends_with("10 use 0; 63 cdp; 64 use 200; "));
  Bench deaf({.cdp = true, .hears_later = false});
  deaf.until(64s);
  deaf.hears(200);
  CHECK(deaf.text.ends_with("10 use 0; "));
}

TEST_CASE("without an answer the VLAN of the hand counts; a switch without one ends the wait") {
  Bench bench({.cdp = true}, 7);
  bench.until(20s);
  CHECK(bench.text.ends_with("10 use 7; "));
  Bench told({.cdp = true});
  told.hears(0);
  CHECK(told.text == "0 cdp; 0 use 0; ");
}

TEST_CASE("an answer by a protocol that it does not speak is none") {
  Bench bench({.cdp = true});
  bench.hears(200, DiscoveryProtocol::lldp);
  CHECK(bench.text == "0 cdp; ");
}

TEST_CASE("[avaya-4600]: a lease names the VLAN; the address is given back, or not") {
  Bench bench({.dhcp = true});
  bench.until(5s);
  bench.leased(200);
  bench.until(10s);
  CHECK(bench.text == "0 use 0; 5 release; 6 use 200; ");
  bench.leased(200);  // of the lease there
  CHECK(bench.text == "0 use 0; 5 release; 6 use 200; ");
  Bench hasty({.dhcp = true, .releases = false});
  hasty.leased(200);
  CHECK(hasty.text == "0 use 0; 0 use 200; ");
  Bench none({.dhcp = true});
  none.leased(0);
  CHECK(none.text == "0 use 0; ");
}

TEST_CASE("[avaya-9600] VLANTEST: without an OFFER untagged, and deaf until it restarts") {
  Bench bench({.lldp_med = true, .vlan_test = 60s});
  bench.hears(200, DiscoveryProtocol::lldp);
  bench.until(2min);
  bench.hears(200, DiscoveryProtocol::lldp);
  CHECK(bench.text == "0 lldp; 0 use 200; 60 use 0; ");
  Bench answered({.lldp_med = true, .vlan_test = 60s});
  answered.hears(200, DiscoveryProtocol::lldp);
  answered.until(59s);
  answered.machine().answered();
  answered.until(1h);
  CHECK(answered.text == "0 lldp; 0 use 200; ");
  Bench patient({.lldp_med = true});  // VLANTEST 0
  patient.hears(200, DiscoveryProtocol::lldp);
  patient.until(1h);
  CHECK(patient.text == "0 lldp; 0 use 200; ");
}

TEST_CASE("a phone that goes on announcing itself does so when it knows, too") {
  Bench bench({.cdp = true, .announces = true});
  bench.hears(200);
  bench.until(70s);
  CHECK(bench.text == "0 cdp; 0 use 200; 1 cdp; 2 cdp; 3 cdp; 63 cdp; ");
}
