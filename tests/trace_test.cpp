// The trace of a replay: it keeps every frame from its making to its one fate, and disturbs none.
#include <map>

#include "tests/catch.hpp"
#include "tests/journal_text.hpp"
#include "tests/network_fixture.hpp"

using fixture::case_study;
using fixture::Settings;
using fixture::Site;
using models::Trace;
using models::TraceRecord;
using sim::operator""min;
using sim::operator""s;
using sim::operator""ms;

namespace {

Settings lossy() {
  Settings s = case_study();
  s.phones = 5;
  s.link.loss = 20'000'000;
  return s;
}

}  // namespace

TEST_CASE("trace: a passage arrives once, and names the event that sent it") {
  Site site(lossy());
  Trace trace;
  site.network.record(&trace);
  site.network.start();
  site.run(10min);
  std::map<std::uint64_t, const TraceRecord*> sent;
  std::size_t arrivals = 0;
  sim::Time last{};
  for (const TraceRecord& record : trace.records) {
    REQUIRE(record.at >= last);
    last = record.at;
    if (record.kind == TraceRecord::Kind::sent) {
      CHECK(record.parent < record.event);
      CHECK(sent.emplace(record.event, &record).second);
    } else if (record.kind == TraceRecord::Kind::arrived) {
      ++arrivals;
      REQUIRE(sent.contains(record.event));
      CHECK(sent[record.event]->at < record.at);
      CHECK(sent[record.event]->frame.source == record.frame.source);
      sent.erase(record.event);
    }
  }
  CHECK(arrivals > 500);
  CHECK(sent.size() <= site.network.frames_under_way());
  CHECK(trace.not_kept == 0);
}

TEST_CASE("trace: the fates that it keeps are those that the journal counts") {
  Site site(lossy());
  Trace trace;
  site.network.record(&trace);
  site.network.start();
  site.run(10min);
  std::array<std::uint64_t, models::fate_count> counts{};
  for (const TraceRecord& record : trace.records) {
    if (record.kind == TraceRecord::Kind::ended) ++counts[static_cast<std::size_t>(record.fate)];
  }
  CHECK(counts == site.network.journal().fates);
  CHECK(counts[static_cast<std::size_t>(models::Fate::lost_on_link)] > 0);
}

TEST_CASE("trace: a run with a trace is the run without it") {
  Site plain(lossy());
  plain.network.start();
  plain.run(10min);
  Site traced(lossy());
  Trace trace{.from = sim::Time{} + 1min, .to = sim::Time{} + 2min};
  traced.network.record(&trace);
  traced.network.start();
  traced.run(10min);
  CHECK(plain.network.events() == traced.network.events());
  CHECK(journal_text::first_divergence(plain.network, traced.network) == "");
  REQUIRE(!trace.records.empty());
  CHECK(trace.records.front().at >= trace.from);
  CHECK(trace.records.back().at <= trace.to);
}

TEST_CASE("trace: beyond its limit records are counted, not kept") {
  Site site(lossy());
  Trace trace{.limit = 100};
  site.network.record(&trace);
  site.network.start();
  site.run(1min);
  CHECK(trace.records.size() == 100);
  CHECK(trace.not_kept > 0);
}
