// Longer than 300 lines because it is one table: every message, and what must be read in it.
#include "tests/wire_bytes_cases.hpp"

#pragma GCC diagnostic ignored "-Wmissing-field-initializers"  // of DhcpMessage's anonymous unions

namespace tests {

using namespace models;

WireCases::WireCases()
    : phones_{{.name = "phone1", .mac = {0x0024'142d'df24}, .address = phone_address},
              {.name = "a-phone-whose-name-is-as-long-as-can-be",
               .mac = {0xffff'ffff'ffff},
               .address = {0xffff'fffe}}},
      servers_{server_address} {
  headers();
  icmp();
  sip();
  calls();
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
  const LacpPdu lacp{.actor = {.system = request.sha,
                               .key = 1,
                               .port = 24,
                               .activity = true,
                               .short_timeout = true,
                               .aggregation = true,
                               .synchronized = true},
                     .partner = {.system = reply.sha, .key = 7, .port = 2, .expired = true}};
  cases_.push_back({"LACP: what both ends are",
                    {.payload = lacp, .source = request.sha, .destination = slow_protocols_mac},
                    {{"lacp.version", "0x01"},
                     {"lacp.actor.key", "1"},
                     {"lacp.actor.port", "24"},
                     {"lacp.actor.port_priority", "32768"},
                     {"lacp.partner.key", "7"},
                     {"lacp.partner.port", "2"},
                     {"eth.dst", "01:80:c2:00:00:02"}}});
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
  error = icmp_error(IcmpType::unreachable, icmp_fragmentation_needed, about);
  error.source = server_address;
  std::get<IcmpMessage>(error.payload).sequence = 1400;  // RFC 1191 4
  add("fragmentation needed", error,
      {{"icmp.type", "3"}, {"icmp.code", "4"}, {"icmp.mtu", "1400"}});
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
  Ipv4Packet part{.payload = TcpSegment{.message = request,
                                        .seq = 100,
                                        .ack = 1,
                                        .source_port = 41'000,
                                        .destination_port = sip_port,
                                        .length = 1360,
                                        .whole = 2000,
                                        .has_ack = true},
                  .source = phone_address,
                  .destination = server_address,
                  .dont_fragment = true};
  add("REGISTER, first part", part, {{"tcp.len", "1360"}, {"ip.flags.df", "1"}});
  auto& rest = std::get<TcpSegment>(part.payload);
  rest.seq += 1360;
  rest.offset = 1360;
  rest.length = 640;
  add("REGISTER, the rest", part, {{"tcp.len", "640"}, {"sip.Method", "REGISTER"}});
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

void WireCases::calls() {
  CallMessage invite;
  invite.method = SipMethod::invite;
  invite.cseq = 1;
  invite.call = 2;
  invite.by_phone = true;
  invite.contact = phone_address;
  invite.contact_port = sip_port;
  invite.media = phone_address;
  invite.media_port = 16'388;
  invite.session_expires = 1800;
  invite.refresher = SessionRefresher::uac;
  const auto over_udp = [&](const std::string& name, const CallMessage& m, const Reads& reads) {
    udp(name, {.message = m, .source_port = sip_port, .destination_port = sip_port}, m.by_phone,
        reads);
  };
  over_udp("INVITE of a phone", invite,
           {{"sip.Method", "INVITE"},
            {"sip.CSeq.seq", "1"},
            {"sip.Session-Expires", "1800;refresher=uac"},
            {"sip.contact.host", "10.0.0.11"},
            {"sdp.connection_info.address", "10.0.0.11"},
            {"sdp.media.port", "16388"},
            {"sdp.media_attr", "sendrecv"}});
  CallMessage answer = invite;
  answer.status = 200;
  answer.by_phone = false;
  answer.contact = answer.media = server_address;
  answer.direction = MediaDirection::receives;
  over_udp("200 with SDP", answer,
           {{"sip.Status-Code", "200"},
            {"sdp.connection_info.address", "10.0.0.2"},
            {"sdp.media_attr", "recvonly"}});
  CallMessage bye = invite;
  bye.method = SipMethod::bye;
  bye.media_port = bye.session_expires = 0;
  over_udp("BYE", bye, {{"sip.Method", "BYE"}, {"sip.r-uri.host", "10.0.0.2"}});
  CallMessage update = bye;
  update.method = SipMethod::update;
  update.session_expires = 1800;
  over_udp("UPDATE", update,
           {{"sip.Method", "UPDATE"}, {"sip.Session-Expires", "1800;refresher=uac"}});
  tcp("INVITE over TCP",
      {.message = invite, .destination_port = sip_port, .length = 1, .has_timestamps = true}, true,
      {{"sip.Method", "INVITE"}, {"sdp.media.port", "16388"}});
  for (const bool keeps : {false, true}) {
    udp(keeps ? "RTP, a keepalive" : "RTP",
        {.message = RtpPacket{.call = 2, .sequence = 7, .is_keepalive = keeps},
         .source_port = 16'388,
         .destination_port = 10'002},
        true, {{"udp.length", keeps ? "20" : "180"}});
  }
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
