// A device's side of 802.1X: the supplicant PAE of [ieee-802-1x] 8.2.11, with EAP-MD5 and EAP-TLS.
// Left out: machine and user logon one after the other, certificates that have run out.
#pragma once

#include <variant>

#include "models/wire/eapol.hpp"
#include "sim/base/copy.hpp"
#include "sim/base/static_vector.hpp"

namespace models {

struct SupplicantConfig {
  bool enabled = false;
  Name identity{};
  Name password{};  // or what a certificate proves
  EapType method = EapType::md5;
  Duration start_period = 30s;  // 8.2.11.1.1
  int max_start = 3;
  Duration auth_period = 30s;
  Duration held_period = 60s;
  bool waits = true;  // nothing else is sent before it is authenticated, or goes without
};

struct SupplicantSend {
  EapolFrame frame;
};
struct SupplicantReady {};  // authenticated, or nobody asks for it
using SupplicantActions = sim::StaticVector<std::variant<SupplicantSend, SupplicantReady>, 4>;

class Supplicant {
 public:
  enum class State : std::uint8_t {
    disconnected,
    connecting,
    authenticating,
    held,
    authenticated,
    unneeded,  // no authenticator has answered
  };
  explicit Supplicant(const SupplicantConfig& config) : config_(&config) {}

  void link_up(Time now, SupplicantActions& out);
  void link_down();
  void receive(const EapolFrame& frame, Time now, SupplicantActions& out);
  void wake(Time now, SupplicantActions& out);

  Time deadline() const { return deadline_; }
  State state() const { return state_; }

 private:
  void connect(Time now, SupplicantActions& out);
  void answer(EapMessage response, Time now, SupplicantActions& out);

  sim::Beside<const SupplicantConfig> config_;
  Time deadline_ = never;
  int starts_ = 0;
  State state_ = State::disconnected;
};

}  // namespace models
