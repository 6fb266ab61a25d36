// A running network is copied: the copy goes on as the original would, whatever becomes of it; with
// another setting it goes its own way, and neither disturbs the other.
#include <algorithm>
#include <filesystem>
#include <set>
#include <thread>

#include "sim/base/random.hpp"
#include "tests/driven_world.hpp"
#include "tests/routed_fixture.hpp"
#include "tests/same_run.hpp"

namespace {

using models::TraceRecord;
using sim::Time;
using sim::operator""s;
using sim::operator""min;
using tests::difference;
using tests::DrivenWorld;

std::vector<std::string> all_scenarios() {
  std::vector<std::string> files;
  const std::string folder = std::string(FASTBUSY_SOURCE_DIR) + "/scenarios";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path().string());
  }
  std::ranges::sort(files);
  return files;
}

// The first minutes of a run that nobody copies.
struct Reference {
  explicit Reference(const std::string& path)
      : file(tests::load_file(path)), run(*file), dice(1, file->title, "copy") {
    run.network().record(&trace);
    const Time last = Time{} + std::min<models::Duration>(file->duration, 20min);
    for (; end < last && run.network().events() < most_events; end = std::min(last, end + 5s)) {
      run.run_until(std::min(last, end + 5s));
    }
  }
  // Between `from` and the end: any, or that of some frame's sending, arrival or end.
  Time moment(Time from) {
    const auto later = std::ranges::upper_bound(trace.records, from, {}, &TraceRecord::at);
    const auto busy = static_cast<std::uint64_t>(trace.records.end() - later);
    if (busy == 0 || dice.below(4) == 0) return from + dice.between(0s, end - from);
    return (later + static_cast<std::ptrdiff_t>(dice.below(busy)))->at;
  }
  // What was recorded after `from`.
  std::span<const TraceRecord> since(Time from) const {
    return {std::ranges::upper_bound(trace.records, from, {}, &TraceRecord::at),
            trace.records.end()};
  }

  static constexpr std::uint64_t most_events = 20'000;
  std::unique_ptr<const app::Scenario> file;
  DrivenWorld run;
  sim::Random dice;
  models::Trace trace;
  Time end{};
};

}  // namespace

TEST_CASE("copy: of every scenario, a copy's copy goes on when both originals are gone") {
  std::size_t with_frames = 0;  // under way when it was copied
  std::set<models::NodeKind> kinds;
  for (const std::string& path : all_scenarios()) {
    INFO(path);
    Reference reference(path);
    for (const app::Entry& entry : reference.file->entries) kinds.insert(entry.kind);
    const Time first = reference.moment(Time{});
    const Time second = reference.moment(first);
    INFO("copied at " << sim::seconds(first) << " and " << sim::seconds(second));
    auto original = std::make_unique<DrivenWorld>(*reference.file);
    original->network().flood_each_port();  // as what is recorded does: frames have its numbers
    original->run_until(first);
    auto copy = std::make_unique<DrivenWorld>(*original);
    with_frames += copy->network().frames_under_way() != 0 ? 1 : 0;
    REQUIRE(difference(copy->network(), original->network()) == "");
    original->run_until(reference.end);  // undisturbed
    CHECK(difference(original->network(), reference.run.network()) == "");
    original = nullptr;
    copy->run_until(second);
    auto last = std::make_unique<DrivenWorld>(*copy);
    copy = nullptr;
    models::Trace trace;
    last->network().record(&trace);
    last->run_until(reference.end);
    CHECK(difference(last->network(), reference.run.network()) == "");
    CHECK(difference<TraceRecord>("record", trace.records, reference.since(second)) == "");
  }
  CHECK(with_frames > 20);
  CHECK(kinds.size() == models::kind_count);
}

TEST_CASE("copy: a setting changed in one of two changes nothing in the other") {
  std::size_t changed = 0;
  for (const std::string& path : all_scenarios()) {
    INFO(path);
    Reference reference(path);
    app::Reconfiguration lossy{.specs = {}, .links = {{0, reference.file->link_specs[0]}}};
    lossy.links[0].value.loss = {1'000'000'000};
    for (const bool change_copy : {true, false}) {
      INFO((change_copy ? "the copy's" : "the original's"));
      DrivenWorld original(*reference.file);
      original.run_until(reference.moment(Time{}));
      DrivenWorld copy(original);
      DrivenWorld& other = change_copy ? copy : original;
      DrivenWorld& same = change_copy ? original : copy;
      REQUIRE(difference(other.network(), same.network()) == "");
      other.reconfigure(lossy);
      other.run_until(reference.end);
      same.run_until(reference.end);
      CHECK(difference(same.network(), reference.run.network()) == "");
      changed += difference(other.network(), same.network()).empty() ? 0 : 1;
    }
  }
  CHECK(changed > all_scenarios().size());  // of twice as many
}

TEST_CASE("copy: several threads copy one network at once, and run their copies") {
  Reference reference(std::string(FASTBUSY_SOURCE_DIR) + "/scenarios/cisco/sip-healthy.yaml");
  DrivenWorld original(*reference.file);
  original.run_until(reference.moment(Time{}));
  std::vector<std::string> found(4);
  std::vector<std::thread> threads;
  for (std::string& differences : found) {
    threads.emplace_back([&] {
      for (int i = 0; i < 5; ++i) {
        DrivenWorld copy(original);
        copy.run_until(reference.end);
        differences += difference(copy.network(), reference.run.network());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(found == std::vector<std::string>(4));
}

TEST_CASE("copy: a network that was built by hand, given where its configs have gone") {
  for (const auto transport : {fixture::Transport::tcp, fixture::Transport::udp}) {
    auto original = std::make_unique<fixture::RoutedSite>(60, transport);
    original->start_and_run(3min);
    const fixture::RoutedSite copy(*original);
    fixture::RoutedSite last(copy);
    original->run(10min);
    last.run(10min);
    CHECK(difference(original->network, last.network) == "");
    CHECK(last.registered() == 60);
    original = nullptr;
    last.run(10min);
    CHECK(last.network.journal().drops.empty());
  }
}

TEST_CASE("copy: it is not recorded, even where the original is") {
  fixture::RoutedSite site(5, fixture::Transport::tcp);
  models::Trace trace;
  site.network.record(&trace);
  site.start_and_run(3min);
  const std::size_t recorded = trace.records.size();
  REQUIRE(recorded != 0);
  fixture::RoutedSite copy(site);
  copy.run(10min);
  CHECK(trace.records.size() == recorded);
  CHECK(copy.network.events() > site.network.events());
}
