// One side's media of a call: RTP (RFC 3550), where it goes (SDP, or the other side's source: RFC
// 4961, 7362), and what is heard. Of fifty packets a second one in `sample` is sent: all that a
// NAT's or a firewall's entry can tell. Left out: RTCP, jitter, loss as one hears it, SRTP, ICE.
#pragma once

#include <optional>
#include <variant>

#include "models/wire/call.hpp"
#include "models/wire/endpoint.hpp"
#include "sim/base/static_vector.hpp"

namespace models {

// Where RTP goes: RFC 7362 3.3.
enum class RtpTarget : std::uint8_t {
  described,  // where SDP says
  first,      // where the call's first packet came from
  offer,      // the same, and after each re-INVITE anew
  latest,     // where the last packet came from
};

struct RtpConfig {
  int first_port = 16384;         // [cisco-rtp]; each further call's is two higher
  std::optional<Ipv4> address{};  // that its SDP names; none: its own
  RtpTarget sends_to = RtpTarget::described;
  Duration sample = 2s;             // between two packets that are looked at; assumed
  Duration hold_keepalive = 0s;     // between packets while on hold: RFC 6263; 0s: none
  Duration silence_ends = 0s;       // it hangs up: [chan-sip] rtptimeout; 0s: never
  Duration hold_silence_ends = 0s;  // the same on hold: rtpholdtimeout
};

struct RtpSend {
  bool is_keepalive;
};
struct RtpSilent {};  // for too long
using RtpActions = sim::StaticVector<std::variant<RtpSend, RtpSilent>, 2>;

class RtpStream {
 public:
  // What it sends it makes itself; else it passes on what another stream hears: relays().
  void begin(bool relays) { relays_ = relays; }
  // What the call says, at its answer and after each offer.
  void follow(bool talks, Endpoint described, const RtpConfig& config, Time now);
  void stop(Time now);
  void receive(Endpoint from, const RtpConfig& config, Time now);
  void wake(const RtpConfig& config, Time now, RtpActions& out);

  Time deadline() const { return next_ < ends_ ? next_ : ends_; }
  Endpoint to() const { return source_.port != 0 ? source_ : described_; }
  bool is_up() const { return up_; }
  bool talks() const { return talks_; }

  // What was heard: the longest time in which something should have been, and was not.
  Duration longest_silence() const { return silence_; }
  Time silent_since() const { return silent_since_; }  // never: it was none

 private:
  void hear_nothing(Time until);
  void expect_end(const RtpConfig& config, Time now);

  Endpoint described_{};
  Endpoint source_{};
  Duration interval_{};
  Time next_ = never;
  Time ends_ = never;
  Time heard_{};
  Time silent_since_ = never;
  Duration silence_{};
  bool up_ = false;
  bool talks_ = false;
  bool relays_ = false;
  bool learns_ = true;
};

}  // namespace models
