// A scenario with other settings, made in both ways: by reading the file with them, and by changing
// what was read without them.
#pragma once

#include <string>
#include <vector>

#include "app/scenario/kinds/spec.hpp"
#include "app/scenario/link_fields.hpp"
#include "tests/recording_fixture.hpp"

namespace tests {

// All that settings may change.
inline std::string text_of(const app::Scenario& scenario) {
  std::string text;
  for (const app::Entry& entry : scenario.entries) {
    text += entry.name + " " + std::to_string(entry.first) + " " + std::to_string(entry.count);
    for (const app::Spec& spec : entry.specs) text += "\n  " + flow_text(spec);
    for (const std::size_t owner : entry.owners) text += "\n  own " + std::to_string(owner);
    text += "\n";
  }
  for (const app::Device& device : scenario.devices) {
    text += device.name + " " + std::to_string(device.spec) + " " + to_text(device.mac) + " " +
            to_text(device.address) + "\n";
  }
  for (const app::LinkSpec& link : scenario.link_specs) text += flow_text(sim::dump(link)) + "\n";
  for (const app::LinkPlan& link : scenario.links) {
    text += std::to_string(link.a) + ":" + std::to_string(link.port_a) + " - " +
            std::to_string(link.b) + ":" + std::to_string(link.port_b) + "\n";
  }
  for (const app::TimelineEntry& entry : scenario.timeline) {
    for (const auto& [index, spec, value] : entry.change.specs) {
      text += entry.text + " " + std::to_string(index) + "." + std::to_string(spec) + " " +
              flow_text(value) + "\n";
    }
    for (const auto& [link, value] : entry.change.links) {
      text += entry.text + " " + std::to_string(link) + " " + flow_text(sim::dump(value)) + "\n";
    }
  }
  return text;
}

inline std::vector<sim::Assignment> sets_of(const std::vector<std::string>& texts) {
  sim::Diagnostics diagnostics;
  std::vector<sim::Assignment> sets;
  for (const std::string& text : texts) {
    sets.push_back(sim::parse_assignment("--set", text, diagnostics).value());
  }
  return sets;
}

// Both ways to the same scenario.
inline void compare(const app::SourceText& source, const app::Scenario& base,
                    const std::vector<sim::Assignment>& sets) {
  std::string texts;
  for (const sim::Assignment& set : sets) texts += sim::path_of(set) + "=" + set.value + " ";
  INFO(texts);
  sim::Diagnostics diagnostics;
  const auto read = app::load(source, app::joined(base.sets, sets), diagnostics);
  const auto changed = app::changed(base, sets, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(read);
  REQUIRE(changed);
  CHECK(text_of(*changed) == text_of(*read));
}

inline app::Scenario loaded(const app::SourceText& source,
                            const std::vector<sim::Assignment>& sets = {}) {
  sim::Diagnostics diagnostics;
  auto scenario = app::load(source, sets, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(scenario);
  return std::move(*scenario);
}

}  // namespace tests
