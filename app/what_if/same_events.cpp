#include "app/what_if/same_events.hpp"

namespace app {

std::optional<std::uint64_t> trace_of(const RunOf& run, const Progress& progress) {
  Fingerprint all;
  models::Trace trace;
  const auto onlooker = [&](const World&) {
    for (const models::TraceRecord& record : trace.records) {
      all.add(static_cast<std::uint64_t>(record.at.time_since_epoch().count()));
      all.add(record.device.index());
      all.add(record.port);
      all.add(static_cast<std::uint64_t>(record.kind));
      all.add(static_cast<std::uint64_t>(record.fate));
      all.add(record.frame.payload.index());
    }
    trace.records.clear();
  };
  const Recording recording{trace, onlooker};
  const Simulation one = simulate(run, progress, &recording);
  if (one.interrupted) return std::nullopt;
  const models::Journal& journal = one.world->network().journal();
  all.add(one.world->network().frames_made());
  for (const std::uint64_t fate : journal.fates) all.add(fate);
  for (const models::BindingFact& fact : journal.bindings) {
    all.add(static_cast<std::uint64_t>(fact.at.time_since_epoch().count()));
    all.add(fact.phone);
  }
  for (const models::PhoneFact& fact : journal.phones) {
    all.add(static_cast<std::uint64_t>(fact.at.time_since_epoch().count()));
    all.add(fact.phone);
  }
  return all.value();
}

}  // namespace app
