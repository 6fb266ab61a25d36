// kind: lync_phone - a Lync 2010 phone, which finds its registrar by DHCP and DNS.
#pragma once

#include "app/scenario/kinds/station.hpp"
#include "models/device/lync_phone.hpp"

namespace app {

struct LyncPhoneSpec : StationSpec {
  std::vector<sim::Located<std::string>> registrars;
  std::string sip_domain;
  std::string vendor_class = "MS-UC-Client";
  std::vector<sim::Ipv4> dns;
  Duration start{};
  Duration start_spread{};
  models::DhcpInformConfig inform;
  models::DnsResolverConfig resolver;
  models::LyncConfig lync;
  models::TcpConfig tcp;
  models::SipUaConfig sip;
};

template <>
struct SpecOf<models::LyncPhone> {
  using type = LyncPhoneSpec;
};

}  // namespace app
