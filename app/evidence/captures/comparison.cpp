#include "app/evidence/captures/comparison.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <tuple>

#include "app/evidence/captures/copies.hpp"
#include "app/evidence/captures/missing.hpp"
#include "app/evidence/captures/segment_key.hpp"

namespace app {
namespace {

constexpr std::uint32_t least_telling = 16;  // bytes of UDP that tell a message from others

class Comparer {
 public:
  Comparer(const Capture& a, const Capture& b) : sides_{Side{a}, Side{b}} {}

  Comparison compare() {
    match_all(Copies::single);
    const Clocks clocks = estimate_clocks(differences_);
    offset_ = clocks.ahead.value_or(sim::Duration{}).count();
    match_all(Copies::all);
    Comparison result{.clock = clocks.ahead, .one_way = clocks.one_way};
    for (std::size_t i = 0; i < sides_[0].mates.size(); ++i) {
      const std::uint32_t mate = sides_[0].mates[i];
      if (mate == no_mate) continue;
      ++result.both;
      if (flow_of(sides_[0].at(i)) != flow_of(sides_[1].at(mate))) ++result.translated;
    }
    const Capture& a = *sides_[0].capture;
    const Capture& b = *sides_[1].capture;
    result.only_a = missing(a, sides_[0].mates, b, -offset_, result.elsewhere_a);
    result.only_b = missing(b, sides_[1].mates, a, offset_, result.elsewhere_b);
    return result;
  }

 private:
  enum class Copies { single, all };

  struct Side {
    explicit Side(const Capture& c) : capture(&c), mates(c.segments.size(), no_mate) {}
    const Captured& at(std::size_t i) const { return capture->segments[i]; }
    const Capture* capture;
    std::vector<std::uint32_t> mates;  // the same segment in the other capture
  };

  void match_all(Copies copies) {
    match(copies, [](const Captured& c, bool) { return std::optional(key_of(c, flow_of(c))); });
    // A NAT leaves one end as it is: the destination on the way out, the source on the way in.
    const auto tells = [](const Captured& c) { return c.tcp || c.length >= least_telling; };
    match(copies, [&](const Captured& c, bool) {
      return tells(c) ? std::optional(without_flow(c, {{}, c.to, c.tcp})) : std::nullopt;
    });
    match(copies, [&](const Captured& c, bool) {
      return tells(c) ? std::optional(without_flow(c, {c.from, {}, c.tcp})) : std::nullopt;
    });
    // What tells nothing, such as CRLFCRLF, in a flow whose translation is known by now.
    match(copies, [&](const Captured& c, bool of_b) -> std::optional<SegmentKey> {
      if (!of_b) return key_of(c, flow_of(c));
      const auto known = translations_.find(flow_of(c));
      if (known == translations_.end()) return std::nullopt;
      return key_of(c, known->second);
    });
  }
  static SegmentKey without_flow(const Captured& c, const Flow& rest) {
    SegmentKey key = key_of(c, rest);
    if (c.tcp && !c.cut) key.payload = c.payload_hash;
    return key;
  }

  // Those of both sides that have no mate yet and the same key become mates, copy by copy.
  template <class KeyOf>
  void match(Copies copies, KeyOf&& key_of_segment) {
    struct Entry {
      SegmentKey key{};
      std::int64_t at = 0;
      std::uint32_t index = 0;
    };
    std::array<std::vector<Entry>, 2> entries;
    for (std::size_t s = 0; s < 2; ++s) {
      for (std::size_t i = 0; i < sides_[s].mates.size(); ++i) {
        if (sides_[s].mates[i] != no_mate) continue;
        const auto key = key_of_segment(sides_[s].at(i), s == 1);
        if (key) entries[s].push_back({*key, sides_[s].at(i).at, static_cast<std::uint32_t>(i)});
      }
      std::ranges::sort(entries[s], {},
                        [](const Entry& e) { return std::tie(e.key, e.at, e.index); });
    }
    const auto group = [](const std::vector<Entry>& all, std::size_t from) {
      std::size_t to = from;
      while (to < all.size() && all[to].key == all[from].key) ++to;
      return to;
    };
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < entries[0].size() && j < entries[1].size()) {
      const std::size_t i_end = group(entries[0], i);
      const std::size_t j_end = group(entries[1], j);
      if (const auto order = entries[0][i].key <=> entries[1][j].key; order != 0) {
        (order < 0 ? i : j) = order < 0 ? i_end : j_end;
        continue;
      }
      std::vector<Copy> in_a;
      std::vector<Copy> in_b;
      for (; i < i_end; ++i) in_a.push_back(copy_of(0, entries[0][i].index));
      for (; j < j_end; ++j) in_b.push_back(copy_of(1, entries[1][j].index));
      if (copies == Copies::single && (in_a.size() > 1 || in_b.size() > 1)) continue;
      for (const auto& [a, b] : pair_copies(in_a, in_b, offset_, copies == Copies::single)) {
        become_mates(in_a[a].index, in_b[b].index);
      }
    }
  }
  Copy copy_of(std::size_t side, std::uint32_t index) const {
    const Captured& c = sides_[side].at(index);
    return {.at = c.at, .index = index, .ip_id = c.ip_id};
  }

  void become_mates(std::uint32_t a, std::uint32_t b) {
    sides_[0].mates[a] = b;
    sides_[1].mates[b] = a;
    const Captured& in_a = sides_[0].at(a);
    const Captured& in_b = sides_[1].at(b);
    if (flow_of(in_a) != flow_of(in_b)) {
      translations_[flow_of(in_b)] = flow_of(in_a);
      // The answers, too, even if none has been seen.
      translations_.try_emplace({in_b.to, in_b.from, in_b.tcp}, Flow{in_a.to, in_a.from, in_a.tcp});
    }
    differences_.push_back({.one_end = std::min(in_a.from, in_a.to),
                            .other_end = std::max(in_a.from, in_a.to),
                            .from_one = in_a.from < in_a.to,
                            .ns = in_b.at - in_a.at});
  }

  std::array<Side, 2> sides_;
  std::map<Flow, Flow> translations_{};  // of B's flows into A's
  std::vector<ClockDifference> differences_{};
  std::int64_t offset_ = 0;
};

}  // namespace

Comparison compare(const Capture& a, const Capture& b) { return Comparer(a, b).compare(); }

}  // namespace app
