#include "tests/dns_ladder.hpp"

#include "models/protocol/dns/dns_fields.hpp"

using models::DnsFailed;
using models::DnsResolved;
using models::DnsType;

void DnsPhone::receive(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
  const sim::Ipv4 from = dns_address(words.next());
  models::DnsMessage message = words_.answer(words);
  message.id = ids_[words_.question(message.name, message.type)];
  if (words.skip("other-id")) message.id += 7;
  if (words.skip("question")) message.is_response = false;
  models::DnsActions out;
  resolver_.receive(message, from, now, out);
  print(out, now, trace);
}

void DnsPhone::fact(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
  models::DnsActions out;
  if (words.skip("resolve")) {
    const models::Name name = words_.name(words.next());
    const bool srv = words.skip("SRV");
    if (!srv && !words.skip("A")) FAIL_CHECK("neither A nor SRV");
    resolver_.resolve(name, srv ? DnsType::srv : DnsType::a, now, out);
  }
  if (words.skip("servers")) {
    const sim::Ipv4 one = dns_address(words.next());
    resolver_.servers({one, dns_address(words.next())});
  }
  if (words.skip("off")) resolver_.stop();
  if (words.skip("serve-stale")) config_.serve_stale = true;
  print(out, now, trace);
}

void DnsPhone::print(const models::DnsActions& actions, sim::Time now, ladder::Trace& trace) {
  for (const auto& action : actions) {
    if (const auto* send = std::get_if<models::DnsSend>(&action)) {
      const models::DnsMessage& m = send->message;
      if (m.is_response || m.count != 0) FAIL_CHECK("a question is no answer");
      const std::string question = words_.question(m.name, m.type);
      ids_[question] = m.id;
      trace.add(now, '>', question + " to " + sim::to_text(send->to));
    } else if (const auto* done = std::get_if<DnsResolved>(&action)) {
      trace.add(now, '=',
                words_.question(done->name, done->type) + (done->is_stale ? " stale" : "") + ": " +
                    words_.answers(*done));
    } else {
      const auto& failed = std::get<DnsFailed>(action);
      trace.add(now, '=',
                words_.question(failed.name, failed.type) + " failed: " + dns_failure(failed.why));
    }
  }
}

void SrvCaller::receive(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
  models::SrvActions out;
  const auto result = words_.result(words);
  if (const auto* resolved = std::get_if<DnsResolved>(&result)) {
    targets_.resolved(*resolved, out);
  } else {
    targets_.failed(std::get<DnsFailed>(result), out);
  }
  print_targets(words_, out, now, trace);
}

void SrvCaller::fact(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
  models::SrvActions out;
  if (words.skip("locate")) {
    const models::Name service = words.skip("-") ? models::Name{} : words_.name(words.next());
    const models::Name host = words_.name(words.next());
    const auto port = static_cast<std::uint16_t>(words.number());
    const std::string word = words.next();
    for (const auto& name : sim::names_of<models::SrvFallback>()) {
      if (name.name == word) targets_.locate(service, host, port, name.value, out);
    }
  }
  if (words.skip("use")) targets_.use(words_.hosts(words.next()), out);
  if (words.skip("next")) targets_.next(out);
  if (words.skip("stop")) targets_.stop();
  print_targets(words_, out, now, trace);
}

void print_targets(const DnsWords& words, const models::SrvActions& actions, sim::Time now,
                   ladder::Trace& trace) {
  for (const auto& action : actions) {
    if (const auto* ask = std::get_if<models::SrvAsk>(&action)) {
      trace.add(now, '>', "ask " + words.question(ask->name, ask->type));
    } else if (const auto* target = std::get_if<models::SrvTarget>(&action)) {
      trace.add(now, '=',
                "try " + words.text(target->host) + ' ' + sim::to_text(target->address) + ':' +
                    std::to_string(target->port));
    } else {
      const auto& why = std::get<models::SrvExhausted>(action).why;
      trace.add(now, '=',
                !why ? "exhausted"
                     : "exhausted: " + words.question(why->name, why->type) + ' ' +
                           dns_failure(why->why));
    }
  }
}
