// What a PBX of the Asterisk family holds about the phones: it registers them as fast as it can,
// asks them whether they are still there (qualify), and calls them when an operator does.
#pragma once

#include <optional>
#include <vector>

#include "models/device/call_server_config.hpp"
#include "models/device/installation.hpp"
#include "models/device/outbox.hpp"
#include "models/device/server_calls.hpp"
#include "models/device/server_talks.hpp"
#include "models/wire/endpoint.hpp"
#include "sim/base/copy.hpp"
#include "sim/base/fetch.hpp"

namespace models {

class CallServer;

class PbxRegistrar {
 public:
  PbxRegistrar(const CallServerConfig& config, const Installation& self);

  void fetch(std::uint32_t phone) const {
    if (phone < peers_.size()) sim::fetch(peers_[phone]);
  }
  // `frame`: of a datagram, to be ended; none: TCP has ended it.
  void receive(CallServer& server, const SipMessage& message, Endpoint from, ConnectionId,
               std::optional<FrameId> frame, Time now, Outbox& out);
  void receive(CallServer&, const SccpMessage&, ConnectionId, Time, Outbox&) {}  // it has no port
  void connection_ended(CallServer& server, std::uint32_t phone, ConnectionId, Endpoint remote,
                        Time now, Outbox& out);
  void wake(CallServer& server, Time now, Outbox& out);
  void wake(CallServer& server, CallServerPart part, std::uint32_t phone, Time at, Outbox& out);
  void start(CallServer& server, Time now, Outbox& out);
  void go_on(CallServer& server, Time now, Outbox& out);  // what was due while the process hung
  void stop(CallServer& server, Time now, Outbox& out);   // what was registered is lost, or kept
  // As [chan-sip] does (sip_call, create_addr_from_peer): to its contact, and not at all while its
  // last OPTIONS was answered late or not at all.
  void call(CallServer& server, std::uint32_t phone, Time now, Outbox& out);
  void acknowledged(CallServer&, ConnectionId, Time, Outbox&) {}

  // Calls that are answered: a message, or media, of one; false: of none. One from outside.
  void receive(CallServer& server, const CallMessage& message, Endpoint from, Time now,
               Outbox& out);
  bool receive(CallServer& server, const RtpPacket& packet, Endpoint from, Time now, Outbox& out);
  void talk(CallServer& server, std::uint32_t phone, Duration lasts, Time now, Outbox& out);
  std::vector<TalkFact> talks(const CallServer& server, Time now) const;

  Time deadline() const {
    const Time soonest = std::min(load_.deadline(), calls_.deadline());
    return talks_ == nullptr ? soonest : std::min(soonest, talks_->deadline());
  }
  const SipPeer& peer(std::uint32_t phone) const { return peers_[phone].sip; }
  bool holds(std::uint32_t phone) const { return peers_[phone].is_bound; }  // and reaches it
  std::uint32_t registered() const { return registered_; }

  const std::vector<ServerCalls::Call>& calls() const { return calls_.under_way(); }

 private:
  struct Peer {
    SipPeer sip;
    Alarm alarm{};
    bool is_bound = false;  // registered, and not unreachable
  };

  bool lacks_licence(const SipMessage& message, const CallServerConfig& config) const;
  // Nothing: it can be called; the contact that a call would go to, null: none.
  std::optional<SipCallEnd> refusal(const CallServer& server, std::uint32_t phone) const;
  const SipContact* contact_of(const CallServer& server, std::uint32_t phone) const;
  void take_in(const SipMessage& message, Endpoint from, CallServer& server, Time now, Outbox& out);
  void carry_out(const RegistrarLoadActions& actions, CallServer& server, Time now, Outbox& out);
  void carry_out(const SipPeerActions& actions, std::uint32_t phone, CallServer& server, Time now,
                 Outbox& out);
  void bound(std::uint32_t phone, Time now, Outbox& out);
  void unbound(std::uint32_t phone, Unbound why, Duration waited, std::int32_t last_qualify,
               Time now, Outbox& out);

  RegistrarLoad load_;
  std::vector<Peer> peers_;  // by phone number
  ServerCalls calls_;
  sim::Box<ServerTalks> talks_;  // from the first one on
  std::uint32_t registered_ = 0;
};

}  // namespace models
