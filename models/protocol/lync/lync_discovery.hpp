// How a Lync 2010 phone finds its web service and its registrar, and in which order it uses them:
// [lync-report], Microsoft's "Log on to the Lync Server" [lync-gg398713]. The device sends a DHCP
// INFORM, asks DNS, speaks HTTPS and SIP. Left out: in-band provisioning, device update, NTP.
#pragma once

#include <string_view>
#include <vector>

#include "models/protocol/dns/srv_targets.hpp"
#include "sim/base/copy.hpp"

namespace models {

struct LyncLookup {
  Name name{};
  DnsType type = DnsType::srv;
};

enum class LyncOrder : std::uint8_t {
  dhcp_else_dns,  // [lync-report]: DNS only for what no DHCP answer told
  dns_then_dhcp,  // [lync-gg398713]: one list of both
};

// What a phone forgets when all that it knows has failed.
enum class LyncForget : std::uint8_t {
  nothing,  // until the operator resets it
  stored,   // [lync-gg398713]: what once worked; [lync-report]: not what never worked
  all,      // that as well: each attempt asks DHCP anew
};

struct LyncConfig {
  std::vector<LyncLookup> lookups{};  // [lync-dns], in their order
  std::vector<Name> domain_names{};   // hosts in the SIP domain's namespace
  LyncOrder order = LyncOrder::dhcp_else_dns;
  LyncForget forgets = LyncForget::stored;
  bool web_service_from_dns = true;       // [lync-report]; the SRV target: [assumed-lync]
  bool uses_last_registrar = true;        // [lync-gg398713]: when nothing else resolves
  bool strict_domain = false;             // [lync-dns]: firmware 4.0.7577.4363: true
  int web_port = 443;                     // [lync-gg412828]: sub-option 4
  int registrar_port = 5061;              // [lync-dns]; of hosts that no SRV names
  Duration dhcp_wait = 10s;               // for an answer with a name, [assumed-lync]
  Duration retry = 60s;                   // from a failure to the next, [assumed-lync]
  Duration certificate_lifetime = 4320h;  // DefaultValidityPeriod; not re-read
};

enum class LyncStep : std::uint8_t {  // where sign-in ended, in the order of progress
  no_certificate_service,             // neither DHCP nor DNS named one
  web_unresolved,
  web_unreachable,
  certificate_refused,
  registrar_unknown,
  registrar_foreign,  // strict_domain: only names outside the SIP domain
  registrar_unresolved,
  registrar_unreachable,
};

// What the phone displays: Microsoft's troubleshooting topics for Lync 2010 devices. The text for a
// registrar that is unknown was seen for another fault (a certificate); here it is assumed.
constexpr std::string_view display_of(LyncStep step) {
  switch (step) {
    case LyncStep::no_certificate_service:
    case LyncStep::web_unresolved:
    case LyncStep::web_unreachable: return "Unable to locate Lync Certificate Web service";
    case LyncStep::certificate_refused:
      return "Error downloading certificate chain from OCS Registrar. Please try again";
    case LyncStep::registrar_unknown:
    case LyncStep::registrar_foreign: return "Cannot connect to the server. Retrying.";
    case LyncStep::registrar_unresolved:
    case LyncStep::registrar_unreachable:
      return "Unable to contact Registrar for authentication. Please sign in again.";
  }
  return "";
}

struct LyncInform {};  // DHCPINFORM, class MS-UC-Client, options 43 and 120
struct LyncAsk {
  Name name;
  DnsType type;
};
struct LyncConnectWeb {
  Name host;  // the certificate must name it
  Ipv4 address;
  std::uint16_t port;
};
struct LyncRegister {
  Name host;
  Ipv4 address;
  std::uint16_t port;
};
struct LyncSignedIn {};
struct LyncFailed {
  LyncStep step;
  Name host;  // the last one that was tried for this step; none if none was known
};
using LyncActions = sim::StaticVector<
    std::variant<LyncInform, LyncAsk, LyncConnectWeb, LyncRegister, LyncSignedIn, LyncFailed>, 4>;

class LyncDiscovery {
 public:
  enum class State : std::uint8_t {
    off,
    discovering,  // DHCP and DNS in parallel
    resolving_web,
    fetching_certificate,
    resolving_registrar,
    registering,
    signed_in,
    waiting,  // for the next attempt
  };

  explicit LyncDiscovery(const LyncConfig& config) : config_(&config) {}

  void start(Time now, LyncActions& out);  // the phone has an address
  void stop();                             // power off: what it knows is kept
  void reset();                            // the operator's: a phone as it was delivered

  void informed(Name web_service, Name registrar, Time now, LyncActions& out);
  void inform_failed(Time now, LyncActions& out);
  void resolved(const DnsResolved& result, Time now, LyncActions& out);
  void unresolved(const DnsFailed& result, Time now, LyncActions& out);
  void web_answered(bool ok, Time now, LyncActions& out);  // ok: a certificate; else 404 and such
  void web_failed(Time now, LyncActions& out);             // no connection
  void registered(Time now, LyncActions& out);
  void register_failed(Time now, LyncActions& out);  // or lost, and given up
  void wake(Time now, LyncActions& out);

  Time deadline() const { return deadline_; }
  State state() const { return state_; }
  bool has_certificate(Time now) const { return now < certificate_until_; }

 private:
  // Where a list of hosts comes from, in the order in which they are tried.
  enum class Source : std::uint8_t { stored, dns_first, dhcp, dns, last, last_address, none };
  struct Hosts {
    Name web;
    Name registrar;
    Ipv4 registrar_address;
    std::uint16_t registrar_port = 0;
  };

  void begin(Time now, LyncActions& out);
  void ask_name(Time now, LyncActions& out);
  void find(const DnsResolved& result);
  void settle(Time now, LyncActions& out);
  void sign_in(Time now, LyncActions& out);
  void enter(State step, LyncStep trouble, Time now, LyncActions& out);
  void try_next_source(Time now, LyncActions& out);
  void use(Source source, SrvActions& out);
  void follow(const SrvActions& actions, Time now, LyncActions& out);
  void give(const SrvTarget& target, LyncActions& out);
  void fail(Time now, LyncActions& out);
  bool is_usable(Source source) const;
  bool is_told(Time now) const;
  bool wants_web() const;
  bool asks(Name name, DnsType type) const;

  sim::Beside<const LyncConfig> config_;
  SrvTargets targets_;
  sim::StaticVector<DnsRecord, 4> found_;  // by DNS
  Hosts told_;                             // by DHCP; kept until it has worked
  Hosts stored_;                           // what has worked
  SrvTarget current_{};                    // what is tried
  Name web_host_;                          // that gave the certificate
  Time certificate_until_ = Time::min();
  Time deadline_ = never;
  std::size_t lookup_ = 0;
  State state_ = State::off;
  Source source_ = Source::none;
  LyncStep trouble_ = LyncStep::no_certificate_service;
  bool awaits_dhcp_ = false;
  bool from_store_ = false;  // this attempt needs no discovery
  bool distrusts_ = false;   // what is stored has failed
  bool reached_ = false;     // some host of this step had an address
  bool foreign_ = false;     // DNS named hosts outside the SIP domain only
};

}  // namespace models
