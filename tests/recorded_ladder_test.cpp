// Ladders of real runs: who said what to whom, what died where, and what decided.
#include <cmath>

#include "app/evidence/ladders/ladder_notes.hpp"
#include "app/evidence/ladders/make_ladder.hpp"
#include "tests/recording_fixture.hpp"

namespace {

using app::LadderMessage;
using models::Fate;
using tests::recorded;
using tests::Recorded;
using sim::operator""s;

std::vector<const LadderMessage*> labelled(const Recorded& run, std::string_view label) {
  std::vector<const LadderMessage*> found;
  for (const LadderMessage& m : run.messages) {
    if (m.label == label) found.push_back(&m);
  }
  return found;
}

std::size_t dead(const std::vector<const LadderMessage*>& messages) {
  std::size_t count = 0;
  for (const LadderMessage* m : messages) count += m->death ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("recorded ladder: eight REGISTERs die at sw1, TCP repeats seven after 0.22 s doubled") {
  const Recorded run =
      recorded("scenarios/cisco/sip-sixteen-minute-cycle.yaml", {"phone1", "cucm1"}, "17min");
  std::vector<double> repeated;
  std::size_t deaths = 0;
  for (const LadderMessage* m : labelled(run, "SIP REGISTER Expires: 3600")) {
    CHECK(m->from == 0);
    CHECK(m->to == 1);
    if (m->repeated) repeated.push_back(sim::seconds(*m->repeated));
    if (!m->death) continue;
    ++deaths;
    CHECK(m->death->device == "sw1");
    CHECK(m->death->fate == Fate::port_security_relearn);
    CHECK(m->death->setting == "sw1.port_security.aging_time");
  }
  CHECK(deaths == 8);
  REQUIRE(repeated.size() == 8);  // the last one after the server had closed
  for (std::size_t i = 0; i < repeated.size(); ++i) {
    CHECK(repeated[i] == Catch::Approx(0.22 * std::pow(2.0, i)));
  }
  CHECK(labelled(run, "SIP 200 OK Expires: 120").size() == 8);
  for (const LadderMessage& m : run.messages) CHECK(m.sent < m.ended);
}

TEST_CASE("recorded ladder: a named switch ends one way and begins the next") {
  const Recorded direct =
      recorded("scenarios/cisco/sip-sixteen-minute-cycle.yaml", {"phone1", "cucm1"}, "5min");
  const Recorded by_switch =
      recorded("scenarios/cisco/sip-sixteen-minute-cycle.yaml", {"phone1", "sw1", "cucm1"}, "5min");
  const std::string ok = "SIP 200 OK Expires: 120";
  REQUIRE(labelled(by_switch, ok).size() == 2 * labelled(direct, ok).size());
  const auto ways = labelled(by_switch, ok);
  CHECK((ways[0]->from == 2 && ways[0]->to == 1 && ways[0]->begins));
  CHECK((ways[1]->from == 1 && ways[1]->to == 0 && !ways[1]->begins));
  for (const LadderMessage& m : by_switch.messages) {
    if (m.death) CHECK((m.from == 0 && m.to == 1));  // it dies in sw1, and goes no further
  }
}

TEST_CASE("recorded ladder: behind a NAT that forgets, OPTIONS dies at the router") {
  const Recorded run = recorded("scenarios/starface/nat-keepalive.yaml", {"phone1", "pbx"}, "5min");
  const auto options = labelled(run, "SIP OPTIONS");
  REQUIRE(!options.empty());
  CHECK_FALSE(options.front()->death);  // right after the REGISTER the mapping is young
  CHECK(dead(options) + 1 >= options.size());
  for (const LadderMessage* m : options) {
    CHECK((m->from == 1 && m->to == 0));
    if (!m->death) continue;
    CHECK(m->death->device == "nat");
    CHECK(m->death->setting == "nat.nat.udp_timeout");
  }
  CHECK(labelled(run, "SIP CRLF keepalive").size() >= 4);
}

TEST_CASE(
    "recorded ladder: the ASA answers for the call manager, and denies the SYN that follows") {
  const Recorded run =
      recorded("scenarios/cisco/sccp-asa-proxy-arp.yaml", {"phone1", "asa", "cucm1"}, "2min");
  const auto asked = labelled(run, "ARP Who has 10.1.1.11?");
  REQUIRE(!asked.empty());
  CHECK(asked.front()->to == 2);
  REQUIRE(labelled(run, "ARP 10.1.1.11 is at 02:00:00:00:00:01").size() >= 1);
  const auto lies = labelled(run, "ARP 10.1.1.11 is at 02:00:00:00:00:03");
  REQUIRE(!lies.empty());
  CHECK((lies.front()->from == 1 && lies.front()->to == 0));
  const auto syn = labelled(run, "TCP [SYN]");
  REQUIRE(!syn.empty());
  REQUIRE(syn.front()->death);
  CHECK(syn.front()->death->device == "asa");
}

TEST_CASE("recorded ladder: DHCP broadcasts reach the server, other phones' do not matter") {
  const Recorded run = recorded("scenarios/netphone/dhcp-healthy.yaml", {"phone1", "sbs"}, "45min");
  CHECK(labelled(run, "DHCP REQUEST 192.168.16.51").size() >= 1);
  std::size_t answers = 0;
  for (const LadderMessage& m : run.messages) {
    CHECK(m.from != m.to);
    CHECK_FALSE(m.death);
    if (m.label.starts_with("DHCP ACK 192.168.16.51")) ++answers;
    CHECK(m.label.find("192.168.16.52") == std::string::npos);
  }
  CHECK(answers >= 1);
}

TEST_CASE("recorded ladder: answered keepalives are folded, everything around a loss is not") {
  Recorded run = recorded("scenarios/cisco/sip-healthy.yaml", {"phone1", "cucm1"}, "25min");
  std::size_t acknowledgements = 0;
  const auto lines = app::folded(run.messages, {}, {}, acknowledgements);
  std::size_t folded = 0;
  for (const app::LadderLine& line : lines) {
    const auto* one = std::get_if<app::LadderRun>(&line);
    if (one == nullptr || one->label != "SIP REGISTER Expires: 3600") continue;
    folded += one->count;
    CHECK(sim::seconds(one->every()) == Catch::Approx(115).margin(1));
  }
  CHECK(folded >= 11);
  CHECK(lines.size() < 20);
  CHECK(acknowledgements > 0);
  const auto all = app::folded(run.messages, {}, {.all = true}, acknowledgements);
  CHECK(all.size() == run.messages.size());
}

TEST_CASE("recorded ladder: of a long run the first loss is shown with what led to it") {
  Recorded run = recorded("scenarios/cisco/sip-sixteen-minute-cycle.yaml", {"phone1", "cucm1"});
  const std::vector<std::size_t> devices{run.result.scenario.device("phone1").value(),
                                         run.result.scenario.device("cucm1").value()};
  const auto ladder = app::make_ladder(run.result, devices, run.messages, {});
  CHECK(ladder.participants == std::vector<std::string>{"phone1", "cucm1"});
  CHECK(ladder.lines.size() <= 70 + 4);  // and gaps
  std::size_t deaths = 0;
  std::size_t losses = 0;
  for (const app::LadderLine& line : ladder.lines) {
    const auto* message = std::get_if<LadderMessage>(&line);
    const auto* note = std::get_if<app::LadderNote>(&line);
    const bool first = app::time_of(line) < sim::Time{} + std::chrono::minutes{17};
    deaths += first && message != nullptr && message->death ? 1 : 0;
    losses += note != nullptr && note->text.starts_with("phone1 lost cucm1") ? 1 : 0;
  }
  CHECK(deaths == 8);
  CHECK(losses == 3);
  const sim::Time loss = app::loss_windows(run.result.history, run.result.scenario, devices)[0].to;
  const auto window = app::make_ladder(run.result, devices, run.messages, {}, loss - 60s, loss);
  CHECK(window.lines.size() > 3);
  for (const app::LadderLine& line : window.lines) {
    CHECK((app::time_of(line) >= loss - 60s && app::time_of(line) <= loss));
  }
}
