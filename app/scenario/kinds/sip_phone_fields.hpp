// The keys of sip_phone.hpp: meaning, bounds, defaults.
#pragma once

#include "app/scenario/kinds/sip_phone.hpp"
#include "app/scenario/kinds/station_fields.hpp"
#include "models/protocol/dns/dns_fields.hpp"
#include "models/protocol/sip/sip_locator_fields.hpp"
#include "models/protocol/sip/sip_ua_fields.hpp"

namespace app {

inline sim::Fields<DisplaySpec> fields(DisplaySpec*) {
  using S = DisplaySpec;
  return {field("registered", &S::registered, "while it is registered", 1, 200),
          field("timed_out", &S::timed_out, "when nobody answers the REGISTER", 1, 200),
          field("rejected", &S::rejected, "when the REGISTER is refused", 1, 200),
          field("wrong_password", &S::wrong_password,
                "when it is refused with 401 or 403: its credentials", 1, 200),
          field("no_address", &S::no_address, "while DHCP gives it none", 1, 200)};
}

inline sim::Fields<SipPhoneSpec> fields(SipPhoneSpec*) {
  using S = SipPhoneSpec;
  return {sim::fields_of<StationSpec>(),
          {required("registrar", &S::registrar, "name of its PBX"),
           field("registrar_port", &S::registrar_port, "UDP port of the PBX", 1, 65535),
           field("domain", &S::domain,
                 "a DNS name instead of the PBX's address: it asks for _sip._udp.NAME, and "
                 "registers where the records lead (RFC 3263)",
                 0, 240),
           field("backups", &S::backups, "with a domain: further PBXs that it may find").at_most(3),
           field("dns", &S::dns, "with a domain: DNS servers, without DHCP").at_most(2),
           field("resolver", &S::resolver, "with a domain: DNS resolver"),
           field("fail_over", &S::fail_over, "with a domain: when a server does not answer"),
           field("local_port", &S::local_port, "UDP port that it sends from", 1024, 65535),
           field("start", &S::start, "power-on"),
           field("start_spread", &S::start_spread, "plus a random time up to this, for each phone"),
           field("sip", &S::sip, "registration and keepalive"),
           field("display", &S::display, "what its user reads")}};
}

}  // namespace app
