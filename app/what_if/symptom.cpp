#include "app/what_if/symptom.hpp"

#include <fmt/format.h>

#include "app/scenario/short_text.hpp"

namespace app {
namespace {

std::string what_of(const Scenario& scenario, const Story& story) {
  const std::string& server = scenario.devices[story.server].name;
  switch (story.symptom) {
    case Symptom::lost:
      return fmt::format("lost {} ({}), first at {}", server, story.reason,
                         sim::clock_text(story.first));
    case Symptom::never_registered: return "never registered";
    case Symptom::never_back: return "left a call server, and came to none";
    case Symptom::never_at_first: return "never was at " + server;
    case Symptom::call_failed: return fmt::format("was called in vain ({})", story.reason);
  }
  return "";
}

std::string name_of(const RunResult& result, std::size_t phone, std::size_t others) {
  const std::string& name = result.scenario.devices[phone].name;
  return others == 0 ? name : fmt::format("{} and {} more", name, others);
}

}  // namespace

SymptomText first_symptom(RunResult& result) {
  const auto stories = stories_of(result.scenario, result.history);
  if (!stories.empty()) {
    const Story& story = stories.front();
    const Cause& cause = story.cause();
    SymptomText text{.symptom =
                         name_of(result, story.phones.begin()->first, story.phones.size() - 1) +
                         " " + what_of(result.scenario, story)};
    if (cause.drop) {
      text.symptom += fmt::format("; frames died: {}",
                                  models::fates[static_cast<std::size_t>(cause.drop->fate)].name);
    }
    text.decided = cause.setting.empty() ? cause.event : cause.setting;
    return text;
  }
  if (!result.service) return {};
  const PhoneService* worst = nullptr;
  std::size_t out = 0;
  for (const PhoneService& phone : result.service->phones) {
    if (phone.longest == Duration{}) continue;
    ++out;
    if (worst == nullptr || phone.longest > worst->longest) worst = &phone;
  }
  if (worst == nullptr) return {};
  return {.symptom =
              fmt::format("{} cannot be called, for up to {}",
                          name_of(result, worst->phone, out - 1), short_text(worst->longest))};
}

}  // namespace app
