// The second half of LyncDiscovery: the hosts that were found are tried in their order, first for a
// certificate, then to register ([lync-report], [lync-gg398713]).
#include <algorithm>

#include "models/protocol/lync/lync_discovery.hpp"

namespace models {

using enum LyncDiscovery::State;

void LyncDiscovery::web_answered(bool ok, Time now, LyncActions& out) {
  if (state_ != fetching_certificate) return;
  if (!ok) {
    trouble_ = LyncStep::certificate_refused;
    return fail(now, out);
  }
  web_host_ = current_.host;
  certificate_until_ = after(now, config_->certificate_lifetime);
  sign_in(now, out);
}

void LyncDiscovery::web_failed(Time now, LyncActions& out) {
  if (state_ != fetching_certificate) return;
  SrvActions actions;
  targets_.next(actions);
  follow(actions, now, out);
}

// [lync-report]: the discovery's results are cleared, what has worked is stored.
void LyncDiscovery::registered(Time, LyncActions& out) {
  if (state_ != registering) return;
  state_ = signed_in;
  stored_ = {.web = web_host_,
             .registrar = current_.host,
             .registrar_address = current_.address,
             .registrar_port = current_.port};
  told_ = {};
  distrusts_ = false;
  source_ = Source::none;
  out.push_back(LyncSignedIn{});
}

void LyncDiscovery::register_failed(Time now, LyncActions& out) {
  if (state_ != registering && state_ != signed_in) return;
  SrvActions actions;
  targets_.next(actions);
  follow(actions, now, out);
}

void LyncDiscovery::sign_in(Time now, LyncActions& out) {
  if (!has_certificate(now)) {
    return enter(resolving_web, LyncStep::no_certificate_service, now, out);
  }
  enter(resolving_registrar, foreign_ ? LyncStep::registrar_foreign : LyncStep::registrar_unknown,
        now, out);
}

void LyncDiscovery::enter(State step, LyncStep trouble, Time now, LyncActions& out) {
  state_ = step;
  trouble_ = trouble;
  deadline_ = never;
  reached_ = false;
  current_ = {};
  source_ = Source::stored;
  try_next_source(now, out);
}

void LyncDiscovery::try_next_source(Time now, LyncActions& out) {
  while (source_ != Source::none && !is_usable(source_)) {
    source_ = static_cast<Source>(static_cast<int>(source_) + 1);
  }
  if (source_ == Source::none) return fail(now, out);
  const Source source = source_;
  source_ = static_cast<Source>(static_cast<int>(source) + 1);
  trouble_ =
      std::max(trouble_, wants_web() ? LyncStep::web_unresolved : LyncStep::registrar_unresolved);
  SrvActions actions;
  use(source, actions);
  follow(actions, now, out);
}

bool LyncDiscovery::is_usable(Source source) const {
  const Name told = wants_web() ? told_.web : told_.registrar;
  const Name stored = wants_web() ? stored_.web : stored_.registrar;
  const bool found = !found_.empty() && (!wants_web() || config_->web_service_from_dns);
  const bool dns_leads = config_->order == LyncOrder::dns_then_dhcp;
  const bool may_use_last = config_->uses_last_registrar && !wants_web() && stored && !reached_;
  switch (source) {
    case Source::stored: return from_store_ && stored;
    case Source::dns_first: return found && dns_leads;
    case Source::dhcp: return static_cast<bool>(told);
    case Source::dns: return found && !dns_leads && !told;
    case Source::last: return may_use_last && !from_store_;
    case Source::last_address: return may_use_last;
    case Source::none: return false;
  }
  return false;
}

void LyncDiscovery::use(Source source, SrvActions& out) {
  const auto web_port = static_cast<std::uint16_t>(config_->web_port);
  const auto registrar_port = static_cast<std::uint16_t>(config_->registrar_port);
  const auto host = [&](Name name, std::uint16_t port) {
    targets_.use(std::array{record_of(name, port)}, out);
  };
  switch (source) {
    case Source::stored:
    case Source::last:
      return wants_web() ? host(stored_.web, web_port)
                         : host(stored_.registrar, stored_.registrar_port);
    case Source::dhcp:
      return wants_web() ? host(told_.web, web_port) : host(told_.registrar, registrar_port);
    case Source::dns_first:
    case Source::dns: {
      auto records = found_;
      for (DnsRecord& record : records) record.port = wants_web() ? web_port : record.port;
      return targets_.use({records.begin(), records.size()}, out);
    }
    case Source::last_address:
      return targets_.use(stored_.registrar, stored_.registrar_address, stored_.registrar_port,
                          out);
    case Source::none: return;
  }
}

void LyncDiscovery::follow(const SrvActions& actions, Time now, LyncActions& out) {
  for (const auto& action : actions) {
    if (const auto* ask = std::get_if<SrvAsk>(&action)) {
      state_ = wants_web() ? resolving_web : resolving_registrar;
      current_.host = ask->name;
      out.push_back(LyncAsk{ask->name, ask->type});
    } else if (const auto* target = std::get_if<SrvTarget>(&action)) {
      give(*target, out);
    } else {
      try_next_source(now, out);
    }
  }
}

void LyncDiscovery::give(const SrvTarget& target, LyncActions& out) {
  reached_ = true;
  current_ = target;
  if (wants_web()) {
    state_ = fetching_certificate;
    trouble_ = LyncStep::web_unreachable;
    out.push_back(LyncConnectWeb{target.host, target.address, target.port});
  } else {
    state_ = registering;
    trouble_ = LyncStep::registrar_unreachable;
    out.push_back(LyncRegister{target.host, target.address, target.port});
  }
}

// What was stored and has failed is not the first choice any more ([lync-gg398713]).
void LyncDiscovery::fail(Time now, LyncActions& out) {
  out.push_back(LyncFailed{trouble_, current_.host});
  state_ = waiting;
  deadline_ = after(now, config_->retry);
  if (config_->forgets != LyncForget::nothing && from_store_) distrusts_ = true;
  if (config_->forgets == LyncForget::all) told_ = {};
}

bool LyncDiscovery::wants_web() const {
  return state_ == resolving_web || state_ == fetching_certificate;
}

}  // namespace models
