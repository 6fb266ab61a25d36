#include "app/report/logs/dhcp_steps.hpp"

#include <algorithm>
#include <map>

namespace app::logs {
namespace {

using models::DhcpLogKind;
using models::DhcpType;

bool is_answer(DhcpType type) {
  return type == DhcpType::offer || type == DhcpType::ack || type == DhcpType::nak;
}

int order(const DhcpStep& step) {
  if (step.message == nullptr) return 1;
  return is_answer(step.message->type) ? 2 : 0;
}

}  // namespace

std::vector<DhcpStep> dhcp_steps(const Witness& witness) {
  std::vector<DhcpStep> steps;
  for (const models::TraceRecord* record : witness.frames) {
    const models::DhcpMessage* message = dhcp_of(*record);
    const bool sent = record->kind == models::TraceRecord::Kind::sent;
    if (sent != is_answer(message->type) || message->type == DhcpType::nak) continue;
    steps.push_back({.at = record->at, .message = message});
  }
  for (const models::DhcpFact& fact : witness.journal().dhcp) {
    if (fact.server != witness.node()) continue;
    if (fact.kind == DhcpLogKind::assigned || fact.kind == DhcpLogKind::renewed) continue;
    if (fact.kind == DhcpLogKind::released) continue;  // the messages say so
    steps.push_back({.at = fact.at, .fact = &fact});
  }
  std::ranges::stable_sort(steps, [](const DhcpStep& a, const DhcpStep& b) {
    return a.at != b.at ? a.at < b.at : order(a) < order(b);
  });
  std::map<std::uint64_t, std::size_t> asked;  // by MAC: the step
  for (std::size_t i = 0; i < steps.size(); ++i) {
    DhcpStep& step = steps[i];
    const sim::Mac mac = step.fact != nullptr ? step.fact->mac : step.message->chaddr();
    if (order(step) == 0) asked[mac.value] = i;
    const auto known = asked.find(mac.value);
    if (known == asked.end()) continue;
    step.asked = steps[known->second].message;
    const bool full = step.fact != nullptr && step.fact->kind == DhcpLogKind::pool_exhausted;
    if (full) steps[known->second].exhausted = true;
  }
  return steps;
}

std::string first_network(const Witness& witness) {
  const auto& scopes = witness.spec<ServerSpec>().dhcp.scopes;
  return scopes.empty() ? "" : to_text(scopes.front().network);
}

std::string via(const models::DhcpMessage* message) {
  const bool direct = message == nullptr || message->giaddr == sim::Ipv4{};
  return direct ? "eth0" : to_text(message->giaddr);
}

}  // namespace app::logs
