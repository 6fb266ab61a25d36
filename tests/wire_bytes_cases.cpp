// Longer than 300 lines because it is one table: every message, and what must be read in it.
#include "tests/wire_bytes_cases.hpp"

#pragma GCC diagnostic ignored "-Wmissing-field-initializers"  // of DhcpMessage's anonymous unions

namespace tests {

using namespace models;

namespace {

constexpr Ipv4 phone_address{0x0a00'000b};   // 10.0.0.11
constexpr Ipv4 server_address{0x0a00'0002};  // 10.0.0.2

}  // namespace

WireCases::WireCases()
    : phones_{{.name = "phone1", .mac = {0x0024'142d'df24}, .address = phone_address},
              {.name = "a-phone-whose-name-is-as-long-as-can-be",
               .mac = {0xffff'ffff'ffff},
               .address = {0xffff'fffe}}},
      servers_{server_address} {
  headers();
  icmp();
  sip();
  sccp();
  dhcp();
  dns();
  tls();
  access();
  handshakes();
  boot();
}

void WireCases::add(const std::string& name, const Ipv4Packet& packet, const Reads& reads) {
  cases_.push_back(
      {name,
       {.payload = packet, .source = phones_[0].mac, .destination = {0x0200'0000'0002}},
       reads});
}

void WireCases::tcp(const std::string& name, TcpSegment segment, bool up, const Reads& reads) {
  std::uint16_t& own = up ? segment.source_port : segment.destination_port;
  if (own == 0) own = ++port_;
  if (!segment.syn) segment.has_ack = true;
  segment.length = segment.length == 0
                       ? 0
                       : std::visit([](const auto& m) { return length_of(m); }, segment.message);
  add(name,
      {.payload = segment,
       .source = up ? phone_address : server_address,
       .destination = up ? server_address : phone_address},
      reads);
}

void WireCases::udp(const std::string& name, const UdpDatagram& datagram, bool up,
                    const Reads& reads) {
  UdpDatagram whole = datagram;
  whole.length = std::visit([](const auto& m) { return length_of(m); }, whole.message);
  add(name,
      {.payload = whole,
       .source = up ? phone_address : server_address,
       .destination = up ? server_address : phone_address},
      reads);
}

void WireCases::headers() {
  const ArpPacket request{
      .sha = phones_[0].mac, .tha = {}, .spa = phone_address, .tpa = server_address};
  cases_.push_back({"ARP request",
                    {.payload = request, .source = request.sha, .destination = sim::broadcast_mac},
                    {{"arp.opcode", "1"},
                     {"arp.src.hw_mac", "00:24:14:2d:df:24"},
                     {"arp.dst.proto_ipv4", "10.0.0.2"},
                     {"eth.dst", "ff:ff:ff:ff:ff:ff"},
                     {"frame.len", "60"}}});
  const ArpPacket reply{.sha = {2},
                        .tha = request.sha,
                        .spa = server_address,
                        .tpa = phone_address,
                        .op = ArpOp::reply};
  cases_.push_back({"ARP reply in a VLAN",
                    {.payload = reply, .source = reply.sha, .destination = reply.tha, .vlan = 110},
                    {{"arp.opcode", "2"}, {"vlan.id", "110"}, {"arp.src.proto_ipv4", "10.0.0.2"}}});
  const auto said = [&](const std::string& name, const Announcement& what, const Reads& reads) {
    cases_.push_back(
        {name,
         {.payload = what, .source = request.sha, .destination = group_of(what.protocol)},
         reads});
  };
  using enum DiscoveryProtocol;
  said("CDP: a phone asks", {.protocol = cdp}, {{"cdp.checksum.status", "1"}});
  said("CDP: a switch answers", {.protocol = cdp, .from_switch = true, .voice_vlan = 200},
       {{"cdp.checksum.status", "1"}, {"cdp.voice_vlan", "200"}});
  said("CDP: a switch without a voice VLAN", {.protocol = cdp, .from_switch = true}, {});
  said("LLDP: a phone asks", {.protocol = lldp}, {{"lldp.media.vlan_id", "0"}});
  said("LLDP: a switch answers", {.protocol = lldp, .from_switch = true, .voice_vlan = 200},
       {{"lldp.media.vlan_id", "200"}});
  said("LLDP: a switch without a voice VLAN", {.protocol = lldp, .from_switch = true}, {});
  const auto greets = [&](const std::string& name, const FhrpPacket& what, const Reads& reads) {
    cases_.push_back(
        {name,
         {.payload = what, .source = {0x0000'0c07'ac0a}, .destination = group_mac(what)},
         reads});
  };
  const FhrpPassword password = fhrp_password("cisco");
  HsrpMessage hsrp{.password = password, .address = server_address, .hello_ms = 3000};
  hsrp.hold_ms = 10'000;
  hsrp.group = 10;
  hsrp.priority = 110;
  hsrp.state = HsrpState::active;
  greets("HSRP: a hello", {hsrp, phone_address},
         {{"hsrp.state", "16"},
          {"hsrp.hellotime", "3"},
          {"hsrp.holdtime", "10"},
          {"hsrp.priority", "110"},
          {"hsrp.group", "10"},
          {"hsrp.auth_data", "cisco"},
          {"hsrp.virt_ip", "10.0.0.2"},
          {"ip.ttl", "1"},
          {"eth.dst", "01:00:5e:00:00:02"}});
  hsrp.op = HsrpOp::resign;
  hsrp.state = HsrpState::speak;
  greets("HSRP: a Resign", {hsrp, phone_address}, {{"hsrp.opcode", "2"}, {"hsrp.state", "4"}});
  hsrp.version = 2;
  hsrp.op = HsrpOp::hello;
  hsrp.state = HsrpState::standby;
  greets("HSRP version 2", {hsrp, phone_address},
         {{"hsrp2.version", "2"},
          {"hsrp2.state", "5"},
          {"hsrp2.group", "10"},
          {"hsrp2.priority", "110"},
          {"hsrp2.hellotime", "3000"},
          {"hsrp2.holdtime", "10000"},
          {"hsrp2.virt_ip", "10.0.0.2"},
          {"hsrp2.auth_data", "cisco"},
          {"ip.dst", "224.0.0.102"}});
  VrrpMessage vrrp{.password = {}, .address = server_address, .interval_ms = 1000};
  vrrp.group = 7;
  greets("VRRP version 2", {vrrp, phone_address},
         {{"vrrp.version", "2"},
          {"vrrp.virt_rtr_id", "7"},
          {"vrrp.prio", "100"},
          {"vrrp.adver_int", "1"},
          {"vrrp.checksum.status", "1"},
          {"vrrp.ip_addr", "10.0.0.2"},
          {"ip.ttl", "255"}});
  vrrp.version = 3;
  vrrp.priority = 0;
  greets("VRRP version 3", {vrrp, phone_address},
         {{"vrrp.version", "3"},
          {"vrrp.prio", "0"},
          {"vrrp.short_adver_int", "100"},
          {"vrrp.checksum.status", "1"}});
  tcp("SYN with timestamps",
      {.seq = 0xfedc'ba98,
       .tsval = 77,
       .destination_port = 5060,
       .syn = true,
       .has_timestamps = true},
      true,
      {{"tcp.flags.syn", "1"},
       {"tcp.flags.ack", "0"},
       {"tcp.seq_raw", "4275878552"},
       {"tcp.options.mss_val", "1460"},
       {"tcp.options.timestamp.tsval", "77"},
       {"ip.len", "56"}});
  tcp("SYN ACK", {.seq = 9, .ack = 12, .source_port = 5060, .syn = true, .has_ack = true}, false,
      {{"tcp.ack_raw", "12"}, {"tcp.options.mss_val", "1460"}, {"ip.len", "44"}});
  tcp("FIN", {.seq = 9, .ack = 12, .destination_port = 2000, .fin = true}, true,
      {{"tcp.flags.fin", "1"}, {"tcp.flags.ack", "1"}});
  tcp("RST", {.seq = 9, .destination_port = 2000, .rst = true}, true, {{"tcp.flags.reset", "1"}});
}

void WireCases::icmp() {
  add("echo",
      {.payload = IcmpMessage{.identifier = 7, .sequence = 3},
       .source = phone_address,
       .destination = server_address,
       .ttl = 9},
      {{"icmp.type", "8"},
       {"icmp.ident", "7"},
       {"icmp.seq", "3"},
       {"ip.ttl", "9"},
       {"ip.len", "84"}});
  Ipv4Packet about{.payload = UdpDatagram{.message = SipMessage{},
                                          .source_port = 40'000,
                                          .destination_port = 5060,
                                          .length = 890},
                   .source = phone_address,
                   .destination = server_address};
  Ipv4Packet error = icmp_error(IcmpType::unreachable, 3, about);
  error.source = server_address;
  add("port unreachable", error,
      {{"icmp.type", "3"}, {"icmp.code", "3"}, {"udp.dstport", "5060"}, {"ip.len", "56;28"}});
  about.payload = TcpSegment{.source_port = 40'000, .destination_port = 5060};
  error = icmp_error(IcmpType::time_exceeded, 0, about);
  error.source = server_address;
  add("time exceeded", error, {{"icmp.type", "11"}, {"tcp.dstport", "5060"}, {"ip.len", "68;40"}});
  error = icmp_error(IcmpType::redirect, 1, about);
  error.source = server_address;
  std::get<IcmpMessage>(error.payload).gateway = {0x0a00'0003};
  add("redirect", error, {{"icmp.type", "5"}, {"icmp.redir_gw", "10.0.0.3"}});
}

void WireCases::sip() {
  const SipMessage request{.cseq = 11'435, .expires = 3600};
  const auto answered = [&](std::uint16_t status) {
    SipMessage answer = request;
    answer.status = status;
    return answer;
  };
  const auto over_tcp = [&](const std::string& name, const SipMessage& m, Reads reads) {
    const bool up = m.is_request();
    reads.emplace_back("sip.CSeq.seq", std::to_string(m.cseq));
    tcp(name,
        {.message = m,
         .tsval = 5,
         .source_port = static_cast<std::uint16_t>(up ? 0 : sip_port),
         .destination_port = static_cast<std::uint16_t>(up ? sip_port : 0),
         .length = 1,
         .has_timestamps = true},
        up, reads);
  };
  const auto over_udp = [&](const std::string& name, const SipMessage& m, bool up, Reads reads) {
    reads.emplace_back("sip.CSeq.seq", std::to_string(m.cseq));
    udp(name, {.message = m, .source_port = sip_port, .destination_port = sip_port}, up, reads);
  };
  over_tcp("REGISTER", request,
           {{"sip.Method", "REGISTER"},
            {"sip.Expires", "3600"},
            {"sip.from.user", "phone1"},
            {"sip.r-uri.host", "10.0.0.2"},
            {"sip.contact.host", "10.0.0.11"},
            {"sip.Via.transport", "TCP"},
            {"tcp.options.timestamp.tsval", "5"},
            {"tcp.len", "890"}});
  SipMessage m = request;
  m.expires = 0;
  m.keepalive = true;
  over_tcp("REGISTER to the standby", m,
           {{"sip.Expires", "0"}, {"sip.contact.parameter", "*cisco-keep-alive"}});
  m.status = 200;
  over_tcp("200 of the standby", m, {{"sip.contact.parameter", "*cisco-keep-alive"}});
  m = request;
  m.method = SipMethod::refer;
  m.token = true;
  over_tcp(
      "REFER", m,
      {{"sip.Method", "REFER"}, {"sip.Refer-To", "<urn:X-cisco-remotecc:token-registration>"}});
  m.status = 202;
  over_tcp("202", m, {{"sip.Status-Code", "202"}});
  over_tcp("100", answered(100), {{"sip.Status-Code", "100"}, {"tcp.len", "325"}});
  m = answered(200);
  m.expires = 120;
  over_tcp("200", m, {{"sip.Status-Code", "200"}, {"sip.Expires", "120"}, {"tcp.len", "637"}});
  for (const int status : {401, 403, 404, 486}) {
    over_udp(std::to_string(status), answered(static_cast<std::uint16_t>(status)), false,
             {{"sip.Status-Code", std::to_string(status)}});
  }
  m = request;
  m.nonce = 0x1fd6'f0a9;
  m.response = 0x0000'4711;
  over_udp("REGISTER with credentials", m, true,
           {{"sip.auth.scheme", "Digest"},
            {"sip.auth.username", "\"phone1\""},
            {"sip.auth.realm", "\"10.0.0.2\""},
            {"sip.auth.nonce", "\"1fd6f0a9\""},
            {"sip.auth.uri", "\"sip:10.0.0.2\""},
            {"udp.length", "1088"}});
  m = answered(401);
  m.nonce = 0x1fd6'f0a9;
  m.stale = true;
  over_udp("401 with a challenge", m, false,
           {{"sip.WWW-Authenticate",
             "Digest realm=\"10.0.0.2\", nonce=\"1fd6f0a9\", algorithm=MD5, stale=true"}});
  m = answered(423);
  m.min_expires = 600;
  over_udp("423", m, false, {{"sip.Status-Code", "423"}, {"sip.Min-Expires", "600"}});
  m = answered(503);
  m.retry_after = 30;
  over_udp("503", m, false, {{"sip.Status-Code", "503"}, {"sip.Retry-After", "30"}});
  m = request;
  m.expires = no_expires;
  over_udp("REGISTER without Expires", m, true, {{"sip.Method", "REGISTER"}, {"sip.Expires", ""}});
  const SipMessage options{.cseq = 4, .method = SipMethod::options};
  over_udp("OPTIONS of a phone", options, true,
           {{"sip.Method", "OPTIONS"}, {"sip.to.host", "10.0.0.2"}, {"udp.length", "408"}});
  over_udp("OPTIONS of a PBX", options, false, {{"sip.r-uri.user", "phone1"}});
  m = options;
  m.status = 200;
  over_udp("its answer", m, true, {{"sip.to.user", "phone1"}, {"udp.length", "458"}});
  m.status = 404;
  m.misdirected = true;
  over_udp("another phone's answer", m, true, {{"sip.Status-Code", "404"}});
  const SipMessage invite{
      .cseq = 3, .contact = {0x0a000001}, .contact_port = 5060, .method = SipMethod::invite};
  over_udp("INVITE", invite, false,
           {{"sip.Method", "INVITE"}, {"sip.r-uri.user", "phone1"}, {"udp.length", "908"}});
  m = invite;
  m.status = 180;
  over_udp("Ringing", m, true, {{"sip.Status-Code", "180"}, {"sip.to.user", "phone1"}});
  m.status = 487;
  over_udp("cancelled", m, true, {{"sip.Status-Code", "487"}, {"sip.CSeq.method", "INVITE"}});
  m = invite;
  m.method = SipMethod::cancel;
  over_udp("CANCEL", m, false, {{"sip.Method", "CANCEL"}, {"sip.CSeq.seq", "3"}});
  m.method = SipMethod::ack;
  over_udp("ACK", m, false, {{"sip.Method", "ACK"}, {"sip.CSeq.method", "ACK"}});
  udp("CRLFCRLF",
      {.message = SipMessage{.method = SipMethod::crlf},
       .source_port = sip_port,
       .destination_port = sip_port},
      true, {{"udp.length", "12"}, {"udp.payload", "0d0a0d0a"}});
  m = request;
  m.user = 1;
  m.cseq = 0xffff'ffff;
  m.keepalive = true;
  m.expires = no_expires - 1;
  for (const int status : {0, 100, 200, 401, 503}) {
    m.nonce = m.response = status == 0 || status == 401 ? 0xffff'ffff : 0;
    m.status = static_cast<std::uint16_t>(status);
    m.retry_after = status == 503 ? 65'535 : 0;
    over_tcp("the longest names in " + std::to_string(status), m, {});
  }
  m.method = SipMethod::refer;
  m.status = 0;
  over_tcp("the longest names in REFER", m, {});
}

void WireCases::sccp() {
  const auto say = [&](SccpMessage m, Reads reads) {
    const auto id = static_cast<unsigned>(m.id);
    const bool up = id < 0x80;
    reads.emplace_back("skinny.messageId", std::to_string(id));
    reads.emplace_back("skinny.data_length", std::to_string(length_of(m) - 8));
    tcp("SCCP message " + std::to_string(id),
        {.message = m,
         .source_port = static_cast<std::uint16_t>(up ? 0 : sccp_port),
         .destination_port = static_cast<std::uint16_t>(up ? sccp_port : 0),
         .length = 1},
        up, reads);
  };
  using enum SccpId;
  for (const SccpId id : {keepalive, ip_port, button_template_req, capabilities_res,
                          softkey_set_req, unregister, softkey_template_req, button_template,
                          capabilities_req, keepalive_ack, softkey_template_res, softkey_set_res,
                          call_state, set_ringer, unregister_ack, register_token_ack}) {
    say({.id = id}, {});
  }
  say({.id = register_},
      {{"skinny.DeviceName", "SEP0024142DDF24"}, {"skinny.stationIpAddr", "10.0.0.11"}});
  say({.id = register_token_req}, {{"skinny.DeviceName", "SEP0024142DDF24"}});
  say({.id = alarm}, {{"skinny.text", "Name=SEP0024142DDF24"}});
  say({.id = register_reject}, {{"skinny.text", "No such device"}});
  say({.keepalive = 30, .secondary_keepalive = 60, .id = register_ack},
      {{"skinny.keepAliveInterval", "30"}, {"skinny.secondaryKeepAliveInterval", "60"}});
  say({.keepalive = 45, .id = register_token_reject}, {{"skinny.waitTimeBeforeNextReq", "45"}});
  say({.id = reset, .reset_type = SccpResetType::restart}, {{"skinny.resetType", "0x00000002"}});
}

void WireCases::dhcp() {
  const auto say = [&](DhcpMessage m, Reads reads) {
    m.set_chaddr(phones_[0].mac);
    m.xid = 0x1234'5678;
    const bool up = m.is_from_client();
    reads.emplace_back("dhcp.option.dhcp", std::to_string(static_cast<int>(m.type)));
    reads.emplace_back("dhcp.hw.mac_addr",
                       up ? "00:24:14:2d:df:24;00:24:14:2d:df:24" : "00:24:14:2d:df:24");
    reads.emplace_back("dhcp.id", "0x12345678");
    udp("DHCP message " + std::to_string(static_cast<int>(m.type)),
        {.message = m,
         .source_port = up ? dhcp_client_port : dhcp_server_port,
         .destination_port = up ? dhcp_server_port : dhcp_client_port},
        up, reads);
  };
  using enum DhcpType;
  say(DhcpMessage{.secs = 7, .type = discover, .broadcast = true},
      {{"dhcp.secs", "7"}, {"dhcp.flags.bc", "1"}, {"udp.length", "308"}});
  say(DhcpMessage{.yiaddr = phone_address,
                  .giaddr = {0x0a00'0001},
                  .server_id = server_address,
                  .lease = 86'400,
                  .router = {0x0a00'0001},
                  .dns = {server_address, Ipv4{0x0808'0808}},
                  .type = offer,
                  .prefix_length = 24},
      {{"dhcp.ip.your", "10.0.0.11"},
       {"dhcp.ip.relay", "10.0.0.1"},
       {"dhcp.option.dhcp_server_id", "10.0.0.2"},
       {"dhcp.option.ip_address_lease_time", "86400"},
       {"dhcp.option.router", "10.0.0.1"},
       {"dhcp.option.domain_name_server", "10.0.0.2;8.8.8.8"},
       {"dhcp.option.subnet_mask", "255.255.255.0"},
       {"dhcp.option.end", "255"}});
  say(DhcpMessage{.voice_vlan = 200, .yiaddr = phone_address, .type = ack},
      {{"dhcp.option.type", "53;132;0"}});
  say(DhcpMessage{.relay_info = true, .type = discover}, {{"dhcp.option.type", "53;61;82;0"}});
  say(DhcpMessage{.giaddr = {0x0a00'0001}, .type = discover, .hops = 2},
      {{"dhcp.ip.relay", "10.0.0.1"}, {"dhcp.hops", "2"}});
  say(DhcpMessage{.requested = phone_address, .server_id = server_address, .type = request},
      {{"dhcp.option.requested_ip_address", "10.0.0.11"}});
  say(DhcpMessage{.requested = phone_address, .server_id = server_address, .type = decline}, {});
  say(DhcpMessage{.server_id = server_address, .type = nak}, {});
  say(DhcpMessage{.ciaddr = phone_address, .server_id = server_address, .type = release},
      {{"dhcp.ip.client", "10.0.0.11"}});
  const Name uc = names_.add(uc_client);
  say(DhcpMessage{.ciaddr = phone_address, .vendor_class = uc, .type = inform},
      {{"dhcp.option.vendor_class_id", "MS-UC-Client"}});
  say(DhcpMessage{.ciaddr = phone_address,
                  .server_id = server_address,
                  .web_service = names_.add_domain("ls.contoso.com"),
                  .registrar = names_.add_domain("sip.contoso.com"),
                  .type = ack},
      {{"dhcp.option.sip_server.name", "sip.contoso.com"},
       {"dhcp.option.vendor.value",
        "010c"
        "4d532d55432d436c69656e74"
        "0205"
        "6874747073"
        "030e"
        "6c732e636f6e746f736f2e636f6d"
        "0403"
        "343433"
        "0525"
        "2f4365727450726f762f4365727450726f766973696f6e696e67536572766963652e737663"},
       {"udp.length", "361"}});
}

void WireCases::dns() {
  const auto say = [&](const std::string& name, const DnsMessage& m, Reads reads) {
    ++port_;
    reads.emplace_back("dns.qry.name", names_.text(m.name));
    reads.emplace_back("dns.id", "0x0021");
    udp(name,
        {.message = m,
         .source_port = m.is_response ? dns_port : port_,
         .destination_port = m.is_response ? port_ : dns_port},
        !m.is_response, reads);
  };
  DnsMessage m{.id = 0x21, .name = names_.add_domain("sip.contoso.com")};
  say("A?", m, {{"dns.qry.type", "1"}, {"udp.length", "41"}});
  m.is_response = true;
  m.ttl = 300;
  m.count = 2;
  m.answers[0].address = {0x0a00'0002};
  m.answers[1].address = {0x0a00'0003};
  say("A", m, {{"dns.a", "10.0.0.2;10.0.0.3"}, {"dns.resp.ttl", "300;300"}});
  DnsMessage srv{.id = 0x21,
                 .name = names_.add_domain("_sipinternaltls._tcp.contoso.com"),
                 .type = DnsType::srv};
  say("SRV?", srv, {{"dns.qry.type", "33"}});
  srv.is_response = true;
  srv.ttl = 600;
  srv.count = 1;
  srv.answers[0] = {.target = m.name, .priority = 5, .port = 5061};
  say("SRV", srv,
      {{"dns.srv.target", "sip.contoso.com"}, {"dns.srv.port", "5061"}, {"dns.srv.priority", "5"}});
  srv.count = 0;
  say("no data", srv,
      {{"dns.flags.rcode", "0"},
       {"dns.soa.mname", "ns._tcp.contoso.com"},
       {"dns.soa.minimum_ttl", "600"}});
  srv.rcode = DnsRcode::name_error;
  say("name error", srv, {{"dns.flags.rcode", "3"}, {"dns.resp.ttl", "600"}});
  srv.name = names_.add_domain("pbx");
  say("name error for a single label", srv, {{"dns.soa.mname", "ns"}});
  srv.rcode = DnsRcode::refused;
  say("refused", srv, {{"dns.flags.rcode", "5"}, {"dns.soa.mname", ""}});
  srv.rcode = DnsRcode::server_failure;
  say("server failure", srv, {{"dns.flags.rcode", "2"}});
}

void WireCases::access() {
  const Name who = names_.add("ip-phone");
  const auto eapol = [&](const std::string& name, const EapolFrame& what, const Reads& reads) {
    cases_.push_back(
        {name, {.payload = what, .source = phones_[0].mac, .destination = pae_mac}, reads});
  };
  eapol("EAPOL start", {.type = EapolType::start}, {{"eapol.type", "1"}});
  eapol("EAPOL logoff", {.type = EapolType::logoff}, {{"eapol.type", "2"}});
  EapMessage eap{.code = EapCode::request, .type = EapType::identity, .identifier = 7};
  eapol("EAP identity?", {.eap = eap},
        {{"eap.code", "1"}, {"eap.type", "1"}, {"eap.id", "7"}, {"eap.len", "5"}});
  eap.code = EapCode::response;
  eap.identity = who;
  eapol("EAP identity", {.eap = eap}, {{"eap.identity", "ip-phone"}, {"eap.len", "13"}});
  eap.type = EapType::nak;
  eap.desired = EapType::md5;
  eapol("EAP Nak", {.eap = eap}, {{"eap.desired_type", "4"}});
  eap = {.code = EapCode::request, .type = EapType::tls, .identifier = 8, .round = 1};
  eapol("EAP TLS", {.eap = eap}, {{"eap.type", "13"}, {"eap.len", "6"}});  // of MD5 it warns
  eapol("EAP success", {.eap = {.code = EapCode::success, .identifier = 8}}, {{"eap.code", "3"}});
  eapol("EAP failure", {.eap = {.code = EapCode::failure, .identifier = 8}}, {{"eap.code", "4"}});
  const auto radius = [&](const std::string& name, const RadiusMessage& m, const Reads& reads) {
    const bool asks = m.code == RadiusCode::request;
    ++port_;
    udp(name,
        {.message = m,
         .source_port = asks ? port_ : radius_port,
         .destination_port = asks ? radius_port : port_},
        asks, reads);
  };
  RadiusMessage m{.station = phones_[0].mac, .code = RadiusCode::request, .identifier = 9};
  radius("RADIUS by MAC", m,
         {{"radius.code", "1"},
          {"radius.id", "9"},
          {"radius.User_Name", "0024142ddf24"},
          {"radius.Calling_Station_Id", "00-24-14-2d-df-24"},
          {"radius.Service_Type", "10"}});
  m.has_eap = true;
  m.eap = {.code = EapCode::response, .type = EapType::tls, .identifier = 3, .round = 2};
  radius("RADIUS with EAP", m, {{"radius.Service_Type", "2"}, {"eap.type", "13"}});
  m.code = RadiusCode::challenge;
  m.eap = {.code = EapCode::request, .type = EapType::tls, .identifier = 3, .round = 1};
  radius("RADIUS challenge", m, {{"radius.code", "11"}, {"eap.type", "13"}});
  m.code = RadiusCode::reject;
  m.eap = {.code = EapCode::failure, .identifier = 3};
  radius("RADIUS reject", m, {{"radius.code", "3"}, {"eap.code", "4"}});
  m.code = RadiusCode::accept;
  m.has_eap = false;
  m.vlan = 110;
  m.session_timeout = 3600;
  m.is_voice = m.reauthenticates = true;
  radius("RADIUS accept", m,
         {{"radius.code", "2"},
          {"radius.Session_Timeout", "3600"},
          {"radius.Termination_Action", "1"},
          {"radius.Tunnel_Private_Group_Id", "110"},
          {"radius.Cisco_AVPair", "device-traffic-class=voice"}});
}

// What a phone does between its lease and its line.
void WireCases::boot() {
  DhcpMessage ack{.yiaddr = phone_address, .server_id = server_address, .type = DhcpType::ack};
  ack.say({.tftp_servers = {server_address, Ipv4{0x0808'0808}},
           .option = 66,
           .name = names_.add("tftp.example.com"),
           .time_server = server_address});
  const auto dhcp = [&](const std::string& name, const DhcpMessage& m, const Reads& reads) {
    udp(name, {.message = m, .source_port = dhcp_server_port, .destination_port = dhcp_client_port},
        false, reads);
  };
  dhcp("DHCP ACK for who boots", ack,
       {{"dhcp.option.tftp_server_name", "tftp.example.com"},
        {"dhcp.option.tftp_server_address", "10.0.0.2;8.8.8.8"},
        {"dhcp.option.ntp_server", "10.0.0.2"}});
  DhcpMessage other{.yiaddr = phone_address, .server_id = server_address, .type = DhcpType::ack};
  other.say({.option = 66, .address = server_address});
  dhcp("DHCP ACK with an address as text", other, {{"dhcp.option.tftp_server_name", "10.0.0.2"}});
  other.say({.option = 160, .name = names_.add("boot.example.com")});
  dhcp("DHCP ACK with option 160", other, {{"dhcp.option.type", "53;54;160;0"}});

  const auto tftp = [&](const std::string& name, const TftpMessage& m, bool up, Reads reads) {
    const bool is_first = m.op == TftpOp::rrq;
    if (is_first) ++port_;
    const std::uint16_t there = is_first ? tftp_port : 40'000;
    reads.emplace_back("tftp.opcode", std::to_string(static_cast<int>(m.op)));
    udp(name,
        {.message = m, .source_port = up ? port_ : there, .destination_port = up ? there : port_},
        up, reads);
  };
  const std::array files{
      std::pair{PhoneFile::ctl, "CTLSEP0024142DDF24.tlv"},
      std::pair{PhoneFile::itl, "ITLSEP0024142DDF24.tlv"},
      std::pair{PhoneFile::sep_cnf, "SEP0024142DDF24.cnf.xml"},
      std::pair{PhoneFile::mac_cfg, "0024142ddf24.cfg"},
  };
  for (const auto& [file, name] : files) {
    tftp(std::string("RRQ ") + name, {.op = TftpOp::rrq, .file = file}, true,
         {{"tftp.source_file", name}, {"tftp.type", "octet"}});
  }
  tftp("RRQ with blksize", {.blksize = 1428, .op = TftpOp::rrq}, true,
       {{"tftp.option.name", "blksize"}, {"tftp.option.value", "1428"}});
  tftp("OACK", {.blksize = 1428, .op = TftpOp::oack}, false, {{"tftp.option.value", "1428"}});
  tftp("ACK 0", {.op = TftpOp::ack}, true, {{"tftp.block", "0"}});
  tftp("DATA", {.block = 1, .length = 100, .op = TftpOp::data}, false,
       {{"tftp.block", "1"}, {"udp.length", "112"}});
  tftp("ERROR", {.op = TftpOp::error, .error = TftpError::file_not_found}, false,
       {{"tftp.error.code", "1"}, {"tftp.error.message", "File not found"}});
  tcp("HTTP GET",
      {.message = HttpMessage{.file = PhoneFile::mac_cfg},
       .destination_port = http_port,
       .length = 1},
      true, {{"http.request.method", "GET"}, {"http.request.uri", "/0024142ddf24.cfg"}});
  tcp("HTTP 404",
      {.message =
           HttpMessage{
               .status = 404, .length = http_header_bytes, .is_first = true, .is_last = true},
       .source_port = http_port,
       .length = 1},
      false, {{"http.response.code", "404"}});
  tcp("HTTP 200",
      {.message = HttpMessage{.content = 300,
                              .status = 200,
                              .length = http_header_bytes + 300,
                              .is_first = true,
                              .is_last = true},
       .source_port = http_port,
       .length = 1},
      false, {{"http.response.code", "200"}, {"http.content_length", "300"}});
  udp("NTP request",
      {.message = NtpMessage{}, .source_port = ntp_port, .destination_port = ntp_port}, true,
      {{"ntp.flags.mode", "3"}, {"ntp.flags.vn", "4"}});
  udp("NTP answer",
      {.message = NtpMessage{.is_answer = true},
       .source_port = ntp_port,
       .destination_port = ntp_port},
      false, {{"ntp.flags.mode", "4"}, {"ntp.stratum", "2"}});
  udp("NTP answer of a server that is not synchronized",
      {.message = NtpMessage{.is_answer = true, .is_synchronized = false},
       .source_port = ntp_port,
       .destination_port = ntp_port},
      false, {{"ntp.flags.li", "3"}, {"ntp.stratum", "0"}});
}

void WireCases::handshakes() {
  const auto say = [&](const std::string& name, TlsMessage m, bool resumes, bool up,
                       const Reads& reads) {
    m.whole =
        flight_bytes(m.flight, m.is_13(), resumes,
                     m.flight == TlsFlight::server_hello ? std::uint16_t{1000} : std::uint16_t{0});
    m.length = m.whole;
    TcpSegment segment{.message = m, .length = 1};
    (up ? segment.destination_port : segment.source_port) = sips_port;
    tcp(name, segment, up, reads);
  };
  using enum TlsFlight;
  for (const TlsVersion version : {TlsVersion::tls12, TlsVersion::tls13}) {
    const bool is_13 = version == TlsVersion::tls13;
    const std::string of = is_13 ? " of TLS 1.3" : " of TLS 1.2";
    say("Client Hello" + of, {.flight = client_hello, .version = version}, false, true,
        {{"tls.handshake.type", "1"}, {"tls.record.content_type", "22"}});
    say("Client Hello of a session" + of, {.flight = client_hello, .version = version}, true, true,
        {{"tls.handshake.type", "1"}});
    say("Server Hello" + of, {.flight = server_hello, .version = version}, false, false,
        {{"tls.handshake.type", is_13 ? "2" : "2;11;14"}});
    say("resumed" + of, {.flight = server_resumes, .version = version}, false, false,
        {{"tls.handshake.type", "2"}});
    say("client's end" + of, {.flight = client_finished, .version = version}, false, true, {});
    if (is_13) continue;
    say("client's end, resumed", {.flight = client_finished, .version = version}, true, true, {});
    say("server's end", {.flight = server_finished, .version = version}, false, false, {});
  }
  say("certificate_expired", {.flight = alert, .alert = TlsAlert::certificate_expired}, false, true,
      {{"tls.alert_message.level", "2"}, {"tls.alert_message.desc", "45"}});
  say("close_notify", {.flight = alert}, false, true,
      {{"tls.alert_message.level", "1"}, {"tls.alert_message.desc", "0"}});
}

void WireCases::tls() {
  const Reads reads{{"tls.record.content_type", "23"}, {"tls.record.version", "0x0303"}};
  tcp("web request", {.message = WebMessage{}, .destination_port = https_port, .length = 1}, true,
      reads);
  tcp("web answer", {.message = WebMessage{.status = 200}, .source_port = https_port, .length = 1},
      false, reads);
  tcp("SIP over TLS", {.message = SipMessage{}, .destination_port = 5061, .length = 1}, true,
      reads);
}

}  // namespace tests
