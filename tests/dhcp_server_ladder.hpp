// A DHCP server 10.0.0.1 on a ladder. Clients are single letters. `<` what a client sends, with
// what its state says (selecting, reboots, renews, rebinds), or `echo` of a pinged address. `!`
// start, stop, and what the timeline may change: first or last of the pool, authoritative.
#pragma once

#include "models/protocol/dhcp/dhcp_server.hpp"
#include "tests/ladder.hpp"

namespace dhcp {

// The scope 10.0.0.0/24 with the pool .10 to .19; another, for a relay 10.0.1.1, with .10 to .12.
models::DhcpServerConfig config();
// That scope, with the values of models/profiles/<name>.yaml.
models::DhcpServerConfig profile(const std::string& name, bool authoritative);

sim::Mac mac_of(std::string_view client);
inline constexpr models::Name class_of_lync{1}, class_in_lower_case{2}, web_service{3},
    registrar{4};

class Server {
 public:
  explicit Server(const models::DhcpServerConfig& config = dhcp::config())
      : config_(config), server_(config_, {0x0a00'0001}) {
    server_.start(sim::Time{});
  }
  Server(const Server& other) : Server(other.config_) {}
  Server& operator=(const Server&) = delete;

  void receive(ladder::Words& words, sim::Time now, ladder::Trace& trace);
  void fact(ladder::Words& words, sim::Time now, ladder::Trace& trace);
  void wake(sim::Time now, ladder::Trace& trace) {
    models::DhcpServerActions out;
    server_.wake(now, out);
    print(out, now, trace);
  }
  sim::Time deadline() const { return server_.deadline(); }

 private:
  static void print(const models::DhcpServerActions& out, sim::Time now, ladder::Trace& trace);

  models::DhcpServerConfig config_;
  models::DhcpServer server_;
};

// With a change to config(): `[](auto& c) { c.lease = 100s; }`.
template <class Change>
Server with(Change change) {
  models::DhcpServerConfig changed = config();
  change(changed);
  return Server(changed);
}

}  // namespace dhcp
