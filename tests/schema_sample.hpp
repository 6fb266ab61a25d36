// Structs with every type of member that a field table can hold; for the tests of sim/schema and
// for the fuzzer. Their namespace is not sim: fields() and names() are found by their argument.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/base/address.hpp"
#include "sim/base/time.hpp"
#include "sim/schema/field.hpp"
#include "sim/schema/node.hpp"

namespace sample {

using namespace std::literals::chrono_literals;

enum class Floor { total, rttvar, none };
constexpr auto names(Floor*) {
  return std::array{sim::Name{Floor::total, "total", "RFC 6298 (2.4)"},
                    sim::Name{Floor::rttvar, "rttvar", "Linux"}, sim::Name{Floor::none, "none"}};
}

struct Tcp {
  sim::Duration rto_initial = 1s;
  sim::Duration keepalive = sim::forever;
  bool timestamps = false;
  int syn_retries = 6;
  Floor floor = Floor::total;
};
inline sim::Fields<Tcp> fields(Tcp*) {
  using C = Tcp;
  return {
      sim::field("rto_initial", &C::rto_initial, "RTO before a sample, RFC 6298 (2.1)", 1ms, 2min),
      sim::field("keepalive", &C::keepalive, "probe after this silence", 1s, 24h).or_forever(),
      sim::field("timestamps", &C::timestamps, "offer RFC 7323 timestamps"),
      sim::field("syn_retries", &C::syn_retries, "SYNs after the first", 0, 255),
      sim::field("floor", &C::floor, "what the minimum RTO applies to")};
}

struct Call {
  sim::Located<std::string> to;
  sim::Duration at = 0s;
};
inline sim::Fields<Call> fields(Call*) {
  return {sim::required("to", &Call::to, "name of a phone", 1, 32),
          sim::field("at", &Call::at, "when")};
}

struct Host {
  sim::Ipv4Interface address;
  std::optional<sim::Ipv4> gateway;
  std::optional<sim::Mac> mac;
  std::string title = "untitled";
  std::uint8_t lines = 1;
  std::uint64_t seed = 1;
  sim::Probability loss;
  sim::BitRate rate = sim::mbit_per_second(100);
  sim::PortRanges ports{{{1, 12}}};
  Tcp tcp;
  std::optional<Tcp> backup;
  std::vector<sim::Ipv4> servers;
  std::vector<Call> calls;
  sim::Node expect;
};
inline sim::Fields<Host> fields(Host*) {
  using C = Host;
  return {
      sim::required("address", &C::address, "address | prefix length"),
      sim::field("gateway", &C::gateway, "default gateway"),
      sim::field("mac", &C::mac, "else made from the name"),
      sim::field("title", &C::title, "one line"),
      sim::field("lines", &C::lines, "number of lines", 1, 48),
      sim::field("seed", &C::seed, "of all dice"),
      sim::field("loss", &C::loss, "frames lost", {0}, sim::percent(50)),
      sim::field("rate", &C::rate, "of the link", sim::BitRate{1}, sim::Range<sim::BitRate>::high),
      sim::field("ports", &C::ports, "of the switch", 1, 48),
      sim::field("tcp", &C::tcp, "transport"),
      sim::field("backup", &C::backup, "transport of the backup"),
      sim::field("servers", &C::servers, "in this order").at_most(3),
      sim::field("calls", &C::calls, "placed").at_most(100),
      sim::field("expect", &C::expect, "read later")};
}

struct Lan {
  Tcp tcp{.rto_initial = 3s};  // not what Tcp has by itself
  bool up = true;
};
inline sim::Fields<Lan> fields(Lan*) {
  return {sim::required("tcp", &Lan::tcp, "transport"), sim::field("up", &Lan::up, "")};
}

}  // namespace sample
