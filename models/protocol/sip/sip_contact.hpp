// One contact of a phone at its registrar: where requests for the phone go, until when, and whether
// it answers OPTIONS (qualify, as [chan-sip] asks). Which contacts a phone may have: SipPeer.
#pragma once

#include <variant>

#include "models/protocol/sip/sip_digest.hpp"
#include "models/protocol/sip/sip_transaction.hpp"
#include "models/wire/endpoint.hpp"

namespace models {

// A REGISTER that asks for less than min_expiry: RFC 3261 10.3 (7), or what chan_sip does.
enum class TooBrief : std::uint8_t { reject, raise };
// Where requests for a phone go: to where its REGISTER came from, or where its Contact says.
enum class ContactUse : std::uint8_t { received, if_behind_nat, as_written };
// By what a REGISTER is known to renew a contact.
enum class ContactKey : std::uint8_t { uri, instance, call_id };
enum class TooManyContacts : std::uint8_t { forbid, unavailable };
// Which contacts of a phone a call goes to.
enum class CallsTo : std::uint8_t { all, first, newest };

inline constexpr int most_contacts = 16;  // of a phone: assumed, beyond what PBXs are set to

struct SipPeerConfig {
  Duration default_expiry = 120s;  // for a REGISTER without Expires
  Duration min_expiry = 60s;
  Duration max_expiry = 3600s;
  Duration expiry_slack = 10s;  // the binding outlives its grant by this
  TooBrief too_brief = TooBrief::reject;
  ContactUse contact = ContactUse::received;  // [chan-sip]: nat=comedia
  bool force_rport = true;                    // [chan-sip]: nat=force_rport
  ContactKey contact_key = ContactKey::uri;   // RFC 3261 10.3 (7)
  int max_contacts = 1;                       // [chan-sip]: a peer has one
  bool remove_existing = true;                // [chan-sip]: and the new one replaces it
  bool remove_unavailable = false;            // first who does not answer OPTIONS
  TooManyContacts too_many_contacts = TooManyContacts::forbid;
  CallsTo calls_to = CallsTo::all;   // RFC 3261 16.6: a proxy forks
  bool keeps_bindings = false;       // over a restart: [chan-sip], [res-pjsip]: astdb
  Duration qualify = 2s;             // maxms: a slower answer is Lagged, twice this is no answer;
                                     // 0s: qualify=no
  bool qualify_natted_only = false;  // who is behind a NAT, as its Via shows (nat_uac_test)
  Duration qualify_every = 60s;      // qualifyfreq, from the answer on
  Duration qualify_not_ok = 10s;     // DEFAULT_FREQ_NOTOK
  Duration t1 = 500ms;               // of OPTIONS and INVITE: timert1
  Duration t2 = 4s;
  bool answers_pings = false;  // CRLF by CRLF over a connection ([kamailio-cfg]: tcp_crlf_ping)
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
    4 * most_contacts>;

// Whose contact it is; its peer's OPTIONS are numbered through.
struct SipAsker {
  std::uint32_t user = 0;
  std::uint32_t cseq = 0;
};

class SipContact {
 public:
  // The status column of `sip show peers`.
  enum class State : std::uint8_t { unmonitored, unknown, reachable, lagged, unreachable };

  // Until `expires_at` requests go to `at`. The poke leaves before the answer, at each REGISTER.
  void bind(const SipMessage& request, Endpoint at, bool behind_nat, Time expires_at,
            const SipPeerConfig& config, SipAsker& asker, Time now, SipPeerActions& out);
  void unbind();
  void restarted(Time now);  // the registrar, which had kept it
  void answered(const SipMessage& answer, Endpoint from, const SipPeerConfig& config, Time now,
                SipPeerActions& out);
  void wake(const SipPeerConfig& config, SipAsker& asker, Time now, SipPeerActions& out);

  Time deadline() const;
  State state(const SipPeerConfig& config) const;
  // Whether a call would be tried there.
  bool is_callable(const SipPeerConfig& config) const;
  bool is_registered() const { return registered_; }
  bool is_over() const { return !registered_ && deadline() == never; }
  // Whether that REGISTER, from whom `at` follows, renews it.
  bool is_renewed_by(const SipMessage& request, Endpoint at, ContactKey key) const;
  Endpoint endpoint() const { return endpoint_; }  // of the last registration
  Time since() const { return since_; }            // when it became one
  std::int32_t last_qualify() const { return last_ms_; }
  // A request for the phone, with the contact's URI.
  SipMessage request(SipMethod method, std::uint32_t user, std::uint32_t cseq) const;

 private:
  void poke(const SipPeerConfig& config, SipAsker& asker, Time now, SipPeerActions& out);
  void poke_unanswered(const SipPeerConfig& config, Time now, SipPeerActions& out);

  SipTransaction options_;
  Time expires_at_ = never;
  Time poke_at_ = never;
  Time poked_at_{};
  Time since_{};
  Endpoint endpoint_;
  Ipv4 written_{};            // its URI
  std::int32_t last_ms_ = 0;  // lastms: 0 unknown, -1 unreachable
  std::uint16_t written_port_ = 0;
  std::uint8_t call_id_ = 0;
  bool registered_ = false;
  bool behind_nat_ = false;
};

}  // namespace models
