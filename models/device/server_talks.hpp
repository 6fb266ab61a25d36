// The calls of a PBX that are answered: with whom is outside, or between two of its phones, whose
// media pass through it (a back-to-back user agent). Left out: forks of such calls, direct media,
// voice mail, music on hold, which trunk a call takes.
#pragma once

#include <vector>

#include "models/device/call_leg.hpp"
#include "models/device/outbox.hpp"
#include "models/protocol/sip/sip_contact.hpp"

namespace models {

class CallServer;

class ServerTalks {
 public:
  // To one of its phones, from outside, who hangs up so long after the answer.
  void call(CallServer& server, std::uint32_t phone, const SipContact& where, Duration lasts,
            Time now, Outbox& out);
  // `whom`: where the one who is called is to be found; null: nowhere. Of an INVITE to a phone.
  void receive(const CallMessage& message, Endpoint from, const SipContact* whom,
               CallServer& server, Time now, Outbox& out);
  // False: no call has a socket for it.
  bool receive(const RtpPacket& packet, Endpoint from, CallServer& server, Time now, Outbox& out);
  void wake(CallServer& server, Time now, Outbox& out);
  void vanish(CallServer& server, Time now, Outbox& out);

  Time deadline() const { return soonest_; }
  std::vector<TalkFact> under_way(const CallServer& server, Time now) const;

 private:
  struct Leg {
    CallLeg leg;
    std::uint16_t other = 0;        // the call that it is joined to; 0: outside
    std::uint32_t other_phone = 0;  // whose it is
  };

  Leg* find(std::uint32_t user, std::uint16_t call);
  Leg& add(CallServer& server, std::uint32_t user, std::uint16_t call, Time now);
  void connect(Leg& caller, const SipContact* whom, CallServer& server, Time now, Outbox& out);
  void carry_out(const LegActions& actions, std::uint32_t user, std::uint16_t call,
                 CallServer& server, Time now, Outbox& out);
  void tell_other(const Leg& leg, bool answered, CallServer& server, Time now, Outbox& out);
  void follow(const Leg& leg);
  void forget_what_is_over();

  std::vector<Leg> legs_;
  Time soonest_ = never;  // or sooner
  std::uint16_t made_ = 0;
};

}  // namespace models
