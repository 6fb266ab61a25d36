// Reading `expect:`: what is compared with what, and when.
#include "app/scenario/expectation.hpp"

#include <algorithm>

#include "app/scenario/file_spec.hpp"
#include "app/scenario/parts.hpp"
#include "sim/schema/reader.hpp"

namespace app {
namespace {

using Fact = Expectation::Fact;
using Operator = Expectation::Operator;

bool read_value(const sim::Node& node, bool is_duration, std::int64_t& into,
                sim::Diagnostics& diagnostics) {
  if (!is_duration) return sim::read_scalar(node, {.name = "value", .low = 0}, into, diagnostics);
  Duration duration{};
  if (!sim::read_scalar(node, {.name = "value"}, duration, diagnostics)) return false;
  into = duration.count();
  return true;
}

void read_operator(const ExpectationSpec& spec, const sim::Node& node, bool is_duration,
                   Expectation& e, sim::Diagnostics& diagnostics) {
  int operators = 0;
  e.high = std::numeric_limits<std::int64_t>::max();
  if (spec.is) {
    ++operators;
    e.op = Operator::is;
    read_value(*spec.is, is_duration, e.low, diagnostics);
    e.high = e.low;
  }
  if (spec.at_least) {
    ++operators;
    e.op = Operator::at_least;
    read_value(*spec.at_least, is_duration, e.low, diagnostics);
  }
  if (spec.at_most) {
    ++operators;
    e.op = Operator::at_most;
    read_value(*spec.at_most, is_duration, e.high, diagnostics);
  }
  if (spec.between) {
    ++operators;
    e.op = Operator::between;
    if (!spec.between->is_list() || spec.between->items.size() != 2) {
      diagnostics.error(spec.between->at, "between: [low, high]");
    } else {
      read_value(spec.between->items[0], is_duration, e.low, diagnostics);
      const bool good = read_value(spec.between->items[1], is_duration, e.high, diagnostics);
      if (good && e.low > e.high)
        diagnostics.error(spec.between->at, "between: the lower one first");
    }
  }
  if (operators != 1) {
    diagnostics.error(node.at, "one comparison each: is, at_least, at_most or between");
  }
}

void read_window(const ExpectationSpec& spec, const sim::Node& node, Duration duration,
                 Expectation& e, sim::Diagnostics& diagnostics) {
  const auto fail = [&](sim::Position at, const std::string& message) {
    diagnostics.error(at, message);
  };
  const bool known = duration > Duration{};
  const int windows = (spec.at ? 1 : 0) + (spec.by ? 1 : 0) + (spec.during ? 1 : 0);
  if (windows > 1) fail(node.at, "one window each: at, by or during");
  for (const auto& moment : {spec.at, spec.by}) {
    if (!moment) continue;
    e.to = Time{} + moment->value;
    if (known && moment->value > duration) {
      fail(moment->at, "the run ends after " + sim::to_text(duration));
    }
  }
  if (spec.during) {
    const auto& ends = spec.during->value;
    if (ends.size() != 2 || ends[0] >= ends[1] || (known && ends[1] > duration)) {
      fail(spec.during->at, "during: [from, to], within the run of " + sim::to_text(duration));
    } else {
      e.from = Time{} + ends[0];
      e.to = Time{} + ends[1];
    }
  }
  const bool of_moment = e.fact == Fact::registered || e.fact == Fact::callable;
  if (spec.at && !of_moment) {
    fail(spec.at->at,
         "only 'registered' and 'callable' can be looked at one moment; others: by, during");
  }
  if ((spec.by || spec.during) && of_moment) {
    const std::string fact = e.fact == Fact::registered ? "registered" : "callable";
    fail(node.at, "'" + fact + "' is looked at one moment: at");
  }
  if (spec.during && e.fact == Fact::back) {
    fail(spec.during->at, "'back' is for good, by some moment: by");
  }
  const bool of_run = e.fact == Fact::drops || e.fact == Fact::period ||
                      e.fact == Fact::never_registered || e.fact == Fact::never_cause;
  if (windows > 0 && of_run) {
    fail(node.at,
         "drops and periods are those of the whole run, as never_registered: no at, by or during");
  }
}

}  // namespace

std::optional<Expectation> read_expectation(const sim::Node& node, const Scenario& scenario,
                                            sim::Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.count();
  ExpectationSpec spec;
  if (!sim::read(node, spec, diagnostics)) return std::nullopt;
  Expectation e{.text = sim::flow_text(node), .line = node.at.line};
  if (spec.that.has_value() == spec.why.has_value()) {
    diagnostics.error(node.at, "an expectation says that: FACT, or why: FACT");
    return std::nullopt;
  }
  bool is_duration = false;
  if (!read_fact(spec.that ? *spec.that : *spec.why, scenario, e, is_duration, diagnostics)) {
    return std::nullopt;
  }
  const bool compares = spec.is || spec.at_least || spec.at_most || spec.between;
  if (spec.why) {
    const Fact why = e.fact == Fact::losses             ? Fact::cause
                     : e.fact == Fact::never_registered ? Fact::never_cause
                     : e.fact == Fact::calls            ? Fact::call_cause
                                                        : e.fact;
    if (why == e.fact || !spec.names || compares) {
      diagnostics.error(node.at,
                        "the cause of losses is asked for: {why: phone.losses, names: PATH}");
    } else {
      e.fact = why;
      e.op = Operator::names;
      e.reason = e.word;
      e.word = spec.names->value;
    }
  } else if (spec.names) {
    diagnostics.error(spec.names->at, "names: goes with why: FACT");
  } else {
    read_operator(spec, node, is_duration, e, diagnostics);
  }
  read_window(spec, node, scenario.duration, e, diagnostics);
  if (diagnostics.count() != before) return std::nullopt;
  return e;
}

}  // namespace app
