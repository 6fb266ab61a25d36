// Registration of a Cisco SIP phone with up to three call managers: one active, one standby that is
// only kept alive, fallback towards the better one (Cisco's [cisco-sipcc] and [cisco-200410],
// [cucm-sip]). Left out: calls, subscriptions, TLS, digest authentication.
#pragma once

#include <variant>

#include "models/wire/sip.hpp"
#include "sim/base/copy.hpp"
#include "sim/base/random.hpp"
#include "sim/base/static_vector.hpp"

namespace models {

// From which moment the refresh interval counts: SIPCC starts it in the handler of the 200 OK.
enum class KeepaliveFrom : std::uint8_t { answer, send };

struct SipClientConfig {
  Duration register_expires = 3600s;  // timerRegisterExpires: Expires of our REGISTER
  Duration register_delta = 5s;       // timerRegisterDelta: refresh this long before expiry
  KeepaliveFrom keepalive_from = KeepaliveFrom::answer;
  bool standby = true;                // keep a second call manager alive
  Duration standby_keepalive = 120s;  // timerKeepAliveExpires, counted from the answer
  Duration fallback_retry = 120s;     // min(timerKeepAliveExpires, 300 s)
  int stability_probes = 0;        // further probes before the token; SIPCC: ConnMonDuration / KA
                                   // after a WAN failure, none otherwise
  Duration answer_timeout = 250s;  // SIPCC: REGISTER ack timer
  Duration min_refresh = 60s;      // SIPCC: a grant that leaves less than this is unusable
  Duration restart_min = 120s;     // SIPCC: all registrations failed: restart after 120-180 s
  Duration restart_max = 180s;
};

// What the phone saw when it lost its registration: LastOutOfServiceInformation,
// [cisco-phone-alarm].
enum class OutOfService : std::uint8_t {
  tcp_timed_out = 10,
  ucm_reset_connection = 12,
  ucm_closed_connection = 14,
  sccp_keepalive_failure = 15,
  registration_timed_out = 17,
  ucm_initiated_reset = 22,
  ucm_initiated_restart = 23,
  registration_rejected = 24,
};

using ServerIndex = std::uint8_t;  // position in the phone's list: 0 = primary

struct SipConnect {
  ServerIndex server;
};
struct SipDisconnect {
  ServerIndex server;
};
struct SipSend {
  SipMessage message;
  ServerIndex server;
};
struct SipRegistered {
  ServerIndex server;
};
struct SipLost {
  ServerIndex server;
  OutOfService why;
};
struct SipMoved {
  ServerIndex from;
};  // left of its own will, for a better one
struct SipAllFailed {};
using SipClientActions =
    sim::StaticVector<std::variant<SipConnect, SipDisconnect, SipSend, SipRegistered, SipLost,
                                   SipMoved, SipAllFailed>,
                      12>;

class SipClient {
 public:
  enum class State : std::uint8_t {
    idle,         // nothing to do with this server
    connecting,   // it is to become the active one
    registering,  // REGISTER sent (first or refresh)
    registered,
    refused,  // waits for Retry-After
    standby_connecting,
    standby_probing,  // REGISTER Expires:0 cisco-keep-alive sent
    standby,
    fallback_waiting,  // until the next attempt
    fallback_connecting,
    fallback_probing,
    token_waiting,  // REFER token sent
    token_backoff,
    unregistering,  // left for a better one
  };

  SipClient(const SipClientConfig& config, std::uint32_t user, std::uint8_t servers,
            sim::Random random)
      : config_(&config), random_(random), user_(user) {
    for (std::uint8_t i = 0; i < servers; ++i) servers_.push_back(Server{});
  }

  void start(SipClientActions& out);  // the phone has booted
  void stop();                        // power off: forgets everything
  void connected(ServerIndex server, Time now, SipClientActions& out);
  // The connection failed, was closed or reset, or timed out; it is gone.
  void disconnected(ServerIndex server, OutOfService why, Time now, SipClientActions& out);
  void receive(ServerIndex server, const SipMessage& answer, Time now, SipClientActions& out);
  void wake(Time now, SipClientActions& out);

  Time deadline() const;
  State state(ServerIndex server) const { return servers_[server].state; }
  bool is_registered() const { return registered_; }

 private:
  struct Server {
    Time deadline = never;
    Time sent_at{};
    std::uint32_t cseq = 0;  // of the last request
    std::uint8_t probes_left = 0;
    State state = State::idle;
    bool is_connected = false;
  };

  void enter(ServerIndex server, State state, Time deadline);
  void unproven(ServerIndex server);
  void retry_later(ServerIndex server, Time now);
  void send(ServerIndex server, SipMessage message, State next, Time now, SipClientActions& out);
  void send_register(ServerIndex server, Time now, SipClientActions& out);
  void send_keepalive(ServerIndex server, State next, Time now, SipClientActions& out);
  void send_token(ServerIndex server, Time now, SipClientActions& out);
  void granted(ServerIndex server, const SipMessage& answer, Time now, SipClientActions& out);
  void fallback_answered(ServerIndex server, Time now, SipClientActions& out);
  void stand_by(ServerIndex server, Time now, SipClientActions& out);
  void move_to(ServerIndex server, Time now, SipClientActions& out);
  void rejected(ServerIndex server, const SipMessage& answer, Time now, SipClientActions& out);
  void give_up(ServerIndex server, OutOfService why, Time now, SipClientActions& out);
  void lost(ServerIndex server, OutOfService why, SipClientActions& out);
  void fail_over(Time now, SipClientActions& out);
  void choose_standby(SipClientActions& out);
  void expired(ServerIndex server, Time now, SipClientActions& out);

  sim::Beside<const SipClientConfig> config_;
  sim::StaticVector<Server, 3> servers_;
  sim::Random random_;
  Time restart_at_ = never;
  std::uint32_t user_;
  std::uint32_t cseq_ = 0;
  ServerIndex active_ = 0;
  bool registered_ = false;
};

}  // namespace models
