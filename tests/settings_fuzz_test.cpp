// Every setting that a file may give, at its bounds and in between, from the start or in the
// timeline: it is refused with a complaint, or the run answers; never an abort. To see a failure
// again: FASTBUSY_SETTINGS_SEED=<seed> fastbusy_tests 'settings*'; FASTBUSY_SETTINGS_COUNT tries
// more.
#include <cstdlib>
#include <filesystem>

#include "app/cause/read_history.hpp"
#include "app/scenario/kinds/spec.hpp"
#include "app/scenario/link_fields.hpp"
#include "sim/base/random.hpp"
#include "tests/run_fixture.hpp"

namespace {

namespace fs = std::filesystem;
using Kind = sim::Shape::Kind;

struct Setting {
  std::string path;
  sim::Shape shape;
};

// Scalars below a section; of lists the items that are there, and one more.
void collect(const sim::Shape& shape, const sim::Node* value, const std::string& path,
             std::vector<Setting>& found) {
  if (shape.kind == Kind::section) {
    for (const sim::Shape::Key& key : shape.keys) {
      if (key.name == "count" || key.name == "kind" || key.name == "profile") continue;
      const sim::Node* child = value == nullptr ? nullptr : value->find(key.name);
      collect(key.shape, child, path + "." + std::string(key.name), found);
    }
  } else if (shape.kind == Kind::list) {
    const std::size_t items = value == nullptr ? 0 : value->items.size();
    for (std::size_t i = 0; i <= items; ++i) {
      collect(shape.of.front(), i < items ? &value->items[i] : nullptr,
              path + "." + std::to_string(i + 1), found);
    }
  } else {
    found.push_back({path, shape});
  }
}

std::vector<Setting> settings_of(const app::Scenario& scenario) {
  std::vector<Setting> found;
  for (const app::Entry& entry : scenario.entries) {
    const sim::Node tree = dump(entry.specs[0]);
    collect(app::shape_of(entry.kind), &tree, entry.name, found);
    if (entry.counted) collect(app::shape_of(entry.kind), &tree, entry.name + "1", found);
  }
  const sim::Shape link = sim::shape_of<app::LinkSpec>();
  for (std::size_t i = 0; i < scenario.link_specs.size(); ++i) {
    const sim::Node tree = sim::dump(scenario.link_specs[i]);
    collect(link, &tree, "links." + std::to_string(i + 1), found);
  }
  return found;
}

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed, "settings", "fuzz") {}
  std::uint64_t below(std::uint64_t n) { return random_.below(n); }

  // A bound, or something between them, of any size alike.
  std::int64_t number(const sim::Rules& rules, std::int64_t most) {
    const std::int64_t low = std::max(rules.low, -most);
    const std::int64_t high = std::min(rules.high, most);
    switch (below(4)) {
      case 0: return low;
      case 1: return high;
      default: {
        const auto width = static_cast<std::uint64_t>(high - low);
        const std::uint64_t cut = width >> below(64);
        return low + static_cast<std::int64_t>(below(cut + 1));
      }
    }
  }
  std::string value(const sim::Shape& shape, const app::Scenario& scenario) {
    switch (shape.kind) {
      case Kind::boolean: return below(2) == 0 ? "true" : "false";
      case Kind::choice: return std::string(shape.choices[below(shape.choices.size())].name);
      case Kind::duration:
        if (shape.rules.may_be_forever && below(8) == 0) return "forever";
        return sim::bound_text(shape.kind, number(shape.rules, INT64_MAX / 2));
      case Kind::bit_rate:
      case Kind::power:
      case Kind::probability:
        return sim::bound_text(shape.kind, number(shape.rules, INT64_MAX / 2));
      case Kind::integer: return std::to_string(number(shape.rules, 1'000'000));
      case Kind::port_ranges: {
        const auto first = below(30);
        return std::to_string(first) + "-" + std::to_string(first + below(30));
      }
      case Kind::mac: return sim::to_text(sim::Mac{below(std::uint64_t{1} << 48U)});
      case Kind::ipv4: return address(scenario);
      case Kind::ipv4_interface: return address(scenario) + "/" + std::to_string(below(33));
      case Kind::text:
        return below(2) == 0 ? "x" : scenario.devices[below(scenario.devices.size())].name;
      case Kind::list:
      case Kind::section:
      case Kind::raw:
      case Kind::named:
      case Kind::one_of: break;
    }
    return "x";
  }

 private:
  // Of a device, near it, or anything.
  std::string address(const app::Scenario& scenario) {
    sim::Ipv4 near = scenario.devices[below(scenario.devices.size())].address.address;
    if (below(3) == 0) near.value += static_cast<std::uint32_t>(below(5)) - 2;
    if (below(6) == 0) near.value = static_cast<std::uint32_t>(below(~std::uint32_t{0}));
    return sim::to_text(near);
  }
  sim::Random random_;
};

std::uint64_t from_environment(const char* name, std::uint64_t usual) {
  const char* text = std::getenv(name);
  return text == nullptr ? usual : std::strtoull(text, nullptr, 10);
}

std::string with_item(std::string text, const std::string& item) {
  const std::string head = "\ntimeline:\n";
  const auto at = text.find(head);
  if (at == std::string::npos) return text + head + item;
  return text.insert(at + head.size(), item);
}

// True: it ran. False: it was refused. Read with the settings, or changed to them: the same.
bool try_out(const app::SourceText& source, const std::vector<sim::Assignment>& sets) {
  sim::Diagnostics diagnostics;
  const auto scenario = app::load(source, sets, diagnostics);
  if (!sets.empty()) {
    sim::Diagnostics change;
    const auto base = app::load(source, {}, change);
    CHECK(app::changed(base.value(), sets, change).has_value() == scenario.has_value());
  }
  if (!scenario) {
    CHECK_FALSE(diagnostics.text().empty());
    return false;
  }
  const app::Simulation one = app::simulate(
      {.scenario = *scenario, .seed = 1, .stop = std::chrono::minutes(3), .most_events = 20'000},
      {});
  const app::History history = app::read_history(*one.world, *scenario);
  for (const app::Stay& stay : history.stays) CHECK(stay.from <= stay.to);
  return true;
}

}  // namespace

TEST_CASE("settings: any value of any setting is refused with a complaint, or the run answers") {
  std::vector<app::SourceText> sources;
  for (const auto& file : fs::recursive_directory_iterator("scenarios")) {
    if (file.path().extension() != ".yaml" || file.file_size() > 8000) continue;
    sim::Diagnostics diagnostics;
    sources.push_back(app::read_source(file.path().string(), diagnostics).value());
  }
  std::ranges::sort(sources, {}, &app::SourceText::path);
  const std::uint64_t seed = from_environment("FASTBUSY_SETTINGS_SEED", 1);
  const std::uint64_t count = from_environment("FASTBUSY_SETTINGS_COUNT", 400);
  Dice dice(seed);
  std::uint64_t ran = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    const app::SourceText& source = sources[dice.below(sources.size())];
    sim::Diagnostics diagnostics;
    auto scenario = app::load(source, {}, diagnostics).value();
    const std::vector<Setting> settings = settings_of(scenario);
    const Setting& setting = settings[dice.below(settings.size())];
    const std::string value = dice.value(setting.shape, scenario);
    const bool later = dice.below(2) == 0;
    INFO("seed " << seed << ", number " << i << ": " << source.path << " " << setting.path << "="
                 << value << (later ? " in the timeline" : ""));
    if (later) {
      const std::string item = "  - {at: 20s, set: {" + setting.path + ": \"" + value + "\"}}\n";
      ran += try_out({source.path, with_item(source.text, item)}, {}) ? 1 : 0;
    } else {
      const auto set = sim::parse_assignment("--set", setting.path + "=" + value, diagnostics);
      REQUIRE(set);
      ran += try_out(source, {*set}) ? 1 : 0;
    }
  }
  CHECK(ran > count / 4);
  CHECK(ran < count);
}
