// One side of a call as a phone and a call server have it: its dialog, its media, when it hangs up,
// and what it remembers of it. Its owner sends what it says, and tells it what came.
#pragma once

#include "models/device/journal.hpp"
#include "models/protocol/rtp/rtp_stream.hpp"
#include "models/protocol/sip/sip_contact.hpp"
#include "models/protocol/sip/sip_dialog.hpp"
#include "sim/base/copy.hpp"

namespace models {

// How its owner calls; where requests within a call go, and by which setting.
struct CallRules {
  sim::Beside<const SipDialogConfig> dialog;
  sim::Beside<const RtpConfig> rtp;
  SipTimers timers;
  ContactUse target;
  Setting target_setting;
  bool force_rport = true;
};

struct LegSend {
  CallMessage message;
  Endpoint to;
};
struct LegSpeak {
  RtpPacket packet;
  Endpoint to;
};
struct LegRings {};
struct LegAnswered {};
struct LegEnded {
  DialogEnd how;
  std::uint16_t status;
};
using LegActions =
    sim::StaticVector<std::variant<LegSend, LegSpeak, LegRings, LegAnswered, LegEnded>, 12>;

class CallLeg {
 public:
  static constexpr Duration rings_at_most = 180s;  // RFC 3261 16.6: timer C; assumed of users
  static constexpr Duration for_ever = 876'000h;

  CallLeg(std::uint32_t user, std::uint16_t call, const SipDialog::Party& self, Time now)
      : dialog_(user, call, self), began_(now), port_(self.media.port) {}

  // For so long after it was answered.
  void invite(std::uint32_t called, Endpoint to, Duration lasts, const CallRules& rules, Time now,
              LegActions& out);
  void receive(const CallMessage& message, Endpoint from, const CallRules& rules, Time now,
               LegActions& out);
  void receive(const RtpPacket& packet, Endpoint from, const CallRules& rules, Time now);
  void pass_on(const RtpPacket& packet,
               LegActions& out);  // what came on the other side of a server
  void accept(const CallRules& rules, Time now, LegActions& out);
  void refuse(std::uint16_t status, const CallRules& rules, Time now, LegActions& out);
  void hang_up(const CallRules& rules, Time now, LegActions& out);
  void hold(bool holds, const CallRules& rules, Time now, LegActions& out);
  void unreachable(const CallRules& rules, Time now, LegActions& out);  // no connection leads there
  void vanish(const CallRules& rules, Time now, LegActions& out);
  void wake(const CallRules& rules, Time now, LegActions& out);
  void bridge() {  // between this and another
    dialog_.rings_until_told();
    rtp_.begin(true);
  }

  Time deadline() const;
  const SipDialog& dialog() const { return dialog_; }
  bool is_over() const { return dialog_.is_over(); }
  bool calls() const { return calls_; }
  bool is_on_stream() const { return heard_from_.stream; }
  Time began() const { return began_; }
  Time answered() const { return answered_; }
  std::uint16_t port() const { return port_; }  // of its media
  bool is(std::uint32_t user, std::uint16_t call) const {
    return dialog_.user() == user && dialog_.call() == call;
  }
  // As it stands: of one that goes on when the run ends, too.
  TalkFact fact(const CallRules& rules, LegEnded ended, Time now) const;

 private:
  void carry_out(const SipDialogActions& actions, const CallRules& rules, Time now,
                 LegActions& out);
  Endpoint target(const CallRules& rules) const;
  void follow(const CallRules& rules, Time now);

  SipDialog dialog_;
  RtpStream rtp_;
  Endpoint first_hop_{};
  Endpoint heard_from_{};  // the other side's last message
  Endpoint answers_to_{};  // where its last request wants them
  Time began_;
  Time answered_ = never;
  Time hangs_up_at_ = never;
  Duration lasts_{};
  std::uint16_t port_;
  std::uint16_t sequence_ = 0;
  bool calls_ = false;
  bool on_hold_ = false;  // when no media came for too long
};

}  // namespace models
