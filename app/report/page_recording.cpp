#include "app/report/page_recording.hpp"

#include <algorithm>

#include "app/evidence/ladders/ladder_reader.hpp"
#include "app/evidence/ladders/make_ladder.hpp"
#include "app/report/ladder.hpp"
#include "app/report/stories.hpp"
#include "app/scenario/setting.hpp"

namespace app {
namespace {

using models::TraceRecord;

constexpr std::size_t most_stories = 6;
constexpr std::size_t most_passages = 20'000;

// How old the entry was that let the frame of a loss die: only tables whose entries age.
class AgeingReader {
 public:
  AgeingReader(const RunResult& result, const Stay& stay) : stay_(stay), drop_(*stay.cause.drop) {
    const Scenario& scenario = result.scenario;
    series_.device = scenario.devices[*stay.cause.died_at].name;
    series_.setting = stay.cause.setting;
    series_.title = series_.setting + ": the entry of " + scenario.devices[stay.phone].name;
    series_.limit_s = sim::seconds(drop_.cause.limit);
    series_.phone = stay.phone;
    is_switch_ = models::kind_of(drop_.device) == models::NodeKind::switch_;
    inbound_refreshes_ = value_at(scenario, series_.device + ".nat.refresh") == "both";
  }

  void read(const World& world, const std::vector<TraceRecord>& records) {
    for (const TraceRecord& record : records) {
      if (record.device != drop_.device || !concerns(world, record)) continue;
      if (record.kind == TraceRecord::Kind::arrived) arrived(world, record);
      if (record.kind == TraceRecord::Kind::ended && models::describe(record.fate).is_loss) {
        died(record);
      }
    }
  }
  AgeingSeries take() { return std::move(series_); }

 private:
  bool concerns(const World& world, const TraceRecord& record) const {
    if (is_switch_) return record.frame.origin == world.node(stay_.phone);
    const models::Ipv4Packet* packet = record.frame.ipv4();
    return packet != nullptr &&
           models::user_of(*packet) == world.network().phone_number(world.node(stay_.phone));
  }
  void arrived(const World& world, const TraceRecord& record) {
    if (series_.passages.size() == most_passages) return;
    const bool from_phone = record.frame.origin == world.node(stay_.phone);
    series_.passages.push_back(
        {record.at,
         from_phone ? AgeingSeries::Direction::from_phone : AgeingSeries::Direction::to_phone,
         from_phone || inbound_refreshes_});
    event_ = record.event;
  }
  void died(const TraceRecord& record) {
    if (record.event == event_ && !series_.passages.empty()) series_.passages.pop_back();
    if (record.cause.since == models::never) return;
    series_.deaths.push_back({.at = record.at,
                              .fate = record.fate,
                              .age = record.at - record.cause.since + record.cause.limit,
                              .begins_anew = record.fate == models::Fate::port_security_relearn});
  }

  const Stay& stay_;
  const models::DropFact& drop_;
  AgeingSeries series_;
  bool is_switch_ = false;
  bool inbound_refreshes_ = false;
  std::uint64_t event_ = 0;  // the latest arrival
};

// A ladder of the phone, its server, and the place where the frame died.
struct LossLadder {
  const Stay* stay;
  std::vector<std::size_t> participants;
  Time from;
  Time to;
  LadderReader reader;
};

LossLadder ladder_of(const RunResult& result, const Stay& stay) {
  constexpr std::chrono::minutes before{5};
  constexpr std::chrono::minutes after{1};
  std::vector<std::size_t> participants{stay.phone};
  if (stay.cause.died_at && *stay.cause.died_at != stay.phone &&
      *stay.cause.died_at != stay.server) {
    participants.push_back(*stay.cause.died_at);
  }
  participants.push_back(stay.server);
  const Duration at = stay.to.time_since_epoch();
  const Time from = Time{} + std::max(Duration{}, at - stay.patience - before);
  const Time to = stay.to + after;
  return {&stay, participants, from, to, LadderReader(result.scenario, participants, from, to)};
}

}  // namespace

PageEvidence page_recording(const SourceText& source, const RunResult& result,
                            const Progress& progress) {
  std::vector<LossLadder> ladders;
  std::vector<AgeingReader> ages;
  for (const LossStory& story : loss_stories(result.history)) {
    if (ladders.size() == most_stories) break;
    const Stay& stay = *story.first;
    ladders.push_back(ladder_of(result, stay));
    const auto& drop = stay.cause.drop;
    if (drop && stay.cause.died_at && drop->cause.since != models::never) {
      ages.emplace_back(result, stay);
    }
  }
  PageEvidence evidence;
  if (ladders.empty()) return evidence;
  models::Trace trace;
  const Recording recording{trace, [&](const World& world) {
                              for (LossLadder& ladder : ladders) {
                                ladder.reader.read(world, trace.records);
                              }
                              for (AgeingReader& age : ages) age.read(world, trace.records);
                              trace.records.clear();
                            }};
  if (!replay(source, result, recording, progress)) return evidence;
  for (LossLadder& one : ladders) {
    const Ladder ladder =
        make_ladder(result, one.participants, one.reader.take(), {}, one.from, one.to);
    std::string title;
    for (const std::string& name : ladder.participants) title += (title.empty() ? "" : ", ") + name;
    evidence.ladders.push_back({title, one.stay->to, ladder_svg(ladder)});
  }
  for (AgeingReader& age : ages) evidence.ageing.push_back(age.take());
  return evidence;
}

}  // namespace app
