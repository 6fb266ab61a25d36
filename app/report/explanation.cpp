#include "app/report/explanation.hpp"

#include <nlohmann/json.hpp>

#include "app/report/limits_text.hpp"
#include "app/report/stories.hpp"
#include "sim/base/text.hpp"

namespace app {
namespace {

constexpr std::size_t time_width = 12;

std::string setting_text(const Explanation& why, const Style& style) {
  if (why.setting.empty()) {
    return "nothing that was tried ends it: no setting is to blame\n";
  }
  std::string text = "decided by " + style.bold(why.setting);
  if (!why.value.empty() && why.value.size() < 60) text += " = " + why.value;
  if (why.value.empty() && why.place == "default") text += " is not set";
  if (!why.place.empty()) text += "   " + style.dim(why.place);
  text += "\n";
  const std::string indent(time_width + 4, ' ');
  if (!why.cause.is_proven) text += indent + "(where the trace ends; not tried)\n";
  for (std::size_t i = 0; i < why.cause.deciding.size(); ++i) {
    const Deciding& one = why.cause.deciding[i];
    if (i > 0)
      text += "  " + std::string(time_width, ' ') + "or by " + style.bold(one.setting) + "\n";
    if (!one.with.empty()) text += indent + "together with " + style.bold(one.with) + "\n";
    text += indent + ends_with(one.cure) + "\n";
  }
  return text;
}

std::string boundary_text(const Margin::Boundary& boundary, bool up) {
  return "gone from " + boundary.none + (up ? " up" : " down") + " (not yet at " +
         boundary.symptom + ")" + (boundary.again.empty() ? "" : ", back at " + boundary.again);
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
    if (margin.is_cut_short) add("the search was cut short: there may be more");
    text += "  " + padded(margin.path + (margin.now.empty() ? "" : " = " + margin.now), width) +
            "   " + (found.empty() ? style.dim("no value helps") : found) + "\n";
  }
  return text;
}

std::string explanation_json(const Explanation& why, const std::vector<Margin>& margins,
                             const Turns& turns) {
  using Json = nlohmann::ordered_json;
  Json steps = Json::array();
  for (const Step& step : why.steps) {
    Json one{{"what", step.what}, {"details", step.details}};
    if (step.at != models::never) one["at_s"] = sim::seconds(step.at.time_since_epoch());
    steps.push_back(std::move(one));
  }
  Json deciding = Json::array();
  for (const Deciding& one : why.cause.deciding) {
    Json item{{"setting", one.setting}, {"cure", one.cure}};
    if (!one.with.empty()) item["together_with"] = one.with;
    if (!one.event.empty()) item["event"] = one.event;
    deciding.push_back(std::move(item));
  }
  Json found = Json::array();
  const auto boundary = [](const Margin::Boundary& b) {
    Json item{{"symptom", b.symptom}, {"none", b.none}};
    if (!b.again.empty()) item["again"] = b.again;
    return item;
  };
  for (const Margin& margin : margins) {
    Json item{{"setting", margin.path}, {"now", margin.now}, {"cut_short", margin.is_cut_short}};
    if (margin.below) item["below"] = boundary(*margin.below);
    if (margin.above) item["above"] = boundary(*margin.above);
    if (!margin.choices.empty()) item["choices"] = margin.choices;
    found.push_back(std::move(item));
  }
  const Json all{{"phone", why.phone},     {"chain", steps},     {"setting", why.setting},
                 {"value", why.value},     {"place", why.place}, {"proven", why.cause.is_proven},
                 {"decided_by", deciding}, {"margins", found},   {"assumed", turns_json(turns)}};
  return all.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace app
