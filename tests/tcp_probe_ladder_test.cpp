// RFC 8985 section 7, the tail loss probe: as the RFC has it, and as Linux was measured
// [measured-tlp].
#include "tests/tcp_ladder.hpp"

using namespace std::chrono_literals;

namespace {

// Linux 6.18, HZ=250, on a link of less than a tick: R0 = 0.204 s.
models::TcpConfig linux_tlp(bool needs_sample) {
  models::TcpConfig config = on_wire::phone();
  config.rto_granularity = 4ms;
  config.tail_loss_probe = true;
  config.tail_loss_probe_needs_sample = needs_sample;
  return config;
}

std::string established(std::string_view script) {
  return R"(
    0s     ! open
    0s     > SYN 0
    0.001s < SYN,ACK 0 ack 1
    0.001s > ACK 1 ack 1
    0.001s = established
  )" + std::string(script);
}

}  // namespace

TEST_CASE(
    "[measured-tlp]: probes without timestamps leave an RTO of .204 .204 .408 .408 .816 .816") {
  CHECK_LADDER(Tcp{linux_tlp(false)}, established(R"(
    100s     ! send m1
    100s     > m1 1+100 ack 1
    100.204s = probe after 204ms, rto 204ms     # in force for keepalive 1
    100.204s > m1 1+100 ack 1
    100.205s < ACK 1 ack 101
    200s     ! send m2
    200s     > m2 101+100 ack 1
    200.204s = timeout after 204ms, rto 408ms   # 2
    200.204s > m2 101+100 ack 1
    200.205s < ACK 1 ack 201
    300s     ! send m3
    300s     > m3 201+100 ack 1
    300.208s = probe after 208ms, rto 408ms     # 3: 2 SRTT + 200 ms
    300.208s > m3 201+100 ack 1
    300.209s < ACK 1 ack 301
    400s     ! send m4
    400s     > m4 301+100 ack 1
    400.408s = timeout after 408ms, rto 816ms   # 4
    400.408s > m4 301+100 ack 1
    400.409s < ACK 1 ack 401
    500s     ! send m5
    500s     > m5 401+100 ack 1
    500.208s = probe after 208ms, rto 816ms     # 5
    500.208s > m5 401+100 ack 1
    500.209s < ACK 1 ack 501
    600s     ! send m6
    600s     > m6 501+100 ack 1
    600.816s = timeout after 816ms, rto 1.632s  # 6
    600.816s > m6 501+100 ack 1
    600.817s < ACK 1 ack 601
  )"));
}

TEST_CASE("RFC 8985 7.3: after a probe the next one needs an RTT sample: one .204, then doubling") {
  CHECK_LADDER(Tcp{linux_tlp(true)}, established(R"(
    100s     ! send m1
    100s     > m1 1+100 ack 1
    100.204s = probe after 204ms, rto 204ms
    100.204s > m1 1+100 ack 1
    100.205s < ACK 1 ack 101
    200s     ! send m2
    200s     > m2 101+100 ack 1
    200.204s = timeout after 204ms, rto 408ms
    200.204s > m2 101+100 ack 1
    200.205s < ACK 1 ack 201
    300s     ! send m3
    300s     > m3 201+100 ack 1
    300.408s = timeout after 408ms, rto 816ms
    300.408s > m3 201+100 ack 1
    300.409s < ACK 1 ack 301
    400s     ! send m4
    400s     > m4 301+100 ack 1
    400.001s < ACK 1 ack 401                    # a sample
    500s     ! send m5
    500s     > m5 401+100 ack 1
    500.204s = probe after 204ms, rto 204ms
    500.204s > m5 401+100 ack 1
  )"));
}

TEST_CASE("RFC 8985 7.3: one probe, then the RTO as ever") {
  CHECK_LADDER(Tcp{linux_tlp(true)}, established(R"(
    1s     ! send m1
    1s     > m1 1+100 ack 1
    1.204s = probe after 204ms, rto 204ms
    1.204s > m1 1+100 ack 1
    1.408s = timeout after 204ms, rto 408ms
    1.408s > m1 1+100 ack 1
    1.816s = timeout after 408ms, rto 816ms
    1.816s > m1 1+100 ack 1
    1.817s < ACK 1 ack 101
  )"));
}

TEST_CASE("RFC 8985 7.2: with two segments out the probe comes after 2 SRTT, and is the last one") {
  CHECK_LADDER(Tcp{linux_tlp(true)}, established(R"(
    1s     ! send m1
    1s     > m1 1+100 ack 1
    1s     ! send m2
    1s     > m2 101+100 ack 1
    1.008s = probe after 8ms, rto 204ms
    1.008s > m2 101+100 ack 1
    1.009s < ACK 1 ack 1                        # the peer has m2 and lacks m1
    1.212s = timeout after 204ms, rto 408ms
    1.212s > m1 1+100 ack 1
    1.213s < ACK 1 ack 201
  )"));
}

TEST_CASE("RFC 8985 7.2: no SRTT yet: after 1 s, or the RTO if that is less") {
  models::TcpConfig config = linux_tlp(true);
  CHECK_LADDER(Tcp{config}, R"(
    0s     ! open
    0s     > SYN 0
    1s     = timeout after 1s, rto 2s
    1s     > SYN 0
    1.001s < SYN,ACK 0 ack 1
    1.001s > ACK 1 ack 1
    1.001s = established
    2s     ! send m1
    2s     > m1 1+100 ack 1
    3s     = probe after 1s, rto 3s
    3s     > m1 1+100 ack 1
    6s     = timeout after 3s, rto 6s
    6s     > m1 1+100 ack 1
  )");
}

TEST_CASE("RFC 8985 7.4.2: a duplicate ACK shows that both copies came, and ends the episode") {
  CHECK_LADDER(Tcp{linux_tlp(false)}, established(R"(
    100s     ! send m1
    100s     > m1 1+100 ack 1
    100.204s = probe after 204ms, rto 204ms
    100.204s > m1 1+100 ack 1
    100.205s < ACK 1 ack 101
    100.206s < ACK 1 ack 101
    200s     ! send m2
    200s     > m2 101+100 ack 1
    200.204s = probe after 204ms, rto 204ms
    200.204s > m2 101+100 ack 1
    200.205s < ACK 1 ack 201
  )"));
}

TEST_CASE("RFC 8985 7.4.2: an ACK beyond the probe ends the episode as well") {
  CHECK_LADDER(Tcp{linux_tlp(false)}, established(R"(
    100s     ! send m1
    100s     > m1 1+100 ack 1
    100.204s = probe after 204ms, rto 204ms
    100.204s > m1 1+100 ack 1
    100.205s < ACK 1 ack 101
    200s     ! send m2
    200s     > m2 101+100 ack 1
    200.001s < ACK 1 ack 201
    300s     ! send m3
    300s     > m3 201+100 ack 1
    300.204s = probe after 204ms, rto 204ms
    300.204s > m3 201+100 ack 1
  )"));
}

TEST_CASE("RFC 8985 7.1: a timeout ends the episode") {
  CHECK_LADDER(Tcp{linux_tlp(false)}, established(R"(
    100s     ! send m1
    100s     > m1 1+100 ack 1
    100.204s = probe after 204ms, rto 204ms
    100.204s > m1 1+100 ack 1
    100.408s = timeout after 204ms, rto 408ms
    100.408s > m1 1+100 ack 1
    100.409s < ACK 1 ack 101
    200s     ! send m2
    200s     > m2 101+100 ack 1
    200.208s = probe after 208ms, rto 408ms
    200.208s > m2 101+100 ack 1
  )"));
}

TEST_CASE(
    "[measured-tlp]: probes with timestamps: every probe is answered by a sample, no doubling") {
  models::TcpConfig config = linux_tlp(true);
  config.timestamps = true;
  CHECK_LADDER(Tcp{config}, R"(
    0s       ! open
    0s       > SYN 0 ts 1 ecr 0
    0.001s   < SYN,ACK 0 ack 1 ts 9 ecr 1
    0.001s   > ACK 1 ack 1 ts 2 ecr 9
    0.001s   = established
    100s     ! send m1
    100s     > m1 1+100 ack 1 ts 100001 ecr 9
    100.204s = probe after 204ms, rto 204ms
    100.204s > m1 1+100 ack 1 ts 100205 ecr 9
    100.205s < ACK 1 ack 101 ts 10 ecr 100205
    200s     ! send m2
    200s     > m2 101+100 ack 1 ts 200001 ecr 10
    200.204s = timeout after 204ms, rto 408ms
    200.204s > m2 101+100 ack 1 ts 200205 ecr 10
    200.205s < ACK 1 ack 201 ts 11 ecr 200205
    200.205s ! show
    200.205s = established, rto 204ms
  )");
}
