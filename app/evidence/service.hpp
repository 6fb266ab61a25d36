// Service: could each phone have been called? The answer is not read from registrations; copies of
// the network are asked at many moments of the run, and between two that differ by bisection.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "app/evidence/history.hpp"
#include "app/run/simulate.hpp"

namespace app {

// Why a call to a phone would not make it ring.
enum class Deaf : std::uint8_t {
  switched_off,    // it has not been switched on yet, or an operator has switched it off
  starting,        // switched on, and not registered since
  not_registered,  // in its own eyes or in those of its registrar
  unreachable,     // its registrar does not try: its qualify says UNREACHABLE or LAGGED
  no_answer,       // until timer B: registered, but deaf
  rings_elsewhere,
  refused,
};
inline constexpr std::array every_deaf{Deaf::switched_off, Deaf::starting,  Deaf::not_registered,
                                       Deaf::unreachable,  Deaf::no_answer, Deaf::rings_elsewhere,
                                       Deaf::refused};
std::string_view to_text(Deaf why);

struct Outage {
  Time from{};
  Time to{};           // callable again, or the run's end
  Deaf why{};          // what most of it was
  bool ended = false;  // before the run did
  Duration deaf{};     // of it: registered all the same
  Duration lasted() const { return to - from; }
  // An operator's own doing, or a phone's start, costs nobody a service that he had.
  bool counts() const { return why != Deaf::switched_off && why != Deaf::starting; }
};

struct PhoneService {
  std::size_t phone = 0;          // device
  std::vector<Outage> outages{};  // in order; also those that do not count
  Duration callable{};
  Duration due{};      // of it, it should have been: from its first call on, while switched on
  Duration longest{};  // of the outages that count; 0: none
  Duration deaf{};     // registered, but not callable
  std::optional<Time> back{};  // when it was callable again, last; or at all. None: it never was
  bool callable_at_end = false;
  double share() const { return due > Duration{} ? sim::seconds(callable) / sim::seconds(due) : 1; }
  const Outage* at(Time moment) const;  // null: it would have rung
};

struct Service {
  std::vector<PhoneService> phones;  // by number
  Time end{};                        // until when phones were asked
  Duration grid{};                   // outages shorter than this may be missed
  std::uint64_t events = 0;          // in the copies: what it cost
  bool given_up = false;  // the budget did not suffice: not asked to the run's end, or not to 10 ms
};

struct ServiceOptions {
  std::size_t moments = 120;  // of the grid, if they are no closer than
  Duration finest = std::chrono::seconds{1};
  Duration resolution = std::chrono::milliseconds{10};  // of an outage's ends
  Duration start = std::chrono::minutes{2};             // a start may take so long and be no outage
  // In all copies together; a copy counts as one for each device. A call needs some 60; with more
  // phones the grid is wider, and if it had fewer than 12 moments nobody is asked.
  std::uint64_t most_events = 5'000'000;
};

// The same run once more. Nothing: interrupted.
std::optional<Service> ask_service(const RunOf& run, const ServiceOptions& options,
                                   const Progress& progress);

}  // namespace app
