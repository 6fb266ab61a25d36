// Field tables: form check with all complaints at once, values, overrides.
#include <string>
#include <utility>
#include <vector>

#include "sim/schema/override.hpp"
#include "tests/catch.hpp"
#include "tests/schema_complaints.hpp"

using namespace std::literals::chrono_literals;
using sample::Host;

namespace {

const std::string address = "address: 10.0.0.1/24\n";  // required, so it leads every text

// What `--set text` says about a file; or, if it says nothing, the value that it changed.
std::string set(const std::string& text, const std::string& file = address) {
  sim::Diagnostics diagnostics;
  Host host;
  auto node = sim::parse_yaml(file, "x.yaml", diagnostics);
  const auto assignment = sim::parse_assignment("--set", text, diagnostics);
  if (!assignment) return diagnostics.text();
  if (const auto error = sim::check_path<Host>(assignment->pieces)) {
    diagnostics.error(assignment->at[error->piece], error->text);
  } else if (sim::apply(*assignment, *node, diagnostics)) {
    sim::read(*node, host, diagnostics);
  }
  return diagnostics.ok() ? sim::value_text(host, assignment->pieces) : diagnostics.text();
}

}  // namespace

TEST_CASE("schema: every type is read; defaults are the member initialisers") {
  Host host;
  CHECK(sample::printed(address, host) == "");
  CHECK(host.tcp.rto_initial == 1s);
  CHECK(host.title == "untitled");
  CHECK(sample::printed(R"(
address: 10.0.0.1/24
gateway: 10.0.0.254
mac: 00:24:14:2d:df:24
title: 8961 true
lines: 48
seed: 9223372036854775807
loss: 0.0000001%
rate: 1.544Mbit/s
ports: 1-12, 15
tcp: {rto_initial: 250ms, keepalive: forever, timestamps: true, syn_retries: "3", floor: none}
backup: {keepalive: 1min 30s}
servers: [192.0.2.1, 192.0.2.2]
calls: [{to: phone1, at: 1h}, {to: phone2}]
expect: {any: [thing]}
)",
                        host) == "");
  CHECK(sim::flow_text(sim::dump(host)) ==
        "{address: 10.0.0.1/24, gateway: 10.0.0.254, mac: 00:24:14:2d:df:24, title: 8961 true, "
        "lines: 48, seed: 9223372036854775807, loss: 0.0000001%, rate: 1.544Mbit/s, "
        "ports: 1-12,15, tcp: {rto_initial: 250ms, keepalive: forever, timestamps: true, "
        "syn_retries: 3, floor: none}, backup: {rto_initial: 1s, keepalive: 1min 30s, "
        "timestamps: false, syn_retries: 6, floor: total}, servers: [192.0.2.1, 192.0.2.2], "
        "calls: [{to: phone1, at: 1h}, {to: phone2, at: 0s}], expect: {any: [thing]}}");
  CHECK(host.calls[1].to.at.line == 14);  // kept for the phase that resolves the name
  CHECK(host.calls[1].to.at.column == 36);
  CHECK(host.backup->keepalive == 90s);
  CHECK(host.ports.contains(15));
  CHECK_FALSE(host.ports.contains(13));
}

TEST_CASE("schema: one text, all complaints, in the order of the text") {
  Host host;
  CHECK(
      sample::printed("gateway: 192.168.0.256\ngatway: 1.1.1.1\ntcp: {rto_initial: 115}\n", host) ==
      "x.yaml:1:1: error: missing 'address': address | prefix length\n"
      "  gateway: 192.168.0.256\n"
      "  ^\n"
      "x.yaml:1:10: error: '192.168.0.256' is not an IPv4 address, such as 192.0.2.1\n"
      "  gateway: 192.168.0.256\n"
      "           ^\n"
      "x.yaml:2:1: error: unknown key 'gatway'; did you mean 'gateway'?\n"
      "  gatway: 1.1.1.1\n"
      "  ^\n"
      "x.yaml:3:20: error: '115' is not a duration with its unit, such as 115s, 250ms, 2min or "
      "1h\n"
      "  tcp: {rto_initial: 115}\n"
      "                     ^\n");
  CHECK(host.tcp.rto_initial == 1s);  // what is wrong keeps its default
  CHECK_FALSE(host.gateway);
}

TEST_CASE("schema: each wrong value says what would be right") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"gateway: 1.2.3", "10: error: '1.2.3' is not an IPv4 address, such as 192.0.2.1"},
      {"gateway:", "1: error: 'gateway' has no value; expected an IPv4 address, such as 192.0.2.1"},
      {"mac: x", "6: error: 'x' is not a MAC address, such as 00:24:14:2d:df:24"},
      {"title: [a]", "8: error: expected text; found a list"},
      {"title: " + std::string(4097, 'x'),
       "8: error: 'title' must have between 0 and 4096 characters"},
      {"lines: 0", "8: error: lines must lie between 1 and 48"},
      {"lines: 99999999999999999999999999", "8: error: lines must lie between 1 and 48"},
      {"seed: -1", "7: error: seed must lie between 0 and 9223372036854775807"},
      {"seed: 9223372036854775808",
       "7: error: '9223372036854775808' is not a whole number, such as 12; "
       "it needs more than 64 bits"},
      {"lines: 010",
       "8: error: '010' is not a whole number, such as 12; write it without leading zeros"},
      {"lines: 1.5", "8: error: '1.5' is not a whole number, such as 12"},
      {"loss: 1", "7: error: '1' is not a probability in percent, such as 1% or 0.5%"},
      {"loss: 50.1%", "7: error: loss must lie between 0% and 50%"},
      {"rate: 100",
       "7: error: '100' is not a bit rate with its unit, such as 100Mbit/s, 64kbit/s or 1Gbit/s"},
      {"rate: 0bit/s", "7: error: rate must lie between 1bit/s and 1000Gbit/s"},
      {"ports: 1-12,12",
       "8: error: '1-12,12' is not a list of numbers and ranges, such as 1-12,15"},
      {"ports: 1-49", "8: error: ports must lie between 1 and 48"},
      {"tcp: 1", "6: error: expected a map, found '1'"},
      {"tcp:", "1: error: expected a map, found nothing"},
      {"tcp: [1]", "6: error: expected a map, found a list"},
      {"tcp: {timestamps: yes}", "19: error: 'yes' is not true or false"},
      {"tcp: {rto_initial: 5min}", "20: error: rto_initial must lie between 1ms and 2min"},
      {"tcp: {rto_initial: forever}",
       "20: error: rto_initial cannot be forever; it must lie between 1ms and 2min"},
      {"tcp: {floor: totl}",
       "14: error: 'totl' is not one of total, rttvar, none; did you mean 'total'?"},
      {"tcp: {floor: linux}", "14: error: 'linux' is not one of total, rttvar, none"},
      {"tcp: {zzzzzzzz: 1}",
       "7: error: unknown key 'zzzzzzzz'; "
       "known here: rto_initial, keepalive, timestamps, syn_retries, floor"},
      {"tcp: {syn_retries:5}", "7: error: a space is missing after ':' in 'syn_retries:5'"},
      {"qqqqqqqqq: 1", "1: error: unknown key 'qqqqqqqqq'"},
      {"servers: 192.0.2.1", "10: error: expected a list, found '192.0.2.1'; write [192.0.2.1]"},
      {"servers:", "1: error: 'servers' has no value; write [] for an empty list"},
      {"servers: [1.1.1.1, 1.1.1.2, 1.1.1.3, 1.1.1.4]",
       "10: error: 'servers' has 4 items; at most 3 are allowed"},
      {"servers: [1.1.1.1, x]", "20: error: 'x' is not an IPv4 address, such as 192.0.2.1"},
      {"calls: [{at: 1s}]", "9: error: missing 'to': name of a phone"},
      {"calls: [{to: \"\"}]", "14: error: 'to' must have between 1 and 32 characters"},
  };
  for (const auto& [line, expected] : cases) {
    CAPTURE(line);
    CHECK(sample::complaints(address + line + '\n') == "2:" + expected);
  }
  CHECK(sample::complaints("[]\n") == "1:1: error: expected a map, found a list");
}

TEST_CASE("schema: an override changes a scalar, or says where its path goes wrong") {
  CHECK(set("tcp.rto_initial=60s") == "1min");  // canonical: what is set already is seen
  CHECK(set("calls.2.to=x", address + "calls: [{to: a}, {to: b}]\n") == "x");
  CHECK(set("tcp.rto_initial=5") ==
        "--set: error: '5' is not a duration with its unit, such as 115s, 250ms, 2min or 1h\n"
        "  --set tcp.rto_initial=5\n"
        "                        ^\n");
  CHECK(set("tcp.rto_inital=5s") ==
        "--set: error: unknown key 'rto_inital'; did you mean 'rto_initial'?\n"
        "  --set tcp.rto_inital=5s\n"
        "            ^\n");
  const std::string one_server = address + "servers: [10.0.0.1]\n";
  CHECK(set("servers.2=10.0.0.2", one_server) == "10.0.0.2");  // behind the last
  CHECK(set("servers.3=10.0.0.2", one_server).find("past the end of a list") != std::string::npos);
  const std::vector<std::pair<std::string, std::string>> cases{
      {"tcp=1",
       "'tcp' is a section; it has rto_initial, keepalive, timestamps, syn_retries, floor"},
      {"lines.x=1", "'lines' is a value; nothing stands below it"},
      {"servers=1.1.1.1", "'servers' is a list; add the number of one item, counted from 1"},
      {"servers.first=1.1.1.1", "'servers' is a list; its items are counted from 1"},
      {"calls.2.to=x",
       "the file has no place for a value here: the path leads to a list or a section, "
       "through a value, or past the end of a list"},
      {"lines", "expected PATH=VALUE, such as lan.delay=5ms"},
      {"=1", "expected a path of names with dots between them before '='"},
      {"a..b=1", "expected a path of names with dots between them before '='"},
      {"title=\x1b[31m", "only printable UTF-8 text can stand here"},
  };
  for (const auto& [text, expected] : cases) {
    CAPTURE(text);
    CHECK(set(text, address + "calls: []\n").starts_with("--set: error: " + expected + '\n'));
  }
  CHECK(sim::has_path<Host>(sim::split_path("expect.1.that")));  // raw: its reader knows
}
