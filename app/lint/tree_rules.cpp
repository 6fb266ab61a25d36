// FB206: how long spanning tree is without a way, and who waits for it.
#include <algorithm>
#include <map>

#include "app/lint/rule.hpp"
#include "app/lint/site.hpp"

namespace app {
namespace {

using namespace std::chrono_literals;

bool is_slow(const Site& site, std::size_t device) {
  const auto* sw = site.as<SwitchSpec>(device);
  return sw != nullptr && sw->stp.enabled && sw->stp.mode == models::SpanningTreeMode::stp;
}

// Another way between the two ends of a cable.
bool has_detour(const Site& site, std::size_t without) {
  const auto& links = site.scenario().links;
  std::vector<models::Edge> edges;
  for (std::size_t i = 0; i < links.size(); ++i) {
    if (i != without) edges.push_back({links[i].a, links[i].b});
  }
  const auto part = models::components(site.scenario().devices.size(), edges);
  return part[links[without].a] == part[links[without].b];
}

}  // namespace

// [ieee-802-1d] 8.4.2, 8.5: max_age, where the failure is not at an own port, and two forward
// delays.
std::vector<Suspicion> tree_patience(const Site& site) {
  std::map<std::string, Suspicion> by_settings;  // of several cables the one nearest the server
  const auto& links = site.scenario().links;
  for (const PhoneGroup& phone : site.phones()) {
    const auto servers = site.servers(phone);
    if (servers.empty() || phone.spec->is_trunk()) continue;
    const auto patience = site.patience(phone, servers[0]);
    const std::vector<std::size_t> way = site.way(phone.device, servers[0]);
    for (std::size_t i = 0; patience && i + 1 < way.size(); ++i) {
      if (!is_slow(site, way[i]) || !is_slow(site, way[i + 1])) continue;
      const auto is_it = [&](const LinkPlan& link) {
        return (link.a == way[i] && link.b == way[i + 1]) ||
               (link.b == way[i] && link.a == way[i + 1]);
      };
      const auto cable = std::ranges::find_if(links, is_it);
      const auto number = static_cast<std::size_t>(cable - links.begin());
      const auto& stp = site.as<SwitchSpec>(way[i])->stp;
      const Duration takes = stp.forward_delay * 2;
      const bool is_patient = patience->every > takes + stp.max_age;
      if (cable == links.end() || is_patient || !has_detour(site, number)) continue;
      Suspicion found;
      const std::string names = site.name(way[i]) + " and " + site.name(way[i + 1]);
      const std::string mode = site.path(way[i], "stp.mode");
      found.message = "when the cable of " + names + " fails, nothing passes for " +
                      sim::to_text(takes) + " to " + sim::to_text(takes + stp.max_age) + ", and " +
                      site.group_name(phone.device) + " and its call server wait " +
                      sim::to_text(patience->every) + " for each other";
      found.paths = {mode, patience->path, site.path(way[i], "stp.forward_delay")};
      const Time at = site.settled();
      found.stress = Stress{
          .acts = {{.at = at,
                    .kind = TimelineEntry::Kind::unplug,
                    .targets = {number},
                    .text = "unplug " + names}},
          .text = "the cable of " + names + " pulled after " + sim::to_text(at.time_since_epoch()),
          .watched = at.time_since_epoch() + 30min};
      SetTo rapid;
      for (std::size_t sw = 0; sw < site.scenario().devices.size(); ++sw) {
        const std::string path = site.path(sw, "stp.mode");
        const auto is_set = [&](const auto& set) { return set.first == path; };
        if (is_slow(site, sw) && std::ranges::none_of(rapid, is_set))
          rapid.emplace_back(path, "rstp");
      }
      add_cure(found, rapid);
      by_settings.insert_or_assign(patience->path, std::move(found));
    }
  }
  std::vector<Suspicion> all;
  for (auto& [settings, found] : by_settings) all.push_back(std::move(found));
  return all;
}

}  // namespace app
