// DNS on ladders. A result reads `pbx A 10.0.0.1,10.0.0.2 ttl 60`, `_sip SRV a:5060:10,b:5060:20`
// (host, port, priority), or `pbx A name_error ttl 60`. DnsPhone is a resolver: `<` an answer from
// a server, `!` resolve, servers, off, serve-stale. SrvCaller uses SrvTargets: `<` a result, `!`
// locate <service or -> <host> <port> <fallback>, use <host:port:priority,...>, next, stop.
#pragma once

#include <array>
#include <map>

#include "tests/dns_words.hpp"

class DnsPhone {
 public:
  explicit DnsPhone(const models::DnsResolverConfig& config = {},
                    std::array<sim::Ipv4, 2> servers = {first, second})
      : config_(config), resolver_(config_) {
    resolver_.servers(servers);
  }
  DnsPhone(const DnsPhone&) = delete;
  DnsPhone& operator=(const DnsPhone&) = delete;

  static constexpr sim::Ipv4 first{0x0a000035};   // 10.0.0.53
  static constexpr sim::Ipv4 second{0x0a000036};  // 10.0.0.54

  void receive(ladder::Words& words, sim::Time now, ladder::Trace& trace);
  void fact(ladder::Words& words, sim::Time now, ladder::Trace& trace);
  void wake(sim::Time now, ladder::Trace& trace) {
    models::DnsActions out;
    resolver_.wake(now, out);
    print(out, now, trace);
  }
  sim::Time deadline() const { return resolver_.deadline(); }

 private:
  void print(const models::DnsActions& actions, sim::Time now, ladder::Trace& trace);

  DnsWords words_;
  models::DnsResolverConfig config_;
  models::DnsResolver resolver_;
  std::map<std::string, std::uint16_t> ids_;  // of the last questions
};

// What a caller is told: `> ask <question>`, `= try <host> <address>:<port>`, `= exhausted`.
void print_targets(const DnsWords& words, const models::SrvActions& actions, sim::Time now,
                   ladder::Trace& trace);

class SrvCaller {
 public:
  SrvCaller() = default;
  SrvCaller(const SrvCaller&) = delete;
  SrvCaller& operator=(const SrvCaller&) = delete;

  void receive(ladder::Words& words, sim::Time now, ladder::Trace& trace);
  void fact(ladder::Words& words, sim::Time now, ladder::Trace& trace);
  void wake(sim::Time, ladder::Trace&) {}
  sim::Time deadline() const { return sim::never; }

 private:
  DnsWords words_;
  models::SrvTargets targets_;
};
