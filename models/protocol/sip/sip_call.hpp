// A call as its caller's PBX sees it who hangs up at the first ring: the INVITE client transaction
// over UDP (RFC 3261 17.1.1) and its CANCEL (9.1). Left out: SDP, a phone that picks up, timer D,
// copies of the CANCEL.
#pragma once

#include <variant>

#include "models/wire/sip.hpp"
#include "sim/base/static_vector.hpp"

namespace models {

enum class SipCallEnd : std::uint8_t {
  rings,            // 180
  rings_elsewhere,  // 180, but from another phone than the called one
  refused,          // 300 to 699
  no_answer,        // timer B
  unreachable,      // nothing was sent: qualify had found it so
  not_registered,   // nothing was sent: nobody knows where to
  answered,         // of a call that is answered: until somebody hung up
  one_way,          // the same, but one of the two heard nothing
  no_audio,         // neither of them did
  dropped,          // it ended, and nobody had hung up
};

struct SipCallTimers {  // RFC 3261 table 4
  Duration t1 = 500ms;
  Duration timer_b = 32s;  // 64 * T1
  bool reliable = false;   // TCP or TLS: timer A does not run (17.1.1.2)
};

struct SipCallSend {
  SipMessage message;
};
struct SipCallEnded {
  SipCallEnd how;
  std::uint16_t status;  // of the answer; 0: none
};
using SipCallActions = sim::StaticVector<std::variant<SipCallSend, SipCallEnded>, 3>;

class SipCall {
 public:
  // Its `cseq` tells this user's calls apart.
  explicit SipCall(const SipMessage& invite) : invite_(invite) {}

  void start(const SipCallTimers& timers, Time now, SipCallActions& out);
  void receive(const SipMessage& answer, const SipCallTimers& timers, Time now,
               SipCallActions& out);
  void wake(Time now, SipCallActions& out);
  // Another branch rings. Before a provisional answer there is nothing to CANCEL (9.1).
  void abandon();

  Time deadline() const { return timer_a_ < timer_b_ ? timer_a_ : timer_b_; }
  bool is_over() const { return state_ == State::completed; }
  bool is_answered() const { return state_ != State::calling; }  // it rang, or was refused
  std::uint32_t user() const { return invite_.user; }

 private:
  enum class State : std::uint8_t { calling, cancelled, completed };

  SipMessage request(SipMethod method) const;

  SipMessage invite_;
  Duration interval_{};   // of timer A
  Time timer_a_ = never;  // the next copy of the INVITE
  Time timer_b_ = never;  // when it has failed; cancelled: until then the 487 is awaited
  State state_ = State::calling;
};

}  // namespace models
