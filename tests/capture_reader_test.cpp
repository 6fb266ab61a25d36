// Captures of real devices: both byte orders, several link layers, whole and damaged.
#include "app/commands/commands.hpp"
#include "tests/tshark.hpp"
#include "tests/two_captures.hpp"

using models::SipMessage;
using tests::Bytes;
using tests::ClassicPcap;

namespace {

const SipMessage request{.cseq = 3, .expires = 3600};

ClassicPcap one_register(ClassicPcap pcap, const Bytes& before_ip, std::uint32_t snap = 65'535) {
  Bytes frame = tests::bytes_of(tests::tcp(77, request));
  frame.erase(frame.begin(), frame.begin() + 14);
  frame.insert(frame.begin(), before_ip.begin(), before_ip.end());
  pcap.begin();
  pcap.packet(tests::start, 250'000, frame, snap);
  return pcap;
}

}  // namespace

TEST_CASE("captures: both byte orders and every link layer are read alike") {
  Bytes ethernet(14);
  ethernet[12] = 0x08;
  Bytes tagged(12);
  tagged.insert(tagged.end(), {0x88, 0xa8, 0, 7, 0x81, 0, 0, 110, 0x08, 0});
  Bytes cooked(16);
  cooked[14] = 0x08;
  Bytes cooked2(20);
  cooked2[0] = 0x08;
  struct Case {
    ClassicPcap pcap;
    Bytes before_ip;
  };
  for (const Case& c : {Case{{.big_endian = false, .link_type = 1}, ethernet},
                        Case{{.big_endian = true, .link_type = 1}, ethernet},
                        Case{{.big_endian = true, .link_type = 1}, tagged},
                        Case{{.big_endian = false, .link_type = 113}, cooked},
                        Case{{.big_endian = false, .link_type = 276}, cooked2},
                        Case{{.big_endian = true, .link_type = 101}, {}}}) {
    CAPTURE(c.pcap.link_type, c.pcap.big_endian);
    const auto capture = app::parse_capture(one_register(c.pcap, c.before_ip).text);
    CHECK(capture.error == "");
    REQUIRE(capture.segments.size() == 1);
    const app::Captured& segment = capture.segments[0];
    CHECK(segment.at == static_cast<std::int64_t>(tests::start) * 1'000'000'000 + 250'000'000);
    CHECK(segment.what == "REGISTER sip:10.0.0.2, CSeq 3 REGISTER");
    CHECK(segment.seq == 77);
    CHECK(segment.length == 890);
    CHECK(segment.from == models::Endpoint{tests::phone, 50'000});
    CHECK(segment.to == models::Endpoint{tests::server, 5060});
  }
}

TEST_CASE("captures: a segment that is cut short still counts, a datagram does not") {
  Bytes ethernet(14);
  ethernet[12] = 0x08;
  const auto capture = app::parse_capture(one_register({}, ethernet, 96).text);
  REQUIRE(capture.segments.size() == 1);
  CHECK(capture.segments[0].cut);
  CHECK(capture.segments[0].length == 890);
  ClassicPcap pcap;
  pcap.begin();
  pcap.packet(tests::start, 0, tests::bytes_of(tests::udp(request)), 96);
  pcap.packet(tests::start, 0, tests::bytes_of(tests::udp(request)), 20);  // not even a header
  const auto datagrams = app::parse_capture(pcap.text);
  CHECK(datagrams.packets == 2);
  CHECK(datagrams.segments.empty());
  CHECK(datagrams.cut == 1);
}

TEST_CASE("captures: a damaged file is read up to the damage, and the damage is named") {
  const std::string whole = [] {
    ClassicPcap pcap;
    pcap.begin();
    for (std::uint32_t i = 0; i < 3; ++i) {
      pcap.packet(tests::start, i, tests::bytes_of(tests::tcp(i * 890, request)));
    }
    return pcap.text;
  }();
  CHECK(app::parse_capture(whole).error == "");
  const auto cut = app::parse_capture(whole.substr(0, whole.size() - 100));
  CHECK(cut.segments.size() == 2);
  CHECK(cut.error.starts_with("after packet 2: truncated dump file"));
  CHECK(app::parse_capture("device:").error.starts_with("not a capture"));
  CHECK(app::parse_capture("").error.starts_with("not a capture"));
  ClassicPcap wifi{.link_type = 105};
  wifi.begin();
  CHECK(app::parse_capture(wifi.text).error ==
        "link type 105 (IEEE802_11): known are Ethernet, Linux cooked and raw IP");
  CHECK(app::read_capture("/no/such/file.pcap").error == "No such file or directory");
}

TEST_CASE("compare-captures: exit codes 0 nothing lost, 1 something, 2 a file is wrong") {
  tests::TwoCaptures two;
  two.both({}, tests::tcp(1, request));
  const tests::TemporaryFile a("a.pcapng", two.file_a());
  const tests::TemporaryFile b("b.pcapng", two.file_b());
  const tests::TemporaryFile json("out.json", "");
  const auto run = [&](const std::string& in_a, const std::string& in_b) {
    return app::compare_captures_command({in_a, in_b, json.path()});
  };
  CHECK(run(a.path(), b.path()) == app::exit_ok);
  two.only_a(std::chrono::seconds(1), tests::tcp(891, request));
  const tests::TemporaryFile more("more.pcapng", two.file_a());
  CHECK(run(more.path(), b.path()) == app::exit_failed);
  const tests::TemporaryFile half("half.pcapng", two.file_a().substr(0, two.file_a().size() - 9));
  CHECK(run(half.path(), b.path()) == app::exit_usage);
  CHECK(run(a.path(), "/no/such/file.pcap") == app::exit_usage);
}
