// The ladder runner itself: it plays, it advances by deadlines, and it sees every kind of
// deviation.
#include "tests/ladder.hpp"

namespace {

using namespace std::chrono_literals;

// Says "tick" every ten seconds from `! start` on, and repeats what it hears.
struct Clockwork {
  sim::Time due = sim::never;

  void receive(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
    trace.add(now, '>', words.next());
  }
  void fact(ladder::Words& words, sim::Time now, ladder::Trace&) {
    if (words.skip("start")) due = now + 10s;
    if (words.skip("jam")) due = now;
  }
  void wake(sim::Time now, ladder::Trace& trace) {
    if (now == sim::Time{99s}) return;  // jammed
    trace.add(now, '>', "tick");
    due = now + 10s;
  }
  sim::Time deadline() const { return due; }
};

std::string played(std::string_view script) {
  Clockwork machine;
  return ladder::play(machine, script);
}

}  // namespace

TEST_CASE("ladder: inputs at their time, timers in between, due ones first") {
  CHECK_LADDER(Clockwork{}, R"(
      0s ! start
     10s > tick
     12s < hello      # a comment
   12.0s > hello      # spaces and zeros do not matter
     20s > tick
     20s < both
     20s > both
     29.999999999s .
     30s > tick
  )");
}

TEST_CASE("ladder: a difference shows the whole exchange, with - expected and + got") {
  CHECK(played("0s ! start\n10s > tock\n20s > tick") ==
        "      0.000s ! start\n"
        "-    10.000s > tock\n"
        "+    10.000s > tick\n"
        "     20.000s > tick\n");
}

TEST_CASE("ladder: what is missing, too much, late or in another order is a difference") {
  CHECK(played("0s ! start\n10s > tick").empty());
  CHECK_FALSE(played("0s ! start\n10s > tick\n15s > tick").empty());  // never said
  CHECK_FALSE(played("0s ! start\n20s > tick").empty());              // one too few
  CHECK_FALSE(played("0s ! start\n10.000000001s > tick").empty());    // a nanosecond late
  CHECK_FALSE(played("0s ! start\n10s = tick").empty());              // another kind
  CHECK_FALSE(played("0s < hello\n0s .").empty());                    // silence, which is not
  CHECK(played("0s < hello\n0s > hello\n5s .").empty());
}

TEST_CASE("ladder: a machine that wakes for ever is caught") {
  CHECK(played("99s ! jam\n99s .").find("wakes for ever") != std::string::npos);
}
