// Two runs compared fact by fact: the first difference, with its time. For tests only.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "models/network/network.hpp"
#include "sim/base/text.hpp"

namespace journal_text {

inline std::string line(const models::DropFact& f) {
  std::ostringstream s;
  s << "drop " << models::describe(f.fate).name << " at " << f.device.value << " port " << f.port
    << " from " << f.origin.value << " to " << to_text(f.destination) << " setting "
    << (f.cause.setting == models::Setting{} ? "-" : "a setting") << " since "
    << f.cause.since.time_since_epoch().count() << " limit " << f.cause.limit.count()
    << (f.is_arp ? " arp" : "");
  return s.str();
}
inline std::string line(const models::RetransmissionFact& f) {
  std::ostringstream s;
  s << "retransmission by " << f.device.value << " to " << to_text(f.remote) << " after "
    << f.waited.count() << " rto " << f.rto.count() << (f.probe ? " probe" : "");
  return s.str();
}
inline std::string line(const models::BindingFact& f) {
  std::ostringstream s;
  s << "phone " << f.phone << (f.bound ? " bound by " : " dropped by ") << f.server.index();
  if (!f.bound) s << " why " << static_cast<int>(f.why);
  return s.str();
}
inline std::string line(const models::PhoneFact& f) {
  std::ostringstream s;
  s << "phone " << f.phone << " kind " << static_cast<int>(f.kind) << " server "
    << static_cast<int>(f.server) << " why " << static_cast<int>(f.why);
  return s.str();
}

struct Line {
  sim::Time at{};
  std::string text;
  bool operator==(const Line&) const = default;
};

// All facts of all kinds that `wanted` asks for, in order of time.
template <class Wanted>
std::vector<Line> lines(const models::Journal& journal, Wanted wanted) {
  std::vector<Line> all;
  const auto add = [&](const auto& facts) {
    for (const auto& fact : facts) {
      if (wanted(fact)) all.push_back({fact.at, line(fact)});
    }
  };
  add(journal.drops);
  add(journal.retransmissions);
  add(journal.bindings);
  add(journal.phones);
  std::ranges::stable_sort(all, {}, &Line::at);
  return all;
}
inline std::vector<Line> lines(const models::Journal& journal) {
  return lines(journal, [](const auto&) { return true; });
}

// Empty if both runs went the same way.
inline std::string first_divergence(const std::vector<Line>& a, const std::vector<Line>& b) {
  for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
    if (i < a.size() && i < b.size() && a[i] == b[i]) continue;
    const auto show = [i](const std::vector<Line>& run) {
      if (i >= run.size()) return std::string("nothing");
      return sim::to_text(run[i].at.time_since_epoch()) + " " + run[i].text;
    };
    return "fact " + std::to_string(i) + ": " + show(a) + " | " + show(b);
  }
  return "";
}
inline std::string first_divergence(const models::Network& a, const models::Network& b) {
  if (auto facts = first_divergence(lines(a.journal()), lines(b.journal())); !facts.empty()) {
    return facts;
  }
  const auto differ = [](const char* what, auto x, auto y) {
    if (x == y) return std::string();
    return std::string(what) + ": " + std::to_string(x) + " | " + std::to_string(y);
  };
  for (std::size_t i = 0; i < models::fate_count; ++i) {
    const std::string name(models::fates[i].name);
    auto fate = differ(name.c_str(), a.journal().fates[i], b.journal().fates[i]);
    if (!fate.empty()) return fate;
  }
  return differ("events", a.events(), b.events()) +
         differ("frames", a.frames_made(), b.frames_made()) +
         differ("transactions", a.journal().transactions, b.journal().transactions);
}

// Every frame that was made has met one fate or is still under way. Empty if so.
inline std::string unaccounted_frames(const models::Network& network) {
  std::uint64_t ended = 0;
  for (const std::uint64_t count : network.journal().fates) ended += count;
  if (ended + network.frames_under_way() == network.frames_made()) return "";
  return std::to_string(network.frames_made()) + " made, " + std::to_string(ended) + " ended, " +
         std::to_string(network.frames_under_way()) + " under way";
}

}  // namespace journal_text
