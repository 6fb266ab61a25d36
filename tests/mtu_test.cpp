// Packets that are larger than a way carries: RFC 791, RFC 1191, RFC 2923. Phones at one end of a
// tunnel, a call server at the other; each setting that decides is turned both ways.
#include <algorithm>

#include "models/device/fate.hpp"
#include "models/wire/ethernet.hpp"
#include "tests/run_fixture.hpp"

namespace {

using models::Fate;

constexpr std::string_view network = R"(version: 2
title: two networks and a tunnel
source: made up for this test
duration: 10min
devices:
  pbx: {kind: call_server, address: 10.0.0.10/24, gateway: 10.0.0.1@pbx}
  near: {kind: router, interfaces: [{port: 1, address: 10.0.0.1/24},
    {port: 2, address: 10.9.0.1/30, mtu: 1400@tunnel}],
    routes: [{to: 10.0.1.0/24, via: 10.9.0.2}]@near}
  far: {kind: router, interfaces: [{port: 1, address: 10.0.1.1/24},
    {port: 2, address: 10.9.0.2/30, mtu: 1400}], routes: [{to: 10.0.0.0/24, via: 10.9.0.1}]@far}
  phone: {kind: phone, address: 10.0.1.51/24, gateway: 10.0.1.1, call_servers: [pbx]@phone}
links: [phone - far:1, {between: "far:2 - near:2", delay: 10ms}, near:1 - pbx]
timeline: [{at: 5min, call: phone}]
)";

struct Settings {
  std::string phone{};
  std::string pbx{};
  std::string near{};
  std::string far{};
  std::string tunnel{};  // of the interface of `near`
};

struct Outcome {
  bool registered;
  bool rings;
  std::uint64_t too_big;
  std::uint64_t fragments_dropped;
  double after;  // seconds until it was registered
};

std::string text_of(const Settings& settings) {
  std::string text(network);
  const auto put = [&](const std::string& mark, const std::string& what) {
    text.replace(text.find(mark), mark.size(), what.empty() ? what : ", " + what);
  };
  put("@pbx", settings.pbx);
  put("@tunnel", settings.tunnel);
  put("@near", settings.near);
  put("@far", settings.far);
  put("@phone", settings.phone);
  return text;
}

std::string complaints(const Settings& settings) {
  sim::Diagnostics diagnostics;
  CHECK(app::load({"x.yaml", text_of(settings)}, {}, diagnostics));
  return diagnostics.text();
}

Outcome run(const Settings& settings) {
  sim::Diagnostics diagnostics;
  const auto result = app::run({"made_up.yaml", text_of(settings)}, {}, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(result);
  const auto fate = [&](Fate one) { return result->history.fates[static_cast<std::size_t>(one)]; };
  const auto& stays = result->history.stays;
  const auto& calls = result->history.calls;
  return {.registered = !stays.empty(),
          .rings = std::ranges::any_of(
              calls, [](const auto& call) { return call.how == models::SipCallEnd::rings; }),
          .too_big = fate(Fate::too_big_df),
          .fragments_dropped = fate(Fate::fragment_dropped),
          .after = stays.empty() ? -1 : sim::seconds(stays.front().from - sim::Time{})};
}

}  // namespace

TEST_CASE("RFC 791 3.2: how many fragments there are, and what they take of the medium") {
  models::Ipv4Packet packet{
      .payload = models::UdpDatagram{.message = models::SipMessage{}, .length = 1500},
      .source = {},
      .destination = {}};
  CHECK(models::fragments_of(packet) == 1);
  CHECK(models::largest_of(packet) == 1528);
  CHECK(models::medium_bytes({.payload = packet, .source = {}, .destination = {}}) == 1528 + 38);
  packet.fragment = 1500;  // 1480 of 1508, then 28
  CHECK(models::fragments_of(packet) == 2);
  CHECK(models::largest_of(packet) == 1500);
  CHECK(models::medium_bytes({.payload = packet, .source = {}, .destination = {}}) ==
        1500 + 38 + 48 + 38);
  packet.fragment = 576;  // 552 at a time, a multiple of 8: 552, 552, 404
  CHECK(models::fragments_of(packet) == 3);
  packet.fragment = 2000;
  CHECK(models::fragments_of(packet) == 1);
}

TEST_CASE("mtu: UDP goes in fragments through the tunnel, and whole ones at the octet") {
  const Outcome cut = run({.phone = "register_bytes: 1500"});
  CHECK(cut.registered);
  CHECK(cut.too_big == 0);
  const std::string drops = "fragments: drop";
  CHECK(run({.phone = "register_bytes: 1372", .near = drops}).registered);  // 1400 - 28
  const Outcome lost = run({.phone = "register_bytes: 1373", .near = drops});
  CHECK_FALSE(lost.registered);
  CHECK(lost.fragments_dropped > 5);
  CHECK_FALSE(run({.phone = "register_bytes: 1500", .far = drops}).registered);  // cut by the phone
  CHECK(run({.phone = "register_bytes: 1450", .far = drops}).registered);        // by far itself
  CHECK(run({.phone = "register_bytes: 1500", .near = "fragments: reassemble"}).registered);
  // What was put together again passes whoever drops fragments.
  const std::string small = "register_bytes: 1340, mtu: 1300";
  CHECK_FALSE(run({.phone = small, .near = drops}).registered);
  CHECK(run({.phone = small, .near = drops, .far = "fragments: reassemble"}).registered);
}

TEST_CASE("RFC 3261 18.1.1: what is too long for UDP goes over TCP, if the phone heeds it") {
  const std::string drops = "fragments: drop";
  CHECK_FALSE(run({.phone = "register_bytes: 1500", .near = drops}).registered);
  CHECK(run({.phone = "register_bytes: 1500, tcp_above: 1300", .near = drops}).registered);
  CHECK_FALSE(run({.phone = "register_bytes: 1500, tcp_above: 2000", .near = drops}).registered);
  // With a password it counts Authorization, 190 bytes, that it will be asked for.
  const std::string asks = "sip: {auth: {enabled: true, password: x}}";
  const std::string asked = "register_bytes: 1250, sip: {password: x}";
  CHECK_FALSE(run({.phone = asked, .pbx = asks, .near = drops}).registered);
  CHECK(run({.phone = asked + ", tcp_above: 1300", .pbx = asks, .near = drops}).registered);
  CHECK(run({.phone = "register_bytes: 3500, transport: tcp", .near = drops}).registered);
}

TEST_CASE("RFC 1191, RFC 2923 2.1: a TLS handshake that is too large, with ICMP and without") {
  const Outcome told = run({.phone = "transport: tls"});
  CHECK(told.registered);
  CHECK(told.after < 1);
  CHECK(told.too_big >= 1);
  const std::string mute = "sends_unreachables: false";
  const Outcome hole = run({.phone = "transport: tls", .near = mute});
  CHECK_FALSE(hole.registered);
  CHECK(hole.too_big > 20);
  CHECK(run({.phone = "transport: udp", .near = mute}).registered);
  const Outcome clamped =
      run({.phone = "transport: tls", .near = mute, .tunnel = "mss_clamp: 1360"});
  CHECK(clamped.registered);
  CHECK(clamped.too_big == 0);
  CHECK_FALSE(
      run({.phone = "transport: tls", .near = mute, .tunnel = "mss_clamp: 1372"}).registered);
  CHECK(run({.phone = "transport: tls, mtu: 1400", .near = mute}).registered);
  CHECK(run({.phone = "transport: tls", .pbx = "mtu: 1400", .near = mute}).registered);
  // Without DF the router cuts TCP, too.
  CHECK(
      run({.phone = "transport: tls", .pbx = "path_mtu_discovery: off", .near = mute}).registered);
  // RFC 4821: 1 + 2 + 4 + 8 s until the fourth time-out.
  const Outcome probed =
      run({.phone = "transport: tls", .pbx = "tcp: {mtu_probing: true}", .near = mute});
  CHECK(probed.registered);
  CHECK(probed.after > 15);
  CHECK(probed.after < 17);
}

TEST_CASE("mtu: an INVITE with DF, and one without; what ICMP says is remembered for a while") {
  const std::string mute = "sends_unreachables: false";
  const std::string long_invite = "invite_bytes: 1450";
  const std::string with_df = "invite_bytes: 1450, path_mtu_discovery: all";
  CHECK(run({.pbx = long_invite, .near = mute}).rings);
  const Outcome deaf = run({.pbx = with_df, .near = mute});
  CHECK(deaf.registered);
  CHECK_FALSE(deaf.rings);
  const Outcome told = run({.pbx = with_df});
  CHECK(told.rings);
  CHECK(told.too_big == 1);
  CHECK(run({.pbx = with_df + ", mtu_expires: 10s"}).rings);
}

TEST_CASE("mtu: an answer to REGISTER that does not come back") {
  const std::string drops = "fragments: drop";
  CHECK(run({.pbx = "register_answer_bytes: 1372", .far = drops}).registered);
  CHECK_FALSE(run({.pbx = "register_answer_bytes: 1373", .far = drops}).registered);
}

TEST_CASE("mtu: what does not go together is said before the run") {
  const auto says = [](const Settings& settings, const std::string& what) {
    return complaints(settings).find(what) != std::string::npos;
  };
  CHECK(says({.tunnel = "mss_clamp: 1400"},
             "mss_clamp 1400 of 'near' lets pass packets of 1440, and its mtu there is 1400"));
  CHECK(says({.tunnel = "mss_clamp: 500"}, "mss_clamp 500 of 'near' leaves less than the 536"));
  CHECK(says({.pbx = "mtu: 9000"},
             "'near' has an MTU of 1500, and 'pbx' in the same network one of 9000"));
  CHECK(complaints({.phone = "mtu: 1400", .tunnel = "mss_clamp: 1360"}).empty());
}

TEST_CASE("RFC 5508 REQ-4, REQ-5: both sides of a NAT are told of an MTU, wherever it is") {
  const std::string text = R"(version: 2
title: a NAT, and two routers behind it
source: made up for this test
duration: 5min
devices:
  pbx: {kind: call_server, address: 198.51.100.10/24, gateway: 198.51.100.1}
  last: {kind: router, interfaces: [{port: 1, address: 198.51.100.1/24},
    {port: 2, address: 203.0.113.1/30}], routes: [{to: 203.0.114.0/24, via: 203.0.113.2}]}
  first: {kind: router, interfaces: [{port: 1, address: 203.0.114.1/24},
    {port: 2, address: 203.0.113.2/30}], routes: [{to: 0.0.0.0/0, via: 203.0.113.1}]}
  nat: {kind: router, interfaces: [{port: 1, address: 192.168.1.1/24},
    {port: 2, address: 203.0.114.2/24, outside: true}],
    routes: [{to: 0.0.0.0/0, via: 203.0.114.1}]}
  phone: {kind: phone, transport: tls, register_bytes: 1500, address: 192.168.1.51/24,
    gateway: 192.168.1.1, call_servers: [pbx]}
links: [phone - nat:1, nat:2 - first:1, first:2 - last:2, pbx - last:1]
)";
  for (const std::string where : {"nat.interfaces.1", "nat.interfaces.2", "first.interfaces.1",
                                  "first.interfaces.2", "last.interfaces.2"}) {
    CAPTURE(where);
    sim::Diagnostics diagnostics;
    app::RunOptions options;
    options.sets.push_back(*sim::parse_assignment("--set", where + ".mtu=1400", diagnostics));
    const auto result = app::run({"made_up.yaml", text}, options, {}, diagnostics);
    REQUIRE(result);
    CHECK(result->history.stays.size() == 1);
    CHECK(result->history.fates[static_cast<std::size_t>(Fate::too_big_df)] > 0);
  }
}
