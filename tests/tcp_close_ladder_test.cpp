// RFC 9293 3.6, 3.10.4, 3.10.7.4: FIN both ways, TIME-WAIT, resets.
#include "tests/tcp_ladder.hpp"

using namespace std::chrono_literals;

TEST_CASE("RFC 9293 3.6 case 1: we close first; TIME-WAIT acknowledges the peer's FIN again") {
  CHECK_LADDER(Tcp{}, on_wire::established(R"(
    1s    ! close
    1s    > FIN 1 ack 1
    1.02s < ACK 1 ack 2
    1.02s ! show
    1.02s = fin_wait_2, rto 1s
    2s    < FIN 1 ack 2
    2s    > ACK 2 ack 2
    2s    ! show
    2s    = time_wait, rto 1s
    12s   < FIN 1 ack 2            # our ACK was lost; 60 s begin anew
    12s   > ACK 2 ack 2
    72s   = finished
    99s   .
  )"));
}

TEST_CASE("RFC 9293 3.6 case 1: FIN and the ACK of ours in one segment") {
  CHECK_LADDER(Tcp{}, on_wire::established(R"(
    1s    ! close
    1s    > FIN 1 ack 1
    1.02s < FIN 1 ack 2
    1.02s > ACK 2 ack 2
    61.02s = finished
  )"));
}

TEST_CASE("RFC 9293 3.6 case 2: the peer closes first") {
  CHECK_LADDER(Tcp{}, on_wire::established(R"(
    1s    < FIN 1 ack 1
    1s    > ACK 1 ack 2
    1s    = peer closed
    2s    ! send m1                 # half closed: we may still send
    2s    > m1 1+100 ack 2
    2.02s < ACK 2 ack 101
    3s    ! close
    3s    > FIN 101 ack 2
    3s    ! show
    3s    = last_ack, rto 1s
    3.02s < ACK 2 ack 102
    3.02s = finished
    99s   .
  )"));
}

TEST_CASE("RFC 9293 3.6 case 3: both close at once") {
  CHECK_LADDER(Tcp{}, on_wire::established(R"(
    1s    ! close
    1s    > FIN 1 ack 1
    1.01s < FIN 1 ack 1
    1.01s > ACK 2 ack 2
    1.01s ! show
    1.01s = closing, rto 1s
    1.02s < ACK 2 ack 2
    1.02s ! show
    1.02s = time_wait, rto 1s
    61.02s = finished
  )"));
}

TEST_CASE("RFC 9293 3.10.4: FIN follows what is queued, and is sent again like data") {
  CHECK_LADDER(Tcp{on_wire::phone()}, on_wire::established(R"(
    1s    ! send m1
    1s    > m1 1+100 ack 1
    1s    ! send m2
    1s    > m2 101+100 ack 1
    1s    ! send m3
    1s    > m3 201+100 ack 1
    1s    ! close
    1s    > FIN 301 ack 1
    1s    ! send m4
    1s    = cannot send
    1.02s < ACK 1 ack 301
    1.24s = timeout after 220ms, rto 440ms
    1.24s > FIN 301 ack 1
    1.26s < ACK 1 ack 302
    1.26s ! show
    1.26s = fin_wait_2, rto 440ms
  )"));
}

TEST_CASE("RFC 9293 3.10.7.4: a FIN ahead of lost data waits for it") {
  CHECK_LADDER(Tcp{}, on_wire::established(R"(
    1s    < FIN 101 ack 1
    1s    > ACK 1 ack 1
    1.2s  < m1 1+100 ack 1
    1.2s  > ACK 1 ack 102
    1.2s  = delivered m1
    1.2s  = peer closed
  )"));
}

TEST_CASE("RFC 9293 3.6: a peer that acknowledges our FIN and never closes is given up (Linux)") {
  CHECK_LADDER(Tcp{}, on_wire::established(R"(
    1s     ! close
    1s     > FIN 1 ack 1
    1.02s  < ACK 1 ack 2
    61.02s = finished
  )"));
}

TEST_CASE("a FIN that nobody acknowledges ends at the retry limit") {
  models::TcpConfig config = on_wire::phone();
  config.data_retries = 1;
  CHECK_LADDER(Tcp{config}, on_wire::established(R"(
    1s    ! close
    1s    > FIN 1 ack 1
    1.22s = timeout after 220ms, rto 440ms
    1.22s > FIN 1 ack 1
    1.66s = timed out
  )"));
}

TEST_CASE("RFC 1122 4.2.2.13: data after close() is reset") {
  CHECK_LADDER(Tcp{}, on_wire::established(R"(
    1s    ! close
    1s    > FIN 1 ack 1
    1.01s < m1 1+100 ack 1
    1.01s > RST 2 ack 1
    1.01s = reset
    99s   .
  )"));
  CHECK_LADDER(Tcp{}, on_wire::established(R"(
    1s    ! close
    1s    > FIN 1 ack 1
    1.01s < ACK 1 ack 2
    1.05s < m1 1+100 ack 2
    1.05s > RST 2 ack 1
    1.05s = reset
  )"));
}

TEST_CASE("RFC 5961 3: only a RST with exactly the expected number resets") {
  CHECK_LADDER(Tcp{}, on_wire::established(R"(
    1s < RST 0                      # before it: old, ignored
    2s < RST 5                      # after it: an ACK asks for the right number
    2s > ACK 1 ack 1
    3s < RST 1
    3s = reset
    9s .
  )"));
}

TEST_CASE("RFC 9293 3.10.5: abort() sends RST; of a SYN nobody need be told") {
  CHECK_LADDER(Tcp{}, on_wire::established(R"(
    1s ! send m1
    1s > m1 1+100 ack 1
    1s ! abort
    1s > RST 101 ack 1
    1s = reset
    9s .
  )"));
  CHECK_LADDER(Tcp{}, R"(
    0s   ! open
    0s   > SYN 0
    0.5s ! abort
    0.5s = reset
    9s   .
  )");
}

TEST_CASE("after the end nothing is sent, and nothing received") {
  CHECK_LADDER(Tcp{}, on_wire::established(R"(
    1s < RST 1
    1s = reset
    2s ! send m1
    2s = cannot send
    2s ! close
    3s < m1 1+100 ack 1
    9s .
  )"));
}
