// The keys of lync_phone.hpp: meaning, bounds, defaults.
#pragma once

#include "app/scenario/kinds/lync_phone.hpp"
#include "app/scenario/kinds/station_fields.hpp"
#include "models/protocol/dns/dns_fields.hpp"
#include "models/protocol/lync/lync_fields.hpp"
#include "models/protocol/sip/sip_ua_fields.hpp"
#include "models/protocol/tcp/tcp_fields.hpp"

namespace app {

inline sim::Fields<LyncPhoneSpec> fields(LyncPhoneSpec*) {
  using S = LyncPhoneSpec;
  return {
      sim::fields_of<StationSpec>(),
      {required("registrars", &S::registrars,
                "the call servers that it may register at, if it finds one of them")
           .at_most(3),
       required("sip_domain", &S::sip_domain, "such as example.com: where it asks DNS", 1, 200),
       field("vendor_class", &S::vendor_class, "option 60 of its INFORM, to the letter", 0, 200),
       field("dns", &S::dns, "DNS servers, without DHCP").at_most(2),
       field("start", &S::start, "power-on"),
       field("start_spread", &S::start_spread, "plus a random time up to this, for each phone"),
       field("inform", &S::inform, "DHCPINFORM"), field("resolver", &S::resolver, "DNS resolver"),
       field("lync", &S::lync, "discovery and sign-in"), field("tcp", &S::tcp, "TCP stack"),
       field("sip", &S::sip, "registration")}};
}

}  // namespace app
