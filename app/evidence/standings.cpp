#include "app/evidence/standings.hpp"

#include <algorithm>
#include <functional>

#include "app/scenario/kinds/spec.hpp"

namespace app {

using models::BindingFact;
using models::PhoneFact;
using models::Unbound;

Standings::Standings(const World& world, const Scenario& scenario) {
  const models::Network& network = world.network();
  phones_.resize(network.number_of_phones());
  for (std::uint32_t i = 0; i < phones_.size(); ++i) {
    const Device& device = scenario.devices[world.phone(i)];
    const Spec& spec = scenario.entries[device.entry].specs[device.spec];
    phones_[i].is_lync = std::get<PhoneSpec>(spec).is_lync();
    Time boots = network.at<models::Phone>(network.phone_nodes()[i]).first_wake();
    for (const TimelineEntry& entry : scenario.timeline) {
      using Kind = TimelineEntry::Kind;
      if (entry.kind != Kind::power_on && entry.kind != Kind::power_off) continue;
      if (std::ranges::find(entry.targets, world.phone(i)) == entry.targets.end()) continue;
      power_.push_back({entry.at, i, entry.kind == Kind::power_on});
      if (entry.at <= boots) boots = models::never;  // whoever switches it by hand means it
    }
    if (boots != models::never) power_.push_back({boots, i, true});
  }
  std::ranges::stable_sort(power_, {}, &Power::at);
}

std::vector<std::vector<Standings::Change>> Standings::read(const World& world) {
  const models::Journal& journal = world.network().journal();
  struct New {
    Time at;
    std::uint32_t phone;
    std::function<void()> take;
  };
  std::vector<New> news;
  for (; next_power_ < power_.size() && power_[next_power_].at <= world.network().now();
       ++next_power_) {
    const Power& power = power_[next_power_];
    news.push_back({power.at, power.phone, [&] {
                      phones_[power.phone].is_on = power.on;
                      phones_[power.phone].has_been = false;
                    }});
  }
  for (; next_binding_ < journal.bindings.size(); ++next_binding_) {
    const BindingFact& fact = journal.bindings[next_binding_];
    news.push_back({fact.at, fact.phone, [&] { take(fact); }});
  }
  for (; next_fact_ < journal.phones.size(); ++next_fact_) {
    const PhoneFact& fact = journal.phones[next_fact_];
    news.push_back({fact.at, fact.phone, [&] { take(world, fact); }});
  }
  std::ranges::stable_sort(news, {}, &New::at);
  std::vector<std::vector<Change>> changes(phones_.size());
  for (const New& one : news) {
    one.take();
    Phone& phone = phones_[one.phone];
    const Standing now = standing(phone);
    if (now == phone.last) continue;
    phone.last = now;
    phone.has_been = phone.has_been || !now.out;
    changes[one.phone].push_back({one.at, now});
  }
  return changes;
}

void Standings::take(const World& world, const PhoneFact& fact) {
  using Kind = PhoneFact::Kind;
  if (fact.is_of_boot()) return;
  Phone& phone = phones_[fact.phone];
  const auto server = [&] {
    return world.node(world.stands_in_for(world.server_of(fact.phone, fact.server), fact.at));
  };
  if (fact.kind == Kind::registered) {
    phone.believes = server();
  } else if (fact.kind != Kind::moved || phone.believes == server()) {
    phone.believes.reset();
  }
}

void Standings::take(const BindingFact& fact) {
  const bool silent = fact.why == Unbound::unreachable;
  const auto out = silent ? Deaf::unreachable : Deaf::not_registered;
  phones_[fact.phone].servers[fact.server.index()] = {
      .out = fact.bound ? std::nullopt : std::optional(out), .server = fact.server};
}

Standing Standings::standing(const Phone& phone) {
  if (!phone.is_on) return {.out = Deaf::switched_off};
  const Standing away{.out = phone.has_been ? Deaf::not_registered : Deaf::starting};
  if (!phone.believes) return away;
  const Standing* best = nullptr;
  for (const auto& [index, says] : phone.servers) {
    if (!phone.is_lync && says.server != *phone.believes) continue;
    if (best == nullptr || (best->out && !says.out)) best = &says;
  }
  if (best == nullptr) return away;
  return best->out == Deaf::not_registered ? away : *best;
}

}  // namespace app
