// The keys of server.hpp: meaning, bounds, defaults.
#pragma once

#include "app/scenario/kinds/host_fields.hpp"
#include "app/scenario/kinds/server.hpp"
#include "models/protocol/access/radius_fields.hpp"
#include "models/protocol/boot/provisioning_fields.hpp"
#include "models/protocol/dhcp/dhcp_server_fields.hpp"
#include "models/protocol/dns/dns_fields.hpp"
#include "models/protocol/tcp/tcp_fields.hpp"

namespace app {

inline sim::Fields<DhcpServiceSpec> fields(DhcpServiceSpec*) {
  using S = DhcpServiceSpec;
  return {{field("enabled", &S::enabled, "it serves DHCP"),
           field("web_service", &S::web_service_name,
                 "option 43 of MS-UC-Client: FQDN of the web service", 0, 253),
           field("web_service_class", &S::web_service_for,
                 "option 60 of those who get it, to the letter; none: everyone", 0, 200),
           field("registrar", &S::registrar_name, "option 120: FQDN of the registrar", 0, 253),
           field("registrar_class", &S::registrar_for,
                 "option 60 of those who get it, to the letter; none: everyone", 0, 200),
           field("answers_only_inform_of", &S::answers_only_class,
                 "answers INFORM of this option 60, and nothing else", 0, 200),
           field("tftp_server_name", &S::tftp_server_name,
                 "option 66: a name or an address, of all scopes", 0, 200),
           field("boot_server", &S::boot_server, "the same as option 160, instead", 0, 200)},
          sim::fields_of<models::DhcpServerConfig>()};
}

inline sim::Fields<DnsRecordSpec> fields(DnsRecordSpec*) {
  using S = DnsRecordSpec;
  return {required("name", &S::name, "the name, such as sip.example.com", 1, 253),
          field("a", &S::a, "its address"),
          field("srv", &S::srv, "or a host of the service", 1, 253),
          field("priority", &S::priority, "of srv: the lowest is tried first", 0, 65535),
          field("port", &S::port, "of srv", 1, 65535),
          field("ttl", &S::ttl, "how long it may be kept", 0s, 8760h)};
}

inline sim::Fields<DnsServiceSpec> fields(DnsServiceSpec*) {
  using S = DnsServiceSpec;
  return {
      {field("enabled", &S::enabled, "it serves DNS"), field("records", &S::zone, "what it knows")},
      sim::fields_of<models::DnsServerConfig>()};
}

inline sim::Fields<RadiusAccountSpec> fields(RadiusAccountSpec*) {
  using S = RadiusAccountSpec;
  return {{required("identity", &S::identity, "as the supplicant gives it", 1, 253),
           field("password", &S::password, "or what its certificate proves", 0, 253)},
          sim::fields_of<models::RadiusGrant>()};
}

inline sim::Fields<RadiusServiceSpec> fields(RadiusServiceSpec*) {
  using S = RadiusServiceSpec;
  return {{field("enabled", &S::enabled, "it serves RADIUS"),
           field("accounts", &S::users, "who may in by 802.1X").at_most(4096)},
          sim::fields_of<models::RadiusServerConfig>()};
}

inline sim::Fields<FileServiceSpec> fields(FileServiceSpec*) {
  using S = FileServiceSpec;
  return {
      sim::fields_of<models::FileServerConfig>(),
      {field("authority", &S::authority, "whom CTL and ITL name: issuer of certificates", 0, 200),
       field("signed_by", &S::signed_by, "who has signed them; none: nobody asks", 0, 200)}};
}

inline sim::Fields<TimeServiceSpec> fields(TimeServiceSpec*) {
  using S = TimeServiceSpec;
  return {field("enabled", &S::enabled, "it serves NTP"),
          field("synchronized", &S::synchronized, "it knows the time; else nobody heeds it")};
}

inline sim::Fields<ServerSpec> fields(ServerSpec*) {
  using S = ServerSpec;
  return {sim::fields_of<HostSpec>(),
          {field("dhcp", &S::dhcp, "DHCP server"), field("dns", &S::dns, "DNS server"),
           field("radius", &S::radius, "RADIUS server"),
           field("files", &S::files, "file service: TFTP and HTTP, for phones that boot"),
           field("ntp", &S::ntp, "time server"), field("tcp", &S::tcp, "TCP stack, for HTTP"),
           field("max_connections", &S::max_connections, "of HTTP; one more SYN is ignored", 1,
                 1'000'000),
           field("socket_queue", &S::socket_queue, "datagrams that wait for a process that hangs",
                 1, 1'000'000)}};
}

}  // namespace app
