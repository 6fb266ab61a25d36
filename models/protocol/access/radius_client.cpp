#include "models/protocol/access/radius_client.hpp"

#include <algorithm>

namespace models {

RadiusClient::Server& RadiusClient::server(std::size_t number) {
  if (number >= servers_.size()) servers_.resize(number + 1);
  return servers_[number];
}

std::size_t RadiusClient::next_server(std::size_t from, Time now) const {
  while (from < config_->servers.size() && is_dead(from, now)) ++from;
  return from;
}

void RadiusClient::ask(std::uint16_t port, RadiusMessage request, Time now, RadiusActions& out) {
  std::erase_if(requests_, [&](const Request& other) {
    return other.port == port && other.message.station == request.station;
  });
  constexpr std::size_t most = 256;  // identifiers [rfc2865] 3
  const std::size_t first = next_server(0, now);
  if (first >= config_->servers.size() || requests_.size() == most) {
    none_left_ = true;
    out.push_back(RadiusUnanswered{port, request.station});
    return;
  }
  const auto is_taken = [&](std::uint8_t identifier) {
    return std::ranges::any_of(
        requests_, [&](const Request& r) { return r.message.identifier == identifier; });
  };
  do {
    ++identifier_;
  } while (is_taken(identifier_));
  request.identifier = identifier_;
  Request& fresh = requests_.emplace_back();
  fresh.message = request;
  fresh.port = port;
  fresh.server = static_cast<std::uint8_t>(first);
  send(fresh, now, out);
}

void RadiusClient::send(Request& request, Time now, RadiusActions& out) {
  ++request.sent;
  request.deadline = now + config_->timeout;
  out.push_back(RadiusSend{config_->servers[request.server], request.message});
}

void RadiusClient::receive(const RadiusMessage& answer, Ipv4 from, Time, RadiusActions& out) {
  const auto& all = config_->servers;
  const auto place = static_cast<std::size_t>(std::ranges::find(all, from) - all.begin());
  if (place == all.size()) return;
  const auto request = std::ranges::find_if(requests_, [&](const Request& r) {
    return r.message.identifier == answer.identifier && r.server == place &&
           r.message.station == answer.station;
  });
  const bool is_probe = answer.station == Mac{};
  if (request == requests_.end() && !is_probe) return;
  Server& answering = server(place);
  answering = {};
  if (request != requests_.end()) {
    out.push_back(RadiusAnswered{request->port, answer});
    requests_.erase(request);
  }
  if (std::exchange(none_left_, false)) out.push_back(RadiusServerBack{});
}

// [catalyst-radius]: dead for its time, or until a probe is answered.
void RadiusClient::gave_up(std::size_t number, Time now) {
  Server& silent = server(number);
  silent.failed = true;
  const bool probes = config_->probe_interval > 0s;
  if (config_->dead_time > 0s) silent.dead_until = probes ? never : now + config_->dead_time;
  if (probes) silent.probe_at = now + config_->probe_interval;
}

void RadiusClient::wake(Time now, RadiusActions& out) {
  for (std::size_t i = 0; i < servers_.size(); ++i) {
    Server& one = servers_[i];
    if (i >= config_->servers.size()) break;
    if (now >= one.probe_at) {
      one.probe_at = now + std::max(config_->probe_interval, config_->timeout);
      out.push_back(RadiusSend{config_->servers[i],
                               {.code = RadiusCode::request, .identifier = identifier_}});
      return;
    }
    if (one.dead_until != Time{} && now >= one.dead_until) {
      one = {};
      if (std::exchange(none_left_, false)) out.push_back(RadiusServerBack{});
      return;
    }
  }
  const auto due =
      std::ranges::find_if(requests_, [&](const Request& r) { return now >= r.deadline; });
  if (due == requests_.end()) return;
  if (is_dead(due->server, now)) {  // another request has found out
    due->sent = config_->retransmits + 1;
  }
  if (due->sent <= config_->retransmits && due->server < config_->servers.size()) {
    return send(*due, now, out);
  }
  gave_up(due->server, now);
  const std::size_t next = next_server(due->server + std::size_t{1}, now);
  if (next < config_->servers.size()) {
    due->server = static_cast<std::uint8_t>(next);
    due->sent = 0;
    return send(*due, now, out);
  }
  none_left_ = true;
  out.push_back(RadiusUnanswered{due->port, due->message.station});
  requests_.erase(due);
}

void RadiusClient::stop() {
  servers_.clear();
  requests_.clear();
  none_left_ = false;
}

Time RadiusClient::deadline() const {
  Time first = never;
  for (const Request& request : requests_) first = std::min(first, request.deadline);
  const std::size_t known = std::min(servers_.size(), config_->servers.size());
  for (std::size_t i = 0; i < known; ++i) {
    const Server& one = servers_[i];
    if (one.dead_until != Time{}) first = std::min(first, one.dead_until);
    first = std::min(first, one.probe_at);
  }
  return first;
}

}  // namespace models
