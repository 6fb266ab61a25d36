#include "app/proof/dead_frame.hpp"

#include "app/evidence/message_text.hpp"
#include "app/scenario/parts.hpp"

namespace app {
namespace {

using models::TraceRecord;

class FrameSearch {
 public:
  FrameSearch(const Scenario& scenario, const models::DropFact& drop)
      : scenario_(scenario), drop_(drop) {
    trace_.from =
        Time{} + std::max(Duration{}, drop.at.time_since_epoch() - std::chrono::minutes{1});
    trace_.to = drop.at;
  }

  DeadFrame run(const Run& result, const Progress& progress) {
    replay(result, {trace_, [this](const World& world) { take(world); }}, progress);
    return std::move(found_);
  }

 private:
  // In order of time: what is asked for is the last record of all.
  void take(const World& world) {
    for (const TraceRecord& record : trace_.records) {
      if (record.kind == TraceRecord::Kind::ended) {
        if (is_the_death(record)) describe(record, world);
      } else if (record.kind == TraceRecord::Kind::sent && record.device == drop_.origin &&
                 record.frame.origin == drop_.origin) {
        made_.push_back(record);
      }
    }
    trace_.records.clear();
  }
  bool is_the_death(const TraceRecord& record) const {
    return record.at == drop_.at && record.device == drop_.device && record.port == drop_.port &&
           record.fate == drop_.fate && record.frame.origin == drop_.origin;
  }
  void describe(const TraceRecord& death, const World& world) {
    const std::size_t device = world.device(drop_.device);
    found_.device = scenario_.devices[device].name;
    found_.place = port_text(scenario_, device, drop_.port);
    found_.maker = scenario_.devices[world.device(drop_.origin)].name;
    found_.message = message_text(death.frame, world.names());
    for (const TraceRecord& made : made_) {
      if (message_text(made.frame, world.names()) == found_.message) found_.made = made.at;
    }
  }

  const Scenario& scenario_;
  const models::DropFact& drop_;
  models::Trace trace_;
  std::vector<TraceRecord> made_;  // by the origin
  DeadFrame found_;
};

}  // namespace

DeadFrame find_dead_frame(const Run& result, const models::DropFact& drop,
                          const Progress& progress) {
  return FrameSearch(result.scenario, drop).run(result, progress);
}

}  // namespace app
