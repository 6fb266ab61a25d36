#include "models/protocol/access/radius_server.hpp"

#include <algorithm>

namespace models {

bool RadiusServer::knows(Ipv4 client) const {
  const auto& clients = config_->clients;
  return clients.empty() || std::ranges::find(clients, client) != clients.end();
}

const RadiusGrant* RadiusServer::station(Mac mac) const {
  const auto& all = config_->stations;
  const auto found =
      std::ranges::find_if(all, [&](const RadiusStation& one) { return one.covers(mac); });
  return found == all.end() ? nullptr : &*found;
}

RadiusMessage RadiusServer::accept(const RadiusMessage& request, const RadiusGrant& grant) const {
  RadiusMessage answer = request;
  answer.eap = {.code = EapCode::success, .identifier = request.eap.identifier};
  answer.code = RadiusCode::accept;
  answer.is_voice = grant.voice;
  answer.vlan = static_cast<std::uint16_t>(grant.vlan);
  answer.session_timeout = static_cast<std::uint32_t>(grant.session_timeout / 1s);
  answer.reauthenticates = grant.reauthenticates;
  return answer;
}

// The identity goes along, as State does ([rfc2865] 5.24).
RadiusMessage RadiusServer::challenge(const RadiusMessage& request, EapType method,
                                      std::uint8_t round) const {
  RadiusMessage answer = request;
  answer.code = RadiusCode::challenge;
  answer.eap.code = EapCode::request;
  answer.eap.type = method;
  answer.eap.identifier = static_cast<std::uint8_t>(request.eap.identifier + 1);
  answer.eap.round = round;
  answer.eap.secret = {};
  return answer;
}

RadiusMessage RadiusServer::answer(const RadiusMessage& request) const {
  RadiusMessage reject = request;
  reject.code = RadiusCode::reject;
  reject.eap = {.code = EapCode::failure, .identifier = request.eap.identifier};
  if (!config_->accepts) return reject;
  if (!request.has_eap) {
    const RadiusGrant* grant = station(request.station);
    return grant == nullptr ? reject : accept(request, *grant);
  }
  const EapMessage& eap = request.eap;
  if (eap.type == EapType::identity) return challenge(request, config_->method, 1);
  if (eap.type == EapType::nak) return challenge(request, eap.desired, 1);
  const auto found = std::ranges::find(config_->accounts, eap.identity, &RadiusAccount::identity);
  if (found == config_->accounts.end() || found->password != eap.secret) return reject;
  if (eap.type == EapType::tls && eap.round < config_->tls_rounds) {
    return challenge(request, eap.type, static_cast<std::uint8_t>(eap.round + 1));
  }
  return accept(request, *found);
}

}  // namespace models
