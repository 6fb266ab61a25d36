// check --baseline: what was seen before, and what moved since.
#include "app/report/baseline.hpp"

#include "tests/run_fixture.hpp"

namespace {

using namespace std::chrono_literals;

const std::string cycle = "scenarios/cisco/sip-sixteen-minute-cycle.yaml";

app::Baseline seen(const std::vector<std::string>& sets) {
  app::Baseline baseline;
  baseline.add(tests::run_scenario(cycle, sets, "20min"));
  return baseline;
}

}  // namespace

TEST_CASE("baseline: the same run moves nothing, also by way of the file") {
  const app::Baseline was = seen({});
  app::Baseline read;
  CHECK(read.read(was.text()).empty());
  CHECK(read.text() == was.text());
  CHECK(read.moved(seen({}), 0s).empty());
  CHECK(read.known_in(was) == 1);
}

TEST_CASE("baseline: a change of one timer shows that timer's effects only") {
  const auto moved = seen({}).moved(seen({"sw1.port_security.aging_time=5min"}), 1s);
  CHECK_FALSE(moved.empty());
  for (const std::string& line : moved) {
    INFO(line);
    const auto says = [&](const std::string& text) { return line.find(text) != std::string::npos; };
    CHECK((says("losses") || says("first_loss") || says("last_loss") || says("regist") ||
           says("reasons") || says("server") || says("drops.") ||
           says("cause.sw1.port_security.aging_time")));
  }
}

TEST_CASE("baseline: times may move within the tolerance, counts may not") {
  app::Baseline was;
  app::Baseline now;
  const std::string head = "fastbusy-baseline 1\n\na.yaml\n";
  CHECK(was.read(head + "  phone.first_loss = 16min 5s\n  phone.losses = 3\n").empty());
  CHECK(now.read(head + "  phone.first_loss = 16min 6s\n  phone.losses = 4\n").empty());
  CHECK(was.moved(now, 0s).size() == 2);
  CHECK(was.moved(now, 1s) == std::vector<std::string>{"a.yaml: phone.losses 3 -> 4"});
}

TEST_CASE("baseline: what is none is said, with its line") {
  app::Baseline none;
  CHECK(none.read("").starts_with("1: a baseline begins with"));
  CHECK(none.read("version: 2\n").starts_with("1: a baseline begins with"));
  CHECK(none.read("fastbusy-baseline 1\n  phone.losses = 3\n").starts_with("2: "));
  CHECK(none.read("fastbusy-baseline 1\na.yaml\n  phone.losses 3\n").starts_with("3: "));
}
