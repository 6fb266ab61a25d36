// Who gets power from a switch ([ieee-802-3] 33, [catalyst-poe], [procurve-poe]), as seconds, ports
// and what becomes of them: + granted, - denied, x cut.
#include <string>

#include "models/protocol/l2/power_sourcing.hpp"
#include "tests/catch.hpp"

namespace {

using models::Power;
using models::PowerBar;
using models::PowerChange;
using models::PoweredDeviceConfig;
using models::PowerSourcing;
using models::PowerSourcingConfig;
using sim::Duration;
using sim::Time;
using sim::watts;
using namespace std::chrono_literals;

using enum models::PowerPrecedence;
using enum models::PowerPriority;

const PoweredDeviceConfig class_2{.power_class = 2}, class_3{.power_class = 3};

class Bench {
 public:
  explicit Bench(const PowerSourcingConfig& set = {}) : config(set) { config.enabled = true; }
  // Ports first to last, all at once.
  void plug_in(int first, int last, const PoweredDeviceConfig& device, Time now = Time{}) {
    for (int port = first; port <= last; ++port) {
      switch_.attach(static_cast<std::uint16_t>(port), device, now);
    }
  }
  std::string until(Duration end) {
    std::string text;
    while (switch_.deadline() <= Time{end}) {
      const Time now = switch_.deadline();
      models::PowerActions out;
      switch_.wake(now, out);
      text += text_of(now, out);
    }
    return text;
  }
  std::string set(Time now) {  // after a change of `config`
    models::PowerActions out;
    switch_.reconfigured(now, out);
    return text_of(now, out);
  }
  static std::string text_of(Time now, const models::PowerActions& actions) {
    std::string text;
    for (const PowerChange& change : actions) {
      using Kind = PowerChange::Kind;
      text += std::to_string(now.time_since_epoch() / 1s) + ":" +
              (change.kind == Kind::granted  ? "+"
               : change.kind == Kind::denied ? "-"
                                             : "x") +
              std::to_string(change.port) + word(change.why) + " ";
    }
    return text;
  }
  static std::string word(PowerBar why) {
    switch (why) {
      case PowerBar::none: return "";
      case PowerBar::disabled: return " disabled";
      case PowerBar::mode: return " never";
      case PowerBar::limit: return " limit";
      case PowerBar::budget: return " budget";
      case PowerBar::outranked: return " outranked";
      case PowerBar::refused: return " refused";
      case PowerBar::overload: return " overload";
      case PowerBar::err_disabled: return " err-disabled";
      case PowerBar::off: return " off";
    }
    return "";
  }

  PowerSourcingConfig config;
  models::PowerPorts ports{};
  models::AnnouncementConfig cdp{}, lldp{};
  PowerSourcing switch_{config, ports, cdp, lldp, 48};
};

}  // namespace

TEST_CASE("[ieee-802-3] 33.2.6: what a port sets aside for each class") {
  Bench b({.budget = watts(1000), .standard = models::PoeStandard::bt});
  const Power each[] = {watts(15, 4), watts(4),  watts(7),  watts(15, 4), watts(30),
                        watts(45),    watts(60), watts(75), watts(90)};
  for (int power_class = 0; power_class <= 8; ++power_class) {
    const PoweredDeviceConfig device{.power_class = power_class};
    b.switch_.attach(1, device, Time{});
    CHECK(b.until(10s) == "1:+1 ");
    CHECK(b.switch_.used() == each[power_class]);
    b.switch_.detach(1, Time{});
    CHECK(b.switch_.used() == Power{});
  }
}

TEST_CASE("[ieee-802-3] 33.2.6: equipment that does not know a class gives its own most") {
  const PoweredDeviceConfig class_6{.power_class = 6};
  Bench af({.standard = models::PoeStandard::af});
  af.plug_in(1, 1, class_6);
  CHECK(af.until(10s) == "1:+1 ");
  CHECK(af.switch_.used() == watts(15, 4));
  Bench at;
  at.plug_in(1, 1, class_6);
  CHECK(at.until(10s) == "1:+1 ");
  CHECK(at.switch_.used() == watts(30));
}

TEST_CASE("[catalyst-poe]: first come, first served; who is denied waits until power is free") {
  Bench b({.budget = watts(40)});  // 2 of 15.4 W, and 9.2 W
  b.plug_in(1, 4, class_3);
  CHECK(b.until(1h) == "1:+1 1:+2 1:-3 budget 1:-4 budget ");
  b.plug_in(5, 5, class_2, Time{1h});
  CHECK(b.until(2h) == "3601:+5 ");  // 7 W are left for it
  b.switch_.detach(1, Time{2h});
  CHECK(b.until(3h) == "7202:+3 ");  // after `retry`; port 4 goes on waiting, and says nothing
}

TEST_CASE("[procurve-poe]: critical, high, low take from those below; lower numbers from higher") {
  Bench b({.budget = watts(31)});
  b.ports.settings = {{.priority = critical}, {.priority = high}};
  b.ports.settings_of = {0, 0, 0, 0, 1, 2};
  b.plug_in(2, 3, class_3);
  CHECK(b.until(10s) == "1:+2 1:+3 ");
  SECTION("first come: the critical one waits") {
    b.plug_in(4, 4, class_3, Time{10s});
    CHECK(b.until(1h) == "11:-4 budget ");
  }
  SECTION("by priority: it takes from the highest number, but equals do not") {
    b.config.precedence = priority;
    b.plug_in(1, 1, class_3, Time{10s});
    CHECK(b.until(20s) == "11:-1 budget ");
    b.plug_in(4, 5, class_3, Time{20s});
    CHECK(b.until(1h) == "21:x3 outranked 21:+4 21:x2 outranked 21:+5 ");
    b.switch_.detach(5, Time{1h});
    CHECK(b.until(2h) == "3602:+1 ");
  }
  SECTION("by port number: so do equals") {
    b.config.precedence = port_number;
    b.plug_in(1, 1, class_3, Time{10s});
    CHECK(b.until(1h) == "11:x3 outranked 11:+1 ");
    b.plug_in(6, 6, class_3, Time{1h});
    CHECK(b.until(2h) == "3601:-6 budget ");
  }
}

TEST_CASE("[procurve-poe]: nobody is cut for one that cannot be powered all the same") {
  const PoweredDeviceConfig class_4{.power_class = 4};
  Bench b({.budget = watts(20), .precedence = port_number});
  b.plug_in(2, 2, class_3);
  CHECK(b.until(10s) == "1:+2 ");
  b.plug_in(1, 1, class_4, Time{10s});
  CHECK(b.until(1h) == "11:-1 budget ");
}

TEST_CASE("[extreme-poe] [juniper-poe]: a supply fails, and the last ports go dark first") {
  Bench b({.budget = watts(62)});
  b.ports.settings = {{.priority = high}};
  b.ports.settings_of = {0, 0, 0, 0, 1};
  b.plug_in(1, 4, class_3);
  CHECK(b.until(10s) == "1:+4 1:+1 1:+2 1:+3 ");  // the high one is looked at first
  b.config.budget = watts(31);
  CHECK(b.set(Time{10s}) == "10:x3 budget 10:x2 budget ");
  CHECK(b.until(1h) == "");
  b.config.budget = watts(62);
  CHECK(b.set(Time{1h}) == "");
  CHECK(b.until(2h) == "3602:+2 3602:+3 ");
}

TEST_CASE("[catalyst-poe]: CDP lowers what is set aside, once the phone runs") {
  const PoweredDeviceConfig phone{
      .draw = watts(6, 3), .asks_by = models::PowerRequest::cdp, .boot = 60s};
  Bench b({.budget = watts(40)});
  b.cdp.enabled = true;
  b.plug_in(1, 5, phone);
  CHECK(b.until(59s) == "1:+1 1:+2 1:-3 budget 1:-4 budget 1:-5 budget ");
  CHECK(b.until(10min) == "63:+3 125:+4 ");  // 27.4 W are left: one at a time has its 15.4 W
  CHECK(b.switch_.used() == watts(25, 2));
}

TEST_CASE("[catalyst-poe]: a switch that does not hear CDP leaves it at the class") {
  const PoweredDeviceConfig phone{.draw = watts(6, 3), .asks_by = models::PowerRequest::cdp};
  Bench b({.budget = watts(40)});
  b.lldp.enabled = true;
  b.plug_in(1, 3, phone);
  CHECK(b.until(1h) == "1:+1 1:+2 1:-3 budget ");
}

TEST_CASE("[catalyst-poe]: a refused request for more turns the port off, again and again") {
  const PoweredDeviceConfig phone{.power_class = 2,
                                  .draw = watts(6),
                                  .asks_by = models::PowerRequest::lldp,
                                  .request = watts(12),
                                  .boot = 60s};
  Bench b({.budget = watts(20)});
  b.lldp.enabled = true;
  b.plug_in(1, 2, phone);
  SECTION("by the standard it goes on with what it has") {
    CHECK(b.until(1h) == "1:+1 1:+2 ");
    CHECK(b.switch_.used() == watts(19));  // the first one got what it asked for
  }
  SECTION("turned off") {
    b.config.refused = models::RefusedRequest::cut;
    CHECK(b.until(3min) == "1:+1 1:+2 61:x2 refused 63:+2 123:x2 refused 125:+2 ");
  }
}

TEST_CASE("[catalyst-poe]: modes: never, static, and a limit below the class") {
  Bench b({.budget = watts(40)});
  b.ports.settings = {{.mode = models::PowerMode::off},
                      {.mode = models::PowerMode::reserved, .limit = watts(20)},
                      {.limit = watts(7)}};
  b.ports.settings_of = {0, 1, 2, 3};
  b.plug_in(3, 5, class_3);
  CHECK(b.until(10s) == "1:-3 limit 1:+4 1:-5 budget ");  // 20 W are set aside for port 2
  b.plug_in(1, 2, class_3, Time{10s});
  CHECK(b.until(1h) == "11:-1 never 11:+2 ");
}

TEST_CASE("[procurve-poe] [extreme-poe]: by use counts what is drawn, and keeps a guard band") {
  const PoweredDeviceConfig phone{.draw = watts(6)};
  Bench b({.budget = watts(20), .allocation = models::PowerAllocation::by_use});
  b.plug_in(1, 4, phone);
  CHECK(b.until(1h) == "1:+1 1:+2 1:+3 1:-4 budget ");
  Bench guarded({.budget = watts(20),
                 .allocation = models::PowerAllocation::by_use,
                 .guard_band = watts(10)});
  guarded.plug_in(1, 4, phone);
  CHECK(guarded.until(1h) == "1:+1 1:+2 1:-3 budget 1:-4 budget ");
}

TEST_CASE("[ieee-802-3] Tcut: who draws more than its class may is cut, and tried again") {
  const PoweredDeviceConfig greedy{.power_class = 2, .draw = watts(10)};
  Bench b({.overload = 60ms, .fault_retry = 30s});
  b.plug_in(1, 1, greedy);
  CHECK(b.until(1min) == "1:+1 1:x1 overload 31:+1 31:x1 overload ");
}

TEST_CASE("A switch that starts looks at its ports one after the other") {
  Bench b({.budget = watts(31), .boot = 60s, .stagger = 500ms});
  b.plug_in(1, 3, class_3);
  CHECK(b.until(10s) == "1:+1 1:+2 1:-3 budget ");
  models::PowerActions out;
  b.switch_.stop(out);
  CHECK(Bench::text_of(Time{10s}, out) == "10:x1 off 10:x2 off ");
  b.switch_.start(Time{20s});
  CHECK(b.until(1h) == "81:+1 81:+2 82:-3 budget ");
}

TEST_CASE("An err-disabled port gives no power, if it is set so") {
  Bench b;
  b.plug_in(1, 1, class_3);
  CHECK(b.until(10s) == "1:+1 ");
  models::PowerActions out;
  b.switch_.shut(1, true, Time{10s}, out);
  CHECK(Bench::text_of(Time{10s}, out) == "10:x1 err-disabled ");
  b.switch_.shut(1, false, Time{20s}, out);
  CHECK(b.until(1h) == "21:+1 ");
}
