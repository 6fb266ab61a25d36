#include "app/evidence/trial_calls.hpp"

#include <algorithm>

namespace app {
namespace {

using models::SipCallEnd;

std::optional<Deaf> deaf(SipCallEnd how) {
  switch (how) {
    case SipCallEnd::rings:
    case SipCallEnd::answered:  // of no trial call
    case SipCallEnd::one_way:
    case SipCallEnd::no_audio:
    case SipCallEnd::dropped: return std::nullopt;
    case SipCallEnd::rings_elsewhere: return Deaf::rings_elsewhere;
    case SipCallEnd::refused: return Deaf::refused;
    case SipCallEnd::no_answer: return Deaf::no_answer;
    case SipCallEnd::unreachable: return Deaf::unreachable;
    case SipCallEnd::not_registered: return Deaf::not_registered;
  }
  return std::nullopt;
}

Hearing call_once(const Course& course, const std::vector<TrialCall>& calls, std::uint64_t& events,
                  const std::function<bool()>& stops) {
  constexpr Duration longest = std::chrono::minutes(5);  // far beyond any timer B
  constexpr std::uint64_t most = 5'000'000;              // events: a storm
  Course copy(course);
  models::Network& network = copy.network();
  const Time began = network.now();
  const std::uint64_t before = network.events();
  const auto& facts = network.journal().calls;
  std::size_t next = facts.size();
  Hearing answers(calls.size(), Deaf::no_answer);
  std::vector<std::size_t> place(network.number_of_phones(), calls.size());
  std::size_t open = calls.size();
  const auto is_enough = [&] { return network.events() - before >= most || stops(); };
  for (std::size_t i = 0; i < calls.size(); ++i) {
    place[calls[i].phone] = i;
    network.call(calls[i].server, calls[i].phone);
  }
  Duration step = std::chrono::milliseconds(4);
  while (true) {
    for (; next < facts.size(); ++next) {
      const models::CallFact& fact = facts[next];
      std::size_t& i = place[fact.phone];
      if (fact.began != began || i == calls.size()) continue;
      answers[i] = deaf(fact.how);
      i = calls.size();
      --open;
    }
    if (open == 0 || network.now() - began >= longest || network.exhausted()) break;
    if (!copy.run_until(network.now() + step, is_enough)) break;
    step = std::min<Duration>(2 * step, std::chrono::seconds(1));
  }
  events += network.events() - before + cost_of_copy(course);
  return answers;
}

}  // namespace

std::uint64_t cost_of_copy(const Course& course) { return course.scenario().devices.size(); }

Hearing try_calls(const Course& course, const std::vector<TrialCall>& calls, std::uint64_t& events,
                  const std::function<bool()>& stops) {
  constexpr std::size_t no_load = 8;  // so many INVITEs at once hold nobody up
  if (calls.empty()) return {};
  Hearing answers = call_once(course, calls, events, stops);
  std::vector<std::size_t> silent;
  for (std::size_t i = 0; i < calls.size(); ++i) {
    if (answers[i] == Deaf::no_answer) silent.push_back(i);
  }
  for (std::size_t among = calls.size(); among > no_load && silent.size() < among;) {
    if (silent.empty()) break;
    among = silent.size();
    std::vector<TrialCall> again;
    for (const std::size_t i : silent) again.push_back(calls[i]);
    const Hearing now = call_once(course, again, events, stops);
    for (std::size_t i = 0; i < again.size(); ++i) answers[silent[i]] = now[i];
    std::erase_if(silent, [&](std::size_t i) { return answers[i] != Deaf::no_answer; });
  }
  return answers;
}

}  // namespace app
