#include "models/protocol/boot/sntp_client.hpp"

#include <algorithm>

namespace models {

void SntpClient::start(Ipv4 told, Time now, SntpActions& out) {
  servers_.clear();
  if (config_->uses_option && told != Ipv4{}) servers_.push_back(told);
  for (const Ipv4 own : config_->servers) {
    if (own != told && servers_.size() < 3) servers_.push_back(own);
  }
  server_ = 0;
  tries_ = 0;
  if (servers_.empty()) {
    deadline_ = never;
    out.push_back(SntpFailed{SntpFailure::no_server, {}});
    return;
  }
  ask(now, out);
}

void SntpClient::ask(Time now, SntpActions& out) {
  ++tries_;
  deadline_ = now + config_->timeout;
  out.push_back(NtpSend{{.user = user_}, servers_[server_]});
}

void SntpClient::power_off() {
  stop();
  if (!config_->keeps_time) is_set_ = false;
}

// RFC 4330 5: from who was asked, and synchronized itself.
void SntpClient::receive(const NtpMessage& m, Ipv4 from, Time now, SntpActions& out) {
  if (!m.is_answer || !m.is_synchronized || tries_ == 0 || from != servers_[server_]) return;
  is_set_ = true;
  tries_ = 0;
  deadline_ = now + config_->poll;
  out.push_back(ClockSet{});
}

void SntpClient::wake(Time now, SntpActions& out) {
  if (now < deadline_) return;
  if (tries_ < config_->tries) return ask(now, out);
  const Ipv4 failed = servers_[server_];
  tries_ = 0;
  server_ = static_cast<std::uint8_t>((server_ + 1U) % servers_.size());
  if (server_ != 0) return ask(now, out);
  deadline_ = now + config_->retry;
  out.push_back(SntpFailed{SntpFailure::no_answer, failed});
}

}  // namespace models
