// Where a service is: the targets of an SRV answer in the order of RFC 2782, then the addresses of
// each, RFC 3263 4.2. The caller asks DNS, tries each target, and comes back for the next one. Left
// out: NAPTR, weights (all are 0: as the answer has them), a memory of dead targets (the caller's).
#pragma once

#include <span>
#include <variant>

#include "models/protocol/dns/dns_resolver.hpp"

namespace models {

// When an SRV question brings no target: is the address of the host itself asked for?
enum class SrvFallback : std::uint8_t {
  none,
  no_records,  // RFC 3263 4.2: there are no SRV records
  always,      // nor an answer (assumed of most phones)
};

// A host as an SRV record would name it.
constexpr DnsRecord record_of(Name host, std::uint16_t port) {
  return {.address = {}, .target = host, .port = port};
}

struct SrvAsk {
  Name name;
  DnsType type;
};
struct SrvTarget {
  Name host;
  Ipv4 address;
  std::uint16_t port;
};
struct SrvExhausted {
  std::optional<DnsFailed> why{};  // what DNS said last; none: all targets that it knew failed
};
using SrvActions = sim::StaticVector<std::variant<SrvAsk, SrvTarget, SrvExhausted>, 2>;

class SrvTargets {
 public:
  enum class State : std::uint8_t {
    idle,
    locating,   // SRV asked for
    resolving,  // the address of a target
    given,      // the caller is trying one
    exhausted,
  };

  // What was under way is forgotten. `host` and `port` are for the fallback; a service without a
  // name is located by its host alone (RFC 3263 4.2: the URI has a port).
  void locate(Name service, Name host, std::uint16_t port, SrvFallback fallback, SrvActions& out);
  void use(std::span<const DnsRecord> records, SrvActions& out);           // an SRV answer at hand
  void use(Name host, Ipv4 address, std::uint16_t port, SrvActions& out);  // a known address
  void stop() { *this = SrvTargets{}; }

  // Results of other questions do not matter.
  void resolved(const DnsResolved& result, SrvActions& out);
  void failed(const DnsFailed& result, SrvActions& out);
  // The target that was given is dead.
  void next(SrvActions& out);

  State state() const { return state_; }

 private:
  bool is_asked(Name name, DnsType type) const;
  void take(std::span<const DnsRecord> records);
  void resolve(SrvActions& out);
  void give(SrvActions& out);

  sim::StaticVector<DnsRecord, 4> targets_;  // the first one is tried
  sim::StaticVector<Ipv4, 4> addresses_;     // of it; the first one is given
  Name service_;
  Name host_;
  std::uint16_t port_ = 0;
  std::optional<DnsFailed> failed_;  // the last answer, if it brought nothing
  SrvFallback fallback_ = SrvFallback::none;
  State state_ = State::idle;
};

}  // namespace models
