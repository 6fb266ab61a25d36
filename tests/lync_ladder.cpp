#include "tests/lync_ladder.hpp"

#include "models/protocol/lync/lync_fields.hpp"

using models::DnsType;

namespace {

template <class Connect>
std::string endpoint(const DnsWords& words, const Connect& to) {
  return words.text(to.host) + ' ' + sim::to_text(to.address) + ':' + std::to_string(to.port);
}

}  // namespace

std::string lync_step(models::LyncStep step) {
  for (const auto& name : sim::names_of<models::LyncStep>()) {
    if (name.value == step) return std::string(name.name);
  }
  return "?";
}

LyncPhone::LyncPhone(const models::LyncConfig& config, const std::vector<std::string>& ours)
    : config_(config), lync_(config_) {
  for (const char* service : {"_sipinternaltls", "_sipinternal", "_sip._tls"}) {
    config_.lookups.push_back({words_.name(service), DnsType::srv});
  }
  for (const char* host : {"sipinternal", "sip", "sipexternal"}) {
    config_.lookups.push_back({words_.name(host), DnsType::a});
  }
  for (const std::string& host : ours) config_.domain_names.push_back(words_.name(host));
}

void LyncPhone::receive(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
  models::LyncActions out;
  if (words.skip("ACK")) {
    const auto web = words.skip("web") ? words_.name(words.next()) : models::Name{};
    const auto registrar = words.skip("registrar") ? words_.name(words.next()) : models::Name{};
    lync_.informed(web, registrar, now, out);
    return print(out, now, trace);
  }
  const auto result = words_.result(words);
  if (const auto* resolved = std::get_if<models::DnsResolved>(&result)) {
    lync_.resolved(*resolved, now, out);
  } else {
    lync_.unresolved(std::get<models::DnsFailed>(result), now, out);
  }
  print(out, now, trace);
}

void LyncPhone::fact(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
  models::LyncActions out;
  if (words.skip("boot")) lync_.start(now, out);
  if (words.skip("off")) lync_.stop();
  if (words.skip("reset")) lync_.reset();
  if (words.skip("no")) {
    if (words.skip("ACK")) lync_.inform_failed(now, out);
  }
  if (words.skip("certificate")) lync_.web_answered(true, now, out);
  if (words.skip("refused")) lync_.web_answered(false, now, out);
  if (words.skip("web")) {
    if (words.skip("dead")) lync_.web_failed(now, out);
  }
  if (words.skip("registered")) lync_.registered(now, out);
  if (words.skip("registrar")) {
    if (words.skip("dead")) lync_.register_failed(now, out);
  }
  print(out, now, trace);
}

std::string LyncPhone::nothing_in_dns() {
  return R"(
    0s > ask _sipinternaltls SRV
    0s < _sipinternaltls SRV name_error
    0s > ask _sipinternal SRV
    0s < _sipinternal SRV name_error
    0s > ask _sip._tls SRV
    0s < _sip._tls SRV name_error
    0s > ask sipinternal A
    0s < sipinternal A name_error
    0s > ask sip A
    0s < sip A name_error
    0s > ask sipexternal A
    0s < sipexternal A name_error
  )";
}

std::string LyncPhone::signed_in(std::string_view script) {
  return R"(
    0s ! boot
    0s > INFORM
    0s > ask _sipinternaltls SRV
    0s < ACK web web registrar pool
    0s > ask web A
    0s < web A 10.0.0.5
    0s > https web 10.0.0.5:443
    0s ! certificate
    0s > ask pool A
    0s < pool A 10.0.0.1
    0s > REGISTER pool 10.0.0.1:5061
    0s ! registered
    0s = signed in
  )" + std::string(script);
}

void LyncPhone::print(const models::LyncActions& actions, sim::Time now, ladder::Trace& trace) {
  for (const auto& action : actions) {
    if (std::holds_alternative<models::LyncInform>(action)) {
      trace.add(now, '>', "INFORM");
    } else if (const auto* ask = std::get_if<models::LyncAsk>(&action)) {
      trace.add(now, '>', "ask " + words_.question(ask->name, ask->type));
    } else if (const auto* web = std::get_if<models::LyncConnectWeb>(&action)) {
      trace.add(now, '>', "https " + endpoint(words_, *web));
    } else if (const auto* registrar = std::get_if<models::LyncRegister>(&action)) {
      trace.add(now, '>', "REGISTER " + endpoint(words_, *registrar));
    } else if (std::holds_alternative<models::LyncSignedIn>(action)) {
      trace.add(now, '=', "signed in");
    } else {
      const auto& failed = std::get<models::LyncFailed>(action);
      const std::string host = failed.host ? ' ' + words_.text(failed.host) : "";
      trace.add(now, '=', "failed: " + lync_step(failed.step) + host);
    }
  }
}
