// RFC 6298 section 5, Karn's rule, RFC 7323 samples, linear timeouts, giving up.
#include "tests/tcp_ladder.hpp"

using namespace std::chrono_literals;

namespace {

// The same without a ladder, for long series: a connection that has sent one message at 1 s.
models::TcpConnection sending(const models::TcpConfig& config) {
  static models::TcpBuffers buffers(1);
  models::TcpConnection c(config, buffers, 1, 2, 0);
  models::TcpActions out;
  c.open(sim::Time{}, out);
  models::TcpSegment answer;
  answer.ack = 1;
  answer.syn = answer.has_ack = true;
  c.receive(answer, sim::Time{20ms}, out);
  c.send({}, 100, sim::Time{1s}, out);
  return c;
}

}  // namespace

TEST_CASE("RFC 6298 (5.4)-(5.6): a lost segment is sent again after the RTO, then after twice it") {
  CHECK_LADDER(Tcp{on_wire::phone()}, on_wire::established(R"(
    1s    ! send m1
    1s    > m1 1+100 ack 1
    1.22s = timeout after 220ms, rto 440ms
    1.22s > m1 1+100 ack 1
    1.66s = timeout after 440ms, rto 880ms
    1.66s > m1 1+100 ack 1
    1.68s < ACK 1 ack 101
    99s   .
  )"));
}

TEST_CASE("RFC 6298 (5.1) (5.3): the timer runs from the first segment, anew from each ACK") {
  CHECK_LADDER(Tcp{on_wire::phone()}, on_wire::established(R"(
    1s    ! send m1
    1s    > m1 1+100 ack 1
    1.1s  ! send m2
    1.1s  > m2 101+100 ack 1
    1.22s = timeout after 220ms, rto 440ms
    1.22s > m1 1+100 ack 1
    1.24s < ACK 1 ack 101          # Karn: 440 ms stays; m2, as old, is lost too
    1.24s > m2 101+100 ack 1
    1.68s = timeout after 440ms, rto 880ms
    1.68s > m2 101+100 ack 1
    1.7s  < ACK 1 ack 201
    99s   .
  )"));
  CHECK_LADDER(Tcp{on_wire::phone()}, on_wire::established(R"(
    1s    ! send m1
    1s    > m1 1+100 ack 1
    1.01s ! send m2
    1.01s > m2 101+100 ack 1
    1.02s < ACK 1 ack 101          # a sample, and from here 0.22 s
    1.24s = timeout after 220ms, rto 440ms
    1.24s > m2 101+100 ack 1
    1.25s < ACK 1 ack 201
  )"));
}

TEST_CASE("RFC 6298 (3): an ACK of two segments samples the first; of a repeated one, nothing") {
  CHECK_LADDER(Tcp{on_wire::phone()}, on_wire::established(R"(
    1s    ! send m1
    1s    > m1 1+100 ack 1
    1.1s  ! send m2
    1.1s  > m2 101+100 ack 1
    1.18s < ACK 1 ack 201          # SRTT (7 * 20 + 180) / 8 = 40, RTTVAR (3 * 10 + 160) / 4 = 47.5
    1.18s ! show
    1.18s = established, rto 240ms
    2s    ! send m3
    2s    > m3 201+100 ack 1
    2.24s = timeout after 240ms, rto 480ms
    2.24s > m3 201+100 ack 1
    2.25s ! send m4
    2.25s > m4 301+100 ack 1
    2.27s < ACK 1 ack 401          # both at once: m3 was repeated, so none
    2.27s ! show
    2.27s = established, rto 480ms
  )"));
}

// The heart of the case study ([derived-cycle]): each keepalive is lost once, and each doubles the
// RTO.
TEST_CASE(
    "RFC 6298 section 5, Karn: the doubled RTO stays, 0.22 0.44 0.88 ...; a clean exchange ends "
    "it") {
  CHECK_LADDER(Tcp{on_wire::phone()}, on_wire::established(R"(
    100s    ! send m1
    100s    > m1 1+100 ack 1
    100.22s = timeout after 220ms, rto 440ms
    100.22s > m1 1+100 ack 1
    100.24s < ACK 1 ack 101
    200s    ! send m2
    200s    > m2 101+100 ack 1
    200.44s = timeout after 440ms, rto 880ms
    200.44s > m2 101+100 ack 1
    200.46s < ACK 1 ack 201
    300s    ! send m3
    300s    > m3 201+100 ack 1
    300.88s = timeout after 880ms, rto 1.76s
    300.88s > m3 201+100 ack 1
    300.90s < ACK 1 ack 301
    400s    ! send m4
    400s    > m4 301+100 ack 1
    401.76s = timeout after 1.76s, rto 3.52s
    401.76s > m4 301+100 ack 1
    401.78s < ACK 1 ack 401
    500s    ! send m5
    500s    > m5 401+100 ack 1
    500.02s < ACK 1 ack 501              # not repeated: a sample
    600s    ! send m6
    600s    > m6 501+100 ack 1
    600.22s = timeout after 220ms, rto 440ms
    600.22s > m6 501+100 ack 1
    600.24s < ACK 1 ack 601
  )"));
}

TEST_CASE("RFC 7323 3.1: with timestamps every ACK is a sample, and nothing doubles") {
  models::TcpConfig config = on_wire::phone();
  config.timestamps = true;
  CHECK_LADDER(Tcp{config}, R"(
    0s      ! open
    0s      > SYN 0 ts 1 ecr 0
    0.02s   < SYN,ACK 0 ack 1 ts 9 ecr 1
    0.02s   > ACK 1 ack 1 ts 21 ecr 9
    0.02s   = established
    100s    ! send m1
    100s    > m1 1+100 ack 1 ts 100001 ecr 9
    100.22s = timeout after 220ms, rto 440ms
    100.22s > m1 1+100 ack 1 ts 100221 ecr 9
    100.24s < ACK 1 ack 101 ts 10 ecr 100221   # 20 ms since the second copy
    100.24s ! show
    100.24s = established, rto 220ms
    200s    ! send m2
    200s    > m2 101+100 ack 1 ts 200001 ecr 10
    200.22s = timeout after 220ms, rto 440ms
    200.22s > m2 101+100 ack 1 ts 200221 ecr 10
    200.24s < ACK 1 ack 201 ts 11 ecr 200221
    200.24s ! show
    200.24s = established, rto 220ms
  )");
}

TEST_CASE("Linux thin streams, linear timeouts: six equal ones, then doubling") {
  models::TcpConfig config = on_wire::phone();
  config.linear_timeouts = true;
  CHECK_LADDER(Tcp{config}, on_wire::established(R"(
    1s    ! send m1
    1s    > m1 1+100 ack 1
    1.22s = timeout after 220ms, rto 220ms
    1.22s > m1 1+100 ack 1
    1.44s = timeout after 220ms, rto 220ms
    1.44s > m1 1+100 ack 1
    1.66s = timeout after 220ms, rto 220ms
    1.66s > m1 1+100 ack 1
    1.88s = timeout after 220ms, rto 220ms
    1.88s > m1 1+100 ack 1
    2.1s  = timeout after 220ms, rto 220ms
    2.1s  > m1 1+100 ack 1
    2.32s = timeout after 220ms, rto 220ms
    2.32s > m1 1+100 ack 1
    2.54s = timeout after 220ms, rto 440ms
    2.54s > m1 1+100 ack 1
    2.98s = timeout after 440ms, rto 880ms
    2.98s > m1 1+100 ack 1
  )"));
}

TEST_CASE("[linux-tcp]: retransmissions at .22 .66 1.54 3.3 6.8 13.9 27.9 56.1 112.4 225 345 s") {
  models::TcpConfig config = on_wire::phone();
  models::TcpConnection c = sending(config);
  models::TcpActions out;
  for (const double expected : {.22, .66, 1.54, 3.30, 6.82, 13.86, 27.94, 56.10, 112.42, 225.06,
                                345.06, 465.06, 585.06, 705.06, 825.06, 945.06}) {
    const sim::Time at = c.deadline();
    CHECK(sim::seconds(at - sim::Time{1s}) == Catch::Approx(expected).epsilon(1e-9));
    out.clear();
    c.wake(at, out);
    REQUIRE(out.size() == (expected > 900 ? 1 : 2));  // the 16th time it is given up
  }
  CHECK(std::get<models::TcpEnded>(out[0]).how == models::TcpEnd::timed_out);
  CHECK(c.deadline() == sim::never);
}

TEST_CASE("[linux-tcp]: tcp_retries2 = 15 and an RTO of 200 ms give up after 924.6 s") {
  const models::TcpConfig config{.rto_min = 200ms, .rto_max = 120s};
  models::TcpConnection c = sending(config);
  models::TcpActions out;
  sim::Time last{};
  while (c.deadline() != sim::never) {
    out.clear();
    last = c.deadline();
    c.wake(last, out);
  }
  CHECK(last - sim::Time{1s} == 924600ms);
}

TEST_CASE("the retry limit counts anew after every ACK of new data") {
  models::TcpConfig config = on_wire::phone();
  config.data_retries = 2;
  CHECK_LADDER(Tcp{config}, on_wire::established(R"(
    1s    ! send m1
    1s    > m1 1+100 ack 1
    1.22s = timeout after 220ms, rto 440ms
    1.22s > m1 1+100 ack 1
    1.66s = timeout after 440ms, rto 880ms
    1.66s > m1 1+100 ack 1
    1.7s  < ACK 1 ack 101
    2s    ! send m2
    2s    > m2 101+100 ack 1
    2.88s = timeout after 880ms, rto 1.76s
    2.88s > m2 101+100 ack 1
    4.64s = timeout after 1.76s, rto 3.52s
    4.64s > m2 101+100 ack 1
    8.16s = timed out
    99s   .
  )"));
}
