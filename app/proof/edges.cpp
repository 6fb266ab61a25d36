#include "app/proof/edges.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "app/proof/quantity.hpp"
#include "app/run/all_cores.hpp"
#include "app/scenario/kinds/spec.hpp"

namespace app {
namespace {

// A story that nobody tells: with it, harm is anything that gets worse.
Story nobody(std::size_t phone) {
  Story story;
  story.phones[phone] = 0;
  return story;
}

std::vector<Leaf> quantities_of(const Run& run, const Knowledge& knowledge) {
  std::vector<Leaf> all;
  std::set<std::string> known;
  for (const Entry& entry : run.scenario.entries) {
    if (!is_phone(entry.kind) || entry.count == 0) continue;
    const Story story = nobody(entry.first);
    const Candidates candidates(run.scenario, story, knowledge);
    for (const Leaf& leaf : candidates.leaves()) {
      const auto now = quantity(leaf.shape->kind, leaf.value);
      const bool is_number =
          leaf.shape->kind == sim::Shape::Kind::integer && leaf.key.ends_with("port");
      const bool is_tag = leaf.key == "vlan" || leaf.key == "voice_vlan";
      if (!now || is_number || is_tag || *now == 0) continue;
      if (known.insert(leaf.path).second) all.push_back(leaf);
    }
  }
  return all;
}

class EdgeSearch {
 public:
  EdgeSearch(Trials& trials, const Leaf& leaf, Duration run)
      : trials_(trials), leaf_(leaf), now_(*quantity(leaf.shape->kind, leaf.value)) {
    high_ = leaf.shape->rules.high;
    if (leaf.shape->kind == sim::Shape::Kind::duration) {
      high_ = std::min(high_, std::max(2 * run.count(), 2 * now_));
    }
    low_ = std::max<std::int64_t>(0, leaf.shape->rules.low);
  }

  std::optional<Edge> go(bool up) {
    std::int64_t good = now_;
    std::int64_t bad = now_;
    for (int steps = 0; steps < 10; ++steps) {
      if (bad == (up ? high_ : low_)) return std::nullopt;
      good = bad;
      bad = up ? (bad > high_ / 2 ? high_ : bad * 2) : std::max(low_, bad / 2);
      if (bad == good) return std::nullopt;
      if (!suffers(bad)) continue;
      bisect(good, bad);
      const double times =
          static_cast<double>(std::max<std::int64_t>(bad, 1)) / static_cast<double>(now_);
      return Edge{leaf_.path,
                  leaf_.value,
                  sim::bound_text(leaf_.shape->kind, good),
                  sim::bound_text(leaf_.shape->kind, bad),
                  up,
                  times};
    }
    return std::nullopt;
  }

 private:
  bool suffers(std::int64_t value) {
    const auto difference = difference_of(leaf_.path, sim::bound_text(leaf_.shape->kind, value));
    return difference && trials_.hurts(*difference);
  }
  void bisect(std::int64_t& good, std::int64_t& bad) {  // to a hundredth, in round numbers
    std::int64_t step = leaf_.shape->kind == sim::Shape::Kind::duration ? 1'000'000 : 1;
    while (step * 10 <= std::max(good, bad) / 100) step *= 10;
    while (std::abs(good - bad) > step) {
      const std::int64_t middle = (good + (bad - good) / 2) / step * step;
      if (middle == good || middle == bad) break;
      (suffers(middle) ? bad : good) = middle;
    }
  }

  Trials& trials_;
  const Leaf& leaf_;
  std::int64_t now_;
  std::int64_t low_ = 0;
  std::int64_t high_ = 0;
};

}  // namespace

std::vector<Edge> edges_of(const Run& run, const Effort& effort, const Progress& progress,
                           bool& is_cut_short) {
  const Knowledge knowledge(run.scenario);
  const std::vector<Leaf> leaves = quantities_of(run, knowledge);
  std::vector<std::vector<Edge>> found(leaves.size());
  std::vector<char> cut(leaves.size(), 0);
  SharedProgress shared(progress, "edges", leaves.size());
  const Effort each{.events = effort.events / std::max<std::size_t>(1, leaves.size())};
  on_all_cores(leaves.size(), 0, [&](std::size_t i) {
    const Progress one = shared.of(i);
    if (one && one("edges", 0)) {
      cut[i] = 1;
      return;
    }
    const Progress heard = shared.within(i);
    Trials trials(run, each, heard);
    EdgeSearch search(trials, leaves[i], run.duration);
    for (const bool up : {false, true}) {
      if (auto edge = search.go(up)) found[i].push_back(std::move(*edge));
    }
    if (trials.interrupted()) found[i].clear();
    cut[i] = trials.exhausted() || trials.interrupted() ? 1 : 0;
    if (one) one("edges", 1);
  });
  is_cut_short = std::ranges::count(cut, 1) > 0;
  std::vector<Edge> edges;
  for (auto& one : found) std::ranges::move(one, std::back_inserter(edges));
  std::ranges::stable_sort(edges, {},
                           [](const Edge& edge) { return std::abs(std::log(edge.times)); });
  return edges;
}

}  // namespace app
