#include "bench/causes/mutant.hpp"

#include <algorithm>
#include <map>

#include "bench/causes/yaml_text.hpp"

namespace bench {
namespace {

// Whether `one` takes an item out of a list in which `other` has a right answer: its number
// changes.
bool moves_answers(const Fault& one, const Fault& other) {
  return std::ranges::any_of(one.edits, [&](const Edit& edit) {
    const auto end = edit.path.rfind('.');
    const bool item = edit.path.find_first_not_of("0123456789", end + 1) == edit.path.npos;
    if (edit.kind != Edit::Kind::erase || !item) return false;
    std::string list = edit.path.substr(0, end);
    if (list.starts_with("devices.")) list.erase(0, 8);
    return std::ranges::any_of(other.answers, [&](const std::string& answer) {
      return answer == list || answer.starts_with(list + '.');
    });
  });
}

// What the timeline does has the number of its item, behind those of the faults before.
void renumber(Fault& fault, const sim::Node& tree) {
  const sim::Node* timeline = tree.find("timeline");
  const std::size_t items = timeline == nullptr ? 0 : timeline->items.size();
  for (std::string& answer : fault.answers) {
    if (answer.starts_with("timeline.")) answer = "timeline." + std::to_string(items + 1);
  }
}

}  // namespace

std::optional<Mutant> mutant_of(const Base& base, std::vector<Fault> faults) {
  Mutant mutant{.base = base.name, .faults = std::move(faults)};
  for (const Fault& one : mutant.faults) {
    for (const Fault& other : mutant.faults) {
      if (&one != &other && moves_answers(one, other)) return std::nullopt;
    }
  }
  sim::Node tree = base.tree;
  for (Fault& fault : mutant.faults) {
    renumber(fault, tree);
    for (const Edit& edit : fault.edits) {
      if (!apply(edit, tree)) return std::nullopt;
    }
  }
  sweep(tree);
  mutant.text = yaml_text(tree);
  return mutant;
}

std::vector<Candidate> candidates(const std::vector<Base>& bases, const Family& family,
                                  std::uint64_t seed) {
  std::map<std::string, std::vector<Candidate>> kinds;
  for (std::size_t i = 0; i < bases.size(); ++i) {
    sim::Random random(seed, bases[i].name, family.name);
    Faults faults;
    family.make(Network(bases[i]), random, faults);
    std::map<std::string, std::size_t> first;  // by what they do
    for (std::size_t n = 0; n < faults.size(); ++n) {
      const auto [same, is_new] = first.emplace(faults[n].text, n);
      if (!is_new) faults[same->second].or_at(faults[n].answers);
    }
    for (std::size_t n = 0; n < faults.size(); ++n) {
      if (first.at(faults[n].text) != n) continue;
      kinds[faults[n].kind].push_back({i, std::move(faults[n])});
    }
  }
  std::vector<Candidate> mixed;
  for (auto& [kind, all] : kinds) {
    sim::Random random(seed, kind, "order");
    for (std::size_t i = all.size(); i > 1; --i) std::swap(all[i - 1], all[random.below(i)]);
  }
  for (std::size_t round = 0, left = 1; left > 0; ++round) {
    left = 0;
    for (auto& [kind, all] : kinds) {
      if (round >= all.size()) continue;
      mixed.push_back(std::move(all[round]));
      left += all.size() - round - 1;
    }
  }
  return mixed;
}

}  // namespace bench
