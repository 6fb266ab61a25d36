// Whose setting an address is: a link's, an item's, one device's own, nobody's; and that it stays
// so when the timeline replaces a list, and in a copy.
#include "app/run/config_fields.hpp"
#include "app/run/world.hpp"
#include "app/scenario/setting.hpp"
#include "tests/changed_fixture.hpp"

namespace {

using sim::operator""min;
using tests::loaded;
using tests::sets_of;
using tests::source_of;

const std::string every_kind = "scenarios/everyday/dhcp-relay-missing.yaml";

}  // namespace

TEST_CASE("each member of a link's config has its path; a cable that is out has one, too") {
  const app::Scenario base = loaded(source_of(every_kind));
  const app::World world(base, 1);
  const models::NodeId core = world.node(*base.device("core"));
  const models::LinkConfig& link = world.network().link_at(core, 1)->config();
  for (const sim::Row& row : sim::member_type<models::LinkConfig>().rows) {
    const models::Setting setting(reinterpret_cast<const std::byte*>(&link) + row.offset);
    const std::string path = world.path(core, 1, {.setting = setting});
    CHECK(path == "links.4." + std::string(row.name));
    CHECK(app::value_at(base, path) != "");
  }
  CHECK(world.path(core, 1, {.setting = &link.loss}) == "links.4.loss");
  CHECK(world.path(core, 1, {.act = models::Act::cable}) == "links.4.up");
  CHECK(world.path(core, 1, {.act = models::Act::power}) == "");
}

TEST_CASE("an item's member has the item's number, and what holds for all of them has none") {
  const app::Scenario base = loaded(source_of(every_kind));
  const app::World world(base, 1);
  const std::size_t core = *base.device("core");
  const models::RouterConfig& config = world.config<models::Router>(core);
  const models::RouterInterfaceConfig& voice = config.interfaces[2];
  CHECK(world.path(core, &voice.interface.vlan) == "core.interfaces.3.vlan");
  CHECK(world.path(core, &voice.dhcp_relay.servers) == "core.interfaces.3.dhcp_relay");
  CHECK(world.path(core, &voice.dhcp_relay.min_secs) == "core.dhcp_relay.min_secs");
  CHECK(world.path(core, &voice.interface.arp.retries) == "core.arp.retries");
  CHECK(world.path(core, &config.interfaces) == "core.interfaces");
  CHECK(world.path(core, &config.routing.routes) == "core.routes");
  CHECK(world.path(core, &config.nat.last_port) == "core.nat.last_port");
}

TEST_CASE("what is set for one device is its own; an address elsewhere names nothing") {
  const app::Scenario base = loaded(source_of(every_kind), sets_of({"phone2.sip.keepalive=1min"}));
  const app::World world(base, 1);
  const std::size_t own = *base.device("phone2");
  const std::size_t other = *base.device("phone3");
  CHECK(world.path(own, &world.config<models::Phone>(own).sip.keepalive) == "phone2.sip.keepalive");
  CHECK(world.path(other, &world.config<models::Phone>(other).sip.keepalive) ==
        "phone.sip.keepalive");
  CHECK(world.path(other, &world.config<models::Phone>(own).sip.keepalive) == "");
  const int nobodys = 0;
  CHECK(world.path(own, &nobodys) == "");
  CHECK(world.path(own, models::Setting{}) == "");
}

TEST_CASE("a drop before the timeline replaces a list names the item afterwards, in copies, too") {
  app::SourceText source = source_of(every_kind);
  source.text += "\ntimeline:\n  - {at: 8min, set: {core.interfaces.3.proxy_arp: false}}\n";
  const app::Scenario scenario = loaded(source);
  const std::string relay = "core.interfaces.3.dhcp_relay";
  auto world = std::make_unique<app::World>(scenario, 1);
  const auto last = [](const app::World& w) {
    const auto& drops = w.network().journal().drops;
    const auto found = std::find_if(drops.rbegin(), drops.rend(), [](const auto& drop) {
      return drop.fate == models::Fate::dhcp_not_relayed;
    });
    REQUIRE(found != drops.rend());
    return *found;
  };
  const auto path = [&](const app::World& w) {
    return w.path(last(w).device, last(w).port, last(w).cause);
  };
  const auto servers = [&](const app::World& w) {
    const auto& core = w.config<models::Router>(*scenario.device("core"));
    return models::Setting(&core.interfaces[2].dhcp_relay.servers);
  };
  world->network().run_until(sim::Time{8min});
  CHECK(path(*world) == relay);
  const auto before = std::make_unique<app::World>(*world);
  world->reconfigure(scenario.timeline[0].change);
  CHECK(path(*world) == relay);
  const auto after = std::make_unique<app::World>(*world);
  world.reset();
  for (const app::World* copy : {before.get(), after.get()}) {
    CHECK(last(*copy).cause.setting == servers(*copy));
    CHECK(path(*copy) == relay);
  }
  CHECK_FALSE(last(*before).cause.setting == last(*after).cause.setting);
}

TEST_CASE("the cause of a drop is no larger than a pointer more than its times") {
  CHECK(sizeof(models::Cause) <= 32);
  CHECK(sizeof(models::DropFact) <= 72);
}
