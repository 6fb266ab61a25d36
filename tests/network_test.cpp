// The running network as a whole: what must hold in every run, and how devices come back.
#include "tests/catch.hpp"
#include "tests/journal_text.hpp"
#include "tests/network_fixture.hpp"

using fixture::case_study;
using fixture::Settings;
using fixture::Shape;
using fixture::Site;
using journal_text::first_divergence;
using journal_text::unaccounted_frames;
using models::Fate;
using sim::operator""h;
using sim::operator""min;
using sim::operator""s;
using sim::operator""ms;
using sim::operator""us;

namespace {

std::uint64_t count(const Site& site, Fate fate) {
  return site.network.journal().fates[static_cast<std::size_t>(fate)];
}

Settings lossy() {
  Settings s = case_study();
  s.phones = 30;
  s.call_servers = 3;
  s.link.loss = 20'000'000;
  s.link.jitter = 3ms;
  return s;
}

}  // namespace

TEST_CASE("network: every frame has exactly one fate, at any moment") {
  Site site(lossy());
  site.network.start();
  for (int slice = 0; slice < 500; ++slice) {
    site.run(slice % 7 == 0 ? 13'331'777us : 3'001us);
    REQUIRE(unaccounted_frames(site.network) == "");
  }
  site.run(1h);
  CHECK(unaccounted_frames(site.network) == "");
  CHECK(count(site, Fate::lost_on_link) > 100);
}

TEST_CASE("network: every frame has one fate while devices and cables fail") {
  Site site(lossy());
  site.network.start();
  for (std::uint32_t i = 0; i < 60; ++i) {
    site.run(17s);
    site.network.power(site.phones[i % 30], i % 3 == 0);
    site.network.power(site.call_servers[i % 3], i % 5 != 0);
    site.network.power(site.switches[0], i % 11 != 0);
    site.plug(i % 33, i % 2 == 0);
    REQUIRE(unaccounted_frames(site.network) == "");
  }
  CHECK(count(site, Fate::device_down) > 0);
  CHECK(count(site, Fate::link_down) > 0);
}

TEST_CASE("network: the same seed gives the same run") {
  const Settings settings = GENERATE(case_study(), lossy());
  Site once(settings);
  Site again(settings);
  once.start_and_run(2h);
  again.start_and_run(2h);
  CHECK(first_divergence(once.network, again.network) == "");
}

TEST_CASE("network: another seed gives another run, and the divergence has its time") {
  Settings settings = case_study();
  Site once(settings);
  settings.seed = 2;
  Site again(settings);
  once.start_and_run(1min);
  again.start_and_run(1min);
  CHECK(first_divergence(once.network, again.network).starts_with("fact 0: "));
}

TEST_CASE("network: a run in slices is the same run") {
  Site whole(lossy());
  Site sliced(lossy());
  whole.start_and_run(40min);
  sliced.network.start();
  for (sim::Time at{}; at < sim::Time{} + 40min; at += 77'777us) sliced.network.run_until(at);
  sliced.network.run_until(sim::Time{} + 40min);
  CHECK(first_divergence(whole.network, sliced.network) == "");
}

// Cables without serialisation and jitter: phones then meet nowhere, and each has its own dice.
TEST_CASE("network: one phone more does not change the others' history") {
  Settings settings = lossy();
  settings.link.rate = 0;
  settings.link.loss = 0;
  settings.link.jitter = 0s;
  settings.phone.tcp.rto_granularity = 1ms;
  Site few(settings);
  ++settings.phones;
  Site more(settings);
  few.start_and_run(2h);
  more.start_and_run(2h);
  const auto first_thirty = [](const Site& site) {
    return journal_text::lines(site.network.journal(), [](const auto& fact) {
      if constexpr (requires { fact.phone; }) return fact.phone < 30;
      return false;
    });
  };
  CHECK(!first_thirty(few).empty());
  CHECK(first_divergence(first_thirty(few), first_thirty(more)) == "");
}

TEST_CASE("network: 100 phones on access switches and a core all register and lose nothing") {
  Settings settings;
  settings.phones = 100;
  Site site(settings, Shape::access_and_core);
  site.start_and_run(2h);
  CHECK(site.registered() == 100);
  CHECK(site.network.all<models::CallServer>()[0].registered() == 100);
  CHECK(site.network.all<models::CallServer>()[1].registered() == 0);
  CHECK(site.network.journal().drops.empty());
  CHECK(site.network.journal().retransmissions.empty());
  CHECK(site.network.journal().bindings.size() == 100);
  CHECK(unaccounted_frames(site.network) == "");
}

TEST_CASE("network: a call server without power loses its phones to the other, and regains them") {
  Site site{Settings{}};
  site.start_and_run(10min);
  site.network.power(site.call_servers[0], false);
  CHECK(site.network.all<models::CallServer>()[0].registered() == 0);
  site.run(30min);
  CHECK(site.network.all<models::CallServer>()[1].registered() == 12);
  CHECK(site.registered() == 12);
  site.network.power(site.call_servers[0], true);
  site.run(10min);
  CHECK(site.network.all<models::CallServer>()[0].registered() == 12);
  CHECK(site.network.all<models::CallServer>()[1].registered() == 0);
  CHECK(site.registered() == 12);
}

TEST_CASE("network: a phone that was switched off registers again") {
  Site site{Settings{}};
  site.start_and_run(10min);
  site.network.power(site.phones[3], false);
  CHECK(!site.network.all<models::Phone>()[3].is_registered());
  CHECK(site.network.all<models::CallServer>()[0].holds(3));  // it was told nothing
  site.run(3min);
  CHECK(!site.network.all<models::CallServer>()[0].holds(3));
  site.network.power(site.phones[3], true);
  site.run(1min);
  CHECK(site.network.all<models::Phone>()[3].is_registered());
  CHECK(site.network.all<models::CallServer>()[0].holds(3));
}

TEST_CASE("network: a phone that is switched off before its start stays off") {
  Site site{Settings{}};
  site.network.start();
  site.network.power(site.phones[3], false);
  site.run(10min);
  CHECK(!site.network.all<models::Phone>()[3].is_registered());
  CHECK(site.registered() == 11);
  site.network.power(site.phones[3], true);
  site.run(1min);
  CHECK(site.registered() == 12);
}

TEST_CASE("network: unplugged phones come back when they are plugged in again") {
  const sim::Duration gap = GENERATE(1s, 3min, 45min);
  CAPTURE(gap);
  Site site(case_study());
  site.start_and_run(10min);
  for (std::uint32_t link = 0; link < 6; ++link) site.plug(link, false);
  site.run(gap);
  for (std::uint32_t link = 0; link < 6; ++link) site.plug(link, true);
  site.run(30min);
  site.settings.access.port_security.enabled = false;
  site.run(30min);
  CHECK(site.registered() == 12);
}

TEST_CASE("network: a call server's cable is out for an hour") {
  Site site{Settings{}};
  site.start_and_run(10min);
  const std::uint32_t cable = 12;
  site.plug(cable, false);
  site.run(1h);
  CHECK(site.network.all<models::CallServer>()[1].registered() == 12);
  site.plug(cable, true);
  site.run(10min);
  CHECK(site.network.all<models::CallServer>()[0].registered() == 12);
  CHECK(site.registered() == 12);
}

// What a switched-off device misses is a loss only if it was meant for it.
TEST_CASE("network: a flooded ARP request for somebody else is no loss at a switched-off phone") {
  Settings settings;
  settings.phones = 2;
  settings.phone.start_spread = 0s;
  Site site(settings);
  site.network.power(site.call_servers[1], false);
  site.start_and_run(10ms);
  CHECK(count(site, Fate::device_down) == 0);  // both asked for the first call server
  CHECK(count(site, Fate::not_for_me) > 0);
  site.run(10s);
  CHECK(count(site, Fate::device_down) > 0);  // and then for the second
}

TEST_CASE("network: a storm that exhausts the frame pool stops the run") {
  Settings settings;
  settings.phones = 500;
  settings.phone.start_spread = 0s;
  settings.frames = 1024;
  Site site(settings);
  site.start_and_run(1h);
  CHECK(site.network.exhausted());
  CHECK(site.network.now() < sim::Time{} + 1s);
  CHECK(unaccounted_frames(site.network) == "");
  const sim::Time stopped = site.network.now();
  site.network.run_until(sim::Time{} + 2h);
  CHECK(site.network.now() == stopped);
}
