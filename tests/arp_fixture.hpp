// What the ladders about ARP have in common: a host 10.0.0.1 with MAC ...:01, packets as text.
#pragma once

#include "models/protocol/arp/arp_cache.hpp"
#include "tests/ladder.hpp"

namespace arp_fixture {

inline sim::Mac mac(const std::string& last) {
  return sim::parse_mac("02:00:00:00:00:" + last).value();
}
inline sim::Ipv4 address(const std::string& text) { return sim::parse_ipv4(text).value(); }
inline std::string tail(sim::Mac mac) {
  return mac == sim::broadcast_mac ? "all" : sim::to_text(mac).substr(15);
}

// request 10.0.0.9 is at 09 for 10.0.0.1 [tha 09]; default: for 10.0.0.1
inline models::ArpPacket packet(ladder::Words& words) {
  models::ArpPacket packet;
  packet.op = words.next() == "request" ? models::ArpOp::request : models::ArpOp::reply;
  packet.spa = address(words.next());
  words.skip("is");
  words.skip("at");
  packet.sha = mac(words.next());
  packet.tpa = address(words.skip("for") ? words.next() : "10.0.0.1");
  if (words.skip("tha")) packet.tha = mac(words.next());
  return packet;
}
inline std::string text(const models::ArpSend& send) {
  const auto& [p, to] = send;
  const bool asks = p.op == models::ArpOp::request;
  CHECK(p.tha == (asks ? sim::Mac{} : to));
  return std::string(asks ? "request " : "reply ") + sim::to_text(p.spa) + " is at " + tail(p.sha) +
         " for " + sim::to_text(p.tpa) + " to " + tail(to);
}
inline void print(const models::ArpActions& actions, sim::Time now, ladder::Trace& trace) {
  for (const auto& action : actions) {
    if (const auto* transmit = std::get_if<models::ArpTransmit>(&action)) {
      trace.add(now, '=',
                "packet " + std::to_string(transmit->packet) + " to " + tail(transmit->to));
    } else if (const auto* drop = std::get_if<models::ArpDrop>(&action)) {
      const bool full = drop->why == models::ArpFailure::table_full;
      trace.add(
          now, '=',
          "packet " + std::to_string(drop->packet) + (full ? " dropped: table full" : " dropped"));
    } else if (const auto* conflict = std::get_if<models::ArpConflict>(&action)) {
      trace.add(now, '=',
                "conflict about " + sim::to_text(conflict->address) + " with " +
                    tail(conflict->by) + (conflict->must_cede ? ": cede" : ""));
    } else if (std::holds_alternative<models::ArpOverflow>(action)) {
      trace.add(now, '=', "table full");
    } else {
      trace.add(now, '>', text(std::get<models::ArpSend>(action)));
    }
  }
}

class Host {
 public:
  explicit Host(const models::ArpConfig& config, const std::string& own = "10.0.0.1")
      : config_(config),
        own_(own),
        cache_(config_, mac("01"), address(own), sim::Random(1, "phone", "arp")) {}
  Host(const Host& other) : Host(other.config_, other.own_) {}
  Host& operator=(const Host&) = delete;

  void receive(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
    models::ArpActions out;
    cache_.receive(packet(words), now, out);
    print(out, now, trace);
  }
  // packet 1 to 10.0.0.9 | confirmed 10.0.0.9 | probe 10.0.0.9 | announce | address 10.0.0.9 | off
  void fact(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
    models::ArpActions out;
    if (words.skip("confirmed")) {
      cache_.confirmed(address(words.next()), now);
    } else if (words.skip("probe")) {
      cache_.probe(address(words.next()), out);
    } else if (words.skip("announce")) {
      cache_.announce(out);
    } else if (words.skip("address")) {
      cache_.address_changed(address(words.next()));
    } else if (words.skip("off")) {
      while (cache_.abandon()) {
      }
    } else {
      const std::uint32_t packet = words.number_after("packet").value_or(0);
      words.skip("to");
      const auto to = cache_.resolve(address(words.next()), packet, now, out);
      if (to) trace.add(now, '=', "packet " + std::to_string(packet) + " to " + tail(*to));
    }
    print(out, now, trace);
  }
  void wake(sim::Time now, ladder::Trace& trace) {
    models::ArpActions out;
    cache_.wake(now, out);
    print(out, now, trace);
  }
  sim::Time deadline() const { return cache_.deadline(); }

 private:
  models::ArpConfig config_;
  std::string own_;
  models::ArpCache cache_;
};

// 10.0.0.9 is known as 09 since 0 s.
inline std::string known(std::string_view script) {
  return R"(
    0s ! packet 1 to 10.0.0.9
    0s > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    0s < reply 10.0.0.9 is at 09
    0s = packet 1 to 09
  )" + std::string(script);
}

// [linux-arp], [measured-arp], without the jitter.
inline models::ArpConfig linux_arp() {
  return {.accept = models::ArpAccept::locktime,
          .learns_unsolicited = false,
          .revalidate = true,
          .reachable_jitter = false,
          .answers_duplicate = false};
}

}  // namespace arp_fixture
