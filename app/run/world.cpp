#include "app/run/world.hpp"

#include <algorithm>

#include "app/run/configs.hpp"

namespace app {
World::World(const Scenario& scenario, std::uint64_t seed) : scenario_(scenario) {
  models::NetworkSize size;
  for (const Device& device : scenario.devices) {
    const Entry& entry = scenario.entries[device.entry];
    size.ports += static_cast<std::uint32_t>(port_count(entry.specs[0]));
    size.phones += is_phone(entry.kind) ? 1 : 0;
    if (const auto* phone = std::get_if<PhoneSpec>(&entry.specs[0])) {
      size.clients += phone->is_sccp() || phone->transport != models::SipTransport::udp ? 1 : 0;
    }
    ++size.devices[models::place_of(entry.kind)];
  }
  network_ = std::make_unique<models::Network>(size, seed);
  plugged_.resize(scenario.links.size());
  std::array<std::size_t, models::kind_count> next{};
  for (const Entry& entry : scenario.entries) {
    std::size_t& n = next[static_cast<std::size_t>(entry.kind)];
    first_config_.push_back(n);
    n += entry.specs.size();
    for (const Spec& spec : entry.specs) {
      std::visit(
          [&](const auto& s) {
            auto config = config_of(s, scenario, names_);
            std::get<std::deque<decltype(config)>>(configs_).push_back(std::move(config));
          },
          spec);
    }
  }
  for (const LinkSpec& spec : scenario.link_specs) link_configs_.push_back(link_config(spec));
  for (std::size_t i = 0; i < scenario.devices.size(); ++i) {
    const Device& device = scenario.devices[i];
    const Entry& entry = scenario.entries[device.entry];
    const models::Identity who{device.mac, device.address, device.name,
                               static_cast<std::uint32_t>(i - entry.first)};
    std::visit(
        [&](const auto& spec) {
          using Config = decltype(config_of(spec, scenario, names_));
          auto& configs = std::get<std::deque<Config>>(configs_);
          nodes_.push_back(network_->add(configs[first_config_[device.entry] + device.spec], who));
        },
        entry.specs[0]);
    devices_[static_cast<std::size_t>(entry.kind)].push_back(i);
    const bool is_own = device.address.address.value != 0 && !trunk_host(scenario, i);
    if (is_own) addresses_.emplace_back(device.address.address, i);
    if (const auto* router = std::get_if<RouterSpec>(&entry.specs[0])) {
      for (const auto& one : router->interfaces) {
        addresses_.emplace_back(one.address.value.address, i);
      }
    }
  }
  std::ranges::sort(addresses_);
  for (std::size_t i = 0; i < scenario.devices.size(); ++i) {
    if (const auto host = trunk_host(scenario, i)) network_->lodge(nodes_[i], nodes_[*host]);
  }
  for (std::size_t i = 0; i < scenario.links.size(); ++i) {
    const LinkPlan& link = scenario.links[i];
    network_->connect({nodes_[link.a], link.port_a}, {nodes_[link.b], link.port_b},
                      link_configs_[link.entry],
                      scenario.devices[link.a].name + " - " + scenario.devices[link.b].name);
    plug(static_cast<std::uint32_t>(i), scenario.link_specs[link.entry].up);
  }
  network_->start();
}

void World::plug(std::uint32_t cable, bool in_file) {
  network_->plug(cable, plugged_[cable].value_or(in_file));
}

void World::reconfigure(const Reconfiguration& change) {
  for (const auto& [entry, spec, value] : change.specs) {
    ENSURE(spec < scenario_.entries[entry].specs.size());  // or it would be the next entry's
    std::visit(
        [&, n = first_config_[entry] + spec](const auto& s) {
          auto config = config_of(s, scenario_, names_);
          std::get<std::deque<decltype(config)>>(configs_)[n] = std::move(config);
        },
        value);
  }
  for (const auto& [link, value] : change.links) {
    link_configs_[link] = link_config(value);
    for (std::uint32_t i = 0; i < scenario_.links.size(); ++i) {
      if (scenario_.links[i].entry == link) plug(i, value.up);
    }
  }
  network_->reconfigured();
}

void World::move(const std::vector<TimelineEntry::Move>& moves) {
  for (const auto& [device, to] : moves) {
    network_->readdress(nodes_[device], to);
    moved_.push_back({network_->now(), to.address, device});
  }
}

std::size_t World::stands_in_for(std::size_t server, Time at) const {
  std::size_t holder = server;
  for (const Moved& one : moved_) {
    const bool same = one.to == scenario_.devices[server].address.address;
    if (same && one.at <= at) holder = one.device;
  }
  return holder;
}

void World::apply(const TimelineEntry& entry) {
  using Kind = TimelineEntry::Kind;
  if (!entry.talks.empty()) return talk(entry);
  for (const std::size_t target : entry.targets) {
    switch (entry.kind) {
      case Kind::power_on:
      case Kind::power_off:
        network_->power(nodes_[target], entry.kind == Kind::power_on, entry.restarts);
        break;
      case Kind::plug:
      case Kind::unplug:
        plugged_[target] = entry.kind == Kind::plug;
        network_->plug(static_cast<std::uint32_t>(target), entry.kind == Kind::plug);
        break;
      case Kind::stop_service: network_->act(nodes_[target], models::ProcessAct::stop); break;
      case Kind::start_service: network_->act(nodes_[target], models::ProcessAct::start); break;
      case Kind::hang: network_->act(nodes_[target], models::ProcessAct::hang); break;
      case Kind::resume: network_->act(nodes_[target], models::ProcessAct::resume); break;
      case Kind::clear_arp: network_->clear(nodes_[target], models::ClearedTable::arp); break;
      case Kind::clear_mac: network_->clear(nodes_[target], models::ClearedTable::mac); break;
      case Kind::clear_nat: network_->clear(nodes_[target], models::ClearedTable::nat); break;
      case Kind::clear_auth: network_->clear(nodes_[target], models::ClearedTable::auth); break;
      case Kind::clear_bindings:
        network_->clear(nodes_[target], models::ClearedTable::bindings);
        break;
      case Kind::coa: network_->change_authorization(nodes_[target]); break;
      case Kind::call: {
        const std::uint32_t phone = *network_->phone_number(nodes_[target]);
        network_->call(server_for(phone), phone);
        break;
      }
      case Kind::hold:
      case Kind::unhold: network_->hold(nodes_[target], entry.kind == Kind::hold); break;
      case Kind::set: break;  // reconfigure()
    }
  }
}

void World::talk(const TimelineEntry& entry) {
  for (const auto& [caller, called, lasts] : entry.talks) {
    const std::uint32_t number =
        called ? *network_->phone_number(nodes_[*called]) : models::outside_the_house;
    if (caller) {
      network_->dial(nodes_[*caller], number, lasts);
    } else {
      network_->talk(server_for(number), number, lasts);
    }
  }
}

// That reaches it; if none does, one where it is registered; else the first.
models::NodeId World::server_for(std::uint32_t phone) const {
  const Device& d = scenario_.devices[this->phone(phone)];
  const auto servers = servers_of(scenario_.entries[d.entry].specs[d.spec]);
  const auto node_of = [&](const auto& word) {
    return nodes_[stands_in_for(*scenario_.device(word.value), network_->now())];
  };
  models::NodeId best = node_of(servers.front());
  const auto rank = [&](models::NodeId node) {
    const models::CallServer& server = network_->at<models::CallServer>(node);
    const bool is_peer = server.pbx() != nullptr && server.pbx()->peer(phone).is_registered();
    return (server.holds(phone) ? 2 : 0) + (is_peer ? 1 : 0);
  };
  for (const auto& word : servers) {
    const models::NodeId node = node_of(word);
    if (rank(node) > rank(best)) best = node;
  }
  return best;
}

std::size_t World::device(models::NodeId node) const { return devices_[node.kind()][node.index()]; }

std::size_t World::server_of(std::uint32_t number, models::ServerIndex server) const {
  const Device& d = scenario_.devices[phone(number)];
  return *scenario_.device(servers_of(scenario_.entries[d.entry].specs[d.spec])[server].value);
}

std::optional<std::size_t> World::device_at(sim::Ipv4 address) const {
  const auto found =
      std::ranges::lower_bound(addresses_, address, {}, &std::pair<sim::Ipv4, std::size_t>::first);
  if (found == addresses_.end() || found->first != address) return std::nullopt;
  return found->second;
}

}  // namespace app
