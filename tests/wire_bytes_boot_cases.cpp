// What is said before a phone has a line, as frames: EAP and RADIUS, what boots it, handshakes.
#include "tests/wire_bytes_cases.hpp"

#pragma GCC diagnostic ignored "-Wmissing-field-initializers"  // of DhcpMessage's anonymous unions

namespace tests {

using namespace models;

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

}  // namespace tests
