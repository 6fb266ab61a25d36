// A PBX of the Asterisk family: a host that registers phones over UDP, as fast as it can, asks them
// whether they are still there (qualify), and calls them when an operator does (pbx_calls.cpp).
#pragma once

#include <vector>

#include "models/device/installation.hpp"
#include "models/device/ip_host.hpp"
#include "models/protocol/sip/registrar_load.hpp"
#include "models/protocol/sip/sip_call.hpp"
#include "models/protocol/sip/sip_peer.hpp"
#include "sim/base/copy.hpp"

namespace models {

struct PbxConfig {
  HostConfig host;
  SipPeerConfig sip;
  RegistrarLoadConfig load;
  int port = 5060;  // bindport
};

class Pbx {
 public:
  using Config = PbxConfig;
  Pbx(const Config& config, const Installation& self);

  void expect(const Frame& frame) const;  // it is on its way to us
  void receive(FrameId frame, Time now, Outbox& out);
  void wake(std::uint32_t index, Time at, Outbox& out);
  void start(Time, Outbox& out) { out.link_came_up = !std::exchange(on_, true); }
  void stop(Time now, Outbox& out);  // power off: what was registered is forgotten
  void call(std::uint32_t phone, Time now, Outbox& out);

  const IpHost& host() const { return host_; }
  bool is_on() const { return on_; }
  const SipPeer& peer(std::uint32_t phone) const { return peers_[phone].sip; }
  bool reaches(std::uint32_t phone) const { return peers_[phone].is_bound; }

  struct Call {
    SipCall sip;
    Endpoint to;
    Time began;
  };
  const std::vector<Call>& calls() const { return calls_; }  // that are not over

 private:
  struct Peer {
    SipPeer sip;
    Alarm alarm{};
    bool is_bound = false;  // registered, and not unreachable
  };
  // Wake-up indices: 0 the host, its load and calls, then the peers.
  static constexpr std::uint32_t of_peer(std::uint32_t phone) { return phone + 1; }

  void take_in(const SipMessage& message, Endpoint from, Time now, Outbox& out);
  void carry_out(const RegistrarLoadActions& actions, Time now, Outbox& out);
  void send(const SipMessage& message, Endpoint to, Time now, Outbox& out);
  void arm(Outbox& out);
  void carry_out(const SipPeerActions& actions, std::uint32_t phone, Time now, Outbox& out);
  void call_answered(const SipMessage& answer, Time now, Outbox& out);
  void wake_calls(Time deadline, Time now, Outbox& out);
  SipCallTimers call_timers() const {
    return {.t1 = config_->sip.t1, .timer_b = 64 * config_->sip.t1};
  }
  Time calls_deadline() const;
  void carry_out(const SipCallActions& actions, const Call& call, Time now, Outbox& out);
  void call_ended(std::uint32_t phone, Time began, SipCallEnd how, std::uint16_t status, Time now,
                  Outbox& out) const;
  void bound(std::uint32_t phone, Time now, Outbox& out);
  void unbound(std::uint32_t phone, Unbound why, Duration waited, std::int32_t last_qualify,
               Time now, Outbox& out);

  sim::Beside<const PbxConfig> config_;
  IpHost host_;
  RegistrarLoad load_;
  Alarm alarm_;
  std::vector<Peer> peers_;  // by phone number
  std::vector<Call> calls_;
  std::uint32_t calls_made_ = 0;
  bool on_ = true;
};

}  // namespace models
