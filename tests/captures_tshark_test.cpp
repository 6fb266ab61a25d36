// Captures of every scenario, read by Wireshark's dissectors: nothing malformed, checksums right,
// and packet by packet what was sent; its retransmissions are those of our journal.
#include <algorithm>
#include <filesystem>
#include <set>

#include "app/evidence/captures/taps.hpp"
#include "tests/run_fixture.hpp"
#include "tests/tshark.hpp"

namespace {

using models::TraceRecord;
using namespace models;
namespace fs = std::filesystem;

const std::vector<std::string> fields{"frame.number",
                                      "sip.Method",
                                      "sip.Status-Code",
                                      "sip.Expires",
                                      "skinny.messageId",
                                      "dhcp.option.dhcp",
                                      "ip.checksum.status",
                                      "tcp.checksum.status",
                                      "udp.checksum.status",
                                      "icmp.checksum.status",
                                      "_ws.malformed",
                                      "tcp.analysis.retransmission",
                                      "tcp.analysis.fast_retransmission",
                                      "tcp.analysis.spurious_retransmission",
                                      "tcp.analysis.out_of_order"};
enum Field : std::size_t {
  method = 1,
  status,
  expires,
  sccp,
  dhcp,
  checksum,
  malformed = 10,
  again
};

// What the dissector should say of one packet: method, status, Expires, SCCP id, DHCP type.
template <class Message>
const SipMessage* sip_of(const Message& message) {
  if (const auto* call = std::get_if<models::CallMessage>(&message)) return call;
  return std::get_if<SipMessage>(&message);
}

std::vector<std::string> expected_of(const Frame& frame) {
  std::vector<std::string> words(5);
  const Ipv4Packet* packet = frame.ipv4();
  if (packet == nullptr) return words;
  const SipMessage* sip = nullptr;
  if (const auto* tcp = std::get_if<TcpSegment>(&packet->payload)) {
    const bool plain = tcp->source_port == sip_port || tcp->destination_port == sip_port;
    if (tcp->length > 0 && plain) sip = sip_of(tcp->message);
    const auto* skinny = tcp->length > 0 ? std::get_if<SccpMessage>(&tcp->message) : nullptr;
    if (skinny != nullptr) words[3] = std::to_string(static_cast<unsigned>(skinny->id));
  } else if (const auto* udp = std::get_if<UdpDatagram>(&packet->payload)) {
    sip = sip_of(udp->message);
    const auto* lease = std::get_if<DhcpMessage>(&udp->message);
    if (lease != nullptr) words[4] = std::to_string(static_cast<unsigned>(lease->type));
  }
  if (sip == nullptr || sip->method == SipMethod::crlf) return words;
  constexpr std::array<const char*, 8> methods{"REGISTER", "REFER", "OPTIONS", "INVITE",
                                               "CANCEL",   "ACK",   "BYE",     "UPDATE"};
  if (!sip->is_request()) words[1] = std::to_string(sip->status);
  if (!sip->is_request()) return words;
  words[0] = methods[static_cast<std::size_t>(sip->method)];
  if (sip->method == SipMethod::register_ && sip->expires != no_expires) {
    words[2] = std::to_string(sip->expires);
  }
  return words;
}

// A segment that leaves a second time: flow, and the sequence number behind it.
bool is_again(const Frame& frame, std::set<std::vector<std::uint64_t>>& seen) {
  const Ipv4Packet* packet = frame.ipv4();
  const auto* tcp = packet == nullptr ? nullptr : std::get_if<TcpSegment>(&packet->payload);
  if (tcp == nullptr || tcp->span() == 0) return false;
  return !seen.insert({packet->source.value, tcp->source_port, packet->destination.value,
                       tcp->destination_port, tcp->seq + tcp->span(), tcp->syn ? 1U : 0U})
              .second;
}

struct Tapped {
  std::vector<Frame> frames;      // in the order of the capture
  std::vector<bool> left;         // they left the device
  std::vector<bool> foreign;      // flooded to it, though meant for another
  std::size_t retransmitted = 0;  // by the device, says the journal
  std::size_t unresolved = 0;     // of its frames: ARP found nobody, so that they never left
};

Tapped tap(const std::string& path, const app::Scenario& scenario, std::size_t device,
           app::Captures& captures) {
  Tapped tapped;
  Trace trace;
  const app::Recording recording{
      trace, [&](const app::World& world) {
        captures.read(world, trace.records);
        for (const TraceRecord& r : trace.records) {
          if (world.device(r.device) != device) continue;
          const bool left = r.kind == TraceRecord::Kind::sent || r.fate == Fate::lost_on_link;
          const bool own = r.frame.origin == r.device && r.kind == TraceRecord::Kind::ended;
          tapped.unresolved +=
              own && (r.fate == Fate::arp_unanswered || r.fate == Fate::arp_queue_full);
          if (r.kind == TraceRecord::Kind::ended && !left) continue;
          tapped.frames.push_back(r.frame);
          tapped.left.push_back(left);
          tapped.foreign.push_back(!left && r.frame.destination != sim::broadcast_mac &&
                                   r.frame.destination != scenario.devices[device].mac);
        }
        trace.records.clear();
      }};
  const app::Simulation run = app::simulate({.scenario = scenario,
                                             .seed = scenario.seed,
                                             .what = path,
                                             .stop = std::min<Duration>(scenario.duration, 1h)},
                                            {}, &recording);
  for (const RetransmissionFact& again : run.world->network().journal().retransmissions) {
    tapped.retransmitted += run.world->device(again.device) == device ? 1U : 0U;
  }
  return tapped;
}

// The same words as expected_of(), as the dissector says them.
std::vector<std::string> said_of(const std::vector<std::string>& p) {
  const bool answer = !p[status].empty();  // tshark repeats the method of what it answers
  const std::string id = p[sccp].empty() ? "" : std::to_string(std::stoul(p[sccp], nullptr, 0));
  return {answer ? "" : p[method], p[status], answer ? "" : p[expires], id, p[dhcp]};
}

void check_capture(const Tapped& tapped, const std::string& capture, const std::string& name) {
  const tests::TemporaryFile file("capture.pcapng", capture);
  const auto packets = tests::tshark(file.path(), fields);
  REQUIRE(packets.size() == tapped.frames.size());
  std::set<std::vector<std::uint64_t>> seen;
  std::size_t retransmitted = 0;
  for (std::size_t i = 0; i < packets.size(); ++i) {
    const std::vector<std::string>& p = packets[i];
    REQUIRE(p.size() == fields.size());
    INFO(name << ", packet " << p[0]);
    std::string wrong = p[malformed];
    for (std::size_t f = checksum; f < malformed; ++f) {
      if (p[f].find('0') != p[f].npos) wrong += fields[f];
    }
    if (!wrong.empty()) CHECK(wrong.empty());
    const bool repeats = is_again(tapped.frames[i], seen);
    // Of others' flows only what was flooded is seen, and first of all perhaps an old segment.
    if (tapped.foreign[i]) continue;
    // What has been dissected once is not handed to SIP or SCCP again.
    const auto expected = repeats ? std::vector<std::string>(5) : expected_of(tapped.frames[i]);
    if (said_of(p) != expected) CHECK(said_of(p) == expected);
    std::string flags;
    for (std::size_t f = again; f < fields.size(); ++f) flags += p[f];
    if (repeats != !flags.empty()) CHECK(repeats == !flags.empty());
    retransmitted += repeats && tapped.left[i] ? 1U : 0U;
  }
  INFO(name);
  CHECK(retransmitted <= tapped.retransmitted);
  CHECK(retransmitted + tapped.unresolved >= tapped.retransmitted);
}

}  // namespace

TEST_CASE("captures: tshark agrees, for every scenario, packet by packet, with what was sent") {
  std::vector<std::pair<std::string, std::string>> taps{
      // empty: the first phone
      {"scenarios/cisco/sccp-asa-proxy-arp.yaml", "cucm1"},
      {"scenarios/cisco/sip-sixteen-minute-cycle.yaml", "cucm2"},
      {"scenarios/netphone/conflict-detection.yaml", "sbs"},
      {"scenarios/starface/nat-keepalive.yaml", "pbx"},
  };
  for (const auto& entry : fs::recursive_directory_iterator("scenarios")) {
    if (entry.path().extension() == ".yaml") taps.emplace_back(entry.path().string(), "");
  }
  REQUIRE(taps.size() > 30);
  for (const auto& [path, name] : taps) {
    sim::Diagnostics diagnostics;
    const auto source = app::read_source(path, diagnostics);
    const auto scenario = app::load(*source, {}, diagnostics);
    REQUIRE(scenario);
    const auto found = std::ranges::find_if(scenario->devices, [&](const app::Device& device) {
      const bool phone = app::is_phone(scenario->entries[device.entry].kind);
      return name.empty() ? phone : device.name == name;
    });
    REQUIRE(found != scenario->devices.end());
    const auto number = static_cast<std::size_t>(found - scenario->devices.begin());
    app::Captures captures(*scenario, {{.device = number}}, {}, models::never);
    const Tapped tapped = tap(path, *scenario, number, captures);
    check_capture(tapped, captures.files()[0].capture.text(), path + " " + found->name);
  }
}
