// What a segment carries, in a few words: SIP's first line, SCCP's and DHCP's message names, DNS's
// question. Everything printable, whatever a capture may contain.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "app/evidence/captures/captured.hpp"
#include "app/evidence/message_text.hpp"
#include "models/wire/dhcp.hpp"
#include "models/wire/dns.hpp"
#include "models/wire/sccp.hpp"

namespace app {
namespace {

constexpr std::size_t longest = 100;  // characters

std::string printable(std::string_view text) {
  std::string safe(text.substr(0, longest));
  for (char& c : safe) {
    if (c < ' ' || c > '~') c = '?';
  }
  return safe;
}

std::string_view line_at(std::string_view text, std::size_t at) {
  return text.substr(at, text.find('\r', at) - at);
}

// "REGISTER sip:10.0.0.2 SIP/2.0" or "SIP/2.0 200 OK", with the CSeq of RFC 3261 20.16.
std::string sip(std::string_view text) {
  constexpr std::string_view version = "SIP/2.0";
  const std::string_view first = line_at(text, 0);
  std::string words;
  if (first.starts_with(version)) words = printable(first.substr(version.size()));
  if (first.ends_with(version)) words = printable(first.substr(0, first.size() - version.size()));
  if (words.empty()) return words;
  words.erase(0, words.find_first_not_of(' '));
  words.erase(words.find_last_not_of(' ') + 1);
  constexpr std::string_view cseq = "\r\nCSeq: ";
  if (const auto at = text.find(cseq); at != text.npos) {
    words += ", CSeq " + printable(line_at(text, at + cseq.size()));
  }
  return words;
}

std::string sccp(CapturedBytes p) {
  if (p.size() < 12) return "SCCP";
  const auto id = static_cast<std::uint32_t>(p[8] | p[9] << 8);
  const std::string_view name = sccp_name(static_cast<models::SccpId>(id));
  return name.empty() ? fmt::format("SCCP message 0x{:04x}", id) : "SCCP " + std::string(name);
}

std::string dhcp(CapturedBytes p) {
  for (std::size_t at = 240; at + 2 < p.size() && p[at] != 255;) {
    const std::string_view type = dhcp_name(models::DhcpType{p[at + 2]});
    if (p[at] == 53 && !type.empty()) return "DHCP " + std::string(type);
    at += p[at] == 0 ? 1U : 2U + p[at + 1];
  }
  return "BOOTP";
}

std::string dns(CapturedBytes p) {
  if (p.size() < 12) return "DNS";
  std::string name;
  for (std::size_t at = 12; at < p.size() && p[at] != 0 && p[at] < 64 && name.size() < longest;) {
    const std::size_t octets = std::min<std::size_t>(p[at], p.size() - at - 1);
    if (!name.empty()) name += '.';
    name.append(reinterpret_cast<const char*>(p.data()) + at + 1, octets);
    at += 1 + octets;
  }
  return ((p[2] & 0x80U) != 0 ? "DNS answer " : "DNS question ") + printable(name);
}

std::string tls(CapturedBytes p) {
  if (p.size() < 5 || p[1] != 3 || p[0] < 20 || p[0] > 23) return "";
  constexpr std::array<std::string_view, 4> types{"change cipher spec", "alert", "handshake",
                                                  "application data"};
  return "TLS " + std::string(types[p[0] - 20U]);
}

std::string message(const Captured& c, CapturedBytes payload) {
  const std::string_view text(reinterpret_cast<const char*>(payload.data()), payload.size());
  const auto on = [&](std::uint16_t port) { return c.from.port == port || c.to.port == port; };
  if (std::string words = sip(text); !words.empty()) return words;
  if (text == "\r\n\r\n" || text == "\r\n") return "CRLF keepalive";
  if (c.tcp && on(models::sccp_port)) return sccp(payload);
  if (!c.tcp && (on(models::dhcp_server_port) || on(models::dhcp_client_port))) {
    return dhcp(payload);
  }
  if (!c.tcp && on(models::dns_port)) return dns(payload);
  if (c.tcp) return tls(payload);
  return "";
}

}  // namespace

std::string words_for(const Captured& segment, bool acks, CapturedBytes payload) {
  std::string words = segment.syn   ? (acks ? "SYN ACK" : "SYN")
                      : segment.rst ? "RST"
                      : segment.fin ? "FIN"
                                    : "";
  if (segment.length == 0) return words;
  std::string carries = message(segment, payload);
  if (carries.empty()) carries = fmt::format("{} bytes", segment.length);
  return words.empty() ? carries : words + ", " + carries;
}

}  // namespace app
