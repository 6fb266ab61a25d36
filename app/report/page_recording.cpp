#include "app/report/page_recording.hpp"

#include <algorithm>

#include "app/evidence/ladders/make_ladder.hpp"
#include "app/report/ladder.hpp"
#include "app/report/stories.hpp"

namespace app {
namespace {

constexpr std::size_t most_ladders = 6;

}  // namespace

PageRecording::LossLadder PageRecording::ladder_of(const RunResult& result, const Stay& stay) {
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
  return {"lost", stay.to, participants,
          from,   to,      LadderReader(result.scenario, participants, from, to)};
}

// Around the last frame that died of it; where none did, the first minutes.
PageRecording::LossLadder PageRecording::ladder_of(const RunResult& result, const Absence& away) {
  constexpr std::chrono::minutes before{3};
  constexpr std::chrono::minutes after{1};
  std::vector<std::size_t> participants{away.phone};
  if (away.cause.died_at && *away.cause.died_at != away.phone &&
      *away.cause.died_at != away.server) {
    participants.push_back(*away.cause.died_at);
  }
  participants.push_back(away.server);
  const Time at = away.cause.drop ? away.cause.drop->at : away.since + before;
  const Time from = Time{} + std::max(Duration{}, (at - before).time_since_epoch());
  const Time to = std::min(result.history.end, at + after);
  return {"away", at, participants,
          from,   to, LadderReader(result.scenario, participants, from, to)};
}

PageRecording::PageRecording(const RunResult& result) : result_(result) {
  for (const LossStory& story : loss_stories(result.history)) {
    if (ladders_.size() == most_ladders) break;
    const Stay& stay = *story.first;
    ladders_.push_back(ladder_of(result, stay));
    const auto& drop = stay.cause.drop;
    if (drop && stay.cause.died_at && drop->cause.since != models::never) {
      ages_.emplace_back(result, stay);
    }
  }
  std::vector<Absence> away = result.history.never_registered;
  away.insert(away.end(), result.history.never_back.begin(), result.history.never_back.end());
  for (const AbsenceStory& story : absence_stories(result, away)) {
    if (ladders_.size() == most_ladders) break;
    ladders_.push_back(ladder_of(result, *story.first));
  }
}

void PageRecording::read(const World& world, const std::vector<models::TraceRecord>& records) {
  for (LossLadder& ladder : ladders_) ladder.reader.read(world, records);
  for (AgeingReader& age : ages_) age.read(world, records);
}

PageEvidence PageRecording::take() {
  PageEvidence evidence;
  for (LossLadder& one : ladders_) {
    const Ladder ladder =
        make_ladder(result_, one.participants, one.reader.take(), {}, one.from, one.to);
    std::string title;
    for (const std::string& name : ladder.participants) title += (title.empty() ? "" : ", ") + name;
    evidence.ladders.push_back({title, one.at, ladder_svg(ladder), one.what});
  }
  for (AgeingReader& age : ages_) evidence.ageing.push_back(age.take());
  return evidence;
}

}  // namespace app
