#include "models/protocol/boot/provisioning.hpp"

#include <algorithm>
#include <array>

namespace models {

using enum Provisioning::State;

namespace {

constexpr std::array cisco_files{PhoneFile::ctl, PhoneFile::itl, PhoneFile::sep_cnf};
constexpr std::array other_files{PhoneFile::mac_cfg};

bool heeds(BootOptions options, std::uint8_t option) {
  if (option == 66) return options != BootOptions::none;
  return option == 160 && options == BootOptions::option_160;
}

}  // namespace

PhoneFile Provisioning::file() const {
  return config_->files == FileSet::cisco ? cisco_files[file_] : other_files[0];
}

void Provisioning::start(const DhcpBoot& told, Time now, ProvisioningActions& out) {
  servers_.clear();
  const auto use = [&](Ipv4 server) {
    if (server != Ipv4{} && servers_.size() < 2) servers_.push_back(server);
  };
  if (config_->prefers_own) std::ranges::for_each(config_->servers, use);
  if (servers_.empty() && config_->options == BootOptions::option_150) {
    std::ranges::for_each(told.tftp_servers, use);
  }
  if (servers_.empty() && heeds(config_->options, told.option)) {
    if (told.name) {
      enter(resolving, never);  // DNS has its own patience
      out.push_back(ProvisioningResolve{told.name});
      return;
    }
    use(told.address);
  }
  if (servers_.empty()) std::ranges::for_each(config_->servers, use);
  begin(now, out);
}

void Provisioning::resolved(Ipv4 address, Time now, ProvisioningActions& out) {
  if (state_ != resolving) return;
  if (address != Ipv4{}) {
    servers_.push_back(address);
    return begin(now, out);
  }
  for (const Ipv4 own : config_->servers) {
    if (servers_.size() < 2) servers_.push_back(own);
  }
  if (servers_.empty()) return give_up(ProvisioningFailure::unresolved, now, out);
  begin(now, out);
}

void Provisioning::begin(Time now, ProvisioningActions& out) {
  server_ = 0;
  file_ = 0;
  if (servers_.empty()) return give_up(ProvisioningFailure::no_server, now, out);
  ask(now, out);
}

void Provisioning::ask(Time now, ProvisioningActions& out) {
  tries_ = 0;
  ask_once(now, out);
}

void Provisioning::ask_once(Time now, ProvisioningActions& out) {
  ++tries_;
  if (config_->protocol == FileProtocol::http) {
    enter(getting, now + config_->timeout);
    out.push_back(HttpFetch{{.user = user_, .file = file()}, servers_[server_]});
    return;
  }
  if (tries_ == 1) port_ = port_ >= 51'000 ? 50'000 : static_cast<std::uint16_t>(port_ + 1);
  enter(asking, never);
  const auto blksize = config_->blksize == tftp_block ? 0 : config_->blksize;
  send({.user = user_,
        .blksize = static_cast<std::uint16_t>(blksize),
        .op = TftpOp::rrq,
        .file = file()},
       tftp_port, now, out);
}

void Provisioning::wake(Time now, ProvisioningActions& out) {
  if (now < deadline_) return;
  switch (state_) {
    case asking:
    case transferring:
      if (tries_ >= config_->tries) return next_server(ProvisioningFailure::no_answer, now, out);
      ++tries_;
      return send(last_, to_, now, out);
    case getting:
      out.push_back(HttpClose{});
      if (tries_ >= config_->tries) return next_server(ProvisioningFailure::no_answer, now, out);
      return ask_once(now, out);
    case resting: return begin(now, out);
    case off:
    case resolving:
    case done: deadline_ = never;
  }
}

void Provisioning::receive(const HttpMessage& m, Time now, ProvisioningActions& out) {
  if (state_ != getting || m.status == 0) return;
  deadline_ = now + config_->timeout;
  if (m.status != 200) {
    out.push_back(HttpClose{});
    return missing(now, out);
  }
  if (!m.is_last) return;
  out.push_back(HttpClose{});
  got(m.trust, now, out);
}

void Provisioning::connection_ended(bool refused, Time now, ProvisioningActions& out) {
  if (state_ != getting) return;
  next_server(refused ? ProvisioningFailure::refused : ProvisioningFailure::no_answer, now, out);
}

// A cluster without security has no trust lists: a Cisco phone goes on to its configuration.
void Provisioning::missing(Time now, ProvisioningActions& out) {
  if (!is_trust_list(file())) return next_server(ProvisioningFailure::missing, now, out);
  ++file_;
  ask(now, out);
}

void Provisioning::got(const TrustList& list, Time now, ProvisioningActions& out) {
  if (is_trust_list(file())) {
    out.push_back(TrustListArrived{list});
    ++file_;
    return ask(now, out);
  }
  stored_ = true;
  enter(done, never);
  out.push_back(Provisioned{});
}

void Provisioning::next_server(ProvisioningFailure why, Time now, ProvisioningActions& out) {
  if (server_ + 1U >= servers_.size()) return give_up(why, now, out);
  ++server_;
  ask(now, out);
}

void Provisioning::give_up(ProvisioningFailure why, Time now, ProvisioningActions& out) {
  const bool goes_on = stored_ && config_->without == Unprovisioned::stored;
  out.push_back(ProvisioningFailed{why, server(), goes_on});
  if (goes_on) {
    enter(done, never);
    out.push_back(Provisioned{});
  } else if (config_->without == Unprovisioned::restarts) {
    enter(off, never);
    out.push_back(ProvisioningRestart{});
  } else {
    enter(resting, now + config_->ask_again);
  }
}

}  // namespace models
