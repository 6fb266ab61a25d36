// What an Asterisk chan_sip holds about one phone: its binding and its qualify state ([chan-sip],
// Asterisk 11's sources). The contact is where the REGISTER came from (nat=force_rport), each copy
// of a REGISTER counts. Left out: nat=no, restart (astdb).
#pragma once

#include <variant>

#include "models/protocol/sip/sip_digest.hpp"
#include "models/protocol/sip/sip_transaction.hpp"
#include "models/wire/endpoint.hpp"

namespace models {

// A REGISTER that asks for less than min_expiry: RFC 3261 10.3 (7), or what chan_sip does.
enum class TooBrief : std::uint8_t { reject, raise };

struct SipPeerConfig {
  Duration default_expiry = 120s;  // for a REGISTER without Expires
  Duration min_expiry = 60s;
  Duration max_expiry = 3600s;
  Duration expiry_slack = 10s;  // the binding outlives its grant by this
  TooBrief too_brief = TooBrief::reject;
  Duration qualify = 2s;             // maxms: a slower answer is Lagged, twice this is no answer;
                                     // 0s: qualify=no
  bool qualify_natted_only = false;  // who is behind a NAT, as its Via shows (nat_uac_test)
  Duration qualify_every = 60s;      // qualifyfreq, from the answer on
  Duration qualify_not_ok = 10s;     // DEFAULT_FREQ_NOTOK
  Duration t1 = 500ms;               // of OPTIONS and INVITE: timert1
  Duration t2 = 4s;
  bool drops_with_connection =
      false;  // its connection ended: the binding, too (res_pjsip_registrar)
  SipChallengeConfig auth = {};
};

struct PeerSend {
  SipMessage message;
  Endpoint to;
};
struct PeerRegistered {
  Endpoint at;
};  // Registered SIP '201' at ...: new, or at another place than before
struct PeerUnregistered {};
struct PeerDisconnected {};
struct PeerExpired {};
struct PeerReachable {
  std::int32_t ms;
};
struct PeerLagged {
  std::int32_t ms;
};
struct PeerUnreachable {
  std::int32_t last_qualify;
};  // Peer '201' is now UNREACHABLE!  Last qualify: ...
struct PeerMisdirected {
  Endpoint from;
  std::uint16_t status;
};  // another phone answered; chan_sip takes it for alive
using SipPeerActions = sim::StaticVector<
    std::variant<PeerSend, PeerRegistered, PeerUnregistered, PeerDisconnected, PeerExpired,
                 PeerReachable, PeerLagged, PeerUnreachable, PeerMisdirected>,
    6>;

class SipPeer {
 public:
  // The status column of `sip show peers`.
  enum class State : std::uint8_t { unmonitored, unknown, reachable, lagged, unreachable };

  explicit SipPeer(std::uint32_t user) : user_(user) {}

  void receive(const SipMessage& message, Endpoint from, const SipPeerConfig& config, Time now,
               SipPeerActions& out);
  void wake(const SipPeerConfig& config, Time now, SipPeerActions& out);
  // A connection from there is gone.
  void connection_ended(Endpoint remote, const SipPeerConfig& config, SipPeerActions& out);

  Time deadline() const;
  State state(const SipPeerConfig& config) const;
  bool is_registered() const { return registered_; }
  Endpoint endpoint() const { return endpoint_; }     // of the last registration
  bool is_behind_nat() const { return behind_nat_; }  // the same
  std::int32_t last_qualify() const { return last_ms_; }

 private:
  void register_(const SipMessage& request, Endpoint from, const SipPeerConfig& config, Time now,
                 SipPeerActions& out);
  void poke(const SipPeerConfig& config, Time now, SipPeerActions& out);
  void poke_answered(const SipMessage& answer, Endpoint from, const SipPeerConfig& config, Time now,
                     SipPeerActions& out);
  void poke_unanswered(const SipPeerConfig& config, Time now, SipPeerActions& out);

  SipTransaction options_;
  SipChallenge challenge_;
  Time expires_at_ = never;
  Time poke_at_ = never;
  Time poked_at_{};
  Endpoint endpoint_;
  std::uint32_t user_;
  std::uint32_t cseq_ = 0;
  std::int32_t last_ms_ = 0;  // lastms: 0 unknown, -1 unreachable
  bool registered_ = false;
  bool behind_nat_ = false;
};

}  // namespace models
