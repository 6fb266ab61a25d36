// A part of a section: all that is wrong is said, and taken out of the tree.
#include <string>

#include "sim/schema/partial.hpp"
#include "tests/catch.hpp"
#include "tests/schema_complaints.hpp"

namespace {

// The complaints about `yaml` as a part of a Host, and what is left of it.
std::string checked(std::string_view yaml) {
  sim::Diagnostics diagnostics;
  sim::Node node = *sim::parse_yaml(yaml, "x.yaml", diagnostics);
  sim::check_partial(sim::shape_of<sample::Host>(), node, diagnostics);
  const std::string left = sim::flow_text(node);
  sim::Diagnostics again;
  sim::check_partial(sim::shape_of<sample::Host>(), node, again);
  CHECK(again.text().empty());  // said once
  const std::string text = sample::without_excerpts(diagnostics.text());
  return text + (text.empty() ? "" : "\n") + left;
}

}  // namespace

TEST_CASE("schema: of a part nothing is required, and what is right stays as it was") {
  const std::string good =
      "{gateway: 10.0.0.254, mac: 00:24:14:2d:df:24, title: x, lines: 48, loss: 1%, "
      "rate: 64kbit/s, ports: 1-12, tcp: {rto_initial: 250ms, keepalive: forever, "
      "timestamps: true, floor: none}, servers: [192.0.2.1], calls: [{to: phone1}], expect: [a]}";
  CHECK(checked(good) == good);
  CHECK(checked("{}") == "{}");
  CHECK(checked("{address: 10.0.0.1/24}") == "{address: 10.0.0.1/24}");
}

TEST_CASE("schema: what is wrong in a part is said once, at its place") {
  CHECK(checked("{titel: x, lines: 49}") ==
        "1:2: error: unknown key 'titel'; did you mean 'title'?\n"
        "1:19: error: lines must lie between 1 and 48\n"
        "{lines: null}");
  CHECK(checked("{tcp: {rto_initial: 5, flor: none, floor: nun}}") ==
        "1:21: error: '5' is not a duration with its unit, such as 115s, 250ms, 2min or 1h\n"
        "1:24: error: unknown key 'flor'; did you mean 'floor'?\n"
        "1:43: error: 'nun' is not one of total, rttvar, none; did you mean 'none'?\n"
        "{tcp: {rto_initial: null, floor: null}}");
  CHECK(checked("{tcp: 5}") == "1:7: error: expected a map, found '5'\n{tcp: null}");
  CHECK(checked("{servers: 192.0.2.1, calls: [{at: 1s}, {to: x, att: 1s}]}") ==
        "1:11: error: expected a list, found '192.0.2.1'; write [192.0.2.1]\n"
        "1:30: error: missing 'to': name of a phone\n"
        "1:48: error: unknown key 'att'; did you mean 'at'?\n"
        "{servers: null, calls: null}");
  CHECK(checked("[a]") == "1:1: error: expected a map, found a list\nnull");
}

TEST_CASE("schema: who reads what was complained about says nothing, and takes its default") {
  sim::Diagnostics diagnostics;
  sim::Node node = *sim::parse_yaml("{address: 10.0.0.1/24, lines: 49}", "x.yaml", diagnostics);
  sim::check_partial(sim::shape_of<sample::Host>(), node, diagnostics);
  CHECK(diagnostics.count() == 1);
  sample::Host host;
  CHECK_FALSE(sim::read(node, host, diagnostics));  // bad, but not anew
  CHECK(diagnostics.count() == 1);
  CHECK(host.lines == 1);
}
