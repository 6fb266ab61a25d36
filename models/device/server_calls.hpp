// The calls that a call server makes to its phones, as far as the first ring: by INVITE to wherever
// its registrar knows the phone, or by SCCP ([chan-skinny]: CallState and SetRinger). A station
// does not answer those: it rings when they have reached it, which TCP's acknowledgment says.
#pragma once

#include <optional>
#include <vector>

#include "models/device/outbox.hpp"
#include "models/protocol/sip/sip_call.hpp"
#include "models/protocol/sip/sip_contact.hpp"
#include "models/wire/endpoint.hpp"

namespace models {

class CallServer;

class ServerCalls {
 public:
  struct Call {
    SipCall sip;  // of a station: only who is called
    Endpoint to{};
    Time began{};
    std::uint32_t fork = 0;  // the number that all branches of one call share
    bool is_decided = false;
    std::optional<SipCallEnded> heard{};  // the best that its other branches came to
    ConnectionId station = not_a_station;
    Time gives_up = never;  // on a station
    bool is_over() const { return sip.is_over() || (is_of_station() && gives_up == never); }
    bool is_of_station() const { return station != not_a_station; }
  };

  void invite(CallServer& server, std::uint32_t phone, Endpoint to, Time now, Outbox& out);
  // At all of these contacts at once (RFC 3261 16.6): it rings where one does.
  void invite(CallServer& server, std::uint32_t phone, const std::vector<const SipContact*>& where,
              Time now, Outbox& out);
  void ring(CallServer& server, std::uint32_t phone, ConnectionId station, Time now, Outbox& out);
  // Nothing is sent.
  static void fail(std::uint32_t phone, SipCallEnd how, Time now, Outbox& out);

  void answered(const SipMessage& answer, CallServer& server, Time now, Outbox& out);
  // All that was sent there has arrived.
  void acknowledged(ConnectionId station, CallServer& server, Time now, Outbox& out);
  void wake(Time deadline, CallServer& server, Time now, Outbox& out);  // what is due until then

  Time deadline() const;
  const std::vector<Call>& under_way() const { return calls_; }

 private:
  static constexpr ConnectionId not_a_station = ~ConnectionId{0};

  void begin(CallServer& server, const SipMessage& invite, Endpoint to, std::uint32_t fork,
             Time now, Outbox& out);
  void carry_out(const SipCallActions& actions, Call& call, CallServer& server, Time now,
                 Outbox& out);
  void branch_ended(Call& call, SipCallEnded ended, Time now, Outbox& out);
  void forget_what_is_over();

  std::vector<Call> calls_;
  std::uint32_t made_ = 0;
};

}  // namespace models
