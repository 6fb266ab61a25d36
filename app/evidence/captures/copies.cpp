#include "app/evidence/captures/copies.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace app {
namespace {

constexpr std::int64_t longest_way = 60'000'000'000;  // ns; far beyond any real one

std::int64_t median(std::vector<std::int64_t>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

}  // namespace

std::vector<std::pair<std::size_t, std::size_t>> pair_copies(std::span<const Copy> a,
                                                             std::span<const Copy> b,
                                                             std::int64_t ahead, bool any_time) {
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  const auto apart = [&](std::size_t i, std::size_t j) {
    const std::int64_t ns = b[j].at - a[i].at - ahead;
    return ns < 0 ? -ns : ns;
  };
  const auto identified = [&](std::size_t i, std::size_t j) {
    return a[i].ip_id != 0 && a[i].ip_id == b[j].ip_id;
  };
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    const bool same = identified(i, j);
    const bool next_a =
        i + 1 < a.size() && !same && (identified(i + 1, j) || apart(i + 1, j) < apart(i, j));
    const bool next_b =
        j + 1 < b.size() && !same && (identified(i, j + 1) || apart(i, j + 1) < apart(i, j));
    if (!next_a && !next_b && (any_time || apart(i, j) <= longest_way)) {
      pairs.emplace_back(i++, j++);
    } else if (next_a || (!next_b && a[i].at + ahead < b[j].at)) {
      ++i;
    } else {
      ++j;
    }
  }
  return pairs;
}

Clocks estimate_clocks(std::span<const ClockDifference> differences) {
  if (differences.empty()) return {};
  using Ends = std::pair<models::Endpoint, models::Endpoint>;
  std::map<Ends, std::pair<std::vector<std::int64_t>, std::vector<std::int64_t>>> conversations;
  std::vector<std::int64_t> all;
  for (const ClockDifference& d : differences) {
    auto& [there, back] = conversations[{d.one_end, d.other_end}];
    (d.from_one ? there : back).push_back(d.ns);
    all.push_back(d.ns);
  }
  std::vector<std::int64_t> offsets;
  std::vector<std::int64_t> ways;
  for (auto& [ends, both] : conversations) {
    if (both.first.empty() || both.second.empty()) continue;
    const std::int64_t there = median(both.first);
    const std::int64_t back = median(both.second);
    offsets.push_back(there / 2 + back / 2);
    ways.push_back((there < back ? back - there : there - back) / 2);
  }
  if (offsets.empty()) return {.ahead = sim::Duration{median(all)}};
  return {.ahead = sim::Duration{median(offsets)}, .one_way = sim::Duration{median(ways)}};
}

}  // namespace app
