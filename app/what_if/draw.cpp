#include "app/what_if/draw.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numbers>

#include "app/proof/quantity.hpp"
#include "app/scenario/parts.hpp"
#include "app/what_if/globs.hpp"
#include "sim/base/random.hpp"

namespace app {
namespace {

const std::string draw_option = "--draw";
constexpr std::string_view expected_draw =
    "expected PATH=uniform(a, b), normal(mean, deviation), lognormal(median, sigma), "
    "exponential(mean), choice(a: weight, b: weight), or a population's name";

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

std::optional<double> plain_number(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (!std::isfinite(number) || number < 0) return std::nullopt;
  return number;
}

class DrawReading {
 public:
  DrawReading(const std::string& text, const Scenario& scenario, sim::Diagnostics& diagnostics)
      : text_(text),
        scenario_(scenario),
        diagnostics_(diagnostics),
        source_(diagnostics.add_argument(draw_option, text)) {}

  std::optional<Draw> read() {
    const std::size_t equals = text_.find('=');
    if (equals == text_.npos || equals == 0) return fail(0, std::string(expected_draw));
    Draw draw{.path = text_.substr(0, equals), .text = text_.substr(equals + 1)};
    if (!find_shape(draw)) return std::nullopt;
    std::string law = draw.text;
    for (const Population& population : populations()) {
      if (population.name != law) continue;
      const auto least = quantity(draw.kind, std::string(population.least));
      const auto most = quantity(draw.kind, std::string(population.most));
      if (!least || !most) return fail(equals + 1, "'" + law + "' is a population of durations");
      draw.least = std::max(draw.least, static_cast<double>(*least));
      draw.most = std::min(draw.most, static_cast<double>(*most));
      law = population.law;
      break;
    }
    const std::size_t open = law.find('(');
    if (open == law.npos || !law.ends_with(')')) return fail(equals + 1, unknown_law(law));
    if (!read_law(law.substr(0, open), law.substr(open + 1, law.size() - open - 2), equals + 1,
                  draw)) {
      return std::nullopt;
    }
    return tried(draw);
  }

 private:
  std::nullopt_t fail(std::size_t offset, const std::string& message) {
    diagnostics_.error({source_, 1, static_cast<int>(offset + 1)}, message);
    return std::nullopt;
  }
  static std::string unknown_law(const std::string& law) {
    std::vector<std::string> names;
    for (const Population& one : populations()) names.emplace_back(one.name);
    return law.find('(') == law.npos ? unknown("population", law, names)
                                     : std::string(expected_draw);
  }
  bool find_shape(Draw& draw) {
    const auto probe = read_patterns(draw_option, {draw.path + "=0"}, scenario_, diagnostics_);
    if (probe.empty()) return false;
    const sim::Shape* shape =
        shape_of_path(draw_option, sim::path_of(probe.front()), scenario_, diagnostics_);
    if (shape == nullptr) return false;
    draw.kind = shape->kind;
    draw.least = static_cast<double>(std::max<std::int64_t>(0, shape->rules.low));
    draw.most = std::min(9e18, static_cast<double>(shape->rules.high));
    return true;
  }
  // A mean or a bound in the setting's unit.
  bool read_quantity(std::string_view part, std::size_t offset, const Draw& draw, double& number) {
    const auto value = quantity(draw.kind, std::string(part));
    if (value && *value >= 0) {
      number = static_cast<double>(*value);
      return true;
    }
    const sim::Wording words = sim::wording(draw.kind);
    fail(offset, "'" + std::string(part) + "' is not " + std::string(words.noun) + ", such as " +
                     std::string(words.example));
    return false;
  }
  bool read_law(const std::string& name, const std::string& inside, std::size_t offset,
                Draw& draw) {
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; at <= inside.size();) {
      const std::size_t comma = std::min(inside.find(',', at), inside.size());
      parts.push_back(trimmed(std::string_view(inside).substr(at, comma - at)));
      at = comma + 1;
    }
    if (name == "choice") return read_choices(parts, offset, draw);
    struct Form {
      std::string_view name;
      Draw::Law law;
      std::size_t parts;
    };
    constexpr std::array<Form, 4> forms{{{"uniform", Draw::Law::uniform, 2},
                                         {"normal", Draw::Law::normal, 2},
                                         {"lognormal", Draw::Law::lognormal, 2},
                                         {"exponential", Draw::Law::exponential, 1}}};
    const auto form = std::ranges::find(forms, name, &Form::name);
    if (form == forms.end() || form->parts != parts.size()) {
      fail(offset, std::string(expected_draw));
      return false;
    }
    draw.law = form->law;
    if (!read_quantity(parts[0], offset, draw, draw.first)) return false;
    if (draw.law == Draw::Law::lognormal) {
      const auto sigma = plain_number(parts[1]);
      if (!sigma) fail(offset, "sigma is a plain number, such as 0.7: of the value's logarithm");
      draw.second = sigma.value_or(0);
      return sigma.has_value();
    }
    if (parts.size() == 2 && !read_quantity(parts[1], offset, draw, draw.second)) return false;
    if (draw.law == Draw::Law::uniform && draw.first > draw.second) {
      fail(offset, "a range goes up: the lower end first");
      return false;
    }
    return true;
  }
  bool read_choices(const std::vector<std::string_view>& parts, std::size_t offset, Draw& draw) {
    draw.law = Draw::Law::choice;
    double sum = 0;
    for (const std::string_view part : parts) {
      const std::size_t colon = part.rfind(':');
      const auto weight =
          colon == part.npos ? std::optional(1.0) : plain_number(trimmed(part.substr(colon + 1)));
      const std::string_view value = trimmed(part.substr(0, std::min(colon, part.size())));
      if (!weight || value.empty()) {
        fail(offset, "expected choice(value: weight, ...), such as choice(30s: 2, 3min: 1)");
        return false;
      }
      draw.choices.push_back({std::string(value), *weight});
      sum += *weight;
    }
    if (sum <= 0) fail(offset, "all weights are 0");
    return sum > 0;
  }
  // One complaint here is better than a thousand runs that are refused.
  std::optional<Draw> tried(const Draw& draw) {
    std::vector<std::string> values{draw.value(1)};
    for (const Draw::Choice& choice : draw.choices) values.push_back(choice.value);
    for (const std::string& value : values) {
      const auto sets =
          read_patterns(draw_option, {draw.path + "=" + value}, scenario_, diagnostics_);
      if (!diagnostics_.ok() || !changed(scenario_, sets, diagnostics_)) return std::nullopt;
    }
    return draw;
  }

  const std::string& text_;
  const Scenario& scenario_;
  sim::Diagnostics& diagnostics_;
  std::uint32_t source_;
};

// In (0, 1).
double share(sim::Random& dice) {
  return (static_cast<double>(dice.next() >> 11U) + 0.5) * 0x1p-53;
}

// Box and Muller 1958.
double standard_normal(sim::Random& dice) {
  const double radius = std::sqrt(-2 * std::log(share(dice)));
  return radius * std::cos(2 * std::numbers::pi * share(dice));
}

}  // namespace

std::string Draw::value(std::uint64_t seed) const {
  sim::Random dice(seed, path, "draw");
  double number = 0;
  switch (law) {
    case Law::uniform: number = first + (second - first) * share(dice); break;
    case Law::normal: number = first + second * standard_normal(dice); break;
    case Law::lognormal: number = first * std::exp(second * standard_normal(dice)); break;
    case Law::exponential: number = -first * std::log(share(dice)); break;
    case Law::choice: {
      double left = 0;
      for (const Choice& choice : choices) left += choice.weight;
      left *= share(dice);
      for (const Choice& choice : choices) {
        left -= choice.weight;
        if (left < 0) return choice.value;
      }
      return choices.back().value;
    }
  }
  number = std::clamp(number, least, most);
  // To the millisecond, or a thousandth of itself: what a person would write.
  const auto whole = static_cast<std::int64_t>(number);
  const std::int64_t step = kind == sim::Shape::Kind::duration && whole >= 1'000'000'000
                                ? 1'000'000
                                : fine_step(kind, whole);
  return sim::bound_text(kind, std::max(static_cast<std::int64_t>(least), whole / step * step));
}

const std::vector<Population>& populations() {
  // The study gives least, median, mean and greatest; that they lie as a logarithm's normal
  // distribution with this median and this mean is assumed.
  static const std::vector<Population> known{
      {"home-gateways-one-way", "lognormal(90s, 1.08)", "30s", "691s",
       "[hatonen-2010] UDP-1: how long after one packet out"},
      {"home-gateways-two-way", "lognormal(181s, 0.67)", "54s", "691s",
       "[hatonen-2010] UDP-3: how long after packets both ways"},
  };
  return known;
}

std::optional<Draw> read_draw(const std::string& text, const Scenario& scenario,
                              sim::Diagnostics& diagnostics) {
  return DrawReading(text, scenario, diagnostics).read();
}

std::vector<sim::Assignment> drawn(const Draw& draw, std::uint64_t seed, const Scenario& scenario) {
  sim::Diagnostics ignored;
  return read_patterns(draw_option, {draw.path + "=" + draw.value(seed)}, scenario, ignored);
}

}  // namespace app
