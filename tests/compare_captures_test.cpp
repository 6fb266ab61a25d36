// Which segments two captures have in common, and which never reached the other point.
#include "app/evidence/captures/copies.hpp"
#include "tests/two_captures.hpp"

using models::SipMessage;
using models::SipMethod;
using namespace std::literals::chrono_literals;
using tests::lines;
using tests::TwoCaptures;

namespace {

SipMessage request(std::uint32_t cseq) { return {.cseq = cseq, .expires = 3600}; }
SipMessage answer(std::uint32_t cseq) { return {.cseq = cseq, .expires = 120, .status = 200}; }
const SipMessage crlf{.method = SipMethod::crlf};

}  // namespace

TEST_CASE("compare-captures: what both have is matched, the clocks' difference is found") {
  TwoCaptures two(1500ms, 3ms);
  two.both(0s, tests::syn(99));
  two.both(1s, tests::tcp(100, request(1)));
  two.both(2s, tests::tcp(500, answer(1), false));
  const auto comparison = two.compare();
  CHECK(comparison.nothing_lost());
  CHECK(comparison.both == 3);
  CHECK(comparison.translated == 0);
  REQUIRE(comparison.clock);
  CHECK(*comparison.clock == 1500ms);
  REQUIRE(comparison.one_way);
  CHECK(*comparison.one_way == 3ms);
}

TEST_CASE("compare-captures: a lost segment is told from its retransmission that arrived") {
  TwoCaptures two(-700ms);
  two.both(0s, tests::syn(99));
  two.both(1s, tests::tcp(100, request(1)));
  two.both(1100ms, tests::tcp(500, answer(1), false));
  two.only_a(116s, tests::tcp(990, request(2)));  // port security
  two.both(116220ms, tests::tcp(990, request(2)));
  two.both(116300ms, tests::tcp(1137, answer(2), false));
  two.only_a(231s, tests::tcp(1880, request(3)));
  two.only_a(231220ms, tests::tcp(1880, request(3)));
  two.only_a(231660ms, tests::tcp(1880, request(3)));
  two.only_b(240s, tests::tcp(1774, answer(3), false));
  const auto comparison = two.compare();
  CHECK(*comparison.clock == -700ms);
  CHECK(comparison.both == 5);
  CHECK(lines(two.a(), comparison.only_a) ==
        "4: REGISTER sip:10.0.0.2, CSeq 2 REGISTER, copy 1 of 2, 1 arrived\n"
        "7: REGISTER sip:10.0.0.2, CSeq 3 REGISTER, copy 1 of 3, 0 arrived\n"
        "8: REGISTER sip:10.0.0.2, CSeq 3 REGISTER, copy 2 of 3, 0 arrived\n"
        "9: REGISTER sip:10.0.0.2, CSeq 3 REGISTER, copy 3 of 3, 0 arrived\n");
  CHECK(lines(two.b(), comparison.only_b) == "6: 200 OK, CSeq 3 REGISTER, outside\n");
}

TEST_CASE("compare-captures: a NAT changes addresses and ports, not the segment") {
  TwoCaptures two;
  two.nat(0s, tests::syn(99));
  two.nat(1s, tests::tcp(100, request(1)));
  two.nat(2s, tests::tcp(500, answer(1), false));
  two.nat(3s, tests::udp(request(7)));
  two.nat(4s, tests::udp(answer(7), false));
  for (int i = 1; i <= 5; ++i) {
    const auto at = i * sim::Duration{60s};
    i == 3 ? two.only_a(at, tests::udp(crlf)) : two.nat(at, tests::udp(crlf));
  }
  const SipMessage poke{.cseq = 12, .method = SipMethod::options};
  two.only_b(200s, tests::translated(tests::udp(poke, false)));  // the mapping has aged
  const auto comparison = two.compare();
  CHECK(comparison.both == 9);
  CHECK(comparison.translated == 9);
  CHECK(lines(two.a(), comparison.only_a) == "8: CRLF keepalive, copy 3 of 5, 4 arrived\n");
  CHECK(lines(two.b(), comparison.only_b) == "10: OPTIONS sip:phone1@10.0.0.11, CSeq 12 OPTIONS\n");
}

TEST_CASE("compare-captures: traffic that does not pass the other point is not missed there") {
  TwoCaptures two;
  two.both(0s, tests::tcp(100, request(1)));
  two.both(1s, tests::tcp(500, answer(1), false));
  auto other = tests::tcp(100, request(1));
  other.destination = {0x0a00'0003};  // the secondary
  two.only_a(2s, other);
  two.only_a(3s, tests::tcp(990, request(2)));
  for (std::uint32_t i = 0; i < 30; ++i) {  // another phone, at the server's port
    auto strange = tests::tcp(100 + i, request(1));
    strange.source = {0x0a00'0063};
    two.only_b(4s, strange);
  }
  const auto comparison = two.compare();
  CHECK(comparison.elsewhere_a == 1);
  CHECK(lines(two.a(), comparison.only_a) == "4: REGISTER sip:10.0.0.2, CSeq 2 REGISTER\n");
  CHECK(comparison.elsewhere_b == 30);
  CHECK(comparison.only_b.empty());
}

TEST_CASE("compare-captures: with nothing in common, everything is missing") {
  TwoCaptures two;
  two.only_a(0s, tests::syn(99));
  two.only_a(3s, tests::syn(99));
  const auto comparison = two.compare();
  CHECK(lines(two.a(), comparison.only_a) ==
        "1: SYN, copy 1 of 2, 0 arrived\n2: SYN, copy 2 of 2, 0 arrived\n");
  CHECK(!comparison.clock);
}

TEST_CASE(
    "compare-captures: equal IPv4 identifications are the same copy, whatever the clocks say") {
  using app::Copy;
  const std::vector<Copy> a{{.at = 0, .ip_id = 5}, {.at = 10, .ip_id = 6}};
  const std::vector<Copy> second{{.at = 1, .ip_id = 6}};
  using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;
  CHECK((app::pair_copies(a, second, 0, false) == Pairs{{1, 0}}));
  const std::vector<Copy> unknown{{.at = 1, .ip_id = 0}};
  CHECK((app::pair_copies(a, unknown, 0, false) == Pairs{{0, 0}}));
  const std::vector<Copy> far{{.at = 100'000'000'000, .ip_id = 0}};
  CHECK(app::pair_copies(a, far, 0, false).empty());
}
