// The boundary of one setting: with which values a fact holds, found by running. A scan first, so
// that a response that turns more than once is seen; then each turn is narrowed down.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/run/simulate.hpp"
#include "sim/schema/shape.hpp"

namespace app {

struct SolveOptions {
  std::string path;
  std::string until;                         // a question: phone.losses is 0
  std::optional<std::int64_t> from{};        // of the setting's own unit, as sim::Rules has it
  std::optional<std::int64_t> to{};          // the same
  std::optional<std::int64_t> resolution{};  // else a thousandth
  double margin = 0.2;                       // of the recommended value: beyond the boundary
  std::optional<std::uint64_t> seed{};
  unsigned threads = 0;
};

// What one value comes to.
struct Answer {
  enum class Says : std::uint8_t { holds, fails, unknown, refused };
  std::int64_t number = 0;  // of a quantity
  std::string value{};
  Says verdict = Says::refused;
  std::string observed{};
  std::size_t never_registered = 0;  // phones: who never does loses nothing
  bool operator==(const Answer&) const = default;
};

struct Boundary {
  Answer fails;
  Answer holds;  // next to it
  bool holds_above = true;
  std::string symptom{};  // of the failing side: what is suffered
  std::string decided{};  // by which setting, or act; empty: nothing that was tried
};

struct Recommendation {
  Answer answer;        // tried
  double distance = 0;  // from the nearest boundary, as a share of it
  bool is_now = false;  // what the setting is already
};

struct Solution {
  std::string path;
  std::string until;
  std::string place;
  Answer now;
  std::optional<Answer> off{};  // 0 of a duration: often no short time, but none
  std::vector<Answer> scan{};   // by value; of words and switches all
  std::vector<Boundary> boundaries{};
  std::optional<Recommendation> recommended{};
  std::optional<Answer> hollow{};  // instead of one: more phones never register with it
  std::int64_t resolution = 0;     // of the last boundary
  sim::Shape::Kind kind{};
  bool interrupted = false;

  bool is_quantity() const;
  bool is_monotone() const { return boundaries.size() <= 1; }
  bool holds_somewhere() const;
  bool is_known() const;  // nothing was left open
};

// Complains about a path that names no value, and a question that is none.
std::optional<Solution> solve(const Scenario& scenario, const SolveOptions& options,
                              const Progress& progress, sim::Diagnostics& diagnostics);

}  // namespace app
