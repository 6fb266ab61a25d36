// LyncConfig in a file: keys, meaning, bounds; and the names of where sign-in ends. Its look-ups
// and domain names are filled in by whoever knows the network's names.
#pragma once

#include "models/protocol/lync/lync_discovery.hpp"
#include "sim/schema/field.hpp"

namespace models {

constexpr auto names(LyncOrder*) {
  return std::array{
      sim::Name{LyncOrder::dhcp_else_dns, "dhcp_else_dns",
                "DNS only for what no DHCP answer told (report 004)"},
      sim::Name{LyncOrder::dns_then_dhcp, "dns_then_dhcp", "one list of both (gg398713)"}};
}
constexpr auto names(LyncForget*) {
  return std::array{sim::Name{LyncForget::nothing, "nothing", "until it is reset"},
                    sim::Name{LyncForget::stored, "stored", "what once worked (gg398713)"},
                    sim::Name{LyncForget::all, "all", "what DHCP told as well"}};
}
constexpr auto names(LyncStep*) {
  using enum LyncStep;
  return std::array{
      sim::Name{no_certificate_service, "no_certificate_service",
                "neither DHCP option 43 nor DNS named a web service"},
      sim::Name{web_unresolved, "web_unresolved", "the web service's name has no address"},
      sim::Name{web_unreachable, "web_unreachable", "no connection to the web service"},
      sim::Name{certificate_refused, "certificate_refused", "the web service gave no certificate"},
      sim::Name{registrar_unknown, "registrar_unknown",
                "neither DHCP option 120 nor DNS named a registrar"},
      sim::Name{registrar_foreign, "registrar_foreign",
                "DNS named registrars outside the SIP domain only"},
      sim::Name{registrar_unresolved, "registrar_unresolved", "the registrar has no address"},
      sim::Name{registrar_unreachable, "registrar_unreachable", "the registrar does not answer"}};
}

inline sim::Fields<LyncConfig> fields(LyncConfig*) {
  using C = LyncConfig;
  using sim::field;
  return {field("order", &C::order, "what comes first, DHCP or DNS"),
          field("forgets", &C::forgets, "what a phone forgets when all that it knows has failed"),
          field("web_service_from_dns", &C::web_service_from_dns,
                "without DHCP option 43, the host that DNS names serves certificates"),
          field("uses_last_registrar", &C::uses_last_registrar,
                "when nothing else resolves, the registrar that worked last"),
          field("strict_domain", &C::strict_domain,
                "a host outside the SIP domain is not used (firmware 4.0.7577.4363 and later)"),
          field("web_port", &C::web_port, "of the web service (option 43, sub-option 4)", 1, 65535),
          field("registrar_port", &C::registrar_port, "of a registrar that no SRV record names", 1,
                65535),
          field("dhcp_wait", &C::dhcp_wait, "for a DHCP answer with a name", 0s, 10min),
          field("retry", &C::retry, "from a failure to the next attempt", 1s, 24h),
          field("certificate_lifetime", &C::certificate_lifetime,
                "of the phone's certificate, which spares it the web service", 0s, 87600h)
              .or_forever()};
}

}  // namespace models
