// A Cisco SCCP phone on a ladder; call managers are cm1 (primary), cm2, cm3. After RegisterReject
// it waits 20 s, when all failed 45 s. `< cm1 accepts` is the whole of a good registration: what
// the phone asks for in between is checked, not printed. `!` also changes the detection's mode.
#pragma once

#include "models/protocol/sccp/sccp_client.hpp"
#include "tests/ladder.hpp"

class SccpPhone {
 public:
  explicit SccpPhone(const models::SccpClientConfig& config = {}, std::uint8_t servers = 2)
      : config_(with_fixed_waits(config)), servers_(servers), client_(config_, 7, servers, {}) {}
  SccpPhone(const SccpPhone& other) : SccpPhone(other.config_, other.servers_) {}
  SccpPhone& operator=(const SccpPhone&) = delete;

  void receive(ladder::Words& words, sim::Time now, ladder::Trace& trace);
  void fact(ladder::Words& words, sim::Time now, ladder::Trace& trace);
  void wake(sim::Time now, ladder::Trace& trace) {
    models::SccpClientActions out;
    client_.wake(now, out);
    print(out, now, trace);
  }
  sim::Time deadline() const { return client_.deadline(); }

  // A ladder that begins with the phone registered at cm1 and connected to cm2; both at 0 s.
  static std::string registered(std::string_view script);

 private:
  static models::SccpClientConfig with_fixed_waits(models::SccpClientConfig config);
  static models::ServerIndex server(ladder::Words& words);
  void accept(models::ServerIndex from, sim::Time now, ladder::Trace& trace);
  static void print(const models::SccpClientActions& actions, sim::Time now, ladder::Trace& trace);

  models::SccpClientConfig config_;
  std::uint8_t servers_;
  models::SccpClient client_;
};

// As [chan-skinny] writes it: RegisterTokenReq.
std::string name_of(models::SccpId id);
models::SccpId id_of(std::string_view name);
