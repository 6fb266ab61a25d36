// A Lync 2010 phone on a ladder, with the look-ups of [lync-dns]. `<` a result of DNS
// (dns_ladder.hpp) or `ACK [web <host>] [registrar <host>]`; `!` boot, off, reset, no ACK,
// certificate, refused, web dead, registered, registrar dead. The pool of Contoso is pool, or pool1
// and pool2.
#pragma once

#include "models/protocol/lync/lync_discovery.hpp"
#include "tests/dns_ladder.hpp"

class LyncPhone {
 public:
  // `ours`: the hosts that count as in the SIP domain.
  explicit LyncPhone(const models::LyncConfig& config = {},
                     const std::vector<std::string>& ours = {});
  LyncPhone(const LyncPhone&) = delete;
  LyncPhone& operator=(const LyncPhone&) = delete;

  void receive(ladder::Words& words, sim::Time now, ladder::Trace& trace);
  void fact(ladder::Words& words, sim::Time now, ladder::Trace& trace);
  void wake(sim::Time now, ladder::Trace& trace) {
    models::LyncActions out;
    lync_.wake(now, out);
    print(out, now, trace);
  }
  sim::Time deadline() const { return lync_.deadline(); }

  // Ladders that begin with a phone at 0 s: no look-up finds anything; and one that has signed in
  // by DHCP alone, to web 10.0.0.5 and pool 10.0.0.1.
  static std::string nothing_in_dns();
  static std::string signed_in(std::string_view script);

 private:
  void print(const models::LyncActions& actions, sim::Time now, ladder::Trace& trace);

  DnsWords words_;
  models::LyncConfig config_;
  models::LyncDiscovery lync_;
};

std::string lync_step(models::LyncStep step);
