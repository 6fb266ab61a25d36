// A setting is its address: from a member of a running config to its path, and back to its value.
#include <set>

#include "app/run/config_fields.hpp"
#include "app/run/world.hpp"
#include "app/scenario/kinds/spec.hpp"
#include "app/scenario/setting.hpp"
#include "tests/changed_fixture.hpp"

namespace {

using sim::Shape;
using tests::loaded;
using tests::sets_of;
using tests::source_of;

const std::string every_kind = "scenarios/everyday/dhcp-relay-missing.yaml";

// A member that holds one value, or a plain list of them.
struct Leaf {
  const void* at;
  const sim::MemberType* type;
};

void collect(const sim::MemberType& type, const void* value, std::vector<Leaf>& leaves) {
  for (const sim::Row& row : type.rows) {
    collect(row.type(), static_cast<const std::byte*>(value) + row.offset, leaves);
  }
  for (std::size_t i = 0; type.item != nullptr && type.item(value, i) != nullptr; ++i) {
    collect(*type.of, type.item(value, i), leaves);
  }
  if (type.rows.empty() && type.item == nullptr) leaves.push_back({value, &type});
}

std::vector<Leaf> leaves_of(const app::World& world, std::size_t device) {
  std::vector<Leaf> leaves;
  models::for_each_kind([&]<class D>() {
    if (!models::is<D>(world.node(device))) return;
    collect(sim::member_type<typename D::Config>(), &world.config<D>(device), leaves);
  });
  return leaves;
}

std::string text_at(const Leaf& leaf) {
  const sim::Node node = leaf.type->dump(*leaf.type, leaf.at);
  return node.is_null() ? "" : flow_text(node);
}

std::vector<std::string> values(const Shape& shape) {
  using enum Shape::Kind;
  std::vector<std::string> all;
  for (const Shape::Choice& choice : shape.choices) all.emplace_back(choice.name);
  if (shape.kind == boolean) all = {"true", "false"};
  if (shape.kind == integer) {
    all = {std::to_string(shape.rules.low + 1), std::to_string(shape.rules.low), "2000", "2001",
           "900"};
  }
  if (shape.kind == duration)
    all = {"2s", "3s", "20s", "30s", "61s", "1h", "2h", "10ms", "100ms", "10min"};
  if (shape.kind == power) all = {"11W", "12W"};
  if (shape.kind == ipv4) all = {"10.110.0.7", "10.1.1.9"};
  if (shape.kind == text) all = {"other"};
  return all;
}

// Sets the path to some other value, and looks whether that arrives at its address. False: no value
// is another one that the scenario may have.
bool turn(const app::Scenario& base, std::size_t device, std::size_t leaf,
          const std::string& path) {
  const std::string before = app::value_at(base, path);
  for (const std::string& value : values(*app::shape_at(base, path))) {
    sim::Diagnostics diagnostics;
    const auto other = app::changed(base, sets_of({path + "=" + value}), diagnostics);
    if (!other || app::value_at(*other, path) == before) continue;
    const app::World world(*other, 1);
    const auto leaves = leaves_of(world, device);
    CHECK(world.path(device, leaves[leaf].at) == path);
    CHECK(text_at(leaves[leaf]) == app::value_at(*other, path));
    return true;
  }
  return false;
}

// The scalars that a file may give below a device, but those of items.
void scalars(const Shape& shape, const std::string& path, std::vector<std::string>& found) {
  if (shape.kind != Shape::Kind::section) return found.push_back(path);
  for (const Shape::Key& key : shape.keys)
    scalars(key.shape, path + "." + std::string(key.name), found);
}

}  // namespace

TEST_CASE("each member of each kind's config has a path, and --set writes what it holds") {
  const app::Scenario base = loaded(source_of(every_kind), sets_of({"phone.registrar_port=5060"}));
  const app::World world(base, 1);
  std::string not_turned;
  for (const char* name : {"dc", "pbx", "core", "sw1", "pc1", "phone1"}) {
    const std::size_t device = *base.device(name);
    const auto leaves = leaves_of(world, device);
    for (std::size_t i = 0; i < leaves.size(); ++i) {
      const std::string path = world.path(device, leaves[i].at);
      CAPTURE(path);
      REQUIRE(app::shape_at(base, path) != nullptr);
      if (leaves[i].type->shape.kind == Shape::Kind::list) continue;
      if (path == "phone.time.at_boot") continue;  // a date, held as a time
      CHECK(text_at(leaves[i]) == app::value_at(base, path));
      if (!turn(base, device, i, path)) not_turned += path + " ";
    }
  }
  CHECK(not_turned ==  // each for itself, since the rest of the file would not fit
        "core.interfaces.1.address core.interfaces.2.address core.interfaces.3.address "
        "pc.dhcp.enabled phone.dhcp.enabled phone.discovery ");
}

TEST_CASE("each key of each kind names a member of its config, but what no device decides by") {
  const app::Scenario base = loaded(source_of(every_kind));
  const app::World world(base, 1);
  std::set<std::string> unknown;
  for (const char* name : {"dc", "pbx", "core", "sw1", "pc1", "phone1"}) {
    const std::size_t device = *base.device(name);
    const app::Entry& entry = base.entries[base.devices[device].entry];
    std::vector<std::string> keys;
    scalars(app::shape_of(entry.kind), entry.name, keys);
    std::set<std::string> known;
    for (const Leaf& leaf : leaves_of(world, device)) known.insert(world.path(device, leaf.at));
    for (const std::string& key : keys) {
      if (!known.contains(key)) unknown.insert(key.substr(key.find('.') + 1));
    }
  }
  std::string all;
  for (const std::string& key : unknown) all += key + " ";
  CHECK(
      all ==  // what makes the device, what its config holds in another form, and texts
      "address backups channels count dhcp.answers_only_inform_of dhcp.boot_server dhcp.lease_left "
      "dhcp.registrar dhcp.registrar_class dhcp.tftp_server_name dhcp.vendor_class "
      "dhcp.web_service dhcp.web_service_class display.no_address display.registered "
      "display.rejected display.timed_out display.wrong_password dns dns.records domain "
      "dot1x.identity dot1x.password files.authority files.signed_by interfaces "
      "kind mac port_access port_power port_security.ports ports profile radius.accounts "
      "runs_on "
      "tls.certificate.issuer tls.certificate.valid_from tls.certificate.valid_until tls.trusts "
      "vendor_class ");
}
