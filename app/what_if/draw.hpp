// A setting that chance decides: PATH=lognormal(90s, 1.1), or a population that somebody measured.
// Each seed draws a value of its own, the same one in every combination.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/scenario/scenario.hpp"
#include "sim/schema/shape.hpp"

namespace app {

struct Draw {
  enum class Law : std::uint8_t { uniform, normal, lognormal, exponential, choice };
  struct Choice {
    std::string value;
    double weight = 1;
  };
  std::string path;  // as it was asked for; perhaps a pattern
  std::string text;  // the distribution, as it was asked for
  Law law{};
  double first = 0;   // least, mean, median; in the setting's own unit: ns, billionths
  double second = 0;  // greatest, standard deviation, sigma of the logarithm
  double least = 0;   // what is drawn beyond is cut
  double most = 0;
  sim::Shape::Kind kind{};
  std::vector<Choice> choices{};

  std::string value(std::uint64_t seed) const;
};

// What home routers and the like were found to do, by name.
struct Population {
  std::string_view name;
  std::string_view law;  // as a Draw's text
  std::string_view least;
  std::string_view most;
  std::string_view source;
};
const std::vector<Population>& populations();

// Complains about a distribution that is none, and a value in its middle that the setting refuses.
std::optional<Draw> read_draw(const std::string& text, const Scenario& scenario,
                              sim::Diagnostics& diagnostics);
// As --set takes it.
std::vector<sim::Assignment> drawn(const Draw& draw, std::uint64_t seed, const Scenario& scenario);

}  // namespace app
