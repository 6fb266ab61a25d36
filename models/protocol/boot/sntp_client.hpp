// A phone as SNTP client: RFC 4330 5 and 10. One server after the other is asked, with retries; an
// answer sets the clock, which is wrong until then. Left out: drift, the Date of a REGISTER's
// answer, kiss-o'-death beyond "not synchronized", broadcasts.
#pragma once

#include <variant>
#include <vector>

#include "models/wire/endpoint.hpp"
#include "models/wire/ntp.hpp"
#include "sim/base/copy.hpp"
#include "sim/base/static_vector.hpp"

namespace models {

struct SntpConfig {
  bool enabled = false;         // else its clock is right
  std::vector<Ipv4> servers{};  // its own
  bool uses_option = true;      // 42 of the lease comes before them
  Duration timeout = 5s;        // assumed: for an answer
  int tries = 3;                // assumed: of one server
  Duration retry = 64s;         // assumed: after all have failed; RFC 4330 10: at least 15 s
  Duration poll = 24h;          // assumed: after an answer
  bool keeps_time = false;      // assumed: its clock goes on without power
  Duration clock_at_boot{};     // what it shows without, before or after the run's begin
};

enum class SntpFailure : std::uint8_t { no_server, no_answer };

struct NtpSend {
  NtpMessage message;
  Ipv4 to;
};
struct ClockSet {};
struct SntpFailed {
  SntpFailure why;
  Ipv4 server;
};
using SntpActions = sim::StaticVector<std::variant<NtpSend, ClockSet, SntpFailed>, 3>;

class SntpClient {
 public:
  SntpClient(const SntpConfig& config, std::uint32_t user)
      : config_(&config), user_(user), is_set_(config.keeps_time) {}

  void start(Ipv4 told, Time now, SntpActions& out);  // `told`: by option 42; 0.0.0.0: nothing
  void stop() { deadline_ = never; }
  void power_off();
  void receive(const NtpMessage& message, Ipv4 from, Time now, SntpActions& out);
  void wake(Time now, SntpActions& out);

  Time deadline() const { return deadline_; }
  bool is_set() const { return is_set_; }
  // What its clock shows: since the run's begin.
  Duration clock(Time now) const {
    return is_set_ ? now.time_since_epoch() : config_->clock_at_boot + (now - began_);
  }
  void booted(Time now) {
    if (!is_set_) began_ = now;
  }

 private:
  void ask(Time now, SntpActions& out);

  sim::Beside<const SntpConfig> config_;
  sim::StaticVector<Ipv4, 3> servers_;
  Time deadline_ = never;
  Time began_{};  // of a clock that nobody set
  std::uint32_t user_;
  int tries_ = 0;
  std::uint8_t server_ = 0;
  bool is_set_ = false;
};

}  // namespace models
