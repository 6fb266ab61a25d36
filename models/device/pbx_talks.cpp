// A PBX's calls that are answered, beside its registrations.
#include "models/device/call_server.hpp"
#include "models/device/pbx_registrar.hpp"
#include "models/wire/call_tag.hpp"

namespace models {

const SipContact* PbxRegistrar::contact_of(const CallServer& server, std::uint32_t phone) const {
  if (phone >= peers_.size() || refusal(server, phone)) return nullptr;
  const auto targets = peers_[phone].sip.targets(server.config().sip);
  return targets.empty() ? nullptr : targets.front();
}

void PbxRegistrar::receive(CallServer& server, const CallMessage& message, Endpoint from, Time now,
                           Outbox& out) {
  if (talks_ == nullptr) talks_ = std::make_unique<ServerTalks>();
  const SipContact* whom = begins_a_call(message) ? contact_of(server, message.called()) : nullptr;
  talks_->receive(message, from, whom, server, now, out);
}

bool PbxRegistrar::receive(CallServer& server, const RtpPacket& packet, Endpoint from, Time now,
                           Outbox& out) {
  return talks_ != nullptr && talks_->receive(packet, from, server, now, out);
}

void PbxRegistrar::talk(CallServer& server, std::uint32_t phone, Duration lasts, Time now,
                        Outbox& out) {
  const auto why = refusal(server, phone);
  const SipContact* where = why ? nullptr : contact_of(server, phone);
  if (where == nullptr) {
    return ServerCalls::fail(phone, why.value_or(SipCallEnd::unreachable), now, out);
  }
  if (talks_ == nullptr) talks_ = std::make_unique<ServerTalks>();
  talks_->call(server, phone, *where, lasts, now, out);
}

std::vector<TalkFact> PbxRegistrar::talks(const CallServer& server, Time now) const {
  return talks_ == nullptr ? std::vector<TalkFact>{} : talks_->under_way(server, now);
}

}  // namespace models
