#include "models/protocol/sip/source_bans.hpp"

#include <algorithm>

namespace models {

void SourceBans::failed(Ipv4 source, const SourceBansConfig& config, Time now) {
  if (config.max_failures == 0) return;
  auto it = std::ranges::find(sources_, source, &Source::address);
  if (it == sources_.end()) it = sources_.insert(it, {.address = source, .failures = {}});
  std::erase_if(it->failures, [&](Time at) { return at + config.find_time <= now; });
  it->failures.push_back(now);
  if (it->failures.size() < static_cast<std::size_t>(config.max_failures)) return;
  it->failures.clear();
  it->banned_until = now + config.ban_time;
}

bool SourceBans::is_banned(Ipv4 source, Time now) const {
  const auto it = std::ranges::find(sources_, source, &Source::address);
  return it != sources_.end() && now < it->banned_until;
}

}  // namespace models
