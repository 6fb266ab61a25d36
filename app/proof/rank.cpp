#include "app/proof/rank.hpp"

#include <algorithm>
#include <array>

#include "app/scenario/setting.hpp"
#include "app/scenario/undone.hpp"

namespace app {
namespace {

enum Rank : int {
  seen,       // the walk from the symptom ended there
  done,       // by the operator
  other,      // another value
  added,      // something more
  together,   // two changes
  nature,     // not what a device is told, but what it is
  drastic,    // a function switched off, a cable moved, a power supply bought
  elsewhere,  // the phone is sent to another server
  undone,     // the operator does not switch or plug something in
};

// Who is away was sent wrong, as a rule: what is wrong in one place can be put right in another.
// Who is lost was there, so that what was seen to die tells more.
bool is_timer(const Story& story) {
  return story.symptom == Symptom::lost || story.symptom == Symptom::call_failed;
}

class Ranking {
 public:
  Ranking(const Scenario& scenario, const Story& story) : scenario_(scenario), story_(story) {}

  int rank(const Cure& cure) const {
    const Difference& difference = cure.difference;
    if (difference.kind == Difference::Kind::pair) return together;
    if (difference.without != 0) return rank_of_act(difference.without);
    const auto points_there = [&](const Cause* cause) {
      if (!cause->walked_too.empty() && difference.names == cause->walked_too) return true;
      return !cause->walked.empty() && (difference.names == cause->walked ||
                                        difference.names.starts_with(cause->walked + "."));
    };
    if (std::ranges::any_of(story_.causes, points_there)) return seen;
    if (difference.kind == Difference::Kind::added) return added;
    const sim::Assignment& set = difference.sets.front();
    if (set.pieces[1] == "call_servers" || set.pieces[1] == "backups" ||
        set.pieces[1] == "domain") {
      return is_timer(story_) ? elsewhere : added;
    }
    const bool switches_off = set.pieces.back() == "enabled" && set.value == "false";
    const bool has_own_supply = set.pieces.back() == "source" && set.value == "external";
    if (switches_off || has_own_supply || set.pieces.back() == "between") return drastic;
    return difference.kind == Difference::Kind::nature ? nature : other;
  }

 private:
  int rank_of_act(std::size_t number) const {
    using Kind = TimelineEntry::Kind;
    for (const TimelineEntry& entry : scenario_.timeline) {
      if (entry.number != number) continue;
      const bool starts = entry.kind == Kind::power_on || entry.kind == Kind::plug ||
                          entry.kind == Kind::start_service || entry.kind == Kind::resume;
      return starts || only_restarts_them(entry) || is_over(entry) ? undone : done;
    }
    return undone;
  }

  // Who does not come back when it is put right again is kept away by something else.
  bool is_over(const TimelineEntry& entry) const {
    return story_.symptom == Symptom::never_back && undone_at(scenario_, entry) < story_.last;
  }

  // Who is away since the operator restarted the phone was not told to stay away.
  bool only_restarts_them(const TimelineEntry& entry) const {
    return !is_timer(story_) && entry.kind == TimelineEntry::Kind::power_off &&
           std::ranges::all_of(entry.targets, [&](std::size_t target) {
             return is_phone(scenario_.entries[scenario_.devices[target].entry].kind);
           });
  }

  const Scenario& scenario_;
  const Story& story_;
};

// Does that item of the timeline set what another cure changes? Then it is told already.
bool sets_one_of(const Scenario& scenario, std::size_t number, const std::vector<Cure>& told) {
  return std::ranges::any_of(scenario.timeline, [&](const TimelineEntry& entry) {
    return entry.number == number &&
           std::ranges::any_of(entry.sets, [&](const sim::Assignment& set) {
             return std::ranges::any_of(told, [&](const Cure& cure) {
               return cure.difference.names == sim::path_of(set);
             });
           });
  });
}

using Key = std::array<int, 3>;

// `before`: what looked wrong in the file. What settles some of it was meant, rather than what only
// cures.
Key key_of(const Ranking& ranking, const Story& story, std::size_t before, const Cure& cure) {
  const int rank = ranking.rank(cure);
  const bool stands_out = rank == done || (rank == seen && is_timer(story));
  const int still = static_cast<int>(cure.doubts);
  if (cure.doubts < before) return {0, still, rank};
  return stands_out ? Key{1, rank, 0} : Key{2, still, rank};
}

}  // namespace

bool names_enough(const Scenario& scenario, const Story& story, const std::vector<Cure>& cures,
                  bool all_written) {
  const Ranking ranking(scenario, story);
  const auto is_act = [](const Cure& cure) { return cure.difference.without != 0; };
  const auto is_open = [&](const Cure& cure) {
    return is_act(cure) && ranking.rank(cure) != undone;
  };
  return std::ranges::any_of(cures, is_open) ||
         (all_written && std::ranges::any_of(cures, is_act) && !std::ranges::all_of(cures, is_act));
}

std::vector<Cure> ranked(const Scenario& scenario, const Story& story, std::size_t doubts,
                         std::vector<Cure> cures) {
  const Ranking ranking(scenario, story);
  std::ranges::stable_sort(cures, {},
                           [&](const Cure& cure) { return key_of(ranking, story, doubts, cure); });
  std::vector<Cure> best;
  for (Cure& cure : cures) {
    const auto same = std::ranges::find_if(
        best, [&](const Cure& one) { return one.difference.names == cure.difference.names; });
    if (same == best.end()) {
      best.push_back(std::move(cure));
    } else if (cure.balance.served() > same->balance.served() + same->balance.served() / 200) {
      *same = std::move(cure);  // another value of it serves more
    }
  }
  return best;
}

std::vector<Cure> best_of(const Scenario& scenario, const Story& story, std::size_t doubts,
                          std::vector<Cure> cures) {
  constexpr std::size_t most = 4;
  const Ranking ranking(scenario, story);
  std::vector<Cure> told;
  const auto has_act = [](const Cure& one) { return one.difference.without != 0; };
  for (Cure& cure : cures) {
    if (told.size() == most) break;
    if (has_act(cure) && (std::ranges::any_of(told, has_act) ||
                          sets_one_of(scenario, cure.difference.without, told))) {
      continue;  // the last act tells most
    }
    if (!told.empty()) {
      const auto [out, still, rank] = key_of(ranking, story, doubts, cure);
      const Key best = key_of(ranking, story, doubts, told.front());
      const bool is_near =
          out == 1 || (still == best[1] && rank <= std::max<int>(best[2], other) + 1);
      if (out != best[0] || !is_near) continue;
    }
    told.push_back(std::move(cure));
  }
  return told;
}

}  // namespace app
