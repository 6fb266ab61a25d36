// SIP as text, RFC 3261, in the shape of [cisco-200410]'s captures. Left out: Date
// (20.17: optional), received and rport, which a registrar behind a NAT would add, MD5: a digest's
// nonce and response are the model's 32 bits. X-Padding fills a message up to its length.
#include <array>
#include <string>

#include "models/wire/bytes/message_bytes.hpp"
#include "models/wire/call_tag.hpp"
#include "sim/base/ensure.hpp"
#include "sim/base/hash.hpp"

namespace models {

std::string_view sip_phrase(std::uint16_t status) {  // RFC 3261 21
  switch (status) {
    case 100: return "Trying";
    case 180: return "Ringing";
    case 200: return "OK";
    case 202: return "Accepted";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 408: return "Request Timeout";
    case 422: return "Session Interval Too Small";
    case 423: return "Interval Too Brief";
    case 480: return "Temporarily Unavailable";
    case 481: return "Call/Transaction Does Not Exist";
    case 486: return "Busy Here";
    case 487: return "Request Terminated";
    case 491: return "Request Pending";
    case 503: return "Service Unavailable";
    default: return "Answer";
  }
}
namespace {

std::string hex(std::uint64_t value, unsigned digits) {
  std::string text(digits, '0');
  for (unsigned i = digits; i-- > 0; value >>= 4U) text[i] = "0123456789abcdef"[value & 15U];
  return text;
}

std::string_view word(SipMethod method) {
  switch (method) {
    case SipMethod::register_: return "REGISTER";
    case SipMethod::refer: return "REFER";
    case SipMethod::options: return "OPTIONS";
    case SipMethod::invite: return "INVITE";
    case SipMethod::cancel: return "CANCEL";
    case SipMethod::ack: return "ACK";
    case SipMethod::bye: return "BYE";
    case SipMethod::update: return "UPDATE";
    case SipMethod::crlf: return "";
  }
  return "";
}

class SipText {
 public:
  // `call`: the same message, if it is of a call that is answered.
  SipText(const SipMessage& m, const CallMessage* call, const Carrier& carrier,
          const Parties& parties)
      : m_(m),
        call_(call),
        phone_(identity_of(parties, m.user)),
        length_(carrier.length != 0 ? carrier.length : length_of(m)),
        tcp_(carrier.tcp) {
    const auto is_server = [&](Ipv4 a) {
      for (const Ipv4 server : parties.servers) {
        if (server == a) return true;
      }
      return false;
    };
    const bool calls = is_of_a_call(m.method);
    // Only OPTIONS are asked by both: a PBX looks whether the phone is there, and vice versa.
    const bool to_server = call != nullptr                  ? call->by_phone
                           : m.method == SipMethod::options ? !is_server(carrier.source)
                                                            : m.is_request() != calls;
    phone_asks_ = to_server == m.is_request();
    server_ = to_text(to_server ? carrier.destination : carrier.source);
    phone_name_ = std::string(phone_.name.substr(0, 24));
    const Ipv4 seen = to_server ? carrier.source : carrier.destination;
    contact_ = to_text(m.contact_port != 0 ? m.contact : seen);
    // As a CP3905 of the report: over TCP it listens on 5060, whatever port its connection has.
    if (m.contact_port != 0) port_ = m.contact_port;
    if (m.contact_port == 0 && !tcp_) {
      port_ = to_server ? carrier.source_port : carrier.destination_port;
    }
    phone_at_ = phone_name_ + "@" + contact_;
    dialog_ = sim::mix64(m.user * 4ULL + (phone_asks_ ? 1 : 2)) ^
              sim::mix64((to_server ? carrier.destination : carrier.source).value);
    if (calls) dialog_ = sim::mix64(dialog_ + m.cseq);
    if (call != nullptr) dialog_ = sim::mix64(m.user * 65536ULL + call->call);
  }

  std::string text() {
    first_line();
    line("Via", std::string("SIP/2.0/") + (tcp_ ? "TCP " : "UDP ") +
                    (phone_asks_ ? sent_by() : server_) + ";branch=z9hG4bK" +
                    hex(sim::mix64(dialog_ + m_.cseq), 8));
    const std::string record = "<sip:" + phone_name_ + "@" + server_ + ">";
    line("From", (phone_asks_ ? record : "<sip:" + caller() + "@" + server_ + ">") +
                     ";tag=" + hex(sim::mix64(dialog_ + 1) >> 8U, 8));
    const bool within = call_ != nullptr && m_.method != SipMethod::cancel && m_.is_request() &&
                        !begins_a_call(*call_);
    const bool tagged = m_.status > 100 || m_.method == SipMethod::ack || within;
    line("To", (phone_asks_ ? record : "<sip:" + phone_at_ + ">") +
                   (tagged ? ";tag=" + hex(sim::mix64(dialog_ + m_.cseq) >> 32U, 8) : ""));
    line("Call-ID", hex(dialog_, 8) + "@" + (phone_asks_ ? to_text(phone_.address) : server_));
    line("CSeq", std::to_string(m_.cseq) + " " + std::string(word(m_.method)));
    m_.is_request() ? request_lines() : answer_lines();
    const std::string body = call_ != nullptr && call_->has_media() ? description() : "";
    if (!body.empty()) line("Content-Type", "application/sdp");
    line("Content-Length", std::to_string(body.size()));
    length_ -= body.size();
    return fill() + body;
  }

 private:
  std::string caller() const { return is_of_a_call(m_.method) ? "caller" : "qualify"; }

  void line(std::string_view name, std::string_view value) {
    text_.append(name).append(": ").append(value).append("\r\n");
  }

  void first_line() {
    if (!m_.is_request()) {
      text_ = "SIP/2.0 " + std::to_string(m_.status) + " ";
      text_.append(sip_phrase(m_.status)).append("\r\n");
      return;
    }
    text_ = std::string(word(m_.method)) + " sip:" + (phone_asks_ ? server_ : phone_at_) +
            " SIP/2.0\r\n";
  }

  void request_lines() {
    line("Max-Forwards", "70");
    if (m_.method == SipMethod::invite && call_ == nullptr) {
      line("Contact", "<sip:caller@" + server_ + ">");
    }
    if (call_ != nullptr) return session_lines();
    if (phone_asks_) contact(m_.expires == 0 ? ";expires=0" : "");
    if (m_.nonce != 0) authorization();
    if (m_.method == SipMethod::refer) {
      line("Refer-To", "<urn:X-cisco-remotecc:token-registration>");
      line("Referred-By", "<sip:" + phone_name_ + "@" + server_ + ">");
    }
    if (m_.method == SipMethod::register_ && m_.expires != no_expires) {
      line("Expires", std::to_string(m_.expires));
    }
  }

  // Of a call: Contact, RFC 4028 4 and 5.
  void session_lines() {
    const bool targets = m_.method == SipMethod::invite || m_.method == SipMethod::update;
    if (targets && m_.contact_port != 0) {
      line("Contact", "<sip:" + (call_->by_phone ? phone_name_ : "caller") + "@" +
                          to_text(m_.contact) + ":" + std::to_string(m_.contact_port) + ">");
    }
    if (call_->session_expires != 0) {
      constexpr std::array<std::string_view, 3> sides{"", ";refresher=uac", ";refresher=uas"};
      line("Supported", "timer");
      line("Session-Expires", std::to_string(call_->session_expires) +
                                  std::string(sides[static_cast<std::size_t>(call_->refresher)]));
    }
    if (m_.min_expires != 0) line("Min-SE", std::to_string(m_.min_expires));
  }

  std::string description() const {  // RFC 4566 5
    constexpr std::array<std::string_view, 4> directions{"sendrecv", "sendonly", "recvonly",
                                                         "inactive"};
    const std::string at = "IN IP4 " + to_text(call_->media) + "\r\n";
    return "v=0\r\no=- " + std::to_string(call_->call) + " " + std::to_string(m_.cseq) + " " + at +
           "s=-\r\nc=" + at + "t=0 0\r\nm=audio " + std::to_string(call_->media_port) +
           " RTP/AVP 8\r\na=" +
           std::string(directions[static_cast<std::size_t>(call_->direction)]) + "\r\n";
  }

  void answer_lines() {
    if (call_ != nullptr) return session_lines();
    if (m_.status == 401 && m_.nonce != 0) {  // RFC 3261 20.44
      line("WWW-Authenticate", "Digest realm=\"" + server_ + "\", nonce=\"" + hex(m_.nonce, 8) +
                                   "\", algorithm=MD5" + (m_.stale ? ", stale=true" : ""));
    }
    if (m_.min_expires != 0) line("Min-Expires", std::to_string(m_.min_expires));
    if (m_.retry_after != 0) line("Retry-After", std::to_string(m_.retry_after));
    const bool granted = m_.method == SipMethod::register_ && m_.is_final() && m_.status < 300;
    if (granted && (m_.expires > 0 || m_.keepalive)) {
      contact(";expires=" + std::to_string(m_.expires));
      line("Expires", std::to_string(m_.expires));
    }
    if (m_.misdirected) line("Warning", "399 phone \"another phone answers\"");
  }

  void authorization() {  // RFC 3261 20.7
    line("Authorization", "Digest username=\"" + phone_name_ + "\", realm=\"" + server_ +
                              "\", nonce=\"" + hex(m_.nonce, 8) + "\", uri=\"sip:" + server_ +
                              "\", response=\"" + hex(sim::mix64(m_.response), 16) +
                              hex(sim::mix64(m_.response + 1ULL), 16) + "\", algorithm=MD5");
  }

  std::string sent_by() const {
    return port_ == sip_port ? contact_ : contact_ + ":" + std::to_string(port_);
  }

  void contact(const std::string& parameters) {
    std::string value = "<sip:" + phone_at_ + ":" + std::to_string(port_);
    if (tcp_) value += ";transport=tcp";
    value +=
        ">;+sip.instance=\"<urn:uuid:00000000-0000-0000-0000-" + hex(phone_.mac.value, 12) + ">\"";
    if (tcp_) value += ";+u.sip!devicename.ccm.cisco.com=\"" + device_name(phone_.mac) + "\"";
    line("Contact", value + (m_.method == SipMethod::register_ ? parameters : "") +
                        (m_.keepalive ? ";cisco-keep-alive" : ""));
  }

  std::string fill() {
    constexpr std::string_view padding = "X-Padding: ";
    const std::size_t taken = text_.size() + padding.size() + 4;  // its end and the empty line
    ENSURE(taken <= length_);
    text_.append(padding).append(length_ - taken, '.').append("\r\n\r\n");
    return std::move(text_);
  }

  const SipMessage& m_;
  const CallMessage* call_;
  PhoneIdentity phone_;
  std::string phone_name_, phone_at_, contact_, server_, text_{};
  std::uint64_t dialog_ = 0;
  std::uint16_t port_ = sip_port;  // where the phone seems to listen
  bool phone_asks_ = true;
  std::size_t length_;
  bool tcp_;
};

}  // namespace

PhoneIdentity identity_of(const Parties& parties, std::uint32_t user) {
  return user < parties.phones.size() ? parties.phones[user] : PhoneIdentity{.name = "unknown"};
}

std::string device_name(Mac mac) {
  std::string name = "SEP" + hex(mac.value, 12);
  for (char& c : name) c = c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
  return name;
}

void write(const SipMessage& message, const Carrier& carrier, const Parties& parties,
           ByteWriter& out) {
  if (message.method == SipMethod::crlf) return out.text("\r\n\r\n");  // RFC 5626 4.4.1
  out.text(SipText(message, nullptr, carrier, parties).text());
}

void write(const CallMessage& message, const Carrier& carrier, const Parties& parties,
           ByteWriter& out) {
  Carrier of_call = carrier;
  if (of_call.length == 0) of_call.length = length_of(message);
  out.text(SipText(message, &message, of_call, parties).text());
}

// RFC 3550 5.1: version 2, PCMA; one SSRC for each call.
void write(const RtpPacket& packet, ByteWriter& out) {
  out.u8(0x80);
  out.u8(packet.is_keepalive ? 13 : 8);
  out.u16(packet.sequence);
  out.u32(packet.sequence * 160U);
  out.u32(static_cast<std::uint32_t>(sim::mix64(packet.user * 65536ULL + packet.call)));
  if (packet.is_keepalive) return;
  write_noise(packet.user + packet.sequence, rtp_sound_bytes, out);
}

}  // namespace models
