// Kea 2.2, kea-dhcp4 with severity INFO: dhcp4_messages.mes and alloc_engine_messages.mes. A NAK is
// a debug message there, so nothing of it stands here. Assumed: process 731, its thread, and that
// no client sends a client identifier.
#include <fmt/format.h>

#include "app/report/logs/dhcp_steps.hpp"

namespace app::logs {
namespace {

using models::DhcpMessage;
using models::DhcpType;

struct Said {
  std::string_view severity;
  std::string_view logger;
  std::string text;
};

std::string client(const DhcpMessage& m) {
  return fmt::format("[hwtype=1 {}], cid=[no info], tid={:#x}", to_text(m.chaddr()), m.xid);
}

Said words(const Witness& witness, const DhcpMessage& m, bool exhausted) {
  switch (m.type) {
    case DhcpType::discover:
      if (!exhausted) break;
      return {"WARN ", "alloc-engine",
              fmt::format("ALLOC_ENGINE_V4_ALLOC_FAIL_SUBNET {}: failed to allocate an IPv4 lease "
                          "in the subnet {}, subnet-id 1, shared network (none)",
                          client(m), first_network(witness))};
    case DhcpType::offer:
      return {"INFO ", "leases",
              fmt::format("DHCP4_LEASE_ADVERT {}: lease {} will be advertised", client(m),
                          to_text(m.yiaddr))};
    case DhcpType::ack:
      if (m.yiaddr == sim::Ipv4{}) break;  // of an INFORM
      return {"INFO ", "leases",
              fmt::format("DHCP4_LEASE_ALLOC {}: lease {} has been allocated for {} seconds",
                          client(m), to_text(m.yiaddr), m.lease)};
    case DhcpType::decline:
      return {"INFO ", "leases",
              fmt::format("DHCP4_DECLINE_LEASE Received DHCPDECLINE for addr {} from client {}. "
                          "The lease will be unavailable for {} seconds.",
                          to_text(wanted(m)), client(m),
                          witness.spec<ServerSpec>().dhcp.decline_time / std::chrono::seconds{1})};
    case DhcpType::release:
      return {"INFO ", "leases",
              fmt::format("DHCP4_RELEASE {}: address {} was released properly.", client(m),
                          to_text(m.ciaddr))};
    case DhcpType::request:
    case DhcpType::inform:
    case DhcpType::nak: break;
  }
  return {};
}

}  // namespace

std::vector<LogFile> kea(const Witness& witness) {
  std::vector<Line> lines;
  for (const DhcpStep& step : dhcp_steps(witness)) {
    if (step.message == nullptr) continue;
    const Said said = words(witness, *step.message, step.exhausted);
    if (said.text.empty()) continue;
    const Wall w = witness.wall(step.at);
    lines.push_back(
        {step.at,
         fmt::format("{:04}-{:02}-{:02} {}.{:03} {} [kea-dhcp4.{}/731.139672] {}", w.year, w.month,
                     w.day, w.clock(), w.millisecond, said.severity, said.logger, said.text)});
  }
  return one_file(witness, ".kea-dhcp4.log", std::move(lines));
}

}  // namespace app::logs
