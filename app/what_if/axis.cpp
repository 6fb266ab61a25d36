#include "app/what_if/axis.hpp"

#include "app/proof/quantity.hpp"
#include "app/what_if/globs.hpp"

namespace app {
namespace {

const std::string option = "--vary";

class Reading {
 public:
  Reading(const std::string& text, const Scenario& scenario, std::size_t most,
          sim::Diagnostics& diagnostics)
      : text_(text),
        scenario_(scenario),
        most_(most),
        diagnostics_(diagnostics),
        source_(diagnostics.add_argument(option, text)) {}

  std::optional<Axis> read() {
    const std::size_t equals = text_.find('=');
    if (equals == text_.npos || equals == 0) {
      return fail(
          0, "expected PATH=a..b:step or PATH=a,b,c, such as phone.tcp.rto_min=100ms..1s:100ms");
    }
    Axis axis{.path = text_.substr(0, equals), .sets = {}, .values = {}};
    const std::string range = text_.substr(equals + 1);
    const std::size_t dots = range.find("..");
    if (dots == range.npos) {
      if (!read_list(range, equals + 1, axis)) return std::nullopt;
    } else if (!read_range(range, dots, equals + 1, axis)) {
      return std::nullopt;
    }
    for (const std::string& value : axis.values) {
      axis.sets.push_back(
          read_patterns(option, {axis.path + "=" + value}, scenario_, diagnostics_));
      if (!diagnostics_.ok() || !changed(scenario_, axis.sets.back(), diagnostics_)) {
        return std::nullopt;  // one complaint says it for all
      }
    }
    return axis;
  }

 private:
  std::nullopt_t fail(std::size_t offset, const std::string& message) {
    diagnostics_.error({source_, 1, static_cast<int>(offset + 1)}, message);
    return std::nullopt;
  }
  bool read_list(const std::string& range, std::size_t offset, Axis& axis) {
    for (std::size_t at = 0; at <= range.size();) {
      const std::size_t comma = std::min(range.find(',', at), range.size());
      std::string value = range.substr(at, comma - at);
      if (value.empty()) {
        fail(offset + at, "a value is missing here");
        return false;
      }
      if (std::ranges::find(axis.values, value) != axis.values.end()) {
        fail(offset + at, "'" + value + "' stands here twice");
        return false;
      }
      axis.values.push_back(std::move(value));
      at = comma + 1;
    }
    if (axis.values.size() <= most_) return true;
    fail(offset, "more than " + std::to_string(most_) + " values (--most)");
    return false;
  }
  bool read_range(const std::string& range, std::size_t dots, std::size_t offset, Axis& axis) {
    const auto probe = read_patterns(option, {axis.path + "=0"}, scenario_, diagnostics_);
    if (probe.empty()) return false;
    const sim::Shape* shape =
        shape_of_path(option, sim::path_of(probe.front()), scenario_, diagnostics_);
    if (shape == nullptr) return false;
    const std::size_t colon = range.find(':', dots);
    if (colon == range.npos) {
      fail(offset, "a range needs its step: a..b:step, such as 30s..3min:5s");
      return false;
    }
    const auto number = [&](std::size_t at, const std::string& part) {
      const auto value = quantity(shape->kind, part);
      if (!value || *value < 0) {
        const sim::Wording words = sim::wording(shape->kind);
        fail(offset + at, "'" + part + "' is not " + std::string(words.noun) + ", such as " +
                              std::string(words.example));
      }
      return value;
    };
    const auto low = number(0, range.substr(0, dots));
    const auto high = number(dots + 2, range.substr(dots + 2, colon - dots - 2));
    const auto step = number(colon + 1, range.substr(colon + 1));
    if (!low || !high || !step || !diagnostics_.ok()) return false;
    if (*low > *high) return fail(offset, "a range goes up: the lower end first"), false;
    if (*step == 0) return fail(offset + colon + 1, "the step has to be more than nothing"), false;
    if (static_cast<std::uint64_t>((*high - *low) / *step) >= most_) {
      return fail(offset, "more than " + std::to_string(most_) + " values (--most)"), false;
    }
    for (std::int64_t value = *low;; value += *step) {
      axis.values.push_back(sim::bound_text(shape->kind, value));
      if (*high - value < *step) break;
    }
    return true;
  }

  const std::string& text_;
  const Scenario& scenario_;
  std::size_t most_;
  sim::Diagnostics& diagnostics_;
  std::uint32_t source_;
};

}  // namespace

std::optional<Axis> read_axis(const std::string& text, const Scenario& scenario, std::size_t most,
                              sim::Diagnostics& diagnostics) {
  return Reading(text, scenario, most, diagnostics).read();
}

}  // namespace app
