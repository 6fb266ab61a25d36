// One side of a call: RFC 3261 12 to 15 (INVITE, ACK, CANCEL, BYE, re-INVITE), its session timer
// (RFC 4028), hold (RFC 3264 8.4) and UPDATE (RFC 3311). Left out: PRACK, early media, forks,
// redirection, REFER, glare beyond 491, offers in an ACK.
#pragma once

#include <optional>
#include <variant>

#include "models/protocol/sip/sip_transaction.hpp"
#include "models/wire/call.hpp"
#include "models/wire/endpoint.hpp"

namespace models {

// Whether a side wants the session to be refreshed: refuses, accepts if asked, asks for it.
enum class SessionTimers : std::uint8_t { refuse, accept, originate };
enum class RefreshedBy : std::uint8_t { either, caller, called };
enum class RefreshMethod : std::uint8_t { invite, update };

struct SipDialogConfig {
  Duration answers_after = 5s;                           // who is called picks up; assumed
  SessionTimers session_timers = SessionTimers::accept;  // [chan-sip]: session-timers
  Duration session_expires = 1800s;                      // RFC 4028 4: recommended
  Duration min_se = 90s;                                 // RFC 4028 5: the least
  RefreshedBy refreshed_by = RefreshedBy::either;        // RFC 4028 9: the UAS decides
  RefreshMethod refresh_method = RefreshMethod::invite;
  bool refreshes = true;                  // who has promised to, does it
  std::optional<Ipv4> contact_address{};  // that its Contact names; none: its own
};

struct PhoneCallsConfig : SipDialogConfig {
  bool follows_contact = true;  // RFC 3261 12.2.1.1; else to its registrar: an outbound proxy
};

// Where a message goes.
enum class DialogWay : std::uint8_t {
  first_hop,  // where the INVITE went: also its CANCEL, and the ACK of its refusal
  target,     // within the call: the remote target, RFC 3261 12.2.1.1
  back,       // an answer: to where its request came from
};
enum class DialogEnd : std::uint8_t {
  hung_up,         // by this side
  hung_up_there,   // BYE or CANCEL came
  refused,         // 300 to 699 to the INVITE
  no_answer,       // timer B
  no_ack,          // timer H: BYE was sent
  unanswered,      // a request within the call: RFC 3261 12.2.1.2, RFC 4028 10
  expired,         // nobody refreshed the session: RFC 4028 10
  no_media,        // RTP did not come for too long
  gone,            // this side lost its power, or its address
  not_registered,  // this side has no server that would take its INVITE
};

struct DialogSend {
  CallMessage message;
  DialogWay way;
};
struct DialogRings {};     // there, as 180 says
struct DialogAnswered {};  // media begins
struct DialogMedia {};     // an offer or its answer came: who talks to whom where, may have changed
struct DialogEnded {
  DialogEnd how;
  std::uint16_t status;  // of `refused` and `unanswered`
};
using SipDialogActions = sim::StaticVector<
    std::variant<DialogSend, DialogRings, DialogAnswered, DialogMedia, DialogEnded>, 8>;

// As a header says it.
constexpr std::uint16_t session_seconds(Duration session) {
  return static_cast<std::uint16_t>(session / 1s < 0xffff ? session / 1s : 0xffff);
}

class SipDialog {
 public:
  enum class State : std::uint8_t {
    idle,
    calling,     // INVITE sent
    proceeding,  // it rings there
    cancelling,  // CANCEL sent, or due as soon as it rings
    offered,     // it rings here
    accepted,    // 200 sent, the ACK is awaited
    confirmed,
    over,
  };
  struct Party {  // what this side says of itself
    Endpoint contact{};
    Endpoint media{};
    bool is_phone = false;
  };

  SipDialog(std::uint32_t user, std::uint16_t call, const Party& self)
      : self_(self), user_(user), call_(call) {}

  void invite(std::uint32_t called, const SipDialogConfig& config, const SipTimers& timers,
              Time now, SipDialogActions& out);
  void receive(const CallMessage& message, const SipDialogConfig& config, const SipTimers& timers,
               Time now, SipDialogActions& out);
  void accept(const SipDialogConfig& config, const SipTimers& timers, Time now,
              SipDialogActions& out);                                  // it picks up
  void refuse(std::uint16_t status, Time now, SipDialogActions& out);  // or does not
  void hang_up(const SipTimers& timers, Time now, SipDialogActions& out,
               DialogEnd why = DialogEnd::hung_up);
  void hold(bool holds, const SipTimers& timers, Time now, SipDialogActions& out);
  void transport_failed(const SipTimers& timers, Time now, SipDialogActions& out);
  void vanish(SipDialogActions& out);  // nobody is told
  void wake(const SipDialogConfig& config, const SipTimers& timers, Time now,
            SipDialogActions& out);
  void rings_until_told() { answer_at_ = never; }  // accept() comes from outside

  Time deadline() const;
  State state() const { return state_; }
  bool is_over() const { return state_ == State::over && !pending_.is_open; }
  bool talks() const;                            // both send
  Endpoint contact() const { return contact_; }  // of the other side; port 0: none yet
  Endpoint media() const { return media_; }
  std::uint32_t user() const { return user_; }
  std::uint16_t call() const { return call_; }
  std::uint32_t called() const { return called_; }
  bool is_refreshed_here() const { return session_ > 0s && refreshes_; }

 private:
  struct Pending {  // the client transaction: 17.1
    CallMessage request;
    Duration interval{};
    Time again = never;  // timer A or E
    Time fails = never;  // timer B or F
    bool is_open = false;
  };
  CallMessage message(SipMethod method) const;
  void add_media(CallMessage& message) const;
  void begin(const CallMessage& request, DialogWay way, const SipTimers& timers, Time now,
             SipDialogActions& out);
  void invite(const SipTimers& timers, Time now, SipDialogActions& out);
  void reinvite(SipMethod method, const SipTimers& timers, Time now, SipDialogActions& out);
  void cancel(const SipTimers& timers, Time now, SipDialogActions& out);
  void acknowledge(std::uint32_t cseq, DialogWay way, SipDialogActions& out) const;
  void end(DialogEnd how, std::uint16_t status, SipDialogActions& out);
  void learn(const CallMessage& message);
  void run_session(std::uint16_t seconds, bool refreshes, bool does_so, Time now);
  void failed(std::uint16_t status, const SipTimers& timers, Time now, SipDialogActions& out);

  void requested(const CallMessage& request, const SipDialogConfig& config, const SipTimers& timers,
                 Time now, SipDialogActions& out);
  void was_offered(const CallMessage& invite, const SipDialogConfig& config, Time now,
                   SipDialogActions& out);
  void reoffered(const CallMessage& request, const SipDialogConfig& config, const SipTimers& timers,
                 Time now, SipDialogActions& out);
  void say(const CallMessage& request, std::uint16_t status, SipDialogActions& out);
  void agree(CallMessage& answer, const CallMessage& request, const SipDialogConfig& config,
             Time now);
  void answered(const CallMessage& answer, const SipDialogConfig& config, const SipTimers& timers,
                Time now, SipDialogActions& out);
  void first_answered(const CallMessage& answer, const SipDialogConfig& config,
                      const SipTimers& timers, Time now, SipDialogActions& out);
  void next_answered(const CallMessage& answer, const SipDialogConfig& config,
                     const SipTimers& timers, Time now, SipDialogActions& out);

  Party self_;
  Pending pending_;
  CallMessage heard_;   // the last request of the other side,
  CallMessage answer_;  // and what was said to it
  Endpoint contact_{};
  Endpoint media_{};
  Duration resend_{};       // of timer G
  Time resend_at_ = never;  // timer G
  Time ack_until_ = never;  // timer H
  Time answer_at_ = never;
  Time refresh_at_ = never;
  Time expires_at_ = never;
  Time retry_at_ = never;  // after 491
  Duration session_{};
  std::uint32_t user_;
  std::uint32_t called_ = outside_the_house;
  std::uint32_t cseq_ = 0;
  std::uint32_t invite_cseq_ = 0;  // of the last INVITE of this side
  std::uint16_t call_;
  std::uint16_t asked_ = 0;   // Session-Expires of its INVITE
  std::uint16_t min_se_ = 0;  // the largest that it was told
  SessionRefresher asked_refresher_ = SessionRefresher::none;
  State state_ = State::idle;
  MediaDirection there_ = MediaDirection::both;  // as the other side sees it
  bool holds_ = false;
  bool offers_ = false;     // a re-INVITE is due
  bool refreshes_ = false;  // this side is the refresher
};

}  // namespace models
