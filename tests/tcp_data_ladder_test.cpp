// RFC 9293 3.8.6.3, 3.10.7.4: data in order, delayed ACKs, repeated and missing segments.
#include "tests/tcp_ladder.hpp"

using namespace std::chrono_literals;

TEST_CASE("RFC 9293 3.8.6.3: an ACK waits 40 ms") {
  CHECK_LADDER(Tcp{}, on_wire::established(R"(
    1s    < m1 1+100 ack 1
    1s    = delivered m1
    1.04s > ACK 1 ack 101
    9s    .
  )"));
}

TEST_CASE("RFC 9293 3.8.6.3: every second segment is acknowledged at once") {
  CHECK_LADDER(Tcp{}, on_wire::established(R"(
    1s    < m1 1+100 ack 1
    1s    = delivered m1
    1.03s < m2 101+100 ack 1
    1.03s > ACK 1 ack 201
    1.03s = delivered m2
    1.05s < m3 201+100 ack 1     # the count begins anew
    1.05s = delivered m3
    1.09s > ACK 1 ack 301
    9s    .
  )"));
}

TEST_CASE("RFC 9293 3.8.6.3: the ACK rides on data") {
  CHECK_LADDER(Tcp{}, on_wire::established(R"(
    1s    < m1 1+100 ack 1
    1s    = delivered m1
    1.02s ! send m9
    1.02s > m9 1+100 ack 101
    1.04s < ACK 101 ack 101
    1.05s < m2 101+100 ack 101
    1.05s = delivered m2
    1.09s > ACK 101 ack 201
    9s    .
  )"));
}

TEST_CASE("RFC 9293 3.8.6.3: without delay each segment is acknowledged at once") {
  const models::TcpConfig config{.delayed_ack = 0s};
  CHECK_LADDER(Tcp{config}, on_wire::established(R"(
    1s < m1 1+100 ack 1
    1s > ACK 1 ack 101
    1s = delivered m1
    9s .
  )"));
}

TEST_CASE("RFC 9293 3.10.7.4: a repeated segment is acknowledged again, not delivered again") {
  CHECK_LADDER(Tcp{}, on_wire::established(R"(
    1s    < m1 1+100 ack 1
    1s    = delivered m1
    1.04s > ACK 1 ack 101
    1.22s < m1 1+100 ack 1
    1.22s > ACK 1 ack 101
    2s    < m2 101+100 ack 1
    2s    = delivered m2
    2.01s < m1 1+100 ack 1       # at once: the delayed ACK goes with it
    2.01s > ACK 1 ack 201
    9s    .
  )"));
}

TEST_CASE("RFC 9293 3.10.7.4: a segment ahead is held, acknowledged at once, delivered in order") {
  CHECK_LADDER(Tcp{}, on_wire::established(R"(
    1s    < m2 101+100 ack 1
    1s    > ACK 1 ack 1          # a duplicate ACK: 1 is missing
    1.1s  < m2 101+100 ack 1
    1.1s  > ACK 1 ack 1
    1.22s < m1 1+100 ack 1
    1.22s > ACK 1 ack 201
    1.22s = delivered m1
    1.22s = delivered m2
    2s    < m3 201+100 ack 1
    2s    = delivered m3
    2.04s > ACK 1 ack 301
    3s    < m5 401+100 ack 1     # and once more
    3s    > ACK 1 ack 301
    3.2s  < m4 301+100 ack 1
    3.2s  > ACK 1 ack 501
    3.2s  = delivered m4
    3.2s  = delivered m5
  )"));
}

TEST_CASE("one segment ahead is held, a second is not: its sender repeats it") {
  CHECK_LADDER(Tcp{}, on_wire::established(R"(
    1s    < m2 101+100 ack 1
    1s    > ACK 1 ack 1
    1s    < m3 201+100 ack 1
    1s    > ACK 1 ack 1
    1.22s < m1 1+100 ack 1
    1.22s > ACK 1 ack 201
    1.22s = delivered m1
    1.22s = delivered m2
    1.24s < m3 201+100 ack 1
    1.24s = delivered m3
    1.28s > ACK 1 ack 301
  )"));
}

TEST_CASE("a held segment that comes again in order is delivered once") {
  CHECK_LADDER(Tcp{}, on_wire::established(R"(
    1s    < m2 101+100 ack 1
    1s    > ACK 1 ack 1
    1.22s < m1 1+100 ack 1
    1.22s > ACK 1 ack 201
    1.22s = delivered m1
    1.22s = delivered m2
    1.24s < m2 101+100 ack 1
    1.24s > ACK 1 ack 201
    9s    .
  )"));
}

TEST_CASE("RFC 9293 3.10.7.4: an ACK of what was never sent: an ACK back, the data is dropped") {
  CHECK_LADDER(Tcp{}, on_wire::established(R"(
    1s < m1 1+100 ack 500
    1s > ACK 1 ack 1
    2s < m1 1+100 ack 1
    2s = delivered m1
    2.04s > ACK 1 ack 101
  )"));
}

TEST_CASE("RFC 5961 4: SYN on an open connection: an ACK back, nothing else") {
  CHECK_LADDER(Tcp{}, on_wire::established(R"(
    1s < SYN 77
    1s > ACK 1 ack 1
    9s .
  )"));
}

TEST_CASE("send() is refused before the connection stands and while three messages are out") {
  CHECK_LADDER(Tcp{}, R"(
    0s    ! send m1
    0s    = cannot send
    0s    ! open
    0s    > SYN 0
    0s    ! send m1
    0s    = cannot send
    0.02s < SYN,ACK 0 ack 1
    0.02s > ACK 1 ack 1
    0.02s = established
    1s    ! send m1
    1s    > m1 1+100 ack 1
    1s    ! send m2
    1s    > m2 101+100 ack 1
    1s    ! send m3
    1s    > m3 201+100 ack 1
    1s    ! send m4
    1s    = cannot send
    1.1s  < ACK 1 ack 101
    1.1s  ! send m4
    1.1s  > m4 301+100 ack 1
    1.2s  < ACK 1 ack 401
    9s    .
  )");
}
