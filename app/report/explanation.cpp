#include "app/report/explanation.hpp"

#include "sim/base/text.hpp"

namespace app {
namespace {

constexpr std::size_t time_width = 12;

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size()), ' ');
  return text;
}

std::string setting_text(const Explanation& why, const Style& style) {
  if (why.setting.empty()) return "no setting is to blame\n";
  std::string text = "decided by " + style.bold(why.setting);
  if (!why.value.empty() && why.value.size() < 60) text += " = " + why.value;
  if (why.value.empty() && why.place == "default") text += " is not set";
  if (!why.place.empty()) text += "   " + style.dim(why.place);
  return text + "\n";
}

std::string boundary_text(const Margin::Boundary& boundary, bool up) {
  return "gone from " + boundary.none + (up ? " up" : " down") + " (not yet at " +
         boundary.symptom + ")";
}

}  // namespace

std::string explanation_text(const Explanation& why, const Style& style) {
  std::string text;
  for (const Step& step : why.steps) {
    const std::string at = step.at == models::never ? "" : sim::clock_text(step.at);
    text += "  " + padded(at, time_width) + style.bold(step.what) + "\n";
    for (const std::string& detail : step.details) {
      text += "  " + std::string(time_width + 2, ' ') + detail + "\n";
    }
  }
  return text + "  " + std::string(time_width, ' ') + setting_text(why, style);
}

std::string margin_text(const std::vector<Margin>& margins, const Style& style) {
  std::size_t width = 0;
  for (const Margin& margin : margins) {
    width = std::max(width, margin.path.size() + margin.now.size() + 3);
  }
  std::string text;
  for (const Margin& margin : margins) {
    std::string found;
    const auto add = [&](const std::string& words) {
      found += (found.empty() ? "" : "; ") + words;
    };
    if (margin.below) add(boundary_text(*margin.below, false));
    if (margin.above) add(boundary_text(*margin.above, true));
    for (const std::string& choice : margin.choices) add("gone with " + choice);
    if (!margin.together.empty()) add("gone only together: " + margin.together);
    text += "  " + padded(margin.path + (margin.now.empty() ? "" : " = " + margin.now), width) +
            "   " + (found.empty() ? style.dim("no value helps") : found) + "\n";
  }
  return text;
}

}  // namespace app
