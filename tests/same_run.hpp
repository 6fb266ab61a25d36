// Have two runs remembered the same, to the last member of every fact? A new member of a fact does
// not compile here until it is compared, too.
#pragma once

#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "models/network/network.hpp"

namespace tests {

// A setting's address is another one in each network: setting_address_test.cpp compares those.
inline auto members(const models::Cause& cause) {
  const auto& [setting, since, limit, act] = cause;
  return std::tuple(setting == models::Setting{}, since, limit, act);
}
inline auto members(const models::DropFact& fact) {
  const auto& [at, device, origin, user, destination, receiver, cause, port, fate, arp, dhcp, media,
               call, times] = fact;
  return std::tuple(at, device, origin, user, destination, receiver, members(cause), port, fate,
                    arp, dhcp, media, call, times);
}
inline auto members(const models::RetransmissionFact& fact) {
  const auto& [at, device, remote, waited, rto, probe] = fact;
  return std::tuple(at, device, remote, waited, rto, probe);
}
inline auto members(const models::BindingFact& fact) {
  const auto& [at, phone, server, waited, last_qualify, why, bound] = fact;
  return std::tuple(at, phone, server, waited, last_qualify, why, bound);
}
inline auto members(const models::PhoneFact& fact) {
  const auto& [at, phone, why, status, refusal, gave_up, goes_on, clock, dns, about, server, kind] =
      fact;
  const auto said = dns ? std::tuple(dns->name, dns->type, dns->why)
                        : std::tuple(models::Name{}, models::DnsType{}, models::DnsFailure{});
  return std::tuple(at, phone, why, status, refusal, gave_up, goes_on, clock, dns.has_value(), said,
                    about, server, kind);
}
inline auto members(const models::PowerFact& fact) {
  const auto& [at, device, source, cause, port, kind] = fact;
  return std::tuple(at, device, source, members(cause), port, kind);
}
inline auto members(const models::CallFact& fact) {
  const auto& [at, began, phone, server, how, status] = fact;
  return std::tuple(at, began, phone, server, how, status);
}
inline auto members(const models::TalkFact& fact) {
  const auto& [at, began, answered, silent_since, silence, phone, side, cause, media, call, status,
               server, how, by_phone, calls] = fact;
  return std::tuple(at, began, answered, silent_since, silence, phone, side, members(cause),
                    members(media), call, status, server, how, by_phone, calls);
}
inline auto members(const models::DhcpFact& fact) {
  const auto& [at, server, address, mac, kind] = fact;
  return std::tuple(at, server, address, mac, kind);
}
// Of the frame what can be compared: its ends, and what kind of thing it carries.
inline auto members(const models::TraceRecord& record) {
  const auto& [at, event, parent, device, id, port, kind, fate, cause, frame] = record;
  return std::tuple(at, event, parent, device, id, port, kind, fate, members(cause), frame.source,
                    frame.destination, frame.vlan, frame.origin, frame.payload.index(),
                    models::medium_bytes(frame));
}

template <class Fact>
std::string difference(const char* what, std::span<const Fact> a, std::span<const Fact> b) {
  if (a.size() != b.size()) {
    return what + (": " + std::to_string(a.size()) + " | " + std::to_string(b.size())) + "\n";
  }
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (members(a[i]) != members(b[i])) return what + (" " + std::to_string(i) + " differs\n");
  }
  return "";
}

// Empty: none.
inline std::string difference(const models::Network& a, const models::Network& b) {
  const models::Journal& x = a.journal();
  const models::Journal& y = b.journal();
  const auto count = [](const char* what, std::uint64_t p, std::uint64_t q) {
    if (p == q) return std::string();
    return what + (": " + std::to_string(p) + " | " + std::to_string(q)) + "\n";
  };
  const auto facts = [&](const char* what, auto member) {
    using Fact = typename std::remove_cvref_t<decltype(x.*member)>::value_type;
    return difference<Fact>(what, x.*member, y.*member);
  };
  std::string all = count("events", a.events(), b.events()) +
                    count("frames made", a.frames_made(), b.frames_made()) +
                    count("under way", a.frames_under_way(), b.frames_under_way()) +
                    count("not kept", x.not_kept, y.not_kept) +
                    count("transactions", x.transactions, y.transactions) +
                    count("misdirected", x.misdirected, y.misdirected);
  for (std::size_t i = 0; i < models::fate_count; ++i) {
    const std::string name(models::fates[i].name);
    all += count(name.c_str(), x.fates[i], y.fates[i]);
  }
  return all + facts("drop", &models::Journal::drops) +
         facts("retransmission", &models::Journal::retransmissions) +
         facts("binding", &models::Journal::bindings) +
         facts("phone fact", &models::Journal::phones) + facts("dhcp", &models::Journal::dhcp) +
         facts("call", &models::Journal::calls) + facts("talk", &models::Journal::talks) +
         facts("power", &models::Journal::powers);
}

}  // namespace tests
