// `expect:` - facts of a closed vocabulary, compared with what the run shows.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/device/journal.hpp"
#include "sim/schema/diagnostic.hpp"
#include "sim/schema/node.hpp"

namespace app {

using models::Duration;
using models::Time;

struct Scenario;

struct Expectation {
  enum class Fact : std::uint8_t {
    held_by,
    losses,
    never_registered,
    registered,
    period,
    moves,
    drops,
    calls,
    talked,
    silence,
    callable,
    outage,
    longest_outage,
    back,
    away,
    cause,        // of losses
    never_cause,  // of never_registered
    call_cause,   // of calls that failed
  };
  enum class Operator : std::uint8_t { is, at_least, at_most, between, names };

  std::string text{};  // as the file says it
  int line = 0;
  Fact fact{};
  Operator op{};
  std::vector<std::size_t> devices{};   // phones or call servers that it is about
  std::optional<std::size_t> server{};  // held_by(server), away(server): the device
  std::string word{};                   // losses(reason), calls(end), drops.<fate>, names: <path>
  std::string reason{};  // of losses(reason) or calls(end), when their cause is asked for
  std::int64_t low = 0;  // ns or a count
  std::int64_t high = 0;
  Time from{};  // the window; `registered` looks at its end
  Time to = models::never;
  bool needs_calls() const {  // Service has to be asked
    return fact == Fact::callable || fact == Fact::outage || fact == Fact::longest_outage ||
           fact == Fact::back;
  }
};

// Every fact with its argument, and what it means: for fastbusy list.
std::vector<std::pair<std::string, std::string>> fact_words();

// Reads one item of `expect:`; complains about every part that is not understood.
std::optional<Expectation> read_expectation(const sim::Node& node, const Scenario& scenario,
                                            sim::Diagnostics& diagnostics);
// Every word for why a registration was lost, as losses(reason) takes it.
std::span<const std::string_view> loss_reasons();

}  // namespace app
