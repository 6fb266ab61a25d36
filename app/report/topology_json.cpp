// Devices and links for the page's picture, and the marks on it: where the frames died that cost a
// registration, and whose setting decided.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <span>
#include <tuple>

#include "app/report/page_data.hpp"
#include "app/report/stories.hpp"
#include "app/scenario/parts.hpp"
#include "sim/schema/override.hpp"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

struct Place {
  std::vector<std::size_t> devices{};
  std::vector<std::size_t> links{};

  void add(const Place& other) {
    devices.insert(devices.end(), other.devices.begin(), other.devices.end());
    links.insert(links.end(), other.links.begin(), other.links.end());
  }
};

// What a path such as sw1.port_security.aging_time, links.3.loss or timeline.2 speaks of.
Place mark_place(const Scenario& scenario, const std::string& path) {
  const std::vector<std::string> pieces = sim::split_path(path);
  if (pieces.size() < 2) return {};
  Place place;
  const std::size_t number = std::strtoull(pieces[1].c_str(), nullptr, 10);
  if (pieces[0] == "links") {
    const auto link = link_number(pieces[1], scenario.link_specs.size());
    for (std::size_t i = 0; i < scenario.links.size(); ++i) {
      if (scenario.links[i].entry == link) place.links.push_back(i);
    }
  } else if (pieces[0] == "timeline") {
    using Kind = TimelineEntry::Kind;
    for (const TimelineEntry& entry : scenario.timeline) {
      if (entry.number != number) continue;
      const bool cables = entry.kind == Kind::plug || entry.kind == Kind::unplug;
      (cables ? place.links : place.devices) = entry.targets;
    }
  } else if (const Entry* entry = scenario.entry(pieces[0])) {
    for (std::size_t i = 0; i < entry->count; ++i) place.devices.push_back(entry->first + i);
  } else if (const auto device = scenario.device(pieces[0])) {
    place.devices.push_back(*device);
  }
  return place;
}

// What is told of one place; it counts the registrations that it cost.
struct Mark {
  std::optional<std::size_t> device{};  // where frames died
  std::optional<std::size_t> link{};
  std::string fate{};
  std::string setting{};  // or who decided
  std::string event{};
  auto operator<=>(const Mark&) const = default;
};

class Marks {
 public:
  void add(const Cause& cause) {
    if (cause.drop) {
      const auto device = cause.died_on ? std::nullopt : cause.died_at;
      const std::string fate(models::describe(cause.drop->fate).name);
      ++counts_[{.device = device, .link = cause.died_on, .fate = fate}];
    }
    if (!cause.setting.empty()) ++counts_[{.setting = cause.setting, .event = cause.event}];
  }

  Json json(const Scenario& scenario) const {
    constexpr std::size_t most = 12;  // more is no picture any more
    std::vector<Told> marks = told(scenario);
    std::ranges::stable_sort(marks, {}, [](const Told& told) {  // most first; where, then why
      return std::pair{-static_cast<std::int64_t>(told.cost), told.mark.fate.empty()};
    });
    if (marks.size() > most) marks.resize(most);
    Json list = Json::array();
    for (const auto& [mark, place, cost] : marks) {
      list.push_back({{"devices", place.devices},
                      {"links", place.links},
                      {"fate", mark.fate},
                      {"setting", mark.setting},
                      {"value", mark.event.empty() ? value_of(scenario, mark.setting) : mark.event},
                      {"cost", cost}});
    }
    return list;
  }

 private:
  struct Told {
    Mark mark{};
    Place place{};
    std::size_t cost = 0;
  };

  // Many devices, or cables, of one entry where frames died of the same are one mark.
  std::vector<Told> told(const Scenario& scenario) const {
    constexpr std::size_t many = 4;
    std::map<std::tuple<bool, std::size_t, std::string>, std::vector<Told>> died;
    std::vector<Told> marks;
    for (const auto& [mark, cost] : counts_) {
      Told one{mark, mark_place(scenario, mark.setting), cost};
      if (mark.device) one.place.devices.push_back(*mark.device);
      if (mark.link) one.place.links.push_back(*mark.link);
      if (mark.link) {
        died[{true, scenario.links[*mark.link].entry, mark.fate}].push_back(std::move(one));
      } else if (mark.device) {
        died[{false, scenario.devices[*mark.device].entry, mark.fate}].push_back(std::move(one));
      } else {
        marks.push_back(std::move(one));
      }
    }
    for (auto& [entry, group] : died) {
      if (group.size() >= many) {
        Told& first = group[0];
        for (const Told& other : std::span(group).subspan(1)) {
          first.place.add(other.place);
          first.cost += other.cost;
        }
        group.resize(1);
      }
      marks.insert(marks.end(), group.begin(), group.end());
    }
    return marks;
  }

  std::map<Mark, std::size_t> counts_;
};

Json entries(const Scenario& scenario) {
  Json list = Json::array();
  for (const Entry& entry : scenario.entries) {
    Json servers = Json::array();
    for (const auto& server : servers_of(entry.specs[0])) {
      if (const auto device = scenario.device(server.value)) servers.push_back(*device);
    }
    list.push_back({{"name", entry.name},
                    {"kind", models::kind_word(entry.kind)},
                    {"is_phone", is_phone(entry.kind)},
                    {"first", entry.first},
                    {"count", entry.count},
                    {"servers", servers}});
  }
  return list;
}

}  // namespace

Json topology_json(const RunResult& result) {
  const Scenario& scenario = result.scenario;
  Json devices = Json::array(), links = Json::array();
  for (const Device& device : scenario.devices) {
    const bool has_address = device.address.address != sim::Ipv4{};
    devices.push_back(
        {device.name, device.entry, has_address ? sim::to_text(device.address.address) : ""});
  }
  Json ports = Json::array();  // by link: of both ends; empty: of a device with one
  for (const models::Edge& edge : neighbours(scenario)) links.push_back({edge.a, edge.b});
  for (const LinkPlan& link : scenario.links) {
    const auto port = [&](std::size_t device, std::uint16_t number) {
      const std::string text = port_text(scenario, device, number);
      const std::size_t colon = text.find(':');
      return colon == std::string::npos ? "" : text.substr(colon + 1);
    };
    ports.push_back({port(link.a, link.port_a), port(link.b, link.port_b)});
  }
  Marks marks;
  for (const Stay& stay : result.history.stays) {
    if (stay.lost) marks.add(stay.cause);
  }
  for (const Absence& never : result.history.never_registered) marks.add(never.cause);
  return {{"entries", entries(scenario)},
          {"devices", devices},
          {"links", links},
          {"ports", ports},
          {"marks", marks.json(scenario)}};
}

}  // namespace app
