// A Cisco ASA's denials: 106015 for TCP without a connection (a SYN is asked about first:
// [cisco-113396]), 106001, 106006 and 106014 for what no rule lets in; [asa-messages], [asa-tcp].
// With `logging timestamp` and `logging device-id`. Left out: 302013-302021, full tables.
#include <fmt/format.h>

#include "app/report/logs/vendor.hpp"

namespace app::logs {
namespace {

using models::Fate;

// A segment with data has PSH here: signalling is pushed.
std::string flags(const models::TcpSegment& tcp) {
  std::string text;
  const auto add = [&](bool on, std::string_view name) {
    if (on) text += std::string(name) + " ";
  };
  add(tcp.syn, "SYN");
  add(tcp.fin, "FIN");
  add(tcp.length > 0, "PSH");
  add(tcp.rst, "RST");
  add(tcp.has_ack, "ACK");
  return text;  // a blank behind each: two before "on interface", as in real logs
}

// nameif is not modelled: the usual names by security level, assumed.
std::string interface_name(const RouterSpec& spec, std::uint16_t port) {
  for (const InterfaceSpec& interface : spec.interfaces) {
    if (interface.port != port + 1) continue;
    if (interface.security_level >= 100) return "inside";
    return interface.security_level == 0 ? "outside" : fmt::format("dmz{}", interface.port);
  }
  return fmt::format("port{}", port + 1);
}

std::string words(const RouterSpec& spec, const models::TraceRecord& record) {
  const models::Ipv4Packet& packet = *record.frame.ipv4();
  const std::string name = interface_name(spec, record.port);
  const auto ends = [&](const auto& ports) {
    return fmt::format("from {}/{} to {}/{}", to_text(packet.source), ports.source_port,
                       to_text(packet.destination), ports.destination_port);
  };
  if (const auto* tcp = std::get_if<models::TcpSegment>(&packet.payload)) {
    const bool begins = tcp->syn && !tcp->has_ack;
    if (begins) {
      return fmt::format("%ASA-2-106001: Inbound TCP connection denied {} flags {} on interface {}",
                         ends(*tcp), flags(*tcp), name);
    }
    return fmt::format("%ASA-6-106015: Deny TCP (no connection) {} flags {} on interface {}",
                       ends(*tcp), flags(*tcp), name);
  }
  if (const auto* udp = std::get_if<models::UdpDatagram>(&packet.payload)) {
    return fmt::format("%ASA-2-106006: Deny inbound UDP {} on interface {}", ends(*udp), name);
  }
  const auto& icmp = std::get<models::IcmpMessage>(packet.payload);
  return fmt::format("%ASA-3-106014: Deny inbound icmp src {}:{} dst {}:{} (type {}, code {})",
                     name, to_text(packet.source), name, to_text(packet.destination),
                     static_cast<int>(icmp.type), icmp.code);
}

}  // namespace

std::vector<LogFile> asa(const Witness& witness) {
  std::vector<Line> lines;
  for (const models::TraceRecord* record : witness.frames) {
    if (record->frame.ipv4() == nullptr || record->fate == Fate::firewall_table_full) continue;
    const Wall w = witness.wall(record->at);
    lines.push_back(
        {record->at, fmt::format("{} {:02} {} {} {} : {}", w.month_name(), w.day, w.year, w.clock(),
                                 witness.name(), words(witness.spec<RouterSpec>(), *record))});
  }
  return one_file(witness, ".syslog", std::move(lines));
}

}  // namespace app::logs
