// Registration of a Cisco SCCP phone with up to three call managers: one active, one whose
// connection stands by, fallback towards the better one ([cisco-200410] case 1).
// Left out: calls, which delay a fallback or a reset; TLS; ServerReq, lines and lamps.
#pragma once

#include <variant>

#include "models/protocol/sccp/sccp_detection.hpp"
#include "models/protocol/sip/sip_client.hpp"  // what is told of connections: as by SIP
#include "models/wire/sccp.hpp"
#include "sim/base/copy.hpp"
#include "sim/base/random.hpp"
#include "sim/base/static_vector.hpp"

namespace models {

struct SccpClientConfig {
  SccpDetectionConfig detection = {};
  bool alarm = true;                   // Alarm ("Last=...") before Register
  Duration answer_timeout = 30s;       // for each answer of the registration; assumed
  Duration min_keepalive = 10s;        // the shortest interval that phones honour: [chan-skinny]
  bool standby = true;                 // keep a connection to a second call manager
  bool standby_must_answer = false;    // 200410: the backup only acknowledges in TCP
  Duration connection_monitor = 120s;  // Connection Monitor Duration: the better one is up so long
  Duration fallback_retry = 60s;   // between attempts to connect; assumed, Station 2nd KeepAlive
  Duration reject_wait_min = 10s;  // after RegisterReject; assumed 10-60 s
  Duration reject_wait_max = 60s;
  Duration restart_min = 30s;  // all call managers failed; assumed
  Duration restart_max = 60s;
  Duration reboot = 60s;  // Reset 1: until it connects again; assumed
};

struct SccpSend {
  SccpMessage message;
  ServerIndex server;
};
struct SccpReboot {};  // all is forgotten; a device that boots by itself calls stop, then start
using SccpClientActions =
    sim::StaticVector<std::variant<SipConnect, SipDisconnect, SccpSend, SipRegistered, SipLost,
                                   SipMoved, SipAllFailed, SccpReboot>,
                      16>;

class SccpClient {
 public:
  enum class State : std::uint8_t {
    idle,              // nothing to do with this server
    connecting,        // it is to become the active one
    registering,       // Register sent
    capabilities,      // RegisterAck received; what follows is asked for and answered in turn
    button_template,   // ButtonTemplateReq sent
    softkey_template,  // SoftKeyTemplateReq sent
    softkey_set,       // SoftKeySetReq sent
    registered,
    refused,  // waits after RegisterReject, then turns to the next
    standby_connecting,
    standby,           // connected, kept alive, not registered
    fallback_waiting,  // until the next attempt
    fallback_connecting,
    monitoring,     // a better one: connected for less than connection_monitor
    token_waiting,  // RegisterTokenReq sent
    token_backoff,  // RegisterTokenReject named a time
    unregistering,  // left for a better one
  };

  SccpClient(const SccpClientConfig& config, std::uint32_t user, std::uint8_t servers,
             sim::Random random)
      : config_(&config), random_(random), user_(user) {
    for (std::uint8_t i = 0; i < servers; ++i) servers_.push_back(Server{});
  }

  void start(SccpClientActions& out);  // the phone has booted
  void stop();                         // power off: forgets everything
  void connected(ServerIndex server, Time now, SccpClientActions& out);
  // The connection failed, was closed or reset, or timed out; it is gone.
  void disconnected(ServerIndex server, OutOfService why, Time now, SccpClientActions& out);
  void receive(ServerIndex server, const SccpMessage& message, Time now, SccpClientActions& out);
  void wake(Time now, SccpClientActions& out);

  Time deadline() const;
  State state(ServerIndex server) const { return servers_[server].state; }
  bool is_registered() const { return registered_; }
  // Of this server's acknowledgments: the X of the case study.
  Duration average_answer(ServerIndex server) const { return servers_[server].detection.average(); }

 private:
  struct Server {
    Time deadline = never;
    Time next_keepalive = never;
    SccpDetection detection;
    State state = State::idle;
  };

  // Registration: sccp_client.cpp.
  void enter(ServerIndex server, State state, Time deadline);
  void send(ServerIndex server, SccpId id, SccpClientActions& out) const;
  void ask(ServerIndex server, SccpId id, State next, Time now, SccpClientActions& out);
  void send_register(ServerIndex server, Time now, SccpClientActions& out);
  void send_keepalive(ServerIndex server, Time now, SccpClientActions& out);
  void acknowledged(ServerIndex server, Time now);
  void granted(ServerIndex server, const SccpMessage& ack, Time now);
  void completed(ServerIndex server, SccpClientActions& out);
  void rejected(ServerIndex server, Time now, SccpClientActions& out);
  void reset(SccpResetType type, Time now, SccpClientActions& out);
  void expired(ServerIndex server, Time now, SccpClientActions& out);
  static bool is_spare(State state);  // connected without being registered there
  Duration interval(ServerIndex server) const;
  Time failed_at(ServerIndex server) const;

  // Failover and fallback: sccp_failover.cpp.
  void retry_later(ServerIndex server, Time now);
  void give_up(ServerIndex server, OutOfService why, Time now, SccpClientActions& out);
  void lost(ServerIndex server, OutOfService why, SccpClientActions& out);
  void fail_over(Time now, SccpClientActions& out);
  bool use_open_connection(Time now, SccpClientActions& out);
  bool use_new_connection(SccpClientActions& out);
  void leave_all(SccpClientActions& out) const;
  void choose_standby(SccpClientActions& out);
  void stand_by(ServerIndex server, Time now, SccpClientActions& out);
  void release_spare_standbys(SccpClientActions& out);
  void monitor(ServerIndex server, Time now);
  void move_to(ServerIndex server, Time now, SccpClientActions& out);
  void settle(Time now, SccpClientActions& out);

  sim::Beside<const SccpClientConfig> config_;
  sim::StaticVector<Server, 3> servers_;
  sim::Random random_;
  Time restart_at_ = never;
  Duration keepalive_{};          // as RegisterAck says: on the active connection
  Duration standby_keepalive_{};  // and on all others
  std::uint32_t user_;
  ServerIndex active_ = 0;
  bool registered_ = false;
};

}  // namespace models
