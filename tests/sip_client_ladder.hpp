// A Cisco phone's registration on a ladder. Call managers are cm1 (primary), cm2, cm3. An answer is
// to the last request sent there; with `late`, to the one before. The restart is after 150 s.
#pragma once

#include <array>

#include "models/protocol/sip/sip_client.hpp"
#include "tests/ladder.hpp"

class SipPhone {
 public:
  explicit SipPhone(const models::SipClientConfig& config = {}, std::uint8_t servers = 2)
      : config_(with_fixed_restart(config)), servers_(servers), client_(config_, 7, servers, {}) {}
  SipPhone(const SipPhone& other) : SipPhone(other.config_, other.servers_) {}
  SipPhone& operator=(const SipPhone&) = delete;

  void receive(ladder::Words& words, sim::Time now, ladder::Trace& trace);
  void fact(ladder::Words& words, sim::Time now, ladder::Trace& trace);
  void wake(sim::Time now, ladder::Trace& trace) {
    models::SipClientActions out;
    client_.wake(now, out);
    print(out, now, trace);
  }
  sim::Time deadline() const { return client_.deadline(); }

  // A ladder that begins with the phone registered at cm1 and cm2 as its standby; both at 0 s.
  static std::string registered(std::string_view script);

 private:
  static models::SipClientConfig with_fixed_restart(models::SipClientConfig config);
  static models::ServerIndex server(ladder::Words& words);
  void print(const models::SipClientActions& actions, sim::Time now, ladder::Trace& trace);

  models::SipClientConfig config_;
  std::uint8_t servers_;
  models::SipClient client_;
  std::array<std::uint32_t, 3> last_{};    // CSeq of the last request to each
  std::array<std::uint32_t, 3> before_{};  // and of the one before
};
