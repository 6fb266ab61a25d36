// RFC 9293 3.5, 3.10: opening a connection, and how that is refused. Losses: tcp_syn_ladder_test.
#include "tests/tcp_ladder.hpp"

using namespace std::chrono_literals;

TEST_CASE("RFC 9293 3.5: active open; the handshake is the first RTT sample") {
  CHECK_LADDER(Tcp{on_wire::phone()}, R"(
    0s     ! open
    0s     > SYN 0
    0s     ! show
    0s     = syn_sent, rto 1s
    0.012s < SYN,ACK 0 ack 1
    0.012s > ACK 1 ack 1
    0.012s = established
    0.012s ! show
    0.012s = established, rto 220ms
    100s   .
  )");
}

TEST_CASE("RFC 9293 3.5: passive open") {
  CHECK_LADDER(Tcp{on_wire::phone()}, R"(
    0s    < SYN 0
    0s    > SYN,ACK 0 ack 1
    0.02s < ACK 1 ack 1
    0.02s = established
    0.02s ! show
    0.02s = established, rto 220ms
    100s  .
  )");
}

TEST_CASE("RFC 9293 3.5: data may come with the last ACK of the handshake") {
  CHECK_LADDER(Tcp{}, R"(
    0s    < SYN 0
    0s    > SYN,ACK 0 ack 1
    0.02s < m1 1+100 ack 1
    0.02s = established
    0.02s = delivered m1
    0.06s > ACK 1 ack 101
  )");
}

TEST_CASE("RFC 9293 3.10.7.3: RST answers SYN: refused; with a wrong ACK it is ignored") {
  CHECK_LADDER(Tcp{}, R"(
    0s    ! open
    0s    > SYN 0
    0.01s < RST 0 ack 7
    0.02s < RST 0           # without ACK
    0.03s < RST 0 ack 1
    0.03s = refused
    100s  .
  )");
}

TEST_CASE("RFC 9293 3.5.2 3.10.7.3: an ACK of an older connection is reset, the SYN tried again") {
  CHECK_LADDER(Tcp{}, R"(
    0s    ! open
    0s    > SYN 0
    0.01s < ACK 700 ack 500      # figure 9: the peer never saw the old connection end
    0.01s > RST 500
    1s    = timeout after 1s, rto 2s
    1s    > SYN 0
    1.01s < SYN,ACK 0 ack 1
    1.01s > ACK 1 ack 1
    1.01s = established
  )");
}

TEST_CASE("RFC 9293 3.10.7.4: RST while SYN,ACK is out: refused; a wrong ACK is reset") {
  CHECK_LADDER(Tcp{}, R"(
    0s   < SYN 0
    0s   > SYN,ACK 0 ack 1
    0.1s < ACK 1 ack 9
    0.1s > RST 9
    0.2s < RST 1
    0.2s = refused
  )");
}

TEST_CASE("RFC 9293 3.10.4: close() ends an attempt silently") {
  CHECK_LADDER(Tcp{}, R"(
      0s ! open
      0s > SYN 0
    0.5s ! close
    0.5s = finished
     99s .
  )");
}

TEST_CASE("RFC 9293 3.10.7.1: a segment without a connection is answered with RST") {
  models::TcpSegment s;
  s.source_port = 50000;
  s.destination_port = 5060;
  s.seq = 1000;
  s.length = 100;
  s.fin = true;
  models::TcpSegment rst = models::reset_for(s);  // no ACK: seq 0, ack seq + length
  CHECK((rst.rst && rst.has_ack));
  CHECK(rst.seq == 0);
  CHECK(rst.ack == 1101);
  CHECK(rst.source_port == 5060);
  CHECK(rst.destination_port == 50000);
  s.has_ack = true;
  s.ack = 77;
  rst = models::reset_for(s);  // with ACK: exactly what the peer expects next
  CHECK((rst.rst && !rst.has_ack));
  CHECK(rst.seq == 77);
  CHECK(rst.ack == 0);
  CHECK(rst.span() == 0);
}
