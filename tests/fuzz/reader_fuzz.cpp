// libFuzzer target: any bytes become a struct or diagnostics, and never anything else.
// Without libFuzzer (g++), fuzz_main.cpp drives it.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "sim/base/ensure.hpp"
#include "sim/schema/document.hpp"
#include "sim/schema/override.hpp"
#include "sim/schema/reader.hpp"
#include "tests/schema_sample.hpp"

namespace {

sim::Node parsed_again(const std::string& text) {
  sim::Diagnostics diagnostics;
  auto node = sim::parse_yaml(text, "again.yaml", diagnostics);
  ENSURE(node && diagnostics.ok());
  return *std::move(node);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  sim::Diagnostics diagnostics;
  const auto node = sim::parse_yaml(text, "fuzz.yaml", diagnostics);
  ENSURE(node || !diagnostics.ok());
  sample::Host host;
  if (node) {
    const bool good = sim::read(*node, host, diagnostics);
    ENSURE(good || !diagnostics.ok());
    if (good && diagnostics.ok()) {  // a second reading says the same
      sample::Host again;
      sim::Diagnostics none;
      ENSURE(sim::read(parsed_again(std::string(text)), again, none));
      ENSURE(sim::flow_text(sim::dump(host)) == sim::flow_text(sim::dump(again)));
    }
    const sim::Node both = sim::overlay(sim::dump(sample::Host{}), *node);
    for (const auto& entry : node->entries) ENSURE(both.find(entry.key) != nullptr);
  }
  ENSURE(diagnostics.ok() == diagnostics.text().empty());

  // The same bytes as an override.
  sim::Diagnostics complaints;
  if (const auto assignment = sim::parse_assignment("--set", text.substr(0, 200), complaints)) {
    if (const auto error = sim::check_path<sample::Host>(assignment->pieces)) {
      complaints.error(assignment->at.at(error->piece), error->text);
    } else {
      sim::Node root;
      sim::apply(*assignment, root, complaints);
      sim::read(root, host, complaints);
    }
  }
  ENSURE(complaints.ok() == complaints.text().empty());
  return 0;
}
