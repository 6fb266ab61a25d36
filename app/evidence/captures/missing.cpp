#include "app/evidence/captures/missing.hpp"

#include <algorithm>
#include <map>

#include "app/evidence/captures/segment_key.hpp"

namespace app {
namespace {

using models::Ipv4;

// The host at which a capture was made: it takes part in nearly everything that is in there. Two,
// if nobody else is.
std::vector<Ipv4> own_hosts(const Capture& capture) {
  std::map<Ipv4, std::size_t> counts;
  for (const Captured& c : capture.segments) {
    ++counts[c.from.address];
    if (c.to.address != c.from.address) ++counts[c.to.address];
  }
  std::vector<Ipv4> own;
  for (const auto& [address, count] : counts) {
    if (count * 10 >= capture.segments.size() * 9) own.push_back(address);
  }
  return own;
}

// Whether a capture at the other point would show a segment, had it arrived.
class Passes {
 public:
  Passes(const Capture& capture, const std::vector<std::uint32_t>& mates, const Capture& other)
      : there_(own_hosts(other)) {
    for (std::size_t i = 0; i < mates.size(); ++i) {
      if (mates[i] != no_mate) paired_.push_back(hosts_of(capture.segments[i]));
    }
    std::ranges::sort(paired_);
    paired_.erase(std::unique(paired_.begin(), paired_.end()), paired_.end());
  }
  bool operator()(const Captured& c) const {
    return paired_.empty() ||  // nothing in common: nothing tells
           std::ranges::binary_search(paired_, hosts_of(c)) ||
           std::ranges::find(there_, c.to.address) != there_.end();
  }

 private:
  std::vector<Hosts> paired_{};  // between whom something is in both captures
  std::vector<Ipv4> there_;
};

Missing::Outside outside(std::int64_t at, const Capture& other, std::int64_t shift) {
  if (other.packets == 0) return Missing::Outside::no;
  if (at < other.first + shift) return Missing::Outside::before;
  return at > other.last + shift ? Missing::Outside::after : Missing::Outside::no;
}

}  // namespace

std::vector<Missing> missing(const Capture& capture, const std::vector<std::uint32_t>& mates,
                             const Capture& other, std::int64_t shift, std::uint64_t& elsewhere) {
  const Passes passes(capture, mates, other);
  struct Copies {
    std::uint32_t sent = 0, arrived = 0;
  };
  std::map<SegmentKey, Copies> copies;
  std::vector<std::pair<SegmentKey, Missing>> found;
  for (std::size_t i = 0; i < mates.size(); ++i) {
    const Captured& c = capture.segments[i];
    const SegmentKey key = key_of(c, flow_of(c));
    Copies& all = copies[key];
    ++all.sent;
    if (mates[i] != no_mate) {
      ++all.arrived;
    } else if (passes(c)) {
      found.push_back(
          {key, {.segment = i, .copy = all.sent, .outside = outside(c.at, other, shift)}});
    } else {
      ++elsewhere;
    }
  }
  std::vector<Missing> result;
  for (auto& [key, m] : found) {
    m.copies = copies[key].sent;
    m.arrived = copies[key].arrived;
    result.push_back(m);
  }
  std::ranges::stable_sort(result, {},
                           [&](const Missing& m) { return capture.segments[m.segment].at; });
  return result;
}

}  // namespace app
