// How many phones a registrar takes, and how many REGISTERs it can work off, first come, first
// served, and what becomes of more: RFC 3261 21.4.4, 21.5.4, RFC 5390 5 (avalanche restart). Left
// out: the work of refusing, and of all other requests.
#pragma once

#include <deque>
#include <variant>

#include "models/wire/endpoint.hpp"
#include "models/wire/sip.hpp"
#include "sim/base/copy.hpp"
#include "sim/base/random.hpp"
#include "sim/base/static_vector.hpp"

namespace models {

enum class Overload : std::uint8_t { ignore, refuse };

struct RegistrarLoadConfig {
  int per_second = 0;                    // 0: no limit
  int queue = 500;                       // that wait; [res-pjsip]: its high water level
  Overload overload = Overload::ignore;  // Asterisk's pjsip_distributor, over UDP
  Duration retry_after = 0s;             // in whole seconds; 0s: a 503 without that header
  Duration retry_after_spread = 0s;      // plus up to this, random (Brekeke's example: 5 to 20 min)
  // A copy of a REGISTER that waits is dropped (RFC 3261 17.2.2); else it waits like any other, as
  // in Asterisk, which queues before its transaction layer.
  bool absorbs_copies = true;
  int max_phones = 0;           // that are registered at a time, by licence; 0: no limit
  int no_licence_answer = 403;  // what one more hears; [assumed-licence]
};

struct LoadServed {
  SipMessage request;
  Endpoint from;
};  // to be answered now
struct LoadRefused {
  SipMessage answer;
  Endpoint to;
};
struct LoadIgnored {};  // too many wait
using RegistrarLoadActions =
    sim::StaticVector<std::variant<LoadServed, LoadRefused, LoadIgnored>, 1>;

class RegistrarLoad {
 public:
  RegistrarLoad(const RegistrarLoadConfig& config, sim::Random random)
      : config_(&config), random_(random) {}

  void receive(const SipMessage& request, Endpoint from, Time now, RegistrarLoadActions& out);
  void wake(Time now, RegistrarLoadActions& out);  // one REGISTER at most
  void stop();                                     // power off: what waits is forgotten

  Time deadline() const { return done_at_; }

 private:
  bool is_waiting(const SipMessage& request) const;
  Duration work() const { return Duration{1s} / config_->per_second; }

  sim::Beside<const RegistrarLoadConfig> config_;
  sim::Random random_;
  std::deque<LoadServed> waiting_;  // the first one is being worked on
  Time done_at_ = never;
};

}  // namespace models
