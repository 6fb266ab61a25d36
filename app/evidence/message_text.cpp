// What a message says, in a line. Longer than 300 lines because it is one table: every message.
#include "app/evidence/message_text.hpp"

#include <fmt/format.h>

#include <array>

#include "models/wire/bytes/message_bytes.hpp"

namespace app {
namespace {

using namespace models;

std::string_view sip_method(SipMethod method) {
  switch (method) {
    case SipMethod::register_: return "REGISTER";
    case SipMethod::refer: return "REFER";
    case SipMethod::options: return "OPTIONS";
    case SipMethod::invite: return "INVITE";
    case SipMethod::cancel: return "CANCEL";
    case SipMethod::ack: return "ACK";
    case SipMethod::bye: return "BYE";
    case SipMethod::update: return "UPDATE";
    case SipMethod::crlf: return "CRLF keepalive";
  }
  return "";
}

std::string text_of(const SipMessage& m) {
  std::string text = "SIP ";
  if (m.is_request()) {
    text += sip_method(m.method);
  } else {
    text += fmt::format("{} {}", m.status, sip_phrase(m.status));
    if (m.method != SipMethod::register_) text += fmt::format(" ({})", sip_method(m.method));
  }
  const bool grants = m.is_final() && m.status < 300;
  if (m.method == SipMethod::register_ && (m.is_request() || grants) && m.expires != no_expires) {
    text += fmt::format(" Expires: {}", m.expires);
  }
  if (m.nonce != 0 && m.is_request()) text += " Authorization";
  if (m.stale) text += " stale";
  if (m.token && m.is_request()) text += " token-registration";
  if (m.retry_after != 0) text += fmt::format(" Retry-After: {}", m.retry_after);
  if (m.min_expires != 0) text += fmt::format(" Min-Expires: {}", m.min_expires);
  return text;
}

std::string text_of(const CallMessage& m) {
  std::string text = text_of(static_cast<const SipMessage&>(m));
  if (m.has_media()) {
    constexpr std::array<std::string_view, 4> directions{"", " sendonly", " recvonly", " inactive"};
    text += fmt::format(" SDP {}:{}{}", to_text(m.media), m.media_port,
                        directions[static_cast<std::size_t>(m.direction)]);
  }
  if (m.session_expires != 0) text += fmt::format(" Session-Expires: {}", m.session_expires);
  return text;
}

std::string text_of(const RtpPacket& m) { return m.is_keepalive ? "RTP keepalive" : "RTP"; }

std::string text_of(const SccpMessage& m) { return "SCCP " + std::string(sccp_name(m.id)); }

std::string text_of(const WebMessage& m) {  // TLS hides it; so much does the phone's log say
  return m.status == 0 ? "HTTPS request" : fmt::format("HTTPS response {}", m.status);
}

std::string_view file_kind(PhoneFile file) {
  constexpr std::array<std::string_view, 4> names{"CTLSEP<MAC>.tlv", "ITLSEP<MAC>.tlv",
                                                  "SEP<MAC>.cnf.xml", "<mac>.cfg"};
  return names[static_cast<std::size_t>(file)];
}

std::string text_of(const HttpMessage& m) {
  if (m.status == 0) return fmt::format("HTTP GET /{}", file_kind(m.file));
  return m.is_first ? fmt::format("HTTP response {}", m.status) : "HTTP response, continued";
}

std::string text_of(const TftpMessage& m) {
  switch (m.op) {
    case TftpOp::rrq:
    case TftpOp::wrq: return fmt::format("TFTP Read Request {}", file_kind(m.file));
    case TftpOp::data: return fmt::format("TFTP Data block {}", m.block);
    case TftpOp::ack: return fmt::format("TFTP Ack block {}", m.block);
    case TftpOp::error: return "TFTP Error: File not found";
    case TftpOp::oack: return fmt::format("TFTP Option Ack blksize={}", m.blksize);
  }
  return "";
}

std::string text_of(const NtpMessage& m) {
  if (!m.is_answer) return "NTP client request";
  return m.is_synchronized ? "NTP server answer" : "NTP server answer, not synchronized";
}

std::string_view alert_name(TlsAlert alert) {
  switch (alert) {
    case TlsAlert::close_notify: return "close_notify";
    case TlsAlert::handshake_failure: return "handshake_failure";
    case TlsAlert::certificate_expired: return "certificate_expired";
    case TlsAlert::unknown_ca: return "unknown_ca";
    case TlsAlert::protocol_version: return "protocol_version";
  }
  return "";
}

std::string text_of(const TlsMessage& m) {
  std::string_view text;
  switch (m.flight) {
    case TlsFlight::client_hello: text = "Client Hello"; break;
    case TlsFlight::server_hello: text = "Server Hello, Certificate"; break;
    case TlsFlight::server_resumes: text = "Server Hello, Finished (resumed)"; break;
    case TlsFlight::client_finished: text = "Finished"; break;
    case TlsFlight::server_finished: text = "Finished"; break;
    case TlsFlight::alert: return "TLS Alert " + std::string(alert_name(m.alert));
  }
  return "TLS " + std::string(text) + (m.is_last ? "" : " (part)");
}

std::string text_of(const DhcpMessage& m) {
  std::string text = "DHCP " + std::string(dhcp_name(m.type));
  const Ipv4 about = m.yiaddr != Ipv4{} ? m.yiaddr : m.asked_for();
  if (about != Ipv4{}) text += " " + to_text(about);
  if (m.lease != 0 && m.type != DhcpType::discover && m.type != DhcpType::request) {
    text += m.lease == infinite_lease ? ", infinite lease" : fmt::format(", lease {} s", m.lease);
  }
  return text;
}

std::string text_of(const DnsMessage& m, const NameTable& names) {
  std::string text = fmt::format("DNS {} {} {}", m.is_response ? "answer" : "query",
                                 m.type == DnsType::srv ? "SRV" : "A", names.text(m.name));
  if (!m.is_response) return text;
  if (m.rcode == DnsRcode::name_error) return text + ": No such name";
  if (m.rcode == DnsRcode::server_failure) return text + ": Server failure";
  if (m.rcode == DnsRcode::refused) return text + ": Refused";
  if (m.count == 0) return text + ": none";
  const DnsRecord& first = m.answers[0];
  if (m.type == DnsType::a) return text + " " + to_text(first.address);
  return text + fmt::format(" {}:{}", names.text(first.target), first.port);
}

std::string text_of(const EapMessage& m, const NameTable& names) {
  if (m.code == EapCode::success) return "EAP Success";
  if (m.code == EapCode::failure) return "EAP Failure";
  std::string text = m.code == EapCode::request ? "EAP Request" : "EAP Response";
  switch (m.type) {
    case EapType::none: break;
    case EapType::identity: text += ", Identity"; break;
    case EapType::nak: text += ", Nak"; break;
    case EapType::md5: text += ", MD5"; break;
    case EapType::tls: text += fmt::format(", TLS ({})", m.round); break;
  }
  if (m.type == EapType::identity && m.identity) text += fmt::format(" {}", names.text(m.identity));
  return text;
}

std::string text_of(const EapolFrame& m, const NameTable& names) {
  switch (m.type) {
    case EapolType::eap: return text_of(m.eap, names);
    case EapolType::start: return "EAPOL Start";
    case EapolType::logoff: return "EAPOL Logoff";
  }
  return "";
}

std::string text_of(const RadiusMessage& m, const NameTable& names) {
  std::string text = "RADIUS Access-";
  switch (m.code) {
    case RadiusCode::request: text += "Request"; break;
    case RadiusCode::accept: text += "Accept"; break;
    case RadiusCode::reject: text += "Reject"; break;
    case RadiusCode::challenge: text += "Challenge"; break;
  }
  text += " " + to_text(m.station);
  if (m.has_eap) text += ", " + text_of(m.eap, names);
  if (m.vlan != 0) text += fmt::format(", VLAN {}", m.vlan);
  if (m.is_voice) text += ", voice";
  if (m.session_timeout != 0) text += fmt::format(", Session-Timeout {}", m.session_timeout);
  return text;
}

std::string text_of(const TcpSegment& s) {
  std::string flags;
  const auto flag = [&](bool set, std::string_view name) {
    if (set) flags += (flags.empty() ? "" : ", ") + std::string(name);
  };
  flag(s.fin, "FIN");
  flag(s.syn, "SYN");
  flag(s.rst, "RST");
  if (s.length > 0) {
    const std::string carries =
        std::visit([](const auto& message) { return text_of(message); }, s.message) +
        (s.offset == 0 && s.is_last()
             ? ""
             : fmt::format(" (bytes {} to {} of {})", s.offset + 1, s.offset + s.length, s.whole));
    return flags.empty() ? carries : "TCP [" + flags + "] " + carries;
  }
  flag(s.has_ack, "ACK");
  return "TCP [" + flags + "]";
}

std::string text_of(const UdpDatagram& d, const NameTable& names) {
  if (const auto* dns = std::get_if<DnsMessage>(&d.message)) return text_of(*dns, names);
  if (const auto* dhcp = std::get_if<DhcpMessage>(&d.message)) return text_of(*dhcp);
  if (const auto* radius = std::get_if<RadiusMessage>(&d.message)) return text_of(*radius, names);
  if (const auto* tftp = std::get_if<TftpMessage>(&d.message)) return text_of(*tftp);
  if (const auto* ntp = std::get_if<NtpMessage>(&d.message)) return text_of(*ntp);
  if (const auto* call = std::get_if<CallMessage>(&d.message)) return text_of(*call);
  if (const auto* rtp = std::get_if<RtpPacket>(&d.message)) return text_of(*rtp);
  return text_of(std::get<SipMessage>(d.message));
}

std::string text_of(const IcmpMessage& m) {
  constexpr std::array<std::string_view, 4> unreachable{"Network", "Host", "Protocol", "Port"};
  switch (m.type) {
    case IcmpType::echo: return "ICMP Echo (ping) request";
    case IcmpType::echo_reply: return "ICMP Echo (ping) reply";
    case IcmpType::redirect: return "ICMP Redirect to " + to_text(m.gateway);
    case IcmpType::time_exceeded: return "ICMP Time-to-live exceeded";
    case IcmpType::unreachable: break;
  }
  if (m.is_too_big()) {
    return fmt::format("ICMP Fragmentation needed, MTU {}: {}", m.sequence, to_text(m.about_to));
  }
  const std::string_view what = m.code < unreachable.size() ? unreachable[m.code] : "Destination";
  return fmt::format("ICMP {} unreachable: {}", what, to_text(m.about_to));
}

std::string text_of(const ArpPacket& p) {
  if (p.spa == p.tpa) return "ARP Announcement for " + to_text(p.tpa);  // RFC 5227 2.3
  if (p.op == ArpOp::reply) return fmt::format("ARP {} is at {}", to_text(p.spa), to_text(p.sha));
  const std::string asked = "ARP Who has " + to_text(p.tpa) + "?";
  return p.spa == Ipv4{} ? asked + " (probe)" : asked;
}

std::string text_of(const Announcement& m) {
  const std::string_view name = m.protocol == models::DiscoveryProtocol::cdp ? "CDP" : "LLDP";
  if (!m.from_switch) return fmt::format("{} Which VLAN is for voice?", name);
  if (m.voice_vlan == 0) return fmt::format("{} Announcement, no VLAN for voice", name);
  return fmt::format("{} Announcement, VLAN {} for voice", name, m.voice_vlan);
}

std::string text_of(const HsrpMessage& m) {
  constexpr std::array<std::string_view, 3> ops{"Hello", "Coup", "Resign"};
  constexpr std::array<std::string_view, 6> states{"Initial", "Learn",   "Listen",
                                                   "Speak",   "Standby", "Active"};
  return fmt::format("HSRP {} (state {}), group {}, priority {}",
                     ops[static_cast<std::size_t>(m.op)], states[static_cast<std::size_t>(m.state)],
                     m.group, m.priority);
}

std::string text_of(const VrrpMessage& m) {
  return fmt::format("VRRP Announcement (v{}), group {}, priority {}", m.version, m.group,
                     m.priority);
}

std::string text_of(const LacpPdu& m) {
  const auto flags = [](const models::LacpParty& p) {  // as switches show them
    return fmt::format("{}{}{}{}{}{}{}{}", p.activity ? 'A' : 'P', p.short_timeout ? 'F' : 'S',
                       p.aggregation ? 'G' : 'I', p.synchronized ? 'Y' : '-',
                       p.collecting ? 'C' : '-', p.distributing ? 'D' : '-',
                       p.defaulted ? 'd' : '-', p.expired ? 'E' : '-');
  };
  return fmt::format("LACP key {} port {} {}, partner key {} port {} {}", m.actor.key, m.actor.port,
                     flags(m.actor), m.partner.key, m.partner.port, flags(m.partner));
}

}  // namespace

std::string message_text(const Frame& frame, const NameTable& names) {
  const Ipv4Packet* packet = frame.ipv4();
  if (const auto* said = frame.announcement()) return text_of(*said);
  if (const auto* eapol = frame.eapol()) return text_of(*eapol, names);
  if (const auto* hello = frame.fhrp()) {
    return std::visit([](const auto& m) { return text_of(m); }, hello->message);
  }
  if (const auto* lacp = frame.lacp()) return text_of(*lacp);
  if (packet == nullptr) return text_of(std::get<ArpPacket>(frame.payload));
  if (const auto* tcp = std::get_if<TcpSegment>(&packet->payload)) return text_of(*tcp);
  if (const auto* udp = std::get_if<UdpDatagram>(&packet->payload)) {
    const std::uint32_t fragments = fragments_of(*packet);
    return text_of(*udp, names) +
           (fragments > 1 ? fmt::format(" ({} fragments)", fragments) : std::string());
  }
  return text_of(std::get<IcmpMessage>(packet->payload));
}

std::string_view dhcp_name(DhcpType type) {
  constexpr std::array<std::string_view, 9> names{
      "", "DISCOVER", "OFFER", "REQUEST", "DECLINE", "ACK", "NAK", "RELEASE", "INFORM"};
  const auto n = static_cast<std::size_t>(type);
  return n < names.size() ? names[n] : "";
}

std::string_view sccp_name(SccpId id) {
  switch (id) {
    case SccpId::keepalive: return "KeepAlive";
    case SccpId::register_: return "Register";
    case SccpId::ip_port: return "IpPort";
    case SccpId::button_template_req: return "ButtonTemplateReq";
    case SccpId::capabilities_res: return "CapabilitiesRes";
    case SccpId::alarm: return "Alarm";
    case SccpId::softkey_set_req: return "SoftKeySetReq";
    case SccpId::unregister: return "Unregister";
    case SccpId::softkey_template_req: return "SoftKeyTemplateReq";
    case SccpId::register_token_req: return "RegisterTokenReq";
    case SccpId::register_ack: return "RegisterAck";
    case SccpId::button_template: return "ButtonTemplate";
    case SccpId::capabilities_req: return "CapabilitiesReq";
    case SccpId::register_reject: return "RegisterReject";
    case SccpId::reset: return "Reset";
    case SccpId::keepalive_ack: return "KeepAliveAck";
    case SccpId::softkey_template_res: return "SoftKeyTemplateRes";
    case SccpId::softkey_set_res: return "SoftKeySetRes";
    case SccpId::call_state: return "CallState";
    case SccpId::set_ringer: return "SetRinger";
    case SccpId::unregister_ack: return "UnregisterAck";
    case SccpId::register_token_ack: return "RegisterTokenAck";
    case SccpId::register_token_reject: return "RegisterTokenReject";
  }
  return "";
}

}  // namespace app
