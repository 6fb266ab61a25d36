// The calls of a phone that are answered: those that its user makes, and those that it picks up.
// There are none in a phone before the first one.
#pragma once

#include <vector>

#include "models/device/call_leg.hpp"
#include "models/device/outbox.hpp"

namespace models {

class Phone;
class SipLine;

class PhoneCalls {
 public:
  // Its user dials; `to`: where its server is. It hangs up so long after the answer.
  void call(std::uint32_t called, Endpoint to, bool is_registered, Duration lasts, Phone& phone,
            SipLine& line, Time now, Outbox& out);
  void hold(bool holds, Phone& phone, SipLine& line, Time now, Outbox& out);
  void receive(const CallMessage& message, Endpoint from, Phone& phone, SipLine& line, Time now,
               Outbox& out);
  void receive(const RtpPacket& packet, Endpoint from, Phone& phone, Time now);
  void wake(Phone& phone, SipLine& line, Time now, Outbox& out);
  void vanish(Phone& phone, SipLine& line, Time now, Outbox& out);  // without a word to anyone

  bool hears(const RtpPacket& packet) const;  // it has a socket for it
  Time deadline() const;
  // As they stand, of the calls that go on.
  std::vector<TalkFact> under_way(const Phone& phone, Time now) const;

 private:
  CallLeg* find(std::uint32_t user, std::uint16_t call);
  SipDialog::Party party(const Phone& phone, std::uint16_t call) const;
  void carry_out(const LegActions& actions, CallLeg& leg, Phone& phone, SipLine& line, Time now,
                 Outbox& out);
  void forget_what_is_over();

  std::vector<CallLeg> legs_;
  std::uint16_t made_ = 0;  // another Call-ID for each, also after it was switched off
};

}  // namespace models
