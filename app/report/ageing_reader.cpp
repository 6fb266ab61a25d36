#include "app/report/ageing_reader.hpp"

#include "app/scenario/setting.hpp"

namespace app {
namespace {

constexpr std::size_t most_passages = 20'000;

}  // namespace

using models::TraceRecord;

AgeingReader::AgeingReader(const RunResult& result, const Stay& stay)
    : stay_(stay), drop_(*stay.cause.drop) {
  const Scenario& scenario = result.scenario;
  series_.device = scenario.devices[*stay.cause.died_at].name;
  series_.setting = stay.cause.setting;
  series_.title = series_.setting + ": the entry of " + scenario.devices[stay.phone].name;
  series_.limit_s = sim::seconds(drop_.cause.limit);
  series_.phone = stay.phone;
  is_switch_ = models::is<models::Switch>(drop_.device);
  inbound_refreshes_ = value_at(scenario, series_.device + ".nat.refresh") == "both";
}

void AgeingReader::read(const World& world, const std::vector<TraceRecord>& records) {
  for (const TraceRecord& record : records) {
    if (record.device != drop_.device || !concerns(world, record)) continue;
    if (record.kind == TraceRecord::Kind::arrived) arrived(world, record);
    if (record.kind == TraceRecord::Kind::ended && models::describe(record.fate).is_loss) {
      died(record);
    }
  }
}

bool AgeingReader::concerns(const World& world, const TraceRecord& record) const {
  if (is_switch_) return record.frame.origin == world.node(stay_.phone);
  const models::Ipv4Packet* packet = record.frame.ipv4();
  return packet != nullptr &&
         models::user_of(*packet) == world.network().phone_number(world.node(stay_.phone));
}

void AgeingReader::arrived(const World& world, const TraceRecord& record) {
  if (series_.passages.size() == most_passages) return;
  const bool from_phone = record.frame.origin == world.node(stay_.phone);
  series_.passages.push_back(
      {record.at,
       from_phone ? AgeingSeries::Direction::from_phone : AgeingSeries::Direction::to_phone,
       from_phone || inbound_refreshes_});
  event_ = record.event;
  const auto segment = segment_of(record.frame);
  for (std::size_t i = 0; segment && i < dead_.size(); ++i) {
    auto& repaired = series_.deaths[i].repaired;
    if (dead_[i] == segment && !repaired) repaired = record.at;
  }
}

std::optional<AgeingReader::Segment> AgeingReader::segment_of(const models::Frame& frame) {
  const models::Ipv4Packet* packet = frame.ipv4();
  const auto* tcp = packet == nullptr ? nullptr : std::get_if<models::TcpSegment>(&packet->payload);
  if (tcp == nullptr || tcp->span() == 0) return std::nullopt;
  return Segment{tcp->source_port, tcp->destination_port, tcp->seq + tcp->span()};
}

void AgeingReader::died(const TraceRecord& record) {
  if (record.event == event_ && !series_.passages.empty()) {  // it had only seemed to pass
    series_.passages.pop_back();
    for (AgeingSeries::Death& death : series_.deaths) {
      if (death.repaired == record.at) death.repaired.reset();
    }
  }
  if (record.cause.since == models::never) return;
  series_.deaths.push_back({.at = record.at,
                            .fate = record.fate,
                            .age = record.at - record.cause.since + record.cause.limit,
                            .begins_anew = record.fate == models::Fate::port_security_relearn,
                            .is_segment = segment_of(record.frame).has_value()});
  dead_.push_back(segment_of(record.frame));
}

}  // namespace app
