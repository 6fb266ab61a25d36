// A phone's registrations that repeat: the same call servers in the same order, held as long.
#include <algorithm>
#include <cmath>

#include "app/evidence/stays.hpp"
#include "sim/stats/summary.hpp"

namespace app {
namespace {

// Two times are the same if they differ by less than 1 % or half a second.
bool alike(double a, double b) { return std::abs(a - b) <= std::max(0.5, 0.01 * std::max(a, b)); }

bool alike(const Stay& a, const Stay& b) {
  return a.server == b.server && alike(sim::seconds(a.held()), sim::seconds(b.held()));
}

// How often the last `phases` of the ended stays repeat at the end of the list: at least twice.
std::size_t repeats_of(std::span<const Stay> stays, std::size_t phases) {
  std::size_t same = 0;
  for (std::size_t i = stays.size(); i-- > phases && alike(stays[i], stays[i - phases]);) ++same;
  return same == 0 ? 0 : same / phases + 1;
}

double mean(const std::vector<double>& values) { return sim::summarise(values).mean; }

// `stays`: one phone's, all ended. A cycle begins where its first loss does.
std::optional<Cycle> cycle_of(std::span<const Stay> stays) {
  if (std::ranges::none_of(stays, &Stay::lost)) return std::nullopt;
  for (std::size_t phases = 1; phases <= 6; ++phases) {
    std::size_t count = stays.size();
    std::span<const Stay> part = stays;
    // The run may end in the middle of a cycle: let it end where a cycle does.
    for (std::size_t cut = 0; cut < phases && cut < count; ++cut) {
      const auto whole = stays.first(count - cut);
      const std::size_t repeats = repeats_of(whole, phases);
      if (repeats < 2) continue;
      part = whole.last(repeats * phases);
      if (part.front().server != std::ranges::min(part, {}, &Stay::server).server) continue;
      Cycle cycle;
      cycle.phone = part.front().phone;
      cycle.repeats = repeats;
      std::vector<double> periods;
      for (std::size_t i = phases; i < part.size(); i += phases) {
        periods.push_back(sim::seconds(part[i].from - part[i - phases].from));
      }
      cycle.period_s = mean(periods);
      for (std::size_t phase = 0; phase < phases; ++phase) {
        std::vector<double> held;
        for (std::size_t i = phase; i < part.size(); i += phases) {
          held.push_back(sim::seconds(part[i].held()));
        }
        cycle.phases.push_back({part[phase].server, mean(held)});
      }
      return cycle;
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<Cycle> find_cycles(const std::vector<Stay>& stays) {
  std::vector<Cycle> cycles;
  for (std::size_t first = 0; first < stays.size();) {
    std::size_t last = first;
    while (last < stays.size() && stays[last].phone == stays[first].phone) ++last;
    std::span<const Stay> phone(&stays[first], last - first);
    while (!phone.empty() && !phone.back().ended) phone = phone.first(phone.size() - 1);
    if (auto cycle = cycle_of(phone)) cycles.push_back(std::move(*cycle));
    first = last;
  }
  return cycles;
}

}  // namespace app
