// FB203, FB207: of two routes to one network the second takes over when somebody notices that the
// first leads nowhere, and how long that takes.
#include <algorithm>

#include "app/lint/rule.hpp"
#include "app/lint/site.hpp"

namespace app {
namespace {

using namespace std::chrono_literals;

// A route with another one behind it, and the far cable of its next hop.
struct Floating {
  std::size_t router = 0;
  std::size_t first = 0;  // routes, from 0
  std::size_t second = 0;
  std::size_t next = 0;    // device
  std::size_t server = 0;  // to which the way leads on
  std::size_t cable = 0;
  std::string cable_text{};
};

template <class Visit>
void each_floating(const Site& site, Visit visit) {
  if (site.phones().empty() || site.servers(site.phones()[0]).empty()) return;
  const std::size_t server = site.servers(site.phones()[0])[0];
  const auto& links = site.scenario().links;
  for (const std::size_t router : site.all<RouterSpec>()) {
    const auto& routes = site.as<RouterSpec>(router)->routes;
    for (std::size_t i = 0; i < routes.size(); ++i) {
      for (std::size_t j = 0; j < routes.size(); ++j) {
        const bool floats = routes[i].to.network() == routes[j].to.network() &&
                            routes[i].to.prefix_length == routes[j].to.prefix_length &&
                            routes[i].distance < routes[j].distance;
        const auto next = floats ? site.owner(routes[i].via) : std::nullopt;
        if (!next) continue;
        const std::vector<std::size_t> way = site.way(*next, server);
        if (way.size() < 2 || way[1] == router) continue;
        const auto cable = std::ranges::find_if(links, [&](const LinkPlan& link) {
          return (link.a == way[0] && link.b == way[1]) || (link.b == way[0] && link.a == way[1]);
        });
        if (cable == links.end()) continue;
        visit(Floating{.router = router,
                       .first = i,
                       .second = j,
                       .next = *next,
                       .server = server,
                       .cable = static_cast<std::size_t>(cable - links.begin()),
                       .cable_text = site.name(way[0]) + " and " + site.name(way[1])});
      }
    }
  }
}

Stress far_cable_pulled(const Site& site, const Floating& one) {
  const Time at = site.settled();
  return {.acts = {{.at = at,
                    .kind = TimelineEntry::Kind::unplug,
                    .targets = {one.cable},
                    .text = "unplug " + one.cable_text}},
          .text = "the cable of " + one.cable_text + " pulled after " +
                  sim::to_text(at.time_since_epoch()),
          .watched = at.time_since_epoch() + 1h};
}

}  // namespace

// A static route knows its own cable at most, not what is beyond the next router.
std::vector<Suspicion> floating_route(const Site& site) {
  std::vector<Suspicion> all;
  each_floating(site, [&](const Floating& one) {
    const auto& routes = site.as<RouterSpec>(one.router)->routes;
    if (routes[one.first].track) return;
    const std::string route = site.path(one.router, "routes." + std::to_string(one.first + 1));
    const std::string other = site.path(one.router, "routes." + std::to_string(one.second + 1));
    Suspicion found;
    found.message = site.name(one.router) + " goes on sending to " +
                    to_text(routes[one.first].via) + " when the way ends behind " +
                    site.name(one.next) + "; the route over " + to_text(routes[one.second].via) +
                    " stands by in vain";
    found.paths = {route + ".track", other + ".distance"};
    found.stress = far_cable_pulled(site, one);
    found.by_calls = true;
    const sim::Ipv4 asked = site.scenario().devices[one.server].address.address;
    add_cure(found, {{route + ".track", to_text(asked)}});
    all.push_back(std::move(found));
  });
  return all;
}

// The monitor of a route takes so many pings without an answer.
std::vector<Suspicion> tracking_patience(const Site& site) {
  std::vector<Suspicion> all;
  each_floating(site, [&](const Floating& one) {
    const auto* router = site.as<RouterSpec>(one.router);
    if (!router->routes[one.first].track) return;
    const auto& probe = router->route_tracking;
    const Duration takes = probe.every * probe.failures;
    for (const PhoneGroup& phone : site.phones()) {
      const auto servers = site.servers(phone);
      const auto patience = servers.empty() ? std::nullopt : site.patience(phone, servers[0]);
      if (!patience || patience->every > takes + takes / 10) continue;
      const std::string every = site.path(one.router, "route_tracking.every");
      Suspicion found;
      found.message = site.name(one.router) + " notices after " + sim::to_text(takes) +
                      " that the way over " + site.name(one.next) + " is gone, and " +
                      site.group_name(phone.device) + " and its call server wait " +
                      sim::to_text(patience->every) + " for each other";
      found.holds = patience->every > takes;
      found.paths = {every, patience->path, site.path(one.router, "route_tracking.failures")};
      found.stress = far_cable_pulled(site, one);
      const Duration sooner = patience->every / (4 * probe.failures);
      add_cure(found, {{every, sim::to_text(std::max<Duration>(100ms, sooner / 100ms * 100ms))}});
      all.push_back(std::move(found));
      break;  // one group tells it
    }
  });
  return all;
}

}  // namespace app
